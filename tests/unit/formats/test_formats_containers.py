"""Archives, PDFs, backups and lists: everything that is inside, nothing that could hurt."""

import io
import json
import random
import zipfile
from typing import Any

import pytest

from unit.formats import papers
from wallet.errors import WalletError
from wallet.formats.bundle import unsafe_name
from wallet.formats.detect import recognise
from wallet.formats.recognised import RecognisedContainer, RecognisedCredential
from wallet.model.secured import Carrier, Format, Kind


def read(data: bytes) -> RecognisedContainer:
    found = recognise(data, name="handed-over")
    assert isinstance(found, RecognisedContainer)
    return found


def code_of(data: bytes) -> str:
    with pytest.raises(WalletError) as caught:
        recognise(data)
    return caught.value.code


def test_a_zip_gives_its_files() -> None:
    one = json.dumps(papers.credential()).encode()
    found = read(papers.archive(**{"a/one.json": one, "two.txt": b"hello", "__MACOSX/._one.json": b"x"}))
    assert (found.kind, found.format) == (Kind.BUNDLE, Format.ZIP)
    assert [(entry.name, entry.data) for entry in found.entries] == [("a/one.json", one), ("two.txt", b"hello")]


def test_only_the_leavings_of_a_computer_are_left_out() -> None:
    one = json.dumps(papers.credential()).encode()
    leavings = {"__MACOSX/a/._one.json": b"x", "a/.DS_Store": b"x", "Thumbs.db": b"x"}
    found = read(papers.archive(**{"one.json": one, "__MACOSX/two.json": one, **leavings}))
    assert [entry.name for entry in found.entries] == ["one.json", "__MACOSX/two.json"]


def test_a_large_file_that_could_be_a_credential_is_not_passed_over() -> None:
    large = random.Random(1).randbytes(11 << 20)
    credential = b' {"type": "' + large.hex().encode()[: 11 << 20] + b'"}'
    found = read(papers.archive(**{"film.mp4": large, "badge.json": credential, "small.txt": b"hello"}))
    assert [entry.name for entry in found.entries] == ["badge.json", "small.txt"]
    assert found.facts["skipped"] == "1"
    assert code_of(found.entries[0].data) == "format.unsafe_size"


def test_a_portfolio_leaves_out_only_what_repeats_the_originals() -> None:
    portfolio = {"index.json": b"{}", "portfolio.pdf": b"x", "evidence/recording.json": b"{}", "README.txt": b"x"}
    found = read(papers.archive(**portfolio, **{"originals/a.json": b"{}", "doctorate.json": b"{}"}))
    assert found.kind is Kind.PORTFOLIO
    assert [entry.name for entry in found.entries] == ["originals/a.json", "doctorate.json"]


@pytest.mark.parametrize(
    "name", ["../up", "a/../../up", "/etc/passwd", "C:\\x", "c:x", "..\\up", "\\\\host\\share", "a/\x00b"]
)
def test_names_that_leave_the_folder(name: str) -> None:
    assert unsafe_name(name)


@pytest.mark.parametrize("name", ["a.json", "a/b..c/d.json", "...", "a/b c/é.json"])
def test_names_that_stay(name: str) -> None:
    assert not unsafe_name(name)


def test_a_zip_that_climbs_out_is_refused_whole() -> None:
    assert code_of(papers.archive(**{"good.json": b"{}", "../../evil": b"x"})) == "format.unsafe_zip_path"


def test_a_link_in_a_zip_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    assert code_of(out.getvalue()) == "format.unsafe_zip_path"


def test_bombs_are_refused_before_they_unpack() -> None:
    assert code_of(papers.archive(bomb=bytes(300 << 20))) == "format.unsafe_zip_size"
    assert code_of(papers.archive(bomb=bytes(20 << 20))) == "format.unsafe_zip_size"
    assert code_of(papers.archive(**{f"{n}": b"" for n in range(2001)})) == "format.unsafe_zip_entries"


def test_a_stated_size_that_lies_is_noticed() -> None:
    honest = papers.archive(a=b"x" * 1000)
    lying = honest.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert code_of(lying) == "format.zip_broken"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.97])
def test_a_cut_off_zip_is_malformed(cut: float) -> None:
    whole = papers.archive(a=bytes(range(256)) * 40, b=b"y" * 5000)
    assert code_of(whole[: int(len(whole) * cut)]) == "format.zip_broken"


def test_office_documents_are_no_archives_of_credentials() -> None:
    assert code_of(papers.archive(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})) == (
        "format.not_a_credential_archive"
    )


def pdf(attachments: dict[str, bytes] | None = None, picture: bytes | None = None, **info: str) -> bytes:
    import pikepdf

    if picture is not None:
        from PIL import Image

        out = io.BytesIO()
        page = Image.new("RGB", (1240, 1754), "white")
        page.paste(Image.open(io.BytesIO(picture)).convert("RGB"), (300, 400))
        page.save(out, "PDF", resolution=150)
        made = pikepdf.open(out)
    else:
        made = pikepdf.new()
        made.add_blank_page()
    for name, data in (attachments or {}).items():
        made.attachments[name] = data
    for key, text in info.items():
        made.docinfo[f"/{key}"] = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_pdf_gives_its_attachments() -> None:
    one = json.dumps(papers.credential()).encode()
    found = read(pdf({"diploma.json": one, "other.json": b"{}"}))
    assert found.format is Format.PDF
    assert {entry.name: entry.data for entry in found.entries} == {"diploma.json": one, "other.json": b"{}"}
    assert {entry.carrier for entry in found.entries} == {Carrier.PDF}


