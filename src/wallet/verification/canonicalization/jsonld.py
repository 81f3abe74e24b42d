"""JSON-LD 1.1 to RDF quads, strictly: whatever would not become part of the signed graph is refused by name.

``to_quads`` reads the shapes that credentials and presentations have, directly into quads, with contexts that were
compiled once (``compiled``). What it does not know it hands to ``jsonld_general``, which is slower and equally
strict. A document that brings a context of its own is read under the rule of displayed terms.

The base IRI is null: a relative identifier is not part of RDF and therefore refused.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from wallet.errors import MalformedError, UnsafeInputError, UnsignedContentError, UnsupportedError
from wallet.model.secured import JsonObject
from wallet.verification.canonicalization import displayed_terms, jsonld_general
from wallet.verification.canonicalization.compiled import (
    Active,
    Container,
    Engine,
    GeneralCaseError,
    GuardNeededError,
    Kind,
    Term,
)
from wallet.verification.canonicalization.contexts import ContextSet, spellings
from wallet.verification.canonicalization.literals import json_literal, language_tag, literal, quoted
from wallet.verification.canonicalization.nquads import RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE, Quad

_MAX_DEPTH = 100
_ID, _TYPE, _VALUE, _PROPERTY, _SINGLE = Kind.ID, Kind.TYPE, Kind.VALUE, Kind.PROPERTY, Container.NONE
"""Looked up for every key of every object; a member of an enumeration costs more to find than a name of this module."""
_VALUE_KEYS = 5
"""The most keys that a value, list or set object can have (JSON-LD 1.1 sections 9.5 and 9.7)."""


def _malformed(term: str) -> MalformedError:
    return MalformedError("format.jsonld_value", {"term": term})


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class _Reader:
    """One document on its way to quads (API sections 5.1.2 Expansion, 8.1.2 Deserialize JSON-LD to RDF)."""

    __slots__ = ("_blanks", "_depth", "_names", "_root", "quads")

    def __init__(self, names: Mapping[int, str] | None = None) -> None:
        self.quads: list[Quad] = []
        self._blanks = 0
        self._depth = 0
        self._names = names
        self._root: str | None = None

    def _blank(self, holder: object = None, part: str = "") -> str:
        """Return a label for the node, graph or cell that ``holder`` stands for: its name, or a new one."""
        name = None if self._names is None else self._names.get(id(holder))
        if name is not None:
            return f"_:{name}{part}"
        self._blanks += 1
        return f"_:n{self._blanks}"

    # -- which context reads an object

    @staticmethod
    def _reverted(active: Active, element: JsonObject) -> Active:
        """Leave a type-scoped context, except for a value object or a mere reference (step 7)."""
        if active.previous is None:
            return active
        terms = active.terms
        for key in element:
            kind = terms[key].kind
            if kind is _VALUE or (kind is _ID and len(element) == 1):
                return active
        return active.previous

    @staticmethod
    def _types(active: Active, element: JsonObject) -> list[str]:
        found: list[str] = []
        keys, terms = 0, active.terms
        for key, value in element.items():
            if terms[key].kind is _TYPE:
                keys += 1
                found = _as_list(value)
        if keys > 1:
            if active.engine.spellings is not None:
                # Whoever reads the JSON looks at one of them and misses the types under the other.
                raise UnsupportedError("proof.unsupported_nesting", {"term": "@type"})
            raise GeneralCaseError
        for name in found:
            if not isinstance(name, str):
                raise _malformed("@type")
        return found

    @staticmethod
    def _typed(active: Active, names: list[str]) -> Active:
        lookup = active
        for name in sorted(names):
            active = active.typed(name, lookup)
        return active

    # -- nodes

    def node(self, outer: Active, element: JsonObject, *, graph: str, place: str | None, whole: bool) -> str:
        """Read an object into quads of ``graph`` and return its node.

        ``place`` is the property (as a key) that leads here, for its scoped context. ``whole``: the object stands
        where one without properties of its own is dropped (top level, member of a graph).
        """
        active = outer
        if place is not None:
            active = self._reverted(active, element)
            if outer.terms[place].scoped:
                active = active.scoped(place, outer)
        return self._node_in(active, element, graph=graph, whole=whole)

    def _node_in(self, active: Active, element: JsonObject, *, graph: str, whole: bool) -> str:
        if "@context" in element:
            active = active.local(element["@context"])
        names = self._types(active, element)
        type_active, active = active, self._typed(active, names)
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise UnsafeInputError("format.unsafe_depth")
        subject, entries = self._entries(active, element)
        if whole and not entries and not names:
            raise UnsignedContentError("proof.content_unsigned_node", {"term": subject or "{}"})
        subject = subject or self._blank(element)
        if self._root is None:
            self._root = subject
        elif subject == self._root and not graph and active.engine.spellings is not None:
            self._refuse_second_place(subject, entries)
        for name in names:
            self.quads.append((subject, RDF_TYPE, type_active.type_iri(name), graph))
        for key, term, value in entries:
            self._property(active, subject, key, term, value, graph)
        self._depth -= 1
        return subject

    @staticmethod
    def _refuse_second_place(subject: str, entries: list[tuple[str, Term, Any]]) -> None:
        """Refuse what decides about a credential where it stands in a second object with the same identifier.

        Every reader of the JSON looks for an end or a status in the credential itself and would miss it there.
        """
        for key, term, _ in entries:
            if displayed_terms.is_of_credential(term.predicate):
                raise UnsupportedError("proof.unsupported_nesting", {"term": key, "id": subject.strip("<>")})

    def _entries(self, active: Active, element: JsonObject) -> tuple[str | None, list[tuple[str, Term, Any]]]:
        """Return the identifier of a node and its properties."""
        subject: str | None = None
        entries: list[tuple[str, Term, Any]] = []
        terms = active.terms
        for key, value in element.items():
            term = terms[key]
            kind = term.kind
            if term.misleading:
                active.engine.check_word(key, term.misleading)
            if kind is _PROPERTY:
                if value is not None:
                    entries.append((key, term, value))
            elif kind is _ID:
                if subject is not None:
                    raise _malformed(key)
                subject = self._identifier(active, key, value)
            elif kind is Kind.DROPPED:
                raise UnsignedContentError("proof.content_unsigned_term", {"term": key})
            elif kind is not _TYPE and kind is not Kind.CONTEXT:
                # @nest, @graph, @reverse, @included, a value object where none may stand …
                raise GeneralCaseError
        return subject, entries

    @staticmethod
    def _identifier(active: Active, key: str, value: Any) -> str:
        if not isinstance(value, str):
            raise _malformed(key)
        return active.node_iri(value)

    # -- properties and values

    def _property(self, active: Active, subject: str, key: str, term: Term, value: Any, graph: str) -> None:
        if term.container is _SINGLE and term.coercion != "@json":
            self._add(active, subject, key, term, value, graph)
            return
        if term.coercion == "@json":
            if term.container is not Container.NONE or term.scoped:
                raise GeneralCaseError
            self.quads.append((subject, term.predicate, json_literal(value), graph))
            return
        if term.container is Container.LANGUAGE and isinstance(value, dict):
            values = self._language_map(active, term, value)
        elif term.container is Container.GRAPH:
            values = self._graphs(active, key, value)
        elif term.container is Container.LIST:
            values = iter((self._list(active, key, value, graph),)) if value is not None else iter(())
        else:
            self._add(active, subject, key, term, value, graph)
            return
        for item in values:
            self.quads.append((subject, term.predicate, item, graph))

    def _add(self, active: Active, subject: str, key: str, term: Term, value: Any, graph: str) -> None:
        """Add a statement for each value of a property without a container; most values are plain texts."""
        if isinstance(value, str):
            plain = term.coercion is None and term.language is None and term.direction is None and not term.scoped
            item = quoted(value) if plain else self._scalar(active, key, value)
            self.quads.append((subject, term.predicate, item, graph))
        elif isinstance(value, list):
            before = len(self.quads)
            for item in value:
                if isinstance(item, list) and active.engine.spellings is not None:
                    # Lists in lists are one list to the signature; who reads the JSON may see only its start.
                    raise UnsupportedError("proof.unsupported_nesting", {"term": key})
                self._add(active, subject, key, term, item, graph)
            if len(value) > 1 and active.engine.spellings is not None:
                self._refuse_described_twice(key, value, subject, term.predicate, self.quads[before:])
        elif isinstance(value, dict):
            for item in self._object(active, key, value, graph):
                self.quads.append((subject, term.predicate, item, graph))
        elif value is not None:
            self.quads.append((subject, term.predicate, self._scalar(active, key, value), graph))

    @staticmethod
    def _refuse_described_twice(key: str, items: list[Any], subject: str, predicate: str, quads: list[Quad]) -> None:
        """Refuse a list in which one node is described by two objects.

        To the signature they are one, so whoever holds a credential could cut a part of it off (a grade, a condition)
        and put it where readers of the JSON, who see two things, do not look.
        """
        if not any(isinstance(item, dict) for item in items):
            return
        named = [quad[2] for quad in quads if quad[0] == subject and quad[1] == predicate]
        nodes = [name for name in named if not name.startswith('"')]
        if len(set(nodes)) < len(nodes):
            raise UnsupportedError("proof.unsupported_nesting", {"term": key})

    def _values(self, active: Active, key: str, value: Any, graph: str) -> Iterator[str]:
        if isinstance(value, list):
            for item in value:
                if isinstance(item, list):
                    yield from self._values(active, key, item, graph)
                elif item is not None:
                    yield from self._value(active, key, item, graph)
        elif value is not None:
            yield from self._value(active, key, value, graph)

    def _value(self, active: Active, key: str, value: Any, graph: str) -> Iterator[str]:
        if isinstance(value, dict):
            yield from self._object(active, key, value, graph)
        else:
            yield self._scalar(active, key, value)

    def _object(self, active: Active, key: str, value: JsonObject, graph: str) -> Iterator[str]:
        """Read an object that is the value of a property: a value, list or set object, or a node."""
        inner = self._reverted(active, value)
        if active.terms[key].scoped:
            inner = inner.scoped(key, active)
        if "@context" not in value and len(value) <= _VALUE_KEYS:
            for name in value:
                term = inner.terms[name]
                kind = term.kind
                if kind is _VALUE:
                    yield from self._value_object(inner, value)
                    return
                if kind in (Kind.LIST, Kind.SET):
                    if len(value) > 1 or inner is not active or term.misleading:
                        raise GeneralCaseError
                    if kind is Kind.SET and active.engine.spellings is not None:
                        # To the signature it is as if it were not there; to a reader of the JSON nothing else is.
                        raise UnsupportedError("proof.unsupported_nesting", {"term": name})
                    held = value[name]
                    if kind is Kind.SET:
                        yield from self._values(active, key, held, graph)
                    else:
                        yield self._list(active, key, held, graph)
                    return
        yield self._node_in(inner, value, graph=graph, whole=False)

    def _value_object(self, active: Active, value: JsonObject) -> Iterator[str]:
        found: dict[Kind, Any] = {}
        for name, held in value.items():
            term = active.terms[name]
            kind = term.kind
            if term.misleading:
                active.engine.check_word(name, term.misleading)
            if kind not in (Kind.VALUE, Kind.TYPE, Kind.LANGUAGE, Kind.DIRECTION):
                if kind is Kind.DROPPED:
                    raise UnsignedContentError("proof.content_unsigned_term", {"term": name})
                raise GeneralCaseError
            if kind in found:
                raise _malformed(name)
            found[kind] = held
        if Kind.TYPE in found and (Kind.LANGUAGE in found or Kind.DIRECTION in found):
            raise _malformed("@value")
        yield self._typed_value(active, found)

    @staticmethod
    def _typed_value(active: Active, found: dict[Kind, Any]) -> str:
        value, named, tag = found[Kind.VALUE], found.get(Kind.TYPE), found.get(Kind.LANGUAGE)
        direction = found.get(Kind.DIRECTION)
        if named == "@json":
            return json_literal(value)
        if value is None:
            raise UnsignedContentError("proof.content_unsigned_value", {"term": "@value"})
        if Kind.TYPE in found:
            if not isinstance(named, str) or isinstance(value, (list, dict)):
                raise _malformed("@type")
            return literal(value, datatype=active.type_iri(named))
        if (tag is not None or direction is not None) and not isinstance(value, str):
            raise _malformed("@language")
        if direction not in (None, "ltr", "rtl"):
            raise _malformed("@direction")
        return literal(value, language=None if tag is None else language_tag(tag), direction=direction)

    @staticmethod
    def _scalar(active: Active, key: str, value: Any) -> str:
        term = active.terms[key]
        if term.scoped:
            inner = active.scoped(key, active)
            term = inner.terms[key]
            if term.kind is not Kind.PROPERTY:
                raise GeneralCaseError
            active = inner
        coercion = term.coercion
        if isinstance(value, str):
            if coercion == "@id":
                return active.node_iri(value)
            if coercion == "@vocab":
                return active.type_iri(value)
            if coercion is None or coercion == "@none":
                tag = None if term.language is None else language_tag(term.language)
                return literal(value, language=tag, direction=term.direction)
        if coercion is None or coercion in ("@id", "@vocab", "@none"):
            return literal(value)
        if coercion.startswith("@"):
            raise GeneralCaseError
        return literal(value, datatype=coercion)

    def _language_map(self, active: Active, term: Term, value: JsonObject) -> Iterator[str]:
        if term.scoped:
            raise GeneralCaseError
        for key, held in value.items():
            none = active.engine.expand_word(active.ctx, key) == "@none"
            tag = None if none else language_tag(key)
            for text in _as_list(held):
                if text is None:
                    continue
                if not isinstance(text, str):
                    raise _malformed(key)
                yield literal(text, language=tag, direction=term.direction)

    def _graphs(self, active: Active, key: str, value: Any) -> Iterator[str]:
        """Read each value of a graph container as the one node of a graph of its own (VCDM, ``proof`` and more)."""
        for item in _as_list(value):
            if item is None:
                continue
            if not isinstance(item, dict):
                # A reference alone says nothing inside its graph.
                raise UnsignedContentError("proof.content_unsigned_node", {"term": key})
            graph = self._blank(item, "g")
            self.node(active, item, graph=graph, place=key, whole=True)
            yield graph

    def _list(self, active: Active, key: str, value: Any, graph: str) -> str:
        heads: list[str] = []
        for item in _as_list(value):
            if isinstance(item, list):
                heads.append(self._list(active, key, item, graph))
            elif isinstance(item, dict) and any(active.terms[name].kind is Kind.LIST for name in item):
                raise GeneralCaseError
            elif item is not None:
                heads.extend(self._value(active, key, item, graph))
        if not heads:
            return RDF_NIL
        cells = [self._blank(value, f"c{position}") for position in range(len(heads))]
        for position, (cell, head) in enumerate(zip(cells, heads, strict=True)):
            rest = cells[position + 1] if position + 1 < len(cells) else RDF_NIL
            self.quads.append((cell, RDF_FIRST, head, graph))
            self.quads.append((cell, RDF_REST, rest, graph))
        return cells[0]


@lru_cache(maxsize=8)
def _engine(contexts: ContextSet, guarded: bool) -> Engine:
    return Engine(contexts, guard=contexts.vocabulary() if guarded else None, spellings=spellings())


def read(document: JsonObject, engine: Engine) -> list[Quad]:
    """Return the quads of a document read with one engine.

    Raises:
        GuardNeededError: the document brings a context of its own and the engine is not guarded.
        UnsignedContentError, UnsupportedError, MalformedError, UnsafeInputError: as ``to_quads``.
    """
    reader = _Reader()
    if not isinstance(document, dict):
        raise _malformed("")
    try:
        reader.node(engine.start(), document, graph="", place=None, whole=True)
    except GeneralCaseError:
        return jsonld_general.to_quads(document, engine)
    except RecursionError:
        raise UnsafeInputError("format.unsafe_depth") from None
    return reader.quads


def to_quads(document: JsonObject, contexts: ContextSet) -> list[Quad]:
    """Return the RDF quads of a JSON-LD document, all of it or an error.

    Raises:
        UnsignedContentError: ``proof.content_unsigned_term``, ``…_type``, ``…_id``, ``…_node``, ``…_value``,
            ``…_language``, ``…_index`` with what would be left out in ``facts["term"]``.
        UnsupportedError: ``proof.unsupported_context`` with the URL of a context that is not at hand,
            ``proof.unsupported_context_term`` for a word whose meaning the document itself changed,
            ``proof.unsupported_spelling`` and ``proof.unsupported_nesting`` for what other readers would overlook.
        MalformedError: ``format.jsonld_context``, ``format.jsonld_value``.
        UnsafeInputError: ``format.unsafe_depth``.
    """
    try:
        return read(document, _engine(contexts, False))
    except GuardNeededError:
        return read(document, _engine(contexts, True))


def to_named_quads(document: JsonObject, contexts: ContextSet, names: Mapping[int, str]) -> list[Quad]:
    """Return the quads of a document whose blank nodes are called as ``names`` says for the ``id()`` of each object.

    So the quads of a part of a document can be found again among those of the whole (``selection``).

    Raises:
        UnsupportedError: ``proof.unsupported_nesting`` for shapes that only the general way reads, and as ``to_quads``.
        UnsignedContentError, MalformedError, UnsafeInputError: as ``to_quads``.
    """
    for guarded in (False, True):
        reader = _Reader(names)
        try:
            reader.node(_engine(contexts, guarded).start(), document, graph="", place=None, whole=True)
        except GuardNeededError:
            continue
        except GeneralCaseError:
            raise UnsupportedError("proof.unsupported_nesting") from None
        except RecursionError:
            raise UnsafeInputError("format.unsafe_depth") from None
        return reader.quads
    raise UnsupportedError("proof.unsupported_nesting")


def to_quads_leaving_out(document: JsonObject, contexts: ContextSet) -> list[Quad]:
    """Return the quads that a careless reader would take: what stands for nothing is left out.

    Only for telling "changed" from "says more than was signed"; never for deciding that something is good.

    Raises:
        UnsupportedError, MalformedError, UnsafeInputError: as ``to_quads``.
    """
    return jsonld_general.to_quads(document, Engine(contexts, guard=None), strict=False)
