"""Every form is registered, and every code that a record can carry has words in both languages."""

import json
import pkgutil

import pytest

from simulators.portfolio_entries import entry, portfolio, record
from wallet import wording
from wallet.model.earned import CreditSystem, EuElement, Presence
from wallet.portfolio import writers
from wallet.portfolio.writers import WRITERS
from wallet.records import controlled, elm, openbadges2, openbadges3
from wallet.services.portfolio import PortfolioForm


def test_every_writer_is_a_form_of_the_contract_and_the_other_way_round() -> None:
    modules = {module.name for module in pkgutil.iter_modules(writers.__path__)}
    assert modules == set(WRITERS) == {form.value for form in PortfolioForm}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("text", ["a\ud800b", "\x00", "\u202e", "🏅" * 50, "]]></script>", "\uffff", "=1+1\r\n"])
def test_odd_text_anywhere_never_costs_the_export(form: str, text: str) -> None:
    found = record(text, description={text: text}, criteria=text, tags=(text,), credential_id=text)
    item = entry(
        found, note=text, word=text, sentence=text, file_name=text, checked_on=text, media_type=text, flags=(text,)
    )
    data = portfolio(item, title=text, person_name=text, introduction=text, holder_id=text, checker=text)
    made = WRITERS[form](data).data
    assert made
    if form in ("clr", "elm"):
        assert "proof" not in json.loads(made)


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_every_code_has_words(lang: str) -> None:
    kinds = {*openbadges2._KINDS.values(), *openbadges3._KINDS.values(), *(kind for _, kind in elm._KIND_WORDS)}
    kinds |= {"badge", "transcript", "endorsement", "identity", "certificate", "attendance", "other"}
    wanted = [f"record.kind.{kind}" for kind in kinds]
    wanted += [f"record.participation.{code}" for code in controlled.PARTICIPATION_CODES]
    wanted += [f"record.assessment.{code}" for code in controlled.ASSESSMENT_CODES]
    wanted += [f"record.eu.{element.value}" for element in EuElement]
    wanted += [f"record.presence.{presence.value}" for presence in Presence]
    wanted += [f"record.credits.{system.value}" for system in CreditSystem]
    assert [key for key in wanted if not wording.has(key, lang)] == []
