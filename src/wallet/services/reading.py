"""Reads what was handed over: files with their limits, folders walked, addresses fetched.

What cannot be read becomes a report too, so that one bad source never stops the others.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from wallet.adapters.worker import Job
from wallet.errors import FetchError, FetchRefusedError
from wallet.exchange import edubadges
from wallet.model.secured import Carrier, Format, Kind
from wallet.ports import Clock, Document, Fetcher, FetchOutcome, NetworkEvent, Purpose
from wallet.services.source import Source
from wallet.verification.checks import Check, CheckKind, Outcome, failed, not_applicable, passed
from wallet.verification.context import Limits
from wallet.verification.report import Inspected, Report
from wallet.verification.verdict import Scope

ACCEPT = (
    "application/vc, application/vp, application/vc+jwt, application/vc+sd-jwt, application/dc+sd-jwt, "
    "application/ld+json, application/json;q=0.9, image/png;q=0.8, image/svg+xml;q=0.8, */*;q=0.1"
)
"""What a fetched source may be; JSON before pages made for people."""

_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Means:
    """What reading needs: the network, the clock, and how large things may be."""

    fetcher: Fetcher
    clock: Clock
    limits: Limits


def _report(source: Source, means: Means, *checks: Check, **facts: str) -> Inspected:
    report = Report(
        source=source.label,
        kind=Kind.NOT_A_CREDENTIAL,
        format=Format.UNKNOWN,
        carrier=source.carrier,
        checked_at=means.clock.now(),
        checks=checks,
        facts=facts,
    )
    return Inspected(report, raw=b"")


def unreadable(source: Source, code: str, means: Means) -> Inspected:
    """Return the report for a source that does not exist or may not be read (``source.missing`` …)."""
    return _report(source, means, failed(CheckKind.FORMAT, code, path=source.label))


def _too_large(source: Source, means: Means, limit: int) -> Inspected:
    return _report(source, means, failed(CheckKind.FORMAT, "format.unsafe_too_large", limit=str(limit >> 20)))


def _read_path(source: Source, path: Path, means: Means) -> Job | Inspected:
    try:
        if not path.exists():
            return unreadable(source, "source.missing", means)
        if not path.is_file():
            # A device or a pipe may never end; it is no file that somebody was sent.
            return unreadable(source, "source.unreadable", means)
        limit = means.limits.max_container_bytes
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError):
        return unreadable(source, "source.unreadable", means)
    if len(data) > limit:
        return _too_large(source, means, limit)
    return Job(data, source.label, source.carrier)


def _fetch_failed(source: Source, error: FetchError, means: Means) -> Inspected:
    if isinstance(error, FetchRefusedError):
        code = f"format.unsafe_{error.code.removeprefix('fetch.')}"
        return _report(source, means, Check(CheckKind.FORMAT, Outcome.FAILED, code, error.facts))
    if error.code == "fetch.too_large":
        return _report(source, means, Check(CheckKind.FORMAT, Outcome.FAILED, "format.unsafe_too_large", error.facts))
    return _report(
        source,
        means,
        passed(CheckKind.FORMAT, "source.address"),
        Check(CheckKind.PROOF, Outcome.UNKNOWN, "proof.unreachable_source", error.facts),
        **error.facts,
    )


@dataclass(slots=True)
class Reading:
    """One thing to read. ``load`` runs in a thread of the pool; ``finish`` adds what only this side knows."""

    source: Source
    means: Means
    event: NetworkEvent | None = None
    document: Document | None = None

    def load(self) -> Job | Inspected:
        """Return the bytes to inspect, or at once the report that there are none."""
        source = self.source
        if source.data is not None:
            limit = self.means.limits.max_container_bytes
            return _too_large(source, self.means, limit) if len(source.data) > limit else self._job(source.data)
        if source.path is not None:
            return _read_path(source, source.path, self.means)
        return self._fetch(source.url or "")

    def _job(self, data: bytes) -> Job:
        return Job(data, self.source.label, self.source.carrier)

    def _fetch(self, url: str) -> Job | Inspected:
        wanted = edubadges.document_url(url) or url
        try:
            self.document = self.means.fetcher.get(wanted, purpose=Purpose.CREDENTIAL, accept=ACCEPT)
        except FetchError as error:
            outcome = FetchOutcome.REFUSED if isinstance(error, FetchRefusedError) else FetchOutcome.UNREACHABLE
            self.event = NetworkEvent(wanted, outcome)
            return _fetch_failed(self.source, error, self.means)
        self.event = NetworkEvent(wanted, self.document.outcome)
        return self._job(self.document.body)

    def finish(self, inspected: Inspected) -> Inspected:
        """Return the result with the address that was fetched in its log and its evidence."""
        if self.event is None:
            return inspected
        report = inspected.report
        network = (self.event, *(event for event in report.network if event != self.event))
        evidence = inspected.evidence
        if self.document is not None and all(held.url != self.document.url for held in evidence):
            evidence = (self.document, *evidence)
        return replace(inspected, report=replace(report, network=network), evidence=evidence)


def _walk(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        # Hidden folders are a program's own; a link to elsewhere is not part of what was handed over.
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not (Path(here) / name).is_symlink()
        )
        for name in sorted(names):
            file = Path(here) / name
            hidden = name.startswith((".", "~$")) or name.lower() in _IGNORED_NAMES
            if not hidden and not file.is_symlink() and _is_file(file):
                yield file


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # Not allowed to look: it is listed, and reading it says so.
        return True


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that was handed over, with everything in it to read."""

    source: Source
    readings: tuple[Reading, ...]


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        # A name that is too long, or a place that may not be looked into: reading it says so.
        return False


def plan(source: Source, means: Means) -> Reading | Folder:
    """Return what there is to read for a source; a folder is walked, links in it are not followed."""
    path = source.path
    if path is None or not _is_folder(path):
        return Reading(source, means)
    return Folder(source, tuple(Reading(file, means) for file in _files_in(source, path)))


def _files_in(source: Source, folder: Path) -> Iterator[Source]:
    for file in _walk(folder):
        yield Source(label=str(Path(source.label) / file.relative_to(folder)), path=file)


def unfolded(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return the sources with each folder replaced by its files, so that every file has a result of its own."""
    found: list[Source] = []
    for source in sources:
        if source.path is not None and source.path.is_dir():
            found.extend(_files_in(source, source.path))
        else:
            found.append(source)
    return tuple(found)


def folder_report(folder: Folder, items: tuple[Inspected, ...], means: Means) -> Inspected:
    """Return the report of a folder: no proof of its own, its items decide."""
    try:
        os.scandir(folder.source.path or "").close()
    except OSError:
        return unreadable(folder.source, "source.unreadable", means)
    report = Report(
        source=folder.source.label,
        kind=Kind.BUNDLE,
        format=Format.UNKNOWN,
        carrier=Carrier.FILE,
        checked_at=means.clock.now(),
        checks=(passed(CheckKind.FORMAT, "format.folder"), not_applicable(CheckKind.PROOF, "proof.container")),
        scope=Scope.CONTAINER,
        flags=("UNSIGNED_CONTAINER",),
        replayed=any(item.report.replayed for item in items),
        items=tuple(item.report for item in items),
    )
    return Inspected(report, raw=b"", items=items)
