"""The signing process: signs, never shows a key, refuses what is not sealed for it, and is gone when killed."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from wallet.adapters import signing
from wallet.adapters.signing import SigningProcess
from wallet.errors import EnvironmentFailedError, KeyUnusableError, UsageError
from wallet.verification.keys import algorithms, jwk
from wallet.verification.keys.public_key import KeyType

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))


def public(text: str) -> object:
    import json

    return jwk.public_key(json.loads(text))


def test_keys_are_made_sealed_and_sign_what_their_public_half_verifies() -> None:
    process = SigningProcess()
    for kind, alg in ((KeyType.ED25519, "EdDSA"), (KeyType.P256, "ES256")):
        text, sealed = process.make(kind, KEY)
        signature = process.sign(kind, sealed, KEY, b"message")
        algorithms.verify(public(text), alg, b"message", signature)  # type: ignore[arg-type]
        assert b"PRIVATE" not in sealed
        same, moved = process.reseal(kind, sealed, KEY, OTHER)
        assert same == text
        assert len(process.sign(kind, moved, OTHER, b"x")) == 64
        with pytest.raises(KeyUnusableError, match=r"holder\.key_unusable"):
            process.sign(kind, sealed, OTHER, b"x")
        for place in range(0, len(sealed), 7):
            flipped = bytearray(sealed)
            flipped[place] ^= 1
            with pytest.raises(KeyUnusableError):
                process.sign(kind, bytes(flipped), KEY, b"x")
    _, sealed = process.make(KeyType.ED25519, KEY)
    with pytest.raises(KeyUnusableError):
        process.sign(KeyType.P256, sealed, KEY, b"x")
    with pytest.raises(KeyUnusableError):
        process.sign(KeyType.ED25519, b"", KEY, b"x")
    with pytest.raises(UsageError, match=r"holder\.key_type"):
        process.make(KeyType.RSA, KEY)
    assert process.running
    process.kill()


def test_the_process_that_had_the_keys_is_gone_and_answers_no_more() -> None:
    process = SigningProcess()
    _, sealed = process.make(KeyType.ED25519, KEY)
    child = process._process
    assert child is not None
    process.kill()
    assert not process.running
    if sys.platform.startswith("linux"):
        assert not Path(f"/proc/{child.pid}").exists()
    with pytest.raises(EnvironmentFailedError, match=r"holder\.signing_failed"):
        process.sign(KeyType.ED25519, sealed, KEY, b"x")


def test_locking_while_the_process_is_starting_leaves_none_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    process, starting = SigningProcess(), threading.Event()
    made: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def slowly(*arguments: Any, **named: Any) -> "subprocess.Popen[bytes]":
        starting.set()
        time.sleep(0.3)
        made.append(real(*arguments, **named))
        return made[-1]

    def ask() -> None:
        with pytest.raises(EnvironmentFailedError):
            process.make(KeyType.ED25519, bytes(32))

    monkeypatch.setattr(subprocess, "Popen", slowly)
    asking = threading.Thread(target=ask)
    asking.start()
    assert starting.wait(10)
    process.kill()
    asking.join(20)
    assert not process.running
    assert [one.poll() is not None for one in made] == [True]


def test_a_process_that_died_is_replaced_at_the_next_question() -> None:
    process = SigningProcess()
    _, sealed = process.make(KeyType.ED25519, KEY)
    assert process._process is not None
    process._process.kill()
    process._process.wait()
    assert len(process.sign(KeyType.ED25519, sealed, KEY, b"x")) == 64
    process.kill()


def test_junk_on_its_pipe_ends_it_quietly() -> None:

    for junk in (b"", b"\xff" * 4, b"\x00\x00\x00\x04junk", b"\x00\x00\x00\x02{}", os.urandom(500)):
        done = subprocess.run(signing._command(), input=junk, capture_output=True, timeout=30, check=False)
        assert done.returncode == 0
        assert done.stdout == b""
        assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what Linux shows of a process")
def test_nobody_can_look_into_its_memory() -> None:
    process = SigningProcess()
    process.make(KeyType.ED25519, KEY)
    assert process._process is not None
    folder = Path(f"/proc/{process._process.pid}")
    limits = folder.joinpath("limits").read_text("ascii")
    (core,) = (line.split() for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core[4] == "0"
    # Not dumpable: its memory in /proc belongs to root, so that no other program of this person may read it.
    assert folder.joinpath("mem").stat().st_uid == 0
    process.kill()
