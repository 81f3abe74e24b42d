"""The main job from end to end on real input: collect, verify, share, be checked, export (contract section 1).

Sample credentials go into a fresh encrypted wallet, each is verified, one is shared as a QR image and one as a file,
both are read back as an employer would, and the portfolio is written. The sample issuers are known to this run only,
through a list that is passed here.
"""

import base64
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from wallet.errors import EnvironmentFailedError
from wallet.ports import NoProgress, Progress
from wallet.services import samples
from wallet.services import session as sessions
from wallet.services.library import AddResult, Query
from wallet.services.options import RunOptions
from wallet.services.outside import Outside
from wallet.services.portfolio import PortfolioForm, PortfolioRequest
from wallet.services.session import Session
from wallet.services.share import ShareFile, ShareForm, ShareRequest
from wallet.services.source import from_path
from wallet.services.verify import VerifyService
from wallet.verification.report import Report
from wallet.verification.verdict import State

_STEPS = 6
_RECEIVER = "SAMPLE Employer"
_PURPOSE = "SAMPLE application"
_DAYS = 30


@dataclass(frozen=True, slots=True)
class Collected:
    """One sample with its verdict and what became of it."""

    source: str
    report: Report
    result: AddResult


@dataclass(frozen=True, slots=True)
class ReadBack:
    """One share as the employer sees it: the file that was handed over, and the report of checking it."""

    form: ShareForm
    path: Path
    report: Report


@dataclass(frozen=True, slots=True)
class Written:
    """One file of the tour that stays."""

    path: Path
    file: ShareFile


@dataclass(frozen=True, slots=True)
class Tour:
    """What happened: the samples, the shares as read back, the files, and the identifier of the fresh wallet."""

    holder: str
    collected: tuple[Collected, ...]
    read_back: tuple[ReadBack, ...]
    files: tuple[Written, ...]


@contextmanager
def _fresh_wallet(options: RunOptions) -> Iterator[Session]:
    """Open a new encrypted wallet that is gone, keys and all, when the block ends."""
    with tempfile.TemporaryDirectory(prefix="capsa-tour-") as folder:
        profile = Path(folder) / "wallet"
        # Nobody has to remember it: the wallet does not outlive the tour.
        passphrase = base64.urlsafe_b64encode(Outside(options).random.token(24)).decode()
        here = replace(samples.options(options), profile=profile, passphrase_file=None)
        session = sessions.create(profile, passphrase, options=here, name="SAMPLE").session
        try:
            yield session
        finally:
            session.destroy()


def _collect(session: Session, progress: Progress) -> tuple[Collected, ...]:
    candidates = session.inbox.read(samples.sources(), progress=progress)
    results, _ = session.library.add(candidates)
    return tuple(
        Collected(candidate.source, candidate.inspected.report, result)
        for candidate, result in zip(candidates, results, strict=True)
    )


def _write(out: Path, prefix: str, files: tuple[ShareFile, ...]) -> list[Written]:
    written: list[Written] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for number, file in enumerate(files, start=1):
            suffixes = "".join(Path(file.name).suffixes[-2:])
            path = out / f"{prefix}{suffixes}"
            if any(one.path == path for one in written):
                path = out / f"{prefix}-{number}{suffixes}"
            path.write_bytes(file.data)
            written.append(Written(path, file))
    except OSError as error:
        raise EnvironmentFailedError("tour.write_failed", {"path": str(out)}) from error
    return written


def _share(session: Session, form: ShareForm, credential_id: str, lang: str) -> tuple[ShareFile, ...]:
    request = ShareRequest(
        credential_ids=(credential_id,),
        form=form,
        hidden={},
        receiver=_RECEIVER,
        purpose=_PURPOSE,
        expires_at=Outside(session.options).clock.now() + timedelta(days=_DAYS),
        lang=lang,
    )
    package = session.share.prepare(request)
    session.share.record(package)
    return package.files


def _to_read(files: list[Written]) -> Path:
    """Return the file that an employer would open: the picture of a code, else the first."""
    pictures = [one.path for one in files if one.file.media_type == "image/png"]
    return pictures[0] if pictures else files[0].path


def _read_back(path: Path, options: RunOptions) -> Report:
    """Check a file as an employer would: another run, no wallet, no passphrase."""
    service = VerifyService(samples.options(replace(options, profile=None)))
    try:
        return service.inspect_one(from_path(path)).report
    finally:
        service.close()


def run(out: Path, options: RunOptions, *, lang: str, progress: Progress | None = None) -> Tour:
    """Do the whole tour and leave its files in ``out``.

    Raises:
        EnvironmentFailedError: ``tour.write_failed`` and what the wallet itself may raise.
    """
    watch = progress or NoProgress()
    files: list[Written] = []
    read_back: list[ReadBack] = []
    with _fresh_wallet(options) as session:
        collected = _collect(session, watch)
        good = [one.result.id for one in collected if one.report.verdict.state is State.VERIFIED and one.result.id]
        chosen = ((ShareForm.QR, good[0]), (ShareForm.FILE, good[1]), (ShareForm.PAGE, good[0]))
        for step, (form, credential_id) in enumerate(chosen, start=1):
            watch.step(step, _STEPS, form.value)
            written = _write(out, f"share-{form.value}", _share(session, form, credential_id, lang))
            files += written
            if form is not ShareForm.PAGE:
                path = _to_read(written)
                read_back.append(ReadBack(form, path, _read_back(path, options)))
        watch.step(_STEPS - 1, _STEPS, PortfolioForm.PDF.value)
        request = PortfolioRequest(form=PortfolioForm.PDF, query=Query(), title="SAMPLE", notes={}, lang=lang)
        files += _write(out, "portfolio", (session.portfolio.build(request),))
        holder = session.holder_id
    watch.step(_STEPS, _STEPS)
    return Tour(holder, collected, tuple(read_back), tuple(files))
