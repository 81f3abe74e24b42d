"""The program as a process of its own, without what makes a hundred starts slow.

Each start is a fork of a server that has loaded the program and done nothing else, so it costs no loading; and
passphrases are stretched at the floor instead of for a second, which is what a slow computer would choose. Everything
else is as in a real start: its own streams, environment and exit status. Tests of starting, of the terminal and of the
passphrase itself start the program as it is.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path

_LOADED = (
    *("administration", "backup", "collect", "look", "machine", "portfolio", "receive", "respond", "share", "trust"),
    "verify",
)


@cache
def _server() -> ForkServerContext:
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload([f"wallet.cli.{name}" for name in _LOADED])
    return made


def _program(arguments: list[str], environment: dict[str, str], streams: tuple[str, str, str]) -> None:
    for number, (path, flags) in enumerate(
        zip(streams, (os.O_RDONLY, os.O_WRONLY | os.O_APPEND, os.O_WRONLY | os.O_APPEND), strict=True)
    ):
        opened = os.open(path, flags)
        os.dup2(opened, number)
        os.close(opened)
    # The server has closed its standard input; what Python made of that is put right.
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["wallet", *arguments]
    from wallet.__main__ import main
    from wallet.vault import key_derivation

    key_derivation.WANTED_SECONDS = 0.0
    sys.exit(main())


def run(
    arguments: list[str], *, stdin: bytes = b"", environment: Mapping[str, str], timeout: float = 110
) -> "subprocess.CompletedProcess[bytes]":
    """Run one command to its end."""
    with tempfile.TemporaryDirectory(prefix="capsa-streams-") as folder:
        streams = tuple(Path(folder) / name for name in ("in", "out", "err"))
        for path in streams:
            path.write_bytes(stdin if path.name == "in" else b"")
        given = (list(arguments), dict(environment), tuple(map(str, streams)))
        process = _server().Process(target=_program, args=given)
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(arguments, timeout)
        status = process.exitcode
        process.close()
        return subprocess.CompletedProcess(arguments, status, streams[1].read_bytes(), streams[2].read_bytes())
