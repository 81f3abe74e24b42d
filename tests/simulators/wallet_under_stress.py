"""A process that works on a wallet until it is killed or its disk is full, and says what it has finished.

    python wallet_under_stress.py JOB FOLDER …

One line on standard output for each finished operation, written only after the operation returned.
"""

import os
import resource
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from simulators.held import document, inspected
from wallet.adapters.clock import SystemRandom
from wallet.adapters.signing import SigningProcess
from wallet.adapters.turns import Turns
from wallet.errors import WalletError
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.vault import folder, header, key_derivation, migrations, schema
from wallet.vault.folder import Environment, Vault
from wallet.vault.header import WayIn
from wallet.vault.key_derivation import Argon2Parameters

SECRET = bytes(range(16))
NEXT = {**schema.STEPS, schema.VERSION + 1: "ALTER TABLE credentials ADD COLUMN later TEXT NOT NULL DEFAULT 'x';"}
NEXT[schema.VERSION + 1] += "CREATE TABLE later AS SELECT id, digest FROM credentials;"


def environment() -> Environment:
    return Environment(SystemRandom(), datetime(2026, 11, 25, tzinfo=UTC), (Turns(), Turns()))


def make(place: Path) -> Vault:
    return folder.create(place, "pass", recovery=SECRET, cost=Argon2Parameters(), environment=environment())


def open_it(place: Path) -> Vault:
    return folder.open_(place, WayIn.RECOVERY_KEY, SECRET, environment=environment())


def say(text: str) -> None:
    os.write(1, f"{text}\n".encode())


def keep(vault: Vault, number: int, size: int = 3_000) -> str:
    """Add one credential with its evidence in one transaction."""
    proof = document(f"https://school.example/{number}", os.urandom(size))
    result = inspected(number, body="words " * 50, evidence=(proof,))
    with vault.database.transaction():
        made = vault.credentials.add(result, now=result.report.checked_at)
        vault.evidence.keep(made, result.evidence)
    return made


def job_import(place: Path) -> None:
    vault = open_it(place)
    start = int(vault.database.value("SELECT coalesce(max(nr), 0) FROM credentials"))
    say("ready")
    for number in range(start + 1, start + 100_000):
        made = keep(vault, number)
        say(f"added {made}")
        if number % 3 == 0:
            vault.credentials.set_note(made, f"note {number}")
            say(f"noted {made} {number}")


def job_create(place: Path) -> None:
    say("ready")
    make(place)
    say("made")
    threading.Event().wait()


def job_passphrase(place: Path) -> None:
    vault = open_it(place)
    say("ready")
    for number in range(100_000):
        vault.set_way(WayIn.KEYRING, number.to_bytes(32))
        say(f"set {number}")


def job_migrate(place: Path) -> None:
    head = folder.read_header(place)
    key = header.unwrap(head, WayIn.RECOVERY_KEY, SECRET)
    say("ready")
    migrations.bring_up_to_date(place / "wallet.db", key, steps=NEXT)
    say("migrated")
    threading.Event().wait()


def job_backup(place: Path) -> None:
    key_derivation.WANTED_SECONDS = 0.0
    options = RunOptions(profile=place)
    session = sessions.unlock(place, "pass", options=options)
    say("ready")
    for number in range(100_000):
        session.backup.make(place.parent / "b.walletbackup", "secret")
        say(f"backed {number}")


def job_restore(place: Path) -> None:
    session = sessions.unlock(place, "pass", options=RunOptions(profile=place))
    say("ready")
    session.backup.restore(place.parent / "from.walletbackup", "secret")
    say("restored")
    threading.Event().wait()


def job_destroy(place: Path) -> None:
    vault = open_it(place)
    say("ready")
    vault.destroy()
    say("destroyed")
    threading.Event().wait()


def job_full(place: Path, step: str) -> None:
    """Let files grow by no more than ``step`` bytes, then work on; lift the limit and prove that nothing is lost."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    vault = open_it(place)
    limit = max(path.stat().st_size for path in place.iterdir()) + int(step)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    fill(vault)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    prove(vault, place)


def fill(vault: Vault) -> None:
    """Add until the disk says no, in the right words; what was in before is still readable."""
    for number in range(10_000, 11_000):
        try:
            say(f"added {keep(vault, number, size=200)}")
        except WalletError as error:
            say(f"refused {error.code}")
            if error.code not in ("vault.disk_full", "vault.io_failed"):
                raise
            break
    else:
        raise AssertionError("the disk was never full")
    assert len(vault.credentials.ids()) >= 1
    vault.credentials.get(vault.credentials.ids()[0])


def prove(vault: Vault, place: Path) -> None:
    say(f"added {keep(vault, 99_999)}")
    vault.close()
    vault = open_it(place)
    assert vault.database.problems() == ()
    vault.close()
    say("fine")


def job_tmpfs(place: Path) -> None:
    """Work on a real file system of two megabytes until it is full, then make room and go on."""
    room = place / "room"
    room.write_bytes(bytes(300_000))
    vault = make(place / "wallet")
    keep(vault, 1)
    fill(vault)
    for _ in range(3):
        try:
            keep(vault, 50_000, size=300_000)
        except WalletError as error:
            say(f"refused {error.code}")
    SigningProcess().kill()
    room.unlink()
    prove(vault, place / "wallet")


if __name__ == "__main__":
    globals()[f"job_{sys.argv[1]}"](Path(sys.argv[2]), *sys.argv[3:])
