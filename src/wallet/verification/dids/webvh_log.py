"""The log of a did:webvh identifier, verified entry by entry (did:webvh 1.0, "Read (Resolve)").

Every entry is chained to the one before by a hash, the first one to the identifier itself by the SCID, and each is
signed by a key that the log had authorized before.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from wallet.errors import MalformedError, SignatureInvalidError, UnsupportedError, WalletError
from wallet.formats import strict_json
from wallet.verification.canonicalization import jcs
from wallet.verification.keys import algorithms, multibase, multikey

MAX_ENTRIES = 2_000
_SCID = "{SCID}"
_METHODS = ("did:webvh:1.0", "did:webvh:0.5")
_SHA2_256 = b"\x12\x20"
_SKEW = timedelta(minutes=5)
_PARAMETERS = frozenset(
    {
        "method",
        "scid",
        "updateKeys",
        "portable",
        "nextKeyHashes",
        "watchers",
        "witness",
        "deactivated",
        "ttl",
        "prerotation",
    }
)


@dataclass(slots=True)
class State:
    """What the log says after an entry. ``witness`` is the configuration that the next entry needs."""

    document: Mapping[str, Any] = field(default_factory=dict)
    scid: str = ""
    version_id: str = ""
    version_time: datetime | None = None
    update_keys: tuple[str, ...] = ()
    next_key_hashes: tuple[str, ...] = ()
    witness: Mapping[str, Any] = field(default_factory=dict)
    portable: bool = False
    deactivated: bool = False
    witnessed: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)


def _wrong(reason: str) -> MalformedError:
    return MalformedError("did.webvh_log", {"reason": reason})


def multihash(content: object) -> str:
    """Return the base58btc text of the SHA-256 multihash of a value's JCS form, without multibase prefix."""
    return _hash(jcs.canonicalize(content))


def _hash(data: bytes) -> str:
    return multibase.encode(_SHA2_256 + hashlib.sha256(data).digest(), "z")[1:]


