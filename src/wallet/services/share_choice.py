"""What can be chosen when sharing, and what a choice means in words, before anything is made."""

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from wallet import wording
from wallet.errors import WalletError
from wallet.formats import base64url, strict_json
from wallet.formats.detect import recognise
from wallet.formats.recognised import RecognisedCredential
from wallet.model.secured import SecuredCredential, Securing
from wallet.records.generic_vc import spaced
from wallet.sharing import disclosure
from wallet.sharing.disclosure import Claim, Method
from wallet.verification.keys import jwk
from wallet.verification.verdict import State

if TYPE_CHECKING:
    from wallet.services.library import Stored

UNSOUND = frozenset({State.TAMPERED, State.ISSUER_MISMATCH, State.REVOKED, State.SUSPENDED, State.EXPIRED})
"""Headlines that a person must hear about before handing the credential over."""

_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,60}")


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
    KEY_BOUND = "sd-jwt"
    ORIGINAL = "original"
    BAKED = "baked"


SHOWS_ALL = frozenset({FileKind.ORIGINAL, FileKind.BAKED})
"""What the issuer made: nothing can be left out of it, and nothing added (purpose, receiver, end date)."""


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
    been reviewed. ``file_kinds`` are the files that its securing allows. ``presentable``: the
    holder can sign a copy of it; otherwise it can only be handed over as the file it is.
    """

    credential_id: str
    title: str
    state: str
    claims: tuple[ClaimNode, ...]
    whole_only: bool
    issued_to_other: bool = False
    experimental: bool = False
    file_kinds: tuple[FileKind, ...] = tuple(FileKind)
    presentable: bool = True


@dataclass(frozen=True, slots=True)
class ShareOptions:
    """What can be chosen. ``advice`` are wording keys to show at the moment of choice."""

    credentials: tuple[CredentialOptions, ...]
    forms: tuple[ShareForm, ...]
    advice: tuple[str, ...] = ()

    def possible_forms(self, *, hides: bool) -> tuple[ShareForm, ...]:
        """Return the forms that can keep what is hidden out of sight: a PDF has the original inside."""
        return tuple(form for form in self.forms if not (hides and form is ShareForm.PDF))

    def possible_kinds(self, *, hides: bool) -> tuple[FileKind, ...]:
        """Return the kinds of file that every chosen credential can be, and that keep what is hidden out of sight."""
        kinds = [kind for kind in FileKind if all(kind in one.file_kinds for one in self.credentials)]
        return tuple(kind for kind in kinds if not (hides and kind in SHOWS_ALL))


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """What the person chose. ``hidden`` maps a credential id to claim paths that are not shown.

    ``sheet``: as QR, give each credential a code of its own, on a sheet to print. ``page_passphrase``: encrypt the
    page under it; nothing where it opens by itself.
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
    page_passphrase: str = field(default="", repr=False)


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
    whole_file = shows_all(request)
    for one in options.credentials:
        # Whatever was ticked, the issuer's own file shows everything; saying otherwise would be a false promise.
        paths = () if whole_file else request.hidden.get(one.credential_id, ())
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
    if any(one.whole_only and one.presentable for one in options.credentials):
        warnings.append("share.warning.whole_only")
    if whole_file:
        warnings.append("share.warning.original" if request.form is ShareForm.FILE else "share.warning.pdf")
    if any(one.issued_to_other for one in options.credentials):
        warnings.append("share.warning.issued_to_other")
    if any(one.experimental for one in options.credentials):
        warnings.append("share.warning.experimental")
    if request.expires_at is None and not whole_file:
        warnings.append("share.warning.no_end")
    states = {one.state for one in options.credentials}
    warnings += [f"share.warning.now.{state}" for state in sorted(states) if State(state) in UNSOUND]
    return Preview(tuple(seen), tuple(hidden), advice, tuple(warnings))


def shows_all(request: ShareRequest) -> bool:
    """Tell whether what is asked for holds the issuer's own file, from which nothing can be left out."""
    return request.form is ShareForm.PDF or (request.form is ShareForm.FILE and request.file_kind in SHOWS_ALL)


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


def options_of(
    stored: "Stored", lang: str, holder_ids: Sequence[str] = (), *, bakeable: bool = False
) -> CredentialOptions:
    """Return what can be chosen for one stored credential.

    ``holder_ids`` are the identifiers of the holder's keys; ``bakeable``: it has a picture that it can be put in.
    """
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
    else:
        whole_file = wording.say("share.whole_file_value", lang, {"size": str(max(1, len(stored.raw) // 1024))})
        nodes = (ClaimNode("", wording.say("share.whole_file", lang), whole_file, locked=True),)
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
        file_kinds=_file_kinds(secured, holder_ids, bakeable=bakeable),
        presentable=secured is not None and secured.securing is not Securing.XADES,
    )


def _file_kinds(
    secured: SecuredCredential | None, holder_ids: Sequence[str], *, bakeable: bool
) -> tuple[FileKind, ...]:
    if secured is None or secured.securing is Securing.XADES:
        return (FileKind.ORIGINAL,)
    kinds = [FileKind.PRESENTATION, FileKind.TOKEN]
    if key_of(secured, holder_ids) is not None:
        kinds.append(FileKind.KEY_BOUND)
    if disclosure.may_be_handed_on(secured):
        kinds += [FileKind.ORIGINAL, FileKind.BAKED] if bakeable else [FileKind.ORIGINAL]
    return tuple(kinds)


def key_of(credential: SecuredCredential, holder_ids: Sequence[str]) -> str | None:
    """Return which of the holder's keys (did:jwk) the issuer of an SD-JWT bound it to; nothing where it is none."""
    key = disclosure.bound_key(credential)
    if key is None:
        return None
    wanted = jwk.thumbprint(dict(key))
    return next((did for did in holder_ids if jwk.thumbprint(_jwk_of(did)) == wanted), None)


def _jwk_of(did: str) -> dict[str, str]:
    made: dict[str, str] = strict_json.loads(base64url.decode(did.removeprefix("did:jwk:").partition("#")[0]))
    return made


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
    """Return what people call a member; one that nobody here has words for is at least written as words."""
    key = f"share.claim.{name}"
    if wording.has(key, lang):
        return wording.say(key, lang)
    return spaced(name) if _PLAIN_NAME.fullmatch(name) else name


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
