"""The specification of the backup is enough to read one: a reader made from it alone, with common libraries."""

import base64
import hashlib
import hmac
import json
import struct
import unicodedata
import zlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from simulators.held import NOW, candidate, document, inspected
from wallet.services import session as sessions
from wallet.services.options import RunOptions

SECRET = "un café sûr"


def read_as_the_specification_says(data: bytes, passphrase: str) -> tuple[list[dict[str, Any]], bytes]:
    """Section 1, step by step; gives the values and the key for private keys."""
    assert data[:13] == b"CAPSA BACKUP\n"
    (length,) = struct.unpack(">I", data[13:17])
    header = json.loads(data[17 : 17 + length])
    end = 17 + length
    check, digest = data[end : end + 32], data[end + 32 : end + 64]
    assert hashlib.sha256(data[: end + 32]).digest() == digest
    assert header["version"] == 1
    key = Argon2id(
        salt=base64.b64decode(header["salt"]),
        length=32,
        iterations=header["iterations"],
        lanes=header["lanes"],
        memory_cost=header["memory_kib"],
    ).derive(unicodedata.normalize("NFC", passphrase).encode())

    def subkey(purpose: str) -> bytes:
        return HKDF(hashes.SHA256(), 32, None, f"capsa/{purpose}".encode()).derive(key)

    assert hmac.digest(subkey("backup/header"), data[:end], "sha256") == check
    body, prefix, plain = data[end + 64 :], base64.b64decode(header["nonce"]), b""
    cipher = AESGCM(subkey("backup/body"))
    chunks = [body[start : start + 65_552] for start in range(0, len(body), 65_552)]
    for number, chunk in enumerate(chunks):
        last = number == len(chunks) - 1
        plain += cipher.decrypt(prefix + struct.pack(">IB", number, last), chunk, digest)
    values, place = [], 0
    while place < len(plain):
        packed, size = struct.unpack(">II", plain[place : place + 8])
        value = zlib.decompress(plain[place + 8 : place + 8 + packed])
        assert len(value) == size
        values.append(value)
        place += 8 + packed
    *content, ending = values
    assert msgspec.msgpack.decode(ending) == ["end", len(content), hashlib.sha256(b"".join(content)).digest()]
    return [msgspec.msgpack.decode(value) for value in content], subkey("backup/holder-keys")


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[bytes], str]:
    place = tmp_path_factory.mktemp("format")
    options = RunOptions(profile=place / "wallet", at=NOW)
    created = sessions.create(place / "wallet", "pass", options=options)
    results = [inspected(number, evidence=(document("https://school.example", bytes(70_000)),)) for number in range(3)]
    created.session.library.add([candidate(result) for result in results])
    created.session.backup.make(place / "b.walletbackup", unicodedata.normalize("NFD", SECRET))
    created.session.lock()
    return place / "b.walletbackup", [result.raw for result in results], created.holder_id


def test_issued_bytes_and_the_private_key_can_be_had_with_the_specification_alone(
    backup: tuple[Path, list[bytes], str],
) -> None:
    path, raws, holder = backup
    values, sealing_key = read_as_the_specification_says(path.read_bytes(), SECRET)
    manifest, *others = values
    assert manifest["type"] == "manifest"
    assert (manifest["credentials"], manifest["holder_keys"]) == (3, 1)
    assert [value["raw"] for value in others if value["type"] == "credential"] == raws
    (key,) = (value for value in others if value["type"] == "holder_key")
    assert key["did"] == holder
    nonce, box = key["sealed"][:12], key["sealed"][12:]
    der = AESGCM(sealing_key).decrypt(nonce, box, b"capsa/holder-key/" + key["kind"].encode())
    private = serialization.load_der_private_key(der, None)
    assert isinstance(private, ed25519.Ed25519PrivateKey)
    public = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    assert json.loads(key["jwk"])["x"] == base64.urlsafe_b64encode(public).rstrip(b"=").decode()


def test_the_specification_names_every_type_and_every_member(backup: tuple[Path, list[bytes], str]) -> None:
    from wallet.vault import backup_content

    text = (Path(__file__).resolve().parents[3] / "resources" / "backup" / "SPECIFICATION.md").read_text("utf-8")
    for name in dir(backup_content):
        kind = getattr(backup_content, name)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            tag = kind.__struct_config__.tag
            assert tag is None or f"`{tag}`" in text
            for member in kind.__struct_fields__:
                assert f"`{member}`" in text, f"{name}.{member}"
