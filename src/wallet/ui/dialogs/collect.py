"""Opening the Add sheet, and going on from it to what an offer or a request asks."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from wallet.services.inbox import Inbox
from wallet.services.source import Source
from wallet.ui.dialogs.add import AddDialog
from wallet.ui.dialogs.answer import open_answer


def open_add(window: Any, sources: Sequence[Source], *, way: str = "", inbox: Inbox | None = None) -> AddDialog:
    """Open the Add sheet over ``window`` for ``sources``; ``way`` starts at ``screen``, ``camera`` or ``link``."""
    dialog = AddDialog(window.state, sources, window, inbox=inbox)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.answer_asked.connect(lambda found: open_answer(window, window.state, found))
    dialog.open()
    if way:
        dialog.start_way(way)
    return dialog
