"""``wallet share``: choose what is seen, preview it in words, write the share, keep a receipt."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wallet.cli import passphrase
from wallet.cli.context import DONE, Commands, Run
from wallet.cli.written import tell, write_files
from wallet.errors import UsageError
from wallet.services import sentences
from wallet.services.session import Session
from wallet.services.share import ClaimNode, FileKind, Preview, ShareForm, ShareOptions, SharePackage, ShareRequest


def add_to(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add("share", run)
    parser.add_argument("ids", nargs="+", metavar="ID")
    forms = [form.value for form in ShareForm]
    parser.add_argument("--as", dest="form", choices=forms, required=True)
    for name in ("--reveal", "--hide"):
        parser.add_argument(name, action="append", default=[], metavar="CLAIM")
    parser.add_argument("--for", dest="receiver", default="", metavar="NAME")
    parser.add_argument("--purpose", default="", metavar="TEXT")
    parser.add_argument("--expires", type=_day_or_moment, metavar="DATE")
    parser.add_argument("--kind", choices=[kind.value for kind in FileKind], default=FileKind.PRESENTATION.value)
    parser.add_argument("--sheet", action="store_true")
    parser.add_argument("--page-passphrase-file", metavar="FILE")
    parser.add_argument("--out", type=Path, metavar="PATH")
    parser.add_argument("--yes", action="store_true")


def _day_or_moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(text) from error
    if len(text) <= len("2026-01-01"):
        # A day is shared until its end.
        return found.replace(tzinfo=UTC) + timedelta(days=1) - timedelta(seconds=1)
    if found.tzinfo is None:
        raise argparse.ArgumentTypeError(text)
    return found


def _nodes(nodes: tuple[ClaimNode, ...]) -> Iterator[ClaimNode]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)


def _meant(node: ClaimNode, claim: str) -> bool:
    last = node.path.rsplit("/", 1)[-1]
    return claim in (node.path, last) or claim.casefold() == node.label.casefold()


def hidden_claims(options: ShareOptions, reveal: list[str], hide: list[str]) -> dict[str, tuple[str, ...]]:
    """Return what is hidden: what is sensitive and free to hide, less what is revealed, plus what is hidden.

    Raises:
        UsageError: ``share.unknown_claim`` or ``share.claim_locked`` with ``facts["claim"]``.
    """
    found: dict[str, tuple[str, ...]] = {}
    known: set[str] = set()
    for credential in options.credentials:
        hidden: list[str] = []
        for node in _nodes(credential.claims):
            wanted = [claim for claim in hide if _meant(node, claim)]
            shown = [claim for claim in reveal if _meant(node, claim)]
            known.update(wanted, shown)
            if wanted and node.locked:
                raise UsageError("share.claim_locked", {"claim": wanted[0]})
            if not node.locked and (wanted or (node.sensitive and not shown)):
                hidden.append(node.path)
        found[credential.credential_id] = tuple(hidden)
    for claim in (*reveal, *hide):
        if claim not in known:
            raise UsageError("share.unknown_claim", {"claim": claim})
    return found


def run(run: Run) -> int:
    """Share: nothing leaves before it was said what will be seen."""
    arguments = run.arguments
    with run.session() as session:
        options = session.share.options(arguments.ids, lang=run.lang)
        form = ShareForm(arguments.form)
        request = _request(session, run, options, form)
        if form not in options.possible_forms(hides=any(request.hidden.values())):
            raise UsageError("share.form_not_possible", {"form": form.value})
        _preview(session.share.preview(options, request), run)
        if not arguments.yes and run.terminal.can_ask and not run.terminal.confirm("ask.share"):
            raise UsageError("cli.not_shared")
        package = session.share.prepare(request, progress=run.terminal.bar)
        run.terminal.bar.clear()
        told = write_files(package.files, arguments.out)
        session.share.record(package)
    _tell(run, package, told)
    return DONE


def _usual_end(session: Session) -> datetime:
    """Return when a share ends where the person does not say: after the days of the settings."""
    return session.verify.outside.clock.now() + timedelta(days=int(session.settings.get("share.expiry_days")))


def _request(session: Session, run: Run, options: ShareOptions, form: ShareForm) -> ShareRequest:
    arguments = run.arguments
    return ShareRequest(
        credential_ids=tuple(arguments.ids),
        form=form,
        hidden=hidden_claims(options, arguments.reveal, arguments.hide),
        receiver=arguments.receiver,
        purpose=arguments.purpose,
        expires_at=arguments.expires or _usual_end(session),
        nonce=run.options.nonce,
        audience=run.options.audience,
        checker_url=str(session.settings.get("share.checker_url")) or None,
        lang=run.lang,
        file_kind=FileKind(arguments.kind),
        sheet=arguments.sheet,
        page_passphrase=_page_passphrase(arguments.page_passphrase_file, form),
    )


def _page_passphrase(name: str | None, form: ShareForm) -> str:
    if name is None:
        return ""
    if form is not ShareForm.PAGE:
        raise UsageError("share.passphrase_for_page", {"form": form.value})
    return passphrase.from_file(name)


def _preview(preview: Preview, run: Run) -> None:
    run.terminal.say("preview.seen")
    for label, value in preview.seen:
        run.terminal.line(f"  {sentences.clean(label)}: {sentences.clean(value)}")
    if preview.hidden:
        run.terminal.say("preview.hidden")
    for label in preview.hidden:
        run.terminal.line(f"  {sentences.clean(label)}")
    for key in (*preview.warnings, *preview.advice):
        run.terminal.line(sentences.sentence(key, {}, run.lang))


def _tell(run: Run, package: SharePackage, told: list[dict[str, str]]) -> None:
    tell(run, told, qr_text=package.qr_text, too_large_for_qr=package.too_large_for_qr)
    if package.form is ShareForm.LINK and package.qr_text:
        run.terminal.line(package.qr_text)
    if package.too_large_for_qr:
        run.terminal.say("too_large_for_qr", {"bytes": str(package.size)})
