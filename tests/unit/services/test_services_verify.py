"""Verifying through the real workers: forms, order, folders, addresses, recordings, cancel."""

import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from simulators.issuer import (
    NOW,
    Issuer,
    Web,
    baked_png,
    baked_svg,
    did_key,
    did_web,
    hosted_badge,
    presentation,
    status_entry,
)
from wallet.errors import CancelledError, EnvironmentFailedError, UsageError
from wallet.model.secured import Carrier, Kind
from wallet.services.options import RunOptions
from wallet.services.source import Source, from_bytes, from_path, from_text, from_url
from wallet.services.verify import VerifyService
from wallet.verification.checks import CheckKind
from wallet.verification.context import Person
from wallet.verification.keys.public_key import KeyType
from wallet.verification.report import Inspected


class Bench:
    """A service over a recording and a trust list, made from test issuers."""

    def __init__(
        self, folder: Path, web: Web, issuers: list[Issuer], extra: list[dict[str, Any]], **options: Any
    ) -> None:
        trust = folder / "trust.json"
        trust.write_text(json.dumps({"issuers": [issuer.trust_entry() for issuer in issuers] + extra}), "utf-8")
        self.service = VerifyService(RunOptions(at=NOW, trust=trust, replay=web.recording(folder / "net"), **options))

    def states(self, *sources: Source) -> list[str]:
        return [str(found.report.verdict.state) for found in self.service.inspect(sources)]

    def one(self, source: Source) -> Inspected:
        return self.service.inspect_one(source)


@pytest.fixture(scope="module")
def web() -> Web:
    return Web()


@pytest.fixture(scope="module")
def college() -> Issuer:
    return did_key("Zuiderpark College")


@pytest.fixture(scope="module")
def university(web: Web) -> Issuer:
    return did_web("Noordzee University", "noordzee.example", web=web)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, web: Web, college: Issuer, university: Issuer) -> Iterator[Bench]:
    hosted_badge("Hosted badge", web=web)
    web.put("https://files.example/badge.json", json.dumps(college.sign(college.badge())).encode(), "application/vc")
    university.status_list("https://noordzee.example/status/1", revoked=[4321])
    made = Bench(
        tmp_path_factory.mktemp("bench"),
        web,
        [college, university],
        [{"ids": ["https://badges.example"], "name": "Badge College"}],
    )
    yield made
    made.service.close()


def _json(document: dict[str, Any], label: str = "x.json") -> Source:
    return from_bytes(json.dumps(document).encode(), label)


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_data_integrity_credentials(bench: Bench, college: Issuer, suite: str) -> None:
    assert bench.states(_json(college.sign(college.badge(), suite))) == ["VERIFIED"]


@pytest.mark.parametrize("kind", [KeyType.P256, KeyType.P384])
@pytest.mark.parametrize("suite", ["ecdsa-rdfc-2019", "ecdsa-jcs-2019"])
def test_a_sound_signature_of_a_stranger_is_not_verified(bench: Bench, kind: KeyType, suite: str) -> None:
    stranger = did_key("Somebody", kind=kind)
    found = bench.one(_json(stranger.sign(stranger.badge(), suite)))
    assert str(found.report.verdict.state) == "ISSUER_UNKNOWN"
    assert not found.report.verdict.green


def test_jose_credentials_new_and_old(bench: Bench, college: Issuer, university: Issuer) -> None:
    new = university.vc_jwt(university.badge())
    old = college.vc_claim_jwt(college.badge(version=1))
    assert bench.states(from_text(new), from_text(old)) == ["VERIFIED", "VERIFIED"]


def test_pictures_and_presentations(bench: Bench, college: Issuer, university: Issuer) -> None:
    signed = college.sign(college.badge())
    token = university.vc_jwt(university.badge())
    png = bench.one(from_bytes(baked_png(json.dumps(signed)), "a.png"))
    svg = bench.one(from_bytes(baked_svg(token), "a.svg"))
    assert (png.report.carrier, svg.report.carrier) == (Carrier.PNG, Carrier.SVG)
    assert (png.report.verdict.green, svg.report.verdict.green) == (True, True)
    holder = did_key("Sanne")
    both = college.sign(college.badge(holder=holder.id))
    shown = bench.one(_json(presentation(holder, [both, university.vc_jwt(university.badge(holder=holder.id))])))
    assert shown.report.kind is Kind.PRESENTATION
    assert [str(item.verdict.state) for item in shown.report.items] == ["VERIFIED", "VERIFIED"]
    assert shown.report.verdict.green


