"""An open wallet. Locked means: no Session exists, the database is closed and the keys are gone."""

import base64
import contextlib
import platform
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wallet.adapters.signing import SigningProcess
from wallet.adapters.turns import Turns
from wallet.errors import EnvironmentFailedError, LockedError, UsageError, WalletError, WrongPassphraseError
from wallet.ports import SecretStore
from wallet.services import notices
from wallet.services.backup import BackupService, seconds_of
from wallet.services.changes import Changes
from wallet.services.holder import Holder
from wallet.services.inbox import Inbox
from wallet.services.library import Library
from wallet.services.link import LinkService
from wallet.services.notices import Notice as Notice
from wallet.services.options import RunOptions
from wallet.services.outside import Outside
from wallet.services.person import PersonService
from wallet.services.places import Place, Places
from wallet.services.portfolio import PortfolioService
from wallet.services.respond import RespondService
from wallet.services.settings import ComputerSettings, SettingsService
from wallet.services.share import ShareService
from wallet.services.trust import TrustService
from wallet.services.verify import VerifyService
from wallet.vault import folder as on_disk
from wallet.vault import recovery_key
from wallet.vault.folder import Environment, Vault
from wallet.vault.header import WayIn
from wallet.vault.key_derivation import calibrate
from wallet.vault.preferences import LoggedAddress

_KEYRING_SECRET_BYTES = 32

UNDO_DAYS = 30
"""For so long removed credentials can be brought back."""


@dataclass(frozen=True, slots=True)
class WalletPlace:
    """A wallet that can be opened: its folder, its name for people, when it was last opened."""

    folder: Path
    name: str
    last_opened: datetime | None = None
    exists: bool = True


@dataclass(frozen=True, slots=True)
class Created:
    """A new wallet with the recovery key that is shown once (words to type back) and the holder's identifier."""

    session: "Session"
    recovery_key: str
    holder_id: str


def default_folder(options: RunOptions) -> Path:
    """Return where the wallet lives: ``--profile`` or the platform's data folder."""
    return options.profile if options.profile is not None else Outside(options).dirs.data / "wallet"


def computer_settings(options: RunOptions) -> ComputerSettings:
    """Return the settings of this computer; with ``--profile`` those in that folder."""
    return ComputerSettings(_settings_folder(options))


def _settings_folder(options: RunOptions) -> Path:
    return options.profile if options.profile is not None else Outside(options).dirs.config


def places(options: RunOptions | None = None) -> tuple[WalletPlace, ...]:
    """Return the wallets known on this computer (with ``--profile``: in that folder), the last used first."""
    known = Places(_settings_folder(options or RunOptions())).all()
    return tuple(
        WalletPlace(Path(place.folder), place.name, place.last_opened, exists=on_disk.exists(Path(place.folder)))
        for place in known
    )


def exists(folder: Path) -> bool:
    """Tell whether a wallet lies in this folder."""
    return on_disk.exists(folder)


def forget_place(folder: Path, *, options: RunOptions) -> None:
    """Take a wallet off the list of this computer; its files stay where they are."""
    Places(_settings_folder(options)).forget(folder)


def _environment(outside: Outside) -> Environment:
    # --at is the time of the checks, also where it lies years away; what the store writes about itself follows it.
    return Environment(
        random=outside.random, now=outside.clock.now(), turns=(Turns(), Turns()), computer=platform.node()
    )


def create(folder: Path, passphrase: str, *, options: RunOptions, name: str = "", use_keyring: bool = False) -> Created:
    """Make an encrypted wallet with a holder key.

    Raises:
        UsageError: ``vault.exists``, ``vault.empty_passphrase``, ``vault.header_missing``.
        LockedError: ``vault.in_use``.
        EnvironmentFailedError: ``vault.disk_full``, ``vault.no_permission``, ``keyring.unavailable`` …
    """
    return _create(folder, passphrase, options=options, name=name, use_keyring=use_keyring, with_key=True)


def create_empty(folder: Path, passphrase: str, *, options: RunOptions, name: str = "") -> Created:
    """Make a wallet without a holder key, for a backup that brings its own (see :func:`create`)."""
    return _create(folder, passphrase, options=options, name=name, use_keyring=False, with_key=False)


