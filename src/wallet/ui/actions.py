"""Every action of the window in one table: id, text, shortcut, what it does, icon, and where it applies.

The menu, the shortcuts page, tool tips and screen readers all read this table. A page says which actions it can
carry out now (``Page.handles``); the window greys out the others.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence


@dataclass(frozen=True, slots=True)
class Spec:
    """One action. ``scope``: ``always`` (also while locked), ``open`` (a wallet is open) or ``page``."""

    id: str
    text: str
    tip: str
    shortcut: str
    icon: str
    menu: str
    scope: str = "open"


def QT_TRANSLATE_NOOP(_context: str, source: str) -> str:
    """Mark a text for the translators' tool, which knows this name; the text is translated where it is shown."""
    return source


MENUS: tuple[tuple[str, str], ...] = (
    ("file", QT_TRANSLATE_NOOP("Actions", "File")),
    ("edit", QT_TRANSLATE_NOOP("Actions", "Edit")),
    ("view", QT_TRANSLATE_NOOP("Actions", "View")),
    ("help", QT_TRANSLATE_NOOP("Actions", "Help")),
)

ENDS_GROUP = frozenset(
    {"add_link", "export", "restore", "wallets", "redo", "search", "favourite", "remove", "back", "timeline"}
)
"""Actions after which the menu has a line."""

