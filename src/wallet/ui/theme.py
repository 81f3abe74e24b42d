"""The look: colours as tokens with measured contrast, one palette and one style sheet made from them.

Fusion with our own palette is used everywhere, because following the platform's dark mode is not reliable
(under plain X11 a colour scheme that is set stays unknown). Contrast of every text token on both its backgrounds
is at least 4.5 : 1 (a test computes it).
"""

from dataclasses import dataclass
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from wallet import resources


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one look, ``#RRGGBB``."""

    window: str
    surface: str
    sunken: str
    border: str
    strong_border: str
    text: str
    muted: str
    accent: str
    accent_text: str
    accent_soft: str
    verified: str
    verified_soft: str
    attention: str
    attention_soft: str
    rejected: str
    rejected_soft: str
    unknown: str
    unknown_soft: str
    hover: str


LIGHT = Tokens(
    window="#F4F5F7",
    surface="#FFFFFF",
    sunken="#ECEEF2",
    border="#DFE3E9",
    strong_border="#868F9E",
    text="#1A1C1E",
    muted="#4A5568",
    accent="#1F4FBF",
    accent_text="#FFFFFF",
    accent_soft="#E3EBFB",
    verified="#0B6B3A",
    verified_soft="#E2F3E9",
    attention="#8A5A00",
    attention_soft="#FBF0DA",
    rejected="#B3261E",
    rejected_soft="#FBE6E4",
    unknown="#4A5568",
    unknown_soft="#EBEEF3",
    hover="#EEF2FA",
)

DARK = Tokens(
    window="#17191C",
    surface="#22252A",
    sunken="#1C1F23",
    border="#343941",
    strong_border="#7A8494",
    text="#ECEFF3",
    muted="#A9B4C4",
    accent="#8FB4FF",
    accent_text="#10131A",
    accent_soft="#28344E",
    verified="#5BD18F",
    verified_soft="#1D3529",
    attention="#F2B84B",
    attention_soft="#3A301B",
    rejected="#FF8A80",
    rejected_soft="#412625",
    unknown="#A9B4C4",
    unknown_soft="#2D323A",
    hover="#2A2E35",
)

RADIUS = 12
"""Corner radius of cards in pixels."""

_TONES = {"green": "verified", "amber": "attention", "red": "rejected", "grey": "unknown"}


class _Notifier(QObject):
    changed = Signal()


_notifier: list[_Notifier] = []
_current: list[Tokens] = [LIGHT]
_reduced_motion: list[bool] = [False]


def notifier() -> _Notifier:
    """Return the object whose ``changed`` signal says that colours or text size are different now."""
    if not _notifier:
        _notifier.append(_Notifier())
    return _notifier[0]


def tokens() -> Tokens:
    """Return the colours in use."""
    return _current[0]


def dark() -> bool:
    """Tell whether the dark look is in use."""
    return _current[0] is DARK


def tone_colours(tone: str) -> tuple[QColor, QColor]:
    """Return (ink, soft background) of a verdict tone: green, amber, red or grey."""
    name = _TONES.get(str(tone), "unknown")
    return QColor(getattr(tokens(), name)), QColor(getattr(tokens(), f"{name}_soft"))


def reduced_motion() -> bool:
    """Tell whether animations should be left out (our setting or the system's)."""
    hints = QGuiApplication.styleHints()
    preference = getattr(hints.accessibility(), "motionPreference", None)
    asked = preference is not None and "Reduce" in str(preference())
    return _reduced_motion[0] or asked


def _wanted(look: str) -> Tokens:
    if look == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    return DARK if look == "dark" else LIGHT


def palette(of: Tokens) -> QPalette:
    """Return the palette made from the tokens."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, of.window),
        (roles.WindowText, of.text),
        (roles.Base, of.surface),
        (roles.AlternateBase, of.sunken),
        (roles.Text, of.text),
        (roles.Button, of.surface),
        (roles.ButtonText, of.text),
        (roles.BrightText, of.rejected),
        (roles.Highlight, of.accent),
        (roles.HighlightedText, of.accent_text),
        (roles.Link, of.accent),
        (roles.LinkVisited, of.accent),
        (roles.ToolTipBase, of.surface),
        (roles.ToolTipText, of.text),
        (roles.PlaceholderText, of.muted),
        (roles.Accent, of.accent),
        (roles.Light, of.surface),
        (roles.Midlight, of.border),
        (roles.Mid, of.border),
        (roles.Dark, of.strong_border),
    ):
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(of.strong_border))
    return made


_SHEET = Template("""
QWidget { font-size: ${size}pt; }
QToolTip { background: $surface; color: $text; border: 1px solid $strong_border; padding: 4px; }
QFrame#card, QFrame[card="true"] { background: $surface; border: 1px solid $border; border-radius: ${radius}px; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; color: $text; }
QLabel[role="heading"] { font-size: ${heading}pt; font-weight: 600; color: $text; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="error"] { color: $rejected; }
QLabel[role="mono"], QPlainTextEdit[role="mono"] { font-family: monospace; }
QPushButton { background: $surface; color: $text; border: 1px solid $strong_border; border-radius: 8px;
  padding: 6px 16px; min-height: ${line}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 5px 15px; }
