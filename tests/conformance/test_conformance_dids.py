"""DID methods: did:key, did:jwk, did:web, did:ebsi documents and did:webvh logs."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.harness import NOW, Case, FixedClock, cases, context, judge, run_family, vectors
from wallet.adapters.replay import ReplayFetcher
from wallet.errors import WalletError
from wallet.verification.dids import did_ebsi, did_webvh, json_document, methods_of
from wallet.verification.dids.document import Relationship
from wallet.verification.keys import jwk

SELF_DESCRIBING = re.compile(r"did:(?:key|jwk):[A-Za-z0-9_-]+")


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item)


def expansion(case: Case, fetcher: ReplayFetcher) -> str | None:
    """Each identifier in the file resolves, and to the very keys that the file gives for its methods."""
    content = json.loads(case.path.read_text("utf-8"))
    for did in sorted(set(SELF_DESCRIBING.findall(json.dumps(content)))):
        document = methods_of.document_of(did, fetcher)
        if not all(method.key for method in document.methods):
            return f"{did}: a key that cannot be read"
    for entry in _objects(content):
        controller = entry.get("controller")
        if not isinstance(controller, str) or not SELF_DESCRIBING.fullmatch(controller) or "type" not in entry:
            continue
        expected = json_document.method_of(entry, str(entry.get("id")), controller, frozenset())
        known = {method.key for method in methods_of.document_of(controller, fetcher).methods}
        agrees = expected.key in known or expected.key is None or str(expected.key.type).startswith(("X25519", "BLS"))
        if not agrees:
            return f"{controller}: {entry.get('id')} is another key ({expected.reason})"
    return None


def document(case: Case) -> str | None:
    """A document parses; its keys are usable, and equal to the JWK beside it where there is one."""
    content = json.loads(case.path.read_text("utf-8"))
    content = content.get("didDocument", content.get("document", content))
    read = json_document.read(content, str(content["id"]), None)
    if not read.methods:
        return "no methods"
    beside = case.path.parent / "publicKeyJwk.json"
    if beside.is_file():
        wanted = jwk.public_key(json.loads(beside.read_text("utf-8")))
        return None if any(method.key == wanted for method in read.methods) else "another key"
    return None


def ebsi(case: Case) -> str | None:
    content = json.loads(case.path.read_text("utf-8"))
    content = next(item for item in _objects(content) if str(item.get("id")).startswith("did:ebsi:"))
    read = json_document.read(content, str(content["id"]), None)
    usable = [m for m in read.methods if m.key and m.relationships & {*Relationship}]
    if did_ebsi.version(read.id) != 1:
        return "not a legal entity"
    return None if usable and len(usable) == len(read.methods) else f"{[m.reason for m in read.methods]}"


def log(case: Case) -> str | None:
    """A did:webvh log, against the resolution result beside it where there is one."""
    body = case.path.read_bytes()
    lines = [json.loads(line) for line in body.decode().splitlines() if line.strip()]
    did = lines[-1]["state"]["id"] if lines else "did:webvh:x:example.com"
    witnesses = case.path.parent / "did-witness.json"

    def witness_file() -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = json.loads(witnesses.read_text("utf-8")) if witnesses.is_file() else []
        return found

    try:
        state = did_webvh.log_of(body, did, witness_file, now=NOW)
    except WalletError as error:
        return None if case.outcome == "invalid" else f"{error.code} {dict(error.facts)}"
    if case.outcome == "invalid":
        return "accepted"
    result = case.path.parent / "resolutionResult.json"
    if not result.is_file():
        return None
    expected = json.loads(result.read_text("utf-8"))["didDocument"]
    wanted = json_document.read(expected, did, None).methods
    return None if wanted == json_document.read(state.document, did, None).methods else "another document"


def test_dids() -> None:
    root = vectors("dids")
    fetcher = ReplayFetcher(root / "net-map.json", FixedClock())
    run = context(root)

    def verdict(case: Case) -> str | None:
        if case.path.suffix == ".jsonl":
            return log(case)
        if case.path.parent.name == "did-ebsi":
            return ebsi(case)
        if "did-doc" in case.path.parts:
            return document(case)
        if case.outcome == "valid":
            return expansion(case, fetcher)
        return judge(case, run)

    run_family("dids", cases("dids", 77), verdict)