def _create(
    folder: Path, passphrase: str, *, options: RunOptions, name: str, use_keyring: bool, with_key: bool
) -> Created:
    outside = Outside(options)
    secret = outside.random.token(recovery_key.KEY_BYTES)
    vault = on_disk.create(
        folder,
        passphrase,
        recovery=secret,
        cost=calibrate(seconds_of),
        environment=_environment(outside),
        name=name,
    )
    session = Session(vault, options=options, outside=outside)
    try:
        if with_key:
            session.holder.make()
        if use_keyring:
            session.set_keyring(enabled=True)
        session.remember_place()
    except BaseException:
        # Nobody was told that it exists: a half-made wallet must not stand in the way of the next attempt.
        session.destroy()
        raise
    return Created(session, recovery_key.write(secret), session.holder_id if with_key else "")


def _open(folder: Path, kind: WayIn, secret: str | bytes, options: RunOptions) -> "Session":
    outside = Outside(options)
    vault = on_disk.open_(folder, kind, secret, environment=_environment(outside))
    session = Session(vault, options=options, outside=outside)
    if not session.holder.ids:
        # First run was cut off before there was a key.
        session.holder.make()
    session.remember_place()
    return session


def unlock(folder: Path, passphrase: str, *, options: RunOptions) -> "Session":
    """Open with the passphrase.

    Raises:
        WrongPassphraseError: ``vault.wrong_passphrase``.
        LockedError: ``vault.in_use``.
        CorruptStoreError: ``vault.damaged``, ``vault.header_damaged``, ``vault.header_changed`` …
        NewerVersionError: ``vault.newer_version``.
        UsageError: ``vault.not_here``.
        EnvironmentFailedError: ``vault.no_permission`` …
    """
    return _open(folder, WayIn.PASSPHRASE, passphrase, options)


def unlock_with_keyring(folder: Path, *, options: RunOptions) -> "Session":
    """Open with the secret kept by the operating system (see :func:`unlock`).

    Raises:
        EnvironmentFailedError: ``keyring.unavailable``, ``keyring.timeout``.
        WrongPassphraseError: ``vault.no_keyring_secret``: the keyring has none, or another one.
    """
    secret = keyring_secret(folder, Outside(options).secret_store)
    return _open(folder, WayIn.KEYRING, secret, options)


def keyring_secret(folder: Path, store: SecretStore) -> bytes:
    """Return the secret that the keyring holds for the wallet in ``folder``.

    Raises:
        EnvironmentFailedError: ``keyring.unavailable``, ``keyring.timeout``.
        WrongPassphraseError: ``vault.no_keyring_secret``.
    """
    stored = store.get(_secret_name(on_disk.read_header(folder).wallet_id))
    try:
        secret = base64.urlsafe_b64decode(stored or "")
    except ValueError as error:
        raise WrongPassphraseError("vault.no_keyring_secret") from error
    if not secret:
        raise WrongPassphraseError("vault.no_keyring_secret")
    return secret


def unlock_with_recovery_key(folder: Path, recovery_key_text: str, *, options: RunOptions) -> "Session":
    """Open with the recovery key (see :func:`unlock`).

    Raises:
        WrongPassphraseError: ``vault.recovery_key_typo`` (found without trying), ``vault.wrong_recovery_key``.
    """
    return _open(folder, WayIn.RECOVERY_KEY, recovery_key.read(recovery_key_text), options)


def _secret_name(wallet_id: str) -> str:
    return f"wallet-{wallet_id}"


def can_unlock_with_keyring(folder: Path, *, options: RunOptions | None = None) -> bool:
    """Tell whether the keyring holds a way into this wallet and a trustworthy back end answers."""
    try:
        head = on_disk.read_header(folder)
        if head.way(WayIn.KEYRING) is None:
            return False
        return Outside(options or RunOptions()).secret_store.get(_secret_name(head.wallet_id)) is not None
    except WalletError:
        return False


def keyring_available(*, options: RunOptions | None = None) -> bool:
    """Tell whether this computer has a keyring that may be used."""
    return Outside(options or RunOptions()).secret_store.available()


def recovery_words(recovery_key_text: str) -> tuple[str, ...]:
    """Return the groups of a recovery key, some of which the person types back."""
    return recovery_key.groups(recovery_key_text)


