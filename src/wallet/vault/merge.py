"""Take the values of a backup into an open wallet. What is here wins; nothing of it is overwritten or lost.

The caller holds one transaction around everything, so that a backup comes in whole or not at all.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from wallet.errors import MalformedError
from wallet.model.earned import NameSource
from wallet.model.receipt import Receipt
from wallet.ports import Document, Purpose
from wallet.vault import backup_content as content
from wallet.vault.credentials import readable_report
from wallet.vault.decisions import Decision
from wallet.vault.entry import Identity, digest_of, identity_of
from wallet.vault.folder import Vault
from wallet.vault.holder_keys import HolderKey
from wallet.vault.instant import moment, stamp
from wallet.verification import report_codec
from wallet.verification.checks import CheckKind, passed, unknown
from wallet.verification.report import Inspected, Report
from wallet.verification.verdict import Scope

ADDED, UPDATED, DUPLICATE = "added", "updated", "duplicate"


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one credential."""

    id: str
    title: str
    result: str
    inspected: Inspected


_BELIEVED = (
    content.BackupDocument,
    content.BackupDecision,
    content.BackupLogLine,
    content.BackupRegistry,
    content.BackupSetting,
    content.BackupFact,
    content.BackupPerson,
    content.BackupContext,
)
"""What later checks would rely on, or what speaks for the person."""


def unchecked(report: Report) -> Report:
    """Return what a report says of the credential without what it says of any check: that is to be done again."""
    record = report.record
    if record is not None:
        issuer = record.issuer
        stated = NameSource.CREDENTIAL if issuer.stated_name else NameSource.NONE
        record = replace(record, issuer=replace(issuer, name=None, name_from=stated))
    checks = (passed(CheckKind.FORMAT, "format.stored"), unknown(CheckKind.PROOF, "proof.unreachable_report"))
    return replace(report, checks=checks, scope=Scope.CREDENTIAL, flags=(), network=(), items=(), record=record)


