"""A did:webvh log made here: every link of the chain matters."""

import copy
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from simulators.issuer import Web, key
from wallet.errors import KeyNotListedError, UnreachableError
from wallet.verification.canonicalization import jcs
from wallet.verification.dids import did_webvh, resolver, webvh_log
from wallet.verification.keys import multibase, multikey
from wallet.verification.keys.signer import KeySigner

Json = dict[str, Any]
HOST = "school.example"


def public(signer: KeySigner) -> str:
    return multikey.encode(signer.public_key)


def proven(document: Json, signer: KeySigner, suite: str = "eddsa-jcs-2022") -> Json:
    name = public(signer)
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "verificationMethod": f"did:key:{name}#{name}",
        "created": "2026-01-01T00:00:00Z",
        "proofPurpose": "assertionMethod",
    }
    message = hashlib.sha256(jcs.canonicalize(options)).digest() + hashlib.sha256(jcs.canonicalize(document)).digest()
    return {**options, "proofValue": multibase.encode(signer.sign(message))}


class Log:
    """A log under construction."""

    def __init__(self, signer: KeySigner, **parameters: Any) -> None:
        did = "did:webvh:{SCID}:" + HOST
        entry: Json = {
            "versionId": "{SCID}",
            "versionTime": "2026-01-01T00:00:00Z",
            "parameters": {"method": "did:webvh:1.0", "scid": "{SCID}", "updateKeys": [public(signer)], **parameters},
            "state": {
                "id": did,
                "verificationMethod": [{"id": f"{did}#k", "type": "Multikey", "publicKeyMultibase": public(signer)}],
                "assertionMethod": [f"{did}#k"],
            },
        }
        self.scid = webvh_log.multihash(entry)
        entry = json.loads(json.dumps(entry).replace("{SCID}", self.scid))
        self.entries: list[Json] = []
        self.last = self.scid
        self.add(entry, signer)

    @property
    def did(self) -> str:
        return f"did:webvh:{self.scid}:{HOST}"

    def add(self, entry: Json, signer: KeySigner) -> None:
        digest = webvh_log.multihash({**entry, "versionId": self.last})
        self.last = entry["versionId"] = f"{len(self.entries) + 1}-{digest}"
        self.entries.append({**entry, "proof": [proven(entry, signer)]})

    def update(
        self, signer: KeySigner, *, time: str = "2026-02-01T00:00:00Z", state: Json | None = None, **parameters: Any
    ) -> None:
        state = state or copy.deepcopy(self.entries[-1]["state"])
        self.add({"versionId": "", "versionTime": time, "parameters": parameters, "state": state}, signer)

    def site(self) -> Web:
        web = Web()
        body = "\n".join(json.dumps(entry) for entry in self.entries).encode()
        web.put(f"https://{HOST}/.well-known/did.jsonl", body)
        return web


ONE, TWO, THREE = key("one"), key("two"), key("three")


def refused(log: Log, site: Web | None = None) -> str:
    with pytest.raises(KeyNotListedError) as caught:
        resolver.resolve(log.did, site or log.site())
    return caught.value.facts.get("reason", caught.value.code)


def test_a_log_with_a_rotated_key() -> None:
    log = Log(ONE)
    log.update(ONE, updateKeys=[public(TWO)])
    log.update(TWO, time="2026-03-01T00:00:00Z")
    document = resolver.resolve(log.did, log.site())
    assert [method.key for method in document.methods] == [ONE.public_key]


def test_a_new_key_cannot_let_itself_in() -> None:
    log = Log(ONE)
    log.update(TWO, updateKeys=[public(TWO)])
    assert refused(log) == "did.webvh_proof"


def test_an_old_key_is_out() -> None:
    log = Log(ONE)
    log.update(ONE, updateKeys=[public(TWO)])
    log.update(ONE, time="2026-03-01T00:00:00Z")
    assert refused(log) == "did.webvh_proof"


def test_announced_keys_only() -> None:
    announced = webvh_log._hash(public(TWO).encode())
    log = Log(ONE, nextKeyHashes=[announced])
    log.update(TWO, updateKeys=[public(TWO)], nextKeyHashes=[])
    assert resolver.resolve(log.did, log.site()).methods
    log = Log(ONE, nextKeyHashes=[announced])
    log.update(THREE, updateKeys=[public(THREE)])
    assert refused(log) == "nextKeyHashes"
    log = Log(ONE, nextKeyHashes=[announced])
    log.update(ONE)
    assert refused(log) == "nextKeyHashes"


