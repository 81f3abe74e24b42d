"""Killed at any moment, or with a full disk: nothing that was acknowledged is lost and nothing is half there.

``WALLET_KILLS`` says how often each scenario is killed; the default is short, ``.ci/run`` and the long form do more.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from wallet.errors import UsageError, WalletError, WrongPassphraseError
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.vault import database, folder, header, migrations, recovery_key, schema
from wallet.vault.header import WayIn
from wallet.vault.key_derivation import Argon2Parameters

if sys.platform == "win32":
    pytest.skip("NOT RUN: kill and resource limits of POSIX", allow_module_level=True)

from simulators import wallet_under_stress as stress

HERE = Path(__file__).resolve()
ROOT = HERE.parents[3]
SCRIPT = ROOT / "tests" / "simulators" / "wallet_under_stress.py"
SHORT = int(os.environ.get("WALLET_KILLS", "3"))
LONG = int(os.environ.get("WALLET_KILLS", "10" if os.environ.get("WALLET_LONG") == "short" else "40"))
DICE = random.Random(20261125)


def start(job: str, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, str(SCRIPT), job, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


def killed(job: str, place: Path, *, within: float) -> list[str]:
    """Start a job, kill it at a random moment after it is ready, and return what it had finished."""
    process = start(job, str(place))
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    assert first == b"ready\n", process.stderr.read().decode()
    time.sleep(DICE.random() * within)
    process.kill()
    rest = process.stdout.read().decode().splitlines()
    problems = process.stderr.read().decode()
    process.wait()
    process.stdout.close()
    process.stderr.close()
    assert problems == ""
    return rest


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "wallet"
    stress.make(made).close()
    yield made
    shutil.rmtree(tmp_path, ignore_errors=True)


def importing(place: Path, times: int) -> int:
    acknowledged: set[str] = set()
    notes: dict[str, str] = {}
    for _ in range(times):
        for line in killed("import", place, within=0.5):
            words = line.split()
            if words[0] == "added":
                acknowledged.add(words[1])
            else:
                notes[words[1]] = f"note {words[2]}"
        vault = stress.open_it(place)
        assert vault.database.problems() == ()
        held = set(vault.credentials.ids())
        assert acknowledged <= held
        assert len(held - acknowledged) <= times, "at most the one in flight at each kill"
        for one in held:
            assert len(vault.evidence.of(one)) == 1, "a credential is there with its evidence or not at all"
        for one, note in notes.items():
            assert vault.credentials.get(one).note == note
        found = vault.database.value("SELECT count(*) FROM search WHERE search MATCH 'words'")
        assert found == len(held)
        assert not vault.older_copy
        vault.close()
    return len(acknowledged)


def test_killed_while_importing(place: Path) -> None:
    assert importing(place, SHORT) > 0


@pytest.mark.long
@pytest.mark.timeout(1_800)
def test_killed_while_importing_many_times(place: Path) -> None:
    assert importing(place, LONG) > LONG


@pytest.mark.parametrize("times", [SHORT, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(1_800)])])
def test_killed_at_first_run(tmp_path: Path, times: int) -> None:
    for number in range(times):
        place = tmp_path / str(number)
        finished = killed("create", place, within=1.2)
        try:
            vault = stress.open_it(place)
        except UsageError:
            assert "made" not in finished
            vault = stress.make(place)
        assert vault.database.problems() == ()
        vault.close()
        leftovers = {path.name for path in place.iterdir()} - {folder.HEADER, folder.HEADER_COPY}
        assert leftovers == {"wallet.db", "wallet.lock", folder.FIRST_PAGE}


@pytest.mark.parametrize("times", [SHORT, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(1_800)])])
def test_killed_while_a_way_in_changes(place: Path, times: int) -> None:
    vault = stress.open_it(place)
    vault.set_way(WayIn.KEYRING, bytes(32))
    vault.close()
    last = 0
    for _ in range(times):
        for line in killed("passphrase", place, within=0.3):
            last = int(line.split()[1])
        opened = []
        for number in (last, last + 1, 0):
            try:
                vault = folder.open_(place, WayIn.KEYRING, number.to_bytes(32), environment=stress.environment())
            except WrongPassphraseError:
                continue
            opened.append(number)
            vault.close()
            break
        assert opened, "the last secret that was acknowledged, or the one in flight, opens"
        stress.open_it(place).close()


@pytest.mark.parametrize("times", [SHORT, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(1_800)])])
def test_killed_while_migrating(place: Path, times: int) -> None:
    vault = stress.open_it(place)
    wanted = {stress.keep(vault, number, size=20_000) for number in range(120)}
    vault.close()
    saved = place.with_name("saved")
    shutil.copytree(place, saved)
    key = header.unwrap(folder.read_header(place), WayIn.RECOVERY_KEY, stress.SECRET)
    versions = set()
    for _ in range(times):
        shutil.rmtree(place)
        shutil.copytree(saved, place)
        killed("migrate", place, within=0.25)
        path = place / "wallet.db"
        connection = database.connect(path, key)
        versions.add(migrations.version_of(connection))
        connection.close()
        migrations.bring_up_to_date(path, key, steps=stress.NEXT)
        migrations.bring_up_to_date(path, key, steps=stress.NEXT)
        connection = database.connect(path, key)
        assert migrations.version_of(connection) == schema.VERSION + 1
        assert {row[0] for row in connection.execute("SELECT id FROM later")} == wanted
        assert [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
        connection.close()
        assert {file.name for file in place.iterdir() if "migrating" in file.name or "before" in file.name} == set()
    assert versions <= {schema.VERSION, schema.VERSION + 1}


@pytest.mark.parametrize("times", [SHORT, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(1_800)])])
def test_killed_while_deleting_everything(tmp_path: Path, times: int) -> None:
    for number in range(times):
        place = tmp_path / str(number)
        stress.make(place).close()
        killed("destroy", place, within=0.02)
        try:
            stress.open_it(place).close()
        except UsageError:
            # Gone, or no wallet any more: another one can be made in its place.
            stress.make(place).close()


def with_backup(tmp_path: Path) -> Path:
    place = tmp_path / "wallet"
    options = RunOptions(profile=place)
    session = sessions.create(place, "pass", options=options).session
    for number in range(40):
        stress.keep(session._vault, number)
    session.backup.make(tmp_path / "from.walletbackup", "secret")
    session._vault.set_way(WayIn.RECOVERY_KEY, stress.SECRET)
    session.lock()
    return place


@pytest.mark.parametrize("times", [SHORT, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(1_800)])])
def test_killed_while_backing_up(tmp_path: Path, times: int) -> None:
    place = with_backup(tmp_path)
    shutil.copy(tmp_path / "from.walletbackup", tmp_path / "b.walletbackup")
    for _ in range(times):
        killed("backup", place, within=0.6)
        session = sessions.unlock_with_recovery_key(
            place, recovery_key.write(stress.SECRET), options=RunOptions(profile=place)
        )
        assert session.backup.test(tmp_path / "b.walletbackup", "secret").credentials == 40
        session.lock()


@pytest.mark.parametrize("times", [SHORT, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(1_800)])])
def test_killed_while_restoring(tmp_path: Path, times: int) -> None:
    with_backup(tmp_path)
    for number in range(times):
        place = tmp_path / f"new-{number}"
        vault = stress.make(place)
        vault.close()
        finished = killed("restore", place, within=0.9)
        vault = stress.open_it(place)
        count = len(vault.credentials.ids())
        assert count in (0, 40)
        assert count == 40 or "restored" not in finished
        assert vault.database.problems() == ()
        vault.close()


def test_a_disk_that_is_full_at_any_byte_loses_nothing(place: Path, tmp_path: Path) -> None:
    vault = stress.open_it(place)
    stress.keep(vault, 1)
    vault.close()
    saved = tmp_path / "saved"
    shutil.copytree(place, saved)
    for step in (0, 512, 4_096, 5_000, 9_728, 40_000, 100_000):
        shutil.rmtree(place)
        shutil.copytree(saved, place)
        process = start("full", str(place), str(step))
        out, problems = process.communicate(timeout=60)
        lines = out.decode().splitlines()
        assert lines[-1:] == ["fine"], problems.decode()
        vault = stress.open_it(place)
        assert {line.split()[1] for line in lines if line.startswith("added")} <= set(vault.credentials.ids())
        vault.close()


def test_a_real_file_system_that_is_full_gets_a_gentle_answer(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    environment = f"PYTHONPATH={ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}"
    script = (
        f"mount -t tmpfs -o size=2m capsa {small} || exit 77;"
        f" exec env {environment} {sys.executable} {SCRIPT} tmpfs {small}"
    )
    alone = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]
    if shutil.which("unshare") is None:
        pytest.skip("NOT RUN: no unshare here")
    done = subprocess.run([*alone, "sh", "-c", script], capture_output=True, text=True, timeout=90, check=False)
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(f"NOT RUN: this machine mounts no small file system: {done.stderr.strip()[:200]}")
    lines = done.stdout.splitlines()
    assert lines[-1:] == ["fine"], done.stdout + done.stderr
    assert {line for line in lines if line.startswith("refused")} == {"refused vault.disk_full"}


def test_a_full_disk_at_first_run_and_at_a_change_of_passphrase(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = (place / folder.HEADER).read_bytes()
    vault = stress.open_it(place)
    before = (place / folder.HEADER).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(WalletError, match=r"vault\.disk_full"):
            vault.set_way(WayIn.PASSPHRASE, "new", cost=Argon2Parameters())
        with pytest.raises(WalletError, match=r"vault\.disk_full"):
            stress.make(place.with_name("other"))
    assert (place / folder.HEADER).read_bytes() == before
    assert list(place.glob("*.part")) == []
    vault.close()
    folder.open_(place, WayIn.PASSPHRASE, "pass", environment=stress.environment()).close()
    stress.make(place.with_name("other")).close()
