"""The parts of the command line by themselves: what an argument means, what a selection asks, how a report reads."""

import argparse
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from wallet import wording
from wallet.cli import look, report_text
from wallet.cli.handed_over import source_of
from wallet.cli.main import build_parser, means_window, status_of
from wallet.cli.selection import query_of
from wallet.cli.share import hidden_claims
from wallet.cli.terminal import Terminal
from wallet.errors import (
    CorruptStoreError,
    EnvironmentFailedError,
    LockedError,
    MalformedError,
    UnreachableError,
    UsageError,
    WalletError,
    WrongPassphraseError,
)
from wallet.model.earned import Credit, CreditSystem, Holder, Issuer, NameSource, Record
from wallet.model.secured import Carrier, Format, Kind
from wallet.services.library import Query, Shelf
from wallet.services.share import ClaimNode, CredentialOptions, ShareForm, ShareOptions
from wallet.verification.checks import CheckKind, failed, not_applicable, passed, unknown
from wallet.verification.report import Report

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CLI = Path(__file__).resolve().parents[3] / "src" / "wallet" / "cli"


@pytest.mark.parametrize(
    "text",
    ["capsa:1:123456", "https://check.example/#1:98765", "openid-credential-offer://?x=1", "openid4vp://?client_id=a"],
)
def test_codes_and_offers_are_text(text: str) -> None:
    source = source_of(text)
    assert (source.data, source.carrier, source.label) == (text.encode(), Carrier.TEXT, text)


def test_addresses_are_fetched_and_paths_are_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert source_of("https://a.example/x.json").url == "https://a.example/x.json"
    assert source_of("http://a.example/").url == "http://a.example/"
    assert source_of("badge.png").path == Path("badge.png")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "openid4vp:x").write_text("x")
    assert source_of("openid4vp:x").path == Path("openid4vp:x")
    with pytest.raises(UsageError):
        source_of("  ")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        (None, Query()),
        ("statistics  python", Query(text="statistics python")),
        ("year:2025 kind:badge data", Query(text="data", year=2025, kind="badge")),
        ('issuer:"Zuiderpark College"', Query(issuer="Zuiderpark College")),
        ("shelf:favourites", Query(shelf=Shelf.FAVOURITES)),
        ("O'Neill", Query(text="O'Neill")),
        ("chapter: one", Query(text="chapter: one")),
    ],
)
def test_selections(text: str | None, query: Query) -> None:
    assert query_of(text) == query


@pytest.mark.parametrize("text", ["year:soon", "shelf:attic", "sort:random"])
def test_selections_that_do_not_exist(text: str) -> None:
    with pytest.raises(UsageError):
        query_of(text)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError("x.y"), 2),
        (LockedError("x.y"), 3),
        (WrongPassphraseError("x.y"), 3),
        (EnvironmentFailedError("x.y"), 4),
        (CorruptStoreError("x.y"), 4),
        (UnreachableError("x.y"), 4),
        (MalformedError("x.y"), 1),
    ],
)
def test_each_kind_of_error_has_its_status(error: WalletError, status: int) -> None:
    assert status_of(error) == status


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--profile", "/somewhere"], True),
        (["--lang", "nl"], True),
        (["--profile", "list"], True),
        (["--profile", "x", "list"], False),
        (["verify", "x"], False),
        (["--help"], False),
        (["--version"], False),
        (["frobnicate"], False),
        (["--at", "yesterday"], False),
        (["--lang", "fr", "verify"], False),
        (["openid-credential-offer://?x"], True),
        ([__file__], True),
    ],
)
def test_when_the_window_is_meant(arguments: list[str], window: bool) -> None:
    assert means_window(arguments) is window


def test_every_sentence_of_the_command_line_is_there_in_both_languages() -> None:
    used: set[str] = set()
    for file in CLI.glob("*.py"):
        source = file.read_text("utf-8")
        spoken = re.findall(r'terminal\.(?:say|text|ask|confirm|secret)\(\s*"([a-z_.]+)"', source)
        used |= {f"cli.{key}" for key in spoken}
        used |= {f"error.{code}" for code in re.findall(r'Error\(\s*"([a-z_]+\.[a-z_]+)"', source)}
    assert len(used) > 30
    for lang in wording.LANGUAGES:
        missing = {key for key in used if not wording.has(key, lang)}
        assert not missing
        text = build_parser(lang).format_help()
        assert "cli." not in text


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_every_argument_of_every_command_is_explained(lang: str) -> None:
    top = build_parser(lang)
    silent = []
    for action in top._actions:
        for name, parser in (action.choices or {}).items() if isinstance(action, argparse._SubParsersAction) else ():
            silent += [f"{name} {one.dest}" for one in parser._actions if not one.help and one.nargs != "A..."]
    assert silent == []


