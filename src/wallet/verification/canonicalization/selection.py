"""Parts of a document by JSON pointer, and which signed statements they are (W3C vc-di-ecdsa section 3.4).

The specification gives every blank node a name of its own, compacts, selects and goes back. Here every object is
named by the place it stands at in the document, so that the quads of a selection carry the same labels as those of
the whole, and no detour is needed.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wallet.errors import MalformedError, UnsupportedError
from wallet.model.secured import JsonObject
from wallet.verification.canonicalization import rdfc
from wallet.verification.canonicalization.contexts import ContextSet
from wallet.verification.canonicalization.nquads import Quad, line
from wallet.verification.keys import multibase

LabelMap = Mapping[str, str]
"""Canonical blank node label (``c14n0``) -> the label that the proof uses, both without ``_:``."""

LabelMaker = Callable[[Sequence[str]], LabelMap]
"""Canonical labels -> the label map of a suite."""

_MAX_POINTERS = 1000
_MAX_TOKENS = 64


def _tokens(pointer: str) -> list[str]:
    """Return the reference tokens of a JSON pointer (RFC 6901)."""
    if not isinstance(pointer, str) or not pointer.startswith("/") or pointer.count("/") > _MAX_TOKENS:
        raise MalformedError("format.json_pointer", {"pointer": str(pointer)[:200]})
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/")]


class _Part(dict[int, Any]):
    """A list of which only some members were chosen, by their index; made dense at the end."""


class Places:
    """A document with a name for each of its objects and lists; the names end up as blank node labels."""

    def __init__(self, document: JsonObject) -> None:
        """Name every object and list of ``document``, which must not change afterwards."""
        self.document = document
        self.names: dict[int, str] = {}
        stack: list[Any] = [document]
        while stack:
            value = stack.pop()
            if isinstance(value, (dict, list)):
                self.names[id(value)] = f"p{len(self.names)}"
                stack.extend(value.values() if isinstance(value, dict) else value)

    def _copy(self, value: Any, names: dict[int, str]) -> Any:
        if isinstance(value, dict):
            made: Any = {key: self._copy(held, names) for key, held in value.items()}
        elif isinstance(value, list):
            made = [self._copy(held, names) for held in value]
        else:
            return value
        names[id(made)] = self.names[id(value)]
        return made

    def _initial(self, source: JsonObject, names: dict[int, str]) -> JsonObject:
        """Return what every selected object shows: its identifier and its types (section 3.4.12)."""
        made: JsonObject = {}
        identifier = source.get("id")
        if isinstance(identifier, str) and not identifier.startswith("_:"):
            made["id"] = identifier
        if "type" in source:
            made["type"] = self._copy(source["type"], names)
        names[id(made)] = self.names[id(source)]
        return made

    def _step(self, value: Any, token: str, pointer: str) -> tuple[Any, Any]:
        if isinstance(value, dict) and token in value:
            return token, value[token]
        if isinstance(value, list) and token.isascii() and token.isdigit() and int(token) < len(value):
            return int(token), value[int(token)]
        raise MalformedError("format.json_pointer", {"pointer": pointer[:200]})

    def _put(self, pointer: str, into: JsonObject, names: dict[int, str]) -> None:
        value: Any = self.document
        chosen: Any = into
        tokens = _tokens(pointer)
        for token in tokens[:-1]:
            key, value = self._step(value, token, pointer)
            if key not in chosen:
                if not isinstance(value, (dict, list)):
                    raise MalformedError("format.json_pointer", {"pointer": pointer[:200]})
                chosen[key] = self._initial(value, names) if isinstance(value, dict) else _Part()
            chosen = chosen[key]
            if isinstance(chosen, list):
                return  # The whole list was chosen before.
        key, value = self._step(value, tokens[-1], pointer)
        chosen[key] = self._copy(value, names)

    def select(self, pointers: Sequence[str]) -> tuple[JsonObject, dict[int, str]] | None:
        """Return the part of the document that ``pointers`` choose, with its names; nothing for no pointers.

        Raises:
            MalformedError: ``format.json_pointer`` with the pointer that leads nowhere.
        """
        if not pointers:
            return None
        if len(pointers) > _MAX_POINTERS:
            raise MalformedError("format.json_pointer", {"pointer": str(len(pointers))})
        names: dict[int, str] = {}
        made = self._initial(self.document, names)
        made = {"@context": self.document["@context"], **made} if "@context" in self.document else made
        names[id(made)] = self.names[id(self.document)]
        # The longest path first would overwrite a whole by its part; shortest first lets the whole win.
        for pointer in sorted(pointers, key=lambda one: str(one).count("/")):
            self._put(pointer, made, names)
        return self._dense(made, names), names

    def _dense(self, value: Any, names: dict[int, str]) -> Any:
        if isinstance(value, _Part):
            return [self._dense(value[position], names) for position in sorted(value)]
        if isinstance(value, dict):
            for key, held in value.items():
                value[key] = self._dense(held, names)
        return value


@dataclass(frozen=True, slots=True)
class Grouped:
    """A document as sorted statements in a suite's labels, and which of them each group of pointers chooses."""

    lines: tuple[str, ...]
    groups: Mapping[str, tuple[int, ...]]
    labels: LabelMap
    quads: tuple[Quad, ...]
    canonical: LabelMap


