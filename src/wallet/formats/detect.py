"""What is this? The order of recognition of contract section 2, over everything that can be handed over.

Share code first, then offers and requests, then credentials and presentations, then containers, then links.
"""

from dataclasses import replace

from wallet.errors import MalformedError, NotACredentialError, UnsafeInputError, UnsupportedError
from wallet.formats import (
    CONTAINERS,
    FORMATS,
    INVITATIONS,
    LINKS,
    WRAPPERS,
    baked_png,
    elm,
    embedded,
    jws,
    mailbox,
    markup,
    qr_image,
    qr_svg,
    share_code,
    strict_json,
)
from wallet.formats.limits import DEFAULT_LIMITS, MAX_NESTING, WorkLimits
from wallet.formats.material import Material
from wallet.formats.recognised import (
    Entry,
    Recognised,
    RecognisedContainer,
    RecognisedCredential,
    RecognisedShare,
)
from wallet.model.secured import Carrier, Format, Jws, Kind, SecuredCredential, Securing

_CONTAINER_MAGIC = (b"PK\x03\x04", b"%PDF-", mailbox.MBOX_MARK)
_VPQR = "VP1-"


def recognise(
    data: bytes,
    *,
    name: str = "",
    carrier: Carrier = Carrier.FILE,
    limits: WorkLimits = DEFAULT_LIMITS,
    allow_http_loopback: bool = False,
) -> Recognised:
    """Return what ``data`` is.

    Entries of a container are not opened: give each to this function again, and count the levels.

    Raises:
        MalformedError: it is meant as something known and cannot be read.
        NotACredentialError: it can be read and is something else.
        UnsafeInputError: it breaks a limit or a safety rule.
        UnsupportedError: a form that this program does not know (``format.unsupported_*``).
    """
    return _recognise(Material(data, name, carrier, limits, allow_http_loopback=allow_http_loopback))


def _recognise(material: Material) -> Recognised:
    if material.depth > MAX_NESTING:
        raise UnsafeInputError("format.unsafe_nesting", {"limit": str(MAX_NESTING)})
    _check_size(material)
    found = _from_text(material)
    if found is not None:
        return found
    for form in FORMATS:
        if form.sniff(material):
            return _with_contents(form.parse(material), material)
    found = _from_picture(material)
    if found is not None:
        return found
    for form in (*CONTAINERS, *LINKS):
        if form.sniff(material):
            return _counted(form.parse(material), material)
    raise _unknown(material)


def _check_size(material: Material) -> None:
    # The whole is looked at only where its beginning is blank: an archive is not copied for this.
    if not material.data[:4096].strip() and not material.data.strip():
        raise MalformedError("format.empty")
    container = material.data.startswith(_CONTAINER_MAGIC)
    limit = material.limits.max_container_bytes if container else material.limits.max_bytes
    if len(material.data) > limit:
        raise UnsafeInputError("format.unsafe_size", {"limit": str(limit)})


def _counted(read: Recognised, material: Material) -> Recognised:
    if isinstance(read, RecognisedContainer) and len(read.entries) > material.limits.max_items:
        raise UnsafeInputError("format.unsafe_items", {"limit": str(material.limits.max_items)})
    return read


def _from_text(material: Material) -> Recognised | None:
    """Return what can be told from the first characters of a text: a share code, an offer or a request."""
    text = material.text
    if text is None or material.looks_like_json or material.looks_like_xml:
        return None
    if share_code.is_share_code(text):
        return _share(share_code.open_text(text), material, share_code.page_of(text))
    if share_code.is_moving_frame(text):
        return _moving(text.split(), material)
    if text.startswith(_VPQR):
        raise UnsupportedError("format.unsupported_vpqr")
    for form in INVITATIONS:
        if form.sniff(material):
            return form.parse(material)
    if text.startswith("data:application/"):
        return _deeper(embedded.data_address(text), material, material.carrier)
    return None


def _share(opened: share_code.Opened, material: Material, page: str | None) -> RecognisedShare:
    inner = replace(material, data=opened.text, depth=material.depth + 1)
    for form in FORMATS:
        if form.sniff(inner):
            read = _with_contents(form.parse(inner), inner)
            if isinstance(read, RecognisedCredential):
                return RecognisedShare(read.secured, material.carrier, {"page": page} if page else {})
            break
    raise MalformedError("format.share_contents")


def _moving(texts: list[str], material: Material) -> RecognisedShare:
    reader = share_code.MovingReader()
    for text in texts:
        if share_code.is_moving_frame(text) and reader.add(text):
            break
    message = reader.message()
    if message is None:
        have, needed = reader.progress()
        raise MalformedError("format.share_frames_missing", {"have": str(have), "needed": str(needed)})
    return _share(share_code.decode(message), material, None)


