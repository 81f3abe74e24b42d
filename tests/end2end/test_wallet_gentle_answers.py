"""The installed program on wallets in trouble: a sentence that says what to do, the right status, nothing changed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simulators import issuer as issuers
from simulators import quick_program
from simulators import wallet_under_stress as stress
from wallet import wording
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.vault import schema
from wallet.vault.header import WayIn

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).resolve().parents[2]
SECRET = "a quiet horse"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "wallet"
    options = RunOptions(profile=made)
    session = sessions.create(made, SECRET, options=options).session
    session._vault.set_way(WayIn.RECOVERY_KEY, stress.SECRET)
    session.lock()
    (tmp_path / "passphrase").write_text(SECRET)
    return made


def run(place: Path, *arguments: str, lang: str = "en", secret: str | None = None) -> tuple[int, str, str]:
    """Run ``wallet`` on the wallet in ``place``; give status, output, and what it said to the person."""
    secret_file = place.parent / "passphrase"
    if secret is not None:
        secret_file = place.parent / "other-passphrase"
        secret_file.write_text(secret)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "HOME": str(place.parent / "home")}
    command = [*arguments, "--profile", str(place), "--passphrase-file", str(secret_file), "--lang", lang]
    done = quick_program.run(command, environment=environment)
    assert b"Traceback" not in done.stderr + done.stdout
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def files(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.iterdir() if path.name.startswith("wallet.")}


def start_of(key: str, lang: str) -> str:
    """The sentence up to its first fact."""
    return wording.catalogue(lang)[key].split("{")[0].strip()


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_second_process_is_told_and_the_first_goes_on(place: Path, lang: str) -> None:
    session = sessions.unlock(place, SECRET, options=RunOptions(profile=place))
    status, _, said = run(place, "list", lang=lang)
    assert status == 3
    assert start_of("error.vault.in_use", lang) in said
    session.rename("still mine")
    session.lock()
    assert run(place, "list")[0] == 0


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_wrong_passphrase_changes_nothing(place: Path, lang: str) -> None:
    before = files(place)
    status, _, said = run(place, "list", lang=lang, secret="not it")
    assert status == 3
    assert start_of("error.vault.wrong_passphrase", lang) in said
    assert files(place) == before


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_wallet_of_a_newer_program_is_left_alone(place: Path, lang: str) -> None:
    vault = stress.open_it(place)
    vault.database.script(f"PRAGMA user_version = {schema.VERSION + 1}")
    vault.close()
    before = files(place)
    status, _, said = run(place, "list", lang=lang)
    assert status == 4
    assert start_of("error.vault.newer_version", lang) in said
    assert files(place) == before


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_damaged_page_names_backup_and_rescue_and_rescue_works(place: Path, lang: str, tmp_path: Path) -> None:
    vault = stress.open_it(place)
    kept = [stress.keep(vault, number) for number in range(30)]
    vault.close()
    data = bytearray((place / "wallet.db").read_bytes())
    data[50:90] = bytes(40)
    (place / "wallet.db").write_bytes(data)
    status, _, said = run(place, "list", lang=lang)
    assert status == 4
    assert start_of("error.vault.damaged", lang) in said
    assert "rescue" in said
    status, out, said = run(place, "rescue", "--out", str(tmp_path / "out"), "--json", lang=lang)
    assert status in (0, 1), said
    assert len(list((tmp_path / "out").glob("*.json"))) == len(kept) + 1
    assert out
    assert (place / "wallet.db").read_bytes() == bytes(data)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_full_disk_is_said_and_what_was_there_stays(place: Path, lang: str, tmp_path: Path) -> None:
    if shutil.which("unshare") is None or not sys.platform.startswith("linux"):
        pytest.skip("NOT RUN: no unshare here")
    issuer = issuers.did_key("School")
    badge = tmp_path / "badge.json"
    badge.write_text(json.dumps(issuer.sign(issuer.badge("A" * 400_000))))
    small = tmp_path / "small"
    small.mkdir()
    wallet = f"PYTHONPATH={ROOT / 'src'} {sys.executable} -m wallet"
    given = f"--profile {small}/wallet --passphrase-file {tmp_path}/passphrase --lang {lang}"
    script = (
        f"mount -t tmpfs -o size=1m capsa {small} || exit 77; cp -r {place} {small}/wallet;"
        f" {wallet} add {badge} --yes --offline {given}; echo status $?;"
        f" {wallet} list {given}; echo status $?"
    )
    alone = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]
    done = subprocess.run([*alone, "sh", "-c", script], capture_output=True, text=True, timeout=90, check=False)
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(f"NOT RUN: this machine mounts no small file system: {done.stderr.strip()[:200]}")
    assert [line for line in done.stdout.splitlines() if line.startswith("status")] == ["status 4", "status 0"]
    assert start_of("error.vault.disk_full", lang) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_backup_that_was_cut_off_restores_nothing(place: Path, tmp_path: Path) -> None:
    vault = stress.open_it(place)
    stress.keep(vault, 1)
    vault.close()
    backup = tmp_path / "b.walletbackup"
    backup_secret = tmp_path / "backup-passphrase"
    backup_secret.write_text("another one")
    status, _, said = run(place, "backup", str(backup), "--backup-passphrase-file", str(backup_secret))
    assert status == 0, said
    backup.write_bytes(backup.read_bytes()[:-100])
    status, _, said = run(place, "restore", str(backup), "--backup-passphrase-file", str(backup_secret))
    assert status != 0
    assert start_of("error.backup.damaged", "en") in said
