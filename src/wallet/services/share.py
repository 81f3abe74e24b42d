"""Give a copy: choose, preview in words, prepare, record a receipt."""

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from wallet import wording
from wallet.errors import UsageError
from wallet.formats import base64url, share_code
from wallet.model.receipt import Receipt
from wallet.model.secured import SdJwt, SecuredCredential, Securing
from wallet.ports import Clock, NoProgress, Progress, Random
from wallet.services import code_sheets
from wallet.services.changes import Changes
from wallet.services.share_choice import (
    SHOWS_ALL,
    UNSOUND,
    ClaimNode,
    CredentialOptions,
    FileKind,
    Preview,
    ShareForm,
    ShareOptions,
    ShareRequest,
    advice_on,
    key_of,
    options_of,
    preview_of,
    secured_of,
    shows_all,
    start_hidden,
)
from wallet.services.share_originals import Originals, ShareFile
from wallet.sharing import disclosure, file, page, presentation, qr, signed_quads
from wallet.sharing.presentation import HolderKey, Terms
from wallet.sharing.sheet import SheetCode, sheet
from wallet.verification.keys.signer import Signer

if TYPE_CHECKING:
    from wallet.services.library import Library, Stored

__all__ = [
    "ClaimNode",
    "CredentialOptions",
    "FileKind",
    "Preview",
    "ShareFile",
    "ShareForm",
    "ShareOptions",
    "SharePackage",
    "ShareRequest",
    "ShareService",
    "start_hidden",
]

_MOVING_PICTURES = 400
"""Most frames that are written as pictures; the screen shows them all."""


@dataclass(frozen=True, slots=True)
class SharePackage:
    """What is handed over. ``qr_text`` is the text of a single QR; ``qr_frames`` the texts of a moving one.

    ``too_large_for_qr`` is true when it did not fit one QR: the person is told and offered the file. ``presentation``
    is the text that was signed, whatever form it was given. ``warnings`` are wording keys with what the check just
    before found (``share.warning.now.<STATE>``). ``paper`` are the still codes, as they are printed.
    """

    form: ShareForm
    files: tuple[ShareFile, ...]
    qr_text: str | None = None
    qr_frames: tuple[str, ...] = ()
    too_large_for_qr: bool = False
    size: int = 0
    receipt: Receipt | None = None
    presentation: str = ""
    warnings: tuple[str, ...] = ()
    paper: tuple[SheetCode, ...] = ()


class HolderKeys(Protocol):
    """What sharing needs of the holder's keys (``services.holder.Holder``)."""

    @property
    def id(self) -> str:
        """The main key's did:jwk."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Every key's did:jwk."""

    def signer(self, did: str | None = None) -> Signer:
        """Return a key's signer."""


class ReceiptLog(Protocol):
    """What sharing needs of the log (``vault.receipts.Receipts``)."""

    def add(self, receipt: Receipt) -> None:
        """Keep a receipt."""

    def all(self, credential_id: str | None = None) -> tuple[Receipt, ...]:
        """Return receipts, newest first."""


class Published(Protocol):
    """A page that was put on the person's web space."""

    @property
    def link(self) -> str:
        """The address with its key."""


class WebSpace(Protocol):
    """What sharing needs of the person's web space (``services.link.LinkService``)."""

    def account(self) -> object | None:
        """Return the account, or nothing while none was entered."""

    def publish(
        self,
        presentation: str,
        quads: Sequence[page.SignedQuads | None],
        *,
        expires_at: datetime,
        receiver: str = "",
    ) -> Published:
        """Put an encrypted page there."""


