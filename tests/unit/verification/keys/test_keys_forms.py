"""Keys in the forms that credentials carry them, and keys that must never be used."""

import base64
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from py_arkworks_bls12381 import G1Point, G2Point

from wallet.errors import KeyUnusableError, MalformedError, SignatureInvalidError, UnsupportedError, WalletError
from wallet.verification.keys import algorithms, edwards, jwk, load, multibase, multikey
from wallet.verification.keys.public_key import KeyType, PublicKey
from wallet.verification.keys.signer import KeySigner, PrivateKey

RSA_KEY = rsa.generate_private_key(65537, 2048)
PRIVATE: dict[str, PrivateKey] = {
    "Ed25519": ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32))),
    "Ed448": ed448.Ed448PrivateKey.from_private_bytes(bytes(range(57))),
    "P-256": ec.derive_private_key(0xC0FFEE, ec.SECP256R1()),
    "P-384": ec.derive_private_key(0xC0FFEE, ec.SECP384R1()),
    "P-521": ec.derive_private_key(0xC0FFEE, ec.SECP521R1()),
    "secp256k1": ec.derive_private_key(0xC0FFEE, ec.SECP256K1()),
    "RSA": RSA_KEY,
}
MULTIBASES = "079fFbBcCvVtThkKzZmMuU🚀"


@pytest.mark.parametrize("letter", list(MULTIBASES))
@given(data=st.binary(max_size=70))
def test_every_multibase_gives_back_what_went_in(letter: str, data: bytes) -> None:
    text = multibase.encode(data, letter)
    assert text[0] == letter
    assert multibase.decode(text) == data


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("x00", "unknown"),
        ("z0OIl", "character"),
        ("uAA==", "character"),
        ("uA", "leftover_bits"),
        ("uAB", "leftover_bits"),
        ("MAA=", "padding"),
        ("M====", "padding"),
        ("u+/", "character"),
        ("fAB", "character"),
        ("z" + "1" * 20_001, "too_long"),
    ],
)
def test_sloppy_multibase_is_refused(text: str, code: str) -> None:
    with pytest.raises(MalformedError) as caught:
        multibase.decode(text)
    assert caught.value.code == f"key.multibase_{code}"


@pytest.mark.parametrize("name", list(PRIVATE))
def test_a_key_survives_every_form_and_checks_its_own_signature(name: str) -> None:
    signer = KeySigner(PRIVATE[name])
    key = signer.public_key
    assert key.type == name
    assert multikey.public_key(multikey.encode(key)) == key
    assert jwk.public_key(jwk.encode(key)) == key
    assert hash(jwk.public_key(jwk.encode(key))) == hash(key)
    alg = algorithms.preferred(key.type)
    signature = signer.sign(b"message")
    algorithms.verify(key, alg, b"message", signature)
    for wrong in (b"Message", b""):
        with pytest.raises(SignatureInvalidError):
            algorithms.verify(key, alg, wrong, signature)
    for bad in (signature[:-1], signature + b"\0", b"", bytes(len(signature))):
        with pytest.raises(SignatureInvalidError):
            algorithms.verify(key, alg, b"message", bad)


@pytest.mark.parametrize("name", list(PRIVATE))
def test_an_algorithm_for_another_key_is_refused(name: str) -> None:
    key = KeySigner(PRIVATE[name]).public_key
    fitting = {alg for alg in algorithms.NAMES if _fits(key, alg)}
    assert fitting
    assert algorithms.preferred(key.type) in fitting
    for alg in ("none", "HS256", "", "es256"):
        with pytest.raises(UnsupportedError):
            algorithms.verify(key, alg, b"", b"")


def _fits(key: PublicKey, alg: str) -> bool:
    try:
        algorithms.verify(key, alg, b"m", b"s")
    except KeyUnusableError:
        return False
    except SignatureInvalidError:
        return True
    raise AssertionError("a one-byte signature cannot be valid")


def test_der_signatures_are_not_read_as_jose_ones() -> None:
    from cryptography.hazmat.primitives import hashes

    private = ec.derive_private_key(7, ec.SECP256R1())
    der = private.sign(b"m", ec.ECDSA(hashes.SHA256()))
    with pytest.raises(SignatureInvalidError):
        algorithms.verify(load.from_loaded(private.public_key()), "ES256", b"m", der)


def _points_of_low_order() -> list[bytes]:
    p = 2**255 - 19
    ys = edwards._LOW_ORDER_25519
    return [(y | sign << 255).to_bytes(32, "little") for y in ys for sign in (0, 1) if y < p]


def test_low_order_ed25519_keys_are_refused_in_every_spelling() -> None:
    assert len(edwards._LOW_ORDER_25519) == 5
    for raw in _points_of_low_order():
        with pytest.raises(KeyUnusableError):
            multikey.public_key(multibase.encode(b"\xed\x01" + raw))
    p = 2**255 - 19
    for y in (p, p + 1, 2**255 - 1):
        with pytest.raises(KeyUnusableError) as caught:
            edwards.check_ed25519(y.to_bytes(32, "little"))
        assert caught.value.code == "key.not_canonical"


def test_every_low_order_point_vanishes_when_multiplied_by_eight() -> None:
    p, d = 2**255 - 19, edwards._D25519

    def double(point: tuple[int, int]) -> tuple[int, int]:
        x, y = point
        k = d * x * x * y * y % p
        return 2 * x * y * pow(1 + k, -1, p) % p, (y * y + x * x) * pow(1 - k, -1, p) % p

    for y in edwards._LOW_ORDER_25519:
        x = edwards._square_root_25519(y * y - 1, d * y * y + 1)
        assert x is not None
        point = (x, y)
        for _ in range(3):
            point = double(point)
        assert point == (0, 1)


