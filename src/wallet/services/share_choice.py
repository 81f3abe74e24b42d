"""What can be chosen when sharing, and what a choice means in words, before anything is made."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from wallet import wording
from wallet.errors import WalletError
from wallet.formats.detect import recognise
from wallet.formats.recognised import RecognisedCredential
from wallet.model.secured import SecuredCredential
from wallet.sharing import disclosure
from wallet.sharing.disclosure import Claim, Method
from wallet.verification.verdict import State

if TYPE_CHECKING:
    from wallet.services.library import Stored

UNSOUND = frozenset({State.TAMPERED, State.ISSUER_MISMATCH, State.REVOKED, State.SUSPENDED, State.EXPIRED})
"""Headlines that a person must hear about before handing the credential over."""


class ShareForm(StrEnum):
    """Contract section 5."""

    QR = "qr"
    PAGE = "page"
    FILE = "file"
    LINK = "link"
    PDF = "pdf"


class FileKind(StrEnum):
    """What a share as a file is: signed by the holder, or what the issuer made, as it is or inside its picture."""

    PRESENTATION = "presentation"
    TOKEN = "token"  # noqa: S105 - the presentation as a JWT
    ORIGINAL = "original"
    BAKED = "baked"


@dataclass(frozen=True, slots=True)
class ClaimNode:
    """One thing that a credential says, as a tree: locked (always seen), or free to hide.

    ``path`` is a JSON pointer into the credential; ``label`` is a known name in words, else the issuer's own.
    ``sensitive`` marks birth dates, national identifiers, e-mail, grades and the like.
    """

    path: str
    label: str
    value: str
    locked: bool
    sensitive: bool = False
    children: tuple["ClaimNode", ...] = ()


@dataclass(frozen=True, slots=True)
class CredentialOptions:
    """What can be chosen for one credential. ``whole_only``: "This certificate can only be shared whole.".

    ``issued_to_other``: its subject is an identifier that is none of the holder's keys (an earlier wallet, or somebody
    else); a checker will then say that it may not be theirs. ``experimental``: shown in part by a method that has not
    been reviewed.
    """

    credential_id: str
    title: str
    state: str
    claims: tuple[ClaimNode, ...]
    whole_only: bool
    issued_to_other: bool = False
    experimental: bool = False


@dataclass(frozen=True, slots=True)
class ShareOptions:
    """What can be chosen. ``advice`` are wording keys to show at the moment of choice."""

    credentials: tuple[CredentialOptions, ...]
    forms: tuple[ShareForm, ...]
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """What the person chose. ``hidden`` maps a credential id to claim paths that are not shown.

    ``sheet``: as QR, give each credential a code of its own, on a sheet to print.
    """

    credential_ids: tuple[str, ...]
    form: ShareForm
    hidden: dict[str, tuple[str, ...]]
    receiver: str = ""
    purpose: str = ""
    expires_at: datetime | None = None
    nonce: str | None = None
    audience: str | None = None
    checker_url: str | None = None
    lang: str = "en"
    file_kind: FileKind = FileKind.PRESENTATION
    sheet: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What they will and will not see: labels with values, from options and choices only."""

    seen: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...]
    advice: tuple[str, ...]
    warnings: tuple[str, ...]


def preview_of(options: ShareOptions, request: ShareRequest) -> Preview:
    """Say in words what they will and will not see. Pure."""
    seen: list[tuple[str, str]] = []
    hidden: list[str] = []
    shown_sensitive = whole_sensitive = False
    several = len(options.credentials) > 1
    for one in options.credentials:
        paths = request.hidden.get(one.credential_id, ())
        before = f"{one.title}: " if several else ""
        for node, label in _leaves(one.claims, ""):
            if disclosure.is_hidden(node.path, paths):
                hidden.append(before + label)
                continue
            seen.append((before + label, node.value))
            shown_sensitive = shown_sensitive or (node.sensitive and not node.locked)
            whole_sensitive = whole_sensitive or (node.sensitive and node.locked)
    advice = ("share.advice.sensitive_shown",) if shown_sensitive else ()
    warnings = []
    if whole_sensitive:
        warnings.append("share.warning.sensitive_locked")
    if any(one.whole_only for one in options.credentials):
        warnings.append("share.warning.whole_only")
    if any(one.issued_to_other for one in options.credentials):
        warnings.append("share.warning.issued_to_other")
    if any(one.experimental for one in options.credentials):
        warnings.append("share.warning.experimental")
    if request.expires_at is None:
        warnings.append("share.warning.no_end")
    states = {one.state for one in options.credentials}
    warnings += [f"share.warning.now.{state}" for state in sorted(states) if State(state) in UNSOUND]
    return Preview(tuple(seen), tuple(hidden), advice, tuple(warnings))


