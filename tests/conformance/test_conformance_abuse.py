"""The abuse corpus: every entry that is a file to import, a scanned text, a presentation, a share or a backup."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from conformance.harness import FAMILIES, Family, FixedClock, codes, reports
from conftest import shared_folder
from wallet.adapters.replay import ReplayFetcher
from wallet.model.secured import Carrier
from wallet.verification.context import Context
from wallet.verification.inspection import inspect
from wallet.verification.trust import seed

KINDS = {
    "import-file": Carrier.FILE,
    "qr-text": Carrier.QR,
    "verify-presentation": Carrier.FILE,
    "verify-share": Carrier.FILE,
    "backup-restore": Carrier.FILE,
    "export-check": Carrier.FILE,
}
EXPECTED = 98


def _judge(root: Path, entry: dict[str, Any], run: Context) -> str | None:
    data = (root / entry["file"]).read_bytes()
    inspected = inspect(data, name=entry["file"], carrier=KINDS[entry["kind"]], context=run)
    state = str(inspected.report.verdict.state)
    if state not in entry["verdict"]:
        return f"{state}, allowed {entry['verdict']}: {codes(inspected.report)}"
    if entry["never_green"] and inspected.report.verdict.green:
        return "false green"
    flags = {flag for one in reports(inspected.report) for flag in one.flags}
    wanted = entry.get("must_flag")
    missing = {wanted} if isinstance(wanted, str) else set(wanted or ())
    return f"flags {sorted(missing - flags)} missing" if missing - flags else None


def test_abuse() -> None:
    shared = shared_folder()
    if shared is None or not (shared / "abuse" / "MANIFEST.json").is_file():
        FAMILIES["abuse"] = Family("abuse", not_run="the shared abuse corpus is absent (set WALLET_SHARED)")
        pytest.skip("NOT RUN: the shared abuse corpus is absent (set WALLET_SHARED)")
    root = shared / "abuse"
    manifest = json.loads((root / "MANIFEST.json").read_text("utf-8"))
    now = datetime.fromisoformat(manifest["now"])
    trust = json.loads((root / manifest["trust"]).read_text("utf-8"))
    family = FAMILIES["abuse"] = Family("abuse")
    for entry in manifest["entries"]:
        if entry["kind"] not in KINDS or not entry["built"]:
            continue
        request = entry.get("request") or {}
        run = Context(
            now=now,
            fetcher=ReplayFetcher(root / manifest["net_map"], FixedClock(now)),
            known_issuers=seed.known_issuers_from(trust),
            nonce=request.get("nonce"),
            audience=request.get("aud"),
            replayed=True,
        )
        family.total += 1
        problem = _judge(root, entry, run)
        if problem is None:
            family.passed += 1
        else:
            family.wrong.append(f"{entry['id']}: {problem}")
    assert family.total >= EXPECTED
    assert not family.wrong, "\n".join([f"{len(family.wrong)} of {family.total}", *family.wrong])