def _change(path: str, value: Any) -> Callable[[Json], None]:
    def change(entry: Json) -> None:
        target = entry
        *steps, last = path.split(".")
        for step in steps:
            target = target[step]
        target[last] = value

    return change


@pytest.mark.parametrize(
    ("position", "change", "reason"),
    [
        (0, _change("state.alsoKnownAs", ["x"]), "scid"),
        (0, _change("parameters.portable", True), "scid"),
        (1, _change("state.alsoKnownAs", ["x"]), "entryHash"),
        (1, _change("versionTime", "2026-02-02T00:00:00Z"), "entryHash"),
        (1, _change("versionId", "3-x"), "versionId"),
        (1, _change("parameters.unheard", 1), "parameters"),
        (0, _change("proof", []), "did.webvh_proof"),
        (0, _change("parameters.method", "did:webvh:9.9"), "did.webvh_version"),
    ],
)
def test_a_changed_entry_breaks_the_chain(position: int, change: Callable[[Json], None], reason: str) -> None:
    log = Log(ONE)
    log.update(ONE)
    change(log.entries[position])
    assert refused(log) == reason


def test_times_go_forward_and_not_beyond_now() -> None:
    log = Log(ONE)
    log.update(ONE, time="2025-01-01T00:00:00Z")
    assert refused(log) == "versionTime"
    log = Log(ONE)
    log.update(ONE, time="2031-01-01T00:00:00Z")
    assert refused(log) == "versionTime"


def test_an_ended_identifier_has_no_keys_and_no_later_entries() -> None:
    log = Log(ONE)
    log.update(ONE, deactivated=True)
    assert refused(log) == "did.deactivated"
    log.update(ONE, time="2026-03-01T00:00:00Z", deactivated=False)
    assert refused(log) == "deactivated"


def test_only_a_portable_identifier_moves_and_says_whence() -> None:
    def moved(**parameters: Any) -> Log:
        log = Log(ONE, **parameters)
        state = json.loads(json.dumps(log.entries[0]["state"]).replace(HOST, "elsewhere.example"))
        log.update(ONE, state={**state, "alsoKnownAs": [log.did]})
        return log

    log = moved(portable=True)
    site = Web()
    body = "\n".join(json.dumps(entry) for entry in log.entries).encode()
    site.put("https://elsewhere.example/.well-known/did.jsonl", body)
    assert resolver.resolve(f"did:webvh:{log.scid}:elsewhere.example", site).methods
    assert refused(moved()) == "portable"


def test_another_ones_log_is_not_this_identifier() -> None:
    log, other = Log(ONE), Log(TWO)
    assert refused(other, log.site()) in ("did.document_mismatch",)


def witnessed(log: Log, *signers: KeySigner) -> Web:
    site = log.site()
    version = log.entries[-1]["versionId"]
    proofs = [proven({"versionId": version}, signer) for signer in signers]
    site.put(
        f"https://{HOST}/.well-known/did-witness.json", json.dumps([{"versionId": version, "proof": proofs}]).encode()
    )
    return site


def test_witnesses_must_be_enough() -> None:
    configuration = {
        "threshold": 2,
        "witnesses": [{"id": f"did:key:{public(signer)}"} for signer in (TWO, THREE, key("four"))],
    }
    log = Log(ONE, witness=configuration)
    assert resolver.resolve(log.did, witnessed(log, TWO, THREE)).methods
    assert refused(log, witnessed(log, TWO)) == "witness"
    assert refused(log, witnessed(log, TWO, TWO)) == "witness"
    assert refused(log, witnessed(log, TWO, ONE)) == "witness"
    with pytest.raises(UnreachableError):
        resolver.resolve(log.did, log.site())


@pytest.mark.parametrize(
    "did", ["did:webvh:x", "did:webvh::school.example", "did:webvh:x:127.0.0.1", "did:webvh:x:school.example:.."]
)
def test_an_address_that_must_not_be_asked(did: str) -> None:
    site = Web()
    with pytest.raises(Exception) as caught:
        did_webvh.resolve(did, site)
    assert getattr(caught.value, "code", "").startswith("did.")
    assert site.asked == []
