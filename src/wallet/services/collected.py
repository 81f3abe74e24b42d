"""What edubadges tells besides the assertion itself, put into the record and kept as evidence.

Participation, assessment, supervision and quality assurance stand in a second document, the validated name in a third
(reference: edubadges server, public API). The issued bytes stay what they are; the answers are kept as they came.
"""

from collections.abc import Iterable
from dataclasses import replace

from wallet.errors import WalletError
from wallet.exchange import edubadges
from wallet.formats import detect, strict_json
from wallet.formats.recognised import RecognisedCredential
from wallet.model.earned import NameSource, Record
from wallet.model.secured import Carrier, Format, JsonObject
from wallet.ports import Document, Fetcher
from wallet.records.normalise import record_of
from wallet.verification.context import Limits
from wallet.verification.report import Inspected


def address_of(inspected: Inspected) -> str | None:
    """Return the address of the assertion at edubadges, or nothing for anything else."""
    record = inspected.report.record
    if inspected.report.format is not Format.OB2_HOSTED or record is None or record.credential_id is None:
        return None
    return edubadges.document_url(record.credential_id)


def _objects(documents: Iterable[Document]) -> dict[str, JsonObject]:
    found: dict[str, JsonObject] = {}
    for document in documents:
        try:
            found[document.url] = strict_json.loads_object(document.body)
        except WalletError:
            continue
    return found


def _record_with(inspected: Inspected, linked: dict[str, JsonObject]) -> Record | None:
    held = inspected.report.record
    try:
        found = detect.recognise(inspected.raw, name=inspected.report.source, carrier=Carrier.FILE, limits=Limits())
    except WalletError:
        return held
    if not isinstance(found, RecognisedCredential) or held is None:
        return held
    fuller = record_of(found.secured, linked=linked)
    # Who issued it was decided by the checks, never by what is told about it.
    issuer = held.issuer if held.issuer.name_from is NameSource.TRUST_LIST else fuller.issuer
    return replace(fuller, issuer=issuer, holder=replace(fuller.holder, id=held.holder.id))


def with_documents(inspected: Inspected, documents: Iterable[Document]) -> Inspected:
    """Return the result with what ``documents`` tell in its record, and them in its evidence."""
    kept = {document.url: document for document in inspected.evidence}
    kept.update({document.url: document for document in documents})
    record = _record_with(inspected, _objects(kept.values()))
    return replace(inspected, report=replace(inspected.report, record=record), evidence=tuple(kept.values()))


def enriched(inspected: Inspected, fetcher: Fetcher) -> Inspected:
    """Return the result with everything that edubadges tells about it; others are returned as they are."""
    address = address_of(inspected)
    if address is None:
        return inspected
    documents = edubadges.collect(address, fetcher).documents
    return with_documents(inspected, documents) if documents else inspected


def with_archive(inspected: Inspected, archived: Iterable[Document]) -> Inspected:
    """Return a newer check of an edubadge with what was told about it when it was collected."""
    if address_of(inspected) is None:
        return inspected
    fresh = {document.url for document in inspected.evidence}
    return with_documents(inspected, (document for document in archived if document.url not in fresh))
