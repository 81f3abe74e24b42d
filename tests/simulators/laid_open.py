"""Everything that can be got out of a file that was handed over: what a curious receiver would find in it."""

import contextlib
import io
import re
import zlib
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

import pikepdf
from PIL import Image

from wallet.errors import WalletError
from wallet.formats import base64url, qr_image, share_code
from wallet.formats.material import Material
from wallet.model.secured import Carrier

_DEEPEST = 7
_ENCODED = re.compile(rb"[A-Za-z0-9_+/-]{12,}={0,2}")
_CODE = re.compile(r"capsa:\S+|https?://\S+#1:[0-9]+")


def every_byte(data: bytes) -> bytes:
    """All layers of ``data``, one after the other: codes read, streams and attachments unpacked, text decoded."""
    seen: set[bytes] = set()
    return b"\n".join(_layers(data, seen, 0))


def _layers(data: bytes, seen: set[bytes], depth: int) -> Iterator[bytes]:
    if data in seen or depth > _DEEPEST or not data:
        return
    seen.add(data)
    yield data
    for inner in _inside(data):
        yield from _layers(inner, seen, depth + 1)


def _inside(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"%PDF"):
        yield from _in_pdf(data)
    elif data[:4] in (b"\x89PNG", b"GIF8", b"\xff\xd8\xff\xe0"):
        yield from _in_picture(data)
    else:
        yield from _in_text(data)
        for bits in (-15, 15):
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj(bits).decompress(data)


def _in_pdf(data: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for held in pdf.objects:
            if isinstance(held, pikepdf.Stream):
                with contextlib.suppress(pikepdf.PdfError, NotImplementedError):
                    yield held.read_bytes()


def _in_picture(data: bytes) -> Iterator[bytes]:
    try:
        picture = Image.open(io.BytesIO(data))
        picture.load()
    except OSError:
        # Bytes that only begin as a picture does: the icon in a page's script.
        return
    for value in picture.info.values():
        if isinstance(value, str | bytes):
            yield value.encode() if isinstance(value, str) else value
    with contextlib.suppress(WalletError):
        yield "\n".join(qr_image.texts(Material(data, "shared", Carrier.FILE))).encode()


def _in_text(data: bytes) -> Iterator[bytes]:
    text = data.decode("utf-8", "replace")
    for found in _CODE.findall(text):
        with contextlib.suppress(WalletError):
            yield share_code.open_text(found).text
    reader = share_code.MovingReader()
    for line in text.splitlines():
        if share_code.is_moving_frame(line):
            with contextlib.suppress(WalletError):
                reader.add(line)
    if (whole := reader.text()) is not None:
        yield share_code.open_text(whole).text
    if b"%" in data:
        yield unquote_to_bytes(data)
    for found_bytes in _ENCODED.findall(data):
        plain = found_bytes.rstrip(b"=").translate(bytes.maketrans(b"+/", b"-_"))
        with contextlib.suppress(WalletError, ValueError):
            yield base64url.decode(plain.decode("ascii"))
