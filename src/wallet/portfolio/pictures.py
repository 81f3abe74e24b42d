"""Pictures for an export: decoded with limits and written anew, so that nothing but pixels leaves.

A picture from a credential can carry scripts, links to local files or a decompression bomb. Pillow decodes raster
pictures only; vector pictures are left out.
"""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from wallet.model.earned import Record

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_MAX_PIXELS = 40_000_000
_MAX_BYTES = 10 << 20
# A logo of the issuer is its own claim and would stand beside the verdict; it is left out.
PICTURED = ("achievement", "credential", "subject")
"""The roles of pictures that an export shows."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is safe to place: PNG or JPEG, with its size in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def safe_picture(data: bytes | None, *, longest: int = 360) -> Picture | None:
    """Return ``data`` decoded and encoded anew, at most ``longest`` pixels long; nothing where that is not possible."""
    if not data or len(data) > _MAX_BYTES:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > _MAX_PIXELS or not opened.width or not opened.height:
                    return None
                opened.draft("RGB", (longest, longest))
                return _encoded(opened, longest)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        MemoryError,
        IndexError,
        KeyError,
        TypeError,
        OverflowError,
        AttributeError,
    ):
        # What Pillow raises for damaged files is not one family of errors; a picture is never worth an export.
        return None


def _encoded(opened: Image.Image, longest: int) -> Picture:
    transparent = opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info
    image = opened.convert("RGBA" if transparent else "RGB")
    image.thumbnail((longest, longest), reducing_gap=2.0)
    into = io.BytesIO()
    if opened.format == "JPEG" and not transparent:
        image.save(into, "JPEG", quality=85)
        return Picture(into.getvalue(), "image/jpeg", image.width, image.height)
    image.save(into, "PNG", optimize=False)
    return Picture(into.getvalue(), "image/png", image.width, image.height)


def pictures_in(record: Record, archived: bytes | None = None) -> tuple[bytes, ...]:
    """Return the bytes of the pictures that an export may show, the best first; ``archived`` is that of the class."""
    by_role = {media.role: media.data for media in reversed(record.images) if media.data}
    candidates = (*(by_role.get(role) for role in PICTURED), archived)
    return tuple(data for data in candidates if data)


def picture_of(record: Record, archived: bytes | None = None) -> Picture | None:
    """Return the first picture that can be shown."""
    return next((found for data in pictures_in(record, archived) if (found := safe_picture(data))), None)
