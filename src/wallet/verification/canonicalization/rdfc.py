"""RDF Dataset Canonicalization (RDFC-1.0): blank nodes get labels that depend on nothing but the data.

Telling symmetric blank nodes apart costs factorial time, so a hostile credential could keep the program busy for
ever. Every hash of a neighbourhood and every path tried is counted against a budget; a dataset that needs more is
refused (RDFC-1.0 section 7.1, dataset poisoning).
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from itertools import permutations

from wallet.errors import UnsafeInputError, UnsupportedError
from wallet.verification.canonicalization.nquads import Quad

DEFAULT_BUDGET = 100_000
"""Steps of work. All of the W3C suite needs fewer than 10,000, credentials fewer than 100."""

_HASHES: dict[str, Callable[[bytes], "hashlib._Hash"]] = {"sha256": hashlib.sha256, "sha384": hashlib.sha384}


class _Issuer:
    """Issues labels in order (RDFC-1.0 section 4.5)."""

    __slots__ = ("issued", "prefix")

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued = issued if issued is not None else {}

    def issue(self, node: str) -> str:
        label = self.issued.get(node)
        if label is None:
            label = self.issued[node] = f"{self.prefix}{len(self.issued)}"
        return label

    def copy(self) -> "_Issuer":
        return _Issuer(self.prefix, dict(self.issued))


class _Canonicalizer:
    """The state of one run (RDFC-1.0 section 4.4)."""

    def __init__(self, quads: Iterable[Quad], hash_name: str, budget: int) -> None:
        constructor = _HASHES.get(hash_name)
        if constructor is None:
            raise UnsupportedError("proof.unsupported_hash", {"hash": hash_name})
        self._hash = constructor
        self._left = budget
        self.quads = list(dict.fromkeys(quads))
        self._of: dict[str, list[Quad]] = {}
        # Written out, as is first_degree: this and that are where the time of a signature over RDF goes.
        for quad in self.quads:
            subject, _, value, graph = quad
            if subject[:2] == "_:":
                self._of.setdefault(subject, []).append(quad)
            if value[:2] == "_:" and value != subject:
                self._of.setdefault(value, []).append(quad)
            if graph[:2] == "_:" and graph not in (subject, value):
                self._of.setdefault(graph, []).append(quad)
        self._first: dict[str, str] = {}
        self.canonical = _Issuer("_:c14n")

    def _digest(self, text: str) -> str:
        return self._hash(text.encode("utf-8")).hexdigest()

    def _spend(self, steps: int = 1) -> None:
        self._left -= steps
        if self._left < 0:
            raise UnsafeInputError("format.unsafe_graph")

    def first_degree(self, node: str) -> str:
        """Hash First Degree Quads (section 4.6)."""
        found = self._first.get(node)
        if found is None:
            lines = []
            for subject, predicate, value, graph in self._of[node]:
                if subject[:2] == "_:":
                    subject = "_:a" if subject == node else "_:z"
                if value[:2] == "_:":
                    value = "_:a" if value == node else "_:z"
                if graph[:2] == "_:":
                    graph = "_:a" if graph == node else "_:z"
                ends = f" {graph} .\n" if graph else " .\n"
                lines.append(f"{subject} {predicate} {value}{ends}")
            lines.sort()
            found = self._first[node] = self._digest("".join(lines))
        return found

    def _related(self, node: str, predicate: str, issuer: _Issuer, position: str) -> str:
        """Hash Related Blank Node (section 4.7)."""
        label = self.canonical.issued.get(node) or issuer.issued.get(node) or self.first_degree(node)
        return self._digest(position + (predicate if position != "g" else "") + label)

    def _neighbours(self, node: str, issuer: _Issuer) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for subject, predicate, value, graph in self._of[node]:
            self._spend()
            for position, related in (("s", subject), ("o", value), ("g", graph)):
                if related[:2] == "_:" and related != node:
                    found.setdefault(self._related(related, predicate, issuer, position), []).append(related)
        return found

    def _path(self, order: Sequence[str], issuer: _Issuer, best: str) -> tuple[str, _Issuer] | None:
        """Return path and issuer for one order of related nodes, or nothing once it is worse than ``best``."""
        self._spend()
        trial, path, later = issuer.copy(), "", []
        for node in order:
            label = self.canonical.issued.get(node)
            if label is None:
                if node not in trial.issued:
                    later.append(node)
                label = trial.issue(node)
            path += label
            if best and len(path) >= len(best) and path > best:
                return None
        for node in later:
            result, after = self.n_degree(node, trial)
            path += f"{trial.issue(node)}<{result}>"
            trial = after
            if best and len(path) >= len(best) and path > best:
                return None
        return path, trial

    def n_degree(self, node: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """Hash N-Degree Quads (section 4.8). Related nodes are kept as often as they are related."""
        self._spend()
        data = []
        neighbours = self._neighbours(node, issuer)
        for digest in sorted(neighbours):
            best, chosen = "", issuer
            for order in permutations(neighbours[digest]):
                found = self._path(order, issuer, best)
                if found is not None and (not best or found[0] < best):
                    best, chosen = found
            data.append(digest + best)
            issuer = chosen
        return self._digest("".join(data)), issuer

    def _label_ties(self, nodes: Sequence[str]) -> None:
        results = []
        for node in nodes:
            if node not in self.canonical.issued:
                issuer = _Issuer("_:b")
                issuer.issue(node)
                results.append(self.n_degree(node, issuer))
        for _, issuer in sorted(results, key=lambda result: result[0]):
            for node in issuer.issued:
                self.canonical.issue(node)

    def run(self) -> dict[str, str]:
        """Return the canonical label of every blank node (section 4.4.3)."""
        buckets: dict[str, list[str]] = {}
        for node in self._of:
            buckets.setdefault(self.first_degree(node), []).append(node)
        ties = []
        for digest in sorted(buckets):
            nodes = buckets[digest]
            if len(nodes) == 1:
                self.canonical.issue(nodes[0])
            else:
                ties.append(nodes)
        for nodes in ties:
            self._label_ties(nodes)
        return self.canonical.issued


def relabel(quads: Iterable[Quad], labels: dict[str, str]) -> list[Quad]:
    """Return the quads with their blank nodes renamed as ``labels`` says; every blank node must be in it."""
    return [
        (
            labels[subject] if subject[:2] == "_:" else subject,
            predicate,
            labels[value] if value[:2] == "_:" else value,
            labels[graph] if graph[:2] == "_:" else graph,
        )
        for subject, predicate, value, graph in quads
    ]


def issued_labels(
    quads: Iterable[Quad], *, hash_name: str = "sha256", budget: int = DEFAULT_BUDGET
) -> tuple[list[Quad], dict[str, str]]:
    """Return the distinct quads and the canonical label of each of their blank nodes.

    Raises:
        UnsafeInputError: ``format.unsafe_graph`` when the budget is used up.
        UnsupportedError: ``proof.unsupported_hash``.
    """
    try:
        work = _Canonicalizer(quads, hash_name, budget)
        return work.quads, work.run()
    except RecursionError:
        raise UnsafeInputError("format.unsafe_graph") from None


def canonical_lines(
    quads: Iterable[Quad], *, hash_name: str = "sha256", budget: int = DEFAULT_BUDGET
) -> tuple[list[str], dict[str, str]]:
    """Return the sorted canonical N-Quads lines and the label map from input to canonical blank nodes.

    Raises:
        UnsafeInputError, UnsupportedError: as ``issued_labels``.
    """
    distinct, labels = issued_labels(quads, hash_name=hash_name, budget=budget)
    # ``relabel`` and ``nquads.line`` in one go, without a tuple and a call for each quad.
    lines = []
    for subject, predicate, value, graph in distinct:
        subject = labels[subject] if subject[:2] == "_:" else subject
        value = labels[value] if value[:2] == "_:" else value
        ends = f" {labels[graph] if graph[:2] == '_:' else graph} .\n" if graph else " .\n"
        lines.append(f"{subject} {predicate} {value}{ends}")
    lines.sort()
    return lines, labels


def canonicalize(quads: Iterable[Quad], *, hash_name: str = "sha256", budget: int = DEFAULT_BUDGET) -> bytes:
    """Return the canonical N-Quads document (RDFC-1.0), UTF-8.

    Raises:
        UnsafeInputError: ``format.unsafe_graph`` when telling the blank nodes apart takes more than ``budget`` steps.
        UnsupportedError: ``proof.unsupported_hash``.
    """
    return "".join(canonical_lines(quads, hash_name=hash_name, budget=budget)[0]).encode("utf-8")
