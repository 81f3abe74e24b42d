"""JSON-LD to quads through PyLD, for the shapes that the quick way leaves out; as strict as jsonld.js in safe mode.

PyLD drops what does not expand and resolves relative IRIs against a base. Here every drop is caught where it happens,
and the base is one that no document uses, so that what was relative shows in the result.
"""

from collections.abc import Iterator
from typing import Any

from pyld.identifier_issuer import IdentifierIssuer
from pyld.jsonld import JsonLdProcessor

from wallet.errors import MalformedError, UnsafeInputError, UnsignedContentError, UnsupportedError, WalletError
from wallet.model.secured import JsonObject
from wallet.verification.canonicalization import displayed_terms
from wallet.verification.canonicalization.compiled import Engine, is_absolute, spell_iri
from wallet.verification.canonicalization.literals import json_literal, language_tag, literal
from wallet.verification.canonicalization.nquads import Quad
from wallet.verification.canonicalization.pyld_seam import (
    BASE,
    PYLD_ERRORS,
    UNDEFINED,
    context_error,
    refuse_import,
    wallet_cause,
    warnings_refuse,
)

_OBJECT_KEYWORDS = frozenset(
    {"@id", "@type", "@value", "@list", "@set", "@nest", "@language", "@direction", "@index"}
    | {"@graph", "@included", "@reverse"}
)
"""Keywords that mean something as the key of an object in a document (JSON-LD 1.1 section 9)."""


_HIDING = frozenset({"@nest", "@graph", "@included", "@reverse", "@set"})
"""Keywords under which a part of a credential is out of sight for whoever reads its JSON."""


class _Expander(JsonLdProcessor):  # type: ignore[misc]
    """PyLD's expansion, which says what it leaves out."""

    def __init__(self, engine: Engine, *, strict: bool) -> None:
        super().__init__()
        self._engine = engine
        self._strict = strict

    def _expand(self, active_ctx: Any, active_property: Any, element: Any, options: Any, **named: Any) -> Any:
        found = super()._expand(active_ctx, active_property, element, options, **named)
        if self._strict and found is None and element is not None:
            raise UnsignedContentError("proof.content_unsigned_value", {"term": str(active_property or "@graph")})
        return found

    def _expand_object(
        self,
        active_ctx: Any,
        active_property: Any,
        expanded_active_property: Any,
        element: Any,
        expanded_parent: Any,
        options: Any,
        inside_list: Any = False,
        type_key: Any = None,
        type_scoped_ctx: Any = None,
    ) -> None:
        if self._strict:
            kinds = [self._check_key(active_ctx, type_scoped_ctx, key, value) for key, value in element.items()]
            if self._engine.spellings is not None and kinds.count("@type") > 1:
                raise UnsupportedError("proof.unsupported_nesting", {"term": "@type"})
        super()._expand_object(
            active_ctx,
            active_property,
            expanded_active_property,
            element,
            expanded_parent,
            options,
            inside_list,
            type_key,
            type_scoped_ctx,
        )

    def _check_key(self, active_ctx: Any, type_scoped_ctx: Any, key: str, value: Any) -> str:
        """Return what a key stands for, or refuse it."""
        if key == "@context":
            return key
        iri = self._engine.expand_word(active_ctx, key)
        if iri is None or (not iri.startswith("@") and not is_absolute(iri)):
            raise UnsignedContentError("proof.content_unsigned_term", {"term": key})
        if iri.startswith("@") and iri not in _OBJECT_KEYWORDS:
            raise MalformedError("format.jsonld_value", {"term": key})
        self._engine.check_word(key, iri)
        if self._engine.spellings is not None and iri in _HIDING:
            raise UnsupportedError("proof.unsupported_nesting", {"term": key})
        if not iri.startswith("@") and self._engine.spellings is not None:
            self._refuse_lists_in_lists(active_ctx, key, value)
        if iri == "@nest":
            self._check_nest(active_ctx, key, value)
        if iri == "@type":
            if value is None:
                raise MalformedError("format.jsonld_value", {"term": key})
            self._check_words(type_scoped_ctx or active_ctx, value)
        return str(iri)

    def _refuse_lists_in_lists(self, active_ctx: Any, key: str, value: Any) -> None:
        if not isinstance(value, list) or not any(isinstance(item, list) for item in value):
            return
        ordered = "@list" in (self.get_context_value(active_ctx, key, "@container") or ())
        if not ordered and self.get_context_value(active_ctx, key, "@type") != "@json":
            raise UnsupportedError("proof.unsupported_nesting", {"term": key})

    def _check_nest(self, active_ctx: Any, key: str, value: Any) -> None:
        # Which contexts a type inside a nest brings in, processors in use do not agree.
        scoped = self.get_context_value(active_ctx, key, "@context") is not None
        for held in value if isinstance(value, list) else [value]:
            names = held if isinstance(held, dict) else {}
            if scoped or any(self._engine.expand_word(active_ctx, name) == "@type" for name in names):
                raise UnsupportedError("proof.unsupported_nesting", {"term": key})
            if "@context" in names:
                raise UnsupportedError("proof.unsupported_nesting", {"term": key})

    def _check_words(self, active_ctx: Any, value: Any) -> None:
        for word in value if isinstance(value, list) else [value]:
            iri = self._engine.expand_word(active_ctx, word) if isinstance(word, str) else None
            if iri is None:
                continue
            if iri.startswith("@") and iri != "@json":
                raise UnsignedContentError("proof.content_unsigned_type", {"term": word})
            self._engine.check_word(word, iri)

    def _expand_value(self, active_ctx: Any, active_property: Any, value: Any, options: Any) -> Any:
        if self._strict and self.get_context_value(active_ctx, active_property, "@type") == "@vocab":
            self._check_words(active_ctx, value)
        return super()._expand_value(active_ctx, active_property, value, options)


