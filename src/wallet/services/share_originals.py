"""What the issuer made, to hand over as it is or inside its own picture; nothing is signed and nothing left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallet.errors import UsageError
from wallet.services.share_choice import FileKind, ShareRequest, secured_of
from wallet.sharing import disclosure, file

if TYPE_CHECKING:
    from wallet.services.library import Stored

_MEDIA_TYPES = {".png": "image/png", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class ShareFile:
    """One file of a share."""

    name: str
    media_type: str
    data: bytes


class Originals:
    """Makes the files. ``image`` gives the picture that was archived with a credential; none is fetched."""

    def __init__(self, image: Callable[[str], bytes | None]) -> None:
        """Take archived pictures from ``image``."""
        self._image = image

    def files(self, request: ShareRequest, stored: Sequence["Stored"]) -> tuple[ShareFile, ...]:
        """Return one file for each credential.

        Raises:
            UsageError: ``share.original_shows_all`` when something is to be hidden, ``share.original_stays`` for a base
                proof, ``share.not_bakeable`` without a picture.
        """
        made = []
        for one in stored:
            facts = {"title": one.card.title}
            if request.hidden.get(one.card.id):
                raise UsageError("share.original_shows_all", facts)
            secured = secured_of(one)
            if secured is not None and not disclosure.may_be_handed_on(secured):
                raise UsageError("share.original_stays", facts)
            baked = self.baked(one) if request.file_kind is FileKind.BAKED else None
            if request.file_kind is FileKind.BAKED and baked is None:
                raise UsageError("share.not_bakeable", facts)
            suffix = file.suffix_of(secured) if secured is not None else ""
            made.append(baked or ShareFile(file.name_of(one.card.title, suffix), one.media_type, one.raw))
        return tuple(made)

    def baked(self, stored: "Stored") -> ShareFile | None:
        """Return a credential in its own picture, or in the one that was archived with it; nothing without one."""
        secured = secured_of(stored)
        if secured is None:
            return None
        made = file.baked(secured)
        picture = self._image(stored.card.id) if made is None else None
        made = made if picture is None else file.baked_into(picture, secured)
        return (
            None
            if made is None
            else ShareFile(file.name_of(stored.card.title, made[1]), _MEDIA_TYPES[made[1]], made[0])
        )
