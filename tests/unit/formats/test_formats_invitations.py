"""Offers, requests and links: named with their real host, and never followed by looking."""

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from unit.formats import papers
from wallet.errors import WalletError
from wallet.formats import web_address
from wallet.formats.detect import recognise
from wallet.formats.recognised import RecognisedLink, RecognisedOffer, RecognisedRequest
from wallet.model.secured import Carrier


def code_of(text: str) -> str:
    with pytest.raises(WalletError) as caught:
        recognise(text.encode(), carrier=Carrier.TEXT)
    return caught.value.code


def offer(**changes: Any) -> str:
    made: dict[str, Any] = {
        "credential_issuer": "https://issuer.example",
        "credential_configuration_ids": ["mc", "diploma"],
        "grants": {
            "urn:ietf:params:oauth:grant-type:pre-authorized_code": {"pre-authorized_code": "x", "tx_code": {}},
        },
    }
    made.update(changes)
    return "openid-credential-offer://?" + urlencode({"credential_offer": json.dumps(made)})


def request(**changes: Any) -> str:
    dcql = {"credentials": [{"id": "c", "format": "dc+sd-jwt", "claims": [{"path": ["name", None, 0]}]}]}
    made: dict[str, Any] = {
        "response_type": "vp_token",
        "client_id": "redirect_uri:https://employer.example/cb",
        "response_uri": "https://employer.example/cb",
        "response_mode": "direct_post",
        "nonce": "n",
        "dcql_query": json.dumps(dcql),
    }
    made.update(changes)
    return "openid4vp://?" + urlencode({name: value for name, value in made.items() if value is not None})


def test_an_offer_by_value_says_who_and_what() -> None:
    found = recognise(offer().encode())
    assert isinstance(found, RecognisedOffer)
    assert (found.host, found.facts["offered"], found.facts["tx_code"]) == ("issuer.example", "mc, diploma", "yes")


@pytest.mark.parametrize("head", ["openid-credential-offer://", "haip-vci://", "https://wallet.example/cb/"])
def test_an_offer_by_reference_is_not_fetched(head: str) -> None:
    found = recognise(f"{head}?credential_offer_uri={quote('https://issuer.example/o/1')}".encode())
    assert isinstance(found, RecognisedOffer)
    assert (found.host, found.facts["by"]) == ("issuer.example", "reference")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (offer(credential_issuer="http://issuer.example"), "format.unsafe_not_https"),
        (offer(credential_issuer="https://127.0.0.1"), "format.unsafe_private_address"),
        (offer(credential_issuer="https://a@issuer.example"), "format.unsafe_user_in_address"),
        (offer(credential_issuer=None), "format.offer_issuer"),
        (offer(credential_configuration_ids=[]), "format.offer_contents"),
        (offer(credential_configuration_ids=["a", "a"]), "format.offer_contents"),
        (offer() + "&credential_offer_uri=https%3A%2F%2Fx.example", "format.offer_both"),
        (offer() + "&credential_offer=%7B%7D", "format.query"),
        ("openid-credential-offer://?x=1", "format.offer_none"),
        ("openid-credential-offer://?credential_offer_uri=http%3A//169.254.169.254/", "format.unsafe_private_address"),
        (offer(pad="x" * 70_000), "format.unsafe_offer_size"),
    ],
)
def test_offers_that_are_refused(text: str, code: str) -> None:
    assert code_of(text) == code


def test_a_counterpart_on_this_machine_only_when_asked_for() -> None:
    text = offer(credential_issuer="http://127.0.0.1:3000").encode()
    found = recognise(text, allow_http_loopback=True)
    assert isinstance(found, RecognisedOffer)
    with pytest.raises(WalletError):
        recognise(text)


def test_a_request_says_who_asks_and_for_what() -> None:
    found = recognise(request().encode())
    assert isinstance(found, RecognisedRequest)
    assert found.host == "employer.example"
    assert found.facts["requested"] == "dc+sd-jwt : name.*.0"


