"""One credential: bytes in, report out. The steps stand in one tuple, in the order in which they are taken.

1 format   it was read strictly (a verdict of its own where it was not)
2 proof    the signature covers what is shown; 3 with a key that the issuer's identifier offers for this
4 period   now is inside it
5 status   the issuer has not taken it back
6 trust    a list of this run names the issuer
7 subject  whose it is, as far as the person asked
8 beside   what is informative: evidence for later days, form and type, endorsements

Every step returns checks, never a bool; ``verdict.headline`` alone says what they add up to.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from wallet.model.earned import NameSource, Record
from wallet.model.secured import Carrier, JsonObject, SecuredCredential, Securing
from wallet.records.normalise import record_of
from wallet.verification import endorsements, proving, shown, subject, type_metadata, validity
from wallet.verification.authentic_lists import AuthenticLists
from wallet.verification.checks import Check, CheckKind, Outcome, passed, unknown
from wallet.verification.context import Context
from wallet.verification.evidence import EvidenceFetcher
from wallet.verification.proofs.proven import Proven
from wallet.verification.report import Inspected, Report
from wallet.verification.status import declared, dialect, openbadges2
from wallet.verification.trust import impersonation, matching
from wallet.verification.verdict import Scope


@dataclass(frozen=True, slots=True)
class Examined:
    """A credential on its way through the steps."""

    secured: SecuredCredential
    context: Context
    proven: Proven
    record: Record

    @property
    def proof(self) -> Check:
        """The PROOF check, or the FORMAT check in its place."""
        return self.proven.checks[0]

    @property
    def believed(self) -> bool:
        """Whether the signature stands and no one else's key made it; only then is it asked what the file points at."""
        return all(
            check.outcome in (Outcome.PASSED, Outcome.NOT_APPLICABLE)
            or (check.kind is CheckKind.ISSUER_KEY and check.outcome is Outcome.UNKNOWN)
            for check in self.proven.checks
            if check.kind in (CheckKind.FORMAT, CheckKind.PROOF, CheckKind.ISSUER_KEY)
        )

    @property
    def bound(self) -> bool:
        """Whether the issuer's own key (or, for a hosted badge, its own address) stands behind it."""
        return all(check.outcome in (Outcome.PASSED, Outcome.NOT_APPLICABLE) for check in self.proven.checks)


Step = Callable[[Examined], tuple[Check, ...]]


def _format(examined: Examined) -> tuple[Check, ...]:
    if any(check.kind is CheckKind.FORMAT for check in examined.proven.checks):
        return ()
    return (passed(CheckKind.FORMAT, "format.read", format=examined.secured.format),)


def _proof(examined: Examined) -> tuple[Check, ...]:
    return examined.proven.checks


def _period(examined: Examined) -> tuple[Check, ...]:
    document, claims = content(examined.secured, examined.proven)
    return (validity.check(document, claims, examined.context.now, shown_until=examined.record.expires_at),)


def _status(examined: Examined) -> tuple[Check, ...]:
    document, claims = content(examined.secured, examined.proven)
    if not examined.believed:
        # What an unproven file points at is not fetched: the address may be anyone's.
        return (unknown(CheckKind.STATUS, "status.not_looked_at"),)
    lists = AuthenticLists(examined.context)
    if examined.secured.securing is Securing.HOSTED:
        return (openbadges2.hosted(document, examined.proof.source),)
    if examined.secured.securing is Securing.OB2_SIGNED:
        return (openbadges2.signed(document, document["badge"]["issuer"], lists),)
    found = declared.check(document, claims, issuer_of(examined), lists, examined.context)
    listed = tuple(openbadges2.signed(document, profile, lists) for profile in examined.proven.profiles)
    if listed and found[0].outcome is Outcome.NOT_APPLICABLE:
        return listed
    return (*found, *listed)


def _trust(examined: Examined) -> tuple[Check, ...]:
    if examined.proven.trust is not None:
        return (examined.proven.trust,)
    return (matching.check(issuer_of(examined), examined.context.known_issuers),)


def _subject(examined: Examined) -> tuple[Check, ...]:
    if examined.context.person is None:
        return ()
    return (subject.check(examined.record.holder, examined.context.person),)


