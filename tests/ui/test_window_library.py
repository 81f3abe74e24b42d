"""The library over a real store: windows of rows, search, chips, views, undo, empty states, hostile cards."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from simulators import held
from simulators.window import dialogs, fill, focused, press, type_text
from wallet.model.card import Card
from wallet.services.changes import Changes
from wallet.services.library import Library, Query, Shelf
from wallet.services.source import Source
from wallet.ui import drag_out
from wallet.ui.app import Program
from wallet.ui.dialogs import confirm
from wallet.ui.dialogs.add import AddDialog
from wallet.ui.models import library_text
from wallet.ui.models.credential_list import CARD_ROLE, ID_ROLE, WINDOW, CredentialListModel
from wallet.ui.pages import library_collections
from wallet.ui.pages.library import LibraryPage
from wallet.ui.widgets.library_views import LibraryList, View
from wallet.ui.widgets.safe_picture import decode

pytestmark = pytest.mark.gui
Wallet = Callable[[int], Program]


def _page(program: Program) -> LibraryPage:
    page = program.window.current_page
    assert isinstance(page, LibraryPage)
    return page


def _list(program: Program) -> LibraryList:
    found = program.window.findChild(LibraryList)
    assert isinstance(found, LibraryList)
    return found


def _rows(program: Program) -> int:
    return _list(program).model().rowCount()


def _loaded(qtbot: QtBot, program: Program, count: int) -> None:
    qtbot.waitUntil(lambda: _rows(program) == count, timeout=5000)


class _ManyCards(Library):
    """A store of ``total`` cards that counts how often and how much it is asked."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked: list[tuple[int, int]] = []

    def count(self, query: Query) -> int:
        return self.total

    def page(self, query: Query, *, offset: int, limit: int) -> tuple[Card, ...]:
        self.asked.append((offset, limit))
        return tuple(_card(number) for number in range(offset, min(self.total, offset + limit)))

    def image(self, credential_id: str) -> bytes | None:
        return None


def _card(number: int, **changes: object) -> Card:
    values: dict[str, object] = {
        "id": str(number),
        "title": f"Course {number}",
        "issuer": "School",
        "issuer_checked": True,
        "kind": "badge",
        "state": "VERIFIED",
        "tone": "green",
        "awarded_on": None,
        "expires_on": None,
        "checked_at": None,
        "added_at": datetime(2026, 1, 1, tzinfo=UTC),
        **changes,
    }
    return Card(**values)  # type: ignore[arg-type]


def _model(total: int) -> tuple[CredentialListModel, _ManyCards]:
    library = _ManyCards(total)
    return CredentialListModel(library, "en", decode), library