def _from_picture(material: Material) -> Recognised | None:
    for wrapper, carrier in zip(WRAPPERS, (Carrier.PNG, Carrier.SVG), strict=True):
        if not wrapper.sniff(material):
            continue
        inner = wrapper.unwrap(material)
        if inner is not None:
            return _deeper(inner, material, carrier)
        if wrapper is not baked_png:
            code = qr_svg.picture(material)
            if code is None:
                raise NotACredentialError("format.not_a_credential_picture")
            return _from_codes(qr_image.read_picture(code), material)
    if qr_image.sniff(material):
        return _from_codes(qr_image.texts(material), material)
    return None


def _from_codes(texts: tuple[str, ...], material: Material) -> Recognised:
    if any(share_code.is_moving_frame(text) for text in texts):
        return _moving(list(texts), replace(material, carrier=Carrier.QR))
    if not texts:
        raise NotACredentialError("format.not_a_credential_picture")
    if len(texts) == 1:
        return _deeper(texts[0].encode("utf-8", "replace"), material, Carrier.QR)
    entries = tuple(
        Entry(f"{material.name} {number}".strip(), text.encode("utf-8", "replace"), Carrier.QR)
        for number, text in enumerate(texts, 1)
    )
    return RecognisedContainer(Kind.BUNDLE, Format.UNKNOWN, entries, Carrier.QR)


def _deeper(data: bytes, material: Material, carrier: Carrier) -> Recognised:
    return _recognise(replace(material, data=data, carrier=carrier, depth=material.depth + 1))


def _with_contents(read: Recognised, material: Material) -> Recognised:
    """Return a credential with what it holds taken apart (presentations, CLR), each with its own bytes."""
    if not isinstance(read, RecognisedCredential):
        return _counted(read, material)
    if read.secured.contained:
        inner = tuple(_filled(one, material) for one in read.secured.contained)
        return replace(read, secured=replace(read.secured, contained=inner))
    return replace(read, secured=_filled(read.secured, material))


def _filled(secured: SecuredCredential, material: Material) -> SecuredCredential:
    entries = _held(secured, material.carrier)
    if len(entries) > material.limits.max_items:
        raise UnsafeInputError("format.unsafe_items", {"limit": str(material.limits.max_items)})
    contained: list[SecuredCredential] = []
    for entry in entries:
        read = _deeper(entry.data, material, entry.carrier)
        contained.extend(_flattened(read, material))
    return replace(secured, contained=tuple(contained)) if contained else secured


def _flattened(read: Recognised, material: Material) -> list[SecuredCredential]:
    if isinstance(read, RecognisedCredential):
        return [read.secured]
    if isinstance(read, RecognisedContainer) and read.kind in (Kind.PRESENTATION, Kind.BUNDLE):
        found: list[SecuredCredential] = []
        for entry in read.entries:
            inner = _deeper(entry.data, replace(material, depth=material.depth + 1), entry.carrier)
            found.extend(_flattened(inner, material))
        return found
    raise MalformedError("format.vc_shape", {"member": "verifiableCredential"})


def _held(secured: SecuredCredential, carrier: Carrier) -> tuple[Entry, ...]:
    if not any(True for _ in embedded.paths(secured.document)):
        return ()
    if secured.securing is Securing.JOSE and isinstance(secured.envelope, Jws):
        text = secured.envelope.payload.decode("utf-8")
        outer = strict_json.loads(text)
        root = next((name for name in ("vc", "vp") if name in outer and "@context" not in outer), None)
        return embedded.entries(text, secured.document, carrier, *([root] if root else []))
    if secured.securing in (Securing.JADES,) or secured.format is Format.ELM_UNSIGNED:
        return embedded.entries(elm.source_of(secured), secured.document, carrier)
    if secured.securing in (Securing.SD_JWT, Securing.COSE):
        return embedded.written_again(secured.document, carrier)
    return embedded.entries(secured.raw.decode("utf-8"), secured.document, carrier)


def _unknown(material: Material) -> Exception:
    if material.looks_like_json:
        return NotACredentialError("format.not_a_credential_json")
    if material.text is not None and jws.looks_compact(material.text):
        return NotACredentialError("format.not_a_credential_token")
    if material.text is not None and material.text.startswith("eyJ") and " " not in material.text:
        # It begins like a token and is none: cut off or damaged on the way.
        return MalformedError("format.jws_parts")
    if material.looks_like_xml:
        markup.refuse_declarations(material.text or "")
        return NotACredentialError("format.not_a_credential_xml")
    if material.text is None:
        return NotACredentialError("format.not_a_credential_file")
    return NotACredentialError("format.not_a_credential_text")
