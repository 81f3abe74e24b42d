"""The keyring adapter, every way in which a back end disappoints, and the real Secret Service in its own session."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.backends.null
import keyring.backends.SecretService
import pytest

from wallet.adapters import keyring as adapter
from wallet.adapters.keyring import KeyringStore
from wallet.errors import EnvironmentFailedError


class Plaintext(keyring.backend.KeyringBackend):
    """Like ``keyrings.alt.file.PlaintextKeyring``: willing, and not to be trusted."""

    priority = 0.5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[username] = password


class Trusted(Plaintext):
    """The same behind the name of a back end that is trusted."""


Trusted.__module__ = keyring.backends.SecretService.__name__


class Forgetful(Trusted):
    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[username] = password[:20]


class Silent(Trusted):
    def get_password(self, service: str, username: str) -> str | None:
        time.sleep(5)
        return None


class Breaking(Trusted):
    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("org.freedesktop.DBus.Error")


for kind in (Forgetful, Silent, Breaking):
    kind.__module__ = Trusted.__module__


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> object:
    def use(backend: keyring.backend.KeyringBackend) -> KeyringStore:
        monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
        monkeypatch.setattr(keyring, "get_password", backend.get_password)
        monkeypatch.setattr(keyring, "set_password", backend.set_password)
        return KeyringStore()

    return use


def test_a_trusted_back_end_keeps_reads_and_forgets(choose: object) -> None:
    store = choose(Trusted())  # type: ignore[operator]
    assert store.available()
    store.set("wallet-1", "secret")
    assert store.get("wallet-1") == "secret"
    assert store.get("wallet-2") is None


@pytest.mark.parametrize(
    "backend",
    [Plaintext, keyring.backends.fail.Keyring, keyring.backends.null.Keyring, Breaking],
    ids=["plaintext", "fail", "null", "breaking"],
)
def test_no_secret_is_given_to_a_back_end_that_is_not_trusted(choose: object, backend: type) -> None:
    made = backend()
    store = choose(made)  # type: ignore[operator]
    assert not store.available()
    with pytest.raises(EnvironmentFailedError, match=r"keyring\.unavailable"):
        store.set("wallet-1", "secret")
    with pytest.raises(EnvironmentFailedError, match=r"keyring\.unavailable"):
        store.get("wallet-1")
    store.delete("wallet-1")
    assert getattr(made, "held", {}) == {}


def test_a_back_end_that_cuts_off_is_found_out(choose: object) -> None:
    store = choose(Forgetful())  # type: ignore[operator]
    with pytest.raises(EnvironmentFailedError, match=r"keyring\.write_failed"):
        store.set("wallet-1", "x" * 60)
    with pytest.raises(EnvironmentFailedError, match=r"keyring\.write_failed"):
        store.set("wallet-1", "x" * 101)


def test_a_back_end_that_never_answers_does_not_keep_anybody_waiting(
    choose: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "_SECONDS", 0.2)
    store = choose(Silent())  # type: ignore[operator]
    started = time.perf_counter()
    assert not store.available()
    assert time.perf_counter() - started < 2


SCRIPT = """
import sys, threading
from pathlib import Path
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.vault import key_derivation

key_derivation.WANTED_SECONDS = 0.0
options = RunOptions(profile=Path(sys.argv[1]))
folder = sessions.default_folder(options)
assert sessions.keyring_available(), "no keyring"
created = sessions.create(folder, "pass", options=options, use_keyring=True)
created.session.lock()
assert sessions.can_unlock_with_keyring(folder, options=options)
session = sessions.unlock_with_keyring(folder, options=options)
assert session.holder_id == created.holder_id
session.destroy()
assert not folder.exists()
print("the keyring works")
"""


@pytest.mark.e2e
def test_the_real_secret_service_opens_a_wallet(tmp_path: Path) -> None:
    if not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")):
        pytest.skip("NOT RUN: dbus-run-session or gnome-keyring is not installed")
    (tmp_path / "probe.py").write_text(SCRIPT)
    start = (
        "eval $(printf 'login' | gnome-keyring-daemon --unlock --components=secrets);"
        f" exec {sys.executable} {tmp_path / 'probe.py'} {tmp_path / 'wallet'}"
    )
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"},
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "PYTHONPATH": str(Path(__file__).resolve().parents[3] / "src"),
    }
    (tmp_path / "run").mkdir(mode=0o700)
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", start],
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert "the keyring works" in done.stdout, done.stdout + done.stderr
