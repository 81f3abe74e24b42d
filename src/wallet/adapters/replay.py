"""The network as a recording and nothing else (``--replay``): all fetch rules, no socket, no waiting.

The map is ``{"URL": {"status", "headers", "body_file", "retrieved_at", "drip", "pad_to_bytes", "dns"}}`` (contract
section 2). An ``http:`` key is never served; a URL that is absent is unreachable.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from wallet.adapters.fetch_rules import (
    DEADLINE,
    MAX_REDIRECTS,
    REDIRECTS,
    Target,
    allowed,
    checked_addresses,
    failure,
    media_type,
    redirected,
)
from wallet.errors import UnreachableError, UsageError
from wallet.ports import MAX_BYTES, Clock, Document, FetchOutcome, Purpose

_PUBLIC = ("93.184.216.34",)
_MAX_MAP_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry of the map. ``drip`` is bytes per second; ``dns`` what the resolver answers."""

    status: int
    headers: dict[str, str]
    body: Path | None
    retrieved_at: datetime | None
    drip: float | None = None
    pad_to_bytes: int = 0
    dns: tuple[str, ...] = field(default=_PUBLIC)


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment


def _body_path(folder: Path, name: object) -> Path | None:
    if not name:
        return None
    path = (folder / str(name)).resolve()
    # A recording may travel in an archive from someone else; it must not read elsewhere on this computer.
    if not path.is_relative_to(folder.resolve()):
        raise ValueError("outside the recording")
    return path


def _entry(folder: Path, entry: dict[str, Any]) -> Recorded:
    drip = entry.get("drip")
    dns = entry.get("dns")
    return Recorded(
        status=int(entry.get("status", 200)),
        headers={str(name).lower(): str(value) for name, value in (entry.get("headers") or {}).items()},
        body=_body_path(folder, entry.get("body_file")),
        retrieved_at=_moment(entry.get("retrieved_at")),
        drip=None if drip is None else float(drip),
        pad_to_bytes=int(entry.get("pad_to_bytes", 0)),
        dns=_PUBLIC if dns is None else tuple(str(answer) for answer in dns),
    )


def read_map(path: Path) -> dict[str, Recorded]:
    """Return the entries of a recording.

    Raises:
        UsageError: ``replay.unreadable`` with ``facts["path"]``: missing, or not such a map.
    """
    try:
        with path.open("rb") as file:
            # A map that is cut off at the limit is no JSON any more, which is the answer it deserves.
            entries = json.loads(file.read(_MAX_MAP_BYTES))
        return {str(url): _entry(path.parent, entry) for url, entry in entries.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError("replay.unreadable", {"path": str(path)}) from error


class ReplayFetcher:
    """The Fetcher over a recording."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Read the map at ``path``; entries without ``retrieved_at`` are as old as ``clock`` says now.

        Raises:
            UsageError: ``replay.unreadable``.
        """
        self._entries = read_map(path)
        self._clock = clock

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        """Return the recorded document at ``url`` (see ``ports.Fetcher``)."""
        asked = url.split("#", 1)[0]
        target = allowed(asked)
        for _ in range(MAX_REDIRECTS + 1):
            entry = self._entry(asked, target)
            location = entry.headers.get("location")
            if entry.status in REDIRECTS and location:
                target = redirected(target, location)
                asked = target.url
                continue
            if entry.status != 200:
                raise failure("fetch.http_status", target, status=str(entry.status))
            return Document(
                url=url,
                body=self._body(entry, target, MAX_BYTES[purpose]),
                media_type=media_type(entry.headers.get("content-type", "")),
                retrieved_at=entry.retrieved_at or self._clock.now(),
                purpose=purpose,
                outcome=FetchOutcome.FETCHED,
                final_url=target.url,
                headers=entry.headers,
            )
        raise failure("fetch.too_many_redirects", target)

    def _entry(self, asked: str, target: Target) -> Recorded:
        entry = self._entries.get(asked) or self._entries.get(target.url)
        if entry is None:
            raise failure("fetch.not_recorded", target)
        checked_addresses(target, entry.dns)
        return entry

    def _body(self, entry: Recorded, target: Target, cap: int) -> bytes:
        try:
            size = entry.body.stat().st_size if entry.body else 0
            total = max(size, entry.pad_to_bytes)
            if total > cap:
                raise failure("fetch.too_large", target, limit=str(cap))
            if entry.drip is not None and (entry.drip <= 0 or total / entry.drip > DEADLINE):
                raise failure("fetch.timeout", target)
            body = entry.body.read_bytes() if entry.body else b""
        except OSError as error:
            raise UnreachableError("fetch.not_recorded", {"host": target.host, "url": target.url}) from error
        # Padding is white space, which no JSON reader minds: the size is what is tried out.
        return body + b" " * (entry.pad_to_bytes - len(body))