def relabelled(quads: Sequence[Quad], canonical: LabelMap, labels: LabelMap) -> list[str]:
    """Return lines with each blank node called what ``labels`` calls its canonical label.

    Raises:
        UnsupportedError: ``proof.unsupported_selection`` for a node that the whole document does not have.
    """
    try:
        names = {node: "_:" + labels[label] for node, label in canonical.items()}
        return [line(quad) for quad in rdfc.relabel(quads, names)]
    except KeyError:
        raise UnsupportedError("proof.unsupported_selection") from None


def canonical_labels(quads: Sequence[Quad]) -> tuple[list[Quad], dict[str, str]]:
    """Return the distinct quads and, for each blank node, its canonical label without ``_:``.

    Raises:
        UnsafeInputError: ``format.unsafe_graph``.
    """
    distinct, issued = rdfc.issued_labels(quads)
    return distinct, {node: label[2:] for node, label in issued.items()}


def group(
    document: JsonObject, pointers: Mapping[str, Sequence[str]], contexts: ContextSet, make_labels: LabelMaker
) -> Grouped:
    """Return the statements of a document, and for each named set of pointers the indexes of the chosen ones.

    Raises:
        MalformedError: ``format.json_pointer``.
        UnsupportedError: ``proof.unsupported_selection`` where part of a list is chosen, and as ``jsonld.to_quads``.
        UnsignedContentError, UnsafeInputError: as ``jsonld.to_quads``.
    """
    places = Places(document)
    # Loaded when it is needed: see ``cryptosuites.suite.Reading.quads``.
    from wallet.verification.canonicalization import jsonld

    quads, canonical = canonical_labels(jsonld.to_named_quads(document, contexts, places.names))
    labels = make_labels(list(canonical.values()))
    lines = sorted(relabelled(quads, canonical, labels))
    position = {text: index for index, text in enumerate(lines)}
    groups: dict[str, tuple[int, ...]] = {}
    for name, chosen in pointers.items():
        part = places.select(chosen)
        found: set[int] = set()
        if part is not None:
            for quad in jsonld.to_named_quads(part[0], contexts, part[1]):
                (text,) = relabelled([quad], _known(quad, canonical), labels)
                if text not in position:
                    raise UnsupportedError("proof.unsupported_selection")
                found.add(position[text])
        groups[name] = tuple(sorted(found))
    return Grouped(tuple(lines), groups, labels, tuple(quads), canonical)


def labels_of_part(grouped: Grouped, chosen: Sequence[int]) -> LabelMap:
    """Return the label map that a verifier of the chosen statements needs: by *their* canonical labels.

    Raises:
        UnsafeInputError: ``format.unsafe_graph``.
    """
    wanted = {grouped.lines[index] for index in chosen}
    lines = relabelled(grouped.quads, grouped.canonical, grouped.labels)
    part = [quad for quad, text in zip(grouped.quads, lines, strict=True) if text in wanted]
    _, canonical = canonical_labels(part)
    return {label: grouped.labels[grouped.canonical[node]] for node, label in canonical.items()}


def _known(quad: Quad, canonical: LabelMap) -> LabelMap:
    return {node: canonical[node] for node in (quad[0], quad[2], quad[3]) if node in canonical}


def hmac_labels(key: bytes) -> LabelMaker:
    """Return the label maker of ecdsa-sd-2023: the keyed hash of each canonical label (section 3.4.4)."""

    def make(canonical: Sequence[str]) -> LabelMap:
        return {
            label: multibase.encode(hmac.new(key, label.encode("ascii"), hashlib.sha256).digest(), "u")
            for label in canonical
        }

    return make


def shuffled_labels(key: bytes) -> LabelMaker:
    """Return the label maker of bbs-2023: numbers in the order of the keyed hashes (vc-di-bbs section 3.3.3)."""
    hashed = hmac_labels(key)

    def make(canonical: Sequence[str]) -> LabelMap:
        digests = hashed(canonical)
        order = {digest: number for number, digest in enumerate(sorted(digests.values()))}
        return {label: f"b{order[digest]}" for label, digest in digests.items()}

    return make


def given_labels(labels: LabelMap) -> LabelMaker:
    """Return a label maker that hands out ``labels``, which must name every node and no two alike.

    The maker raises MalformedError ``format.proof_labels`` where they do not.
    """

    def make(canonical: Sequence[str]) -> LabelMap:
        if set(canonical) != set(labels) or len(set(labels.values())) != len(labels):
            # Two nodes under one label would let a holder split what was said of one thing over two.
            raise MalformedError("format.proof_labels")
        return labels

    return make
