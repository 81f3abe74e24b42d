"""What can be chosen: the claims of a credential as a tree, and the credential with the chosen ones hidden.

How finely one can choose is decided by how the issuer secured it: an SD-JWT by its disclosures, a base proof of
``ecdsa-sd-2023`` or ``bbs-2023`` by claim, everything else only as a whole.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from wallet.errors import WalletError
from wallet.formats import disclosures
from wallet.formats.disclosures import pointer
from wallet.formats.vocabulary import proofs
from wallet.model.secured import JsonObject, SdJwt, SecuredCredential, Securing
from wallet.ports import Random
from wallet.sharing.sensitive import Sensitive, kind_of
from wallet.verification.keys import multibase
from wallet.verification.proofs import data_integrity

_TECHNICAL = frozenset(
    {"@context", "proof", "signature", "cnf", "iat", "nbf", "jti", "vct#integrity", "_sd_alg", "credentialSchema"}
    | {"credentialStatus", "status", "refreshService", "verification", "@type", "relatedResource", "termsOfUse"}
)
"""Members that a checker needs and that say nothing which a person would recognise."""

_SELECTIVE = frozenset({"ecdsa-sd-2023", "bbs-2023"})
_NEVER_FREE = frozenset({"iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status", "_sd_alg"})
_NUMERIC_DATES = frozenset({"exp", "updated_at"})
_YEAR_10000 = 253_402_300_800
_LONGEST_VALUE = 200
_MOST_NODES = 400
_DEEPEST = 8


class Method(StrEnum):
    """How finely a credential can be shown."""

    WHOLE = "whole"
    SD_JWT = "sd_jwt"
    BASE_PROOF = "base_proof"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a credential says. ``path`` is a JSON pointer; ``free`` where it can be left out."""

    path: str
    name: str
    value: str
    free: bool
    sensitive: Sensitive | None = None
    children: tuple["Claim", ...] = field(default=())


def method_of(credential: SecuredCredential) -> Method:
    """Return how finely this credential can be shown."""
    if isinstance(credential.envelope, SdJwt) and credential.envelope.disclosures:
        return Method.SD_JWT
    if credential.securing is Securing.DATA_INTEGRITY and data_integrity.has_base_proof(credential.document):
        return Method.BASE_PROOF
    return Method.WHOLE


def is_experimental(credential: SecuredCredential) -> bool:
    """Tell whether showing a part of it uses a method that has not been reviewed."""
    return method_of(credential) is Method.BASE_PROOF and data_integrity.derivation_is_experimental(credential.document)


def is_unknown_base(credential: SecuredCredential) -> bool:
    """Tell whether it carries a base proof that cannot be derived from here; such a proof must be shown to nobody.

    Headers of base proofs: CBOR tag 0x5d00 and the even ones after it (vc-di-ecdsa 3.4, vc-di-bbs 3.3).
    """
    if credential.securing is not Securing.DATA_INTEGRITY or data_integrity.has_base_proof(credential.document):
        return False
    for proof in proofs(credential.document):
        value = proof.get("proofValue")
        if proof.get("cryptosuite") not in _SELECTIVE or not isinstance(value, str):
            continue
        try:
            header = multibase.decode(value)[:3]
        except WalletError:
            return True
        if header[:2] == b"\xd9\x5d" and header[2:] and header[2] % 2 == 0:
            return True
    return False


def may_be_handed_on(credential: SecuredCredential) -> bool:
    """Tell whether the issued bytes themselves may be given to somebody.

    A base proof holds what every part can be shown with, so it stays with the holder (vc-di-ecdsa section 3.4.1,
    vc-di-bbs section 3.3.1).
    """
    return method_of(credential) is not Method.BASE_PROOF and not is_unknown_base(credential)


def claims_of(credential: SecuredCredential) -> tuple[Claim, ...]:
    """Return everything that the credential says, as a tree; what only machines need is gathered at the end.

    Raises:
        MalformedError: the disclosures contradict each other.
    """
    document: JsonObject = credential.document
    free: Callable[[str], bool] = _nothing
    method = method_of(credential)
    if method is Method.SD_JWT and isinstance(credential.envelope, SdJwt):
        expanded = disclosures.expand(credential.claims, credential.envelope.disclosures)
        document = expanded.claims
        free = frozenset(path for path in expanded.places.values() if path[1:] not in _NEVER_FREE).__contains__
    elif method is Method.BASE_PROOF:
        free = _Optional(data_integrity.mandatory_pointers(document))
    return tuple(_claims(document, "", free, [_MOST_NODES], 0))


def with_hidden(
    credential: SecuredCredential, hidden: Sequence[str], *, random: Random | None = None
) -> SecuredCredential:
    """Return the credential without the claims at the ``hidden`` paths (and what lies inside them).

    A base proof is never handed on: the credential is derived from it even where nothing is hidden. ``random`` is for
    suites whose derivation needs it. A path that cannot be hidden is for the caller to refuse (see ``unhideable``).

    Raises:
        MalformedError: the disclosures contradict each other, or the credential has too many claims to choose from.
        UnsupportedError: ``proof.not_derivable``, ``proof.unsupported_selection``, ``proof.unsupported_context``.
        SignatureInvalidError: the base proof is damaged.
    """
    if method_of(credential) is Method.BASE_PROOF:
        return _derived(credential, hidden, random)
    if not hidden or not isinstance(credential.envelope, SdJwt):
        return credential
    parts = credential.envelope
    expanded = disclosures.expand(credential.claims, parts.disclosures)
    kept = tuple(
        text for position, text in enumerate(parts.disclosures) if not _inside(expanded.places.get(position), hidden)
    )
    shown = SdJwt(parts.jws, parts.issuer_jwt, kept)
    document = disclosures.expand(credential.claims, kept).claims
    return replace(credential, raw=shown.presented.encode("ascii"), envelope=shown, document=document, contained=())


