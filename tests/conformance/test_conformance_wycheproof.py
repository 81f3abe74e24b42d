"""Project Wycheproof through our own key and signature code, read where it lies.

What the product never does with these algorithms (HMAC, key agreement, ChaCha20) is run on the library underneath.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec, x25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import load_der_public_key

from conftest import shared_folder
from wallet.errors import WalletError
from wallet.formats import strict_json
from wallet.verification.keys import algorithms, jwk, load, multibase
from wallet.verification.keys.public_key import KeyType, PublicKey

SHARED = shared_folder()
FOLDER = SHARED / "vectors" / "wycheproof" if SHARED else None
pytestmark = pytest.mark.skipif(FOLDER is None, reason="the folder with the third-party vectors is not here")


def _groups(name: str) -> list[dict[str, Any]]:
    assert FOLDER is not None
    found: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))["testGroups"]
    return found


def _accepts(key: Callable[[], PublicKey], alg: str, message: bytes, signature: bytes) -> bool:
    try:
        algorithms.verify(key(), alg, message, signature)
    except WalletError:
        return False
    return True


def _key(group: dict[str, Any]) -> Callable[[], PublicKey]:
    der = bytes.fromhex(group["publicKeyDer"])
    return lambda: load.from_loaded(load_der_public_key(der))


SIGNATURES = {
    "ed25519_test": "EdDSA",
    "ecdsa_secp256r1_sha256_p1363_test": "ES256",
    "ecdsa_secp384r1_sha384_p1363_test": "ES384",
    "ecdsa_secp256k1_sha256_p1363_test": "ES256K",
    "rsa_signature_2048_sha256_test": "RS256",
    "rsa_pss_2048_sha256_mgf1_32_test": "PS256",
}


@pytest.mark.parametrize(("name", "alg"), SIGNATURES.items())
def test_signatures(name: str, alg: str) -> None:
    run = 0
    for group in _groups(name):
        for test in group["tests"]:
            found = _accepts(_key(group), alg, bytes.fromhex(test["msg"]), bytes.fromhex(test["sig"]))
            # "acceptable" is a PKCS #1 signature without the NULL of its DigestInfo; either answer is allowed.
            assert test["result"] == "acceptable" or found == (test["result"] == "valid"), (name, test["tcId"])
            run += 1
    assert run > 100


@pytest.mark.parametrize(
    ("name", "alg", "curve"),
    [
        ("ecdsa_secp256r1_sha256_test", "ES256", ec.SECP256R1()),
        ("ecdsa_secp384r1_sha384_test", "ES384", ec.SECP384R1()),
    ],
)
def test_der_signatures_are_refused_as_they_are_and_checked_when_turned(
    name: str, alg: str, curve: ec.EllipticCurve
) -> None:
    size = curve.key_size // 8
    turned = 0
    for group in _groups(name):
        for test in group["tests"]:
            message, signature = bytes.fromhex(test["msg"]), bytes.fromhex(test["sig"])
            if len(signature) != 2 * size:
                assert not _accepts(_key(group), alg, message, signature), test["tcId"]
            if test["result"] == "valid":
                flat = b"".join(part.to_bytes(size, "big") for part in decode_dss_signature(signature))
                assert _accepts(_key(group), alg, message, flat), test["tcId"]
                turned += 1
    assert turned > 100


def test_pss_with_other_parameters_than_jose_has() -> None:
    names = {"SHA-256": "PS256", "SHA-384": "PS384", "SHA-512": "PS512"}
    run = 0
    for group in _groups("rsa_pss_misc_test"):
        alg = names.get(group["sha"])
        digest_size = int(group["sha"].rpartition("-")[2]) // 8 if group["sha"].startswith("SHA-") else 0
        fits = alg is not None and group["mgfSha"] == group["sha"] and group["sLen"] == digest_size
        for test in group["tests"]:
            message, signature = bytes.fromhex(test["msg"]), bytes.fromhex(test["sig"])
            found = _accepts(_key(group), alg or "PS256", message, signature)
            assert found == (fits and test["result"] == "valid"), test["tcId"]
            run += 1
    assert run == 150


def _jws_accepts(token: str, key: dict[str, Any]) -> bool:
    """Do what a JWS room does with a token and one JWK: strict parts, the key's own limits, the signature."""
    try:
        head, payload, signature = token.split(".")
        header = strict_json.loads(multibase.decode("u" + head))
        multibase.decode("u" + payload)
        alg = header["alg"]
        jwk.check_use(key, alg)
        message = f"{head}.{payload}".encode("ascii")
        algorithms.verify(jwk.public_key(key), alg, message, multibase.decode("u" + signature))
    except (WalletError, ValueError, KeyError):
        return False
    return True


