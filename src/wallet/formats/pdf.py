"""PDFs that carry credentials: attached files, text of older baked badges, and QR codes printed on the pages."""

import io
import logging
from collections.abc import Iterator
from typing import Any

from wallet.errors import MalformedError, NotACredentialError, UnsafeInputError, WalletError
from wallet.formats import qr_image
from wallet.formats.inflate import inflate
from wallet.formats.limits import WorkLimits
from wallet.formats.material import Material
from wallet.formats.recognised import Entry, RecognisedContainer
from wallet.model.secured import Carrier, Format, Kind

_MAGIC = b"%PDF-"
_BAKED_KEYS = ("/openbadges", "/openbadge", "/openbadgecredential")
PORTFOLIO_AUTHOR = "Capsa"
"""The author that this program writes into the PDFs that it makes."""
_MAX_PAGES = 20
"""Pages that are looked at for QR codes; a portfolio carries its originals as attachments."""

_DOTS_PER_INCH = 200
_MAX_PIXELS = 16_000_000


def sniff(material: Material) -> bool:
    """Tell whether it begins as a PDF."""
    return material.data[:1024].lstrip().startswith(_MAGIC)


def parse(material: Material) -> RecognisedContainer:
    """Return what the PDF carries: attachments first; where there are none, the codes printed on its pages.

    Raises:
        MalformedError: ``format.pdf_broken``, ``format.pdf_encrypted``.
        UnsafeInputError: ``format.unsafe_inflated``, ``format.unsafe_items``.
        NotACredentialError: ``format.not_a_credential_pdf``: nothing in it can be checked.
    """
    entries, author = _attached(material)
    # A name for people only: anyone can write this author, and every original is judged by itself.
    kind = Kind.PORTFOLIO if entries and author == PORTFOLIO_AUTHOR else Kind.BUNDLE
    if not entries:
        entries = list(_printed(material))
    if not entries:
        raise NotACredentialError("format.not_a_credential_pdf")
    return RecognisedContainer(kind, Format.PDF, tuple(entries), Carrier.PDF)


def _attached(material: Material) -> tuple[list[Entry], str]:
    # pikepdf takes 50 ms to load: only those who open a PDF pay for it.
    import pikepdf

    # It would write every oddity of a stranger's file to the terminal.
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)
    try:
        with pikepdf.open(io.BytesIO(material.data)) as document:
            author = str(document.docinfo["/Author"]) if "/Author" in document.docinfo else ""
            return _from_document(document, material.limits), author
    except pikepdf.PasswordError as error:
        raise MalformedError("format.pdf_encrypted") from error
    except WalletError:
        raise
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, OverflowError) as error:
        raise MalformedError("format.pdf_broken") from error


def _from_document(document: Any, limits: WorkLimits) -> list[Entry]:
    entries: list[Entry] = []
    total = 0
    for name, stream in _streams(document):
        if len(entries) >= limits.max_items:
            raise UnsafeInputError("format.unsafe_items", {"limit": str(limits.max_items)})
        data = _bytes(stream, limits)
        total += len(data)
        if total > limits.max_container_bytes:
            raise UnsafeInputError("format.unsafe_inflated", {"limit": str(limits.max_container_bytes)})
        entries.append(Entry(str(name)[:200], data, Carrier.PDF))
    baked = {key: document.docinfo[key] for key in _BAKED_KEYS if key in document.docinfo}
    entries.extend(Entry(key[1:], str(text).encode("utf-8"), Carrier.PDF) for key, text in baked.items())
    return entries


def _streams(document: Any) -> Iterator[tuple[str, Any]]:
    """Yield every file in the document: by name, pinned to a page, and in each variant that a program may save."""
    seen: set[tuple[int, int]] = set()
    for name, specification in _specifications(document):
        files = specification.get("/EF")
        for stream in files.as_dict().values() if _is_dictionary(files) else ():
            if stream.objgen not in seen:
                seen.add(stream.objgen)
                yield name, stream


def _specifications(document: Any) -> Iterator[tuple[str, Any]]:
    for name, specification in document.attachments.items():
        yield str(name), specification.obj
    for page in document.pages:
        annotations = page.obj.get("/Annots")
        for annotation in annotations if annotations is not None and _many(annotations) else ():
            pinned: Any = annotation.get("/FS") if _is_dictionary(annotation) else None
            if _is_dictionary(pinned):
                yield str(pinned.get("/UF", pinned.get("/F", ""))), pinned


def _is_dictionary(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Dictionary)


def _bytes(stream: Any, limits: WorkLimits) -> bytes:
    """Return an attached file, inflated by us so that the limit holds while it grows."""
    named = stream.get("/Filter")
    filters = [str(one) for one in named] if named is not None and not isinstance(named, str) and _many(named) else []
    if named is not None and not filters:
        filters = [str(named)]
    raw: bytes = stream.read_raw_bytes()
    if not filters:
        return raw
    if filters != ["/FlateDecode"] or "/DecodeParms" in stream:
        raise MalformedError("format.pdf_filter")
    return inflate(raw, limit=limits.max_bytes)


def _many(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _printed(material: Material) -> Iterator[Entry]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(material.data)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise MalformedError("format.pdf_broken") from error
    try:
        seen: set[str] = set()
        for number in range(min(len(document), _MAX_PAGES)):
            for text in _codes(document, number):
                if text not in seen:
                    seen.add(text)
                    yield Entry(f"{material.name} p. {number + 1}", text.encode("utf-8", "replace"), Carrier.QR)
    finally:
        document.close()


def _codes(document: Any, number: int) -> tuple[str, ...]:
    import pypdfium2

    try:
        page = document[number]
        width, height = page.get_size()
        scale = _DOTS_PER_INCH / 72
        if width * height * scale * scale > _MAX_PIXELS:
            scale = (_MAX_PIXELS / (width * height)) ** 0.5
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        return qr_image.read_frame(bitmap.width, bitmap.height, bitmap.stride, bitmap.buffer)
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError) as error:
        raise MalformedError("format.pdf_broken") from error
