"""Every headline in words, in both languages, with its facts; nothing from a file can bend a sentence."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from wallet import wording
from wallet.errors import EnvironmentFailedError, FetchRefusedError
from wallet.model.earned import Issuer, NameSource, Record
from wallet.model.secured import Carrier, Format, Kind
from wallet.services import report_json, sentences
from wallet.verification.checks import Check, CheckKind, Outcome, Source, failed, not_applicable, passed, unknown
from wallet.verification.report import Report
from wallet.verification.verdict import Scope, State

NOW = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)
NAMED = Record(issuer=Issuer(id="did:key:z1", name="Zuiderpark", name_from=NameSource.TRUST_LIST))
STATED = Record(
    issuer=Issuer(id="did:key:z9", name="Zuiderpark", name_from=NameSource.CREDENTIAL, stated_name="Zuiderpark")
)
FORMAT = passed(CheckKind.FORMAT, "format.read")
PROOF = passed(CheckKind.PROOF, "proof.valid")
KEY = passed(CheckKind.ISSUER_KEY, "issuer_key.listed")
PERIOD = passed(CheckKind.VALIDITY_PERIOD, "validity.within")
STATUS = not_applicable(CheckKind.STATUS, "status.none_declared")
TRUST = passed(CheckKind.ISSUER_TRUST, "trust.listed", name="Zuiderpark")
FINE = (FORMAT, PROOF, KEY, PERIOD, STATUS, TRUST)
OLD = Source("https://status.example/1", NOW - timedelta(days=3))


def _report(*changed: Check, record: Record | None = NAMED, **more: Any) -> Report:
    kinds = {check.kind for check in changed}
    base = tuple(check for check in FINE if check.kind not in kinds)
    fields: dict[str, Any] = {
        "source": "badge.json",
        "kind": Kind.CREDENTIAL,
        "format": Format.VC_LDP,
        "carrier": Carrier.FILE,
        "checked_at": NOW,
        "checks": (*base, *changed),
        "record": record,
        **more,
    }
    return Report(**fields)


CASES: dict[State, tuple[Report, str]] = {
    State.MALFORMED: (_report(failed(CheckKind.FORMAT, "format.json_syntax", line="1", column="2")), "read this file"),
    State.NOT_A_CREDENTIAL: (_report(failed(CheckKind.FORMAT, "format.not_a_credential")), "not a credential"),
    State.REFUSED_UNSAFE: (_report(failed(CheckKind.FORMAT, "format.unsafe_time")), "took too long"),
    State.TAMPERED: (_report(failed(CheckKind.PROOF, "proof.signature_mismatch")), "no longer match"),
    State.ISSUER_MISMATCH: (_report(failed(CheckKind.ISSUER_KEY, "issuer_key.other")), "someone other"),
    State.REPLAY: (_report(failed(CheckKind.REPLAY, "replay.wrong_nonce")), "not made for this request"),
    State.HOLDER_MISMATCH: (_report(failed(CheckKind.HOLDER_BINDING, "holder.mismatch")), "may not be the owner"),
    State.UNSIGNED: (_report(failed(CheckKind.PROOF, "proof.absent")), "Nobody signed"),
    State.UNSIGNED_CONTENT: (_report(failed(CheckKind.PROOF, "proof.content_unsigned_term", term="x")), "not covered"),
    State.UNSUPPORTED: (_report(unknown(CheckKind.PROOF, "proof.unsupported_suite")), "can’t check"),
    State.COULD_NOT_CHECK: (
        _report(unknown(CheckKind.PROOF, "proof.unreachable_did", host="issuer.example")),
        "reach issuer.example",
    ),
    State.REVOKED: (_report(failed(CheckKind.STATUS, "status.revoked", source=OLD)), "20 November 2026"),
    State.SUSPENDED: (_report(failed(CheckKind.STATUS, "status.suspended")), "on hold"),
    State.KEY_NOT_BOUND: (_report(unknown(CheckKind.ISSUER_KEY, "issuer_key.no_keys")), "can’t tell"),
    State.ISSUER_UNKNOWN: (_report(unknown(CheckKind.ISSUER_TRUST, "trust.unlisted"), record=STATED), "did:key:z9"),
    State.NOT_YET_VALID: (
        _report(failed(CheckKind.VALIDITY_PERIOD, "validity.not_yet", date="2027-01-01T00:00:00Z")),
        "1 January 2027",
    ),
    State.EXPIRED: (
        _report(failed(CheckKind.VALIDITY_PERIOD, "validity.expired", date="2025-03-01T00:00:00Z")),
        "1 March 2025",
    ),
    State.STATUS_UNKNOWN: (_report(unknown(CheckKind.STATUS, "status.unreachable")), "never"),
    State.CONSENT_REQUIRED: (
        _report(scope=Scope.REQUEST, kind=Kind.OFFER, facts={"host": "wallet.example"}, record=None),
        "wallet.example",
    ),
    State.VERIFIED_EARLIER: (_report(passed(CheckKind.STATUS, "status.valid", source=OLD)), "20 November 2026"),
    State.VERIFIED: (_report(), "12:05"),
}


@pytest.mark.parametrize("state", list(State))
def test_each_headline_says_its_sentence_with_its_facts(state: State) -> None:
    report, part = CASES[state]
    assert report.verdict.state is state
    english = sentences.headline(report, "en", UTC)
    dutch = sentences.headline(report, "nl", UTC)
    assert part in english.sentence
    assert english.sentence != dutch.sentence
    for words in (english, dutch):
        for text in (words.word, words.sentence, words.todo):
            assert text
            assert "…" not in text
            assert "{" not in text
            assert "verdict." not in text


def test_genuine_is_said_only_where_the_signer_is_known() -> None:
    known = {
        State.EXPIRED,
        State.STATUS_UNKNOWN,
        State.VERIFIED_EARLIER,
        State.VERIFIED,
    }
    for state, (report, _) in CASES.items():
        said = "genuine" in sentences.headline(report, "en", UTC).sentence.lower().replace("whether it is genuine", "")
        assert said == (state in known), state


def test_every_outcome_kind_and_month_has_a_word() -> None:
    for lang in wording.LANGUAGES:
        assert all(wording.has(f"check_kind.{kind}", lang) for kind in CheckKind)
        assert all(wording.has(f"outcome.{outcome}", lang) for outcome in Outcome)
        assert all(wording.has(f"outcome_of.{outcome}", lang) for outcome in Outcome)
        assert len({wording.say(f"month.{number}", lang) for number in range(1, 13)}) == 12


def test_what_was_refused_says_why_and_never_a_general_reason() -> None:
    reasons = set()
    for code in ("time", "memory", "crash", "too_large", "not_https", "private_address"):
        report = _report(failed(CheckKind.FORMAT, f"format.unsafe_{code}", host="a.example", limit="10"))
        for lang in wording.LANGUAGES:
            sentence = sentences.headline(report, lang, UTC).sentence
            assert "could harm" not in sentence
            assert "onveilig is" not in sentence
            reasons.add(sentence)
    assert len(reasons) == 12


def test_a_container_speaks_with_the_words_of_the_item_that_decided() -> None:
    revoked = CASES[State.REVOKED][0]
    whole = _report(
        not_applicable(CheckKind.PROOF, "proof.container"),
        scope=Scope.CONTAINER,
        kind=Kind.BUNDLE,
        record=None,
        items=(_report(), revoked),
    )
    assert "20 November 2026" in sentences.headline(whole, "en", UTC).sentence
    good = _report(
        not_applicable(CheckKind.PROOF, "proof.container"),
        scope=Scope.CONTAINER,
        kind=Kind.BUNDLE,
        record=None,
        items=(_report(), _report()),
    )
    assert "issued by Zuiderpark," in sentences.headline(good, "en", UTC).sentence


def test_dates_are_those_of_the_reader() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    amsterdam = timezone(timedelta(hours=1))
    assert sentences.day(late, "nl", amsterdam) == "24 november 2026"
    assert sentences.time_of_day(late, amsterdam) == "00:30"
    check = failed(CheckKind.VALIDITY_PERIOD, "validity.expired", date="2025-03-01")
    assert sentences.fact_texts(check.facts, "en", amsterdam)["date"] == "1 March 2025"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\x1b[2Jb\nc\td", "a[2Jb c d"),
        ("abc\u202edef\u2066g", "abcdefg"),
        ("\udce9x", "x"),
        ("x" * 400, "x" * 299 + "…"),
        ("مدرسة", "مدرسة"),
        ("بیت‌المال", "بیت‌المال"),
    ],
)
def test_text_from_a_file_is_one_clean_line(text: str, shown: str) -> None:
    assert sentences.clean(text) == shown


def test_braces_in_a_name_are_only_braces() -> None:
    record = Record(issuer=Issuer(id="did:x:{0}", stated_name="{host.__class__}", name_from=NameSource.CREDENTIAL))
    report = _report(unknown(CheckKind.ISSUER_TRUST, "trust.unlisted"), record=record)
    assert "{host.__class__}" in sentences.headline(report, "en", UTC).sentence


def test_what_an_issuer_leaves_out_leaves_no_gap() -> None:
    check = failed(CheckKind.STATUS, "status.revoked")
    for lang in wording.LANGUAGES:
        assert "…" not in sentences.check_line(check, lang)
    assert "went fishing" in sentences.check_line(
        failed(CheckKind.STATUS, "status.revoked", reason="went fishing"), "en"
    )


def test_a_code_without_a_sentence_still_says_something() -> None:
    check = unknown(CheckKind.SCHEMA, "schema.something_new")
    assert sentences.check_line(check, "en") == "Expected fields: could not be checked."
    assert sentences.source_line(check, "en") == ""


def test_errors_have_sentences() -> None:
    refused = FetchRefusedError("fetch.private_address", {"host": "10.0.0.1"})
    assert "10.0.0.1" in sentences.error_line(refused, "en")
    assert "fetch" not in sentences.error_line(FetchRefusedError("fetch.brand_new", {"host": "x"}), "nl")
    assert "brand.new" in sentences.error_line(EnvironmentFailedError("brand.new"), "en")


def test_json_follows_the_contract() -> None:
    told = report_json.to_json(_report(passed(CheckKind.STATUS, "status.valid", source=OLD)))
    assert told["checked_at"] == "2026-11-23T12:05:00Z"
    assert (told["verdict"], told["tone"], told["green"]) == ("VERIFIED_EARLIER", "grey", False)
    status = next(check for check in told["checks"] if check["kind"] == "STATUS")
    assert status["source"] == {"url": OLD.url, "retrieved_at": "2026-11-20T12:05:00Z", "sha256": ""}
    assert told["credential"]["issuer"]["name_from"] == "trust_list"
    assert "\n" not in report_json.to_line(_report(source="a\nb"))