def test_bad_ones_keep_their_own_verdict_and_the_order(bench: Bench, college: Issuer, university: Issuer) -> None:
    tampered = college.sign(college.badge())
    tampered["name"] = "Doctor of Everything"
    url = "https://noordzee.example/status/1"
    revoked = university.sign(university.badge("R", status=status_entry(url, 4321)))
    fine = university.sign(university.badge("F", status=status_entry(url, 4322)))
    unreachable = university.sign(university.badge("U", status=status_entry("https://noordzee.example/none", 4)))
    expired = college.sign(college.badge("E", valid_until=NOW - timedelta(days=1)))
    later = college.sign(college.badge("L", valid_from=NOW + timedelta(days=1)))
    sources = [_json(one) for one in (tampered, revoked, fine, unreachable, expired, later)]
    sources += [from_text("hello"), from_bytes(b"", "empty"), _json({"a": 1}), _json(college.badge())]
    assert bench.states(*sources) == [
        "TAMPERED",
        "REVOKED",
        "VERIFIED",
        "STATUS_UNKNOWN",
        "EXPIRED",
        "NOT_YET_VALID",
        "NOT_A_CREDENTIAL",
        "MALFORMED",
        "NOT_A_CREDENTIAL",
        "UNSIGNED",
    ]


def test_an_address_that_was_given_is_fetched_and_logged(bench: Bench) -> None:
    found = bench.one(from_url("https://files.example/badge.json"))
    assert found.report.verdict.green
    assert found.report.carrier is Carrier.URL
    assert [(event.url, str(event.outcome)) for event in found.report.network] == [
        ("https://files.example/badge.json", "fetched")
    ]
    assert found.evidence[0].url == "https://files.example/badge.json"


def test_a_hosted_badge_is_verified_by_its_own_address(bench: Bench, web: Web) -> None:
    badge = hosted_badge("Hosted badge")
    assert bench.states(from_url(badge.url), from_bytes(badge.raw, "badge.json")) == ["VERIFIED", "VERIFIED"]
    changed = json.loads(badge.raw) | {"issuedOn": "2020-01-01T00:00:00Z"}
    assert bench.states(_json(changed)) == ["TAMPERED"]


@pytest.mark.parametrize(
    ("url", "state", "code", "outcome"),
    [
        ("http://files.example/x", "REFUSED_UNSAFE", "format.unsafe_not_https", "refused"),
        ("https://192.168.1.1/x", "REFUSED_UNSAFE", "format.unsafe_private_address", "refused"),
        ("https://nobody.example/x", "COULD_NOT_CHECK", "proof.unreachable_source", "unreachable"),
    ],
)
def test_addresses_that_cannot_be_had(bench: Bench, url: str, state: str, code: str, outcome: str) -> None:
    report = bench.one(from_url(url)).report
    assert str(report.verdict.state) == state
    assert code in [check.code for check in report.checks]
    assert [str(event.outcome) for event in report.network] == [outcome]


def test_a_link_inside_a_file_is_not_followed(bench: Bench) -> None:
    report = bench.one(from_text("https://files.example/badge.json")).report
    assert (report.kind, str(report.verdict.state), report.network) == (Kind.LINK, "NOT_A_CREDENTIAL", ())


def test_a_folder_and_a_zip_are_as_good_as_what_is_in_them(bench: Bench, college: Issuer, tmp_path: Path) -> None:
    folder = tmp_path / "candidates"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.json").write_text(json.dumps(college.sign(college.badge())), "utf-8")
    (folder / "deep" / "b.jwt").write_text(college.vc_jwt(college.badge("B")), "utf-8")
    (folder / ".hidden").write_text("x", "utf-8")
    (folder / "elsewhere.json").symlink_to("/etc/hostname")
    (folder / "nowhere.json").symlink_to(folder / "nowhere.json")
    found = bench.one(from_path(folder))
    assert [item.report.source for item in found.items] == [str(folder / "a.json"), str(folder / "deep" / "b.jwt")]
    assert found.report.verdict.green
    assert found.report.flags == ("UNSIGNED_CONTAINER",)
    (folder / "c.json").write_text("{", "utf-8")
    assert bench.states(from_path(folder)) == ["MALFORMED"]
    packed = tmp_path / "candidates.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(folder / "a.json", "a.json")
        archive.write(folder / "deep" / "b.jwt", "deep/b.jwt")
    found = bench.one(from_path(packed))
    assert (found.report.kind, len(found.items), found.report.verdict.green) == (Kind.BUNDLE, 2, True)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert bench.states(from_path(empty)) == ["MALFORMED"]