class Session:
    """An open wallet and its use cases."""

    def __init__(self, vault: Vault, *, options: RunOptions, outside: Outside) -> None:
        """Build the use cases around an open vault (see :func:`create` and :func:`unlock`)."""
        outside = replace(outside, offline=self._stays_offline)
        self.folder = vault.folder
        self.options = options
        self._vault = vault
        self._outside = outside
        self._open = True
        self._behind = False
        self._signing = SigningProcess()
        clock = outside.clock
        self.holder = Holder(vault, self._signing, clock)
        self.computer = computer_settings(options)
        self.settings = SettingsService(vault, self.computer, changed=self._setting_changed)
        self.person = PersonService(vault, self.holder, changed=self.lists_changed)
        self.trust = TrustService(
            vault,
            clock=clock,
            fetcher=lambda: outside.fetcher(None),
            changed=self.lists_changed,
        )
        self.verify = VerifyService(
            options,
            known_issuers=self.trust.known_issuers(),
            person=self.person.get(),
            archive=vault.evidence.newest,
            pinned_contexts=vault.evidence.pinned_contexts(),
            outside=outside,
        )
        self._setting_changed("network.allow_tracking")
        self.library = Library(vault, self.verify, clock=clock, lang=self._lang)
        self.inbox = Inbox(self.verify, self.library.relation_of)
        self.portfolio = PortfolioService(self.library, clock=clock, holder_id=lambda: self.holder.id)
        self.link = LinkService(vault, outside.sender, clock, outside.random)
        self.share = ShareService(
            self.library,
            holder=self.holder,
            receipts=vault.receipts,
            clock=clock,
            random=outside.random,
            credential_pdf=self.portfolio.credential_pdf,
            web_space=self.link,
            experimental=lambda: bool(self.settings.get("experimental.bbs")),
        )
        self.respond = RespondService(
            self.library,
            self.holder,
            vault.receipts,
            fetcher=outside.fetcher_when_needed,
            sender=outside.sender,
            clock=clock,
            random=outside.random,
            known_name=self.trust.name_of,
            allow_http_loopback=options.allow_http_loopback,
        )
        self.backup = BackupService(
            vault, self._signing, clock=clock, random=outside.random, changed=self.lists_changed
        )

    def _lang(self) -> str:
        chosen = self.options.lang or str(self.computer.get("general.language"))
        return "nl" if chosen == "nl" else "en"

    def _stays_offline(self) -> bool:
        return not self._open or bool(self.settings.get("network.offline"))

    def _setting_changed(self, key: str) -> None:
        """Let a choice about the network hold from now on."""
        if key == "network.offline":
            self.verify.forget_fetched()
        elif key == "network.allow_tracking":
            self.verify.use(allow_tracking=bool(self.settings.get(key)))

    def lists_changed(self) -> None:
        """Let the next check use the issuers and the person as they are now."""
        self.verify.use(known_issuers=self.trust.known_issuers(), person=self.person.get())

    @property
    def holder_id(self) -> str:
        """The holder's own identifier (did:jwk)."""
        return self.holder.id

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be used."""
        return self._open

    @property
    def name(self) -> str:
        """The name that the person gave this wallet."""
        return self._vault.preferences.fact("name") or ""

    def rename(self, name: str) -> None:
        """Give this wallet another name."""
        self._vault.preferences.set_fact("name", name.strip()[:100])
        self.remember_place()

    def remember_place(self) -> None:
        """Note on this computer that the wallet was opened, and notice when it had counted further before."""
        register = Places(_settings_folder(self.options))
        known = register.of(self.folder)
        if known is not None and known.wallet_id == self._vault.wallet_id:
            self._behind = self._behind or known.counter > self._vault.counter
        place = Place(
            folder=str(self.folder.absolute()),
            name=self.name,
            wallet_id=self._vault.wallet_id,
            last_opened=self._outside.clock.now().astimezone(UTC),
            counter=self._vault.counter,
        )
        with contextlib.suppress(EnvironmentFailedError):
            # The list is a convenience: a full disk there must not keep the wallet closed.
            register.keep(place)

    def notices(self) -> tuple[Notice, ...]:
        """Return what the person should know after opening."""
        days = int(self.settings.get("backup.remind_days"))
        now = self._outside.clock.now()
        return (
            *notices.of_vault(self._vault, behind=self._behind),
            *notices.of_backups(self._vault, last=self.backup.last_made(), days=days, now=now),
        )

    def change_passphrase(self, old: str, new: str) -> None:
        """Wrap the data key anew.

        Raises:
            WrongPassphraseError: ``vault.wrong_passphrase``.
            UsageError: ``vault.empty_passphrase``.
        """
        self._vault.check_passphrase(old)
        self.reset_passphrase(new)

    def reset_passphrase(self, new: str) -> None:
        """Set a passphrase without the old one: for somebody who came in with the recovery key or the keyring.

        Raises:
            UsageError: ``vault.empty_passphrase``.
        """
        if not new:
            raise UsageError("vault.empty_passphrase")
        self._vault.set_way(WayIn.PASSPHRASE, new, cost=calibrate(seconds_of))

    def new_recovery_key(self) -> str:
        """Replace the recovery key; the old one stops working."""
        secret = self._outside.random.token(recovery_key.KEY_BYTES)
        self._vault.set_way(WayIn.RECOVERY_KEY, secret)
        return recovery_key.write(secret)

    @property
    def uses_keyring(self) -> bool:
        """Tell whether the operating system's keyring is a way in."""
        return self._vault.has_way(WayIn.KEYRING)

    def set_keyring(self, *, enabled: bool) -> None:
        """Add or remove the operating system's keyring as a way in.

        Raises:
            EnvironmentFailedError: ``keyring.unavailable``, ``keyring.write_failed``, ``keyring.timeout``.
        """
        store, name = self._secret_store, _secret_name(self._vault.wallet_id)
        if enabled:
            secret = self._outside.random.token(_KEYRING_SECRET_BYTES)
            store.set(name, base64.urlsafe_b64encode(secret).decode())
            self._vault.set_way(WayIn.KEYRING, secret)
            return
        if self.uses_keyring:
            self._vault.remove_way(WayIn.KEYRING)
        store.delete(name)

    @property
    def _secret_store(self) -> SecretStore:
        return self._outside.secret_store

    def network_log(self, limit: int = 500) -> tuple[LoggedAddress, ...]:
        """Return the addresses that this wallet used, newest first."""
        return self._vault.preferences.network_log(limit)

    def pin_contexts(self) -> None:
        """Keep the JSON-LD contexts that this run was allowed to fetch (``--allow-context``)."""
        held = self._vault.evidence.pinned_contexts()
        for url, body in self.verify.pinned_contexts().items():
            if held.get(url) != body:
                self._vault.evidence.pin_context(url, body, now=self._outside.clock.now())

    def problems(self) -> tuple[str, ...]:
        """Read the whole store and return what is wrong with it; nothing when all is well. Takes seconds."""
        return self._vault.database.problems()

    def destroy(self) -> None:
        """Delete everything of this wallet from this computer, keyring entry included, and close."""
        self._demand_open()
        self._open = False
        with contextlib.suppress(WalletError):
            self._end_workers()
        with contextlib.suppress(EnvironmentFailedError):
            if self.uses_keyring:
                self._secret_store.delete(_secret_name(self._vault.wallet_id))
        with contextlib.suppress(EnvironmentFailedError):
            Places(_settings_folder(self.options)).forget(self.folder)
        if _settings_folder(self.options) == self.folder:
            self.computer.forget()
        self._vault.destroy()

    def lock(self) -> None:
        """Close the database, end the workers, drop the keys. The session cannot be used afterwards.

        A second call does nothing.

        Raises:
            EnvironmentFailedError: ``record.write_failed``: it is locked, but ``--record`` could not be written.
        """
        if not self._open:
            return
        self._open = False
        try:
            self._end_workers()
        finally:
            with contextlib.suppress(WalletError):
                self.remember_place()
            self._vault.close()

    def _end_workers(self) -> None:
        self._signing.kill()
        self.verify.close()

    def _demand_open(self) -> None:
        if not self._open:
            raise LockedError("vault.locked")

    def tidy(self) -> Changes:
        """Purge what was removed more than ``UNDO_DAYS`` ago; called when the window opens."""
        limit = self._outside.clock.now() - timedelta(days=UNDO_DAYS)
        old = self._vault.credentials.removed_before(limit)
        return self.library.purge(old) if old else Changes()
