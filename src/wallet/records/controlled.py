"""One set of words for values that every vocabulary spells in its own way.

Sources: edubadges OB 2.0 members, SURF's Open Badges 3.0 terms, the EU authority lists behind ELM 3 (matched on the
last segment of the concept address), OEAPI. A value that is not in the tables is kept as the issuer wrote it.
"""

from collections.abc import Iterable, Mapping

from wallet.model.earned import Supervision
from wallet.records.spot import Spot

_PARTICIPATION = {
    "online": "online",
    "onsite": "onsite",
    "on-site": "onsite",
    "presential": "onsite",
    "blended": "blended",
    "onsite or blended": "onsite_or_blended",
    "hybrid": "hybrid",
    "work_experience": "work_based",
    "work experience": "work_based",
    "work_based": "work_based",
    "work-based": "work_based",
    "project_based": "project_based",
    "project-based": "project_based",
    "research_lab_based": "lab_based",
    "research-lab-based": "lab_based",
    "volunteering": "volunteering",
    "personalized learning activities": "personalised",
    "920fbb3cbe": "online",
    "e92d221e4d": "blended",
    "9191af2ed9": "onsite",
    "729f3bed4b": "work_based",
    "7813801c77": "project_based",
    "ed4c557045": "lab_based",
}
_ASSESSMENT = {
    "written_exam": "written_exam",
    "report_paper": "report",
    "behavioural_assessment": "behavioural_assessment",
    "professional_product": "professional_product",
    "development_report": "development_report",
    "portfolio_assessment": "portfolio",
    # The spelling of edubadges for an oral exam.
    "oram_exam": "oral_exam",
    "oral_exam": "oral_exam",
    "personalized_assessment": "personalised_assessment",
    "testing": "testing",
    "application of a skill": "application_of_skill",
    "portfolio": "portfolio",
    "recognition of prior learning": "prior_learning",
    "6e6cb2cc78": "written_exam",
    "d30284d7df": "oral_exam",
    "4f03b91c0e": "portfolio",
    "6a4db9f11d": "practical",
    "795dac4096": "project_work",
    "2939dae15f": "marked_assignment",
    "de4d165a6c": "artefact",
    "3484bd7e51": "continuous",
    "b1b68f6735": "quiz",
    "19a2e5e671": "peer_assessment",
    "812e3b0ae1": "peer_review",
    "56539a6507": "group_work",
    "7331eb4762": "attendance",
    "c4256a2726": "problem_based",
}
_SUPERVISION = {
    "unsupervised with no identity verification": Supervision(False, False),
    "supervised with no identity verification": Supervision(True, False),
    "supervised online": Supervision(True, None, "online"),
    "supervised online with identity verification": Supervision(True, True, "online"),
    "onsite with identity verification": Supervision(True, True, "onsite"),
    "supervised with id verification": Supervision(True, True),
    "id verification": Supervision(None, True),
    "unsupervised without id verification": Supervision(False, False),
    "70be69aaf9": Supervision(True, True),
    "44314532f9": Supervision(None, True),
    "c598449d64": Supervision(False, False),
}

PARTICIPATION_CODES = frozenset(_PARTICIPATION.values())
"""The normalised forms of participation; each has a sentence in the wording catalogue."""
ASSESSMENT_CODES = frozenset(_ASSESSMENT.values())
"""The normalised types of assessment; each has a sentence in the wording catalogue."""


def _key(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").split()).casefold()


def _by_key(table: Mapping[str, str]) -> Mapping[str, str]:
    return {_key(word): code for word, code in table.items()}


_PARTICIPATION_BY_KEY = _by_key(_PARTICIPATION)
_ASSESSMENT_BY_KEY = _by_key(_ASSESSMENT)


def concept_key(spot: Spot) -> str | None:
    """Return the last segment of a concept's address (EU authority lists), or nothing."""
    address = spot.url()
    return address.rstrip("/").rsplit("/", 1)[-1] if address and "/" in address else None


def concept_text(spot: Spot) -> str | None:
    """Return words for a concept: its label in English or else any; a notation only where it is no list name."""
    labels = spot.get("prefLabel").lang()
    if labels:
        return labels.get("en") or next(iter(labels.values()))
    notation = spot.get("notation").text() if spot.is_object else spot.text()
    # Real files write the name of the list where its code belongs.
    return None if notation in ("country", "language", "eqf-level", "file-type") else notation


def _normalise(spots: Iterable[Spot], table: Mapping[str, str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for spot in spots:
        if spot.is_object:
            code = table.get(concept_key(spot) or "")
            text = concept_text(spot)
            word = code or (table.get(_key(text), text) if text else None)
            if word:
                found[word] = None
            continue
        for part in (spot.text() or "").split(","):
            if part.strip():
                found[table.get(_key(part), part.strip())] = None
    return tuple(found)


def participation(spots: Iterable[Spot]) -> tuple[str, ...]:
    """Return normalised forms of participation for texts (comma-joined ones too) or concepts."""
    return _normalise(spots, _PARTICIPATION_BY_KEY)


def assessment_types(spots: Iterable[Spot]) -> tuple[str, ...]:
    """Return normalised types of assessment for texts (comma-joined ones too) or concepts."""
    return _normalise(spots, _ASSESSMENT_BY_KEY)


def supervision(spot: Spot) -> Supervision | None:
    """Return who watched and whether identity was checked, for a text or a concept."""
    if not spot.is_object:
        return _SUPERVISION.get(_key(spot.text() or ""))
    return _SUPERVISION.get(concept_key(spot) or "") or _SUPERVISION.get(_key(concept_text(spot) or ""))


def supervision_of_flags(supervised: bool | None, identity_checked: bool | None) -> Supervision | None:
    """Return the supervision for two answers, either of which may be missing."""
    if supervised is None and identity_checked is None:
        return None
    return Supervision(supervised, identity_checked)
