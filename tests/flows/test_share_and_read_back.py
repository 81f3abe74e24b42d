"""Share from a real wallet and read it back as an employer would, without a wallet: every form, and what is refused."""

import base64
import dataclasses
import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from simulators import issuer as issuers
from simulators import laid_open
from unit.formats import papers
from wallet.errors import UsageError
from wallet.formats import base64url, disclosures, qr_image
from wallet.model.secured import Kind
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.services.session import Session
from wallet.services.share import FileKind, ShareForm, SharePackage, ShareRequest, start_hidden
from wallet.services.share_choice import SHOWS_ALL
from wallet.services.source import from_bytes, from_text
from wallet.services.verify import VerifyService
from wallet.verification.report import Inspected
from wallet.verification.verdict import State

SCHOOL = issuers.did_key("Zuiderpark")
EXPIRES = issuers.NOW + timedelta(days=30)
HIDDEN_VALUES = {"birthdate": "1990-01-01", "bsn": "123456782", "grade": "9.25", "email": "ada@example.org"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("share")
    trust = folder / "trust.json"
    trust.write_text(json.dumps({"issuers": [SCHOOL.trust_entry()]}), "utf-8")
    return folder


def options(place: Path, **more: Any) -> RunOptions:
    base = RunOptions(profile=place / "profile", at=issuers.NOW, trust=place / "trust.json", offline=True)
    return dataclasses.replace(base, **more)


@pytest.fixture(scope="module")
def session(place: Path) -> Iterator[Session]:
    opened = sessions.create(place / "wallet", "a long passphrase", options=options(place)).session
    yield opened
    opened.lock()


@pytest.fixture(scope="module")
def ids(session: Session) -> dict[str, str]:
    mine = SCHOOL.badge("Lassen niveau 1")
    mine["credentialSubject"]["id"] = session.holder_id
    pictured = json.loads(json.dumps(mine))
    address = "data:image/png;base64," + base64.b64encode(papers.noisy_picture()).decode()
    pictured |= {"id": "urn:uuid:00000000-0000-4000-8000-000000000001", "name": "Met afbeelding"}
    pictured["credentialSubject"]["achievement"]["image"] = {"id": address, "type": "Image"}
    confirmed = {"jwk": json.loads(base64url.decode(session.holder_id.removeprefix("did:jwk:")))}
    claims = {"vct": "urn:eudi:diploma:1", "given_name": "Ada", "diploma_title": "Bachelor", **HIDDEN_VALUES}
    sources = {
        "badge": json.dumps(SCHOOL.sign(mine), indent=2, ensure_ascii=False).encode(),
        "jcs": json.dumps(
            SCHOOL.sign({**mine, "id": "urn:uuid:00000000-0000-4000-8000-000000000002"}, "eddsa-jcs-2022")
        ).encode(),
        "token": SCHOOL.vc_jwt({**mine, "id": "urn:uuid:00000000-0000-4000-8000-000000000003"}).encode(),
        "diploma": SCHOOL.sd_jwt_vc(claims, hidden=list(HIDDEN_VALUES)).encode(),
        "pictured": json.dumps(SCHOOL.sign(pictured)).encode(),
        "mine": SCHOOL.sd_jwt_vc({**claims, "cnf": confirmed}, hidden=list(HIDDEN_VALUES)).encode(),
    }
    candidates = session.inbox.read([from_bytes(data, name) for name, data in sources.items()])
    assert [one.inspected.report.verdict.state for one in candidates] == [State.VERIFIED] * len(sources)
    results, _ = session.library.add(candidates)
    return {name: str(result.id) for name, result in zip(sources, results, strict=True)}


@pytest.fixture(scope="module")
def employer(place: Path) -> Iterator[VerifyService]:
    service = VerifyService(options(place, profile=None))
    yield service
    service.close()


def share(session: Session, *names: str, form: ShareForm = ShareForm.QR, **more: Any) -> SharePackage:
    hidden = start_hidden(session.share.options(names))
    return session.share.prepare(ShareRequest(names, form, hidden, **{"expires_at": EXPIRES, **more}))


def read(employer: VerifyService, package: SharePackage) -> Inspected:
    file = package.files[0]
    return employer.inspect_one(from_bytes(file.data, file.name))


@pytest.mark.parametrize("name", ["badge", "jcs", "token", "diploma"])
def test_one_credential_as_a_picture_of_a_code(
    session: Session, ids: dict[str, str], employer: VerifyService, name: str
) -> None:
    package = share(session, ids[name], purpose="Sollicitatie", receiver="Bakkerij Zuid")
    assert package.qr_text is not None
    assert [file.media_type for file in package.files] == ["image/png", "image/svg+xml"]
    found = read(employer, package)
    assert (found.report.kind, found.report.verdict.state) == (Kind.SHARE, State.VERIFIED)
    assert found.report.flags == ("NOT_BOUND_TO_A_REQUEST",)
    assert "Sollicitatie" in package.presentation


def test_the_code_names_the_checker_that_was_chosen(
    session: Session, ids: dict[str, str], employer: VerifyService
) -> None:
    package = share(session, ids["badge"], checker_url="https://check.example/")
    assert package.qr_text is not None
    assert package.qr_text.startswith("https://check.example/#1:")
    assert employer.inspect_one(from_text(package.qr_text)).report.verdict.state is State.VERIFIED


def test_several_at_once_and_as_file_page_and_token(
    session: Session, ids: dict[str, str], employer: VerifyService
) -> None:
    chosen = (ids["badge"], ids["jcs"], ids["token"])
    for more in ({"form": ShareForm.FILE}, {"form": ShareForm.FILE, "file_kind": FileKind.TOKEN}):
        found = read(employer, share(session, *chosen, **more))
        assert found.report.verdict.state is State.VERIFIED, found.report.checks
        assert [item.raw for item in found.items] == [session.library.get(one).raw for one in chosen]
    page = share(session, *chosen, form=ShareForm.PAGE)
    assert page.files[0].media_type == "text/html"
    assert b"Content-Security-Policy" in page.files[0].data


def test_a_page_under_a_passphrase_holds_nothing_that_can_be_read_without_it(
    session: Session, ids: dict[str, str]
) -> None:
    locked = share(session, ids["jcs"], form=ShareForm.PAGE, page_passphrase="a word between us", purpose="Stage")
    again = share(session, ids["jcs"], form=ShareForm.PAGE, page_passphrase="a word between us", purpose="Stage")
    assert b"a word between us" not in locked.files[0].data
    data = [re.search(rb'"salt": ?"([^"]+)"', one.files[0].data) for one in (locked, again)]
    assert data[0] is not None
    assert data[1] is not None
    assert data[0][1] != data[1][1], "the same salt twice"
    assert len(every_byte(share(session, ids["jcs"], form=ShareForm.PAGE))) > len(every_byte(locked))


def test_too_large_for_one_code_moves_and_offers_frames(
    session: Session, ids: dict[str, str], employer: VerifyService
) -> None:
    package = share(session, ids["pictured"], ids["token"], ids["jcs"], ids["badge"])
    assert package.too_large_for_qr
    assert package.qr_text is None
    assert len(package.qr_frames) > 2
    assert read(employer, package).report.verdict.state is State.VERIFIED
    late = "\n".join((*package.qr_frames[2:], *package.qr_frames[:2]))
    assert employer.inspect_one(from_text(late)).report.verdict.state is State.VERIFIED


def every_byte(package: SharePackage) -> bytes:
    """All that is handed over, with everything encoded in it laid open."""
    texts = (package.presentation, package.qr_text or "", "\n".join(package.qr_frames))
    return b"\n".join(
        laid_open.every_byte(data) for data in (*(f.data for f in package.files), *map(str.encode, texts))
    )


KINDS: dict[str, dict[str, Any]] = {
    "code": {"form": ShareForm.QR},
    "sheet": {"form": ShareForm.QR, "sheet": True},
    "page": {"form": ShareForm.PAGE},
    "signed copy": {"form": ShareForm.FILE},
    "token": {"form": ShareForm.FILE, "file_kind": FileKind.TOKEN},
    "own form": {"form": ShareForm.FILE, "file_kind": FileKind.KEY_BOUND},
}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_hidden_is_handed_over(session: Session, ids: dict[str, str], kind: str) -> None:
    one = ids["mine"]
    hidden = start_hidden(session.share.options([one]))
    assert len(hidden[one]) == len(HIDDEN_VALUES)
    package = share(session, one, **KINDS[kind])
    handed = every_byte(package)
    assert b"Bachelor" in handed, "the search does not reach what is shown, so it proves nothing"
    for name, value in HIDDEN_VALUES.items():
        assert value.encode() not in handed, name
    assert package.receipt is not None
    assert len(package.receipt.hidden) == len(HIDDEN_VALUES)


def test_the_search_finds_what_is_not_hidden_in_every_kind(session: Session, ids: dict[str, str]) -> None:
    one = ids["mine"]
    whole: dict[str, dict[str, Any]] = {
        **KINDS,
        "original": {"form": ShareForm.FILE, "file_kind": FileKind.ORIGINAL},
        "pdf": {"form": ShareForm.PDF},
    }
    for kind, more in whole.items():
        request = ShareRequest((one,), **{"hidden": {}, "expires_at": EXPIRES, **more})
        handed = every_byte(session.share.prepare(request))
        for name, value in HIDDEN_VALUES.items():
            assert value.encode() in handed, f"{name} in {kind}"


@pytest.mark.parametrize("more", [{"form": ShareForm.PDF}, *({"file_kind": kind} for kind in SHOWS_ALL)])
def test_the_preview_never_promises_to_hide_in_the_issuers_own_file(
    session: Session, ids: dict[str, str], more: dict[str, Any]
) -> None:
    one = ids["mine"]
    options_ = session.share.options([one])
    hidden = start_hidden(options_)
    request = ShareRequest((one,), hidden=hidden, expires_at=EXPIRES, **{"form": ShareForm.FILE, **more})
    preview = session.share.preview(options_, request)
    assert preview.hidden == ()
    assert {value for _, value in preview.seen} >= set(HIDDEN_VALUES.values())
    said = {"share.warning.pdf", "share.warning.original"} & set(preview.warnings)
    assert len(said) == 1, "that it shows everything and has no end must be said"
    with pytest.raises(UsageError):
        session.share.prepare(request)
    assert request.form not in options_.possible_forms(hides=True) or (
        request.file_kind not in options_.possible_kinds(hides=True)
    )


def test_each_kind_of_file_is_offered_only_where_its_securing_allows(session: Session, ids: dict[str, str]) -> None:
    signed = (FileKind.PRESENTATION, FileKind.TOKEN)
    offered = {
        "badge": (*signed, FileKind.ORIGINAL),
        "token": (*signed, FileKind.ORIGINAL),
        "pictured": (*signed, FileKind.ORIGINAL, FileKind.BAKED),
        "diploma": (*signed, FileKind.ORIGINAL),
        "mine": (*signed, FileKind.KEY_BOUND, FileKind.ORIGINAL),
    }
    for name, kinds in offered.items():
        options_ = session.share.options([ids[name]])
        assert options_.possible_kinds(hides=False) == kinds, name
        for kind in kinds:
            request = ShareRequest((ids[name],), ShareForm.FILE, {}, expires_at=EXPIRES, file_kind=kind)
            assert session.share.prepare(request).files, f"{kind} was offered for {name}"
    # Of several, only what all of them can be.
    assert session.share.options([ids["pictured"], ids["mine"]]).possible_kinds(hides=False) == (
        *signed,
        FileKind.ORIGINAL,
    )
    base = held_in_part(session, "ecdsa-sd")
    assert session.share.options([base]).possible_kinds(hides=False) == signed
    assert ShareForm.PDF not in session.share.options([base]).forms
    with pytest.raises(UsageError) as caught:
        session.share.prepare(ShareRequest((base,), ShareForm.FILE, {}, file_kind=FileKind.ORIGINAL))
    assert caught.value.code == "share.original_stays"


def test_the_issuers_own_form_is_signed_with_the_key_it_was_issued_to(
    session: Session, ids: dict[str, str], employer: VerifyService
) -> None:
    package = share(session, ids["mine"], form=ShareForm.FILE, file_kind=FileKind.KEY_BOUND, purpose="Sollicitatie")
    found = read(employer, package)
    assert found.report.verdict.state is State.VERIFIED
    codes = {check.code for check in found.report.checks}
    assert {"proof.key_binding", "holder.key_bound"} <= codes
    assert b"Sollicitatie" in every_byte(package)
    with pytest.raises(UsageError) as caught:
        share(session, ids["diploma"], form=ShareForm.FILE, file_kind=FileKind.KEY_BOUND)
    assert caught.value.code == "share.not_key_bound"


def test_what_is_revealed_is_seen_and_the_rest_is_not(session: Session, ids: dict[str, str]) -> None:
    one = ids["diploma"]
    hidden = {one: tuple(path for path in start_hidden(session.share.options([one]))[one] if path != "/grade")}
    request = ShareRequest((one,), ShareForm.FILE, hidden, expires_at=EXPIRES)
    preview = session.share.preview(session.share.options([one]), request)
    assert ("Grade", "9.25") in preview.seen
    assert set(preview.hidden) == {"Date of birth", "Citizen service number (BSN)", "E-mail address"}
    assert preview.advice == ("share.advice.sensitive_shown",)
    handed = every_byte(session.share.prepare(request))
    assert b"9.25" in handed
    assert b"1990-01-01" not in handed


def test_a_whole_credential_says_so(session: Session, ids: dict[str, str]) -> None:
    options_ = session.share.options([ids["badge"]], lang="nl")
    assert options_.credentials[0].whole_only
    preview = session.share.preview(options_, ShareRequest((ids["badge"],), ShareForm.QR, {}))
    assert preview.warnings == ("share.warning.whole_only", "share.warning.no_end")
    assert ShareForm.PDF in options_.possible_forms(hides=False)
    assert ShareForm.PDF not in session.share.options([ids["diploma"]]).possible_forms(hides=True)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"credential_ids": ()}, "share.nothing"),
        ({"credential_ids": ("unknown",)}, "library.unknown_id"),
        ({"expires_at": issuers.NOW}, "share.expiry_past"),
        ({"hidden": {"badge": ("/name",)}}, "share.claim_locked"),
        ({"hidden": {"diploma": ("/vct",)}, "credential_ids": ("diploma",)}, "share.claim_locked"),
        (
            {"form": ShareForm.PDF, "credential_ids": ("diploma",), "hidden": {"diploma": ("/bsn",)}},
            "share.form_not_possible",
        ),
        ({"form": ShareForm.LINK}, "share.form_not_possible"),
        ({"checker_url": "https://check.example/#x"}, "share.checker_address"),
        ({"checker_url": "javascript:alert(1)"}, "share.checker_address"),
        ({"file_kind": FileKind.BAKED, "form": ShareForm.FILE}, "share.not_bakeable"),
        (
            {
                "file_kind": FileKind.ORIGINAL,
                "form": ShareForm.FILE,
                "credential_ids": ("diploma",),
                "hidden": {"diploma": ("/bsn",)},
            },
            "share.original_shows_all",
        ),
    ],
)
def test_what_cannot_be_shared_is_refused(
    session: Session, ids: dict[str, str], more: dict[str, Any], code: str
) -> None:
    asked = {"credential_ids": ("badge",), "form": ShareForm.QR, "hidden": {}, **more}
    asked["credential_ids"] = tuple(ids.get(name, name) for name in asked["credential_ids"])
    asked["hidden"] = {ids.get(name, name): paths for name, paths in asked["hidden"].items()}
    with pytest.raises(UsageError) as caught:
        session.share.prepare(ShareRequest(**asked))
    assert caught.value.code == code


