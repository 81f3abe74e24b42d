"""RDFC-1.0 on graphs of our own: the labels depend on the data alone, and no graph takes for ever."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from wallet.errors import MalformedError, UnsafeInputError, UnsupportedError
from wallet.verification.canonicalization import nquads, rdfc
from wallet.verification.canonicalization.nquads import Quad

NODES = st.sampled_from([*(f"_:n{number}" for number in range(5)), "<urn:a>", "<urn:b>"])
VALUES = NODES | st.sampled_from(['"text"', '"nl"@nl', '"5"^^<urn:number>', '"\\n\\"\\\\"'])
QUADS = st.tuples(NODES, st.sampled_from(["<urn:p>", "<urn:q>"]), VALUES, st.just(""))
IN_GRAPHS = st.tuples(NODES, st.sampled_from(["<urn:p>", "<urn:q>"]), VALUES, NODES | st.just(""))


@settings(deadline=None)
@given(st.lists(IN_GRAPHS, max_size=12), st.randoms(use_true_random=False))
def test_names_and_order_of_the_input_do_not_matter(quads: list[Quad], rnd: random.Random) -> None:
    names = [f"_:n{number}" for number in range(5)]
    others = [f"_:x{number}" for number in rnd.sample(range(100), 5)]
    turned = rdfc.relabel(quads, dict(zip(names, others, strict=True)))
    rnd.shuffle(turned)
    try:
        expected = rdfc.canonicalize(quads)
    except UnsafeInputError:
        return
    assert rdfc.canonicalize([*turned, *turned[:3]]) == expected


@settings(deadline=None)
@given(st.lists(QUADS, max_size=10))
def test_another_implementation_agrees_on_plain_graphs(quads: list[Quad]) -> None:
    # In named graphs pyoxigraph is known to differ from the specification.
    dataset = Dataset(parse("".join(map(nquads.line, quads)), RdfFormat.N_QUADS))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = serialize(dataset, format=RdfFormat.N_QUADS)
    assert lines is not None
    assert rdfc.canonicalize(quads) == b"".join(sorted(lines.splitlines(keepends=True)))


def _clique(size: int) -> list[Quad]:
    nodes = [f"_:n{number}" for number in range(size)]
    return [(one, "<urn:p>", other, "") for one in nodes for other in nodes if one != other]


@pytest.mark.parametrize("size", [7, 8, 9, 12, 30])
def test_a_graph_made_to_take_for_ever_is_refused_at_once(size: int) -> None:
    started = time.monotonic()
    with pytest.raises(UnsafeInputError) as caught:
        rdfc.canonicalize(_clique(size))
    assert caught.value.code == "format.unsafe_graph"
    assert time.monotonic() - started < 5


def test_small_and_chained_symmetries_are_no_problem() -> None:
    rdfc.canonicalize(_clique(4))
    chain = [(f"_:n{number}", "<urn:next>", f"_:n{number + 1}", "") for number in range(60)]
    assert rdfc.canonicalize(chain).count(b"\n") == 60
    with pytest.raises(UnsafeInputError):
        rdfc.canonicalize([*chain, ("_:n60", "<urn:next>", "_:n0", "")], budget=100)


def test_the_hash_is_chosen_by_name() -> None:
    quads = _clique(3)
    assert rdfc.canonicalize(quads) != b""
    assert rdfc.canonicalize(quads, hash_name="sha384").count(b"\n") == 6
    with pytest.raises(UnsupportedError):
        rdfc.canonicalize(quads, hash_name="md5")


@pytest.mark.parametrize(
    ("text", "quad"),
    [
        ("<urn:a> <urn:p> <urn:b> .", ("<urn:a>", "<urn:p>", "<urn:b>", "")),
        ("_:a <urn:p> _:b <urn:g> .  # remark", ("_:a", "<urn:p>", "_:b", "<urn:g>")),
        ('<urn:a> <urn:p> "\\u0041\\t\\U0001F600" .', ("<urn:a>", "<urn:p>", '"A\\t\U0001f600"', "")),
        (
            '<urn:a><urn:p>"x"^^<http://www.w3.org/2001/XMLSchema#string>.',
            ("<urn:a>", "<urn:p>", '"x"', ""),
        ),
        ('<urn:a> <urn:p> "x"@nl-BE .', ("<urn:a>", "<urn:p>", '"x"@nl-BE', "")),
    ],
)
def test_lines_are_read_in_any_spelling_and_kept_in_one(text: str, quad: Quad) -> None:
    assert nquads.parse(f"# first\n\n{text}\r\n") == [quad]


@pytest.mark.parametrize(
    "text",
    [
        "<urn:a> <urn:p> .",
        "<urn:a> _:p <urn:b> .",
        '"x" <urn:p> <urn:b> .',
        "<urn:a> <urn:p> <urn:b>",
        '<urn:a> <urn:p> "x\\q" .',
        '<urn:a> <urn:p> "\\uD800" .',
        "<urn a> <urn:p> <urn:b> .",
    ],
)
def test_broken_lines_are_malformed(text: str) -> None:
    with pytest.raises(MalformedError):
        nquads.parse(text)
