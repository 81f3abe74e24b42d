"""Reports made by hand for tests of pages and papers: every tone, a container, and a hostile one."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

from PIL import Image, ImageDraw

from wallet.model.earned import (
    Credit,
    CreditSystem,
    EuElement,
    Grade,
    GradeScale,
    Holder,
    Hours,
    Issuer,
    Level,
    Media,
    NameSource,
    Outcome,
    Presence,
    Record,
    Skill,
)
from wallet.model.secured import Carrier, Format, Kind
from wallet.verification.checks import Check, CheckKind, Source, failed, not_applicable, passed, unknown
from wallet.verification.report import Inspected, Report
from wallet.verification.verdict import Scope

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def badge_png(side: int = 256) -> bytes:
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((8, 8, side - 8, side - 8), fill=(31, 79, 191, 255))
    draw.ellipse((40, 40, side - 40, side - 40), fill=(255, 255, 255, 255))
    draw.rectangle((88, 110, side - 88, 140), fill=(31, 79, 191, 255))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def record(**changes: object) -> Record:
    values: dict[str, object] = {
        "title": {"en": "Data literacy for nurses", "nl": "Datavaardigheid voor verpleegkundigen"},
        "description": {"en": "Reading, questioning and explaining the figures of a hospital ward."},
        "credential_id": "urn:uuid:3b1f7a52-7c1e-4c1e-9d0a-6a1f1a2b3c4d",
        "kind": "micro_credential",
        "issuer": Issuer(
            id="did:web:hogeschool.example",
            name="Hogeschool Voorbeeld",
            name_from=NameSource.TRUST_LIST,
            stated_name="Hogeschool Voorbeeld",
        ),
        "country": "NL",
        "holder": Holder(names=("Noor de Vries",), id="did:jwk:abc"),
        "awarded_on": date(2026, 1, 15),
        "valid_from": datetime(2026, 1, 15, tzinfo=UTC),
        "expires_at": datetime(2031, 1, 15, tzinfo=UTC),
        "outcomes": (
            Outcome(
                {"en": "Explains what a confidence interval says"}, (Skill({"en": "statistics"}, framework="ESCO"),)
            ),
            Outcome({"en": "Finds the flaw in a graph"}),
        ),
        "credits": (Credit(Decimal(5), CreditSystem.ECTS),),
        "hours": Hours(notional=Decimal(140)),
        "level": Level(eqf=6, nlqf="6", verified=False),
        "grades": (Grade("8.5", GradeScale(maximum="10")),),
        "images": (Media("badge", data=badge_png()),),
        "provenance": {"title": "/credentialSubject/achievement/name", "credits": "/credentialSubject/creditsEarned"},
        "eu_elements": {
            element.value: (Presence.PRESENT, Presence.PARTLY, Presence.ABSENT)[index % 3 if index > 6 else 0]
            for index, element in enumerate(EuElement)
        },
    }
    return Record(**{**values, **changes})  # type: ignore[arg-type]


def good_checks() -> tuple[Check, ...]:
    source = Source("https://hogeschool.example/status/1", NOW)
    return (
        passed(CheckKind.FORMAT, "format.read"),
        passed(CheckKind.PROOF, "proof.valid", cryptosuite="eddsa-rdfc-2022"),
        passed(CheckKind.ISSUER_KEY, "issuer_key.authorised", source=source),
        passed(CheckKind.VALIDITY_PERIOD, "validity.within"),
        passed(CheckKind.STATUS, "status.not_revoked", source=source),
        passed(CheckKind.ISSUER_TRUST, "issuer_trust.known", list="seed"),
        unknown(CheckKind.SUBJECT_IS_ME, "subject.nothing_entered"),
    )


def report(checks: tuple[Check, ...] | None = None, **changes: object) -> Report:
    values: dict[str, object] = {
        "source": "diploma.json",
        "kind": Kind.CREDENTIAL,
        "format": Format.VC_LDP,
        "carrier": Carrier.FILE,
        "checked_at": NOW,
        "checks": good_checks() if checks is None else checks,
        "record": record(),
    }
    return Report(**{**values, **changes})  # type: ignore[arg-type]


def replaced(*new: Check) -> tuple[Check, ...]:
    kinds = {check.kind for check in new}
    return (*new, *(check for check in good_checks() if check.kind not in kinds))


def tampered() -> Report:
    return report(replaced(failed(CheckKind.PROOF, "proof.signature_mismatch")))


def unsigned() -> Report:
    return report(replaced(failed(CheckKind.PROOF, "proof.absent")))


def stranger() -> Report:
    issuer = Issuer(
        id="did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
        name="Hogeschoool Voorbeeld",
        name_from=NameSource.CREDENTIAL,
        stated_name="Hogeschoool Voorbeeld",
    )
    return report(
        replaced(unknown(CheckKind.ISSUER_TRUST, "issuer_trust.unknown", trusted="Hogeschool Voorbeeld")),
        flags=("IMPERSONATION_SUSPECTED",),
        record=record(issuer=issuer),
    )


def unreadable() -> Report:
    return report(
        (failed(CheckKind.FORMAT, "format.json_syntax"),),
        kind=Kind.NOT_A_CREDENTIAL,
        format=Format.UNKNOWN,
        record=None,
        source="holiday.json",
    )


def hostile() -> Report:
    title = "<h1><img src='https://evil.example/x.png'>" + "A" * 1_000_000
    issuer = Issuer(
        id="did:web:evil.example",
        name="\u202egro.elpmaxe\u202c <b>Bold</b>",
        name_from=NameSource.CREDENTIAL,
        stated_name="\u202egro.elpmaxe\u202c <b>Bold</b>",
    )
    return report(
        replaced(unknown(CheckKind.ISSUER_TRUST, "issuer_trust.unknown")),
        record=record(title={"en": title}, issuer=issuer, description={"en": "\u0301" * 5000 + "x" * 2_000_000}),
        source="C" * 5000 + ".json",
    )


def presentation() -> Report:
    return Report(
        source="answer.json",
        kind=Kind.PRESENTATION,
        format=Format.VC_LDP,
        carrier=Carrier.QR,
        checked_at=NOW,
        scope=Scope.PRESENTATION,
        checks=(
            passed(CheckKind.FORMAT, "format.read"),
            passed(CheckKind.PROOF, "proof.valid"),
            not_applicable(CheckKind.VALIDITY_PERIOD, "validity.none"),
            passed(CheckKind.HOLDER_BINDING, "holder.bound"),
            unknown(CheckKind.REPLAY, "replay.not_asked"),
        ),
        flags=("NOT_BOUND_TO_A_REQUEST",),
        items=(report(), stranger(), tampered()),
    )


def inspected(of: Report) -> Inspected:
    return Inspected(of, b'{"type": ["VerifiableCredential"]}', "application/vc+ld+json")