def test_original_bytes_and_its_own_picture(session: Session, ids: dict[str, str], employer: VerifyService) -> None:
    for name, kind in (("badge", FileKind.ORIGINAL), ("token", FileKind.ORIGINAL), ("pictured", FileKind.BAKED)):
        request = ShareRequest((ids[name],), ShareForm.FILE, {}, file_kind=kind)
        package = session.share.prepare(request)
        found = read(employer, package)
        assert found.report.verdict.state is State.VERIFIED
        assert found.raw.strip() == session.library.get(ids[name]).raw.strip()
        if kind is FileKind.ORIGINAL:
            assert package.files[0].data == session.library.get(ids[name]).raw


def test_a_pdf_of_one_credential_with_its_code_and_original(
    session: Session, ids: dict[str, str], employer: VerifyService
) -> None:
    package = share(session, ids["badge"], form=ShareForm.PDF)
    assert package.files[0].data.startswith(b"%PDF")
    found = read(employer, package)
    assert State.VERIFIED in {item.report.verdict.state for item in found.items}


def test_a_share_is_not_valid_for_ever(session: Session, ids: dict[str, str], place: Path) -> None:
    package = share(session, ids["badge"])
    later = VerifyService(options(place, profile=None, at=EXPIRES + timedelta(seconds=1)))
    try:
        assert read(later, package).report.verdict.state is State.EXPIRED
    finally:
        later.close()


