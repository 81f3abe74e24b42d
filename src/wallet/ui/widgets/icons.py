"""Our own line icons, coloured from the palette, and the shape that stands for each verdict.

The drawings are ``resources/icons/*.svg`` on a 24-unit grid with ``currentColor``; ``--paper`` is what shows
through a filled shape. Shapes carry the meaning; colour only repeats it.
"""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from wallet import resources
from wallet.ui import theme
from wallet.verification.checks import Outcome
from wallet.verification.verdict import State

VERDICT_ICONS: dict[State, str] = {
    State.MALFORMED: "verdict-broken",
    State.NOT_A_CREDENTIAL: "verdict-stop",
    State.REFUSED_UNSAFE: "verdict-stop",
    State.TAMPERED: "verdict-bad",
    State.ISSUER_MISMATCH: "verdict-bad",
    State.REPLAY: "verdict-bad",
    State.HOLDER_MISMATCH: "verdict-bad",
    State.UNSIGNED: "verdict-pencil",
    State.UNSIGNED_CONTENT: "verdict-pencil",
    State.UNSUPPORTED: "verdict-question",
    State.COULD_NOT_CHECK: "offline",
    State.REVOKED: "verdict-withdrawn",
    State.SUSPENDED: "verdict-pause",
    State.KEY_NOT_BOUND: "verdict-unknown-signer",
    State.ISSUER_UNKNOWN: "verdict-unknown-signer",
    State.NOT_YET_VALID: "verdict-clock",
    State.EXPIRED: "verdict-calendar",
    State.STATUS_UNKNOWN: "verdict-unknown-signer",
    State.CONSENT_REQUIRED: "verdict-request",
    State.VERIFIED_EARLIER: "verdict-earlier",
    State.VERIFIED: "verdict-verified",
}
"""The shape of each headline state (contract section 3)."""

OUTCOME_ICONS: dict[Outcome, str] = {outcome: f"outcome-{outcome.value}" for outcome in Outcome}
"""The shape of the outcome of one check."""

_SIZES = (16, 20, 24, 32, 48)
_kept: dict[tuple[str, str, theme.Tokens], QIcon] = {}
"""Icons by drawing, role of their colour and look; Qt's key of one of them tells which it is."""


def _app_ratio() -> float:
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0


@cache
def _drawing(name: str) -> str:
    return resources.read_text("icons", f"{name}.svg")


@cache
def _rendered(name: str, side: int, colour: str, paper: str) -> QPixmap:
    text = _drawing(name).replace("var(--paper,#fff)", paper).replace("currentColor", colour)
    picture = QPixmap(QSize(side, side))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture


def pixmap(
    name: str, size: int, colour: QColor | str | None = None, *, paper: str | None = None, ratio: float | None = None
) -> QPixmap:
    """Return a drawing ``size`` logical pixels square in ``colour`` (the text colour when not given)."""
    scale = ratio if ratio is not None else _app_ratio()
    ink = QColor(colour) if colour is not None else QColor(theme.tokens().text)
    made = QPixmap(_rendered(name, round(size * scale), ink.name(), paper or theme.tokens().surface))
    made.setDevicePixelRatio(scale)
    return made


def icon(name: str, colour: QColor | str | None = None) -> QIcon:
    """Return an icon in the text colour (greyed when disabled).

    One in the text colour on a button is drawn anew by ``recolour``; any other must be built again when
    ``theme.notifier`` says so.
    """
    return _kept_icon(name, "text") if colour is None else _build(name, colour)


def on_accent(name: str) -> QIcon:
    """Return an icon for a button that is filled with the accent colour; ``recolour`` draws it anew as well."""
    return _kept_icon(name, "accent_text")


def recolour() -> None:
    """Draw the icons of all buttons and menu entries anew in the colours of now."""
    drawn = {kept.cacheKey(): (name, role) for (name, role, _), kept in _kept.items()}
    for widget in QApplication.allWidgets():
        for one in (widget, *widget.actions()):
            if isinstance(one, QAbstractButton | QAction) and (known := drawn.get(one.icon().cacheKey())) is not None:
                one.setIcon(_kept_icon(*known))


def _kept_icon(name: str, role: str) -> QIcon:
    tokens = theme.tokens()
    key = (name, role, tokens)
    if key not in _kept:
        made = _build(name, getattr(tokens, role))
        if role == "text":
            for size in _SIZES:
                made.addPixmap(pixmap(name, size, tokens.accent), QIcon.Mode.Normal, QIcon.State.On)
        _kept[key] = made
    return _kept[key]


def _build(name: str, colour: QColor | str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(pixmap(name, size, colour), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, size, theme.tokens().strong_border), QIcon.Mode.Disabled)
    return made


def verdict_pixmap(state: str, tone: str, size: int) -> QPixmap:
    """Return the shape of a verdict in the ink of its tone; an unknown state gets the question shape."""
    known = State(state) if state in State.__members__ else State.UNSUPPORTED
    ink, soft = theme.tone_colours(tone)
    return pixmap(VERDICT_ICONS[known], size, ink, paper=soft.name())