def test_a_source_that_is_not_there_is_said(bench: Bench, tmp_path: Path) -> None:
    report = bench.one(from_path(tmp_path / "nothing.json")).report
    assert [check.code for check in report.checks] == ["source.missing"]
    assert not report.verdict.green
    device = bench.one(from_path(Path("/dev/null"))).report
    assert [check.code for check in device.checks] == ["source.unreadable"]


def test_many_sources_on_all_cores_keep_their_order(bench: Bench, college: Issuer) -> None:
    sources = [_json(college.sign(college.badge(f"Course {number}")), f"{number}.json") for number in range(40)]
    found = list(bench.service.inspect(sources))
    assert [one.report.source for one in found] == [source.label for source in sources]
    assert all(one.report.verdict.green for one in found)


def test_what_is_someone_elses_is_not_compared_with_the_person_of_this_wallet(bench: Bench, college: Issuer) -> None:
    bench.service.use(person=Person(names=("Sanne Voorbeeld",)))
    source = _json(college.sign(college.badge("P")))

    def asked(*, someone_elses: bool) -> list[str]:
        (found,) = bench.service.inspect([source], someone_elses=someone_elses)
        return [check.code for check in found.report.checks if check.kind is CheckKind.SUBJECT_IS_ME]

    assert asked(someone_elses=True) == []
    assert asked(someone_elses=False) == ["subject.no_match"]


def test_progress_is_told_and_may_stop_it(bench: Bench, college: Issuer) -> None:
    class Impatient:
        def __init__(self) -> None:
            self.seen: list[int] = []

        def step(self, done: int, total: int, note: str = "") -> None:
            self.seen.append(done)
            assert total == 30
            if done >= 3:
                raise CancelledError("cancelled")

    watch = Impatient()
    sources = [_json(college.sign(college.badge("P")))] * 30
    with pytest.raises(CancelledError):
        list(bench.service.inspect(sources, progress=watch))
    assert max(watch.seen) == 3
    assert bench.states(sources[0]) == ["VERIFIED"]


def test_nothing_starts_after_it_was_closed() -> None:
    """The window prepares a worker in the background; by then the wallet may be locked again."""
    service = VerifyService(RunOptions(offline=True))
    service.close()
    service.warm_up()
    assert service._pool.process_ids() == ()
    with pytest.raises(EnvironmentFailedError, match=r"worker\.closed"):
        service.inspect_one(from_text("{}"))


def test_lists_and_recordings_that_cannot_be_read_are_usage_errors(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{}", "utf-8")
    for name in ("bad.json", "absent.json"):
        with pytest.raises(UsageError, match=r"trust\.list_unreadable"):
            VerifyService(RunOptions(trust=tmp_path / name))
    with pytest.raises(UsageError, match=r"replay\.unreadable"):
        VerifyService(RunOptions(replay=tmp_path / "absent.json"))


def test_what_was_recorded_verifies_the_same_and_grows_old(tmp_path: Path, web: Web, university: Issuer) -> None:
    university.status_list("https://noordzee.example/status/1", revoked=[4321])
    trust = tmp_path / "trust.json"
    trust.write_text(json.dumps({"issuers": [university.trust_entry()]}), "utf-8")
    credential = _json(
        university.sign(university.badge("F", status=status_entry("https://noordzee.example/status/1", 1)))
    )
    recording = tmp_path / "made" / "map.json"
    first = VerifyService(RunOptions(at=NOW, trust=trust, replay=web.recording(tmp_path / "net"), record=recording))
    assert first.inspect_one(credential).report.verdict.green
    first.close()
    assert set(json.loads(recording.read_text("utf-8"))) == {
        "https://noordzee.example/.well-known/did.json",
        "https://noordzee.example/status/1",
    }
    for days, state in ((0, "VERIFIED"), (2, "VERIFIED_EARLIER")):
        later = VerifyService(RunOptions(at=NOW + timedelta(days=days), trust=trust, replay=recording))
        report = later.inspect_one(credential).report
        later.close()
        assert (str(report.verdict.state), report.replayed) == (state, True)