def test_an_answer_to_a_live_question(session: Session, ids: dict[str, str], place: Path) -> None:
    package = share(session, ids["badge"], nonce="n-1", audience="https://employer.example")
    for nonce, state in (("n-1", State.VERIFIED), ("n-2", State.REPLAY)):
        asking = VerifyService(options(place, profile=None, nonce=nonce, audience="https://employer.example"))
        try:
            assert read(asking, package).report.verdict.state is state
        finally:
            asking.close()


def test_the_receipt_says_what_and_to_whom_and_never_the_values(session: Session, ids: dict[str, str]) -> None:
    before = len(session.share.receipts())
    package = share(session, ids["diploma"], form=ShareForm.FILE, purpose="Stage", receiver="Ziekenhuis")
    assert len(session.share.receipts()) == before
    changes = session.share.record(package)
    assert changes.receipts
    kept = session.share.receipts(ids["diploma"])[0]
    assert (kept.receiver, kept.purpose, kept.form) == ("Ziekenhuis", "Stage", "file")
    assert kept.expires_at == EXPIRES
    assert all(value not in repr(kept) for value in (*HIDDEN_VALUES.values(), "Ada"))


def test_somebody_elses_credential_is_warned_about_and_seen(
    session: Session, ids: dict[str, str], employer: VerifyService
) -> None:
    other = SCHOOL.badge("Van een ander")
    other |= {"id": "urn:uuid:00000000-0000-4000-8000-000000000009"}
    other["credentialSubject"]["id"] = issuers.HOLDER
    candidates = session.inbox.read([from_bytes(json.dumps(SCHOOL.sign(other)).encode(), "other")])
    results, _ = session.library.add(candidates)
    one = str(results[0].id)
    options_ = session.share.options([one])
    assert options_.credentials[0].issued_to_other
    warnings = session.share.preview(options_, ShareRequest((one,), ShareForm.QR, {}, expires_at=EXPIRES)).warnings
    assert "share.warning.issued_to_other" in warnings
    assert read(employer, share(session, one)).report.verdict.state is State.HOLDER_MISMATCH


