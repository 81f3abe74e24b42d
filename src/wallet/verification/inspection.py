"""Whatever is handed over -> a report. Recognise it, verify what it is, and what lies inside it.

Nothing raises for bad input: a file that cannot be read is a verdict, not an accident (contract section 3).
"""

from dataclasses import dataclass, replace

from wallet.errors import MalformedError, NotACredentialError, UnsafeInputError, WalletError
from wallet.formats import detect
from wallet.formats.recognised import (
    RecognisedContainer,
    RecognisedCredential,
    RecognisedLink,
    RecognisedOffer,
    RecognisedRequest,
    RecognisedShare,
)
from wallet.model.secured import Carrier, Format, Kind, SecuredCredential, Securing
from wallet.verification import presentation, verifier
from wallet.verification.checks import Check, CheckKind, Outcome, failed, not_applicable, passed
from wallet.verification.context import Context
from wallet.verification.report import Inspected, Report
from wallet.verification.verdict import Scope, State

MAX_DEPTH = 6
"""Containers inside containers that are still opened."""

UNSIGNED_CONTAINER = "UNSIGNED_CONTAINER"
"""Flag of the report when what holds the credentials has no proof of its own."""


@dataclass(slots=True)
class _Work:
    """How much may still be opened in this inspection, over all levels."""

    items: int


def inspect(data: bytes, *, name: str, carrier: Carrier, context: Context) -> Inspected:
    """Return what ``data`` is and what is known about it. ``name`` is how people know the source."""
    return _inspect(data, name, carrier, context, depth=0, work=_Work(context.limits.max_items))


def _inspect(data: bytes, name: str, carrier: Carrier, context: Context, *, depth: int, work: _Work) -> Inspected:
    try:
        if depth > MAX_DEPTH:
            raise UnsafeInputError("format.unsafe_nesting")
        found = detect.recognise(data, name=name, carrier=carrier, limits=context.limits)
        match found:
            case RecognisedCredential():
                return _secured(found.secured, context, name, found.carrier)
            case RecognisedShare():
                shared = presentation.verify_share(found.secured, context, source=name, carrier=found.carrier)
                return replace(shared, report=replace(shared.report, facts={**shared.report.facts, **found.facts}))
            case RecognisedContainer():
                return _container(found, data, context, name, depth, work)
            case _:
                return _other(found, data, context, name)
    except WalletError as error:
        return refused(error, data, name=name, carrier=carrier, context=context)
    except RecursionError:
        return refused(UnsafeInputError("format.unsafe_depth"), data, name=name, carrier=carrier, context=context)


def _secured(secured: SecuredCredential, context: Context, name: str, carrier: Carrier) -> Inspected:
    if secured.kind is Kind.PRESENTATION:
        return presentation.verify(secured, context, source=name, carrier=carrier)
    inspected = presentation.with_contained(
        verifier.verify(secured, context, source=name, carrier=carrier), secured, context, source=name, carrier=carrier
    )
    # An SD-JWT is its own presentation: without a key binding it is what anyone has left who cut the binding off
    # (RFC 9901 section 7.3).
    return presentation.unbound(inspected, context) if secured.securing is Securing.SD_JWT else inspected


def _container(
    found: RecognisedContainer, data: bytes, context: Context, name: str, depth: int, work: _Work
) -> Inspected:
    items: list[Inspected] = []
    for entry in found.entries:
        work.items -= 1
        if work.items < 0:
            raise UnsafeInputError("format.unsafe_items", {"limit": str(context.limits.max_items)})
        context.progress.step(len(items), len(found.entries), entry.name)
        items.append(_inspect(entry.data, entry.name, entry.carrier, context, depth=depth + 1, work=work))
    items, beside = _sorted_out(found, items)
    checks: list[Check] = [
        passed(CheckKind.FORMAT, "format.read", format=found.format)
        if items
        else failed(CheckKind.FORMAT, "format.empty_container", format=found.format),
        not_applicable(CheckKind.PROOF, "proof.container"),
    ]
    if found.kind is Kind.PRESENTATION:
        checks.extend(presentation.unsigned_replay(context))
    report = Report(
        source=name,
        kind=found.kind,
        format=found.format,
        carrier=found.carrier,
        checked_at=context.now,
        checks=tuple(checks),
        scope=Scope.CONTAINER,
        flags=(UNSIGNED_CONTAINER,),
        replayed=context.replayed,
        network=presentation.network_of((), items),
        items=tuple(item.report for item in items),
        facts={**found.facts, **({"beside": str(beside)} if beside else {})},
    )
    return Inspected(report=report, raw=data, items=tuple(items))


_MAY_HOLD_OTHER_FILES = frozenset({Format.ZIP, Format.PDF})


def _sorted_out(found: RecognisedContainer, items: list[Inspected]) -> tuple[list[Inspected], int]:
    """Return the items without the files that only lie beside them (a letter, a picture), and how many those are."""
    if found.format not in _MAY_HOLD_OTHER_FILES:
        return items, 0
    kept = [item for item in items if item.report.verdict.state is not State.NOT_A_CREDENTIAL]
    return kept, len(items) - len(kept)


def _other(
    found: RecognisedOffer | RecognisedRequest | RecognisedLink, data: bytes, context: Context, name: str
) -> Inspected:
    facts = dict(found.facts)
    if isinstance(found, RecognisedLink):
        facts.setdefault("url", found.url)
        kind, scope = Kind.LINK, Scope.CREDENTIAL
        check = failed(CheckKind.FORMAT, "format.not_a_credential_link", host=facts.get("host", ""))
    else:
        facts.setdefault("host", found.host)
        kind = Kind.OFFER if isinstance(found, RecognisedOffer) else Kind.REQUEST
        scope = Scope.REQUEST
        check = passed(CheckKind.FORMAT, "format.read", format=kind)
        facts["known"] = "yes" if presentation.host_known(found.host, context) else "no"
    report = Report(
        source=name,
        kind=kind,
        format=Format.UNKNOWN,
        carrier=found.carrier,
        checked_at=context.now,
        checks=(check,),
        scope=scope,
        replayed=context.replayed,
        facts=facts,
    )
    return Inspected(report=report, raw=data)


def refused(error: WalletError, data: bytes, *, name: str, carrier: Carrier, context: Context) -> Inspected:
    """Return the report of something that could not be read, is no credential, or was not opened."""
    code = error.code
    if not isinstance(error, MalformedError | NotACredentialError | UnsafeInputError):
        code = "format.malformed"
    elif isinstance(error, UnsafeInputError) and not code.startswith("format.unsafe"):
        code = "format.unsafe"
    check = Check(CheckKind.FORMAT, Outcome.FAILED, code, dict(error.facts))
    report = Report(
        source=name,
        kind=Kind.NOT_A_CREDENTIAL,
        format=Format.UNKNOWN,
        carrier=carrier,
        checked_at=context.now,
        checks=(check,),
        replayed=context.replayed,
    )
    return Inspected(report=report, raw=data)
