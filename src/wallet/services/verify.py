"""Verify anything that is handed over, without storing it, without a wallet and without a passphrase."""

from collections.abc import Iterable, Iterator

from wallet.ports import Progress
from wallet.services.options import RunOptions
from wallet.services.source import Source
from wallet.verification.context import Person
from wallet.verification.report import Inspected
from wallet.verification.trust.known_issuers import KnownIssuers


class VerifyService:
    """Runs sources through the killable worker processes and gives one ``Inspected`` per source, in order."""

    def __init__(
        self,
        options: RunOptions,
        *,
        known_issuers: KnownIssuers | None = None,
        person: Person | None = None,
    ) -> None:
        """Build the outside (fetcher, clock, worker pool) from ``options``.

        ``known_issuers`` replaces the seed list (the session adds the person's own list and subscriptions);
        ``options.trust`` replaces everything.
        """
        raise NotImplementedError

    def inspect(self, sources: Iterable[Source], *, progress: Progress | None = None) -> Iterator[Inspected]:
        """Yield one result per source, in order. A bad source gives a report, never an exception.

        Uses all cores for many sources. Raises only ``CancelledError`` (from ``progress``) and
        ``EnvironmentFailedError``.
        """
        raise NotImplementedError

    def inspect_one(self, source: Source, *, progress: Progress | None = None) -> Inspected:
        """Return the result for one source."""
        raise NotImplementedError

    def close(self) -> None:
        """End the worker processes and write the recording (``--record``) if one was asked for."""
        raise NotImplementedError