QPushButton:disabled { color: $strong_border; border-color: $border; }
QPushButton:default, QPushButton[primary="true"] { background: $accent; color: $accent_text; border: 1px solid $accent;
  font-weight: 600; }
QPushButton:default:focus, QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton:default:disabled, QPushButton[primary="true"]:disabled { background: $border; color: $muted;
  border-color: $border; }
QPushButton[danger="true"] { color: $rejected; border-color: $rejected; }
QPushButton[danger="true"]:default { background: $rejected; color: $surface; }
QPushButton[flat="true"], QToolButton { background: transparent; border: 1px solid transparent; color: $text; }
QPushButton[flat="true"] { color: $accent; }
QPushButton[flat="true"]:hover, QToolButton:hover { background: $hover; }
QToolButton { border-radius: 8px; padding: 4px; min-width: 24px; min-height: 24px; }
QToolButton:focus { padding: 3px; }
QToolButton:checked { background: $accent_soft; color: $accent; }
QToolButton::menu-indicator { image: none; }
QPushButton[chip="true"] { border-radius: 15px; padding: 3px 12px; min-height: ${line}px; border: 1px solid $border;
  background: $surface; }
QPushButton[chip="true"]:checked { background: $accent_soft; color: $accent; border-color: $accent; }
QPushButton[chip="true"]:focus { border: 2px solid $accent; padding: 2px 11px; }
QPushButton::menu-indicator { image: none; width: 0; }
QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox, QComboBox, QDateEdit, QDateTimeEdit { background: $surface;
  color: $text;
  border: 1px solid $strong_border; border-radius: 8px; padding: 5px 8px; min-height: ${line}px;
  selection-background-color: $accent; selection-color: $accent_text; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QComboBox:focus, QDateEdit:focus,
QDateTimeEdit:focus { border: 2px solid $accent; padding: 4px 7px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow { image: url($parts/part-down-$look.svg);
  width: 16px; height: 16px; }
QDateEdit::drop-down, QDateTimeEdit::drop-down { border: none; width: 26px; }
QSpinBox { padding-right: 26px; min-width: 84px; }
QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0 2px; min-height: 0; }
QAbstractSpinBox QLineEdit:focus { border: none; padding: 0 2px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; background: transparent; width: 24px; right: 3px; }
QSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; top: 2px; }
QSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; bottom: 2px; }
QSpinBox::up-arrow { image: url($parts/part-up-$look.svg); width: 13px; height: 13px; }
QSpinBox::down-arrow { image: url($parts/part-down-$look.svg); width: 13px; height: 13px; }
QCheckBox::indicator, QListView::indicator, QTreeView::indicator, QTableView::indicator { width: 18px; height: 18px;
  border: 1px solid $strong_border; border-radius: 5px; background: $surface; }
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked,
QTableView::indicator:checked { background: $accent; border-color: $accent; image: url($parts/part-tick-$look.svg); }
QTreeView::indicator:indeterminate { background: $accent; border-color: $accent;
  image: url($parts/part-dash-$look.svg); }
QCheckBox::indicator:disabled { border-color: $border; background: $sunken; }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $strong_border; border-radius: 9px;
  background: $surface; }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 8px; height: 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $strong_border; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTreeView::branch:has-children:closed { image: url($parts/part-right-$look.svg); }
QTreeView::branch:has-children:open { image: url($parts/part-down-$look.svg); }
QComboBox QAbstractItemView { background: $surface; color: $text; selection-background-color: $accent_soft;
  selection-color: $text; border: 1px solid $border; }
QListView, QTreeView, QTableView { background: $surface; border: 1px solid $border; border-radius: ${radius}px;
  outline: none; }
QAbstractItemView[bare="true"], QListView[bare="true"], QTreeView[bare="true"], QScrollArea,
QScrollArea > QWidget > QWidget#scrolled {
  background: transparent; border: none; }
