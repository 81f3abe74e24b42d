"""JSON Web Keys (RFC 7517, 7518 section 6, 8037, 8812), public ones only."""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, rsa

from wallet.errors import KeyUnusableError, MalformedError, UnsupportedError
from wallet.verification.keys import load, multibase
from wallet.verification.keys.public_key import KeyType, PublicKey

_OKP = {"Ed25519": KeyType.ED25519, "Ed448": KeyType.ED448, "X25519": KeyType.X25519}
_EC = {"P-256": KeyType.P256, "P-384": KeyType.P384, "P-521": KeyType.P521, "secp256k1": KeyType.SECP256K1}
_BLS = {
    "BLS12381G1": KeyType.BLS12381_G1,
    "BLS12381G2": KeyType.BLS12381_G2,
    # Names of older drafts of draft-ietf-cose-bls-key-representations.
    "Bls12381G1": KeyType.BLS12381_G1,
    "Bls12381G2": KeyType.BLS12381_G2,
}
_PRIVATE = ("d", "p", "q", "dp", "dq", "qi", "oth", "k")
_REQUIRED = {"EC": ("crv", "kty", "x", "y"), "OKP": ("crv", "kty", "x"), "RSA": ("e", "kty", "n")}


def _bytes(jwk: Mapping[str, Any], member: str) -> bytes:
    value = jwk.get(member)
    if not isinstance(value, str) or not value:
        raise MalformedError("key.jwk_member", {"member": member})
    try:
        return multibase.decode("u" + value)
    except MalformedError:
        raise MalformedError("key.jwk_member", {"member": member}) from None


def _elliptic(jwk: Mapping[str, Any]) -> PublicKey:
    name = jwk.get("crv")
    kind = _EC.get(name) if isinstance(name, str) else None
    if kind is None:
        if isinstance(name, str) and name in _BLS:
            return _octet(jwk)
        raise UnsupportedError("key.unsupported_type", {"type": f"EC {name}"})
    x, y = _bytes(jwk, "x"), _bytes(jwk, "y")
    size = load.coordinate_bytes(kind)
    if len(x) != size or len(y) != size:
        raise MalformedError("key.length", {"type": kind})
    return load.elliptic(kind, b"\x04" + x + y)


def _octet(jwk: Mapping[str, Any]) -> PublicKey:
    name = jwk.get("crv")
    kind = (_OKP.get(name) or _BLS.get(name)) if isinstance(name, str) else None
    if kind is None:
        raise UnsupportedError("key.unsupported_type", {"type": f"OKP {name}"})
    if "y" in jwk:
        # An uncompressed BLS point; what its bytes mean differs between drafts.
        raise UnsupportedError("key.unsupported_type", {"type": f"{name} x,y"})
    return load.point(kind, _bytes(jwk, "x"))


def _rsa(jwk: Mapping[str, Any]) -> PublicKey:
    return load.rsa_key(int.from_bytes(_bytes(jwk, "n"), "big"), int.from_bytes(_bytes(jwk, "e"), "big"))


def public_key(jwk: Mapping[str, Any]) -> PublicKey:
    """Return the key of a public JWK.

    Raises:
        MalformedError: ``key.jwk_member`` (with the member's name), ``key.length``.
        UnsupportedError: ``key.unsupported_type``; symmetric keys too, which can prove nothing to others.
        KeyUnusableError: ``key.private_material`` where the private part is there for all to read, and what
            the checks of the key itself give.
    """
    kind = jwk.get("kty")
    if not isinstance(kind, str):
        raise MalformedError("key.jwk_member", {"member": "kty"})
    if kind not in _REQUIRED:
        raise UnsupportedError("key.unsupported_type", {"type": kind})
    if any(member in jwk for member in _PRIVATE):
        raise KeyUnusableError("key.private_material")
    if kind == "EC":
        return _elliptic(jwk)
    return _octet(jwk) if kind == "OKP" else _rsa(jwk)


def check_use(jwk: Mapping[str, Any], alg: str | None = None) -> None:
    """Refuse a JWK that says it is for something else than verifying ``alg`` (RFC 7517 sections 4.2 to 4.4).

    Without ``alg`` (a Data Integrity proof has no JOSE name for its algorithm) only what it is for is asked.

    Raises:
        KeyUnusableError: ``key.wrong_use`` with the member that says so.
    """
    if jwk.get("use", "sig") != "sig":
        raise KeyUnusableError("key.wrong_use", {"member": "use"})
    operations = jwk.get("key_ops")
    if operations is not None and (not isinstance(operations, list) or "verify" not in operations):
        raise KeyUnusableError("key.wrong_use", {"member": "key_ops"})
    named = jwk.get("alg", alg)
    if alg is not None and named != alg and {named, alg} != {"EdDSA", "Ed25519"}:
        raise KeyUnusableError("key.wrong_use", {"member": "alg"})


def from_canonical(data: bytes) -> PublicKey:
    """Return the key of multicodec ``jwk_jcs-pub``: a JWK with its required members only, in JCS form.

    Raises:
        MalformedError: ``key.jwk_not_canonical``, and as ``public_key``.
    """
    try:
        jwk = json.loads(data)
    except (ValueError, RecursionError):
        raise MalformedError("key.jwk_not_canonical") from None
    if not isinstance(jwk, dict) or not all(isinstance(value, str) for value in jwk.values()):
        raise MalformedError("key.jwk_not_canonical")
    key = public_key(jwk)
    if _canonical(jwk) != data:
        raise MalformedError("key.jwk_not_canonical")
    return key


def _text(number: int, size: int | None = None) -> str:
    data = number.to_bytes(size or (number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def encode(key: PublicKey) -> dict[str, Any]:
    """Return ``key`` as a JWK with its required members only.

    Raises:
        KeyUnusableError: ``key.not_loaded`` for an RSA or elliptic key without its loaded object.
    """
    if isinstance(key.loaded, rsa.RSAPublicKey):
        numbers = key.loaded.public_numbers()
        return {"kty": "RSA", "n": _text(numbers.n), "e": _text(numbers.e)}
    if isinstance(key.loaded, ec.EllipticCurvePublicKey):
        point = key.loaded.public_numbers()
        size = load.coordinate_bytes(key.type)
        return {"kty": "EC", "crv": str(key.type), "x": _text(point.x, size), "y": _text(point.y, size)}
    if key.type is KeyType.RSA or key.type in load.CURVES:
        raise KeyUnusableError("key.not_loaded", {"type": key.type})
    return {"kty": "OKP", "crv": str(key.type), "x": multibase.encode(key.material, "u")[1:]}


def _canonical(jwk: Mapping[str, Any]) -> bytes:
    members = {name: jwk[name] for name in _REQUIRED[jwk["kty"]] if name in jwk}
    return json.dumps(members, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def thumbprint(jwk: Mapping[str, Any]) -> str:
    """Return the JWK thumbprint: base64url of the SHA-256 over the required members (RFC 7638, RFC 8037 section 2).

    Raises:
        MalformedError, UnsupportedError: as ``public_key``.
    """
    return multibase.encode(hashlib.sha256(_canonical(encode(public_key(jwk)))).digest(), "u")[1:]
