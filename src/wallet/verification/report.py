"""The one report that drives every widget, page, export and ``wallet verify --json`` (contract section 4)."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from wallet.model.earned import Record
from wallet.model.secured import Carrier, Format, Kind
from wallet.ports import Document, NetworkEvent
from wallet.verification.checks import Check
from wallet.verification.verdict import Scope, State, Verdict, headline, is_fresh, verdict


@dataclass(frozen=True)
class Report:
    """What was found out about one source or one credential inside it.

    ``scope`` decides which checks are required (see ``verdict``). ``items`` are the reports of what it contains.
    ``facts`` are facts for kinds that are no credential (``host`` of a link or offer, ``requested`` …).
    ``as_of`` is when a stored report is looked at again; the headline then accounts for the age of its evidence.
    """

    source: str
    kind: Kind
    format: Format
    carrier: Carrier
    checked_at: datetime
    checks: tuple[Check, ...]
    scope: Scope = Scope.CREDENTIAL
    flags: tuple[str, ...] = ()
    replayed: bool = False
    network: tuple[NetworkEvent, ...] = ()
    record: Record | None = None
    items: tuple["Report", ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    as_of: datetime | None = None

    @cached_property
    def verdict(self) -> Verdict:
        """Return the headline, from ``verdict.headline`` only; a check of more than a day ago is never green."""
        now = self.as_of or self.checked_at
        found = headline(
            self.checks,
            scope=self.scope,
            items=tuple(item.verdict.state for item in self.items),
            now=now,
        )
        if found.state is State.VERIFIED and not is_fresh(self.checked_at, now):
            return verdict(State.VERIFIED_EARLIER)
        return found


@dataclass(frozen=True)
class Inspected:
    """A report with what it is about: the issued bytes and the documents that the checks used.

    ``raw`` is the credential as issued (unwrapped from PNG, QR, zip …), never re-serialised.
    ``evidence`` is what must be archived so that it stays checkable when its issuer is gone.
    """

    report: Report
    raw: bytes
    media_type: str = "application/octet-stream"
    evidence: tuple[Document, ...] = ()
    items: tuple["Inspected", ...] = ()
