"""Makes resources/share-code/vectors.json: run as ``python -m unit.formats.share_code_vectors`` from tests/."""

import json
from itertools import islice
from typing import Any

from wallet import resources
from wallet.formats import base64url, decimal_digits, folding, fountain, share_code

_JWT = ".".join(
    (
        base64url.encode(b'{"alg":"EdDSA","typ":"vp+jwt"}'),
        base64url.encode(b'{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"]}'),
        base64url.encode(bytes(range(64))),
    )
)
_TEXTS = {
    "json": '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],"name":"Žofie ✓"}',
    "jwt": _JWT,
    "sd-jwt": _JWT + "~" + base64url.encode(b'["c2FsdA","given_name","Ada"]') + "~",
    "enveloped": '{"id":"data:application/vc+jwt,' + _JWT + '","type":"EnvelopedVerifiableCredential"}',
    "base58": '{"verificationMethod":"did:key:z' + folding.to_base58(b"\xed\x01" + bytes(range(100, 132))) + '"}',
}


def build() -> dict[str, Any]:
    """Return the vectors as the code makes them now."""
    message = bytes((7 * n * n + 3 * n) % 256 for n in range(1000))
    return {
        "version": 1,
        "digits": [
            {"hex": data.hex(), "digits": decimal_digits.pack(data)}
            for data in (b"", b"\x00", b"\xff", bytes(range(20)), bytes(128), b"\xff" * 129)
        ],
        "single": [
            {
                "name": name,
                "text": text,
                "dictionary": number,
                "folded_hex": folding.fold(text.encode()).hex(),
                "message_hex": share_code.encode(text.encode(), dictionary=number).hex(),
                "code": share_code.to_text(share_code.encode(text.encode(), dictionary=number)),
            }
            for name, text in _TEXTS.items()
            for number in (0, 1)
        ],
        "masks": [
            {"k": count, "i": index, "mask_hex": f"{fountain.mask(index, count):x}"}
            for count, index in (
                (1, 0),
                (1, 1),
                (1, 5),
                (3, 2),
                (3, 3),
                (3, 4),
                (8, 8),
                (9, 1000),
                (400, 400),
                (400, 4294967295),
            )
        ],
        "moving": {
            "message_hex": message.hex(),
            "block": 120,
            "frames": list(islice(share_code.moving_texts(message, block=120), 12)),
        },
    }


def main() -> None:
    """Write the file."""
    text = json.dumps(build(), ensure_ascii=False, indent=1) + "\n"
    resources.path("share-code", "vectors.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
