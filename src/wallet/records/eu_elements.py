"""Which of the sixteen elements of 2022/C 243/02, Annex I, a credential states: present, partly, or not."""

from collections.abc import Callable, Mapping

from wallet.model.earned import CreditSystem, EuElement, Presence, Record


def _grade(full: object, part: object = None) -> Presence:
    return Presence.PRESENT if full else Presence.PARTLY if part else Presence.ABSENT


def _learner(record: Record) -> Presence:
    holder = record.holder
    return _grade(holder.names, holder.id or holder.identifiers or holder.hashed_identifiers)


def _awarding_body(record: Record) -> Presence:
    return _grade(any(body.name for body in record.awarding_bodies), record.issuer.name or record.issuer.id)


def _date(record: Record) -> Presence:
    return _grade(record.awarded_on, record.issued_at or record.valid_from)


def _outcomes(record: Record) -> Presence:
    return _grade(record.outcomes or record.outcomes_text, record.skills or record.criteria)


def _workload(record: Record) -> Presence:
    known = any(credit.system is not CreditSystem.OTHER for credit in record.credits)
    return _grade(known or record.hours, record.credits)


def _level(record: Record) -> Presence:
    level = record.level
    return _grade(level and (level.eqf is not None or level.nlqf or level.cycle))


def _assessment(record: Record) -> Presence:
    return _grade(any(assessment.types for assessment in record.assessments), record.assessments)


def _supervision(record: Record) -> Presence:
    seen = record.supervision
    return _grade(seen and seen.supervised is not None and seen.identity_checked is not None, seen)


def _stackability(record: Record) -> Presence:
    return _grade(record.stackable is not None, record.parts or record.part_of)


def _further(record: Record) -> Presence:
    return _grade(record.description or record.evidence or record.links or record.fields_of_study)


_ELEMENTS: Mapping[EuElement, Callable[[Record], Presence]] = {
    EuElement.M1: _learner,
    EuElement.M2: lambda record: _grade(record.title),
    EuElement.M3: lambda record: _grade(record.country),
    EuElement.M4: _awarding_body,
    EuElement.M5: _date,
    EuElement.M6: _outcomes,
    EuElement.M7: _workload,
    EuElement.M8: _level,
    EuElement.M9: _assessment,
    EuElement.M10: lambda record: _grade(record.participation),
    EuElement.M11: lambda record: _grade(record.quality),
    EuElement.O12: lambda record: _grade(record.prerequisites),
    EuElement.O13: _supervision,
    EuElement.O14: lambda record: _grade(record.grades),
    EuElement.O15: _stackability,
    EuElement.O16: _further,
}


def presences(record: Record) -> Mapping[str, Presence]:
    """Return for each element (``EuElement`` value) whether ``record`` states it."""
    return {element.value: tell(record) for element, tell in _ELEMENTS.items()}
