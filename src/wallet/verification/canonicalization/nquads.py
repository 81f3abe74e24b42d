"""RDF quads as N-Quads terms, and the canonical text of a line (RDF 1.1 N-Quads; RDFC-1.0 section 5).

A quad is four strings: subject, predicate, object and graph, each spelled as N-Quads spells it; the graph is empty
for the default graph. Working on spelled terms makes canonicalization a matter of sorting strings.
"""

import re

from wallet.errors import MalformedError

Quad = tuple[str, str, str, str]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = f"<{RDF}type>"
RDF_FIRST = f"<{RDF}first>"
RDF_REST = f"<{RDF}rest>"
RDF_NIL = f"<{RDF}nil>"

_MUST_ESCAPE = re.compile('[\x00-\x1f"\\\\\x7f]')
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f"}
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LONG = {short[1]: plain for plain, short in _SHORT.items()} | {"'": "'"}

_IRI = r'<(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>'
_BLANK = r"_:[^\s<>\"\\]+"
_LITERAL = r'"(?:[^"\\\n\r]|\\.)*"(?:\^\^' + _IRI + r"|@[A-Za-z]+(?:-[A-Za-z0-9]+)*)?"
_NODE = rf"{_IRI}|{_BLANK}"
_LINE = re.compile(rf"[ \t]*({_NODE})[ \t]*({_IRI})[ \t]*({_NODE}|{_LITERAL})[ \t]*({_NODE})?[ \t]*\.[ \t]*(?:#.*)?")


def escape(text: str) -> str:
    """Return ``text`` as it stands between the quotes of a canonical literal (RDFC-1.0 section 5)."""
    if _MUST_ESCAPE.search(text) is None:
        return text
    return _MUST_ESCAPE.sub(lambda found: _SHORT.get(found.group()) or f"\\u{ord(found.group()):04X}", text)


def _unescape_one(found: re.Match[str]) -> str:
    four, eight, short = found.groups()
    if short is not None:
        if short not in _LONG:
            raise MalformedError("format.nquads")
        return _LONG[short]
    code = int(four or eight, 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise MalformedError("format.nquads")
    return chr(code)


def unescape(text: str) -> str:
    """Return the text that an escaped literal stands for.

    Raises:
        MalformedError: ``format.nquads``.
    """
    return _ESCAPED.sub(_unescape_one, text) if "\\" in text else text


def _canonical_term(term: str) -> str:
    if "\\" not in term and term[:1] != '"':
        return term
    if term[0] != '"':
        return unescape(term)
    end = term.rindex('"')
    suffix = unescape(term[end + 1 :])
    if suffix == f"^^<{XSD}string>":
        suffix = ""
    return f'"{escape(unescape(term[1:end]))}"{suffix}'


def line(quad: Quad) -> str:
    """Return the canonical line of a quad, with its line feed."""
    subject, predicate, value, graph = quad
    return f"{subject} {predicate} {value} {graph} .\n" if graph else f"{subject} {predicate} {value} .\n"


def parse(text: str) -> list[Quad]:
    """Return the quads of an N-Quads document, each term in its canonical spelling.

    Raises:
        MalformedError: ``format.nquads`` with the number of the line.
    """
    quads: list[Quad] = []
    for number, row in enumerate(re.split(r"\r\n|[\r\n]", text), 1):
        if not row.strip(" \t") or row.lstrip(" \t").startswith("#"):
            continue
        found = _LINE.fullmatch(row)
        if found is None:
            raise MalformedError("format.nquads", {"line": str(number)})
        subject, predicate, value, graph = (_canonical_term(term or "") for term in found.groups())
        quads.append((subject, predicate, value, graph))
    return quads
