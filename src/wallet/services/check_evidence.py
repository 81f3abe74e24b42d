"""The evidence of a check as a folder: what was handed over, what was answered, the result, and how to repeat it.

Nothing of it is kept unless the person asks. Before it is called done, the check is repeated from the folder alone, and
what comes out otherwise is named: a folder that cannot prove a result must not be taken for one that does.
"""

import contextlib
import hashlib
import shlex
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import msgspec

from wallet import wording
from wallet.adapters.record import write_recording
from wallet.errors import EnvironmentFailedError
from wallet.portfolio.file_names import numbered
from wallet.ports import Document, NoProgress, Progress, Purpose
from wallet.services import check_sheets, report_json, sentences, source
from wallet.services.options import RunOptions
from wallet.services.verify import VerifyService
from wallet.verification.checks import CheckKind, Outcome
from wallet.verification.report import Inspected, Report
from wallet.verification.trust import impersonation, matching
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers

FILES, MAP, TRUST, REPORT, SHEET = "files", "network.json", "trust.json", "report.jsonl", "result.pdf"


@dataclass(frozen=True, slots=True)
class How:
    """How a result was come by: the question that was asked, and what was allowed for it."""

    nonce: str | None = None
    audience: str | None = None
    allow_tracking: bool = False
    allow_contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """One result and how it was come by."""

    inspected: Inspected
    how: How = field(default_factory=How)


@dataclass(frozen=True, slots=True)
class Basis:
    """What the checks rested on besides the documents: the known issuers, and contexts that the person allowed."""

    known_issuers: KnownIssuers
    contexts: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saved:
    """What lies in ``folder``: of how many results, how many files were checked again from the folder alone.

    ``different`` names those that gave another result then.
    """

    folder: Path
    results: int
    repeated: int
    different: tuple[str, ...] = ()


def save(
    parent: Path,
    checked: Sequence[Checked],
    basis: Basis,
    *,
    lang: str,
    now: datetime,
    progress: Progress | None = None,
) -> Saved:
    """Write the folder into ``parent`` and repeat the check from it; nothing is left when it fails or is stopped.

    Raises:
        EnvironmentFailedError: ``evidence.not_written`` with ``facts["path"]``, ``record.write_failed``, and see
            ``portfolio.typesetting.typeset``.
        CancelledError: the person asked to stop.
    """
    folder = _made(parent, wording.say("evidence.folder", lang, {"day": now.date().isoformat()}))
    try:
        return _filled(folder, checked, basis, lang=lang, now=now, watch=progress or NoProgress())
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise _not_written(folder, error) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _filled(
    folder: Path, checked: Sequence[Checked], basis: Basis, *, lang: str, now: datetime, watch: Progress
) -> Saved:
    reports = [one.inspected.report for one in checked]
    at = max(report.checked_at for report in reports)
    documents = _documents(checked, basis, at)
    write_recording(folder / MAP, documents, {})
    issuers = _recognised(reports, basis.known_issuers)
    (folder / TRUST).write_bytes(msgspec.json.format(msgspec.json.encode({"issuers": issuers}), indent=1) + b"\n")
    places = _files(folder, checked)
    named = [_named(report, place, folder) for report, place in zip(reports, places, strict=True)]
    lines = "".join(report_json.to_line(report) + "\n" for report in named)
    (folder / REPORT).write_text(lines, "utf-8")
    different = _repeated(folder, checked, places, watch)
    sheet = check_sheets.full_pdf_of([one.inspected for one in checked], lang, now)
    (folder / SHEET).write_bytes(sheet)
    said = _explanation(checked, places, different, at, lang)
    (folder / wording.say("evidence.readme", lang)).write_text(said, "utf-8")
    return Saved(folder, len(checked), sum(place is not None for place in places), different)


def _named(report: Report, place: Path | None, folder: Path) -> Report:
    """Return a report under the name that its source has in the folder; where it lay before is nobody's business."""
    name = check_sheets.file_name(report) if place is None else place.relative_to(folder).as_posix()
    return replace(report, source=name)


def _made(parent: Path, name: str) -> Path:
    number, folder = 2, parent / name
    while True:
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            folder = parent / f"{name} ({number})"
            number += 1
        except OSError as error:
            raise _not_written(folder, error) from error
        else:
            return folder


def _not_written(path: Path, error: OSError) -> EnvironmentFailedError:
    return EnvironmentFailedError("evidence.not_written", {"path": str(path), "reason": error.strerror or "?"})


# --- what goes into it ------------------------------------------------------------------------------------------------


def _each(found: Inspected) -> Iterator[Inspected]:
    yield found
    for item in found.items:
        yield from _each(item)


def _each_report(report: Report) -> Iterator[Report]:
    yield report
    for item in report.items:
        yield from _each_report(item)


def _documents(checked: Sequence[Checked], basis: Basis, at: datetime) -> dict[str, Document]:
    """Return what was answered, by address; of several answers the newest, which is what a later check would get."""
    found: dict[str, Document] = {
        url: Document(url, body, "application/ld+json", at, Purpose.CONTEXT) for url, body in basis.contexts.items()
    }
    for one in checked:
        for inspected in _each(one.inspected):
            for document in inspected.evidence:
                url = document.url.split("#", 1)[0]
                if url not in found or found[url].retrieved_at < document.retrieved_at:
                    found[url] = document
    return found


