"""Recordings: served exactly as the contract says, written so that they replay."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from wallet.adapters.clock import FixedClock
from wallet.adapters.record import RecordingFetcher
from wallet.adapters.replay import ReplayFetcher
from wallet.errors import EnvironmentFailedError, FetchRefusedError, UnreachableError, UsageError
from wallet.ports import Document, Purpose

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CLOCK = FixedClock(NOW)
URL = "https://issuer.example/list"


def _map(folder: Path, entries: dict[str, Any], body: bytes = b'{"a":1}') -> ReplayFetcher:
    (folder / "body.bin").write_bytes(body)
    path = folder / "map.json"
    path.write_text(json.dumps(entries), "utf-8")
    return ReplayFetcher(path, CLOCK)


def _entry(**more: Any) -> dict[str, Any]:
    return {
        "status": 200,
        "headers": {"Content-Type": "application/json; charset=utf-8"},
        "body_file": "body.bin",
        **more,
    }


def test_what_is_recorded_is_served_and_nothing_else(tmp_path: Path) -> None:
    fetcher = _map(tmp_path, {URL: _entry(), "http://issuer.example/plain": _entry()})
    document = fetcher.get(URL + "#key-1", purpose=Purpose.STATUS_LIST)
    assert (document.body, document.media_type, document.retrieved_at) == (b'{"a":1}', "application/json", NOW)
    with pytest.raises(UnreachableError):
        fetcher.get("https://issuer.example/other", purpose=Purpose.STATUS_LIST)
    with pytest.raises(FetchRefusedError, match=r"fetch\.not_https"):
        fetcher.get("http://issuer.example/plain", purpose=Purpose.STATUS_LIST)


def test_age_status_and_resolver_answers_count(tmp_path: Path) -> None:
    fetcher = _map(
        tmp_path,
        {
            "https://a.example/old": _entry(retrieved_at="2026-11-01T10:00:00+01:00"),
            "https://a.example/gone": _entry(status=404),
            "https://a.example/inside": _entry(dns=["10.0.0.8"]),
            "https://a.example/mixed": _entry(dns=["93.184.216.34", "127.0.0.1"]),
            "https://a.example/nowhere": _entry(dns=[]),
            "https://127.0.0.1/x": _entry(),
        },
    )
    assert fetcher.get("https://a.example/old", purpose=Purpose.METADATA).retrieved_at == datetime(
        2026, 11, 1, 9, tzinfo=UTC
    )
    with pytest.raises(UnreachableError) as caught:
        fetcher.get("https://a.example/gone", purpose=Purpose.METADATA)
    assert caught.value.facts["status"] == "404"
    for name in ("inside", "mixed"):
        with pytest.raises(FetchRefusedError, match=r"fetch\.private_address"):
            fetcher.get(f"https://a.example/{name}", purpose=Purpose.METADATA)
    with pytest.raises(UnreachableError, match=r"fetch\.dns"):
        fetcher.get("https://a.example/nowhere", purpose=Purpose.METADATA)
    with pytest.raises(FetchRefusedError):
        fetcher.get("https://127.0.0.1/x", purpose=Purpose.METADATA)


def test_slow_and_padded_answers_meet_the_limits_without_waiting(tmp_path: Path) -> None:
    fetcher = _map(
        tmp_path,
        {
            "https://a.example/slow": _entry(drip=1, pad_to_bytes=16),
            "https://a.example/quick": _entry(drip=1, pad_to_bytes=14),
            "https://a.example/stopped": _entry(drip=0),
            "https://a.example/big": _entry(pad_to_bytes=(2 << 20) + 1),
            "https://a.example/huge": _entry(pad_to_bytes=1 << 50),
        },
    )
    assert len(fetcher.get("https://a.example/quick", purpose=Purpose.METADATA).body) == 14
    assert json.loads(fetcher.get("https://a.example/quick", purpose=Purpose.METADATA).body) == {"a": 1}
    for name in ("slow", "stopped"):
        with pytest.raises(UnreachableError, match=r"fetch\.timeout"):
            fetcher.get(f"https://a.example/{name}", purpose=Purpose.METADATA)
    for name in ("big", "huge"):
        with pytest.raises(UnreachableError, match=r"fetch\.too_large"):
            fetcher.get(f"https://a.example/{name}", purpose=Purpose.METADATA)
    assert len(fetcher.get("https://a.example/big", purpose=Purpose.STATUS_LIST).body) == (2 << 20) + 1


def test_recorded_redirects_are_followed_under_the_same_rules(tmp_path: Path) -> None:
    entries: dict[str, Any] = {URL: _entry()}
    for step in range(1, 5):
        to = URL if step == 1 else f"https://a.example/{step - 1}"
        entries[f"https://a.example/{step}"] = {"status": 302, "headers": {"location": to}}
    entries["https://a.example/in"] = {"status": 302, "headers": {"location": "https://192.168.0.1/"}}
    fetcher = _map(tmp_path, entries)
    assert fetcher.get("https://a.example/3", purpose=Purpose.METADATA).final_url == URL
    with pytest.raises(UnreachableError, match=r"fetch\.too_many_redirects"):
        fetcher.get("https://a.example/4", purpose=Purpose.METADATA)
    with pytest.raises(FetchRefusedError):
        fetcher.get("https://a.example/in", purpose=Purpose.METADATA)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"https://a.example/": 3}',
        '{"https://a.example/": {"retrieved_at": "2026-01-01T00:00:00"}}',
        '{"https://a.example/": {"body_file": "../../etc/passwd"}}',
        '{"https://a.example/": {"status": "x"}}',
    ],
)
def test_a_map_that_is_none_is_a_usage_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "map.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"replay\.unreadable"):
        ReplayFetcher(path, CLOCK)
    with pytest.raises(UsageError, match=r"replay\.unreadable"):
        ReplayFetcher(tmp_path / "absent.json", CLOCK)


class _Web:
    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        if url.endswith("missing"):
            raise UnreachableError("fetch.http_status", {"status": "404", "host": "issuer.example"})
        if url.endswith("silent"):
            raise UnreachableError("fetch.timeout", {"host": "issuer.example"})
        when = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
        return Document(url, b"\x00body " + url.encode(), "application/vc", when, purpose, headers={"etag": "1"})


def test_what_was_recorded_replays_the_same(tmp_path: Path) -> None:
    recorder = RecordingFetcher(_Web(), CLOCK)
    first = recorder.get("https://issuer.example/list#3", purpose=Purpose.STATUS_LIST)
    recorder.get("https://issuer.example/did.json", purpose=Purpose.DID_DOCUMENT)
    for name in ("missing", "silent"):
        with pytest.raises(UnreachableError):
            recorder.get(f"https://issuer.example/{name}", purpose=Purpose.METADATA)
    path = tmp_path / "new" / "map.json"
    recorder.write(path)
    entries = json.loads(path.read_text("utf-8"))
    assert all(entry["retrieved_at"] for entry in entries.values())
    again = ReplayFetcher(path, CLOCK)
    second = again.get("https://issuer.example/list", purpose=Purpose.STATUS_LIST)
    assert (second.body, second.media_type, second.retrieved_at) == (first.body, first.media_type, first.retrieved_at)
    with pytest.raises(UnreachableError) as caught:
        again.get("https://issuer.example/missing", purpose=Purpose.METADATA)
    assert caught.value.facts["status"] == "404"
    with pytest.raises(UnreachableError, match=r"fetch\.not_recorded"):
        again.get("https://issuer.example/silent", purpose=Purpose.METADATA)


def test_a_recording_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    recorder = RecordingFetcher(_Web(), CLOCK)
    recorder.get(URL, purpose=Purpose.METADATA)
    with pytest.raises(EnvironmentFailedError, match=r"record\.write_failed"):
        recorder.write(tmp_path / "file" / "map.json")


class _Redirecting:
    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        return Document(url, b"{}", "application/json", NOW, purpose, final_url="https://elsewhere.example/list")


def test_a_redirect_is_played_again_as_a_redirect(tmp_path: Path) -> None:
    recorder = RecordingFetcher(_Redirecting(), CLOCK)
    recorder.get(URL, purpose=Purpose.STATUS_LIST)
    recorder.write(tmp_path / "map.json")
    played = ReplayFetcher(tmp_path / "map.json", CLOCK).get(URL, purpose=Purpose.STATUS_LIST)
    assert played.body == b"{}"
    assert played.final_url == "https://elsewhere.example/list", "it would speak for an origin that did not answer"