def unhideable(claims: Sequence[Claim], hidden: Sequence[str]) -> tuple[str, ...]:
    """Return the ``hidden`` paths that are no claim that can be left out."""
    free = {claim.path for claim in each(claims) if claim.free}
    return tuple(path for path in hidden if path not in free)


def each(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield every claim of a tree, parents first."""
    for claim in claims:
        yield claim
        yield from each(claim.children)


def is_hidden(path: str, hidden: Sequence[str]) -> bool:
    """Tell whether a claim is hidden, by itself or with what it lies inside."""
    return _inside(path, hidden)


def bound_key(credential: SecuredCredential) -> Mapping[str, Any] | None:
    """Return the holder's key (a JWK) that the issuer of an SD-JWT bound it to, or nothing (RFC 7800)."""
    confirmation = credential.claims.get("cnf") if credential.securing is Securing.SD_JWT else None
    key = confirmation.get("jwk") if isinstance(confirmation, dict) else None
    return key if isinstance(key, dict) else None


def subject_ids(credential: SecuredCredential) -> tuple[str, ...]:
    """Return the DIDs that a credential says it is about."""
    subjects = credential.document.get("credentialSubject")
    found = [one.get("id") for one in (subjects if isinstance(subjects, list) else [subjects]) if isinstance(one, dict)]
    return tuple(name for name in found if isinstance(name, str) and name.startswith("did:"))


@dataclass(frozen=True, slots=True)
class _Optional:
    """Which paths a base proof leaves to the holder: those that neither lie in nor around what is mandatory."""

    mandatory: tuple[str, ...]

    def __call__(self, path: str) -> bool:
        if path.rpartition("/")[2] in ("id", "type", "@context"):
            # Identity and type of a node are shown with anything that is shown of it.
            return False
        return not any(
            one in ("", path) or path.startswith(one + "/") or one.startswith(path + "/") for one in self.mandatory
        )


def _nothing(_path: str) -> bool:
    return False


def _derived(credential: SecuredCredential, hidden: Sequence[str], random: Random | None) -> SecuredCredential:
    pointers = tuple(_shown_paths(credential.document, "", hidden))
    document = data_integrity.derive(credential.document, pointers=pointers, random=random)
    raw = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return replace(credential, raw=raw, document=document, contained=())


def _shown_paths(node: Any, path: str, hidden: Sequence[str]) -> Iterator[str]:
    """Yield the largest parts of a document in which nothing is hidden."""
    if _inside(path, hidden) or path in ("/proof", "/@context"):
        return
    if path and not any(one.startswith(path + "/") for one in hidden):
        yield path
    elif isinstance(node, dict):
        for name, value in node.items():
            yield from _shown_paths(value, path + pointer(name), hidden)
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from _shown_paths(value, f"{path}/{position}", hidden)


def _inside(path: str | None, hidden: Sequence[str]) -> bool:
    # A disclosure that has no place in what is signed shows nothing and is never handed on.
    return path is None or any(path == one or path.startswith(one + "/") for one in hidden)


def _claims(node: JsonObject, path: str, free: Callable[[str], bool], budget: list[int], depth: int) -> Iterator[Claim]:
    for name, value in node.items():
        if name in _TECHNICAL or (depth and name in ("id", "type")):
            continue
        if budget[0] <= 0:
            return
        yield _claim(name, value, path + pointer(name), free, budget, depth)


def _claim(name: str, value: Any, path: str, free: Callable[[str], bool], budget: list[int], depth: int) -> Claim:
    budget[0] -= 1
    children: tuple[Claim, ...] = ()
    if depth < _DEEPEST:
        if isinstance(value, dict):
            children = tuple(_claims(value, path, free, budget, depth + 1))
        elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
            children = tuple(
                _claim(str(position + 1), item, f"{path}/{position}", free, budget, depth + 1)
                for position, item in enumerate(value)
                if budget[0] > 0
            )
        elif isinstance(value, list) and any(free(f"{path}/{position}") for position in range(len(value))):
            children = tuple(
                _claim(str(position + 1), item, f"{path}/{position}", free, budget, depth + 1)
                for position, item in enumerate(value)
            )
    text = "" if children else _text(_day(value) if name in _NUMERIC_DATES else value)
    return Claim(path, name, text, free(path), kind_of(name), children)


def _day(value: Any) -> Any:
    """Return a NumericDate (RFC 7519 section 2) as a date that people read; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _YEAR_10000:
        return value
    return datetime.fromtimestamp(value, UTC).date().isoformat()


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        if value.startswith("data:"):
            return f"{value[:40].partition(',')[0]} ({len(value) // 1024 + 1} kB)"
        return value if len(value) <= _LONGEST_VALUE else value[:_LONGEST_VALUE] + "…"
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)[: _LONGEST_VALUE * 2]
    if isinstance(value, dict):
        # An object with nothing but an identifier or a type in it.
        return _text(value.get("id") or value.get("type") or "")
    return "" if value is None else str(value)