def _beside(examined: Examined) -> tuple[Check, ...]:
    document, claims = content(examined.secured, examined.proven)
    checks = list(examined.proven.evidence)
    if document.get("credentialSchema"):
        # The issuer's own description of the form is not fetched: it says nothing about truth.
        checks.append(unknown(CheckKind.SCHEMA, "schema.not_checked"))
    if examined.believed:
        checks.extend(type_metadata.check(claims, examined.context))
        checks.extend(endorsements.check(document, examined.context))
    return tuple(checks)


STEPS: tuple[Step, ...] = (_format, _proof, _period, _status, _trust, _subject, _beside)
"""The order of the report."""


def content(secured: SecuredCredential, proven: Proven) -> tuple[JsonObject, JsonObject]:
    """Return document and claims as the proof covers them."""
    return proven.document or secured.document, secured.claims if proven.claims is None else proven.claims


def issuer_of(examined: Examined) -> str | None:
    """Return the identifier that trust is about."""
    return examined.proven.signer


def verify(secured: SecuredCredential, context: Context, *, source: str, carrier: Carrier) -> Inspected:
    """Return the report of one credential, with the documents that were used. Never raises for odd content."""
    fetcher = EvidenceFetcher(context.fetcher)
    recording = replace(context, fetcher=fetcher)
    proven = proving.prove(secured, recording)
    document, claims = content(secured, proven)
    record = record_of(replace(secured, document=document, claims=claims))
    proven = shown.with_one_issuer(secured, proven, record)
    examined = Examined(secured, recording, proven, record)
    checks = tuple(check for step in STEPS for check in step(examined))
    report = Report(
        source=source,
        kind=secured.kind,
        format=secured.format,
        carrier=carrier,
        checked_at=context.now,
        checks=checks,
        scope=Scope.CREDENTIAL,
        flags=_flags(examined, checks),
        replayed=context.replayed,
        network=fetcher.events,
        record=endorsements.shown(_named(examined), document, checks),
        facts=_imitated(examined, checks),
    )
    return Inspected(report=report, raw=secured.raw, media_type=secured.media_type, evidence=fetcher.documents)


def _named(examined: Examined) -> Record:
    """Return the record with the issuer's name from the list that names it, where its own key stands behind it."""
    record = examined.record
    if not examined.bound:
        return record
    vouched = examined.proven.trust.facts.get("name") if examined.proven.trust else None
    if vouched is not None:
        return _vouched(record, vouched)
    match = matching.find(issuer_of(examined), examined.context.known_issuers)
    if match is None:
        return record
    issuer = replace(
        record.issuer,
        name=match.issuer.name,
        name_from=NameSource.TRUST_LIST,
        stated_name=record.issuer.stated_name or record.issuer.name,
        country=match.issuer.country or record.issuer.country,
    )
    return replace(record, issuer=issuer)


def _vouched(record: Record, name: str) -> Record:
    """Return the record with the name that a certificate under a trusted list gives: never the one of an identifier.

    What the file calls its issuer, by name or by an identifier that some list knows, is its own account.
    """
    stated = record.issuer.stated_name or record.issuer.name
    issuer = replace(record.issuer, name=name, name_from=NameSource.TRUST_LIST, stated_name=stated)
    sealer = replace(record.sealed_by, name={"und": name}) if record.sealed_by else None
    return replace(record, issuer=issuer, sealed_by=sealer)


def _flags(examined: Examined, checks: tuple[Check, ...]) -> tuple[str, ...]:
    flags = []
    codes = {check.code for check in checks}
    if dialect.TRACKING_CODE in codes:
        flags.append(dialect.TRACKS)
    if "trust.registry_not_checked" in codes:
        flags.append(matching.REGISTRY_NOT_CHECKED)
    if _imitated(examined, checks):
        flags.append(impersonation.IMPERSONATION_SUSPECTED)
    return tuple(flags)


def _imitated(examined: Examined, checks: tuple[Check, ...]) -> dict[str, str]:
    """Return, as ``trusted``, the name on a list that the file imitates; nothing where it imitates none."""
    vouched = examined.proven.trust.facts.get("name") if examined.proven.trust else None
    if examined.bound and vouched is None and any(check.code == "trust.listed" for check in checks):
        return {}
    record = examined.record.issuer
    known = examined.context.known_issuers
    found = impersonation.suspect(record.stated_name or record.name, issuer_of(examined), known)
    # A certificate may bear a name that is listed too: then the file does not imitate it.
    own = (
        found is not None
        and vouched is not None
        and impersonation.skeleton(vouched) == impersonation.skeleton(found.name)
    )
    return {} if found is None or own else {"trusted": found.name}
