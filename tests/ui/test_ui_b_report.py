"""What a person sees of a report: the headline, what is folded away, and hostile content that stays harmless."""

import time

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from simulators import hand_made_reports as made
from wallet.services import sentences
from wallet.ui import theme
from wallet.ui.models.issuer_text import breakable, clean, isolated, one_line, source_name
from wallet.ui.models.report import rows_of
from wallet.ui.widgets import safe_picture
from wallet.ui.widgets.inspected_view import InspectedView
from wallet.ui.widgets.report_view import CheckRowView
from wallet.verification.checks import CheckKind, Outcome, unknown
from wallet.verification.report import Report
from wallet.verification.verdict import State

pytestmark = pytest.mark.gui


def shown_texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text()]


def view_of(qtbot: QtBot, report: Report, lang: str = "en") -> InspectedView:
    view = InspectedView(lang)
    qtbot.addWidget(view)
    view.resize(900, 760)
    view.show_inspected(made.inspected(report))
    view.show()
    return view


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", ["report", "tampered", "unsigned", "stranger", "unreadable", "presentation"])
def test_the_strip_says_what_the_sentences_say(qtbot: QtBot, name: str, lang: str) -> None:
    report = getattr(made, name)()
    view = view_of(qtbot, report, lang)
    said = sentences.headline(report, lang)
    spoken = view.strip.accessibleName()
    assert said.word in spoken
    assert said.sentence in spoken
    for flag in report.flags:
        assert sentences.flag_line(flag, report, lang) in spoken


def test_after_a_failed_signature_no_claim_and_no_tick_is_shown(qtbot: QtBot) -> None:
    view = view_of(qtbot, made.tampered())
    everything = "\n".join(shown_texts(view))
    for claim in ("Data literacy for nurses", "Hogeschool Voorbeeld", "Noor de Vries", "15 January 2026"):
        assert claim not in everything
    rows = rows_of(made.tampered(), "en")
    assert [row.mark for row in rows.shown] == [Outcome.PASSED, Outcome.FAILED]
    assert rows.shown[0].title == sentences.kind_word(CheckKind.FORMAT, "en")
    assert all(row.mark is Outcome.NOT_APPLICABLE for row in rows.folded)
    assert "signature failed" in rows.folded_because


def test_the_folded_rows_open_by_keyboard(qtbot: QtBot) -> None:
    view = view_of(qtbot, made.tampered())
    view.tabs.setCurrentIndex(1)
    fold = view.checks._fold
    before = len([row for row in view.checks.findChildren(CheckRowView) if row.isVisible()])
    fold.setFocus()
    fold.click()
    after = len([row for row in view.checks.findChildren(CheckRowView) if row.isVisible()])
    assert (before, after) == (2, 7)


def test_without_a_signature_nothing_that_passed_is_shown_as_reassurance() -> None:
    rows = rows_of(made.unsigned(), "en")
    assert rows.state is State.UNSIGNED
    assert {row.mark for row in rows.shown[1:]} <= {Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE}
    assert len(rows.folded) == 4


def test_every_check_that_counts_is_listed_once_and_in_order() -> None:
    rows = rows_of(made.report(), "en")
    assert [row.title for row in rows.shown] == [
        sentences.kind_word(kind, "en") for kind in CheckKind if kind in {check.kind for check in made.good_checks()}
    ]
    assert "hogeschool.example/status/1" in rows.shown[2].evidence


def test_a_name_from_the_file_is_marked_as_not_checked(qtbot: QtBot) -> None:
    assert "Name stated in the file, not checked" in shown_texts(view_of(qtbot, made.stranger()))
    assert "Name from your list of known issuers" in shown_texts(view_of(qtbot, made.report()))


def test_provenance_is_shown_on_demand(qtbot: QtBot) -> None:
    view = view_of(qtbot, made.report())
    pointer = "In the file: /credentialSubject/creditsEarned"
    assert not any(pointer in text for text in shown_texts(view))
    view.record._provenance.setChecked(True)
    assert any(pointer in text.replace("\u200b", "") for text in shown_texts(view))


def test_the_meter_counts_the_elements_and_names_them(qtbot: QtBot) -> None:
    view = view_of(qtbot, made.report())
    assert any("8 of 11 required" in text for text in shown_texts(view))
    view.record._meter._toggle.setChecked(True)
    texts = shown_texts(view)
    assert "Workload" in texts
    assert texts.count("optional") == 5


def test_a_container_shows_each_credential_with_its_own_verdict(qtbot: QtBot) -> None:
    view = view_of(qtbot, made.presentation())
    root = view._tree.topLevelItem(0)
    assert root is not None
    assert root.text(1) == "Changed"
    assert [root.child(index).text(1) for index in range(3)] == ["Verified", "Signer not known", "Changed"]  # type: ignore[union-attr]
    view._tree.setCurrentItem(root.child(0))  # type: ignore[arg-type]
    assert "Verified" in view.strip.accessibleName()
    assert "Data literacy for nurses" in shown_texts(view)
    view._tree.setCurrentItem(root.child(2))  # type: ignore[arg-type]
    assert "Data literacy for nurses" not in shown_texts(view)


def test_hostile_text_is_plain_short_and_stays_inside_the_window(qtbot: QtBot) -> None:
    view = view_of(qtbot, made.hostile())
    qtbot.wait(50)
    assert view.width() == 900
    assert view.minimumSizeHint().width() < 500
    texts = shown_texts(view)
    title = next(text for text in texts if text.startswith("<h1>"))
    assert len(title) < 200
    assert not any("\u202e" in text for text in texts)
    assert all(label.textFormat() is not None for label in view.findChildren(QLabel))
    assert all(len(text) <= 8000 for text in texts)
    for area in view.tabs.findChildren(QWidget, "scrolled"):
        assert area.width() <= 900