TABLE: tuple[Spec, ...] = (
    Spec(
        "add_file",
        QT_TRANSLATE_NOOP("Actions", "Add from file…"),
        QT_TRANSLATE_NOOP("Actions", "Add credentials from a file on this computer"),
        "Ctrl+O",
        "file",
        "file",
    ),
    Spec(
        "add_paste",
        QT_TRANSLATE_NOOP("Actions", "Paste to add"),
        QT_TRANSLATE_NOOP("Actions", "Add what is on the clipboard: text, a link, a picture or files"),
        "Ctrl+V",
        "paste",
        "file",
    ),
    Spec(
        "add_screen",
        QT_TRANSLATE_NOOP("Actions", "Scan the screen"),
        QT_TRANSLATE_NOOP("Actions", "Read a code that is shown on the screen"),
        "Ctrl+Shift+Q",
        "scan",
        "file",
        "always",
    ),
    Spec(
        "add_camera",
        QT_TRANSLATE_NOOP("Actions", "Scan with the camera"),
        QT_TRANSLATE_NOOP("Actions", "Read a code that you hold before the camera"),
        "Ctrl+Shift+C",
        "camera",
        "file",
        "always",
    ),
    Spec(
        "add_link",
        QT_TRANSLATE_NOOP("Actions", "Add from a link…"),
        QT_TRANSLATE_NOOP("Actions", "Add a credential from an address on the web"),
        "Ctrl+K",
        "link",
        "file",
    ),
    Spec(
        "share",
        QT_TRANSLATE_NOOP("Actions", "Share…"),
        QT_TRANSLATE_NOOP("Actions", "Give somebody a copy of the selected credentials"),
        "Ctrl+Shift+S",
        "share",
        "file",
        "page",
    ),
    Spec(
        "export",
        QT_TRANSLATE_NOOP("Actions", "Export the original file…"),
        QT_TRANSLATE_NOOP("Actions", "Save the credential exactly as it was issued"),
        "Ctrl+E",
        "export",
        "file",
        "page",
    ),
    Spec(
        "backup",
        QT_TRANSLATE_NOOP("Actions", "Back up now…"),
        QT_TRANSLATE_NOOP("Actions", "Write one encrypted file with everything in this wallet"),
        "Ctrl+B",
        "backup",
        "file",
    ),
    Spec(
        "restore",
        QT_TRANSLATE_NOOP("Actions", "Restore from a backup…"),
        QT_TRANSLATE_NOOP("Actions", "Bring back what an encrypted backup holds"),
        "Ctrl+Shift+B",
        "restore",
        "file",
    ),
    Spec(
        "wallets",
        QT_TRANSLATE_NOOP("Actions", "Wallets…"),
        QT_TRANSLATE_NOOP("Actions", "Open another wallet or make a new one"),
        "Ctrl+Shift+O",
        "folder",
        "file",
        "always",
    ),
    Spec(
        "lock",
        QT_TRANSLATE_NOOP("Actions", "Lock"),
        QT_TRANSLATE_NOOP("Actions", "Close the wallet until the passphrase is given again"),
        "Ctrl+L",
        "lock",
        "file",
    ),
    Spec(
        "quit",
        QT_TRANSLATE_NOOP("Actions", "Quit"),
        QT_TRANSLATE_NOOP("Actions", "Lock the wallet and close"),
        "Ctrl+Q",
        "close",
        "file",
        "always",
    ),
    Spec(
        "undo",
        QT_TRANSLATE_NOOP("Actions", "Undo"),
        QT_TRANSLATE_NOOP("Actions", "Take back the last change"),
        "Ctrl+Z",
        "undo",
        "edit",
        "page",
    ),
    Spec(
        "redo",
        QT_TRANSLATE_NOOP("Actions", "Redo"),
        QT_TRANSLATE_NOOP("Actions", "Make the change again after all"),
        "Ctrl+Shift+Z",
        "refresh",
        "edit",
        "page",
    ),
    Spec(
        "search",
        QT_TRANSLATE_NOOP("Actions", "Search"),
        QT_TRANSLATE_NOOP("Actions", "Search in everything you earned"),
        "Ctrl+F",
        "search",
        "edit",
    ),
    Spec(
        "recheck",
        QT_TRANSLATE_NOOP("Actions", "Check again"),
        QT_TRANSLATE_NOOP("Actions", "Check the selected credentials again, now"),
        "F5",
        "refresh",
        "edit",
        "page",
    ),
    Spec(
        "favourite",
        QT_TRANSLATE_NOOP("Actions", "Favourite"),
        QT_TRANSLATE_NOOP("Actions", "Mark or unmark the selected credentials as favourites"),
        "Ctrl+D",
        "star",
        "edit",
        "page",
    ),
    Spec(
        "remove",
        QT_TRANSLATE_NOOP("Actions", "Remove"),
        QT_TRANSLATE_NOOP("Actions", "Move to Recently removed; it can be taken back for 30 days"),
        "Del",
        "trash",
        "edit",
        "page",
    ),
    Spec(
        "move_up",
        QT_TRANSLATE_NOOP("Actions", "Move up"),
        QT_TRANSLATE_NOOP("Actions", "Put the item one place earlier"),
        "Alt+Up",
        "up",
        "edit",
        "page",
    ),
    Spec(
        "move_down",
        QT_TRANSLATE_NOOP("Actions", "Move down"),
        QT_TRANSLATE_NOOP("Actions", "Put the item one place later"),
        "Alt+Down",
        "down",
        "edit",
        "page",
    ),
    Spec(
        "back",
        QT_TRANSLATE_NOOP("Actions", "Back"),
        QT_TRANSLATE_NOOP("Actions", "Return to the page before"),
        "Esc",
        "back",
        "view",
        "always",
    ),
    Spec(
        "library",
        QT_TRANSLATE_NOOP("Actions", "Library"),
        QT_TRANSLATE_NOOP("Actions", "Show everything you earned"),
        "Ctrl+H",
        "library",
        "view",
    ),
    Spec(
        "cards",
        QT_TRANSLATE_NOOP("Actions", "As cards"),
        QT_TRANSLATE_NOOP("Actions", "Show the library as cards"),
        "Ctrl+1",
        "cards",
        "view",
        "page",
    ),
    Spec(
        "list",
        QT_TRANSLATE_NOOP("Actions", "As a list"),
        QT_TRANSLATE_NOOP("Actions", "Show the library as a list"),
        "Ctrl+2",
        "list",
        "view",
        "page",
    ),
    Spec(
        "timeline",
        QT_TRANSLATE_NOOP("Actions", "As a timeline"),
        QT_TRANSLATE_NOOP("Actions", "Show the library along the years"),
        "Ctrl+3",
        "timeline",
        "view",
        "page",
    ),
    Spec(
        "verify",
        QT_TRANSLATE_NOOP("Actions", "Check someone else’s"),
        QT_TRANSLATE_NOOP("Actions", "Check credentials that another person gave you; nothing is stored"),
        "Ctrl+Shift+V",
        "check",
        "view",
        "always",
    ),
    Spec(
        "portfolio",
        QT_TRANSLATE_NOOP("Actions", "Portfolio"),
        QT_TRANSLATE_NOOP("Actions", "Put together what you learned, for people and for programs"),
        "Ctrl+P",
        "portfolio",
        "view",
    ),
    Spec(
        "settings",
        QT_TRANSLATE_NOOP("Actions", "Settings"),
        QT_TRANSLATE_NOOP("Actions", "Language, look, security, known issuers"),
        "Ctrl+,",
        "settings",
        "view",
    ),
    Spec(
        "next_pane",
        QT_TRANSLATE_NOOP("Actions", "Next part of the window"),
        QT_TRANSLATE_NOOP("Actions", "Move the keyboard focus to the next part of the window"),
        "F6",
        "forward",
        "view",
        "always",
    ),
    Spec(
        "help",
        QT_TRANSLATE_NOOP("Actions", "Help"),
        QT_TRANSLATE_NOOP("Actions", "Show what you can do here"),
        "F1",
        "help",
        "help",
        "always",
    ),
    Spec(
        "shortcuts",
        QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts"),
        QT_TRANSLATE_NOOP("Actions", "Show all keyboard shortcuts"),
        "Ctrl+/",
        "list",
        "help",
        "always",
    ),
    Spec(
        "about",
        QT_TRANSLATE_NOOP("Actions", "About Capsa"),
        QT_TRANSLATE_NOOP("Actions", "Version, licences and what works on this computer"),
        "Ctrl+Shift+F1",
        "info",
        "help",
        "always",
    ),
)


