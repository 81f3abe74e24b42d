"""The portfolio as Comprehensive Learner Record 2.0, put together by the learner and not signed.

Signed JSON credentials go in as they are and stay checkable by themselves; signed tokens go in as enveloped
credentials (VCDM 2.0 section 4.13). Nobody's credential is rewritten in this form: what cannot be carried as a
credential is named as an achievement with its original as evidence. What may not be relied on is left out.
"""

import base64
import hashlib
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any

from wallet.errors import WalletError
from wallet.formats import strict_json
from wallet.model.language import pick
from wallet.model.secured import Format
from wallet.portfolio.data import Entry, PortfolioData, Written
from wallet.portfolio.document import Shown, identifier, shown, title_of, words
from wallet.portfolio.fields import LONG
from wallet.portfolio.file_names import plain_media_type
from wallet.portfolio.plain_text import one_line, printable
from wallet.verification.verdict import State

MEDIA_TYPE = "application/vc"
CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
_TOKENS: Mapping[str, str] = {
    Format.VC_JWT: "application/vc+jwt",
    Format.CLR: "application/vc+jwt",
    Format.VC_SD_JWT: "application/vc+sd-jwt",
}
_TOKEN = re.compile(r"[A-Za-z0-9_~.-]+")
_NO_NAME = "-"


def write(data: PortfolioData) -> Written:
    """Return the record as JSON-LD; equal input gives equal bytes."""
    return Written(MEDIA_TYPE, "json", _record(data).encode("utf-8", "replace") + b"\n")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _object(members: Mapping[str, str]) -> str:
    """Return a JSON object of members that are JSON text already."""
    return "{" + ",\n ".join(f"{_json(name)}: {text}" for name, text in members.items()) + "}"


def _record(data: PortfolioData) -> str:
    kept = [shown(entry, data) for entry in data.entries if not entry.discredited]
    carried = {position: text for position, item in enumerate(kept) if (text := carried_credential(item.entry))}
    named = [item for position, item in enumerate(kept) if position not in carried]
    issuer = {
        "id": data.holder_id or identifier(data),
        "type": ["Profile"],
        "name": one_line(data.person_name, 200) or _NO_NAME,
    }
    subject = {"id": _json(data.holder_id)} if data.holder_id else {}
    subject["type"] = _json(["ClrSubject"])
    # The signed text goes in untouched: not even a number is written in another way.
    subject["verifiableCredential"] = "[" + ",\n".join(carried.values()) + "]"
    if named:
        subject["achievement"] = _json([_achievement(item, data.lang) for item in named])
    record = {
        "@context": _json(CONTEXTS),
        "id": _json(identifier(data)),
        "type": _json(["VerifiableCredential", "ClrCredential"]),
        "name": _json(title_of(data)),
        "description": _json(_description(data)),
        "partial": _json(True),
        "issuer": _json(issuer),
        "validFrom": _json(data.made_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")),
        "credentialSubject": _object(subject),
    }
    evidence = list(_evidence(kept, named, data.lang))
    if evidence:
        record["evidence"] = _json(evidence)
    return _object(record)


def _description(data: PortfolioData) -> str:
    own = printable(data.introduction, LONG)
    said = words("json.unsigned", data.lang)
    return f"{said}\n\n{words('own_words', data.lang)}:\n{own}" if own else said


def carried_credential(entry: Entry) -> str | None:
    """Return a signed credential as JSON text that may stand inside another one, or nothing where there is no place."""
    if not entry.signed or entry.state in (State.UNSIGNED, State.UNSIGNED_CONTENT):
        return None
    form = entry.record.format
    if form in (Format.VC_LDP, Format.CLR) and (text := _as_json(entry.raw)) is not None:
        return text
    if form == Format.VC_COSE:
        return _enveloped(f"data:application/vc+cose;base64,{base64.b64encode(entry.raw).decode()}")
    media_type = _TOKENS.get(form)
    token = entry.raw.decode("ascii", "replace").strip()
    return _enveloped(f"data:{media_type},{token}") if media_type and _TOKEN.fullmatch(token) else None


def _enveloped(address: str) -> str:
    return _json({"@context": CONTEXTS[0], "id": address, "type": "EnvelopedVerifiableCredential"})


def _as_json(raw: bytes) -> str | None:
    try:
        found = strict_json.loads(raw)
        text = raw.decode("utf-8")
    except (WalletError, UnicodeDecodeError):
        # A record may travel as a token too; then it does not begin as an object.
        return None
    return text.strip() if isinstance(found, dict) and "credentialSubject" in found else None


def _achievement(item: Shown, lang: str) -> dict[str, Any]:
    record = item.entry.record
    issuer = record.issuer
    made: dict[str, Any] = {
        "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(item.entry.raw).hexdigest())}",
        "type": ["Achievement"],
        "name": item.title,
        "description": printable(pick(record.description, lang), LONG) or item.title,
        "criteria": {"narrative": printable(record.criteria or "", LONG) or item.title},
    }
    if issuer.id:
        creator: dict[str, Any] = {"id": one_line(issuer.id, 1000), "type": ["Profile"]}
        if issuer.name or issuer.stated_name:
            creator["name"] = one_line(issuer.name or issuer.stated_name or "")
        made["creator"] = creator
    return made


def _evidence(kept: list[Shown], named: list[Shown], lang: str) -> Iterator[dict[str, Any]]:
    """Yield, per credential, in which state it was found and when; with the original where it is not carried."""
    for item in kept:
        entry = item.entry
        made: dict[str, Any] = {"type": ["Evidence"], "name": item.title}
        if item in named and entry.raw:
            made["id"] = f"data:{plain_media_type(entry.media_type)};base64,{base64.b64encode(entry.raw).decode()}"
        made["description"] = f"{item.word}. {item.sentence} {item.checked}"
        if item.note:
            made["narrative"] = f"{words('own_words', lang)}:\n{item.note}"
        yield made
