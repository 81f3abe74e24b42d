"""Trying the program with the sample badges that come with it.

Their issuers are known only to the check made here, through a list that is passed for it; each is called SAMPLE.
Checked again later they are what they are anywhere else: signed by somebody unknown.
"""

from typing import Any

from wallet.services import samples
from wallet.services.inbox import Inbox
from wallet.services.verify import VerifyService
from wallet.ui import tasks
from wallet.ui.state import AppState


def open_samples(state: AppState, window: Any) -> None:
    """Open the Add sheet with the samples."""
    from wallet.ui.dialogs.collect import open_add

    verify = VerifyService(samples.options(state.options))
    inbox = Inbox(verify, state.open_session.library.relation_of)
    dialog = open_add(window, samples.sources(), inbox=inbox)
    dialog.finished.connect(lambda _: tasks.run(verify.close, owner=window))
