"""The pages of the window. Each is imported when it is first shown, so that the first paint is quick."""

from wallet.services import session
from wallet.ui.state import AppState, Page

NEED_SESSION = frozenset({"library", "credential", "portfolio", "settings"})
"""Pages that are shown only while a wallet is open."""


def start_page(state: AppState) -> str:
    """Return the page for a closed wallet: ``unlock`` where one exists, else ``first_run``."""
    return "unlock" if unlockable(state) else "first_run"


def unlockable(state: AppState) -> tuple[session.WalletPlace, ...]:
    """Return the wallets that can be opened now: the one of ``--profile`` alone, or all that are known here."""
    folder = session.default_folder(state.options)
    known = tuple(place for place in session.places(state.options) if place.exists)
    if session.exists(folder) and all(place.folder != folder for place in known):
        # Made elsewhere, or the list of this computer was lost: the wallet in the usual place is found all the same.
        known = (session.WalletPlace(folder, folder.name), *known)
    if state.options.profile is None:
        return known
    return tuple(place for place in known if place.folder == folder)


def _library(state: AppState) -> Page:
    from wallet.ui.pages.library import LibraryPage

    return LibraryPage(state)


def _credential(state: AppState) -> Page:
    from wallet.ui.pages.credential import CredentialPage

    return CredentialPage(state)


def _verify(state: AppState) -> Page:
    from wallet.ui.pages.verify import VerifyPage

    return VerifyPage(state)


def _portfolio(state: AppState) -> Page:
    from wallet.ui.pages.portfolio import PortfolioPage

    return PortfolioPage(state)


def _settings(state: AppState) -> Page:
    from wallet.ui.pages.settings import SettingsPage

    return SettingsPage(state)


def _unlock(state: AppState) -> Page:
    from wallet.ui.pages.unlock import UnlockPage

    return UnlockPage(state)


def _first_run(state: AppState) -> Page:
    from wallet.ui.pages.first_run import FirstRunPage

    return FirstRunPage(state)


_MAKERS = {
    "library": _library,
    "credential": _credential,
    "verify": _verify,
    "portfolio": _portfolio,
    "settings": _settings,
    "unlock": _unlock,
    "first_run": _first_run,
}


def make(name: str, state: AppState) -> Page:
    """Return a new page."""
    return _MAKERS[name](state)