def _report(*checks: object, **more: object) -> Report:
    fields: dict[str, object] = {
        "source": "badge.json",
        "kind": Kind.CREDENTIAL,
        "format": Format.VC_LDP,
        "carrier": Carrier.FILE,
        "checked_at": NOW,
        "checks": checks,
        **more,
    }
    return Report(**fields)  # type: ignore[arg-type]


RECORD = Record(
    title={"en": "Statistics\x1b[31m\nwith Python"},
    issuer=Issuer(id="did:key:z1", name="Zuiderpark", name_from=NameSource.CREDENTIAL, stated_name="Zuiderpark"),
    holder=Holder(names=("Sanne \u202egnorw",)),
)
GOOD = (
    passed(CheckKind.FORMAT, "format.read"),
    passed(CheckKind.PROOF, "proof.valid"),
    passed(CheckKind.ISSUER_KEY, "issuer_key.listed"),
    not_applicable(CheckKind.VALIDITY_PERIOD, "validity.none"),
    not_applicable(CheckKind.STATUS, "status.none_declared"),
)


def test_text_from_a_file_cannot_write_on_the_terminal() -> None:
    report = _report(*GOOD, unknown(CheckKind.ISSUER_TRUST, "trust.unlisted"), record=RECORD)
    text = "\n".join(report_text.lines(report, Terminal("en")))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "Statistics[31m with Python" in text
    assert "did:key:z1" in text


def test_credits_of_a_file_cannot_write_on_the_terminal_either() -> None:
    odd = Credit(Decimal(5), CreditSystem.OTHER, label="\x1b[31mpoints")
    record = Record(credits=(odd, Credit(Decimal(2), CreditSystem.OTHER)))
    assert dict(look._details(record, "en"))["credits"] == "5 [31mpoints, 2 credits"


def test_nothing_of_a_changed_file_is_told() -> None:
    report = _report(
        passed(CheckKind.FORMAT, "format.read"),
        failed(CheckKind.PROOF, "proof.signature_mismatch"),
        passed(CheckKind.ISSUER_KEY, "issuer_key.listed"),
        passed(CheckKind.ISSUER_TRUST, "trust.listed"),
        record=RECORD,
        flags=("IMPERSONATION_SUSPECTED",),
    )
    text = "\n".join(report_text.lines(report, Terminal("en")))
    assert "Changed" in text
    for word in ("Statistics", "Sanne", "Zuiderpark", "looks like"):
        assert word not in text


def test_json_and_prose_never_mix(capsys: pytest.CaptureFixture[str]) -> None:
    machine, person = Terminal("en", json=True), Terminal("en")
    machine.line("prose")
    machine.data({"a": "\udce9"})
    person.line("prose")
    person.data({"a": 1})
    assert capsys.readouterr().out == '{"a":"?"}\nprose\n'


def test_what_is_sensitive_starts_hidden_where_it_can_be() -> None:
    birth = ClaimNode("/birth_date", "Birth date", "2000-01-01", locked=False, sensitive=True)
    name = ClaimNode("/name", "Name", "Sanne", locked=False)
    title = ClaimNode("/title", "Title", "Statistics", locked=True)
    options = ShareOptions((CredentialOptions("c", "T", "VERIFIED", (birth, name, title), False),), (ShareForm.FILE,))
    assert hidden_claims(options, [], []) == {"c": ("/birth_date",)}
    assert hidden_claims(options, ["birth_date"], ["Name"]) == {"c": ("/name",)}
    with pytest.raises(UsageError, match=r"share\.claim_locked"):
        hidden_claims(options, [], ["title"])
    with pytest.raises(UsageError, match=r"share\.unknown_claim"):
        hidden_claims(options, [], ["shoe size"])
