"""What a process must not leak."""

import logging
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from wallet.adapters.clock import FixedClock, SystemClock, SystemRandom
from wallet.adapters.dirs import platform_dirs
from wallet.adapters.hardening import RedactingFormatter, redact


@pytest.mark.parametrize(
    "secret",
    [
        "eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJkaWQ6d2ViIn0.c2lnbmF0dXJlLWJ5dGVz",
        "capsa:1:1234567890123456789",
        "sanne.de.vries@student.example",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAE",
        "z6MkeirBoCbmAa4kB8JhorbyGV8RUACD8zZjgkzHHgoK4Hu1xyz",
    ],
)
def test_a_log_line_holds_nothing_private(secret: str) -> None:
    record = logging.LogRecord("wallet", logging.ERROR, "x.py", 1, "could not read %s here", (secret,), None)
    line = RedactingFormatter("%(message)s").format(record)
    assert secret not in line
    assert line.startswith("could not read")
    assert line.endswith("here")


def test_query_strings_and_exceptions_are_redacted_too() -> None:
    assert "sanne" not in redact("GET https://status.example/check?holder=sanne-12345")
    try:
        dict[str, str]()["eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJkaWQ6d2ViIn0.c2lnbmF0dXJl"]
    except KeyError:
        record = logging.LogRecord("wallet", logging.ERROR, "x.py", 1, "failed", (), sys.exc_info())
    line = RedactingFormatter("%(message)s").format(record)
    assert "eyJ" not in line
    assert "\n" not in line


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the promise is made for Linux")
def test_a_hardened_process_dumps_nothing_and_keeps_files_private() -> None:
    program = (
        "import ctypes, os, resource\n"
        "from wallet.adapters.hardening import harden\n"
        "harden()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), oct(os.umask(0)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.split() == ["0", "0", "0o77"]


def test_clocks_are_in_utc_and_one_stands_still() -> None:
    assert SystemClock().now().tzinfo is UTC
    moment = datetime.fromisoformat("2026-11-23T13:00:00+01:00")
    assert FixedClock(moment).now() == FixedClock(moment).now() == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert len({SystemRandom().token(16) for _ in range(50)}) == 50


def test_each_kind_of_file_has_its_folder() -> None:
    dirs = platform_dirs()
    assert "capsa" in str(dirs.data)
    assert dirs.data.is_absolute()
