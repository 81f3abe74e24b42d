"""The evidence of a check as a folder: repeated from it alone, it says the same, or it says what does not."""

import json
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from simulators.issuer import HOLDER, NOW, Web, did_key, did_web, hosted_badge, presentation, status_entry
from wallet.errors import CancelledError, EnvironmentFailedError
from wallet.services import check_evidence
from wallet.services.check_evidence import Basis, Checked, How, Saved
from wallet.services.options import RunOptions
from wallet.services.source import from_bytes, from_path
from wallet.services.verify import VerifyService
from wallet.verification.report import Inspected

LATER = NOW + timedelta(days=2)
Look = Callable[..., Checked]


class Office:
    """Somebody who checks candidates over a web that is only a recording, and keeps the evidence."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.web = Web()
        self.university = did_web("University of Zuiderpark", "university.example", web=self.web)
        self.college = did_key("College")
        self.contexts: dict[str, bytes] = {}
        self.services: list[VerifyService] = []
        self._runs = 0

    def service(self, **more: Any) -> VerifyService:
        trust = self.folder / "known.json"
        entries = [self.university.trust_entry(), self.college.trust_entry()]
        entries += [did_key(f"Stranger {number}").trust_entry() for number in range(5)]
        trust.write_text(json.dumps({"issuers": entries}), "utf-8")
        self._runs += 1
        replay = self.web.recording(self.folder / f"web-{self._runs}")
        made = VerifyService(RunOptions(**{"at": NOW, "trust": trust, "replay": replay, **more}))
        self.services.append(made)
        return made

    def look(self, document: dict[str, Any] | bytes, name: str = "x.json", *, how: How | None = None) -> Checked:
        asked = how or How()
        service = self.service(
            nonce=asked.nonce,
            audience=asked.audience,
            allow_tracking=asked.allow_tracking,
            allow_contexts=asked.allow_contexts,
        )
        data = document if isinstance(document, bytes) else json.dumps(document).encode()
        found = service.inspect_one(from_bytes(data, name))
        self.contexts |= service.pinned_contexts()
        return Checked(found, asked)

    def save(self, *checked: Checked, **more: Any) -> Saved:
        basis = Basis(self.service().known_issuers, self.contexts)
        return check_evidence.save(
            self.folder, checked, basis, **{"lang": "en", "now": datetime(2026, 11, 25, tzinfo=UTC), **more}
        )


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for service in made.services:
        service.close()


def state(found: Checked | Inspected) -> str:
    inspected = found.inspected if isinstance(found, Checked) else found
    return str(inspected.report.verdict.state)


def everything(office: Office) -> tuple[list[Checked], list[str]]:
    university, college, web = office.university, office.college, office.web
    url = "https://university.example/status/1"
    university.status_list(url, {3})
    good = university.sign(university.badge(status=status_entry(url, 7)))
    revoked = university.sign(university.badge(credential_id="urn:uuid:2", status=status_entry(url, 3)))
    changed = json.loads(json.dumps(good).replace("assessed", "admired"))
    tracking = "https://university.example/status?credential=urn:uuid:11111111-2222-4333-8444-555555555555"
    university.status_list(tracking)
    watched = university.sign(
        university.badge(
            credential_id="urn:uuid:11111111-2222-4333-8444-555555555555", status=status_entry(tracking, 7)
        )
    )
    holder = did_key("Holder")
    shown = presentation(
        holder,
        [college.sign(college.badge(holder=holder.id))],
        created=NOW,
        challenge="n-42",
        domain="https://employer.example",
    )
    imitator = did_key("University of Zuiderpark", seed="imitator")
    away = did_web("Away", "away.example")
    hosted = hosted_badge("First aid", web=web)
    found = [
        office.look(good, "good.json"),
        office.look(revoked, "withdrawn.json"),
        office.look(changed, "changed.json"),
        office.look(watched, "watched.json"),
        office.look(watched, "watched and allowed.json", how=How(allow_tracking=True)),
        office.look(shown, "live.json", how=How("n-42", "https://employer.example")),
        office.look(imitator.sign(imitator.badge(holder=HOLDER)), "imitator.json"),
        office.look(away.sign(away.badge()), "unreachable.json"),
        office.look(hosted.raw, "hosted.json"),
        office.look(b"just a letter", "letter.txt"),
    ]
    expected = [
        "VERIFIED",
        "REVOKED",
        "TAMPERED",
        "STATUS_UNKNOWN",
        "VERIFIED",
        "VERIFIED",
        "ISSUER_UNKNOWN",
        "COULD_NOT_CHECK",
        "ISSUER_UNKNOWN",
        "NOT_A_CREDENTIAL",
    ]
    return found, expected


def test_every_result_can_be_repeated_from_the_folder_alone(office: Office) -> None:
    found, expected = everything(office)
    assert [state(one) for one in found] == expected
    saved = office.save(*found)
    assert (saved.results, saved.repeated, saved.different) == (10, 10, ())
    # Elsewhere, later, with nothing but the folder, by the commands that the note gives.
    moved = office.folder / "archive"
    shutil.move(saved.folder, moved)
    told = (moved / "READ ME.txt").read_text("utf-8")
    commands = [line.strip() for line in told.splitlines() if line.strip().startswith("wallet verify")]
    assert len(commands) == 3, "an ordinary check, one that was allowed more, and an answer to a question"
    again: dict[str, str] = {}
    for command in commands:
        words = shlex.split(command)
        given = dict(zip(words[2:-1:2], words[3:-1:2], strict=False))
        service = VerifyService(
            RunOptions(
                at=datetime.fromisoformat(given["--at"]),
                trust=moved / given["--trust"],
                replay=moved / given["--replay"],
                nonce=given.get("--nonce"),
                audience=given.get("--audience"),
                allow_tracking="--allow-tracking" in words,
            )
        )
        files = sorted((moved / words[-1].removesuffix("/*")).iterdir())
        for file, result in zip(files, service.inspect(map(from_path, files)), strict=True):
            again[file.name] = state(result)
            assert result.report.replayed
        service.close()
    assert [again[name] for name in sorted(again)] == expected
    reports = [json.loads(line) for line in (moved / "report.jsonl").read_text("utf-8").splitlines()]
    assert [report["verdict"] for report in reports] == expected
    assert [report["source"] for report in reports][:2] == ["files/01-good.json", "files/02-withdrawn.json"]
    for report in reports:
        assert (moved / report["source"]).is_file(), "the report does not lead to what it is about"
    assert (moved / "result.pdf").read_bytes().startswith(b"%PDF")


def test_what_was_handed_over_is_kept_byte_for_byte_and_other_issuers_are_nobodys_business(office: Office) -> None:
    raw = json.dumps(office.college.sign(office.college.badge()), indent=3).encode()
    saved = office.save(office.look(raw, "folder/candidate one.json"))
    (kept,) = (saved.folder / "files").iterdir()
    assert kept.name == "01-candidate-one.json"
    assert kept.read_bytes() == raw
    issuers = json.loads((saved.folder / "trust.json").read_text("utf-8"))["issuers"]
    assert [issuer["name"] for issuer in issuers] == ["College"]


def test_the_sheet_tells_the_reason_and_how_old_the_evidence_is(office: Office) -> None:
    import pypdfium2

    found, _ = everything(office)
    saved = office.save(*found)
    document = pypdfium2.PdfDocument((saved.folder / "result.pdf").read_bytes())
    words = " ".join("\n".join(page.get_textpage().get_text_range() for page in document).split())
    document.close()
    assert "Withdrawn" in words
    assert words.count("withdrawn.json · ") == 2, "which candidate is meant"
    assert "university.example" in words, "where the answer about withdrawal came from"
    assert "23 November 2026" in words, "when it was checked, and how old the answer is"
    assert words.count("SHA-256 of what was checked") >= 9


def test_what_the_folder_cannot_prove_is_named_and_not_taken_for_proof(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "https://university.example/status/1"
    office.university.status_list(url, {3})
    good = office.look(office.university.sign(office.university.badge(status=status_entry(url, 7))), "good.json")
    poor = Checked(replace(good.inspected, evidence=()))
    saved = office.save(poor)
    assert saved.different == ("01-good.json",)
    told = (saved.folder / "READ ME.txt").read_text("utf-8")
    assert "01-good.json" in told
    assert "every file gave the same result" not in told


def test_nothing_is_left_when_it_is_stopped_or_cannot_be_written(office: Office) -> None:
    one = office.look(office.college.sign(office.college.badge()), "a.json")

    class Stopping:
        def step(self, done: int, total: int, note: str = "") -> None:
            raise CancelledError("task.cancelled")

    before = set(office.folder.iterdir())
    with pytest.raises(CancelledError):
        office.save(one, progress=Stopping())
    with pytest.raises(EnvironmentFailedError) as caught:
        check_evidence.save(
            office.folder / "not there", [one], Basis(office.service().known_issuers), lang="nl", now=NOW
        )
    assert caught.value.code == "evidence.not_written"
    left = {path.name for path in set(office.folder.iterdir()) - before}
    assert not any(name.startswith("evidence") for name in left)


def test_a_second_folder_of_the_same_day_does_not_touch_the_first(office: Office) -> None:
    one = office.look(office.college.sign(office.college.badge()), "a.json")
    first, second = office.save(one), office.save(one)
    assert first.folder != second.folder
    assert (first.folder / "report.jsonl").read_text() == (second.folder / "report.jsonl").read_text()
