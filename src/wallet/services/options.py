"""The options that every command and the window share (contract section 2)."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How this run looks at the world. All paths are as given; nothing is read here."""

    profile: Path | None = None
    passphrase_file: str | None = None
    lang: str | None = None
    offline: bool = False
    allow_http_loopback: bool = False
    at: datetime | None = None
    trust: Path | None = None
    replay: Path | None = None
    record: Path | None = None
    nonce: str | None = None
    audience: str | None = None
    allow_contexts: tuple[str, ...] = ()
    allow_tracking: bool = False
    log_level: str = "warning"
