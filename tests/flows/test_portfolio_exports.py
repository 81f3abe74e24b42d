"""From a wallet with real, signed credentials to a portfolio that checks itself again on another computer."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from simulators.issuer import NOW, Issuer, Web, did_key, did_web, status_entry
from wallet.model.secured import Kind
from wallet.services import sentences
from wallet.services import session as sessions
from wallet.services.library import Query
from wallet.services.options import RunOptions
from wallet.services.portfolio import PortfolioForm, PortfolioRequest
from wallet.services.session import Session
from wallet.services.share import ShareFile
from wallet.services.source import from_bytes
from wallet.services.verify import VerifyService
from wallet.verification.report import Inspected
from wallet.verification.verdict import State


class Prepared:
    """A wallet with five credentials in five states, and the world it lives in."""

    def __init__(self, folder: Path) -> None:
        web = Web()
        self.plas = did_web("Hogeschool De Plas", "plas.example", web=web)
        self.other = did_key("Onbekende School")
        listed = self.plas.status_list("https://plas.example/status/1", revoked=[7])
        more = {"inLanguage": "nl-NL", "ECTS": 2.5, "participationType": "online"}
        self.raws = [
            self._signed(self.plas, "Bodem", achievement=more, status=status_entry(listed, 1)),
            self.plas.vc_jwt(self.plas.badge("Lucht", achievement={**more, "ECTS": 5})).encode(),
            self._signed(self.other, "Water", achievement=more),
            self._signed(self.plas, "Vuur", achievement=more, status=status_entry(listed, 7)),
            self._signed(self.plas, "Oud", valid_until=datetime(2026, 7, 1, tzinfo=UTC)),
        ]
        self.titles = ("Bodem", "Lucht", "Water", "Vuur", "Oud")
        trust = folder / "trust.json"
        trust.write_text(json.dumps({"issuers": [self.plas.trust_entry()]}), "utf-8")
        self.options = RunOptions(
            profile=folder / "profile", at=NOW, trust=trust, replay=web.recording(folder / "web"), lang="nl"
        )
        made = sessions.create(sessions.default_folder(self.options), "pass", options=self.options)
        self.session: Session = made.session
        candidates = self.session.inbox.read(
            [from_bytes(raw, f"{title}.json") for raw, title in zip(self.raws, self.titles, strict=True)]
        )
        results, _ = self.session.library.add(candidates)
        self.ids = tuple(one.id or "" for one in results)

    @staticmethod
    def _signed(issuer: Issuer, title: str, **more: object) -> bytes:
        # SURF's terms are in no bundled context: only the suite that signs the JSON itself covers them.
        return json.dumps(issuer.sign(issuer.badge(title, **more), "eddsa-jcs-2022")).encode()

    def build(self, form: PortfolioForm, **more: object) -> ShareFile:
        request = PortfolioRequest(form=form, query=Query(), ids=self.ids, person_name="Dana", lang="nl", **more)  # type: ignore[arg-type]
        return self.session.portfolio.build(request)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    made = Prepared(tmp_path_factory.mktemp("portfolio"))
    yield made
    made.session.verify.close()
    made.session.lock()


def states(result: Inspected) -> list[State]:
    return [item.report.verdict.state for item in result.items]


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def letters(text: str) -> str:
    """Return text without what breaking lines adds or takes."""
    return re.sub(r"[\s\u00ad\u200b\ufffe-]", "", text)


WANTED = [State.VERIFIED, State.VERIFIED, State.ISSUER_UNKNOWN, State.REVOKED, State.EXPIRED]


def check_again(options: RunOptions, file: ShareFile) -> Inspected:
    """Check a file as an employer would: without the wallet."""
    service = VerifyService(options)
    try:
        return service.inspect_one(from_bytes(file.data, file.name))
    finally:
        service.close()


def test_the_pdf_checks_itself_again_when_it_is_handed_over(prepared: Prepared) -> None:
    file = prepared.build(PortfolioForm.PDF)
    assert file.name == "portfolio-Dana.pdf"
    with pikepdf.open(io.BytesIO(file.data)) as opened:
        attached = [bytes(spec.get_file().read_bytes()) for spec in opened.attachments.values()]
    assert attached == prepared.raws
    again = check_again(prepared.options, file)
    assert states(again) == WANTED
    assert again.report.kind is Kind.PORTFOLIO
    assert again.report.verdict.state is State.REVOKED
    assert not again.report.verdict.green


def test_the_archive_checks_itself_again_with_the_evidence_it_carries(prepared: Prepared, tmp_path: Path) -> None:
    file = prepared.build(PortfolioForm.ZIP)
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        archive.extractall(tmp_path)
    originals = sorted((tmp_path / "originals").iterdir())
    assert [path.read_bytes() for path in originals] == prepared.raws
    options = RunOptions(at=NOW, trust=prepared.options.trust, replay=tmp_path / "evidence" / "recording.json")
    service = VerifyService(options)
    try:
        found = list(service.inspect([from_bytes(path.read_bytes(), path.name) for path in originals]))
    finally:
        service.close()
    assert [one.report.verdict.state for one in found] == WANTED


def test_the_archive_as_it_is_gives_each_credential_once(prepared: Prepared) -> None:
    again = check_again(prepared.options, prepared.build(PortfolioForm.ZIP))
    assert again.report.kind is Kind.PORTFOLIO
    assert states(again) == WANTED


def test_the_learner_record_holds_the_credentials_and_each_checks_again(prepared: Prepared) -> None:
    again = check_again(prepared.options, prepared.build(PortfolioForm.CLR))
    assert states(again) == WANTED
    assert again.report.verdict.state is State.UNSIGNED


def test_the_european_form_is_a_statement_and_never_green(prepared: Prepared) -> None:
    again = check_again(prepared.options, prepared.build(PortfolioForm.ELM))
    assert again.report.verdict.state is State.UNSIGNED
    assert again.report.record is not None
    assert len(again.report.record.parts) == 5


def test_every_form_says_the_same_about_every_credential(prepared: Prepared) -> None:
    page = prepared.build(PortfolioForm.HTML).data.decode()
    table = prepared.build(PortfolioForm.CSV).data.decode("utf-8-sig")
    paper = letters(text_of(prepared.build(PortfolioForm.PDF).data))
    for credential_id, wanted in zip(prepared.ids, WANTED, strict=True):
        stored = prepared.session.library.get(credential_id)
        headline = sentences.headline(stored.report, "nl")
        assert stored.report.verdict.state is wanted
        assert headline.word in page
        assert headline.word in table
        assert letters(headline.word) in paper
        assert letters(headline.sentence) in paper
        assert headline.sentence.replace("&", "&amp;").split(":")[0] in page


def test_totals_count_what_holds_and_mark_what_was_not_checked(prepared: Prepared) -> None:
    rows = {(row.institution, row.institution_checked): row for row in prepared.session.portfolio.totals(Query())}
    assert rows["Hogeschool De Plas", True].credits == {"ects": Decimal("7.5")}
    # The withdrawn one is not counted; the expired one is, without credits.
    assert rows["Hogeschool De Plas", True].count == 3
    assert rows["Onbekende School", False].credits == {"ects": Decimal("2.5")}


def test_one_credential_as_pdf_carries_its_original(prepared: Prepared) -> None:
    file = prepared.session.portfolio.credential_pdf(prepared.ids[1], lang="nl")
    assert file.name == "Lucht.pdf"
    again = check_again(prepared.options, file)
    assert states(again) == [State.VERIFIED]


def test_own_words_are_marked_as_own_words(prepared: Prepared) -> None:
    made = prepared.build(PortfolioForm.HTML, notes={prepared.ids[0]: "Hier ben ik trots op."})
    page = made.data.decode()
    before = page[: page.index("Hier ben ik trots op.")]
    assert before.rstrip().endswith('<p class="own"><bdi dir="auto">')
    assert "Geschreven door de eigenaar, niet gecontroleerd" in before[-200:]
