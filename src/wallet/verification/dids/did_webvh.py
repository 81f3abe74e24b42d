"""did:webvh: a did:web with a verifiable history (did:webvh 1.0). https only; log and witnesses are verified."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from wallet.errors import FetchError, KeyNotListedError, MalformedError, WalletError
from wallet.formats import strict_json
from wallet.ports import Fetcher, Purpose
from wallet.verification.dids import json_document, web_address, webvh_log
from wallet.verification.dids.document import DidDocument
from wallet.verification.dids.https_issuer import source_of

_LOG, _WITNESSES = "did.jsonl", "did-witness.json"


def address_of(did: str, file: str = _LOG) -> str:
    """Return the https address of the log.

    Raises:
        MalformedError: ``did.malformed``: no SCID.
        FetchRefusedError: ``did.web_address``.
    """
    scid, _, rest = did.removeprefix("did:webvh:").partition(":")
    if not scid or not rest:
        raise MalformedError("did.malformed", {"did": did[:200]})
    return web_address.of(rest, did, file)


def resolve(did: str, fetcher: Fetcher) -> DidDocument:
    """Return the latest document of a did:webvh.

    Raises:
        FetchRefusedError, UnreachableError: log or witness proofs must not or cannot be had.
        KeyNotListedError: ``did.document_mismatch`` (another identifier's log), ``did.deactivated``.
        MalformedError, SignatureInvalidError, UnsupportedError: the log does not hold (``did.webvh_…``).
    """
    fetched = fetcher.get(address_of(did), purpose=Purpose.DID_DOCUMENT, accept="text/jsonl, application/jsonl")
    state = log_of(fetched.body, did, lambda: _witness_file(did, fetcher), now=fetched.retrieved_at)
    return json_document.read(state.document, did, source_of(fetched))


WitnessFile = Callable[[], list[Mapping[str, Any]]]
"""Fetches the witness proofs beside a log."""


def log_of(body: bytes, did: str, witness_file: WitnessFile, *, now: datetime) -> webvh_log.State:
    """Return the verified state of a log that belongs to ``did``; ``witness_file`` is called where it is needed.

    Raises:
        MalformedError: ``did.webvh_log``: it is no text.
        KeyNotListedError: ``did.webvh_log``, ``did.document_mismatch``, ``did.deactivated``: it is not for ``did``.
        FetchError: the witness file cannot be had.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedError("did.webvh_log", {"reason": "encoding"}) from error
    try:
        state = webvh_log.verify(text, now=now)
        if state.witnessed:
            _require_witnesses(state, witness_file())
    except FetchError:
        raise
    except WalletError as error:
        # A log that does not hold gives no keys: whoever signed, it cannot be told to be this identifier.
        raise KeyNotListedError(
            "did.webvh_log", {"did": did, "reason": error.facts.get("reason", error.code)}
        ) from error
    if state.document.get("id") != did:
        stated = str(state.document.get("id"))[:200]
        raise KeyNotListedError("did.document_mismatch", {"did": did, "stated": stated})
    if state.deactivated:
        raise KeyNotListedError("did.deactivated", {"did": did})
    return state


def _witness_file(did: str, fetcher: Fetcher) -> list[Mapping[str, Any]]:
    fetched = fetcher.get(address_of(did, _WITNESSES), purpose=Purpose.DID_DOCUMENT, accept="application/json")
    content = strict_json.loads(fetched.body)
    if not isinstance(content, list):
        raise MalformedError("did.webvh_log", {"reason": "witness"})
    return [entry for entry in content if isinstance(entry, dict)]


def _require_witnesses(state: webvh_log.State, entries: list[Mapping[str, Any]]) -> None:
    """Each entry needs its threshold of witnesses; a proof over a later version covers the earlier ones."""
    approved: dict[str, int] = {}
    latest = int(state.version_id.partition("-")[0])
    for entry in entries:
        version = str(entry.get("versionId"))
        number = version.partition("-")[0]
        if not number.isdecimal() or int(number) > latest or (int(number) == latest and version != state.version_id):
            continue
        for proof in entry.get("proof") or ():
            webvh_log.require_signature({"versionId": version}, proof)
            witness = "did:key:" + webvh_log.signer(proof)
            approved[witness] = max(approved.get(witness, 0), int(number))
    for needed_at, configured in state.witnessed:
        ids = [witness["id"] for witness in configured["witnesses"]]
        if sum(approved.get(name, 0) >= needed_at for name in ids) < configured["threshold"]:
            raise MalformedError("did.webvh_log", {"reason": "witness"})
