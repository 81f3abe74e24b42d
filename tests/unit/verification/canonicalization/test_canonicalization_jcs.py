"""RFC 8785 on values of our own."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from wallet.errors import MalformedError, UnsafeInputError, UnsupportedError, WalletError
from wallet.verification.canonicalization import jcs

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_the_quick_way_and_the_general_way_agree(value: Any) -> None:
    assert jcs.canonicalize(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [True, None]}, b'{"a":[true,null],"b":1}'),
        ([1e21, 10**21, 10**20, 1e-7, 5e-324, 0.1, -0.0], b"[1e+21,1e+21,100000000000000000000,1e-7,5e-324,0.1,0]"),
        ({"\U0001f600": 1, "\ue000": 2}, '{"\U0001f600":1,"\ue000":2}'.encode()),
        ('\x00\x08\x0c\x1f\x7f\u2028/\\"', b'"\\u0000\\b\\f\\u001f\x7f\xe2\x80\xa8/\\\\\\""'),
        (2**53, b"9007199254740992"),
    ],
)
def test_numbers_keys_and_escapes_follow_ecmascript(value: Any, expected: bytes) -> None:
    assert jcs.canonicalize(value) == expected


def test_a_number_that_javascript_would_round_is_refused() -> None:
    for number in (2**53 + 1, -(2**53) - 1, 10**400):
        with pytest.raises(UnsupportedError):
            jcs.canonicalize({"n": number})


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": 1}, float("nan"), [float("inf")], {1: 2}, object(), b"x"])
def test_what_is_not_json_is_malformed(value: Any) -> None:
    with pytest.raises(MalformedError):
        jcs.canonicalize(value)


def test_endless_nesting_is_unsafe() -> None:
    deep: Any = []
    for _ in range(500):
        deep = [deep]
    with pytest.raises(UnsafeInputError):
        jcs.canonicalize(deep)
    with pytest.raises(WalletError):
        jcs.canonicalize([1.5, deep])