QListView#shelves::item { border-radius: 8px; padding-left: 6px; color: $text; }
QListView#shelves::item:hover { background: $hover; }
QListView#shelves::item:selected { background: $accent_soft; color: $accent; }
QListView#shelves { border: 2px solid transparent; border-radius: 10px; }
QListView#shelves:focus { border-color: $border; }
QTreeView::item, QTableView::item, QListWidget::item { padding: 4px; }
QTreeView::item:selected, QTableView::item:selected, QListWidget::item:selected { background: $accent_soft;
  color: $text; }
QHeaderView { background: transparent; }
QHeaderView::section { background: transparent; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 6px; font-weight: 600; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar::tab { background: transparent; color: $muted; padding: 8px 16px; border: none;
  border-bottom: 3px solid transparent; min-height: 20px; }
QTabBar::tab:selected { color: $accent; border-bottom: 3px solid $accent; font-weight: 600; }
QTabBar::tab:focus { background: $accent_soft; }
QMenu { background: $surface; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $strong_border; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenuBar { background: $window; color: $text; }
QMenuBar::item { padding: 5px 10px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; }
QProgressBar { background: $sunken; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QSplitter::handle { background: transparent; }
QFrame[rail="true"] { background: $surface; border: none; border-right: 1px solid $border; }
QFrame[rail="true"] QToolButton { padding: 10px 12px; border-radius: 10px; text-align: left; color: $muted; }
QFrame[rail="true"] QToolButton:checked { color: $accent; font-weight: 600; }
QFrame[rail="true"] QToolButton:disabled { color: $strong_border; }
QFrame[rail="true"] QToolButton:focus { padding: 9px 11px; }
QFrame[bar="neutral"] { background: $accent_soft; border: none; border-radius: ${radius}px; }
QFrame[bar="good"] { background: $verified_soft; border: none; border-radius: ${radius}px; }
QFrame[bar="attention"] { background: $attention_soft; border: none; border-radius: ${radius}px; }
QFrame[bar="bad"] { background: $rejected_soft; border: none; border-radius: ${radius}px; }
QFrame[toast="true"] { background: $text; border: none; border-radius: ${radius}px; }
QFrame[toast="true"] QLabel { color: $window; }
QFrame[toast="true"] QPushButton { color: $window; background: transparent; border: 1px solid $window;
  font-weight: 600; }
QFrame[toast="true"] QPushButton:focus { border: 2px solid $window; }
QFrame[drop="true"] { background: $surface; border: 2px dashed $strong_border; border-radius: 20px; }
QFrame[drop="true"][over="true"] { border-color: $accent; background: $accent_soft; }
""")


def sheet(of: Tokens, *, points: float) -> str:
    """Return the style sheet for the tokens and a text size in points."""
    values = {name: getattr(of, name) for name in of.__slots__}
    still = "* { widget-animation-duration: 0; }\n" if reduced_motion() else ""
    return still + _SHEET.substitute(
        values,
        size=f"{points:.1f}",
        heading=f"{points * 1.2:.1f}",
        title=f"{points * 1.7:.1f}",
        radius=RADIUS,
        # A style sheet's minimum is taken for the least that a crowded layout may give: it grows with the text.
        line=max(22, round(points * 1.63)),
        parts=resources.path("icons").as_posix(),
        look="dark" if of is DARK else "light",
    )


BASE_POINTS = 10.5
"""Text size at 100 %, in points."""


def _load_fonts() -> None:
    folder = resources.path("fonts")
    for file in sorted(folder.glob("Inter-*.otf")):
        QFontDatabase.addApplicationFont(str(file))


def apply(app: QApplication, *, look: str = "system", text_size: int = 100, reduce_motion: bool = False) -> None:
    """Give the program its look.

    Args:
        app: the application.
        look: ``system``, ``light`` or ``dark``.
        text_size: percent of the normal size, 80 to 200.
        reduce_motion: leave out what moves by itself (the codes that need it to be read go on moving).
    """
    if not app.property("capsa_fonts"):
        _load_fonts()
        app.setProperty("capsa_fonts", True)
        app.setStyle("Fusion")
    _current[0] = _wanted(look)
    _reduced_motion[0] = reduce_motion
    points = BASE_POINTS * text_size / 100
    font = QFont(app.font())
    families = QFontDatabase.families()
    if "Inter" in families:
        font.setFamily("Inter")
    font.setPointSizeF(points)
    app.setFont(font)
    app.setPalette(palette(tokens()))
    app.setStyleSheet(sheet(tokens(), points=points))
    notifier().changed.emit()
