"""Active contexts, compiled once by PyLD and kept: what each word of a document stands for at each place.

PyLD does the context processing of JSON-LD 1.1 (API section 4.1). It spends most of its time doing that again and
again; here every result hangs on the context it started from (by URL list, by term, by type), so that a second
credential of the same kind costs no context processing at all.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from pyld.jsonld import JsonLdProcessor

from wallet.errors import MalformedError, UnsafeInputError, UnsignedContentError, UnsupportedError, WalletError
from wallet.verification.canonicalization import displayed_terms
from wallet.verification.canonicalization.contexts import ContextSet
from wallet.verification.canonicalization.displayed_terms import Terms, Vocabulary
from wallet.verification.canonicalization.pyld_seam import (
    BASE,
    PYLD_ERRORS,
    UNDEFINED,
    Resolver,
    context_error,
    refuse_import,
    wallet_cause,
    warnings_refuse,
)

# What jsonld.js calls an absolute IRI, with the white space of JavaScript and of Python.
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+\-.]*:[^\s\ufeff]*\Z")
_KEYWORD_LIKE = re.compile(r"@[A-Za-z]+\Z")
_IRI_ESCAPE = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_MAX_CONTEXTS = 1500
"""Active contexts kept per engine before it starts afresh; the bundled vocabularies need some hundred."""

_MAX_WORDS = 4000
"""Words kept per active context; a document may bring any number of its own."""

_MAX_LISTED = 64
"""Contexts in one ``@context``; processing them costs time whether or not they say anything new."""

_MAX_OWN = 500
"""Contexts that one document may bring itself, each of which is processed anew."""


class Kind(Enum):
    """What a key of an object stands for."""

    PROPERTY = auto()
    ID = auto()
    TYPE = auto()
    CONTEXT = auto()
    VALUE = auto()
    LANGUAGE = auto()
    DIRECTION = auto()
    LIST = auto()
    SET = auto()
    NEST = auto()
    DROPPED = auto()
    GENERAL = auto()


class Container(Enum):
    """How the values of a property are held together."""

    NONE = auto()
    LIST = auto()
    LANGUAGE = auto()
    GRAPH = auto()


_KEYWORDS = {
    "@id": Kind.ID,
    "@type": Kind.TYPE,
    "@value": Kind.VALUE,
    "@language": Kind.LANGUAGE,
    "@direction": Kind.DIRECTION,
    "@list": Kind.LIST,
    "@set": Kind.SET,
    "@nest": Kind.NEST,
}


@dataclass(frozen=True, slots=True)
class Term:
    """What a key stands for in one active context. ``predicate`` and ``coercion`` are N-Quads IRIs or keywords.

    ``misleading`` is the IRI of a word whose meaning the document itself chose (``displayed_terms``); it matters only
    where the word is used, since a key is also looked up in contexts that do not apply to it in the end.
    """

    kind: Kind
    predicate: str = ""
    coercion: str | None = None
    language: str | None = None
    direction: str | None = None
    container: Container = Container.NONE
    scoped: bool = False
    misleading: str = ""


_DROPPED = Term(Kind.DROPPED)
_GENERAL = Term(Kind.GENERAL)
_CONTEXT = Term(Kind.CONTEXT)
_CONTAINERS: dict[tuple[str, ...], Container] = {
    (): Container.NONE,
    ("@list",): Container.LIST,
    ("@language",): Container.LANGUAGE,
    ("@graph",): Container.GRAPH,
}


class GeneralCaseError(Exception):
    """Something the quick way does not do; the general way takes over. Never leaves this package."""


class GuardNeededError(Exception):
    """The document brings a context of its own; start again under the rule of displayed terms."""


def spell_iri(iri: str) -> str:
    """Return an IRI as an N-Quads term; characters that may not stand in one are escaped as rdf-canonize does."""
    if _IRI_ESCAPE.search(iri) is not None:
        iri = _IRI_ESCAPE.sub(lambda found: f"\\u{ord(found.group()):04X}", iri)
    return f"<{iri}>"


def is_absolute(iri: str) -> bool:
    """Tell whether an IRI has a scheme and no white space, other than by the base that stands for none."""
    return _ABSOLUTE.match(iri) is not None and not iri.startswith(UNDEFINED)


class _Terms(dict[str, Term]):
    """What each key stands for in one active context, found out when it is first asked for."""

    __slots__ = ("_active",)

    def __init__(self, active: "Active") -> None:
        super().__init__()
        self._active = active

    def __missing__(self, key: str) -> Term:
        if len(self) > _MAX_WORDS:
            self.clear()
        found = self[key] = self._active.define(key)
        return found


class Active:
    """One active context with everything that was found out about it."""

    __slots__ = ("_held", "_iris", "_scoped", "_typed", "_urls", "ctx", "engine", "previous", "terms")

    def __init__(self, engine: "Engine", ctx: Any, previous: "Active | None" = None) -> None:
        """Wrap what PyLD made; ``previous`` is where a type-scoped context falls back to."""
        self.engine = engine
        self.ctx = ctx
        self.previous = previous
        self.terms = _Terms(self)
        self._iris: dict[str, str] = {}
        self._scoped: dict[tuple[str, int], Active] = {}
        self._held: list[Any] = []
        self._typed: dict[tuple[str, int], Active] = {}
        self._urls: dict[tuple[str, ...], Active] = {}

    def define(self, key: str) -> Term:
        """Return what ``key`` of an object stands for here; ``terms[key]`` remembers it."""
        if key == "@context":
            return _CONTEXT
        iri = self.engine.expand_word(self.ctx, key)
        if iri is None:
            return _DROPPED
        found = self._meaning(key, iri)
        if self.engine.misleading(key, iri):
            return replace(found, misleading=iri)
        return found

    def _meaning(self, key: str, iri: str) -> Term:
        if iri.startswith("@"):
            kind = _KEYWORDS.get(iri)
            return Term(kind) if kind is not None else _GENERAL
        if not is_absolute(iri):
            # Relative, or a blank node as predicate: neither is part of RDF.
            return _DROPPED
        return self._property(key, iri)

    def _property(self, key: str, iri: str) -> Term:
        mapping = self.ctx["mappings"].get(key) or {}
        containers = tuple(sorted(item for item in mapping.get("@container") or () if item != "@set"))
        container = _CONTAINERS.get(containers)
        coercion = mapping.get("@type")
        if container is None or mapping.get("reverse") or "@index" in mapping:
            return _GENERAL
        if coercion is not None and not coercion.startswith("@"):
            if not is_absolute(coercion):
                return _GENERAL
            coercion = spell_iri(coercion)
        return Term(
            Kind.PROPERTY,
            predicate=spell_iri(iri),
            coercion=coercion,
            language=mapping.get("@language", self.ctx.get("@language")),
            direction=mapping.get("@direction", self.ctx.get("@direction")),
            container=container,
            scoped="@context" in mapping,
        )

    def type_iri(self, name: str) -> str:
        """Return the N-Quads IRI of a type or another word of the vocabulary.

        Raises:
            UnsignedContentError: ``proof.content_unsigned_type`` where it stands for nothing.
            GeneralCaseError: it is a blank node.
        """
        found = self._iris.get(name)
        if found is None:
            iri = self.engine.expand_word(self.ctx, name)
            if iri is not None and iri.startswith("_:"):
                raise GeneralCaseError
            if iri is None or not is_absolute(iri):
                raise UnsignedContentError("proof.content_unsigned_type", {"term": name})
            self.engine.check_word(name, iri)
            if len(self._iris) > _MAX_WORDS:
                self._iris.clear()
            found = self._iris[name] = spell_iri(iri)
        return found

    def node_iri(self, value: str) -> str:
        """Return the N-Quads term of an identifier, which is never resolved against a base.

        Raises:
            UnsignedContentError: ``proof.content_unsigned_id`` where it is relative.
        """
        if value.startswith("_:"):
            return self.engine.blank(value)
        iri: str | None = value
        if value.partition(":")[0] in self.ctx["mappings"] or value.startswith("@"):
            iri = self.engine.expand_identifier(self.ctx, value)
        if iri is None or not is_absolute(iri):
            raise UnsignedContentError("proof.content_unsigned_id", {"term": value})
        return spell_iri(iri)

    def _child(self, ctx: Any) -> "Active":
        if ctx is self.ctx:
            return self
        before = ctx.get("previousContext")
        if before is None:
            return Active(self.engine, ctx)
        if before is self.ctx:
            return Active(self.engine, ctx, self)
        if self.previous is not None and before is self.previous.ctx:
            return Active(self.engine, ctx, self.previous)
        return Active(self.engine, ctx, Active(self.engine, before))

    def _processed(self, local: Any, *, override: bool = False, propagate: bool = True) -> "Active":
        return self._child(self.engine.process(self.ctx, local, override=override, propagate=propagate))

    def scoped(self, key: str, lookup: "Active") -> "Active":
        """Return this context with the property-scoped context that ``lookup`` has for ``key`` (section 5.1.2 step 8).

        The two differ where a type-scoped context was left on the way.
        """
        mapping = lookup.ctx["mappings"][key]
        cached = (key, id(mapping))
        found = self._scoped.get(cached)
        if found is None:
            self.engine.count()
            found = self._processed(mapping["@context"], override=True)
            # The mapping is kept alive with the context, since its identity is part of the key.
            self._scoped[cached] = found
            self._held.append(mapping)
        return found

    def typed(self, name: str, lookup: "Active") -> "Active":
        """Return this context with the type-scoped context that ``lookup`` has for a type (step 11)."""
        mapping = lookup.ctx["mappings"].get(name)
        if mapping is None or "@context" not in mapping:
            return self
        if mapping["@context"] in (None, False):
            raise GeneralCaseError
        key = (name, id(mapping))
        found = self._typed.get(key)
        if found is None:
            self.engine.count()
            found = self._typed[key] = self._processed(mapping["@context"], propagate=False)
            self._held.append(mapping)
        return found

    def local(self, context: Any) -> "Active":
        """Return this context with a context that stands in the document (step 9).

        Raises:
            GuardNeededError: it is not bundled, and the engine is not the guarded one.
        """
        entries = context if isinstance(context, list) else [context]
        if any(isinstance(entry, dict) and "@context" in entry for entry in entries):
            raise MalformedError("format.jsonld_context", {"url": "", "reason": "keyword redefinition"})
        if all(isinstance(entry, str) for entry in entries):
            return self._listed(tuple(entries))
        self.engine.admit(entries)
        refuse_import(context)
        if any(isinstance(entry, dict) and "@propagate" in entry for entry in entries):
            # It counts for the list as a whole, and only in the first place.
            return self._processed(context)
        active, urls = self, []
        for entry in entries:
            if isinstance(entry, str):
                urls.append(entry)
                continue
            if urls:
                active, urls = active._listed(tuple(urls)), []
            active = active._processed(entry)
        return active._listed(tuple(urls)) if urls else active

    def _listed(self, urls: tuple[str, ...]) -> "Active":
        """Return this context with contexts that are named by URL, which are processed once."""
        found = self._urls.get(urls)
        if found is None:
            self.engine.admit(urls)
            if len(self._urls) > _MAX_LISTED:
                self._urls.clear()
            self.engine.count()
            found = self._urls[urls] = self._processed(list(urls))
        return found


class Engine(JsonLdProcessor):  # type: ignore[misc]
    """Processes contexts of one ``ContextSet``, under the rules of ``displayed_terms`` or not.

    Not thread-safe. ``guard`` is the vocabulary that words are checked against in documents with a context of their
    own. ``spellings`` says for known IRIs how they must be written; with it, what hides a part of a document from
    readers of its JSON is refused. Both are nothing where only JSON-LD itself is of interest.
    """

    def __init__(
        self, contexts: ContextSet, *, guard: Vocabulary | None = None, spellings: Terms | None = None
    ) -> None:
        """Start with nothing compiled."""
        super().__init__()
        self.contexts = contexts
        self.guard = guard
        self.spellings = spellings
        self._kept = 0
        self._own = 0
        self._root: Active | None = None

    def start(self) -> Active:
        """Return the context before any ``@context``, for a new document."""
        self._own = 0
        return self.root

    def options(self) -> dict[str, Any]:
        """Return the options that PyLD wants handed around."""
        return {
            "base": BASE,
            "processingMode": "json-ld-1.1",
            "isFrame": False,
            "keepFreeFloatingNodes": False,
            "rdfDirection": "i18n-datatype",
            "produceGeneralizedRdf": False,
            "contextResolver": Resolver(self.contexts),
        }

    @property
    def root(self) -> Active:
        """The context before any ``@context``; everything compiled hangs on it."""
        if self._root is None or self._kept > _MAX_CONTEXTS:
            self._kept = 0
            self._root = Active(self, self._get_initial_context(self.options()))
        return self._root

    def count(self) -> None:
        """Note that one more active context is kept."""
        self._kept += 1

    def blank(self, label: str) -> str:
        """Return the N-Quads label of a blank node that the document names itself."""
        # Canonicalization gives every blank node a new label; only equality counts, and the text must stay one token.
        return "_:d" + label[2:].encode("utf-8", "surrogatepass").hex()

    def admit(self, entries: Any) -> None:
        """Ask for the guarded engine where a context in the document is not a bundled one.

        Raises:
            GuardNeededError: it is not, and this engine is not guarded.
            UnsafeInputError: ``format.unsafe_contexts`` where a document brings more than any document needs.
        """
        if len(entries) > _MAX_LISTED:
            raise UnsafeInputError("format.unsafe_contexts")
        if any(not isinstance(entry, str) for entry in entries):
            self._own += 1
            if self._own > _MAX_OWN:
                raise UnsafeInputError("format.unsafe_contexts")
        if self.guard is None and any(
            not isinstance(entry, str) or self.contexts.is_pinned_by_person(entry) for entry in entries
        ):
            raise GuardNeededError

    def expand_word(self, ctx: Any, word: str) -> str | None:
        """Return what a key or type expands to: an IRI, a keyword, something relative, or nothing."""
        if _KEYWORD_LIKE.match(word) and word not in _KNOWN_KEYWORDS:
            return None
        iri: str | None = self._expand_iri(ctx, word, vocab=True)
        return iri

    def misleading(self, word: str, iri: str) -> bool:
        """Tell whether ``word`` hides a known meaning, or the document gave it one that can mislead."""
        return self._hides(word, iri) or self._changes(word, iri)

    def _hides(self, word: str, iri: str) -> bool:
        if self.spellings is None or word in self.spellings.get(iri, (word,)):
            return False
        pinned = self.guard.pinned.get(word, ()) if self.guard is not None else ()
        return iri not in pinned or displayed_terms.is_decisive(iri)

    def _changes(self, word: str, iri: str) -> bool:
        return self.guard is not None and not self.guard.permits(word, iri)

    def check_word(self, word: str, iri: str) -> None:
        """Refuse a word whose meaning can mislead.

        Raises:
            UnsupportedError: ``proof.unsupported_spelling``, ``proof.unsupported_context_term``.
        """
        if self._hides(word, iri):
            raise UnsupportedError("proof.unsupported_spelling", {"term": word, "iri": iri})
        if self._changes(word, iri):
            raise UnsupportedError("proof.unsupported_context_term", {"term": word, "iri": iri})

    def expand_identifier(self, ctx: Any, value: str) -> str | None:
        """Return what an identifier expands to without a base."""
        if value.startswith("@"):
            return None
        iri: str | None = self._expand_iri(ctx, value)
        return iri

    def process(self, ctx: Any, local: Any, *, override: bool = False, propagate: bool = True) -> Any:
        """Return the active context after ``local`` (API section 4.1).

        Raises:
            MalformedError: ``format.jsonld_context``, with what JSON-LD calls the error in ``facts["reason"]``.
            UnsupportedError: ``proof.unsupported_context``.
        """
        try:
            with warnings_refuse():
                return self._process_context(
                    ctx, local, self.options(), override_protected=override, propagate=propagate
                )
        except WalletError:
            raise
        except PYLD_ERRORS as error:
            raise wallet_cause(error) or context_error(error) from None
        except RecursionError:
            raise UnsafeInputError("format.unsafe_depth") from None


_KNOWN_KEYWORDS = frozenset(
    f"@{word}"
    for word in (
        *("base", "container", "context", "default", "direction", "embed", "explicit", "graph", "id", "import"),
        *("included", "index", "json", "language", "list", "nest", "none", "null", "omitDefault", "prefix", "preserve"),
        *("propagate", "protected", "requireAll", "reverse", "set", "type", "value", "version", "vocab"),
    )
)
