"""Putting the selected credentials in a collection, from the menu of the library."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QMenu, QWidget

from wallet.services.changes import Changes
from wallet.services.library import Library
from wallet.ui import tasks
from wallet.ui.dialogs import confirm
from wallet.ui.models import library_text


def put(library: Library, ids: Sequence[str], name: str) -> Changes:
    """Put credentials in one more collection; what they were in stays."""
    for credential_id in ids:
        held = library.get(credential_id).collections
        library.set_collections([credential_id], sorted({*held, name}))
    return Changes(updated=frozenset(ids))


def add_to_menu(
    menu: QMenu, names: Sequence[str], ids: Sequence[str], library: Library, done: Callable[[Changes], None]
) -> None:
    """Add a sub-menu with the collections there are, and a new one."""
    translate = QCoreApplication.translate
    parent = menu.parent()
    owner = parent if isinstance(parent, QWidget) else None
    inner = menu.addMenu(translate("LibraryCollections", "Put in a collection"))
    for name in names:
        shown = library_text.short(name, 60).replace("&", "&&")
        inner.addAction(shown).triggered.connect(lambda _=False, n=name: _store(owner, library, ids, n, done))
    if names:
        inner.addSeparator()
    new = inner.addAction(translate("LibraryCollections", "New collection…"))
    new.triggered.connect(lambda _=False: _new(owner, library, ids, done))


def _store(
    owner: QObject | None, library: Library, ids: Sequence[str], name: str, done: Callable[[Changes], None]
) -> None:
    if owner is not None:
        tasks.store(put, library, tuple(ids), name, owner=owner, done=done)


def _new(owner: QWidget | None, library: Library, ids: Sequence[str], done: Callable[[Changes], None]) -> None:
    if owner is None:
        return
    translate = QCoreApplication.translate
    title = translate("LibraryCollections", "New collection")
    name = confirm.ask_text(owner, title, translate("LibraryCollections", "Name of the collection"))
    if name and name.strip():
        _store(owner, library, ids, name.strip()[:100], done)
