"""Reports survive the way to the store and over the worker's pipe."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from wallet.errors import MalformedError
from wallet.model.earned import Credit, CreditSystem, Media, Record
from wallet.model.secured import Carrier, Format, Kind
from wallet.ports import Document, FetchOutcome, NetworkEvent, Purpose
from wallet.verification import report_codec
from wallet.verification.checks import CheckKind, Source, passed, unknown
from wallet.verification.report import Inspected, Report
from wallet.verification.verdict import Scope, State

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _report(source: str = "badge.png") -> Report:
    return Report(
        source=source,
        kind=Kind.CREDENTIAL,
        format=Format.VC_LDP,
        carrier=Carrier.PNG,
        checked_at=NOW,
        checks=(
            passed(CheckKind.FORMAT, "format.read"),
            unknown(
                CheckKind.STATUS, "status.unreachable", source=Source("https://a.example/1", NOW), host="a.example"
            ),
        ),
        flags=("STATUS_URL_TRACKS",),
        network=(NetworkEvent("https://a.example/1", FetchOutcome.UNREACHABLE),),
        record=Record(
            title={"nl": "Statistiek", "en": "Statistics"},
            credits=(Credit(Decimal("2.5"), CreditSystem.ECTS),),
            awarded_on=date(2026, 1, 15),
            images=(Media("badge", data=b"\x89PNG"),),
        ),
    )


def test_everything_comes_back_as_it_was() -> None:
    inner = Inspected(_report("inner"), b"{}", "application/vc")
    document = Document("https://a.example/1", b"\x00\xff", "application/json", NOW, Purpose.STATUS_LIST)
    whole = Inspected(_report(), b"\x00raw\xff", "image/png", (document,), (inner,))
    assert report_codec.decode(report_codec.encode(whole)) == whole
    assert report_codec.decode_report(report_codec.encode_report(whole.report)) == whole.report


def test_the_headline_is_the_same_after_the_way() -> None:
    container = Report(
        source="a.zip",
        kind=Kind.BUNDLE,
        format=Format.ZIP,
        carrier=Carrier.FILE,
        checked_at=NOW,
        checks=(passed(CheckKind.FORMAT, "format.read"),),
        scope=Scope.CONTAINER,
        items=(_report(),),
    )
    back = report_codec.decode_report(report_codec.encode_report(container))
    assert back.verdict == container.verdict
    assert back.verdict.state is not State.VERIFIED


def test_a_file_name_that_is_not_utf8_does_not_stop_a_report() -> None:
    back = report_codec.decode(report_codec.encode(Inspected(_report("caf\udce9.json"), b"\xff")))
    assert back.report.source == "caf?.json"
    assert back.raw == b"\xff"


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x02\x80", b"\x01\xc1", b"\x01\x80", b"\x01" + b"\x91" * 5000])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedError, match=r"report\.unreadable"):
        report_codec.decode(data)