def test_a_file_pinned_to_a_page_of_a_pdf_is_looked_at_too() -> None:
    import pikepdf

    named, pinned, other = (json.dumps(papers.credential(id=f"urn:x:{n}")).encode() for n in range(3))
    made = pikepdf.open(io.BytesIO(pdf({"diploma.json": named})))
    files = pikepdf.Dictionary(F=made.make_stream(pinned), UF=made.make_stream(other))
    specification = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="note.json", EF=files)
    pin = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, FS=specification)
    made.pages[0].obj["/Annots"] = pikepdf.Array([made.make_indirect(pin)])
    out = io.BytesIO()
    made.save(out)
    assert sorted(entry.data for entry in read(out.getvalue()).entries) == sorted([named, pinned, other])


def test_a_badge_in_the_properties_of_a_pdf() -> None:
    found = read(pdf(openbadges="https://badges.example/1"))
    assert found.entries[0].data == b"https://badges.example/1"


def test_a_code_printed_on_a_page_is_read() -> None:
    found = read(pdf(picture=papers.qr_png("https://badges.example/7", scale=6)))
    assert (found.entries[0].data, found.entries[0].carrier) == (b"https://badges.example/7", Carrier.QR)


def test_pdfs_with_nothing_broken_or_locked() -> None:
    import pikepdf

    assert code_of(pdf()) == "format.not_a_credential_pdf"
    assert code_of(b"%PDF-1.7 nonsense") == "format.pdf_broken"
    out = io.BytesIO()
    pikepdf.open(io.BytesIO(pdf())).save(out, encryption=pikepdf.Encryption(user="x", owner="y"))
    assert code_of(out.getvalue()) == "format.pdf_encrypted"


def test_a_bomb_attached_to_a_pdf_is_not_inflated() -> None:
    assert code_of(pdf({"bomb": bytes(30 << 20)})) == "format.unsafe_inflated"


def lcw(**changes: Any) -> dict[str, Any]:
    contents = [
        papers.credential(),
        {"id": "did:key:z6Mk"},
        {"type": "Ed25519VerificationKey2020", "privateKeyMultibase": "zSecret"},
        {"type": "ProfileMetadata", "data": {"profileName": "Default"}},
    ]
    return {"type": "UniversalWallet2020", "status": "UNLOCKED", "contents": contents, **changes}


def test_a_learner_credential_wallet_backup_gives_credentials_and_no_keys() -> None:
    for backup in ([lcw(), lcw()], lcw()):
        found = read(json.dumps(backup, indent=1).encode())
        count = 2 if isinstance(backup, list) else 1
        assert (found.kind, found.format, len(found.entries)) == (Kind.BACKUP, Format.LCW_BACKUP, count)
        assert found.facts["private_keys"] == str(count)
        assert "Default" in found.facts["profile"]
        assert b"zSecret" not in b"".join(entry.data for entry in found.entries)
    assert code_of(json.dumps(lcw(status="LOCKED")).encode()) == "format.backup_locked"


def test_lists_of_credentials() -> None:
    token = papers.jwt(papers.credential(proof=None), typ="vc+jwt")
    inner = json.dumps(papers.credential(), indent=4)
    answer = f'{{"credential": [{inner}], "compactJwsString": ["{token}"]}}'.encode()
    assert [entry.data for entry in read(answer).entries] == [inner.encode(), token.encode()]
    assert len(read(f"[{inner}, {inner}]".encode()).entries) == 2
    assert len(read(f"{token}\r\n{token}\n".encode()).entries) == 2
    wrapped = read(json.dumps({"verifiableCredential": papers.credential()}).encode())
    assert len(wrapped.entries) == 1


def test_what_is_in_a_container_is_recognised_by_itself() -> None:
    found = read(papers.archive(**{"x.json": json.dumps(papers.credential()).encode()}))
    inner = recognise(found.entries[0].data, carrier=found.entries[0].carrier)
    assert isinstance(inner, RecognisedCredential)


def test_too_many_credentials_in_one_are_refused() -> None:
    token = papers.jwt({"a": 1})
    assert code_of("\n".join([token] * 2001).encode()) == "format.unsafe_items"
    assert code_of(b"[" + b"{}," * 2001 + b"{}]") == "format.unsafe_items"
    many = papers.presentation(*[{"type": ["VerifiableCredential"]}] * 2001, proof=None)
    assert code_of(json.dumps(many).encode()) == "format.unsafe_items"
    signed = papers.presentation(*[{"type": ["VerifiableCredential"]}] * 2001)
    assert code_of(json.dumps(signed).encode()) == "format.unsafe_items"
