"""European Digital Credentials: ELM 3 sealed (JAdES), ELM 3 unsigned, and the older XML form.

The XML form (ELM 2) is recognised and shown as what it is; its seal is not checked. No entity is ever expanded.
"""

from typing import Any

from wallet.errors import MalformedError
from wallet.formats import json_slice, jws, markup, strict_json, w3c
from wallet.formats.material import Material
from wallet.formats.recognised import Recognised, RecognisedCredential
from wallet.formats.vocabulary import EDC, PRESENTATION, is_european, is_presentation, is_w3c, proofs, types
from wallet.model.secured import Format, JsonObject, Kind, SecuredCredential, Securing

_SEAL_MARKS = frozenset({"sigT", "sigD", "sigPId", "x5t#S256", "srCms"})
_XML_ROOTS = frozenset({"europassCredential", "verifiablePresentation", "elmo", "learnerReport"})
_XML_SPACES = ("data.europa.eu/europass/", "data.europa.eu/snb", "purl.org/net/elmo", "emrex")
_DSIG = "{http://www.w3.org/2000/09/xmldsig#}Signature"


def sniff(material: Material) -> bool:
    """Tell whether it is a sealed or unsigned European credential, or its XML form."""
    document = material.object
    if document is None:
        return material.looks_like_xml and _xml_root(material) is not None
    if jws.is_json_serialization(document):
        return _is_seal(document)
    if is_european(document) and not (is_w3c(document) and is_presentation(document)):
        return not any(proofs(document))
    inner = document.get("credential")
    return isinstance(inner, dict) and is_european(inner)


def parse(material: Material) -> Recognised:
    """Return the credential.

    Raises:
        MalformedError: a broken seal envelope or payload; ``format.elm_payload``.
    """
    document = material.object
    if document is None:
        return RecognisedCredential(_from_xml(material), material.carrier)
    if jws.is_json_serialization(document):
        return RecognisedCredential(_sealed(material, document), material.carrier)
    return RecognisedCredential(_unsigned(material, document), material.carrier)


def _is_seal(document: JsonObject) -> bool:
    try:
        parts = jws.from_json(document, jws.signatures(document)[0])
    except MalformedError:
        # An envelope of this kind whose header cannot be read: say so rather than call it something else.
        return "signatures" in document
    return bool(parts.header.get("b64") is False or _SEAL_MARKS & set(parts.header) or "etsiU" in parts.unprotected)


def _sealed(material: Material, outer: JsonObject) -> SecuredCredential:
    envelopes = tuple(jws.from_json(outer, one) for one in jws.signatures(outer))
    payload = strict_json.loads(
        envelopes[0].payload, max_depth=material.limits.max_depth, max_nodes=material.limits.max_nodes
    )
    if not isinstance(payload, dict):
        raise MalformedError("format.elm_payload")
    return SecuredCredential(
        raw=material.data,
        format=Format.ELM_JADES,
        securing=Securing.JADES,
        kind=Kind.PRESENTATION if PRESENTATION in types(payload) else Kind.CREDENTIAL,
        media_type="application/jose+json",
        document=payload,
        envelope=envelopes[0] if len(envelopes) == 1 else envelopes,
    )


def _unsigned(material: Material, document: JsonObject) -> SecuredCredential:
    inner = document.get("credential")
    wrapped = isinstance(inner, dict) and not is_european(document)
    return SecuredCredential(
        raw=material.data,
        format=Format.ELM_UNSIGNED,
        securing=Securing.NONE,
        kind=Kind.CREDENTIAL,
        media_type="application/ld+json" if wrapped else w3c.media_type(document, presentation=False),
        document=inner if wrapped and isinstance(inner, dict) else document,
    )


def source_of(secured: SecuredCredential) -> str:
    """Return the JSON text that the document of a sealed or unsigned credential was read from."""
    if secured.securing is Securing.JADES:
        envelope: Any = secured.envelope if not isinstance(secured.envelope, tuple) else secured.envelope[0]
        return bytes(envelope.payload).decode("utf-8")
    text = secured.raw.decode("utf-8")
    outer = strict_json.loads(text)
    if isinstance(outer, dict) and not is_european(outer):
        return json_slice.cut(text, "credential")
    return text


def _xml_root(material: Material) -> str | None:
    root = markup.root_name(material.text or "")
    if root is None or root[1] not in _XML_ROOTS:
        return None
    return root[1] if not root[0] or any(space in root[0] for space in _XML_SPACES) else None


def _from_xml(material: Material) -> SecuredCredential:
    tree = markup.parse(material.data)
    sealed = next(tree.iter(_DSIG), None) is not None
    report = markup.local_name(tree) in ("elmo", "learnerReport")
    document: JsonObject = {
        "type": ["ElmoReport"] if report else [EDC],
        "id": tree.get("id") or "",
        "title": _titles(tree),
        "issuer": {"legalName": _first_texts(tree, "issuer")},
    }
    return SecuredCredential(
        raw=material.data,
        format=Format.ELM_XADES if not report else Format.UNKNOWN,
        securing=Securing.XADES if sealed else Securing.NONE,
        kind=Kind.CREDENTIAL,
        media_type="application/xml",
        document=document,
    )


def _titles(tree: Any) -> dict[str, str]:
    for child in tree.iter():
        if markup.local_name(child) == "title":
            return _languages(child)
    return {}


def _first_texts(tree: Any, name: str) -> dict[str, str]:
    for node in tree.iter():
        if markup.local_name(node) != name:
            continue
        for child in node.iter():
            if markup.local_name(child) in ("preferredName", "legalName", "title", "prefLabel"):
                return _languages(child)
    return {}


def _languages(node: Any) -> dict[str, str]:
    found = {}
    for child in node.iter():
        text = (child.text or "").strip() if isinstance(child.tag, str) else ""
        if text:
            tag = child.get("lang") or child.get("{http://www.w3.org/XML/1998/namespace}lang") or "und"
            found[tag] = text
    return found