class ShareService:
    """Built by the session around its library."""

    def __init__(
        self,
        library: "Library",
        *,
        holder: HolderKeys,
        receipts: ReceiptLog,
        clock: Clock,
        random: Random,
        credential_pdf: Callable[..., ShareFile] | None = None,
        web_space: WebSpace | None = None,
        experimental: Callable[[], bool] = lambda: False,
    ) -> None:
        """Share from ``library``; ``credential_pdf`` and ``web_space`` make the forms that need them possible.

        ``experimental`` tells whether the person allows what has not been reviewed yet (``bbs-2023``).
        """
        self._library = library
        self._originals = Originals(library.image)
        self._holder = holder
        self._receipts = receipts
        self._clock = clock
        self._random = random
        self._credential_pdf = credential_pdf
        self._web_space = web_space
        self._experimental = experimental

    # --- choose -------------------------------------------------------------------------------------------------

    def options(self, credential_ids: Sequence[str], *, lang: str = "en") -> ShareOptions:
        """Return what can be chosen for these credentials.

        Raises:
            UsageError: ``library.unknown_id``, ``share.nothing``.
        """
        if not credential_ids:
            raise UsageError("share.nothing")
        stored = [self._library.get(one) for one in dict.fromkeys(credential_ids)]
        credentials = tuple(
            options_of(one, lang, self._holder.ids, bakeable=self._originals.baked(one) is not None) for one in stored
        )
        presentable = all(one.presentable for one in credentials)
        forms = [ShareForm.QR, ShareForm.FILE, ShareForm.PAGE] if presentable else [ShareForm.FILE]
        attachable = len(stored) == 1 and FileKind.ORIGINAL in credentials[0].file_kinds
        if attachable and presentable and self._credential_pdf is not None:
            forms.append(ShareForm.PDF)
        if self._web_space is not None and self._web_space.account() is not None and presentable:
            forms.append(ShareForm.LINK)
        return ShareOptions(credentials, tuple(forms), advice_on(credentials))

    def preview(self, options: ShareOptions, request: ShareRequest) -> Preview:
        """Say in words what they will and will not see. Pure."""
        return preview_of(options, request)

    # --- hand over ----------------------------------------------------------------------------------------------

    def prepare(self, request: ShareRequest, *, progress: Progress | None = None) -> SharePackage:
        """Check the credentials again, sign the presentation with the holder's key, build the form.

        Raises:
            UsageError: ``share.nothing``, ``share.expiry_past``, ``share.checker_address``, ``share.claim_locked``,
                ``share.form_not_possible``, ``library.unknown_id``.
            UnsupportedError: ``share.unsupported_key``.
            CancelledError: the person asked to stop.
        """
        watch = progress or NoProgress()
        now = presentation.expiry(self._clock.now())
        if not request.credential_ids:
            raise UsageError("share.nothing")
        if request.expires_at is not None and request.expires_at <= now:
            raise UsageError("share.expiry_past")
        if request.checker_url and not share_code.is_page(request.checker_url):
            raise UsageError("share.checker_address")
        ids = tuple(dict.fromkeys(request.credential_ids))
        self._library.recheck(ids, progress=watch)
        stored = tuple(self._library.get(one) for one in ids)
        if request.form is ShareForm.FILE and request.file_kind in SHOWS_ALL:
            files = self._originals.files(request, stored)
            made = SharePackage(ShareForm.FILE, files, size=sum(len(one.data) for one in files))
        else:
            made = self._presented(request, stored, now, watch)
        states = {one.report.verdict.state for one in stored}
        warnings = tuple(f"share.warning.now.{state.value}" for state in sorted(states & UNSOUND))
        return replace(made, receipt=self._receipt(request, stored, made, now), warnings=warnings)

    def record(self, package: SharePackage) -> Changes:
        """Write the receipt."""
        if package.receipt is None:
            return Changes()
        self._receipts.add(package.receipt)
        return Changes(receipts=True)

    def receipts(self, credential_id: str | None = None) -> tuple[Receipt, ...]:
        """Return the log, newest first."""
        return self._receipts.all(credential_id)

    # --- the forms ----------------------------------------------------------------------------------------------

    def _presented(
        self, request: ShareRequest, stored: Sequence["Stored"], now: datetime, watch: Progress
    ) -> SharePackage:
        shown = tuple(self._chosen(one, request) for one in stored)
        terms = Terms(
            created=now,
            purpose=request.purpose.strip(),
            receiver=request.receiver.strip(),
            expires_at=presentation.expiry(request.expires_at) if request.expires_at else None,
            nonce=request.nonce,
            audience=request.audience,
        )
        if request.form is ShareForm.QR and request.sheet:
            return self._as_sheet(shown, terms, request, [one.card.title for one in stored])
        if request.form is ShareForm.FILE and request.file_kind is FileKind.KEY_BOUND:
            return self._key_bound(shown, terms, stored)
        compact = request.form is ShareForm.QR
        text, media_type = self._sign(shown, terms, request, compact=compact)
        build = {
            ShareForm.QR: self._as_qr,
            ShareForm.FILE: self._as_file,
            ShareForm.PAGE: self._as_page,
            ShareForm.LINK: self._as_link,
            ShareForm.PDF: self._as_pdf,
        }[request.form]
        title = stored[0].card.title if len(stored) == 1 else wording.say("share.several", request.lang)
        made = build(_Signed(text, media_type, shown, title), request, watch)
        return replace(made, presentation=text)

    def _chosen(self, stored: "Stored", request: ShareRequest) -> SecuredCredential:
        """Return a credential with what is hidden left out.

        Raises:
            UsageError: ``share.not_presentable``, ``share.claim_locked``.
        """
        secured = secured_of(stored)
        if secured is None or secured.securing is Securing.XADES:
            raise UsageError("share.not_presentable", {"title": stored.card.title})
        if disclosure.is_unknown_base(secured):
            raise UsageError("share.base_proof", {"title": stored.card.title})
        if disclosure.is_experimental(secured) and not self._experimental():
            raise UsageError("share.experimental", {"title": stored.card.title})
        hidden = request.hidden.get(stored.card.id, ())
        locked = disclosure.unhideable(disclosure.claims_of(secured), hidden)
        if locked:
            # Hiding by not showing would be a promise that the bytes do not keep.
            raise UsageError("share.claim_locked", {"claim": locked[0]})
        return disclosure.with_hidden(secured, hidden, random=self._random)

    def _sign(
        self, shown: Sequence[SecuredCredential], terms: Terms, request: ShareRequest, *, compact: bool
    ) -> tuple[str, str]:
        if len(shown) == 1 and terms.nonce is not None:
            bound = self._bound_to(shown[0])
            if bound is not None:
                # A question was asked now: the SD-JWT's own key binding answers it.
                return presentation.bind(shown[0].raw.decode("ascii"), bound, terms), shown[0].media_type
        holder = self._key(self._holder.id)
        if request.form is ShareForm.FILE and request.file_kind is FileKind.TOKEN:
            return presentation.sign_jwt(shown, holder, terms), "application/vp+jwt"
        return presentation.sign(shown, holder, terms, compact=compact), presentation.MEDIA_TYPE

    def _key(self, did: str) -> HolderKey:
        return HolderKey(did, f"{did}#0", self._holder.signer(did))

    def _bound_to(self, credential: SecuredCredential) -> HolderKey | None:
        """Return the holder's key that an SD-JWT is bound to, where it is one of ours."""
        did = key_of(credential, self._holder.ids)
        return self._key(did) if did is not None else None

    def _key_bound(self, shown: Sequence[SecuredCredential], terms: Terms, stored: Sequence["Stored"]) -> SharePackage:
        """Make a file of each SD-JWT, with a key binding that names a question of its own where none was asked."""
        made = []
        for one, held in zip(shown, stored, strict=True):
            key = self._bound_to(one)
            if key is None or not isinstance(one.envelope, SdJwt):
                raise UsageError("share.not_key_bound", {"title": held.card.title})
            fresh = base64url.encode(self._random.token(16))
            # RFC 9901 section 4.3 wants both; without a question they say only what the file is for.
            own = replace(terms, nonce=terms.nonce or fresh, audience=terms.audience or presentation.TERMS)
            text = presentation.bind(one.envelope.presented, key, own)
            made.append(ShareFile(file.name_of(held.card.title, ".sd-jwt"), one.media_type, text.encode("ascii")))
        texts = "\n".join(one.data.decode("ascii") for one in made)
        return SharePackage(ShareForm.FILE, tuple(made), size=len(texts), presentation=texts)

    def _as_qr(self, signed: "_Signed", request: ShareRequest, watch: Progress) -> SharePackage:
        data = signed.text.encode("utf-8")
        if len(data) > share_code.MAX_TEXT:
            return replace(self._as_file(signed, request, watch), form=ShareForm.QR, too_large_for_qr=True)
        message = share_code.encode(data)
        text = share_code.to_text(message, page=request.checker_url)
        if qr.fits_still(text):
            drawing = qr.still_svg(text, title=signed.title)
            files = (
                ShareFile(signed.name("-qr.png"), "image/png", qr.still_png(text)),
                ShareFile(signed.name("-qr.svg"), "image/svg+xml", drawing),
            )
            paper = SheetCode(signed.title, code_sheets.until(request.lang, request.expires_at), drawing)
            return SharePackage(ShareForm.QR, files, qr_text=text, size=len(message), paper=(paper,))
        if not qr.fits_moving(message):
            return replace(self._as_file(signed, request, watch), form=ShareForm.QR, too_large_for_qr=True)
        frames = qr.moving_frames(message)
        pictures = []
        for number, frame in enumerate(frames[:_MOVING_PICTURES], 1):
            watch.step(number, len(frames))
            pictures.append(ShareFile(signed.name(f"-qr-{number:03}.png"), "image/png", qr.frame_png(frame)))
        moving = ShareFile(signed.name("-qr.gif"), "image/gif", qr.animated(frames[:_MOVING_PICTURES]))
        return SharePackage(
            ShareForm.QR, (moving, *pictures), qr_frames=frames, too_large_for_qr=True, size=len(message)
        )

    def _as_sheet(
        self, shown: Sequence[SecuredCredential], terms: Terms, request: ShareRequest, titles: Sequence[str]
    ) -> SharePackage:
        codes, pictures, texts, too_large = [], [], [], False
        line = code_sheets.until(request.lang, request.expires_at)
        for number, (one, title) in enumerate(zip(shown, titles, strict=True), 1):
            text, _ = self._sign((one,), terms, request, compact=True)
            code = share_code.to_text(share_code.encode(text.encode("utf-8")), page=request.checker_url)
            if not qr.fits_still(code):
                # Paper does not move: what does not fit one code is told and left to the other forms.
                too_large = True
                continue
            texts.append(text)
            codes.append(SheetCode(title, line, qr.still_svg(code, title=title)))
            name = file.name_of(f"{number} {title}", "-qr.png")
            pictures.append(ShareFile(name, "image/png", qr.still_png(code)))
        if not codes:
            raise UsageError("share.nothing_fits_paper")
        lang, by_phone = request.lang, bool(request.checker_url)
        page_ = sheet(
            codes,
            heading=code_sheets.heading(lang),
            explanation=code_sheets.explanation(lang, by_phone=by_phone),
            lang=lang,
        )
        name = wording.say("share.sheet.file", lang)
        files = (
            ShareFile(f"{name}.pdf", "application/pdf", self.on_paper(codes, request)),
            ShareFile(f"{name}.html", "text/html", page_),
            *pictures,
        )
        return SharePackage(
            ShareForm.QR,
            files,
            too_large_for_qr=too_large,
            size=sum(len(one.data) for one in files),
            presentation="\n".join(texts),
            paper=tuple(codes),
        )

    def on_paper(self, codes: Sequence[SheetCode], request: ShareRequest) -> bytes:
        """Return codes that were made for ``request`` as a PDF to print.

        Raises:
            EnvironmentFailedError: see ``portfolio.typesetting.typeset``.
        """
        return code_sheets.pdf_of(codes, request.lang, self._clock.now(), by_phone=bool(request.checker_url))

    def _as_file(self, signed: "_Signed", _request: ShareRequest, _watch: Progress) -> SharePackage:
        data = signed.text.encode("utf-8")
        suffix = {presentation.MEDIA_TYPE: ".vp.json", "application/vp+jwt": ".vp.jwt"}.get(
            signed.media_type, ".sd-jwt"
        )
        shared = ShareFile(signed.name(suffix), signed.media_type, data)
        return SharePackage(ShareForm.FILE, (shared,), size=len(data))

    def _as_page(self, signed: "_Signed", request: ShareRequest, _watch: Progress) -> SharePackage:
        quads = tuple(signed_quads.of(one) for one in signed.shown)
        if request.page_passphrase:
            salt, nonce = self._random.token(16), self._random.token(12)
            html = page.viewer_with_passphrase(
                signed.text, quads, passphrase=request.page_passphrase, salt=salt, nonce=nonce
            ).html
        else:
            html = page.viewer(signed.text, quads)
        return SharePackage(ShareForm.PAGE, (ShareFile(signed.name(".html"), "text/html", html),), size=len(html))

    def _as_link(self, signed: "_Signed", request: ShareRequest, _watch: Progress) -> SharePackage:
        if self._web_space is None or self._web_space.account() is None:
            raise UsageError("share.form_not_possible", {"form": ShareForm.LINK.value})
        if request.expires_at is None:
            raise UsageError("share.link_without_end")
        quads = tuple(signed_quads.of(one) for one in signed.shown)
        link = self._web_space.publish(
            signed.text, quads, expires_at=request.expires_at, receiver=request.receiver
        ).link
        shared = ShareFile(signed.name(".url.txt"), "text/plain", (link + "\n").encode("utf-8"))
        return SharePackage(ShareForm.LINK, (shared,), qr_text=link, size=len(link))

    def _as_pdf(self, signed: "_Signed", request: ShareRequest, watch: Progress) -> SharePackage:
        hides = any(request.hidden.get(one) for one in request.credential_ids)
        attachable = len(signed.shown) == 1 and disclosure.may_be_handed_on(signed.shown[0]) and not hides
        if self._credential_pdf is None or not attachable:
            # The PDF attaches the original, which would show what was hidden.
            raise UsageError("share.form_not_possible", {"form": ShareForm.PDF.value})
        code = self._as_qr(signed, request, watch)
        still = code.files[0].data if code.qr_text is not None else None
        written = self._credential_pdf(request.credential_ids[0], lang=request.lang, qr=still)
        return SharePackage(ShareForm.PDF, (written,), qr_text=code.qr_text, size=len(written.data))

    def _receipt(self, request: ShareRequest, stored: Sequence["Stored"], made: SharePackage, now: datetime) -> Receipt:
        shown = self.preview(
            ShareOptions(tuple(options_of(one, request.lang, self._holder.ids) for one in stored), (request.form,)),
            request,
        )
        handed = made.presentation.encode("utf-8") or b"".join(one.data for one in made.files)
        return Receipt(
            id=base64.b32encode(self._random.token(10)).decode("ascii").lower(),
            made_at=now,
            form=request.form.value,
            credential_ids=tuple(one.card.id for one in stored),
            titles=tuple(one.card.title for one in stored),
            receiver=request.receiver.strip(),
            purpose=request.purpose.strip(),
            # What the issuer made has no end, whatever was filled in.
            expires_at=None if shows_all(request) else request.expires_at,
            disclosed=tuple(label for label, _ in shown.seen),
            hidden=shown.hidden,
            sha256=hashlib.sha256(handed).hexdigest(),
        )


@dataclass(frozen=True, slots=True)
class _Signed:
    """A signed presentation on its way into a form."""

    text: str
    media_type: str
    shown: tuple[SecuredCredential, ...]
    title: str

    def name(self, suffix: str) -> str:
        return file.name_of(self.title, suffix)
