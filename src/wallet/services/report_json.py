"""The report as ``wallet verify --json`` prints it (contract section 4, ``resources/schemas/report.schema.json``)."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from wallet.model.earned import Record
from wallet.verification.checks import Check
from wallet.verification.report import Inspected, Report
from wallet.verification.report_codec import printable


def timestamp(moment: datetime) -> str:
    """Return ``moment`` as RFC 3339 in UTC, with ``Z`` and without a fraction that is zero."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def record_json(record: Record) -> dict[str, Any]:
    """Return the normalised record as plain JSON (``resources/schemas/record.schema.json``)."""
    plain: dict[str, Any] = msgspec.to_builtins(record, str_keys=True)
    return plain


def _check_json(check: Check) -> dict[str, Any]:
    source = check.source
    return {
        "kind": str(check.kind),
        "outcome": str(check.outcome),
        "code": check.code,
        "facts": dict(check.facts),
        "source": None
        if source is None
        else {"url": source.url, "retrieved_at": timestamp(source.retrieved_at), "sha256": source.sha256},
    }


def to_json(result: Inspected | Report) -> dict[str, Any]:
    """Return a result as the JSON object of contract section 4, items included."""
    report = result.report if isinstance(result, Inspected) else result
    verdict = report.verdict
    return {
        "source": report.source,
        "kind": str(report.kind),
        "format": str(report.format),
        "verdict": str(verdict.state),
        "tone": str(verdict.tone),
        "green": verdict.green,
        "carrier": str(report.carrier),
        "flags": list(report.flags),
        "checked_at": timestamp(report.checked_at),
        "replayed": report.replayed,
        "network": [{"url": event.url, "outcome": str(event.outcome)} for event in report.network],
        "checks": [_check_json(check) for check in report.checks],
        "facts": dict(report.facts),
        "credential": None if report.record is None else record_json(report.record),
        "items": [to_json(item) for item in report.items],
    }


def to_line(result: Inspected | Report) -> str:
    """Return a result as one line of JSON text (no line break inside; lone surrogates replaced)."""
    return encode_line(to_json(result))


def encode_line(value: object) -> str:
    """Return plain data as one line of JSON text; text without a UTF-8 form (odd file names) is replaced."""
    try:
        return msgspec.json.encode(value).decode("utf-8")
    except UnicodeEncodeError:
        return msgspec.json.encode(printable(value)).decode("utf-8")