def start_hidden(options: ShareOptions) -> dict[str, tuple[str, ...]]:
    """Return what starts hidden: everything sensitive that can be hidden (contract section 5)."""
    found = {}
    for one in options.credentials:
        nodes = _each(one.claims)
        found[one.credential_id] = tuple(node.path for node in nodes if node.sensitive and not node.locked)
    return found


def secured_of(stored: "Stored") -> SecuredCredential | None:
    """Return a stored credential as a parser reads it; nothing for a paper that is no credential."""
    try:
        read = recognise(stored.raw)
    except WalletError:
        return None
    return read.secured if isinstance(read, RecognisedCredential) else None


def options_of(stored: "Stored", lang: str, holder_ids: Sequence[str] = ()) -> CredentialOptions:
    """Return what can be chosen for one stored credential; ``holder_ids`` are the identifiers of the holder's keys."""
    secured = secured_of(stored)
    claims: tuple[Claim, ...] = ()
    if secured is not None:
        # What is damaged can still be looked at here; it is refused when it is to be handed over.
        with contextlib.suppress(WalletError):
            claims = disclosure.claims_of(secured)
    nodes = tuple(_node(claim, lang) for claim in claims)
    if secured is not None:
        nodes = (
            *nodes,
            ClaimNode(
                "", wording.say("share.technical", lang), wording.say("share.technical_value", lang), locked=True
            ),
        )
    whole = secured is None or disclosure.method_of(secured) is Method.WHOLE
    subjects = disclosure.subject_ids(secured) if secured is not None else ()
    return CredentialOptions(
        credential_id=stored.card.id,
        title=stored.card.title,
        state=stored.report.verdict.state.value,
        claims=nodes,
        whole_only=whole,
        issued_to_other=bool(subjects) and not set(subjects) & set(holder_ids),
        experimental=secured is not None and disclosure.is_experimental(secured),
    )


def _node(claim: Claim, lang: str) -> ClaimNode:
    return ClaimNode(
        path=claim.path,
        label=_label(claim.name, lang),
        value=claim.value,
        locked=not claim.free,
        sensitive=claim.sensitive is not None,
        children=tuple(_node(child, lang) for child in claim.children),
    )


def _label(name: str, lang: str) -> str:
    key = f"share.claim.{name}"
    return wording.say(key, lang) if wording.has(key, lang) else name


def _each(nodes: Sequence[ClaimNode]) -> Iterator[ClaimNode]:
    for node in nodes:
        yield node
        yield from _each(node.children)


def _leaves(nodes: Sequence[ClaimNode], before: str) -> Iterator[tuple[ClaimNode, str]]:
    """Yield what has a value of its own, with the names it lies under."""
    for node in nodes:
        label = f"{before} › {node.label}" if before else node.label
        if node.children:
            yield from _leaves(node.children, label)
        else:
            yield node, label


def advice_on(credentials: Sequence[CredentialOptions]) -> tuple[str, ...]:
    """Return the wording keys of what is good to know while choosing."""
    found = []
    if any(node.sensitive and not node.locked for one in credentials for node in _each(one.claims)):
        found.append("share.advice.sensitive_hidden")
    if any(one.whole_only for one in credentials):
        found.append("share.advice.whole_only")
    return tuple(found)