def test_the_digests_of_what_is_hidden_stay_so_that_the_signature_fits(session: Session, ids: dict[str, str]) -> None:
    package = share(session, ids["diploma"], form=ShareForm.FILE)
    inner = json.loads(package.presentation)["verifiableCredential"][0]["id"].partition(",")[2]
    token, *shown = inner.split("~")
    payload = json.loads(base64url.decode(token.split(".")[1]))
    assert len(payload["_sd"]) == len(HIDDEN_VALUES)
    assert shown == [""]
    assert disclosures.expand(payload, []).claims["diploma_title"] == "Bachelor"


def test_pictures_of_codes_are_crisp(session: Session, ids: dict[str, str]) -> None:
    from PIL import Image

    picture = Image.open(io.BytesIO(share(session, ids["badge"]).files[0].data))
    assert picture.mode == "1"
    assert picture.width == picture.height
    assert picture.getpixel((0, 0)) == 255


def test_a_sheet_to_print_has_a_code_for_each(session: Session, ids: dict[str, str], employer: VerifyService) -> None:
    package = share(session, ids["badge"], ids["token"], ids["pictured"], sheet=True, lang="nl")
    assert [file.media_type for file in package.files[:2]] == ["application/pdf", "text/html"]
    assert package.too_large_for_qr, "the one with the picture does not fit a code on paper"
    assert len(package.files) == 4
    assert [code.title for code in package.paper] == ["Lassen niveau 1", "Lassen niveau 1"]
    for file in package.files[2:]:
        found = employer.inspect_one(from_bytes(file.data, file.name))
        assert (found.report.verdict.state, len(found.items)) == (State.VERIFIED, 1)
    with pytest.raises(UsageError):
        share(session, ids["pictured"], sheet=True)


