"""The installed program as a process: every command, every exit status, prose for people and JSON for programs."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulators import quick_program
from wallet import resources
from wallet.cli.main import run
from wallet.services import session as sessions
from wallet.services.options import RunOptions

pytestmark = pytest.mark.e2e

PASSPHRASE = "a long and quiet passphrase"
SAMPLES = resources.path("samples")
CALL = ("--trust", str(SAMPLES / "trust.json"), "--replay", str(SAMPLES / "net.json"))
Result = subprocess.CompletedProcess[bytes]
Call = Callable[..., Result]


def call(*arguments: str, stdin: bytes = b"", quick: bool = True, **environment: str) -> Result:
    """Run the program; a traceback is never acceptable."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("WALLET_", "LC_", "LANG"))}
    quiet |= {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "LANG": "C.UTF-8", **environment}
    if quick:
        done = quick_program.run(list(arguments), stdin=stdin, environment=quiet)
    else:
        command = [sys.executable, "-m", "wallet", *arguments]
        done = subprocess.run(command, input=stdin, capture_output=True, env=quiet, timeout=110, check=False)
    assert b"Traceback" not in done.stdout + done.stderr
    return done


def lines(done: Result) -> list[dict[str, Any]]:
    """Return what ``--json`` printed; every line of standard output is an object."""
    return [json.loads(line) for line in done.stdout.splitlines()]


def sample(name: str) -> str:
    return str(next(SAMPLES.glob(f"{name}*")))


