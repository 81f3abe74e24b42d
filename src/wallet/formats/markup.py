"""XML read without expanding, fetching or resolving anything (SVG badges, older European credentials)."""

import re
from typing import Any

from wallet.errors import MalformedError, UnsafeInputError

_PROLOG = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE(?P<head>[^\[>]*)(?P<mark>[\[>])", re.DOTALL)
_ROOT = re.compile(r"<(?:(?P<prefix>[A-Za-z_][\w.-]*):)?(?P<name>[A-Za-z_][\w.-]*)(?P<attributes>[^>]*)>", re.DOTALL)
_MAX_DEPTH = 256
_MAX_NODES = 200_000


def parse(data: bytes) -> Any:
    """Return the root element.

    Raises:
        UnsafeInputError: ``format.unsafe_doctype`` where the document declares entities of its own,
            ``format.unsafe_nodes`` or ``format.unsafe_depth``.
        MalformedError: ``format.xml_syntax``, ``format.xml_encoding``.
    """
    # lxml takes 20 ms to load: only those who open XML pay for it.
    from lxml import etree

    refuse_declarations(_text(data))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MalformedError("format.xml_syntax") from error
    if root is None:
        raise MalformedError("format.xml_syntax")
    _measure(root)
    return root


def refuse_declarations(text: str) -> None:
    """Refuse a document type with declarations inside; one that only names a public DTD is harmless and common in SVG.

    Raises:
        UnsafeInputError: ``format.unsafe_doctype``.
    """
    match = _DOCTYPE.search(text)
    if (match is not None and match["mark"] == "[") or "<!ENTITY" in text:
        raise UnsafeInputError("format.unsafe_doctype")


def root_name(text: str) -> tuple[str, str] | None:
    """Return the namespace and local name of the root element by looking only; nothing is parsed."""
    start = _after_prolog(text)
    match = _ROOT.match(text, start)
    if match is None:
        return None
    prefix = match["prefix"]
    attribute = f"xmlns:{prefix}" if prefix else "xmlns"
    space = re.search(rf"""(?:^|\s){re.escape(attribute)}\s*=\s*["']([^"']*)["']""", match["attributes"])
    return (space[1] if space else "", match["name"])


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace; nothing for comments and references."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _after_prolog(text: str) -> int:
    position = _PROLOG.match(text.lstrip("\ufeff"))
    start = position.end() if position else 0
    declared = _DOCTYPE.match(text, start)
    if declared is None:
        return start
    end = declared.end()
    if declared["mark"] == "[":
        closing = text.find("]", end)
        end = text.find(">", closing) + 1 if closing >= 0 else end
    after = _PROLOG.match(text, end)
    return after.end() if after else end


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        # Another encoding could hide a declaration from the look that is taken before parsing.
        raise MalformedError("format.xml_encoding") from error


def _measure(root: Any) -> None:
    depth = 0
    from lxml import etree

    for nodes, (event, _) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            raise UnsafeInputError("format.unsafe_depth", {"limit": str(_MAX_DEPTH)})
        if nodes > 2 * _MAX_NODES:
            raise UnsafeInputError("format.unsafe_nodes", {"limit": str(_MAX_NODES)})
