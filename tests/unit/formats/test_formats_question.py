"""The question of a live check: written by the one who checks, read by the holder's app."""

import pytest

from wallet.errors import MalformedError, NotACredentialError
from wallet.formats import base64url, detect, question
from wallet.formats.recognised import RecognisedRequest

NONCE = base64url.encode(bytes(range(16)))


def test_a_question_is_read_as_it_was_asked() -> None:
    text = question.write(nonce=NONCE, audience="balie 3", name="Bakkerij De Wilg")
    found = detect.recognise(text.encode())
    assert isinstance(found, RecognisedRequest)
    assert found.host == "Bakkerij De Wilg"
    assert (found.facts["nonce"], found.facts["audience"]) == (NONCE, "balie 3")


@pytest.mark.parametrize(
    "asked",
    [
        '{"nonce":"short","audience":"a"}',
        f'{{"nonce":"{NONCE}"}}',
        f'{{"nonce":"{NONCE}","audience":" "}}',
        f'{{"nonce":"{NONCE}","audience":"a","more":"b"}}',
        f'{{"nonce":"{NONCE}","nonce":"{NONCE}","audience":"a"}}',
        "[]",
    ],
)
def test_a_question_that_could_be_misread_is_refused(asked: str) -> None:
    with pytest.raises(MalformedError):
        detect.recognise((question.PREFIX + base64url.encode(asked.encode())).encode())


def test_another_version_is_not_guessed_at() -> None:
    with pytest.raises((MalformedError, NotACredentialError)):
        detect.recognise(question.write(nonce=NONCE, audience="a").replace(":1:", ":2:").encode())