def test_the_model_passes_qts_own_tester(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model, _ = _model(450)
    with qtbot.waitSignal(model.loaded):
        model.show_query(Query())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_hundred_thousand_rows_cost_a_count_and_what_is_in_sight(qtbot: QtBot) -> None:
    model, library = _model(100_000)
    view = LibraryList("en")
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(900, 700)
    view.show()
    clock = QElapsedTimer()
    clock.start()
    with qtbot.waitSignal(model.loaded):
        model.show_query(Query())
    QApplication.processEvents()
    first = clock.restart()
    for form in View:
        view.set_form(form)
        QApplication.processEvents()
        view.scrollToBottom()
        QApplication.processEvents()
        qtbot.waitUntil(lambda: model.index(99_999).data(ID_ROLE) == "99999")
        view.scrollToTop()
        QApplication.processEvents()
    print(f"first page {first} ms, three forms to the end and back {clock.elapsed()} ms")
    assert model.rowCount() == 100_000
    assert sum(limit for _, limit in library.asked) <= 12 * WINDOW


def test_an_answer_that_was_overtaken_is_forgotten(qtbot: QtBot) -> None:
    model, library = _model(10)
    model.show_query(Query(text="first"))
    library.total = 3
    with qtbot.waitSignal(model.loaded):
        model.show_query(Query(text="second"))
    qtbot.wait(50)
    assert model.rowCount() == 3
    assert model.query.text == "second"


def test_search_as_you_type_narrows_and_clears(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(12)
    _loaded(qtbot, program, 12)
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    program.window.trigger("search")
    assert focused().objectName() == "library_search"
    type_text("course 003")
    _loaded(qtbot, program, 1)
    type_text("zzz")
    _loaded(qtbot, program, 0)
    clear = program.window.findChild(QPushButton, "empty_clear")
    assert clear is not None
    clear.click()
    _loaded(qtbot, program, 12)
    field = program.window.findChild(QLineEdit, "library_search")
    assert field is not None
    assert field.text() == ""


def test_chips_offer_what_there_is_and_narrow(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(12)
    _loaded(qtbot, program, 12)
    chip = program.window.findChild(QPushButton, "chip_issuer")
    assert chip is not None
    qtbot.waitUntil(lambda: len(chip.menu().actions()) == 3)
    chip.menu().actions()[0].trigger()
    _loaded(qtbot, program, 4)
    assert chip.accessibleName().startswith("From: ")
    everything = program.window.findChild(QPushButton, "chips_clear")
    assert everything is not None
    everything.click()
    _loaded(qtbot, program, 12)


def test_what_ends_soon_can_be_asked_for(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    session = program.state.open_session
    now = session._outside.clock.now()
    days = {"Ends soon": 30, "Ended": -3, "Ends later": 400, "For ever": None}
    session.library.add(
        [
            held.candidate(
                held.inspected(
                    number,
                    title=title,
                    at=now,
                    trusted=True,
                    expires_at=None if left is None else now + timedelta(days=left),
                )
            )
            for number, (title, left) in enumerate(days.items())
        ]
    )
    program.window.show_page("library")
    _loaded(qtbot, program, 4)
    chip = program.window.findChild(QPushButton, "chip_ends")
    assert chip is not None
    qtbot.waitUntil(lambda: len(chip.menu().actions()) == 4)
    words = [action.text().rsplit("   ", 1) for action in chip.menu().actions()]
    assert words == [["Ends within 60 days", "1"], ["Has ended", "1"], ["Ends later", "1"], ["Has no end", "1"]]
    for place, title in enumerate(days):
        chip.menu().actions()[place if place == 0 else place + 2].trigger()
        _loaded(qtbot, program, 1)
        qtbot.waitUntil(lambda: len(chip.menu().actions()) == 6, timeout=5000)
        (card,) = session.library.page(_page(program)._filters.query, offset=0, limit=9)
        assert card.title == title


def test_enter_opens_and_escape_comes_back_to_the_same_row(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(6)
    _loaded(qtbot, program, 6)
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    view = _list(program)
    view.setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down)
    chosen = view.currentIndex().data(ID_ROLE)
    assert chosen
    press(Qt.Key.Key_Return)
    assert program.window.current_name == "credential"
    program.window.trigger("back")
    assert program.window.current_name == "library"
    qtbot.waitUntil(lambda: view.currentIndex().data(ID_ROLE) == chosen)


def test_delete_can_be_undone_and_the_focus_stays(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(6)
    _loaded(qtbot, program, 6)
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    view = _list(program)
    view.setFocus()
    view.setCurrentIndex(view.model().index(2, 0))
    gone = view.currentIndex().data(ID_ROLE)
    program.window.trigger("remove")
    _loaded(qtbot, program, 5)
    assert view.currentIndex().row() == 2
    assert focused() is view
    assert "moved to Recently removed" in program.window.toast_note.text
    program.window.trigger("undo")
    _loaded(qtbot, program, 6)
    library = program.state.open_session.library
    assert gone in {card.id for card in library.page(Query(), offset=0, limit=10)}
    program.window.trigger("redo")
    _loaded(qtbot, program, 5)


def test_what_was_removed_is_on_its_shelf_and_comes_back(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(3)
    _loaded(qtbot, program, 3)
    ids = [card.id for card in program.state.open_session.library.page(Query(), offset=0, limit=1)]
    program.window.remove(ids)
    _loaded(qtbot, program, 2)
    _page(program)._shelf_chosen("shelf", Shelf.REMOVED.value)
    _loaded(qtbot, program, 1)
    _list(program).setCurrentIndex(_list(program).model().index(0, 0))
    assert "share" not in _page(program).handles()
    _page(program)._bring_back()
    _loaded(qtbot, program, 0)
    assert program.state.open_session.library.count(Query()) == 3


def test_favourites_can_be_set_from_the_keyboard_and_undone(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(3)
    _loaded(qtbot, program, 3)
    view = _list(program)
    view.setCurrentIndex(view.model().index(0, 0))
    program.window.trigger("favourite")
    favourites = Query(shelf=Shelf.FAVOURITES)
    library = program.state.open_session.library
    qtbot.waitUntil(lambda: library.count(favourites) == 1)
    program.window.trigger("undo")
    qtbot.waitUntil(lambda: library.count(favourites) == 0)


def test_the_three_views_keep_the_selection(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(9)
    _loaded(qtbot, program, 9)
    view = _list(program)
    view.setCurrentIndex(view.model().index(4, 0))
    chosen = view.selected_rows()
    assert chosen == [4]
    for form in ("list", "timeline", "cards"):
        program.window.trigger(form)
        assert view.form == form
        assert view.selected_rows() == chosen
        view.grab()


def test_the_preview_says_what_the_card_says(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(4)
    _loaded(qtbot, program, 4)
    program.window.resize(1400, 820)
    page, view = _page(program), _list(program)
    for row in range(4):
        view.setCurrentIndex(view.model().index(row, 0))
        card = view.currentIndex().data(CARD_ROLE)
        qtbot.waitUntil(partial(_previews, page, card.id))
        assert page._preview._badge.verdict_state == card.state
        assert library_text.state_word(card.state, "en") in library_text.spoken(card, "en")


def _previews(page: LibraryPage, credential_id: str) -> bool:
    stored = page._preview.stored
    return stored is not None and stored.card.id == credential_id


def test_an_empty_wallet_says_what_to_do(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    qtbot.waitUntil(lambda: program.window.findChild(QPushButton, "empty_add") is not None)
    for name in ("empty_add", "empty_paste", "empty_scan", "empty_sample"):
        assert program.window.findChild(QPushButton, name) is not None


def _drop(program: Program, mime: QMimeData) -> None:
    window, copy = program.window, Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(300, 300), copy, mime, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window._drop_hint.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), copy, mime, left, none))
    assert not window._drop_hint.isVisible()


def test_a_drop_anywhere_adds_and_while_locked_checks(
    qtbot: QtBot, wallet: Wallet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = wallet(1)
    asked: list[tuple[Source, ...]] = []
    monkeypatch.setattr(program.window.window_actions, "open_add", lambda sources, way="": asked.append(tuple(sources)))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.json")), QUrl("https://school.example/badge/1")])
    _drop(program, mime)
    assert asked[0][0].path == tmp_path / "a.json"
    assert asked[0][1].url == "https://school.example/badge/1"
    with qtbot.waitSignal(program.window.session_locked, timeout=15000):
        program.window.lock()
    text = QMimeData()
    text.setText('{"type": "VerifiablePresentation"}')
    _drop(program, text)
    assert program.window.current_name == "verify"
    assert len(asked) == 1


def test_what_is_dragged_out_is_the_file_as_issued_and_is_taken_away(
    qtbot: QtBot, wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = wallet(1)
    _loaded(qtbot, program, 1)
    stored = program.state.open_session.library.get(_list(program).model().index(0, 0).data(ID_ROLE))
    dragged: list[list[QUrl]] = []
    monkeypatch.setattr("PySide6.QtGui.QDrag.exec", lambda drag, *_: dragged.append(drag.mimeData().urls()))
    drag_out.start(_list(program), stored, None)
    path = Path(dragged[0][0].toLocalFile())
    assert path.read_bytes() == stored.raw
    assert path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0
    with qtbot.waitSignal(program.window.session_locked, timeout=15000):
        program.window.lock()
    assert not path.exists()


@pytest.mark.parametrize(
    "title", ["<b>bold</b><img src=x>", "A" * 100_000, "\u202eevil\u202c good", "", "\x00\x1b[31m"]
)
def test_a_hostile_title_is_plain_bounded_text(qtbot: QtBot, title: str) -> None:
    card = _card(1, title=title, issuer=title, issuer_checked=False)
    spoken = library_text.spoken(card, "en")
    assert len(spoken) < 1000
    assert "\u202e" not in spoken
    assert "\x1b" not in spoken
    model = CredentialListModel(_OneCard(card), "en", decode)
    view = LibraryList("en")
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(700, 500)
    with qtbot.waitSignal(model.loaded):
        model.show_query(Query())
    for form in View:
        view.set_form(form)
        assert not view.grab().isNull()
    tip = model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip
    assert "<img" not in tip
    assert drag_out.file_name(title, "application/json").endswith(".json")
    assert "/" not in drag_out.file_name("../../etc/passwd", "application/json")


class _OneCard(Library):
    def __init__(self, card: Card) -> None:
        self._card = card

    def count(self, query: Query) -> int:
        return 1

    def page(self, query: Query, *, offset: int, limit: int) -> tuple[Card, ...]:
        return (self._card,)


def test_a_thousand_are_listed_and_searched_without_a_pause(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    fill(program.state.open_session, 1000)
    longest = _longest_pause(qtbot, lambda: program.window.show_page("library"), lambda: _rows(program) == 1000)
    field = program.window.findChild(QLineEdit, "library_search")
    assert field is not None
    for text in ("c", "co", "cou", "course 77"):
        longest = max(longest, _longest_pause(qtbot, partial(field.setText, text), lambda: _rows(program) > 0))
    _loaded(qtbot, program, 11)
    print(f"longest pause of the window: {longest} ms")
    assert longest < 2000  # what is promised is 200; a busy test machine is given room, the figure is printed


def _longest_pause(qtbot: QtBot, act: Callable[[], object], until: Callable[[], bool]) -> int:
    clock, longest = QElapsedTimer(), [0]
    act()
    clock.start()
    for _ in range(400):
        qtbot.wait(5)
        longest[0] = max(longest[0], clock.restart() - 5)
        if until():
            break
    return longest[0]


def test_a_name_that_only_the_file_states_is_said_to_be_so(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    session = program.state.open_session
    session.library.add([held.candidate(held.inspected(1, trusted=False, at=session._outside.clock.now()))])
    card = session.library.page(Query(), offset=0, limit=1)[0]
    assert "stated in the file" in library_text.spoken(card, "en")
    program.window.resize(1400, 820)
    program.window.show_page("library")
    _loaded(qtbot, program, 1)
    _list(program).setCurrentIndex(_list(program).model().index(0, 0))
    qtbot.waitUntil(
        lambda: any("not checked" in w.text() for w in program.window.findChildren(QLabel) if w.isVisible())
    )


def test_the_window_has_something_that_takes_drops_everywhere(wallet: Wallet) -> None:
    program = wallet(0)
    assert program.window.acceptDrops()
    assert not any(isinstance(w, QWidget) and w.acceptDrops() for w in program.window.rail.findChildren(QWidget))


def test_select_all_means_all_also_what_was_never_in_sight(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    fill(program.state.open_session, 450)
    program.window.show_page("library")
    _loaded(qtbot, program, 450)
    _list(program).selectAll()
    assert _list(program).selected_count() == 450
    assert len(set(_page(program)._selected())) == 450
    program.window.trigger("remove")
    _loaded(qtbot, program, 0)
    program.window.trigger("undo")
    _loaded(qtbot, program, 450)


def test_shift_and_arrows_extend_the_selection_in_reading_order(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(12)
    _loaded(qtbot, program, 12)
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    view = _list(program)
    view.setFocus()
    for form in View:
        view.set_form(form)
        view.setCurrentIndex(view.model().index(1, 0))
        press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        assert view.selected_rows() == [1, 2, 3]
        press(Qt.Key.Key_End)
        assert view.currentIndex().row() == 11
        assert view.viewport().rect().intersects(view.visualRect(view.currentIndex()))


def test_letters_typed_on_the_list_start_a_search(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(3)
    _loaded(qtbot, program, 3)
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    _list(program).setFocus()
    type_text("z")
    type_text("z")
    _loaded(qtbot, program, 0)
    assert focused().objectName() == "library_search"


@pytest.mark.parametrize("state", ["TAMPERED", "ISSUER_MISMATCH"])
def test_nothing_that_a_changed_file_says_is_shown_as_a_fact(state: str) -> None:
    card = _card(1, state=state, tone="red", issuer="Famous University", expires_on=datetime(2030, 1, 1).date())
    said = library_text.spoken(card, "en")
    assert said.startswith("“Course 1”")
    assert "Famous" not in said
    assert "2030" not in said
    assert library_text.details(card, "en") == ""


def test_a_screen_reader_walks_through_the_cards(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(5)
    _loaded(qtbot, program, 5)
    view = _list(program)
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    view.setFocus()
    for form in View:
        view.set_form(form)
        interface = QAccessible.queryAccessibleInterface(view)
        assert interface.childCount() == 5
        for row in range(5):
            card = view.model().index(row, 0).data(CARD_ROLE)
            child = interface.child(row)
            assert child.text(QAccessible.Text.Name) == library_text.spoken(card, "en")
            assert child.rect().size() == view.visualRect(view.model().index(row, 0)).size()
        view.setCurrentIndex(view.model().index(3, 0))
        said = interface.focusChild().text(QAccessible.Text.Name)
        assert said == library_text.spoken(view.currentIndex().data(CARD_ROLE), "en")


def test_the_samples_are_verified_with_their_own_list_and_unknown_afterwards(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(0)
    qtbot.waitUntil(lambda: program.window.findChild(QPushButton, "empty_sample") is not None)
    program.window.findChild(QPushButton, "empty_sample").click()  # type: ignore[union-attr]
    dialog = dialogs()[0]
    assert isinstance(dialog, AddDialog)
    qtbot.waitUntil(lambda: len(dialog.tree.rows()) == 8, timeout=60000)
    states = [row.candidate.inspected.report.verdict.state.value for row in dialog.tree.rows()]
    assert states.count("VERIFIED") == 5
    assert {"EXPIRED", "REVOKED", "TAMPERED"} <= set(states)
    session = program.state.open_session
    good = [row.candidate for row in dialog.tree.rows() if row.candidate.addable]
    session.library.add(good[:1])
    card = session.library.page(Query(), offset=0, limit=1)[0]
    assert "SAMPLE" in card.issuer
    session.library.recheck([card.id])
    assert session.library.page(Query(), offset=0, limit=1)[0].state == "ISSUER_UNKNOWN"
    dialog.reject()


def test_several_are_put_in_a_collection_and_stay_in_their_others(qtbot: QtBot, wallet: Wallet) -> None:
    program = wallet(4)
    library = program.state.open_session.library
    ids = library.ids(Query())
    library.set_collections(ids[:1], ["Old"])
    library_collections.put(library, ids[:2], "Application 2026")
    assert library.get(ids[0]).collections == ("Application 2026", "Old")
    assert library.count(Query(collection="Application 2026")) == 2
    program.window.show_page("library")
    _loaded(qtbot, program, 4)
    menu, seen = QMenu(_page(program)), list[Changes]()
    confirm.answers.append("New one")
    library_collections.add_to_menu(menu, ("Old",), ids[2:3], library, seen.append)
    menu.actions()[0].menu().actions()[-1].trigger()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert library.get(ids[2]).collections == ("New one",)
