"""Verify anything that is handed over, without storing it, without a wallet and without a passphrase."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wallet.adapters.archive import Lookup
from wallet.adapters.worker import WorkerPool
from wallet.adapters.worker_messages import RunSettings
from wallet.errors import FetchError
from wallet.ports import Fetcher, NoProgress, Progress, Purpose
from wallet.services import reading, trust_file
from wallet.services.options import RunOptions
from wallet.services.outside import Network, Outside
from wallet.services.source import Source
from wallet.verification.context import Limits, Person
from wallet.verification.report import Inspected
from wallet.verification.trust import seed
from wallet.verification.trust.known_issuers import KnownIssuers


class VerifyService:
    """Runs sources through the killable worker processes and gives one ``Inspected`` per source, in order."""

    def __init__(
        self,
        options: RunOptions,
        *,
        known_issuers: KnownIssuers | None = None,
        person: Person | None = None,
        archive: Lookup | None = None,
        pinned_contexts: dict[str, bytes] | None = None,
        outside: Outside | None = None,
    ) -> None:
        """Build the outside (fetcher, clock, worker pool) from ``options``.

        ``known_issuers`` replaces the seed list (the session adds the person's own list and subscriptions);
        ``options.trust`` replaces everything. ``archive`` gives documents that the wallet holds already,
        ``pinned_contexts`` the JSON-LD contexts that the person allowed earlier. ``outside`` is that of an open wallet,
        whose settings may say to stay offline.

        Raises:
            UsageError: ``trust.list_unreadable`` or ``replay.unreadable``.
        """
        self._options = options
        self._outside = outside or Outside(options)
        self._allow_tracking = options.allow_tracking
        self._network: Network = self._outside.network(archive)
        self._known_issuers = known_issuers
        if options.trust is not None:
            self._known_issuers = trust_file.read(options.trust)
        self._person = person
        self._pinned = dict(pinned_contexts or {})
        self._limits = Limits()
        self._settings: RunSettings | None = None
        self._settings_for_others: RunSettings | None = None
        # Nothing starts before it is needed, and nothing after it was closed.
        self._pool = WorkerPool(self._network.fetcher, self._outside.clock)

    @property
    def fetcher(self) -> Fetcher:
        """Return the fetcher of this run, for what belongs to collecting."""
        return self._network.fetcher

    @property
    def outside(self) -> Outside:
        """Return the outside of this run, for what sends something."""
        return self._outside

    def warm_up(self) -> None:
        """Start a worker process now, so that the first result comes sooner."""
        self._pool.warm_up()

    def use(
        self,
        *,
        known_issuers: KnownIssuers | None = None,
        person: Person | None = None,
        allow_tracking: bool | None = None,
    ) -> None:
        """Use other known issuers, another person or permission from the next source on.

        What the command line said (``--trust``, ``--allow-tracking``) stays.
        """
        if allow_tracking is not None:
            self._allow_tracking = allow_tracking or self._options.allow_tracking
        if known_issuers is not None and self._options.trust is None:
            self._known_issuers = known_issuers
        if person is not None:
            self._person = person
        self._settings = self._settings_for_others = None

    @property
    def known_issuers(self) -> KnownIssuers:
        """Return whom this run knows now."""
        return self._run_settings().known_issuers

    @property
    def allows_tracking(self) -> bool:
        """Tell whether status addresses are asked that let the issuer see the check."""
        return self._allow_tracking

    def pinned_contexts(self) -> dict[str, bytes]:
        """Return the contexts that this run may use besides the bundled ones, for the wallet to keep."""
        return dict(self._run_settings().extra_contexts)

    def inspect(
        self, sources: Iterable[Source], *, progress: Progress | None = None, someone_elses: bool = False
    ) -> Iterator[Inspected]:
        """Yield one result per source, in order. A bad source gives a report, never an exception.

        What is ``someone_elses`` is not compared with the person of this wallet: that would only puzzle an employer.
        Uses all cores for many sources. Raises only ``CancelledError`` (from ``progress``) and
        ``EnvironmentFailedError``.
        """
        watch = progress or NoProgress()
        means = reading.Means(self._network.fetcher, self._outside.clock, self._limits)
        plans = [reading.plan(source, means) for source in sources]
        flat = [item for plan in plans for item in (plan.readings if isinstance(plan, reading.Folder) else (plan,))]
        done = 0

        def beat() -> None:
            watch.step(done, len(flat), flat[done].source.label if done < len(flat) else "")

        settings = self._settings_about_others() if someone_elses else self._run_settings()
        results = self._pool.inspect_all((item.load for item in flat), settings, beat=beat)
        try:
            for plan in plans:
                if isinstance(plan, reading.Reading):
                    yield plan.finish(next(results))
                    done += 1
                    beat()
                    continue
                inside: list[Inspected] = []
                for item in plan.readings:
                    inside.append(item.finish(next(results)))
                    done += 1
                    beat()
                yield reading.folder_report(plan, tuple(inside), means)
        finally:
            results.close()

    def inspect_one(self, source: Source, *, progress: Progress | None = None) -> Inspected:
        """Return the result for one source."""
        return next(self.inspect((source,), progress=progress))

    def close(self) -> None:
        """End the worker processes and write the recording (``--record``) if one was asked for.

        Raises:
            EnvironmentFailedError: ``record.write_failed``.
        """
        self._pool.close()
        self._network.write_recording()

    def forget_fetched(self) -> None:
        """Drop what was fetched for earlier sources, so that "check again" asks anew."""
        self._network.forget()

    def _run_settings(self) -> RunSettings:
        if self._settings is None:
            options = self._options
            self._settings = RunSettings(
                known_issuers=seed.known_issuers() if self._known_issuers is None else self._known_issuers,
                person=self._person,
                nonce=options.nonce,
                audience=options.audience,
                allow_contexts=frozenset(options.allow_contexts),
                extra_contexts={**self._pinned, **self._allowed_contexts()},
                allow_tracking=self._allow_tracking,
                replayed=options.replay is not None,
                limits=self._limits,
            )
        return self._settings

    def _settings_about_others(self) -> RunSettings:
        # The pool sends settings to a worker when they are another object, so this one is kept as well.
        if self._settings_for_others is None:
            self._settings_for_others = replace(self._run_settings(), person=None)
        return self._settings_for_others

    def _allowed_contexts(self) -> dict[str, bytes]:
        """Fetch the contexts that the person named for this run; one that cannot be had stays unsupported."""
        found: dict[str, bytes] = {}
        for url in self._options.allow_contexts:
            try:
                found[url] = self._network.fetcher.get(
                    url, purpose=Purpose.CONTEXT, accept="application/ld+json, application/json;q=0.9"
                ).body
            except FetchError:
                continue
        return found