def text(spec: Spec) -> str:
    """Return the translated text."""
    return QCoreApplication.translate("Actions", spec.text)


def plain_text(spec: Spec) -> str:
    """Return the translated text without dots, for lists and accessible names."""
    return text(spec).rstrip("…")


def with_mnemonics(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts of one menu, each with a letter of its own to choose it by, in any language."""
    used: set[str] = set()
    marked: list[str] = []
    for words in texts:
        starts = [i for i, c in enumerate(words) if c.isalpha() and (i == 0 or words[i - 1] == " ")]
        others = [i for i, c in enumerate(words) if c.isalpha() and i not in starts]
        place = next((i for i in (*starts, *others) if words[i].casefold() not in used), None)
        if place is None:
            marked.append(words)
            continue
        used.add(words[place].casefold())
        marked.append(f"{words[:place]}&{words[place:]}")
    return tuple(marked)


def tip(spec: Spec) -> str:
    """Return the translated status tip."""
    return QCoreApplication.translate("Actions", spec.tip)


def menu_titles() -> tuple[tuple[str, str], ...]:
    """Return (key, translated title) of the menus, each title with its own letter."""
    titles = [QCoreApplication.translate("Actions", title) for _, title in MENUS]
    return tuple(zip((key for key, _ in MENUS), with_mnemonics(titles), strict=True))


def find(action_id: str) -> Spec:
    """Return the action with this id."""
    return next(spec for spec in TABLE if spec.id == action_id)


def build(owner: QObject, triggered: Callable[[str], None]) -> Iterator[tuple[Spec, QAction]]:
    """Make a ``QAction`` for every row, calling ``triggered(id)``; the window gives it its icon."""
    marked = {
        spec.id: words
        for menu, _ in MENUS
        for of_menu in [[spec for spec in TABLE if spec.menu == menu]]
        for spec, words in zip(of_menu, with_mnemonics([text(spec) for spec in of_menu]), strict=True)
    }
    for spec in TABLE:
        action = QAction(marked[spec.id], owner)
        action.setObjectName(f"action_{spec.id}")
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setStatusTip(tip(spec))
        action.setToolTip(f"{plain_text(spec)} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        action.setIconText(plain_text(spec))
        action.triggered.connect(lambda _checked=False, wanted=spec.id: triggered(wanted))
        yield spec, action
