"""The question of a live check: somebody shows a code with a fresh nonce, the holder's answer is bound to it.

    capsa:ask:1:BASE64URL      of a JSON object with nonce, audience and, if given, name

Described in ``resources/share-code/SPECIFICATION.md`` section 7. Nothing is fetched and nobody is identified: the name
is what the asker typed.
"""

import json

from wallet.errors import MalformedError, UnsafeInputError
from wallet.formats import base64url, strict_json
from wallet.formats.material import Material
from wallet.formats.recognised import RecognisedRequest

PREFIX = "capsa:ask:1:"
MAX_LENGTH = 2_000
_MOST_NAME = 120
_LEAST_NONCE = 22
"""Characters: 128 bits in base64url."""


def sniff(material: Material) -> bool:
    """Tell whether it is a question of a live check."""
    return material.text is not None and material.text.startswith(PREFIX)


def parse(material: Material) -> RecognisedRequest:
    """Return what the answer must be bound to.

    Raises:
        MalformedError: ``format.question``.
        UnsafeInputError: ``format.unsafe_request_size``.
    """
    text = material.text or ""
    if len(text) > MAX_LENGTH:
        raise UnsafeInputError("format.unsafe_request_size", {"limit": str(MAX_LENGTH)})
    asked = strict_json.loads(base64url.decode(text.removeprefix(PREFIX)))
    wanted = {"nonce", "audience"}
    if not isinstance(asked, dict) or not wanted <= asked.keys() <= wanted | {"name"}:
        raise MalformedError("format.question")
    if not all(isinstance(value, str) and value.strip() for value in asked.values()):
        raise MalformedError("format.question")
    if len(asked["nonce"]) < _LEAST_NONCE or not asked["nonce"].isascii():
        raise MalformedError("format.question")
    name = asked.get("name", "")[:_MOST_NAME]
    facts = {
        "protocol": "capsa",
        "by": "value",
        "nonce": asked["nonce"],
        "audience": asked["audience"][:_MOST_NAME],
        "name": name,
        "requested": "",
    }
    return RecognisedRequest(name or facts["audience"], material.carrier, facts)


def write(*, nonce: str, audience: str, name: str = "") -> str:
    """Return the text of a question; ``nonce`` is base64url of at least 16 unpredictable bytes."""
    asked = {"nonce": nonce, "audience": audience} | ({"name": name[:_MOST_NAME]} if name.strip() else {})
    return PREFIX + base64url.encode(json.dumps(asked, ensure_ascii=False, separators=(",", ":")).encode())
