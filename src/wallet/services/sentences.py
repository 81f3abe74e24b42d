"""A report in words: the headline, one line per check, one line per flag, in Dutch and English.

The window, the command line, the PDF and the HTML all take their sentences from here, so that they say the same.
Names and other text that come from a file are cleaned of control and bidirectional characters first: nothing in a
credential may rewrite a terminal or turn a sentence round.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from wallet import wording
from wallet.errors import WalletError
from wallet.model.earned import NameSource
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.report import Report
from wallet.verification.verdict import State

_LONGEST = 300
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_MAY_BE_ABSENT = frozenset({"reason", "message", "detail"})

_DECIDES: Mapping[State, CheckKind] = {
    State.MALFORMED: CheckKind.FORMAT,
    State.NOT_A_CREDENTIAL: CheckKind.FORMAT,
    State.REFUSED_UNSAFE: CheckKind.FORMAT,
    State.TAMPERED: CheckKind.PROOF,
    State.ISSUER_MISMATCH: CheckKind.ISSUER_KEY,
    State.REPLAY: CheckKind.REPLAY,
    State.HOLDER_MISMATCH: CheckKind.HOLDER_BINDING,
    State.UNSIGNED: CheckKind.PROOF,
    State.UNSIGNED_CONTENT: CheckKind.PROOF,
    State.UNSUPPORTED: CheckKind.PROOF,
    State.COULD_NOT_CHECK: CheckKind.PROOF,
    State.REVOKED: CheckKind.STATUS,
    State.SUSPENDED: CheckKind.STATUS,
    State.KEY_NOT_BOUND: CheckKind.ISSUER_KEY,
    State.ISSUER_UNKNOWN: CheckKind.ISSUER_TRUST,
    State.NOT_YET_VALID: CheckKind.VALIDITY_PERIOD,
    State.EXPIRED: CheckKind.VALIDITY_PERIOD,
    State.STATUS_UNKNOWN: CheckKind.STATUS,
}
"""The kind of check whose facts a headline speaks about."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """The headline in words. ``word`` stands on the badge, ``sentence`` says what it means, ``todo`` what to do."""

    word: str
    sentence: str
    todo: str


def clean(text: str) -> str:
    """Return text from a file as one printable line of at most 300 characters."""
    kept = "".join(
        " " if character.isspace() else character
        for character in text[: 4 * _LONGEST]
        if character.isspace() or (unicodedata.category(character) not in ("Cc", "Cs") and character not in _BIDI)
    )
    line = " ".join(kept.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def day(moment: datetime, lang: str, tz: tzinfo | None = None) -> str:
    """Return the date of ``moment`` for people, such as "23 November 2026", in the time zone of the reader."""
    local = moment.astimezone(tz)
    return f"{local.day} {wording.say(f'month.{local.month}', lang)} {local.year}"


def time_of_day(moment: datetime, tz: tzinfo | None = None) -> str:
    """Return the time of ``moment`` for people, such as "14:05"."""
    return f"{moment.astimezone(tz):%H:%M}"


def moment_text(moment: datetime, lang: str, tz: tzinfo | None = None) -> str:
    """Return date and time for people."""
    return wording.say("moment", lang, {"date": day(moment, lang, tz), "time": time_of_day(moment, tz)})


def _fact(value: str, lang: str, tz: tzinfo | None) -> str:
    if _MOMENT.fullmatch(value):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return clean(value)
        # A bare date is a date everywhere; only a moment moves with the reader's time zone.
        if len(value) <= len("2026-01-01"):
            return day(moment.replace(tzinfo=UTC), lang, UTC)
        return day(moment, lang, tz)
    return clean(value)


def fact_texts(facts: Mapping[str, str], lang: str, tz: tzinfo | None = None) -> dict[str, str]:
    """Return facts ready for a sentence: moments as dates, text from files cleaned."""
    return {name: _fact(value, lang, tz) for name, value in facts.items()}


def _all_checks(report: Report) -> Iterator[Check]:
    yield from report.checks
    for item in report.items:
        yield from _all_checks(item)


def _all_facts(report: Report) -> dict[str, str]:
    facts = dict(report.facts)
    for item in report.items:
        facts = {**_all_facts(item), **facts}
    return facts


def speaker(report: Report) -> Report:
    """Return the report that decided the headline: the source itself, or the first item with the same state."""
    state = report.verdict.state
    own = _deciding(report, state)
    if own is None:
        for item in report.items:
            if item.verdict.state is state:
                return speaker(item)
    return report


def _deciding(report: Report, state: State) -> Check | None:
    kind = _DECIDES.get(state)
    bad = [check for check in report.checks if check.outcome in (Outcome.FAILED, Outcome.UNKNOWN)]
    for check in bad:
        if check.kind is kind:
            return check
    if state is State.COULD_NOT_CHECK:
        return next((check for check in bad if "host" in check.facts), None)
    return None


def deciding_check(report: Report) -> Check | None:
    """Return the check that decided the headline, where one did."""
    about = speaker(report)
    return _deciding(about, about.verdict.state)


def _issuers(report: Report) -> list[str]:
    names: list[str] = []
    record = report.record
    if record is not None:
        name = record.issuer.name or record.issuer.id
        if name:
            names.append(clean(name))
    for item in report.items:
        names.extend(name for name in _issuers(item) if name not in names)
    return names


def _identity_facts(about: Report, lang: str) -> dict[str, str]:
    record = about.record
    if record is None:
        return {}
    issuer = record.issuer
    stated = issuer.stated_name or (issuer.name if issuer.name_from is NameSource.CREDENTIAL else None)
    facts = {"name": clean(stated or wording.say("no_name", lang))}
    if issuer.id:
        facts["identifier"] = clean(issuer.id)
    return facts


def _oldest(report: Report) -> datetime | None:
    ages = [check.source.retrieved_at for check in _all_checks(report) if check.source is not None]
    return min(ages, default=None)


def _headline_facts(report: Report, lang: str, tz: tzinfo | None) -> dict[str, str]:
    about = speaker(report)
    state = report.verdict.state
    check = _deciding(about, about.verdict.state)
    now = report.checked_at
    facts = fact_texts(about.facts, lang, tz)
    facts.update(_identity_facts(about, lang))
    if check is not None:
        facts.update(fact_texts(check.facts, lang, tz))
    facts.setdefault("host", wording.say("no_host", lang))
    facts.setdefault("last_checked", wording.say("never", lang))
    facts["today"] = day(now, lang, tz)
    facts["time"] = time_of_day(now, tz)
    names = _issuers(report)
    facts["issuer"] = ", ".join(names[:3]) + (" …" if len(names) > 3 else "") if names else wording.say("no_name", lang)
    if state is State.REVOKED:
        seen = now if check is None or check.source is None else check.source.retrieved_at
        facts["date"] = day(seen, lang, tz)
    elif state is State.VERIFIED_EARLIER:
        facts["date"] = day(_oldest(report) or now, lang, tz)
    elif state in (State.EXPIRED, State.NOT_YET_VALID):
        facts.setdefault("date", _period_date(about, state, lang, tz))
    return facts


def _period_date(about: Report, state: State, lang: str, tz: tzinfo | None) -> str:
    record = about.record
    moment = None
    if record is not None:
        moment = record.expires_at if state is State.EXPIRED else record.valid_from
    return "…" if moment is None or moment.tzinfo is None else day(moment, lang, tz)


def headline(report: Report, lang: str, tz: tzinfo | None = None) -> Sentences:
    """Return the headline of a report in words. ``tz`` is the reader's time zone (none: that of the computer).

    What was refused for safety gets the sentence of its own reason, never a general one (contract section 3).
    """
    state = report.verdict.state
    facts = _headline_facts(report, lang, tz)
    sentence = wording.say(f"verdict.{state}.sentence", lang, facts)
    check = deciding_check(report)
    if check is not None and state in (State.REFUSED_UNSAFE, State.MALFORMED, State.NOT_A_CREDENTIAL):
        sentence = _own_reason(check, sentence, state, lang, facts)
    return Sentences(
        word=wording.say(f"verdict.{state}.word", lang),
        sentence=sentence,
        todo=wording.say(f"verdict.{state}.todo", lang, facts),
    )


def _own_reason(check: Check, sentence: str, state: State, lang: str, facts: Mapping[str, str]) -> str:
    for key in (f"refused.{check.code}", f"check.{check.code}"):
        if wording.has(key, lang):
            reason = wording.say(key, lang, facts)
            return reason if state is State.REFUSED_UNSAFE else f"{sentence} {reason}"
    return sentence


def check_line(check: Check, lang: str, tz: tzinfo | None = None) -> str:
    """Return the sentence of one check; a code without a sentence gives the sentence of its kind and outcome."""
    facts = fact_texts(check.facts, lang, tz)
    key = f"check.{check.code}"
    if wording.has(key, lang):
        return _said(key, lang, facts)
    return wording.say(f"outcome_of.{check.outcome}", lang, {"check": kind_word(check.kind, lang)})


def _said(key: str, lang: str, facts: dict[str, str]) -> str:
    """Return a sentence; what an issuer may leave out (a reason, a message) leaves no gap in it."""
    for name in wording.placeholders(wording.catalogue(lang)[key]) - facts.keys():
        if name in _MAY_BE_ABSENT:
            facts[name] = ""
        elif name == "host":
            facts[name] = facts.get("did") or wording.say("no_host", lang).capitalize()
    return " ".join(wording.say(key, lang, facts).split())


def kind_word(kind: CheckKind, lang: str) -> str:
    """Return the name of a kind of check for people."""
    return wording.say(f"check_kind.{kind}", lang)


def outcome_word(outcome: Outcome, lang: str) -> str:
    """Return the word for an outcome: colour and icon never stand alone."""
    return wording.say(f"outcome.{outcome}", lang)


def source_line(check: Check, lang: str, tz: tzinfo | None = None) -> str:
    """Return where the evidence of a check came from and when, or nothing where it needed none."""
    if check.source is None:
        return ""
    facts = {"url": clean(check.source.url), "date": moment_text(check.source.retrieved_at, lang, tz)}
    return wording.say("evidence_from", lang, facts)


def flag_line(flag: str, report: Report, lang: str) -> str:
    """Return the sentence of a flag, with the facts of whichever check carries them."""
    facts = fact_texts(_all_facts(report), lang)
    for check in _all_checks(report):
        for name, value in fact_texts(check.facts, lang).items():
            facts.setdefault(name, value)
    key = f"verdict_flag.{flag}"
    return wording.say(key, lang, facts) if wording.has(key, lang) else flag


def sentence(key: str, facts: Mapping[str, str], lang: str, tz: tzinfo | None = None) -> str:
    """Return a sentence of the catalogue with moments as dates and text from files cleaned."""
    return wording.say(key, lang, fact_texts(facts, lang, tz))


def error_line(error: WalletError, lang: str) -> str:
    """Return the sentence for an error that reached a person."""
    facts = fact_texts(error.facts, lang)
    for key in (f"error.{error.code}", f"check.{error.code}", f"error.{error.code.split('.')[0]}.other"):
        if wording.has(key, lang):
            return wording.say(key, lang, facts)
    return wording.say("error.other", lang, {"code": error.code})
