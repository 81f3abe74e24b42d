"""Entries for portfolios in tests: made here, with every kind of state."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from PIL import Image

from wallet.model.earned import (
    Credit,
    CreditSystem,
    Hours,
    Issuer,
    Media,
    NameSource,
    Organisation,
    Record,
)
from wallet.portfolio.data import Entry, PortfolioData
from wallet.ports import Document, Purpose
from wallet.verification.verdict import State

MADE_AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def picture(kind: str = "PNG", size: tuple[int, int] = (600, 400)) -> bytes:
    into = io.BytesIO()
    Image.new("RGB", size, (30, 90, 160)).save(into, kind)
    return into.getvalue()


def record(
    title: str = "Bodem",
    *,
    institution: str = "Hogeschool De Plas",
    known: bool = True,
    year: int | None = 2025,
    ec: str | None = "2.5",
    hours: str | None = None,
    **more: Any,
) -> Record:
    name_from = NameSource.TRUST_LIST if known else NameSource.CREDENTIAL
    return Record(
        title={"nl": title},
        issuer=Issuer("did:web:plas.example", institution, name_from, institution),
        awarding_bodies=(Organisation({"nl": institution}, "did:web:plas.example"),),
        awarded_on=date(year, 6, 1) if year else None,
        credits=(Credit(Decimal(ec), CreditSystem.ECTS),) if ec else (),
        hours=Hours(notional=Decimal(hours)) if hours else None,
        images=(Media("achievement", media_type="image/png", data=picture()),),
        **more,
    )


def entry(found: Record | None = None, state: State = State.VERIFIED, **more: Any) -> Entry:
    found = found or record()
    raw = json.dumps({"type": "VerifiableCredential", "name": next(iter(found.title.values()), "")}).encode()
    made = Entry(
        id="c1",
        record=found,
        state=state,
        word=f"Word of {state}",
        sentence=f"Sentence of {state}.",
        checked_on="24 November 2026 at 10:00",
        raw=raw,
        media_type="application/vc",
        file_name="received.json",
        checked_at=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
    )
    return replace(made, **more)


def portfolio(*entries: Entry, lang: str = "nl", **more: Any) -> PortfolioData:
    plain = PortfolioData(
        title="",
        person_name="Dana Student",
        introduction="",
        lang=lang,
        made_at=MADE_AT,
        entries=entries or (entry(),),
        evidence=(
            Document(
                "https://plas.example/.well-known/did.json",
                b'{"id":"did:web:plas.example"}',
                "application/json",
                datetime(2026, 11, 24, 9, 59, tzinfo=UTC),
                Purpose.DID_DOCUMENT,
            ),
        ),
    )
    return replace(plain, **more)
