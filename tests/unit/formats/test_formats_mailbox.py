"""Saved mail: what is attached is taken out, what people wrote is left alone."""

import json
import mailbox as standard
from email.message import EmailMessage
from pathlib import Path

import pytest

from simulators import issuer as issuers
from wallet.errors import NotACredentialError, UnsafeInputError
from wallet.formats import detect, share_code
from wallet.formats.limits import DefaultLimits
from wallet.formats.recognised import Recognised, RecognisedContainer
from wallet.model.secured import Kind

BADGE = issuers.did_key("Zuiderpark").badge("Lassen")
RAW = json.dumps(BADGE).encode()


def message(*attachments: tuple[str, bytes], text: str = "Hierbij mijn bewijs.\nFrom hier af niets.\n") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "sanne@example.org"
    made["To"] = "werk@example.org"
    made["Subject"] = "Sollicitatie"
    made["Message-ID"] = "<1@example.org>"
    made.set_content(text)
    for name, data in attachments:
        made.add_attachment(data, maintype="application", subtype="json", filename=name)
    return made


def names(found: Recognised) -> list[str]:
    assert isinstance(found, RecognisedContainer)
    assert found.kind is Kind.BUNDLE
    return [entry.name for entry in found.entries]


def test_what_is_attached_to_a_message_is_found_byte_for_byte() -> None:
    found = detect.recognise(bytes(message(("lassen.json", RAW))))
    assert names(found) == ["lassen.json"]
    assert isinstance(found, RecognisedContainer)
    assert found.entries[0].data == RAW


def test_a_mailbox_gives_the_attachments_of_all_its_messages(tmp_path: Path) -> None:
    box = standard.mbox(tmp_path / "export.mbox")
    box.add(message(("a.json", RAW)))
    box.add(message())
    box.add(message(("b.json", RAW), ("c.json", RAW)))
    box.flush()
    box.close()
    assert names(detect.recognise((tmp_path / "export.mbox").read_bytes())) == ["a.json", "b.json", "c.json"]


def test_a_forwarded_message_is_looked_into() -> None:
    outer = message()
    outer.add_attachment(message(("inner.json", RAW)))
    assert "inner.json" in names(detect.recognise(bytes(outer)))


def test_a_share_code_in_the_text_is_found() -> None:
    code = share_code.to_text(share_code.encode(RAW))
    found = detect.recognise(bytes(message(text=f"Scan of plak dit:\n{code}\nGroet")))
    assert names(found) == ["code 1"]


def test_mail_without_anything_attached_is_no_credential() -> None:
    with pytest.raises(NotACredentialError) as refused:
        detect.recognise(bytes(message()))
    assert refused.value.code == "format.not_a_credential_mail"


def test_a_text_that_only_begins_like_a_header_is_no_mail() -> None:
    with pytest.raises(NotACredentialError) as refused:
        detect.recognise(b"Note: call the school\n\nand ask\n")
    assert refused.value.code != "format.not_a_credential_mail"


def test_too_many_attachments_are_refused() -> None:
    many = message(*[(f"{number}.json", RAW) for number in range(5)])
    with pytest.raises(UnsafeInputError):
        detect.recognise(bytes(many), limits=DefaultLimits(max_items=4))