def test_a_request_by_reference_names_the_host_it_would_ask() -> None:
    found = recognise(b"openid4vp://?client_id=x509_hash%3Aabc&request_uri=https%3A%2F%2Fv.example%2Fr%2F1")
    assert isinstance(found, RecognisedRequest)
    assert (found.host, found.facts["client_id_prefix"]) == ("v.example", "x509_hash")


def test_a_signed_request_is_read_and_not_believed() -> None:
    claims = {
        "client_id": "x509_san_dns:v.example",
        "nonce": "n",
        "response_uri": "https://v.example/cb",
        "scope": "mc",
    }
    text = "openid4vp://?" + urlencode({"client_id": claims["client_id"], "request": papers.jwt(claims)})
    found = recognise(text.encode())
    assert isinstance(found, RecognisedRequest)
    assert (found.host, found.facts["by"]) == ("v.example", "signed")
    assert code_of(text.replace("x509_san_dns%3Av.example", "x509_san_dns%3Aother.example")) == "format.request_client"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (request(nonce=None), "format.request_nonce"),
        (request(client_id=None), "format.request_client"),
        (request(client_id="origin:https://x.example"), "format.request_client"),
        (request(response_uri="https://evil.example/cb"), "format.unsafe_response_uri"),
        (request(client_id="x509_san_dns:other.example"), "format.unsafe_response_uri"),
        (request(redirect_uri="https://employer.example/cb"), "format.request_both"),
        (request(response_type="code"), "format.request_type"),
        (request(dcql_query=None), "format.request_query"),
        (request(dcql_query='{"credentials": []}'), "format.request_query"),
        (request(response_uri="http://employer.example/cb"), "format.unsafe_not_https"),
        ("openid4vp://?client_id=x&request=a&request_uri=b", "format.request_both"),
        ("mdoc:abcdef", "format.unsupported_mdoc"),
        (request(pad="x" * 300_000), "format.unsafe_request_size"),
    ],
)
def test_requests_that_are_refused(text: str, code: str) -> None:
    assert code_of(text) == code


def test_links_show_the_real_host() -> None:
    found = recognise("https://zuiderpаrk.example/claim".encode())
    assert isinstance(found, RecognisedLink)
    assert (found.facts["host"], found.facts["host_shown"]) == ("xn--zuiderprk-6yh.example", "zuiderpаrk.example")
    plain = recognise(b"https://user@evil.example/x")
    assert isinstance(plain, RecognisedLink)
    assert plain.facts["host"] == "evil.example"


def test_pages_that_are_known_name_their_document() -> None:
    page = "https://www.edubadges.nl/public/assertions/abc_DEF-1"
    document = "https://api.edubadges.nl/public/assertions/abc_DEF-1"
    for text in (page, document, f"https://www.linkedin.com/profile/add?name=x&certUrl={quote(page, safe='')}"):
        found = recognise(text.encode())
        assert isinstance(found, RecognisedLink)
        assert (found.facts["service"], found.facts["collect"]) == ("edubadges", document)


@pytest.mark.parametrize("text", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://x.example/a"])
def test_other_addresses_are_not_links(text: str) -> None:
    assert code_of(text) == "format.not_a_credential_address"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "2130706433",
        "017700000001",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "10.0.0.8",
        "localhost",
        "printer",
        "nas.local",
        "a.internal",
        "169.254.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "[fe80::1]",
        "[fc00::1]",
    ],
)
def test_hosts_inside_this_network(host: str) -> None:
    with pytest.raises(WalletError) as caught:
        web_address.secure(f"https://{host}/x")
    assert caught.value.code == "format.unsafe_private_address"


@pytest.mark.parametrize("host", ["example.org", "8.8.8.8", "xn--bcher-kva.example", "[2606:4700::1111]", "a.b.co.uk"])
def test_public_hosts(host: str) -> None:
    assert web_address.secure(f"https://{host}/x").scheme == "https"
