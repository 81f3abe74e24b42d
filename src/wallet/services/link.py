"""Share by link: an encrypted page on the person's own web space, and a truthful way to stop sharing it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec

from wallet.errors import UsageError, WalletError
from wallet.exchange.web_space import Gone, WebSpaceAccount, open_space
from wallet.ports import Clock, Random, Sender
from wallet.services.changes import Changes
from wallet.sharing import page
from wallet.sharing.page import SignedQuads
from wallet.vault.folder import Vault

_ACCOUNT = "link.account"
_PAGES = "link.pages"


@dataclass(frozen=True, slots=True)
class SharedLink:
    """A page that is out there.

    ``key`` opens it; ``problem``: why ending it failed last time; ``space``: which web space it is on.
    """

    name: str
    address: str
    key: str
    made_at: datetime
    expires_at: datetime
    receiver: str = ""
    ended_at: datetime | None = None
    problem: str | None = None
    space: str = ""

    @property
    def link(self) -> str:
        """The address with the key in its fragment, which never reaches the server."""
        return f"{self.address}#{self.key}"


class LinkService:
    """Built by the session."""

    def __init__(self, vault: Vault, sender: Sender, clock: Clock, random: Random) -> None:
        """Keep account and pages in ``vault``; send through ``sender``."""
        self._vault = vault
        self._sender = sender
        self._clock = clock
        self._random = random

    def account(self) -> WebSpaceAccount | None:
        """Return the web space that the person entered."""
        kept = self._vault.preferences.fact(_ACCOUNT)
        return msgspec.json.decode(kept, type=WebSpaceAccount) if kept else None

    def set_account(self, account: WebSpaceAccount) -> Changes:
        """Keep the web space, encrypted with everything else, after trying it with a small page.

        Raises:
            UsageError: ``link.account_incomplete``.
            EnvironmentFailedError, UnreachableError, FetchRefusedError: it does not work as entered.
        """
        space = open_space(account, self._sender, self._clock)
        name = self._name()
        space.put(name, b"<!doctype html><title>Capsa</title>")
        if space.delete(name) is Gone.STILL_THERE:
            raise UsageError("link.cannot_delete")
        self._vault.preferences.set_fact(_ACCOUNT, msgspec.json.encode(account).decode())
        return Changes(settings=True)

    def publish(
        self,
        presentation: str,
        quads: Sequence[SignedQuads | None],
        *,
        expires_at: datetime,
        receiver: str = "",
    ) -> SharedLink:
        """Encrypt the page, put it on the web space and remember it.

        Raises:
            UsageError: ``link.no_account``, ``link.expiry_past``, ``link.expiry_too_long``.
            EnvironmentFailedError, UnreachableError, FetchRefusedError: it could not be put there.
        """
        account = self.account()
        if account is None:
            raise UsageError("link.no_account")
        now = self._clock.now()
        if expires_at <= now:
            raise UsageError("link.expiry_past")
        space = open_space(account, self._sender, self._clock)
        name = self._name()
        address = space.address(name, int((expires_at - now).total_seconds()))
        sealed = page.viewer_with_link_key(
            presentation, quads, key=self._random.token(32), nonce=self._random.token(12)
        )
        link = SharedLink(name, address, sealed.fragment or "", now, expires_at, receiver, space=_space_of(account))
        # Remembered before it is sent: a page that went up while the program died must still be found here.
        self._keep([*self.links(), link])
        try:
            space.put(name, sealed.html)
        except WalletError:
            self._keep([other for other in self.links() if other.name != name])
            raise
        return link

    def links(self) -> tuple[SharedLink, ...]:
        """Return the pages, the newest last; ended ones stay for thirty days."""
        kept = self._vault.preferences.fact(_PAGES)
        return msgspec.json.decode(kept, type=tuple[SharedLink, ...]) if kept else ()

    def stop(self, name: str) -> SharedLink:
        """Delete a page and say truthfully whether it is gone.

        The returned link has ``ended_at`` when the server says that it is gone, otherwise ``problem``.

        Raises:
            UsageError: ``link.unknown``: no such page, or no web space to delete it from.
        """
        account = self.account()
        found = next((link for link in self.links() if link.name == name), None)
        if found is None or account is None:
            raise UsageError("link.unknown")
        problem = self._delete(found, account)
        ended = replace(found, problem=problem, ended_at=None if problem else self._clock.now())
        self._keep([ended if link.name == name else link for link in self.links()])
        return ended

    def _delete(self, link: SharedLink, account: WebSpaceAccount) -> str | None:
        """Delete the page and return why it may still be there, None when it is gone."""
        if link.space not in ("", _space_of(account)):
            # Another web space would truthfully say that it has no such page, which says nothing of this one.
            return "link.other_space"
        try:
            gone = open_space(account, self._sender, self._clock).delete(link.name)
            return "link.still_there" if gone is Gone.STILL_THERE else None
        except WalletError as error:
            return error.code

    def end_expired(self) -> tuple[SharedLink, ...]:
        """Delete what is past its date (WebDAV has no expiry of its own), and return it; called when the window opens.

        What could not be deleted stays in the list with its ``problem`` and is tried again the next time.
        """
        now = self._clock.now()
        due = [link for link in self.links() if link.ended_at is None and link.expires_at <= now]
        ended = tuple(self.stop(link.name) for link in due)
        old = now - timedelta(days=30)
        self._keep([link for link in self.links() if link.ended_at is None or link.ended_at > old])
        return ended

    def _keep(self, links: Sequence[SharedLink]) -> None:
        self._vault.preferences.set_fact(_PAGES, msgspec.json.encode(tuple(links)).decode())

    def _name(self) -> str:
        return f"{self._random.token(16).hex()}.html"


def _space_of(account: WebSpaceAccount) -> str:
    """Return what tells one web space from another."""
    return f"{account.url.rstrip('/')} {account.bucket}"