def test_nothing_is_left_after_clearing(qtbot: QtBot) -> None:
    view = view_of(qtbot, made.report())
    view.clear()
    left = "\n".join(label.text() for label in view.findChildren(QLabel))
    assert "Noor de Vries" not in left
    assert "Data literacy" not in left
    assert view.source._text.toPlainText() == ""


@pytest.mark.parametrize("look", ["light", "dark"])
def test_rows_keep_their_shape_in_both_looks(qtbot: QtBot, look: str) -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, look=look)
    view = view_of(qtbot, made.report())
    view.tabs.setCurrentIndex(1)
    assert not view.grab().toImage().isNull()
    theme.apply(app, look="light")


def test_every_row_and_control_has_an_accessible_name(qtbot: QtBot) -> None:
    view = view_of(qtbot, made.presentation())
    for widget in [view, *view.findChildren(QWidget)]:
        if widget.focusPolicy() == widget.focusPolicy().NoFocus or not widget.isVisibleTo(view):
            continue
        if widget.objectName().startswith("qt_"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or widget.metaObject().className() in {"QScrollBar", "QHeaderView", "QStackedWidget"}:
            continue
        name = interface.text(QAccessible.Text.Name)
        assert name or widget is view, f"{widget.metaObject().className()} {widget.objectName()} has no name"


def test_large_text_is_not_cut(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, look="light", text_size=200)
    try:
        view = view_of(qtbot, made.stranger(), "nl")
        view.tabs.setCurrentIndex(1)
        qtbot.wait(50)
        for label in view.strip.findChildren(QLabel):
            if label.isVisible():
                assert label.height() >= label.heightForWidth(label.width()) - 1
    finally:
        theme.apply(app, look="light")


class TestText:
    def test_overrides_and_controls_go(self) -> None:
        assert clean("a\u202eb\u0007c\x1b[31m") == "abc[31m"

    def test_lines_become_one(self) -> None:
        assert one_line("a\n  b\tc") == "a b c"

    def test_a_megabyte_is_cut_quickly(self) -> None:
        assert len(clean("x" * 3_000_000, 100)) == 100

    def test_piled_up_marks_are_thinned(self) -> None:
        assert clean("e" + "\u0301" * 500) == "e" + "\u0301" * 4

    def test_long_runs_can_break(self) -> None:
        assert max(len(part) for part in breakable("x" * 500).split("\u200b")) <= 32

    def test_inside_a_sentence_it_is_isolated(self) -> None:
        assert isolated("שלום") == "\u2068שלום\u2069"

    def test_a_path_is_known_by_its_file(self) -> None:
        assert source_name("/home/noor/Downloads/diploma.json") == "diploma.json"
        assert source_name("C:\\Users\\noor\\diploma.json") == "diploma.json"
        assert source_name("https://badge.example/a/b") == "https://badge.example/a/b"


class TestPictures:
    def test_a_badge_is_drawn_small(self, qtbot: QtBot) -> None:
        image = safe_picture.decode(made.badge_png(1024), 128)
        assert image is not None
        assert image.size() == QSize(128, 128)

    def test_a_picture_with_huge_sides_is_not_decoded(self, qtbot: QtBot) -> None:
        data = bytearray(made.badge_png())
        data[16:24] = (50_000).to_bytes(4, "big") * 2
        assert safe_picture.decode(bytes(data), 128) is None

    @pytest.mark.parametrize(
        "svg",
        [
            b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
            b"<svg " + b"<g>" * 50_000,
            b"not a picture at all",
            b"",
        ],
    )
    def test_dangerous_or_broken_pictures_give_nothing(self, qtbot: QtBot, svg: bytes) -> None:
        assert safe_picture.decode(svg, 64) is None

    @pytest.mark.parametrize(
        "inside",
        [
            b"<script>" * 100_000,
            b"<script></script>" * 15_000,
            b"<image " + b'href="x" ' * 50_000 + b"/>",
            b'<rect style="fill:url( http://evil.example )" width="40" height="40"/>',
        ],
    )
    def test_drawings_made_to_take_long_do_not(self, qtbot: QtBot, inside: bytes) -> None:
        started = time.perf_counter()
        safe_picture.decode(b'<svg xmlns="http://www.w3.org/2000/svg">' + inside + b"</svg>", 64)
        assert time.perf_counter() - started < 5

    def test_an_svg_loads_nothing_and_runs_nothing(self, qtbot: QtBot, tmp_path: object) -> None:
        svg = (
            b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            b'width="40" height="40">'
            b"<script>alert(1)</script>"
            b'<image xlink:href="file:///etc/passwd" width="40" height="40"/>'
            b'<rect width="40" height="40" fill="#ff0000" onload="x()"/></svg>'
        )
        image = safe_picture.decode(svg, 40)
        assert isinstance(image, QImage)
        assert image.pixelColor(20, 20).name() == "#ff0000"


def test_unknown_flags_and_codes_still_give_words() -> None:
    report = made.report(made.replaced(unknown(CheckKind.STATUS, "status.never_heard_of")), flags=("NEW_FLAG",))
    rows = rows_of(report, "nl")
    assert rows.flags == ("NEW_FLAG",)
    assert all(row.sentence for row in rows.shown)
