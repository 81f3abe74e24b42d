"""The strict loader reads what every parser reads the same way and refuses the rest."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.errors import MalformedError, UnsafeInputError, WalletError
from wallet.formats import json_slice, strict_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b'{"a": 3.0}', {"a": 3}),
        (b"[1e3, -0.0, 2.5]", [1000, 0, 2.5]),
        (b"[9007199254740993, 123456789012345678901234567890]", [9007199254740993, 123456789012345678901234567890]),
        (b"1e300", 1e300),
        (b'"\\ud83d\\ude00"', "😀"),
        ("[true, null]", [True, None]),
    ],
)
def test_reads_values_as_a_javascript_issuer_would(text: bytes | str, value: object) -> None:
    read = strict_json.loads(text)
    assert read == value
    assert repr(read) == repr(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'{"a":1,"a":2}', "format.json_duplicate_key"),
        (b'{"a":1,"\\u0061":2}', "format.json_duplicate_key"),
        (b"\xef\xbb\xbf{}", "format.json_bom"),
        (b'"\xff"', "format.json_encoding"),
        (b"NaN", "format.json_number"),
        (b"[-Infinity]", "format.json_number"),
        (b"1e999", "format.json_number"),
        (b'["\\ud800"]', "format.json_surrogate"),
        ('"\ud800"', "format.json_surrogate"),
        (b"{'a':1}", "format.json_syntax"),
        (b"[" * 100_000, "format.json_depth"),
        (b'{"a":' * 65 + b"1" + b"}" * 65, "format.json_depth"),
        (b'{"a":1}x', "format.json_syntax"),
        (b"", "format.json_syntax"),
        ("[1]\u00a0", "format.json_syntax"),
    ],
)
def test_refuses_what_parsers_disagree_about(text: bytes | str, code: str) -> None:
    with pytest.raises(MalformedError) as caught:
        strict_json.loads(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"[" + b"1," * 250_000 + b"1]", "format.unsafe_nodes"),
        (b"1" * 500, "format.unsafe_number"),
        (b"0." + b"1" * 500, "format.unsafe_number"),
    ],
)
def test_stops_before_the_tree_is_built(text: bytes, code: str) -> None:
    with pytest.raises(UnsafeInputError) as caught:
        strict_json.loads(text)
    assert caught.value.code == code


def test_brackets_inside_strings_do_not_count() -> None:
    assert strict_json.loads(json.dumps(["[" * 500, '\\"[{' * 200]))[0] == "[" * 500


def test_an_endless_string_takes_linear_time() -> None:
    started = time.perf_counter()
    with pytest.raises(WalletError):
        strict_json.loads(b'"' + b'\\"' * 2_000_000)
    assert time.perf_counter() - started < 5


def test_an_object_is_asked_for() -> None:
    with pytest.raises(MalformedError, match="not_an_object"):
        strict_json.loads_object(b"[]")


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=30,
)


@given(_VALUES)
def test_what_json_wrote_is_read_back(value: object) -> None:
    assert strict_json.loads(json.dumps(value)) == value


@given(st.binary(max_size=200) | st.text(max_size=200))
@settings(max_examples=200)
def test_any_input_gives_a_value_or_a_wallet_error(data: bytes | str) -> None:
    try:
        strict_json.loads(data)
    except WalletError as error:
        assert error.code.startswith("format.")  # noqa: PT017


@given(_VALUES, st.sampled_from([None, 1, "\t"]))
def test_a_value_is_cut_out_with_its_own_text(value: object, indent: int | str | None) -> None:
    text = json.dumps({"before": [1, {"a": "]}"}], "held": [value, {"x": value}], "after": '"'}, indent=indent)
    first, second = json_slice.cut_each(text, "held")
    assert strict_json.loads(first) == value
    assert json_slice.cut(text, "held", 1) == second
    assert strict_json.loads(json_slice.cut(text, "held", 1, "x")) == value
    assert first in text


@pytest.mark.parametrize("path", [("nothing",), ("held", 5), ("held", "x"), ("before", 0, "b")])
def test_what_is_not_there_is_not_cut(path: tuple[str | int, ...]) -> None:
    with pytest.raises(MalformedError):
        json_slice.cut('{"before": [1], "held": [1, 2]}', *path)