def codes_on_paper(pdf: bytes, dpi: int) -> list[str]:
    """What a camera reads from the printed pages at ``dpi`` dots for each inch of paper."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=dpi / 72).to_pil() for page in document]
    document.close()
    return [text for page in pages for text in qr_image.read_picture(page.convert("L"))]


def test_printed_codes_can_be_read_from_a_coarse_picture_of_the_paper(
    session: Session, ids: dict[str, str], employer: VerifyService
) -> None:
    sheet = share(session, ids["badge"], ids["token"], ids["jcs"], sheet=True)
    found = codes_on_paper(sheet.files[0].data, 130)
    assert len(found) == 3
    for text in found:
        assert employer.inspect_one(from_text(text)).report.verdict.state is State.VERIFIED
    single = share(session, ids["badge"])
    request = ShareRequest((ids["badge"],), ShareForm.QR, {}, expires_at=EXPIRES)
    assert codes_on_paper(session.share.on_paper(single.paper, request), 100) == [single.qr_text]
    assert b"2026" in single.paper[0].line.encode(), "until when it can be checked stands below it"


def test_what_no_code_can_hold_is_given_as_a_file(session: Session, employer: VerifyService) -> None:
    huge = SCHOOL.badge("Heel groot")
    huge |= {"id": "urn:uuid:00000000-0000-4000-8000-00000000000a"}
    huge["credentialSubject"].pop("id", None)
    address = "data:image/png;base64," + base64.b64encode(papers.noisy_picture(300)).decode()
    huge["credentialSubject"]["achievement"]["image"] = {"id": address, "type": "Image"}
    candidates = session.inbox.read([from_bytes(json.dumps(SCHOOL.sign(huge)).encode(), "huge")])
    results, _ = session.library.add(candidates)
    package = share(session, str(results[0].id))
    assert package.too_large_for_qr
    assert (package.qr_text, package.qr_frames) == (None, ())
    assert read(employer, package).report.verdict.state is State.VERIFIED


def held_in_part(session: Session, name: str) -> str:
    """Keep a credential with a base proof of this suite and return its id."""
    from unit.sharing import test_sharing_disclosure as made

    secured = made.bbs_credential() if name == "bbs" else made.base_credential()
    candidates = session.inbox.read([from_bytes(secured.raw, name)])
    results, _ = session.library.add(candidates)
    return str(results[0].id)


def test_a_base_proof_is_shared_claim_by_claim(session: Session, employer: VerifyService) -> None:
    one = held_in_part(session, "ecdsa-sd")
    options_ = session.share.options([one])
    assert not options_.credentials[0].whole_only
    hidden: dict[str, tuple[str, ...]] = {one: ("/credentialSubject/licenseNumber", "/credentialSubject/result")}
    package = session.share.prepare(ShareRequest((one,), ShareForm.FILE, hidden, expires_at=EXPIRES))
    assert b"SECRET" not in every_byte(package)
    found = read(employer, package)
    assert found.items[0].report.verdict.state is State.ISSUER_UNKNOWN
    assert session.library.get(one).raw not in package.files[0].data


@pytest.mark.parametrize("kind", ["code", "page", "signed copy", "token"])
def test_a_base_proof_keeps_what_is_hidden_in_every_kind(session: Session, kind: str) -> None:
    one = held_in_part(session, "ecdsa-sd")
    raw = session.library.get(one).raw
    assert b"SECRET-NUMBER" in laid_open.every_byte(raw)
    hidden: dict[str, tuple[str, ...]] = {one: ("/credentialSubject/licenseNumber",)}
    package = session.share.prepare(ShareRequest((one,), hidden=hidden, expires_at=EXPIRES, **KINDS[kind]))
    handed = every_byte(package)
    assert b"SECRET-MARK" in handed, "the search does not reach what is shown"
    assert b"SECRET-NUMBER" not in handed
    base = json.loads(raw)["proof"]["proofValue"]
    assert base.encode() not in handed, "the base proof would show everything"


def test_an_experiment_is_asked_for_and_said(session: Session, employer: VerifyService) -> None:
    one = held_in_part(session, "bbs")
    request = ShareRequest((one,), ShareForm.FILE, {one: ("/credentialSubject/licenseNumber",)}, expires_at=EXPIRES)
    assert "share.warning.experimental" in session.share.preview(session.share.options([one]), request).warnings
    with pytest.raises(UsageError) as caught:
        session.share.prepare(request)
    assert caught.value.code == "share.experimental"
    session.settings.set("experimental.bbs", True)
    package = session.share.prepare(request)
    session.settings.set("experimental.bbs", False)
    assert b"SECRET" not in every_byte(package)
    assert read(employer, package).items[0].report.verdict.state is State.ISSUER_UNKNOWN