def _symmetric(key: dict[str, Any]) -> bool:
    return key.get("kty") == "oct"


# Good signatures of RFC 7520 (PS384, ES512) beside a JWK whose own "alg" says PS256 or "ES521": a key that names
# another algorithm is not for this one (RFC 7517 section 4.4).
KEY_SAYS_OTHERWISE = {346, 347, 350, 351}


def test_json_web_signatures() -> None:
    run = 0
    for group in _groups("json_web_signature_test"):
        key = group.get("public") or group["private"]
        for test in group["tests"]:
            found = _jws_accepts(test["jws"], key)
            if test["result"] == "valid" and not _symmetric(key) and test["tcId"] not in KEY_SAYS_OTHERWISE:
                assert found, test["tcId"]
            else:
                # Nothing symmetric is ever accepted: it proves nothing to others.
                assert not found, test["tcId"]
            run += 1
    assert run == 401


def test_json_web_keys() -> None:
    run = 0
    for group in _groups("json_web_key_test"):
        keys = (group.get("public") or group["private"])["keys"]
        for test in group["tests"]:
            header = json.loads(multibase.decode("u" + test["jws"].split(".")[0]))
            named = [key for key in keys if key.get("kid") == header.get("kid")]
            found = len(named) == 1 and _jws_accepts(test["jws"], named[0])
            valid = test["result"] == "valid" and not any(map(_symmetric, keys))
            assert found == valid, test["tcId"]
            run += 1
    assert run == 26


def test_x25519_agreement() -> None:
    for group in _groups("x25519_test"):
        for test in group["tests"]:
            private = x25519.X25519PrivateKey.from_private_bytes(bytes.fromhex(test["private"]))
            public = load.point(KeyType.X25519, bytes.fromhex(test["public"])).loaded
            assert isinstance(public, x25519.X25519PublicKey)
            try:
                shared = private.exchange(public)
            except ValueError:
                assert test["result"] != "valid", test["tcId"]
                continue
            assert shared.hex() == test["shared"], test["tcId"]


def test_x25519_keys_as_jwk() -> None:
    for group in _groups("x25519_jwk_test"):
        for test in group["tests"]:
            try:
                key = jwk.public_key(test["public"])
            except WalletError:
                assert test["result"] != "valid", test["tcId"]
                continue
            if test["result"] == "valid":
                assert isinstance(key.loaded, x25519.X25519PublicKey), test["tcId"]


def test_hmac_and_chacha20_of_the_library() -> None:
    for group in _groups("hmac_sha256_test"):
        for test in group["tests"]:
            mac = hmac.HMAC(bytes.fromhex(test["key"]), hashes.SHA256())
            mac.update(bytes.fromhex(test["msg"]))
            cut = mac.finalize()[: group["tagSize"] // 8]
            assert (cut.hex() == test["tag"]) == (test["result"] == "valid"), test["tcId"]
    for group in _groups("chacha20_poly1305_test"):
        for test in group["tests"]:
            held = {name: bytes.fromhex(test[name]) for name in ("key", "iv", "aad", "ct", "tag", "msg")}
            try:
                clear = ChaCha20Poly1305(held["key"]).decrypt(held["iv"], held["ct"] + held["tag"], held["aad"])
            except (InvalidTag, ValueError):
                assert test["result"] == "invalid", test["tcId"]
                continue
            assert (clear == held["msg"]) == (test["result"] == "valid"), test["tcId"]
