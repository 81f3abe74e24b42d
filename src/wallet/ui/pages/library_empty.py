"""What the library says when there is nothing to show, and what can be done then."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from wallet.services.library import Shelf
from wallet.ui.models.filters import Filters
from wallet.ui.widgets.empty_state import EmptyState


def show(
    empty: EmptyState,
    filters: Filters,
    clear: Callable[[], None],
    trigger: Callable[[str], None],
    sample: Callable[[], None],
) -> None:
    """Say why it is empty: nothing found, an empty shelf, or a wallet that has nothing yet."""
    translate = QCoreApplication.translate
    if filters.narrowed():
        empty.show_words(
            "search",
            translate("LibraryEmpty", "Nothing found"),
            translate("LibraryEmpty", "Nothing on this shelf matches what you are looking for."),
            [("empty_clear", translate("LibraryEmpty", "Show everything"), clear)],
        )
    elif filters.query.shelf is Shelf.ALL and filters.query.collection is None:
        where = translate(
            "LibraryEmpty",
            "A file, a picture with a code, a link, text you copied: drop it anywhere in this window.",
        )
        empty.show_words(
            "save",
            translate("LibraryEmpty", "Drop a badge or certificate here"),
            where,
            [
                ("empty_add", translate("LibraryEmpty", "Choose a file…"), lambda: trigger("add_file")),
                ("empty_paste", translate("LibraryEmpty", "Paste"), lambda: trigger("add_paste")),
                ("empty_scan", translate("LibraryEmpty", "Scan the screen"), lambda: trigger("add_screen")),
                ("empty_sample", translate("LibraryEmpty", "Try a sample badge"), sample),
            ],
        )
    else:
        empty.show_words("library", shelf_text(filters.query.shelf), "")


def shelf_text(shelf: Shelf) -> str:
    """Return what an empty shelf says."""
    translate = QCoreApplication.translate
    return {
        Shelf.FAVOURITES: translate("LibraryEmpty", "No favourites yet"),
        Shelf.ATTENTION: translate("LibraryEmpty", "Nothing needs your attention"),
        Shelf.PAPERS: translate("LibraryEmpty", "No papers kept here"),
        Shelf.REMOVED: translate("LibraryEmpty", "Nothing was removed in the last 30 days"),
    }.get(shelf, translate("LibraryEmpty", "Nothing in this collection yet"))