def test_points_off_the_curve_are_refused() -> None:
    off = next(y for y in range(2, 50) if edwards._square_root_25519(y * y - 1, edwards._D25519 * y * y + 1) is None)
    for kind, raw in (
        (KeyType.ED25519, off.to_bytes(32, "little")),
        (KeyType.P256, b"\x02" + b"\xff" * 32),
        (KeyType.BLS12381_G1, b"\xff" * 48),
        (KeyType.BLS12381_G2, b"\x00" * 96),
    ):
        with pytest.raises(KeyUnusableError):
            load.point(kind, raw)
    for low in (0, 1, edwards._P448 - 1):
        with pytest.raises(KeyUnusableError):
            load.point(KeyType.ED448, low.to_bytes(57, "little"))
    with pytest.raises(KeyUnusableError):
        load.point(KeyType.BLS12381_G2, bytes(G2Point.identity().to_compressed_bytes()))


def test_bls_keys_are_material_with_their_own_type() -> None:
    for kind, point in ((KeyType.BLS12381_G1, G1Point()), (KeyType.BLS12381_G2, G2Point())):
        key = load.point(kind, bytes(point.to_compressed_bytes()))
        assert key.loaded is None
        assert multikey.public_key(multikey.encode(key)) == key
        assert jwk.public_key(jwk.encode(key)) == key
        with pytest.raises(UnsupportedError):
            algorithms.preferred(kind)


def test_short_long_and_odd_rsa_keys_are_refused() -> None:
    numbers = RSA_KEY.public_key().public_numbers()
    for modulus, exponent, code in (
        (numbers.n >> 1, 65537, "key.too_short"),
        (numbers.n << 7000 | 1, 65537, "key.too_long"),
        (numbers.n, 1, "key.exponent"),
        (numbers.n, 65536, "key.exponent"),
        (numbers.n - 1, 65537, "key.exponent"),
    ):
        with pytest.raises(KeyUnusableError) as caught:
            load.rsa_key(modulus, exponent)
        assert caught.value.code == code


def test_an_rsa_did_key_in_another_der_form_is_refused() -> None:
    spki = RSA_KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(MalformedError):
        multikey.public_key(multibase.encode(b"\x85\x24" + spki))


@pytest.mark.parametrize(
    ("document", "error"),
    [
        ({}, MalformedError),
        ({"kty": 1}, MalformedError),
        ({"kty": "oct", "k": "AAAA"}, UnsupportedError),
        ({"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}, MalformedError),
        ({"kty": "EC", "crv": "P-256", "x": "A=", "y": "AA"}, MalformedError),
        ({"kty": "EC", "crv": "P-257", "x": "AA", "y": "AA"}, UnsupportedError),
        ({"kty": "OKP", "crv": "X448", "x": "AA"}, UnsupportedError),
        ({"kty": "OKP", "crv": ["Ed25519"], "x": "AA"}, UnsupportedError),
        ({"kty": "OKP", "crv": "Ed25519", "x": 5}, MalformedError),
        ({"kty": "RSA", "n": "AQAB", "e": "AQAB"}, KeyUnusableError),
    ],
)
def test_bad_jwks_are_named(document: dict[str, object], error: type[WalletError]) -> None:
    with pytest.raises(error):
        jwk.public_key(document)


def test_a_jwk_with_its_private_part_is_refused() -> None:
    document = jwk.encode(KeySigner(PRIVATE["P-256"]).public_key) | {"d": "AQAB"}
    with pytest.raises(KeyUnusableError) as caught:
        jwk.public_key(document)
    assert caught.value.code == "key.private_material"


def test_a_jwk_for_encryption_does_not_verify() -> None:
    jwk.check_use({}, "ES256")
    jwk.check_use({"use": "sig", "alg": "EdDSA", "key_ops": ["verify"]}, "Ed25519")
    for document in ({"use": "enc"}, {"key_ops": ["sign"]}, {"key_ops": "verify"}, {"alg": "ES384"}):
        with pytest.raises(KeyUnusableError):
            jwk.check_use(document, "ES256")


def test_the_thumbprint_is_the_one_of_rfc_8037() -> None:
    # RFC 8037 appendix A.3.
    document = {"crv": "Ed25519", "kty": "OKP", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "kid": "any"}
    assert jwk.thumbprint(document) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_a_canonical_jwk_as_multikey() -> None:
    key = KeySigner(PRIVATE["P-256"]).public_key
    canonical = json.dumps(jwk.encode(key), sort_keys=True, separators=(",", ":")).encode()
    assert multikey.public_key(multibase.encode(b"\xd1\xd6\x03" + canonical)) == key
    with pytest.raises(MalformedError):
        multikey.public_key(multibase.encode(b"\xd1\xd6\x03" + canonical + b" "))


@given(st.text(max_size=80))
def test_nothing_but_wallet_errors_leaves_the_multikey_reader(text: str) -> None:
    for candidate in (text, "z" + text, "u" + text):
        try:
            multikey.public_key(candidate)
        except WalletError:
            continue


def test_a_known_multikey_of_another_tool() -> None:
    # The x of RFC 8037 A.1 as a multikey, spelled with base64url by hand.
    raw = base64.urlsafe_b64decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
    key = multikey.public_key("u" + base64.urlsafe_b64encode(b"\xed\x01" + raw).rstrip(b"=").decode())
    assert key.material == raw
    assert hashlib.sha256(key.material).hexdigest().startswith("21fe")
