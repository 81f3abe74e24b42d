"""Give a copy: choose, preview in words, prepare, record a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wallet.model.receipt import Receipt
from wallet.ports import Progress
from wallet.services.changes import Changes


class ShareForm(StrEnum):
    """Contract section 5."""

    QR = "qr"
    PAGE = "page"
    FILE = "file"
    LINK = "link"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class ClaimNode:
    """One thing that a credential says, as a tree: locked (always seen), or free to hide.

    ``path`` is a JSON pointer into the credential; ``label_key`` a wording key, else ``label`` is the issuer's own.
    ``sensitive`` marks birth dates, national identifiers, e-mail and grades.
    """

    path: str
    label: str
    value: str
    locked: bool
    sensitive: bool = False
    children: tuple["ClaimNode", ...] = ()


@dataclass(frozen=True, slots=True)
class CredentialOptions:
    """What can be chosen for one credential. ``whole_only``: "This certificate can only be shared whole."."""

    credential_id: str
    title: str
    state: str
    claims: tuple[ClaimNode, ...]
    whole_only: bool


@dataclass(frozen=True, slots=True)
class ShareOptions:
    """What can be chosen. ``advice`` are wording keys to show at the moment of choice."""

    credentials: tuple[CredentialOptions, ...]
    forms: tuple[ShareForm, ...]
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """What the person chose. ``hidden`` maps a credential id to claim paths that are not shown."""

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


@dataclass(frozen=True, slots=True)
class Preview:
    """What they will and will not see: labels with values, from options and choices only."""

    seen: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...]
    advice: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShareFile:
    """One file of a share."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SharePackage:
    """What is handed over. ``qr_text`` is the text of a single QR; ``qr_frames`` the texts of a moving one.

    ``too_large_for_qr`` is true when it did not fit one QR: the person is told and offered the file.
    """

    form: ShareForm
    files: tuple[ShareFile, ...]
    qr_text: str | None = None
    qr_frames: tuple[str, ...] = ()
    too_large_for_qr: bool = False
    size: int = 0
    receipt: Receipt | None = None


class ShareService:
    """Built by the session."""

    def options(self, credential_ids: Sequence[str], *, lang: str = "en") -> ShareOptions:
        """Return what can be chosen for these credentials."""
        raise NotImplementedError

    def preview(self, options: ShareOptions, request: ShareRequest) -> Preview:
        """Say in words what they will and will not see. Pure."""
        raise NotImplementedError

    def prepare(self, request: ShareRequest, *, progress: Progress | None = None) -> SharePackage:
        """Check the credentials again, sign the presentation with the holder's key, build the form."""
        raise NotImplementedError

    def record(self, package: SharePackage) -> Changes:
        """Write the receipt."""
        raise NotImplementedError

    def receipts(self, credential_id: str | None = None) -> tuple[Receipt, ...]:
        """Return the log, newest first."""
        raise NotImplementedError
