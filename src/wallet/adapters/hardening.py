"""What this process must not leak: core dumps, its memory to other programs, private files, secrets in a log."""

import ctypes
import logging
import os
import re
import sys

_PR_SET_DUMPABLE = 4
_LONGEST_LOG_LINE = 1_000

_SECRETS = re.compile(
    r"""(?x)
    (?P<jwt> \b[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,} )
  | (?P<data> data:[a-z0-9.+/-]*[;,][^\s"'>]{16,} )
  | (?P<share> (?:capsa:1:|\#1:)\d{8,} )
  | (?P<email> [^\s"'<>@:]{1,64}@[^\s"'<>@]{1,190}\.[A-Za-z]{2,} )
  | (?P<query> (?<=[?#&])[^\s"'<>]{8,} )
  | (?P<blob> \b[A-Za-z0-9+/_-]{48,}={0,2} )
    """
)


def redact(text: str) -> str:
    """Return ``text`` without what could be a credential, a key, an address of a person or a share code."""
    # Cut first: a line may carry megabytes from a file, and no pattern should have to go through them.
    return _SECRETS.sub(lambda found: f"[{found.lastgroup}]", text[: 2 * _LONGEST_LOG_LINE])[:_LONGEST_LOG_LINE]


class RedactingFormatter(logging.Formatter):
    """A log line with everything private taken out, exceptions included."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the redacted line."""
        return redact(super().format(record)).replace("\n", " | ")


def set_up_logging(level: str) -> None:
    """Send log lines of ``level`` and above to standard error, redacted."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("httpx", "httpcore", "PIL", "pikepdf", "fontTools"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _no_core_dumps() -> None:
    if sys.platform == "win32":
        return
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        logging.getLogger(__name__).debug("core dumps could not be switched off")


def _not_dumpable() -> None:
    if not sys.platform.startswith("linux"):
        return
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    except (OSError, AttributeError):
        logging.getLogger(__name__).debug("prctl is not there")


def harden() -> None:
    """Switch off core dumps, deny other programs of this person the memory of this one, keep new files private."""
    os.umask(0o077)
    _no_core_dumps()
    _not_dumpable()
