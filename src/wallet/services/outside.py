"""Builds the outside from the options: clock, randomness, keyring, folders, and the one chain of fetchers.

Services are the only ones that know which adapters exist; everybody else is handed ports.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from wallet.adapters.archive import ArchiveFetcher, Lookup
from wallet.adapters.cache import CachingFetcher
from wallet.adapters.clock import FixedClock, SystemClock, SystemRandom
from wallet.adapters.dirs import Dirs, platform_dirs
from wallet.adapters.offline import OfflineFetcher
from wallet.adapters.record import RecordingFetcher
from wallet.adapters.replay import ReplayFetcher
from wallet.ports import Answer, Clock, Document, Fetcher, Purpose, Random, SecretStore, Sender
from wallet.services.options import RunOptions


@dataclass(frozen=True)
class Network:
    """The fetchers of one run. ``write_recording`` writes what ``--record`` asked for; ``forget`` empties the cache."""

    fetcher: Fetcher
    write_recording: Callable[[], None]
    forget: Callable[[], None]


@dataclass(frozen=True)
class Outside:
    """Everything that is not this program, as this run may use it.

    ``offline`` is asked before each use of the network: whether the person chose to stay offline (a setting).
    """

    options: RunOptions
    offline: Callable[[], bool] = field(default=lambda: False, compare=False)

    @cached_property
    def clock(self) -> Clock:
        """Return the clock, standing still where ``--at`` says so."""
        return SystemClock() if self.options.at is None else FixedClock(self.options.at)

    @cached_property
    def random(self) -> Random:
        """Return the source of unpredictable bytes."""
        return SystemRandom()

    @cached_property
    def dirs(self) -> Dirs:
        """Return the folders of the platform."""
        return platform_dirs()

    @cached_property
    def secret_store(self) -> SecretStore:
        """Return the keyring of the operating system."""
        from wallet.adapters.keyring import KeyringStore

        return KeyringStore()

    @cached_property
    def sender(self) -> Sender:
        """Return what sends things outside; nothing goes out when offline or working from a recording."""
        return _SenderWhenNeeded(self.options, self.offline)

    @cached_property
    def fetcher_when_needed(self) -> Fetcher:
        """Return a fetcher that costs nothing before its first use."""
        return _FetcherWhenNeeded(self)

    def fetcher(self, archive: Lookup | None = None) -> Fetcher:
        """Return a fetcher for these options; ``archive`` gives documents that this wallet holds already."""
        return self.network(archive).fetcher

    def network(self, archive: Lookup | None = None) -> Network:
        """Return the fetchers of one run.

        From the inside out: the network (or the recording, or nothing when offline), a memory for this run, the
        archive of the wallet, and the recorder, which sees what was really used.

        Raises:
            UsageError: ``replay.unreadable``.
        """
        cache = CachingFetcher(self._innermost())
        fetcher: Fetcher = cache if archive is None else ArchiveFetcher(cache, archive)
        path = self.options.record
        if path is None:
            return Network(fetcher, lambda: None, cache.forget)
        recorder = RecordingFetcher(fetcher, self.clock)
        return Network(recorder, lambda: recorder.write(path), cache.forget)

    def _innermost(self) -> Fetcher:
        options = self.options
        if options.replay is not None:
            return ReplayFetcher(options.replay, self.clock)
        if options.offline:
            return OfflineFetcher(allow_http_loopback=options.allow_http_loopback)
        return _HttpUnlessOffline(self)


class _HttpUnlessOffline:
    """The network, or nothing while the person chose to stay offline."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._nowhere = OfflineFetcher(allow_http_loopback=outside.options.allow_http_loopback)

    @cached_property
    def _http(self) -> Fetcher:
        # httpx takes a tenth of a second to load: only a run that uses the network pays for it.
        from wallet.adapters.http import HttpFetcher

        options = self._outside.options
        return HttpFetcher(self._outside.clock, allow_http_loopback=options.allow_http_loopback)

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        fetcher = self._nowhere if self._outside.offline() else self._http
        return fetcher.get(url, purpose=purpose, accept=accept)


class _SenderWhenNeeded:
    """A Sender that loads the network only when something is sent."""

    def __init__(self, options: RunOptions, offline: Callable[[], bool]) -> None:
        self._options = options
        self._offline = offline
        self._sender: Sender | None = None

    def send(self, method: str, url: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        from wallet.adapters.sender import HttpSender, NoSender

        if self._options.offline or self._options.replay is not None or self._offline():
            return NoSender().send(method, url, body=body, headers=headers)
        if self._sender is None:
            self._sender = HttpSender(allow_http_loopback=self._options.allow_http_loopback)
        return self._sender.send(method, url, body=body, headers=headers)


class _FetcherWhenNeeded:
    """A Fetcher that is built when something is fetched."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._fetcher: Fetcher | None = None

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        if self._fetcher is None:
            self._fetcher = self._outside.fetcher()
        return self._fetcher.get(url, purpose=purpose, accept=accept)
