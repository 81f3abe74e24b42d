"""What every page is given: the state of the program, the window it stands in, and the shape of a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from wallet.errors import WalletError
from wallet.services.changes import Changes
from wallet.services.options import RunOptions
from wallet.services.session import Session
from wallet.services.settings import ComputerSettings, Value
from wallet.services.source import Source
from wallet.services.verify import VerifyService


class Shell(Protocol):
    """The window as pages and dialogs see it."""

    def show_page(self, name: str, **args: Any) -> None:
        """Show a page: library, credential, verify, portfolio, settings, unlock or first_run."""

    def go_back(self) -> None:
        """Return to the page shown before this one."""

    def say(self, text: str, *, tone: str = "neutral") -> None:
        """Show a sentence in the message bar (tone: neutral, good, attention, bad) and read it aloud."""

    def fail(self, error: WalletError) -> None:
        """Show the sentence of an error in the message bar."""

    def toast(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        """Show a short note at the bottom, with Undo when it can be undone."""

    def apply(self, changes: Changes) -> None:
        """Tell every page what the store now holds differently."""

    def open_add(self, sources: Sequence[Source]) -> None:
        """Open the Add sheet for what was dropped, pasted or chosen."""

    def open_share(self, ids: Sequence[str]) -> None:
        """Open the Share wizard for these credentials."""

    def opened(self, session: Session) -> None:
        """Go on with an open wallet."""

    def remove(self, ids: Sequence[str]) -> None:
        """Move credentials to "Recently removed", with Undo."""

    def set_favourite(self, ids: Sequence[str], *, favourite: bool) -> None:
        """Mark or unmark favourites; it can be undone."""

    def update_actions(self) -> None:
        """Ask the page anew which actions it can carry out now."""

    def lock(self) -> None:
        """Lock the wallet and show the unlock page."""

    def setting_changed(self, key: str, value: Value) -> None:
        """React to a setting that concerns the whole window (look, language, idle lock)."""

    def destroy_wallet(self) -> None:
        """Delete the open wallet for good and go to the first page."""

    def open_wallet(self, folder: Path) -> None:
        """Lock, and show the unlock page of another wallet."""

    def new_wallet(self, folder: Path | None = None) -> None:
        """Lock, and show the first-run page for a new wallet."""

    def copy(self, text: str) -> None:
        """Put text on the clipboard; it is wiped after a while and when the wallet is locked."""


@dataclass
class AppState:
    """What is true for the whole window. ``session`` is None while locked."""

    options: RunOptions
    computer: ComputerSettings
    lang: str = "en"
    session: Session | None = None
    verify_service: VerifyService | None = None
    shell: Shell = field(default=None)  # type: ignore[assignment]  # set by the window that it belongs to

    @property
    def open_session(self) -> Session:
        """The session, where a page that is only shown while open needs it.

        Raises:
            WalletError: ``vault.locked``.
        """
        if self.session is None:
            raise WalletError("vault.locked")
        return self.session

    @property
    def verify(self) -> VerifyService:
        """The verify service: that of the session (own list of issuers) or, while locked, one without a wallet."""
        if self.session is not None:
            return self.session.verify
        if self.verify_service is None:
            self.verify_service = VerifyService(self.options)
        return self.verify_service


class Page(QWidget):
    """A page of the window. Sub-classes set ``title`` (translated) and override the hooks they need."""

    needs_session = True
    """Whether the page is shown only while a wallet is open."""

    def __init__(self, state: AppState, parent: QWidget | None = None) -> None:
        """Keep the state; build widgets in the sub-class."""
        super().__init__(parent)
        self.state = state

    @property
    def title(self) -> str:
        """The name of the page, for the window title and for screen readers."""
        return ""

    def activate(self, **args: Any) -> None:
        """Be shown, with what the caller wants to see; put the keyboard focus in place."""

    def leave(self) -> None:
        """Be left: stop timers, cameras and work that only this page needs."""

    def discard(self) -> None:
        """Be thrown away (locking, quitting): let go of everything that is held."""

    def apply(self, changes: Changes) -> None:
        """Hear what the store now holds differently."""

    def handle(self, action: str) -> bool:
        """Carry out an action of ``actions.TABLE`` if it is this page's; tell whether it was."""
        return False

    def handles(self) -> frozenset[str]:
        """Return the ids of the actions that :meth:`handle` can carry out now (others are greyed out)."""
        return frozenset()