def verify(text: str, *, now: datetime) -> State:
    """Return the latest state of a log.

    Raises:
        MalformedError: ``did.webvh_log`` with ``facts["reason"]``.
        SignatureInvalidError: ``did.webvh_proof``.
        UnsupportedError: ``did.webvh_version``.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if not 0 < len(lines) <= MAX_ENTRIES:
        raise _wrong("entries")
    state = State()
    for number, line in enumerate(lines, 1):
        entry = strict_json.loads(line)
        if not isinstance(entry, dict):
            raise _wrong("entry")
        if state.deactivated:
            raise _wrong("deactivated")
        _apply(entry, number, state, now)
    return state


def _apply(entry: dict[str, Any], number: int, state: State, now: datetime) -> None:
    parameters, document = entry.get("parameters"), entry.get("state")
    if not isinstance(parameters, dict) or not isinstance(document, dict) or not set(parameters) <= _PARAMETERS:
        raise _wrong("parameters")
    if number == 1:
        _start(entry, parameters, state)
    elif "scid" in parameters and parameters["scid"] != state.scid:
        raise _wrong("scid")
    _require_version(entry, number, state, now)
    keys = _update_keys(parameters, number, state)
    _require_proof(entry, keys)
    _require_identity(document, number, state)
    _take_over(parameters, number, state)
    state.document = document


def _start(entry: dict[str, Any], parameters: dict[str, Any], state: State) -> None:
    if parameters.get("method") not in _METHODS:
        raise UnsupportedError("did.webvh_version", {"method": str(parameters.get("method"))[:80]})
    scid = parameters.get("scid")
    if not isinstance(scid, str) or not scid or not parameters.get("updateKeys"):
        raise _wrong("scid")
    bare = {name: value for name, value in entry.items() if name != "proof"}
    preliminary = _with_placeholder({**bare, "versionId": _SCID}, scid)
    if multihash(preliminary) != scid:
        raise _wrong("scid")
    state.scid, state.version_id = scid, scid


def _with_placeholder(value: Any, scid: str) -> Any:
    if isinstance(value, str):
        return value.replace(scid, _SCID)
    if isinstance(value, list):
        return [_with_placeholder(item, scid) for item in value]
    if isinstance(value, dict):
        return {name.replace(scid, _SCID): _with_placeholder(item, scid) for name, item in value.items()}
    return value


def _require_version(entry: dict[str, Any], number: int, state: State, now: datetime) -> None:
    stated = entry.get("versionId")
    count, _, digest = str(stated).partition("-")
    if count != str(number):
        raise _wrong("versionId")
    bare = {name: value for name, value in entry.items() if name != "proof"}
    if multihash({**bare, "versionId": state.version_id}) != digest:
        raise _wrong("entryHash")
    try:
        moment = datetime.fromisoformat(str(entry.get("versionTime")).replace("Z", "+00:00")).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _wrong("versionTime") from error
    if moment > now + _SKEW or (state.version_time is not None and moment < state.version_time):
        raise _wrong("versionTime")
    state.version_id, state.version_time = str(stated), moment


def _update_keys(parameters: Mapping[str, Any], number: int, state: State) -> tuple[str, ...]:
    """Return the keys that may sign this entry; with pre-rotation they must have been announced as hashes."""
    stated = parameters.get("updateKeys")
    if stated is not None and not _texts(stated):
        raise _wrong("updateKeys")
    own = tuple(stated) if stated is not None else state.update_keys
    if number == 1:
        return own
    if not state.next_key_hashes:
        return state.update_keys
    if stated is None or not all(_hash(key.encode()) in state.next_key_hashes for key in own):
        raise _wrong("nextKeyHashes")
    return own


def _texts(value: object) -> bool:
    return isinstance(value, list) and len(value) <= 100 and all(isinstance(item, str) for item in value)


def _require_proof(entry: Mapping[str, Any], keys: Sequence[str]) -> None:
    proofs = entry.get("proof")
    found = proofs if isinstance(proofs, list) else [proofs]
    bare = {name: value for name, value in entry.items() if name != "proof"}
    if not found:
        raise SignatureInvalidError("did.webvh_proof")
    for proof in found:
        if not isinstance(proof, dict) or signer(proof) not in keys:
            raise SignatureInvalidError("did.webvh_proof")
        require_signature(bare, proof)


def signer(proof: Mapping[str, Any]) -> str:
    """Return the Multikey of a proof whose verification method is a did:key; an empty text for any other."""
    did, _, fragment = str(proof.get("verificationMethod")).partition("#")
    key = did.removeprefix("did:key:")
    return key if did.startswith("did:key:") and fragment in ("", key) else ""


def require_signature(document: Mapping[str, Any], proof: Mapping[str, Any]) -> None:
    """Check one ``eddsa-jcs-2022`` proof (VC-DI-EDDSA section 3.3), the only kind that a log may carry.

    Raises:
        SignatureInvalidError: ``did.webvh_proof``.
    """
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    value = proof.get("proofValue")
    if (
        options.get("type") != "DataIntegrityProof"
        or options.get("cryptosuite") != "eddsa-jcs-2022"
        or options.get("proofPurpose") != "assertionMethod"
        or not isinstance(value, str)
        or not value.startswith("z")
    ):
        raise SignatureInvalidError("did.webvh_proof")
    message = hashlib.sha256(jcs.canonicalize(options)).digest() + hashlib.sha256(jcs.canonicalize(document)).digest()
    try:
        algorithms.verify(multikey.public_key(signer(proof)), "EdDSA", message, multibase.decode(value))
    except WalletError as error:
        raise SignatureInvalidError("did.webvh_proof") from error


def _require_identity(document: Mapping[str, Any], number: int, state: State) -> None:
    did = document.get("id")
    if not isinstance(did, str) or not did.startswith(f"did:webvh:{state.scid}:"):
        raise _wrong("id")
    before = state.document.get("id")
    if number > 1 and did != before:
        known = document.get("alsoKnownAs")
        if not state.portable or not isinstance(known, list) or before not in known:
            raise _wrong("portable")


def _take_over(parameters: Mapping[str, Any], number: int, state: State) -> None:
    if "portable" in parameters:
        if parameters["portable"] is True and number > 1 and not state.portable:
            raise _wrong("portable")
        state.portable = parameters["portable"] is True
    if "updateKeys" in parameters:
        state.update_keys = tuple(parameters["updateKeys"])
    hashes = parameters.get("nextKeyHashes", list(state.next_key_hashes))
    if hashes is not None and not _texts(hashes):
        raise _wrong("nextKeyHashes")
    state.next_key_hashes = tuple(hashes or ())
    state.deactivated = parameters.get("deactivated", state.deactivated) is True
    _take_over_witness(parameters, number, state)


def _take_over_witness(parameters: Mapping[str, Any], number: int, state: State) -> None:
    before = state.witness
    if "witness" in parameters:
        configured = parameters["witness"] or {}
        require_witness_configuration(configured)
        state.witness = configured
    # A new configuration is in force for the entries after it; the first one at once.
    in_force = before or state.witness
    if in_force:
        state.witnessed.append((number, in_force))


def require_witness_configuration(configured: object) -> None:
    """Refuse a witness parameter that could never or always be met.

    Raises:
        MalformedError: ``did.webvh_log``.
    """
    if not isinstance(configured, dict):
        raise _wrong("witness")
    if not configured:
        return
    threshold, witnesses = configured.get("threshold"), configured.get("witnesses")
    ids = [item.get("id") if isinstance(item, dict) else None for item in witnesses or ()]
    if not all(isinstance(item, str) and item.startswith("did:key:") for item in ids) or len(set(ids)) != len(ids):
        raise _wrong("witness")
    if not isinstance(threshold, int) or isinstance(threshold, bool) or not 1 <= threshold <= len(ids):
        raise _wrong("witness")