def _is_node(value: Any) -> bool:
    return isinstance(value, str) and (value.startswith("_:") or is_absolute(value))


def _shown(value: Any) -> str:
    return str(value).replace(BASE, "").replace(UNDEFINED, "")[:200]


def _check_node(node: dict[str, Any], *, in_graph: bool) -> None:
    if "@index" in node:
        # The keys of an index are shown to people and signed by nobody.
        raise UnsignedContentError("proof.content_unsigned_index", {"term": str(node["@index"])})
    if "@set" in node or ("@list" in node and len(node) > 1):
        raise MalformedError("format.jsonld_value", {"term": "@set"})
    if "@language" in node:
        language_tag(node["@language"])
    if in_graph and (set(node) <= {"@id"} or "@value" in node or "@list" in node):
        raise UnsignedContentError("proof.content_unsigned_node", {"term": str(node.get("@id", "{}"))})


def _check_iris(node: dict[str, Any]) -> None:
    if "@id" in node and not _is_node(node["@id"]):
        raise UnsignedContentError("proof.content_unsigned_id", {"term": _shown(node["@id"])})
    for name in () if "@value" in node else node.get("@type", ()):
        if not _is_node(name):
            raise UnsignedContentError("proof.content_unsigned_type", {"term": _shown(name)})
    for key in node:
        if not key.startswith("@") and not is_absolute(key):
            raise UnsignedContentError("proof.content_unsigned_term", {"term": _shown(key)})


def _check(value: Any, *, in_graph: bool, depth: int = 0) -> None:
    """Refuse in an expanded document what jsonld.js refuses in safe mode and PyLD lets pass."""
    if depth > 200:
        raise UnsafeInputError("format.unsafe_depth")
    if isinstance(value, list):
        for item in value:
            _check(item, in_graph=in_graph, depth=depth + 1)
    elif isinstance(value, dict):
        _check_node(value, in_graph=in_graph)
        _check_iris(value)
        for key, held in value.items():
            if key != "@value":
                _check(held, in_graph=key == "@graph", depth=depth + 1)


def _check_root(expanded: Any) -> None:
    """Refuse a document that says more about itself in a second place, where nobody looks."""
    root = expanded[0].get("@id") if isinstance(expanded, list) and expanded else None
    stack = list(expanded[0].values()) if root is not None else []
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(value)
        elif isinstance(value, dict):
            if value.get("@id") == root and any(map(displayed_terms.is_of_credential, value)):
                raise UnsupportedError("proof.unsupported_nesting", {"term": str(root)})
            stack.extend(held for key, held in value.items() if key not in ("@value", "@graph"))


def _check_described_twice(expanded: Any) -> None:
    """Refuse a list in which one node is described by two objects, as the quick way does."""
    stack = [expanded]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            names = [item["@id"] for item in value if isinstance(item, dict) and "@id" in item]
            described = {item["@id"] for item in value if isinstance(item, dict) and "@id" in item and len(item) > 1}
            twice = next((name for name in described if names.count(name) > 1), None)
            if twice is not None:
                raise UnsupportedError("proof.unsupported_nesting", {"term": _shown(twice)})
            stack.extend(value)
        elif isinstance(value, dict):
            stack.extend(held for key, held in value.items() if key not in ("@value", "@list"))


