"""How the engine answers, not how fast: what makes a page quick at a hundred thousand rows can be read in its plan."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from simulators import wallet_under_stress as stress
from wallet.vault import search
from wallet.vault.folder import Vault
from wallet.vault.search import Selection, match_expression

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    made = stress.make(tmp_path_factory.mktemp("plans") / "wallet")
    yield made
    made.close()


def plan(vault: Vault, selection: Selection) -> str:
    """What SQLite says it will do for a page of a selection."""
    seen: list[str] = []
    real = vault.database.rows

    def explained(sql: str, parameters: object = ()) -> object:
        seen.extend(str(row[3]) for row in real(f"EXPLAIN QUERY PLAN {sql}", parameters))  # type: ignore[arg-type]
        return []

    vault.database.rows = explained  # type: ignore[method-assign, assignment]
    vault.search.page(selection, now=NOW, offset=50_000, limit=60)
    vault.database.rows = real  # type: ignore[method-assign]
    return "\n".join(seen)


@pytest.mark.parametrize("sort", sorted(search._ORDERS))
@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("shelf", ["all", "attention", "removed"])
def test_every_order_walks_an_index_and_sorts_nothing(vault: Vault, sort: str, lang: str, shelf: str) -> None:
    found = plan(vault, Selection(shelf=shelf, sort=sort, lang=lang))
    assert "TEMP B-TREE" not in found
    assert "USING INDEX credentials_" in found or "USING COVERING INDEX" in found


def test_one_issuer_is_found_by_its_own_index(vault: Vault) -> None:
    found = plan(vault, Selection(issuer="School"))
    assert "credentials_of_issuer (gone=? AND issuer=?)" in found
    assert "TEMP B-TREE" not in found


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("data", '"data"*'),
        ("  Data   science ", '"Data"* "science"*'),
        ('a"b OR c*', '"a"* "b"* "OR"* "c"*'),
        ("title:x NEAR(y)", '"title"* "x"* "NEAR"* "y"*'),
        ("", None),
        ("!?", None),
        (" ".join("w" * 40), " ".join(['"w"*'] * 16)),
    ],
)
def test_what_is_typed_is_words_and_never_a_query(typed: str, asked: str | None) -> None:
    assert match_expression(typed) == asked