def _recognised(reports: Sequence[Report], known: KnownIssuers) -> list[dict[str, object]]:
    """Return the entries that decided, as ``--trust`` takes them; a whole list is nobody else's business."""
    found: dict[KnownIssuer, None] = {}
    for report in (inner for outer in reports for inner in _each_report(outer)):
        for check in report.checks:
            listed = check.kind is CheckKind.ISSUER_TRUST and check.outcome is Outcome.PASSED
            match = matching.find(check.facts.get("issuer"), known) if listed else None
            if match is not None:
                found[match.issuer] = None
        if impersonation.IMPERSONATION_SUSPECTED in report.flags and report.record is not None:
            issuer = report.record.issuer
            imitated = impersonation.suspect(issuer.stated_name or issuer.name, issuer.id, known)
            if imitated is not None:
                found[imitated] = None
    names = ("name", "country", "domain", "url")
    return [
        {"ids": list(issuer.ids), **{name: value for name in names if (value := getattr(issuer, name)) is not None}}
        for issuer in found
    ]


def _groups(checked: Sequence[Checked]) -> dict[How, str]:
    """Return a folder for each way in which results were come by, since one command can say only one."""
    hows = list(dict.fromkeys(one.how for one in checked))
    return {how: FILES if number == 1 else f"{FILES}-{number}" for number, how in enumerate(hows, 1)}


def _files(folder: Path, checked: Sequence[Checked]) -> list[Path | None]:
    """Write what was handed over, byte for byte; nothing for a source that could not be read at all."""
    groups = _groups(checked)
    places: list[Path | None] = []
    for number, one in enumerate(checked, 1):
        inspected = one.inspected
        if not inspected.raw:
            places.append(None)
            continue
        stem = Path(inspected.report.source.replace("\\", "/")).name
        stem = stem.rsplit(".", 1)[0] if "." in stem else stem
        place = folder / groups[one.how] / numbered(number, stem, inspected.media_type, len(checked))
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(inspected.raw)
        places.append(place)
    return places


# --- whether it proves what it says -----------------------------------------------------------------------------------


def _repeated(
    folder: Path, checked: Sequence[Checked], places: Sequence[Path | None], watch: Progress
) -> tuple[str, ...]:
    """Check everything again from the folder alone and return the names of those that come out otherwise."""
    different: list[str] = []
    total, done = sum(place is not None for place in places), 0
    for how in _groups(checked):
        wanted = [(one, place) for one, place in zip(checked, places, strict=True) if one.how == how and place]
        with contextlib.closing(VerifyService(_options(folder, how, _moment(checked, how)))) as service:
            results = service.inspect(source.from_path(place) for _, place in wanted)
            for (one, place), again in zip(wanted, results, strict=True):
                done += 1
                watch.step(done, total, place.name)
                if again.report.verdict.state is not one.inspected.report.verdict.state:
                    different.append(place.name)
    return tuple(different)


def _moment(checked: Sequence[Checked], how: How) -> datetime:
    # An answer to a live check counts for minutes: another group's later moment would make it too old.
    return max(one.inspected.report.checked_at for one in checked if one.how == how)


def _options(folder: Path, how: How, at: datetime) -> RunOptions:
    return RunOptions(
        at=at,
        trust=folder / TRUST,
        replay=folder / MAP,
        nonce=how.nonce,
        audience=how.audience,
        allow_tracking=how.allow_tracking,
        allow_contexts=how.allow_contexts,
    )


def command(how: How, at: datetime, name: str) -> str:
    """Return the command that repeats the check of one group of files, to be given inside the folder."""
    parts = ["wallet", "verify", "--at", report_json.timestamp(at), "--trust", TRUST, "--replay", MAP]
    parts += ["--nonce", how.nonce] if how.nonce else []
    parts += ["--audience", how.audience] if how.audience else []
    parts += ["--allow-tracking"] if how.allow_tracking else []
    for url in how.allow_contexts:
        parts += ["--allow-context", url]
    return f"{shlex.join(parts)} {name}/*"


def _explanation(
    checked: Sequence[Checked],
    places: Sequence[Path | None],
    different: Sequence[str],
    at: datetime,
    lang: str,
) -> str:
    kept = {one.how for one, place in zip(checked, places, strict=True) if place is not None}
    commands = [command(how, _moment(checked, how), name) for how, name in _groups(checked).items() if how in kept]
    facts = {
        "count": str(len(checked)),
        "moment": sentences.moment_text(at, lang),
        "commands": "\n".join(f"    {line}" for line in commands),
    }
    parts = [wording.say("evidence.text", lang, facts)]
    if missing := sum(place is None for place in places):
        parts.append(wording.say("evidence.unread", lang, {"count": str(missing)}))
    if different:
        parts.append(wording.say("evidence.different", lang) + "\n" + "\n".join(f"    {name}" for name in different))
    elif kept:
        parts.append(wording.say("evidence.same", lang))
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def digest(inspected: Inspected) -> str:
    """Return the name under which a page remembers how a result was come by."""
    return hashlib.sha256(inspected.raw).hexdigest()
