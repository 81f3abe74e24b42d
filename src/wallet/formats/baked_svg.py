"""Badges baked into SVG pictures (Open Badges 2.0 and 3.0 baking). The picture is never drawn here."""

from collections.abc import Iterator
from typing import Any

from wallet.errors import MalformedError
from wallet.formats import jws, markup
from wallet.formats.material import Material

NAMESPACE_3 = "https://purl.imsglobal.org/ob/v3p0"

_NAMES = frozenset({"assertion", "credential"})
_SPACE_MARKS = ("openbadges.org", "purl.imsglobal.org/ob")


def sniff(material: Material) -> bool:
    """Tell whether it is XML with ``svg`` as its root."""
    if not material.looks_like_xml:
        return False
    root = markup.root_name(material.text or "")
    return root is not None and root[1] == "svg"


def unwrap(material: Material) -> bytes | None:
    """Return the credential text baked into the picture, or nothing where there is none.

    Raises:
        UnsafeInputError: ``format.unsafe_doctype``.
        MalformedError: ``format.xml_syntax``, ``format.baked_twice`` (two different ones), ``format.baked_empty``.
    """
    found: list[str] = []
    for element in _elements(markup.parse(material.data)):
        text = _text(element)
        if text not in found:
            found.append(text)
    if len(found) > 1:
        raise MalformedError("format.baked_twice")
    return found[0].encode("utf-8") if found else None


def bake(picture: bytes, text: str) -> bytes:
    """Return the picture with ``text`` baked in (Open Badges 3.0 section 5.3.2), in place of any that was there.

    Raises:
        UnsafeInputError: ``format.unsafe_doctype``.
        MalformedError: ``format.xml_syntax``, ``format.baked_not_svg``.
    """
    from lxml import etree

    root = markup.parse(picture)
    if markup.local_name(root) != "svg":
        raise MalformedError("format.baked_not_svg")
    for element in list(_elements(root)):
        element.getparent().remove(element)
    made = etree.Element(f"{{{NAMESPACE_3}}}credential", nsmap={"openbadges": NAMESPACE_3})
    if jws.looks_compact(text):
        made.set("verify", text)
    else:
        # A CDATA section cannot hold its own end mark; lxml escapes ordinary text, which reads the same.
        made.text = text if "]]>" in text else etree.CDATA(text)
    root.insert(0, made)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def _elements(root: Any) -> Iterator[Any]:
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str) or not tag.startswith("{"):
            continue
        space, _, name = tag[1:].partition("}")
        if name in _NAMES and any(mark in space for mark in _SPACE_MARKS):
            yield element


def _text(element: Any) -> str:
    verify = (element.get("verify") or "").strip()
    content = "".join(element.itertext()).strip()
    if jws.looks_compact(verify):
        # The signed form is what can be checked; a JSON copy beside it is for people.
        return verify
    if not content and not verify:
        raise MalformedError("format.baked_empty")
    return content or verify
