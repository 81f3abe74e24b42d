"""Whatever is handed over, recognition answers or raises a WalletError; it never crashes and never hangs."""

import json
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unit.formats import papers
from wallet.errors import WalletError
from wallet.formats import baked_png, share_code
from wallet.formats.detect import recognise

SEEDS: list[bytes] = [
    json.dumps(papers.credential()).encode(),
    json.dumps(papers.presentation(papers.credential())).encode(),
    papers.jwt(papers.credential(proof=None), typ="vc+jwt").encode(),
    papers.sd_jwt(papers.disclosure("s", "a", {"b": [1]})).encode(),
    json.dumps(papers.assertion()).encode(),
    baked_png.bake(papers.picture(), json.dumps(papers.credential())),
    papers.archive(**{"a.json": b"{}"}),
    papers.qr_png("https://a.example"),
    b'<svg xmlns="http://www.w3.org/2000/svg"><a/></svg>',
    b"openid4vp://?client_id=redirect_uri%3Ahttps%3A//e.example&nonce=n&dcql_query=%7B%22credentials%22%3A%5B%5D%7D",
    b"openid-credential-offer://?credential_offer=%7B%22credential_issuer%22%3A%22https%3A//e.example%22%7D",
    share_code.to_text(share_code.encode(json.dumps(papers.credential()).encode())).encode(),
    next(share_code.moving_texts(b"x" * 500, block=100)).encode(),
    b"\xd2\x84\x40\xa0\x42{}\x40",
    b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
    b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
    b"Content-Disposition: attachment; filename=a.json\r\nContent-Transfer-Encoding: base64\r\n\r\ne30=\r\n--x--\r\n",
    b"capsa:ask:1:eyJhIjoxfQ",
    b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
]

PIECES = st.sampled_from(
    [b'"', b"{", b"[", b"null", b"\xff", b"\\u", b'"type":', b"~", b".", b"9" * 12, b"<", b"&x;", b"%00"]
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        position = draw(st.integers(0, len(data)))
        match draw(st.integers(0, 2)):
            case 0:
                del data[position : position + draw(st.integers(1, 40))]
            case 1:
                data[position:position] = draw(PIECES)
            case _:
                data[position : position + 1] = draw(st.binary(min_size=1, max_size=2))
    return bytes(data)


@given(damaged() | st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_only_wallet_errors_and_no_hanging(data: bytes) -> None:
    started = time.perf_counter()
    try:
        recognise(data, name="x")
    except WalletError as error:
        assert error.code.split(".")[0] in ("format", "proof")  # noqa: PT017
    assert time.perf_counter() - started < 5