class Merge:
    """Takes values in one after the other and remembers how ids were translated."""

    def __init__(self, vault: Vault, *, now: datetime, reseal: content.Reseal, own: bool) -> None:
        """``reseal`` turns a private key that is sealed for the backup into one that is sealed for this wallet.

        Of a backup that is not known to be the person's own (``own``) nothing is believed: no known issuers, no
        archived documents, no result of a check. Somebody who hands over a backup must not be able to make forgeries
        look genuine; what was issued comes in and is to be checked here.
        """
        self._own = own
        self._vault = vault
        self._now = now
        self._reseal = reseal
        self._documents: dict[tuple[str, str], int] = {}
        self._ids: dict[str, str] = {}
        self._came: set[str] = set()
        self._fresh = not vault.holder_keys.all()
        self.merged: list[Merged] = []
        self.receipts = 0

    def take(self, value: content.Value) -> None:
        """Take one value in.

        Raises:
            MalformedError: ``backup.damaged``.
        """
        if not self._own and isinstance(value, _BELIEVED):
            return
        take: Callable[[content.Value], None] = self._takers()[type(value)]
        take(value)

    def _takers(self) -> dict[type, Callable[..., None]]:
        return {
            content.Manifest: self._manifest,
            content.BackupDocument: self._document,
            content.BackupCredential: self._credential,
            content.BackupReceipt: self._receipt,
            content.BackupKey: self._key,
            content.BackupDecision: self._decision,
            content.BackupLogLine: self._log_line,
            content.BackupRegistry: self._registry,
            content.BackupSetting: self._setting,
            content.BackupFact: self._fact,
            content.BackupPerson: self._person,
            content.BackupContext: self._context,
        }

    def _manifest(self, value: content.Manifest) -> None:
        if self._fresh and value.name and not self._vault.preferences.fact("name"):
            self._vault.preferences.set_fact("name", value.name)

    def _document(self, value: content.BackupDocument) -> None:
        if digest_of(value.body) != value.digest:
            raise MalformedError("backup.damaged")
        try:
            document = Document(
                url=value.url,
                body=value.body,
                media_type=value.media_type,
                retrieved_at=moment(value.retrieved_at),
                purpose=Purpose(value.purpose),
                final_url=value.final_url,
                headers=msgspec.json.decode(value.headers, type=dict[str, str]),
            )
        except (ValueError, OverflowError) as error:
            raise MalformedError("backup.damaged") from error
        self._documents[value.url, value.digest] = self._vault.evidence.store(document)

    def _credential(self, value: content.BackupCredential) -> None:
        report = readable_report(value.report)
        inspected = Inspected(report if self._own else unchecked(report), value.raw, value.media_type)
        identity = identity_of(inspected)
        held = self._place_of(identity, value)
        credentials = self._vault.credentials
        if held is None:
            result = ADDED
            own = credentials.adopt(
                inspected, now=self._now, paper=value.paper, credential_id=value.id, added_at=value.added_at
            )
            self._came.add(own)
            if value.note:
                credentials.set_note(own, value.note)
            if value.removed_at is not None:
                credentials.set_gone((own,), gone=True, now=moment(value.removed_at))
        else:
            own, same, older = held
            result = DUPLICATE if same or older else UPDATED
            self._fit(own, inspected, same=same, older=older)
            if value.note and not credentials.get(own).note:
                credentials.set_note(own, value.note)
        self._past(own, value)
        self._ids[value.id] = own
        title = self._vault.search.card(own, now=self._now, lang="en")
        self.merged.append(Merged(own, title.title if title else "", result, inspected))

    def _place_of(self, identity: Identity, value: content.BackupCredential) -> tuple[str, bool, bool] | None:
        """Return the id of what is held already, whether it is the same, and whether the backup's is older."""
        found = self._vault.credentials.match(identity)
        if found is None or (not found.same and found.id in self._came):
            # Two versions that the backup kept side by side stay side by side.
            return None
        if found.same:
            return found.id, True, False
        older = (identity.valid_from or 0) <= (found.valid_from or 0)
        if not older and not self._own:
            # What nobody checked here takes the place of nothing; only its own words say that it is newer.
            return None
        return found.id, False, older

    def _fit(self, own: str, inspected: Inspected, *, same: bool, older: bool) -> None:
        credentials = self._vault.credentials
        if same:
            if self._own and credentials.get(own).report.checked_at < inspected.report.checked_at:
                credentials.set_report(own, inspected, now=self._now)
        elif older:
            earlier = (
                stamp(self._now),
                digest_of(inspected.raw),
                inspected.raw,
                inspected.media_type,
                report_codec.encode_report(inspected.report),
            )
            credentials.adopt_past(own, history=(), earlier=(earlier,))
        else:
            credentials.replace(own, inspected, now=self._now)

    def _past(self, own: str, value: content.BackupCredential) -> None:
        credentials = self._vault.credentials
        if value.favourite:
            credentials.set_favourite((own,), favourite=True)
        if value.collections:
            names = dict.fromkeys((*credentials.collections_of(own), *value.collections))
            credentials.set_collections((own,), tuple(names))
        credentials.adopt_past(
            own,
            history=(*(value.history if self._own else ()), (stamp(self._now), "merged")),
            earlier=[(old.replaced_at, old.digest, old.raw, old.media_type, old.report) for old in value.earlier],
        )
        numbers = [self._documents[key] for key in value.documents if key in self._documents]
        self._vault.evidence.link(own, numbers)

    def _receipt(self, value: content.BackupReceipt) -> None:
        receipt = report_codec.unpack(value.body, Receipt)
        if receipt.id in {known.id for known in self._vault.receipts.all()}:
            return
        ids = tuple(self._ids.get(credential_id, credential_id) for credential_id in receipt.credential_ids)
        self._vault.receipts.add(replace(receipt, credential_ids=ids))
        self.receipts += 1

    def _key(self, value: content.BackupKey) -> None:
        if value.did in {key.did for key in self._vault.holder_keys.all()}:
            return
        public, sealed = self._reseal(value.kind, value.sealed)
        if not names_itself(value.did, value.jwk, public):
            # A key that is not the one its name says would sign in the name of another.
            raise MalformedError("backup.damaged")
        main = value.main and self._fresh
        self._vault.holder_keys.add(
            HolderKey(value.did, value.kind, value.jwk, sealed, moment(value.made_at), main=main)
        )

    def _decision(self, value: content.BackupDecision) -> None:
        if value.id not in {decision.id for decision in self._vault.decisions.all()}:
            decision = Decision(value.id, value.trusted, content.issuer_of(value), value.reason, value.decided_on)
            self._vault.decisions.decide(decision, now=self._now, log=False)

    def _log_line(self, value: content.BackupLogLine) -> None:
        self._vault.database.change(
            "INSERT INTO trust_log (at, action, id, reason) SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS"
            " (SELECT 1 FROM trust_log WHERE at = ?1 AND action = ?2 AND id = ?3)",
            (value.at, value.action, value.id, value.reason),
        )

    def _registry(self, value: content.BackupRegistry) -> None:
        self._vault.database.change(
            "INSERT INTO subscriptions (url, name, enabled, retrieved_at, snapshot, documents, problem)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING",
            (
                value.url,
                value.name,
                int(value.enabled),
                value.retrieved_at,
                value.snapshot,
                value.documents,
                value.problem,
            ),
        )

    def _setting(self, value: content.BackupSetting) -> None:
        self._vault.database.change(
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", (value.key, value.value)
        )

    def _fact(self, value: content.BackupFact) -> None:
        if value.key not in content.OWN_FACTS and self._vault.preferences.fact(value.key) is None:
            self._vault.preferences.set_fact(value.key, value.value)

    def _person(self, value: content.BackupPerson) -> None:
        theirs, ours = content.person_of(value), self._vault.preferences.person()
        self._vault.preferences.set_person(
            replace(
                ours,
                names=tuple(dict.fromkeys((*ours.names, *theirs.names))),
                identifiers=tuple(dict.fromkeys((*ours.identifiers, *theirs.identifiers))),
                holder_ids=tuple(dict.fromkeys((*ours.holder_ids, *theirs.holder_ids))),
            )
        )

    def _context(self, value: content.BackupContext) -> None:
        self._vault.database.change(
            "INSERT INTO pinned_contexts (url, digest, body, pinned_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (url) DO NOTHING",
            (value.url, value.digest, value.body, value.pinned_at),
        )


def names_itself(did: str, stated: str, public: str) -> bool:
    """Tell whether the public half of a private key is the one that is stated for it and that its did:jwk names."""
    try:
        named = base64.urlsafe_b64decode(did.removeprefix("did:jwk:") + "==")
        return bool(msgspec.json.decode(public) == msgspec.json.decode(stated) == msgspec.json.decode(named))
    except (ValueError, msgspec.DecodeError):
        return False