class Wallet:
    """A wallet in a folder, driven by commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.secret = folder.parent / f"{folder.name}.passphrase"
        self.secret.write_text(PASSPHRASE + "\n", "utf-8")

    def __call__(self, *arguments: str, **more: Any) -> Result:
        return call(*arguments, "--profile", str(self.folder), "--passphrase-file", str(self.secret), **more)

    def ids(self, *arguments: str) -> list[str]:
        return [record["key"] for record in lines(self("list", "--json", *arguments))]


@pytest.fixture(scope="module")
def wallet(tmp_path_factory: pytest.TempPathFactory) -> Wallet:
    made = Wallet(tmp_path_factory.mktemp("cli") / "wallet")
    # Made here, where deriving the key is quick; ``init`` has tests of its own.
    sessions.create(made.folder, PASSPHRASE, options=RunOptions(profile=made.folder)).session.lock()
    files = sorted(str(file) for file in SAMPLES.iterdir() if file.name[0].isdigit())
    done = made("add", "--yes", "--json", *CALL, *files)
    assert done.returncode == 1  # the changed one is refused
    results = {Path(one["source"]).name[0]: one["result"] for one in lines(done)}
    assert results == {number: "refused" if number == "7" else "added" for number in "12345678"}
    return made


# ------------------------------------------------------------------------ verify


def test_verify_needs_no_wallet_and_says_what_it_found() -> None:
    done = call("verify", sample("1"), *CALL)
    assert done.returncode == 0
    text = done.stdout.decode()
    assert "Verified" in text
    assert "SAMPLE Zuiderpark College" in text
    # A recording in the place of the network is said before any verdict, another time than now as well.
    assert "not as it is now" not in text
    at = call("verify", sample("1"), *CALL, "--at", "2026-11-23T12:00:00Z").stdout.decode()
    assert "not as it is now" in at.splitlines()[0]
    assert "comes from the recording" in text.partition("Verified")[0]
    assert not done.stderr


@pytest.mark.parametrize(
    ("number", "verdict", "tone"),
    [
        ("1", "VERIFIED", "green"),
        ("2", "VERIFIED", "green"),
        ("3", "VERIFIED", "green"),
        ("4", "EXPIRED", "amber"),
        ("5", "REVOKED", "red"),
        ("6", "VERIFIED", "green"),
        ("7", "TAMPERED", "red"),
        ("8", "VERIFIED", "green"),
    ],
)
def test_each_sample_has_its_verdict(number: str, verdict: str, tone: str) -> None:
    done = call("verify", "--json", sample(number), *CALL)
    (told,) = lines(done)
    assert (told["verdict"], told["tone"], told["green"]) == (verdict, tone, verdict == "VERIFIED")
    assert done.returncode == (0 if verdict == "VERIFIED" else 1)
    assert told["replayed"] is True


def test_a_sample_is_unknown_in_a_normal_run() -> None:
    files = [sample(number) for number in "1234568"]
    done = call("verify", "--json", "--offline", *files)
    assert done.returncode == 1
    assert {told["verdict"] for told in lines(done)} == {"ISSUER_UNKNOWN"}


def test_one_bad_source_never_stops_the_others(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_bytes(b"")
    (tmp_path / "deep.json").write_bytes(b"[" * 100_000)
    sources = [str(tmp_path / "absent.json"), str(tmp_path / "empty.json"), str(tmp_path / "deep.json"), sample("1")]
    done = call("verify", "--json", *sources, *CALL)
    told = lines(done)
    assert [one["source"] for one in told] == sources
    assert [one["verdict"] for one in told] == ["MALFORMED", "MALFORMED", "MALFORMED", "VERIFIED"]
    assert done.returncode == 2
    assert b"absent.json" in done.stderr


def test_standard_input_and_text(tmp_path: Path) -> None:
    token = Path(sample("2")).read_bytes()
    assert call("verify", "-", *CALL, stdin=token).returncode == 0
    (told,) = lines(call("verify", "--json", "-", *CALL, stdin=Path(sample("3")).read_bytes()))
    assert (told["source"], told["carrier"], told["verdict"]) == ("-", "png", "VERIFIED")
    (told,) = lines(call("verify", "--json", "-", stdin=b"https://www.edubadges.nl/public/assertions/abcdefgh12"))
    assert (told["kind"], told["verdict"], told["network"]) == ("link", "NOT_A_CREDENTIAL", [])


def test_the_time_and_the_age_of_a_recording_are_what_was_given(tmp_path: Path) -> None:
    recording = tmp_path / "rec" / "map.json"
    first = call("verify", "--json", sample("6"), *CALL, "--record", str(recording), "--at", "2026-11-23T12:00:00Z")
    (told,) = lines(first)
    assert told["checked_at"] == "2026-11-23T12:00:00Z"
    trust = CALL[:2]
    same = call("verify", "--json", sample("6"), *trust, "--replay", str(recording), "--at", "2026-11-24T11:00:00Z")
    assert lines(same)[0]["verdict"] == "VERIFIED"
    later = call("verify", "--json", sample("6"), *trust, "--replay", str(recording), "--at", "2026-11-24T13:00:00Z")
    (told,) = lines(later)
    assert (told["verdict"], told["tone"], later.returncode) == ("VERIFIED_EARLIER", "grey", 1)


def test_both_languages() -> None:
    english, dutch = (call("verify", sample("4"), *CALL, "--lang", lang).stdout.decode() for lang in ("en", "nl"))
    assert "Expired" in english
    assert "1 March 2025" in english
    assert "1 maart 2025" in dutch
    by_computer = call("verify", sample("4"), *CALL, LC_ALL="nl_NL.UTF-8").stdout.decode()
    assert by_computer == dutch
    assert "Vergrendeld" in dutch or "Verlopen" in dutch


def test_reports_are_what_the_schema_says(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema_rs")
    validator = jsonschema.validator_for(json.loads(resources.read_text("schemas", "report.schema.json")))
    offer = "openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fissuer.example%2Foffer"
    sources = [sample(number) for number in "12345678"] + [str(SAMPLES), "/nowhere", offer, "https://10.0.0.1/x"]
    told = lines(call("verify", "--json", *sources, *CALL))
    assert len(told) == len(sources)
    for one in told:
        assert validator.is_valid(one), [str(error) for error in validator.iter_errors(one)][:3]
    assert [one["verdict"] for one in told[-2:]] == ["CONSENT_REQUIRED", "REFUSED_UNSAFE"]
    assert told[8]["kind"] == "bundle"
    assert len(told[8]["items"]) >= 8


def test_the_highest_status_that_applies() -> None:
    assert call("verify", sample("1"), sample("4"), *CALL).returncode == 1
    assert call("verify", sample("4"), "/nowhere/x.json", *CALL).returncode == 2


# ------------------------------------------------------------------------ usage and the environment


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--json",),
        ("frobnicate",),
        ("verify",),
        ("verify", "x", "--frob"),
        ("verify", "x", "--at", "yesterday"),
        ("verify", "x", "--at", "2026-11-23T12:00:00"),
        ("verify", "x", "--trust", "/nowhere.json"),
        ("verify", "x", "--replay", "/nowhere.json"),
        ("verify", ""),
        ("share", "x", "--as", "pigeon"),
        ("list", "--lang", "fr"),
    ],
)
def test_wrong_use_is_status_2_and_one_sentence(arguments: tuple[str, ...]) -> None:
    if arguments == ():
        arguments = ("--json",)
    done = call(*arguments)
    assert done.returncode == 2
    assert not done.stdout
    assert 0 < len(done.stderr.decode().splitlines()) <= 2


COMMANDS = (
    *("init", "add", "list", "show", "search", "verify", "share", "portfolio", "backup", "restore", "trust"),
    *("checker", "passphrase", "recovery-key", "destroy", "doctor", "tour"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run([command, "--help"])
    assert ended.value.code == 0
    about = capsys.readouterr().out
    assert command in about
    assert "cli." not in about


def test_help_names_every_command_and_has_a_version() -> None:
    text = call("--help").stdout.decode()
    assert [command for command in COMMANDS if command not in text] == []
    assert call("--version").stdout.decode().startswith("Capsa ")


def test_locked_and_wrong_passphrase_are_status_3(wallet: Wallet, tmp_path: Path) -> None:
    assert call("list", "--profile", str(wallet.folder)).returncode == 3
    (tmp_path / "wrong").write_text("not this one", "utf-8")
    done = call("list", "--profile", str(wallet.folder), "--passphrase-file", str(tmp_path / "wrong"))
    assert done.returncode == 3
    assert not done.stdout


def test_the_passphrase_comes_from_a_file_standard_input_or_the_environment(wallet: Wallet) -> None:
    folder = str(wallet.folder)
    assert (
        call("list", "--profile", folder, "--passphrase-file", "-", stdin=PASSPHRASE.encode() + b"\n").returncode == 0
    )
    assert call("list", "--profile", folder, WALLET_PASSPHRASE_FILE=str(wallet.secret)).returncode == 0
    assert call("list", "--profile", folder, "--passphrase-file", "/nowhere").returncode == 2


def test_no_wallet_there_is_said_before_a_passphrase_is_asked(tmp_path: Path) -> None:
    done = call("list", "--profile", str(tmp_path / "none"))
    assert done.returncode == 2
    assert str(tmp_path / "none") in done.stderr.decode()


@pytest.mark.skipif(os.name != "posix" or not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_disk_that_is_full_is_status_4(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "wallet", "verify", "--json", sample("1"), *CALL]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 4
    assert b"Traceback" not in done.stderr
    unwritable = call("checker", "--out", "/proc/nothing/x.html")
    assert unwritable.returncode == 4


def test_a_reader_that_has_enough_is_no_error() -> None:
    command = f"{sys.executable} -m wallet --help | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False, timeout=60)
    assert b"Traceback" not in done.stderr


# ------------------------------------------------------------------------ the wallet


def test_nothing_is_added_unasked(wallet: Wallet) -> None:
    done = wallet("add", sample("1"), *CALL)
    assert done.returncode == 2
    assert "--yes" in done.stderr.decode()


def test_the_same_again_is_a_duplicate(wallet: Wallet) -> None:
    done = wallet("add", "--yes", "--json", sample("1"), *CALL)
    (told,) = lines(done)
    assert (told["result"], told["id"] in wallet.ids()) == ("duplicate", True)
    assert done.returncode == 0


def test_what_cannot_be_added_is_refused_with_its_reason(wallet: Wallet, tmp_path: Path) -> None:
    before = wallet.ids()
    (tmp_path / "x.json").write_text('{"name": "capsa"}', "utf-8")
    done = wallet("add", "--yes", "--json", str(tmp_path / "x.json"), sample("7"), "/nowhere/y", *CALL)
    told = lines(done)
    assert [one["result"] for one in told] == ["refused"] * 3
    assert [one["verdict"] for one in told] == ["NOT_A_CREDENTIAL", "TAMPERED", "MALFORMED"]
    assert all(one["id"] is None and one["reason"] for one in told)
    assert done.returncode == 2
    assert wallet.ids() == before


def test_papers_are_kept_when_asked(tmp_path: Path) -> None:
    own = Wallet(tmp_path / "papers")
    own("init")
    paper = tmp_path / "diploma.pdf"
    paper.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n"
    )
    assert lines(own("add", "--yes", "--json", str(paper)))[0]["result"] == "refused"
    assert lines(own("add", "--yes", "--json", "--keep-papers", str(paper)))[0]["result"] == "added"
    assert "Not signed" in own("list").stdout.decode()


def test_list_search_and_show(wallet: Wallet) -> None:
    text = wallet("list").stdout.decode()
    assert "Statistics with Python" in text
    found = lines(wallet("search", "--json", "statist"))
    assert [record["title"] for record in found] == [{"en": "Statistics with Python"}]
    assert lines(wallet("search", "--json", "year:1999")) == []
    assert wallet("search", "year:soon").returncode == 2
    (shown,) = lines(wallet("show", "--json", found[0]["key"]))
    assert shown == found[0]
    prose = wallet("show", found[0]["key"]).stdout.decode()
    assert "Digital signature" in prose or "signature" in prose
    assert wallet("show", "no-such-id").returncode == 2


def test_records_are_what_the_schema_says(wallet: Wallet) -> None:
    jsonschema = pytest.importorskip("jsonschema_rs")
    schema = json.loads(resources.read_text("schemas", "record.schema.json"))
    validator = jsonschema.validator_for(schema)
    for record in lines(wallet("list", "--json")):
        assert validator.is_valid(record), [str(error) for error in validator.iter_errors(record)][:3]


def test_portfolio_and_checker_write_what_they_say(wallet: Wallet, tmp_path: Path) -> None:
    for form in ("pdf", "html", "zip", "csv"):
        out = tmp_path / f"portfolio.{form}"
        done = wallet("portfolio", "--as", form, "--out", str(out), "--json", *CALL)
        assert done.returncode == 0, done.stderr
        (file,) = lines(done)[0]["files"]
        assert (file["path"], file["sha256"]) == (str(out), hashlib.sha256(out.read_bytes()).hexdigest())
    out = tmp_path / "checker.html"
    (told,) = lines(call("checker", "--out", str(out), "--json"))
    assert told["files"][0]["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert hashlib.sha256(out.read_bytes()).hexdigest() in call("checker", "--out", str(out)).stdout.decode()


@pytest.mark.parametrize("form", ["qr", "file", "page"])
def test_a_share_is_previewed_written_and_verifies(wallet: Wallet, tmp_path: Path, form: str) -> None:
    (record,) = lines(wallet("search", "--json", "statistics"))
    arguments = ("share", record["key"], "--as", form, "--for", "Employer BV", "--purpose", "job", *CALL)
    prose = wallet(*arguments, "--out", str(tmp_path / "prose"))
    assert prose.returncode == 0, prose.stderr
    assert b"They will see" in prose.stdout
    (tmp_path / "out").mkdir()
    (told,) = lines(wallet(*arguments, "--expires", "2099-01-01", "--out", str(tmp_path / "out"), "--json"))
    for file in told["files"]:
        assert hashlib.sha256(Path(file["path"]).read_bytes()).hexdigest() == file["sha256"]
    if form == "page":
        assert b"<script" in Path(told["files"][0]["path"]).read_bytes()
        return
    path = next((file["path"] for file in told["files"] if file["path"].endswith(".png")), told["files"][0]["path"])
    done = call("verify", "--json", path, *CALL)
    (report,) = lines(done)
    assert report["verdict"] == "VERIFIED", report["checks"]
    assert [item["verdict"] for item in report["items"]] == ["VERIFIED"]
    if form == "qr":
        assert told["qr_text"]
        assert lines(call("verify", "--json", told["qr_text"], *CALL))[0]["kind"] == "share"
    asked = call("verify", "--json", path, *CALL, "--nonce", "n-1", "--audience", "https://employer.example")
    assert lines(asked)[0]["verdict"] == "REPLAY"


def test_a_page_can_be_locked_with_a_passphrase_of_its_own(wallet: Wallet, tmp_path: Path) -> None:
    (tmp_path / "word").write_text("a word between us\n", "utf-8")
    one = wallet.ids()[0]
    locked = ("--page-passphrase-file", str(tmp_path / "word"))
    (told,) = lines(wallet("share", one, "--as", "page", "--yes", "--json", "--out", str(tmp_path / "p.html"), *locked))
    made = Path(told["files"][0]["path"]).read_text("utf-8")
    assert "a word between us" not in made
    assert '"seal":"passphrase"' in made.replace(" ", "")
    refused = wallet("share", one, "--as", "file", "--yes", *locked)
    assert refused.returncode == 2
    assert b"page" in refused.stderr


def test_what_cannot_be_shared_is_said(wallet: Wallet) -> None:
    assert wallet("share", "no-such-id", "--as", "file").returncode == 2
    (record,) = lines(wallet("search", "--json", "statistics"))
    assert wallet("share", record["key"], "--as", "file", "--hide", "shoe size").returncode == 2


def test_backup_and_restore_on_another_computer(wallet: Wallet, tmp_path: Path) -> None:
    backup = tmp_path / "mine.walletbackup"
    (told,) = lines(wallet("backup", str(backup), "--json"))
    assert told["credentials"] == 7
    assert told["files"][0]["sha256"] == hashlib.sha256(backup.read_bytes()).hexdigest()
    other = Wallet(tmp_path / "other")
    assert other("restore", str(backup), "--test").returncode == 0
    assert not other.folder.exists()
    done = other("restore", str(backup), "--json")
    assert done.returncode == 0, done.stderr
    told_items = [one for one in lines(done) if "result" in one]
    assert [one["result"] for one in told_items] == ["added"] * 7
    assert sorted(other.ids()) == sorted(wallet.ids())
    assert [one["result"] for one in lines(other("restore", str(backup), "--json", "--yes"))] == ["duplicate"] * 7
    assert other("restore", str(backup)).returncode == 2
    backup.write_bytes(backup.read_bytes()[:-40])
    assert other("restore", str(backup), "--test").returncode == 1
    (tmp_path / "wrong").write_text("wrong", "utf-8")
    assert wallet("restore", str(tmp_path / "absent"), "--test").returncode == 2


def test_known_issuers(wallet: Wallet) -> None:
    did = json.loads((SAMPLES / "trust.json").read_text("utf-8"))["issuers"][0]["ids"][0]
    assert wallet("trust", "add", did, "--name", "My College", "--reason", "I studied there").returncode == 0
    own = [one for one in lines(wallet("trust", "list", "--json")) if one.get("own")]
    assert [(one["ids"], one["name"], one["reason"]) for one in own] == [([did], "My College", "I studied there")]
    done = wallet("add", "--yes", "--json", sample("1"), "--offline")
    assert lines(done)[0]["verdict"] == "VERIFIED"
    assert wallet("trust", "remove", did).returncode == 0
    assert not [one for one in lines(wallet("trust", "list", "--json")) if one.get("own")]
    assert wallet("trust", "add", "zuiderpark", "--name", "X").returncode == 2


def test_passphrase_recovery_key_and_destroy(tmp_path: Path) -> None:
    own = Wallet(tmp_path / "own")
    (made,) = lines(own("init", "--json", quick=False))
    assert made["holder"].startswith("did:")
    assert len(made["recovery_key"]) > 20
    assert own("init").returncode == 2
    new = tmp_path / "new"
    new.write_text("another long passphrase", "utf-8")
    assert own("passphrase", "--new-passphrase-file", str(new)).returncode == 0
    assert own("list").returncode == 3
    own.secret.write_text("another long passphrase", "utf-8")
    assert own("list").returncode == 0
    (replaced,) = lines(own("recovery-key", "--new", "--json"))
    assert replaced["recovery_key"] != made["recovery_key"]
    for key, status in ((made["recovery_key"], 3), (replaced["recovery_key"], 0)):
        (tmp_path / "key").write_text(key, "utf-8")
        (tmp_path / "third").write_text("a third passphrase", "utf-8")
        done = own(
            "passphrase", "--recovery-key-file", str(tmp_path / "key"), "--new-passphrase-file", str(tmp_path / "third")
        )
        assert done.returncode == status
    own.secret.write_text("a third passphrase", "utf-8")
    assert own("destroy").returncode == 2
    assert own("destroy", "--confirm", "yes").returncode == 2
    assert own("list").returncode == 0
    assert own("destroy", "--confirm", "delete everything").returncode == 0
    assert not own.folder.exists()


def test_doctor_says_what_works() -> None:
    done = call("doctor", "--json")
    told = {one["name"]: one["health"] for one in lines(done)}
    assert (told["worker"], told["disk"], done.returncode) == ("good", "good", 0)


def test_the_tour_shows_what_is_good_and_what_is_not(tmp_path: Path) -> None:
    done = call("tour", "--json", "--out", str(tmp_path / "tour"))
    assert done.returncode == 0, done.stderr
    (told,) = lines(done)
    verdicts = {one["source"][0]: one["verdict"] for one in told["collected"]}
    assert verdicts == {
        **dict.fromkeys("12368", "VERIFIED"),
        "4": "EXPIRED",
        "5": "REVOKED",
        "7": "TAMPERED",
    }
    assert {one["source"][0] for one in told["collected"] if one["result"] == "refused"} == {"7"}
    assert [(one["form"], one["verdict"]) for one in told["shares"]] == [("qr", "VERIFIED"), ("file", "VERIFIED")]
    names = {Path(file["path"]).name for file in told["files"]}
    assert {"share-qr.png", "share-page.html", "portfolio.pdf"} <= names
    for file in told["files"]:
        assert hashlib.sha256(Path(file["path"]).read_bytes()).hexdigest() == file["sha256"]
    # In a normal run nobody knows the issuers of what the tour shared.
    (again,) = lines(call("verify", "--json", "--offline", str(tmp_path / "tour" / "share-qr.png")))
    assert again["verdict"] == "ISSUER_UNKNOWN"


def test_registering_and_rescuing(wallet: Wallet, tmp_path: Path) -> None:
    done = call("register", "--json", XDG_DATA_HOME=str(tmp_path / "data"))
    assert done.returncode == 0
    assert len(lines(done)[0]["files"]) == 3
    assert call("register", "--remove", XDG_DATA_HOME=str(tmp_path / "data")).returncode == 0
    saved = wallet("rescue", "--out", str(tmp_path / "saved"), "--json")
    assert (saved.returncode, lines(saved)[0]["unreadable"]) == (0, 0)
    assert wallet("rescue", "--out", str(tmp_path / "saved")).returncode == 2


def test_bench_prints_ratios() -> None:
    done = call("bench", "verify", "--count", "5", "--no-peers", "--json")
    assert done.returncode == 0
    assert all(line["ratio"]["bare signature check"] > 0 for line in lines(done))
    assert call("bench", "everything").returncode == 2


def test_without_a_display_the_tour_is_shown_instead(tmp_path: Path) -> None:
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    quiet = {name: value for name, value in os.environ.items() if name not in displays}
    command = [sys.executable, "-m", "wallet", "--lang", "en"]
    done = subprocess.run(command, capture_output=True, env=quiet, cwd=tmp_path, timeout=110, check=False)
    assert b"no display" in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr
    assert b"SAMPLE" in done.stdout
    assert {path.suffix for path in (tmp_path / "capsa-tour").iterdir()} >= {".png", ".pdf"}