def _literal(item: dict[str, Any]) -> str:
    value, datatype = item["@value"], item.get("@type")
    if datatype == "@json":
        return json_literal(value)
    tag = item.get("@language")
    return literal(
        value,
        datatype=None if datatype is None else spell_iri(datatype),
        language=None if tag is None else language_tag(tag),
        direction=item.get("@direction"),
    )


class _Writer(JsonLdProcessor):  # type: ignore[misc]
    """PyLD's way from a node map to triples, with our literals."""

    def _object_to_rdf(self, item: Any, issuer: Any, triples: Any, options: Any) -> Any:
        if isinstance(item, dict) and "@value" in item:
            return {"type": "literal", "value": _literal(item)}
        return super()._object_to_rdf(item, issuer, triples, options)

    def _list_to_rdf(self, list_: Any, issuer: Any, triples: Any, options: Any) -> Any:
        # PyLD empties the list it is given; node maps may hold it twice.
        return super()._list_to_rdf(list(list_), issuer, triples, options)

    def quads(self, expanded: Any, options: dict[str, Any]) -> Iterator[Quad]:
        """Return the quads of an expanded document."""
        issuer = IdentifierIssuer("_:b")
        node_map: dict[str, Any] = {"@default": {}}
        self._create_node_map(expanded, node_map, "@default", issuer)
        for name, graph in sorted(node_map.items()):
            label = "" if name == "@default" else _spell(name)
            for triple in self._graph_to_rdf(graph, issuer, options):
                value = triple["object"]
                if value is None:
                    continue
                spelled = value["value"] if value["type"] == "literal" else _spell(value["value"])
                yield _spell(triple["subject"]["value"]), _spell(triple["predicate"]["value"]), spelled, label


def _spell(value: str) -> str:
    return value if value.startswith("_:") else spell_iri(value)


def _absolute(quad: Quad) -> bool:
    return not any(f"<{UNDEFINED}" in term or (term[:1] == "<" and not is_absolute(term[1:-1])) for term in quad)


def _expand(document: JsonObject, engine: Engine, *, strict: bool) -> tuple[Any, dict[str, Any]]:
    options = engine.options()
    expander = _Expander(engine, strict=strict)
    return expander.expand(document, options), options


def to_quads(document: JsonObject, engine: Engine, *, strict: bool = True) -> list[Quad]:
    """Return the quads of ``document``; what is not ``strict`` leaves out what stands for nothing.

    Raises:
        UnsignedContentError, UnsupportedError, MalformedError, UnsafeInputError: as ``jsonld.to_quads``.
    """
    if strict:
        engine.start()
        _admit(document, engine)
    try:
        with warnings_refuse():
            expanded, options = _expand(document, engine, strict=strict)
        if strict:
            _check(expanded, in_graph=True)
            if engine.spellings is not None:
                _check_root(expanded)
                _check_described_twice(expanded)
        quads = list(_Writer().quads(expanded, options))
    except WalletError:
        raise
    except RecursionError:
        raise UnsafeInputError("format.unsafe_depth") from None
    except PYLD_ERRORS as error:
        raise wallet_cause(error) or context_error(error) from None
    if strict:
        for quad in quads:
            if not _absolute(quad):
                raise UnsignedContentError("proof.content_unsigned_id", {"term": _relative_part(quad)})
        return quads
    return [quad for quad in quads if _absolute(quad)]


def _relative_part(quad: Quad) -> str:
    for term in quad:
        if UNDEFINED in term:
            return _shown(term).strip("<>")
    return quad[2]


def _admit(value: Any, engine: Engine, depth: int = 0) -> None:
    """Ask for the guarded engine, and refuse @import, wherever the document has a context of its own."""
    if depth > 200:
        raise UnsafeInputError("format.unsafe_depth")
    if isinstance(value, dict):
        if "@context" in value:
            context = value["@context"]
            engine.admit(context if isinstance(context, list) else [context])
            refuse_import(context)
        for held in value.values():
            _admit(held, engine, depth + 1)
    elif isinstance(value, list):
        for held in value:
            _admit(held, engine, depth + 1)
