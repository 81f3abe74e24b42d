"""A request for a presentation over VC-API (VCALM exchanges): interaction address, exchange, challenge, domain.

The request becomes the same ``PresentationRequest`` that OpenID4VP gives, so that the person is asked in one way.
Source: W3C CCG VC-API, sections "Exchanges" and "Interaction URL", and VPR 0.1 (QueryByExample, DIDAuthentication).
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from wallet.errors import MalformedError, UnreachableError, UnsupportedError
from wallet.exchange.client_identifier import ClientIdentifier, ClientIdPrefix
from wallet.exchange.dcql import ANY_FORMAT, CredentialQuery, DcqlQuery
from wallet.exchange.presentation_request import PresentationRequest, RequestProtocol, ResponseMode
from wallet.formats import strict_json, web_address
from wallet.formats.web_address import WebAddress
from wallet.ports import Answer, Fetcher, Purpose, Sender

_JSON = {"Content-Type": "application/json", "Accept": "application/json"}
_MOST_QUERIES = 50
_GENERIC = frozenset({"VerifiableCredential"})


def is_interaction(uri: str) -> bool:
    """Tell whether an address starts an interaction: ``interaction:…`` or an https address with ``iuv=1``."""
    return uri.startswith("interaction:") or "iuv=1" in urlsplit(uri).query.split("&")


def read(uri: str, fetcher: Fetcher, sender: Sender, *, allow_http_loopback: bool = False) -> PresentationRequest:
    """Follow an interaction to its exchange and return what is asked.

    Raises:
        MalformedError: ``request.query``, ``request.nonce``, ``request.client_mismatch`` …
        UnsupportedError: ``request.unsupported_exchange``.
        UnreachableError, FetchRefusedError: it cannot be reached.
    """
    address = web_address.secure(uri.removeprefix("interaction:"), allow_http_loopback=allow_http_loopback)
    document = fetcher.get(address.url, purpose=Purpose.METADATA, accept="application/json")
    protocols = strict_json.loads_object(document.body).get("protocols")
    target = protocols.get("vcapi") if isinstance(protocols, dict) else None
    if target is None:
        raise UnsupportedError("request.unsupported_exchange")
    exchange = web_address.secure(target, allow_http_loopback=allow_http_loopback)
    answer = sender.send("POST", exchange.url, body=b"{}", headers=_JSON)
    if answer.status != 200:
        raise UnreachableError("fetch.http_status", {"host": exchange.host, "status": str(answer.status)})
    asked = strict_json.loads_object(answer.body).get("verifiablePresentationRequest")
    if not isinstance(asked, dict):
        raise UnsupportedError("request.unsupported_exchange")
    return _request(asked, exchange)


def _request(asked: Mapping[str, Any], exchange: WebAddress) -> PresentationRequest:
    challenge, domain = asked.get("challenge"), asked.get("domain")
    if not isinstance(challenge, str) or not challenge:
        raise MalformedError("request.nonce")
    if not isinstance(domain, str) or _host(domain) != exchange.host:
        # An answer for another domain could be handed on there by whoever asks.
        raise MalformedError("request.client_mismatch", {"client": str(domain)[:200]})
    return PresentationRequest(
        client=ClientIdentifier(domain, ClientIdPrefix.PRE_REGISTERED, domain),
        signed=False,
        identity=None,
        response_mode=ResponseMode.DIRECT_POST,
        response_uri=exchange.url,
        host=exchange.host,
        nonce=challenge,
        state=None,
        query=_query(asked.get("query")),
        client_metadata={},
        protocol=RequestProtocol.VC_API,
    )


def _host(domain: str) -> str:
    return (urlsplit(domain if "://" in domain else f"//{domain}").hostname or "").lower()


def _query(source: Any) -> DcqlQuery:
    """Return the credentials that are asked for by example; proof of the holder's key is given in any case."""
    listed = source if isinstance(source, list) else [source]
    if not listed or len(listed) > _MOST_QUERIES or not all(isinstance(one, dict) for one in listed):
        raise MalformedError("request.query")
    found: list[CredentialQuery] = []
    for one in listed:
        if one.get("type") == "DIDAuthentication":
            continue
        if one.get("type") != "QueryByExample":
            raise UnsupportedError("request.unsupported_exchange")
        wanted = one.get("credentialQuery")
        for example in wanted if isinstance(wanted, list) else [wanted]:
            found.append(_example(example, len(found)))
    return DcqlQuery(tuple(found))


def _example(wanted: Any, number: int) -> CredentialQuery:
    example = wanted.get("example") if isinstance(wanted, dict) else None
    named = example.get("type") if isinstance(example, dict) else None
    kinds = [named] if isinstance(named, str) else named
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise MalformedError("request.query")
    kinds = [kind for kind in kinds if kind not in _GENERIC]
    meta = {"type_values": [kinds]} if kinds else {}
    return CredentialQuery(id=f"credential{number}", format=ANY_FORMAT, meta=meta, multiple=True)


def send(request: PresentationRequest, presentation: Mapping[str, Any], sender: Sender) -> Answer:
    """Send the presentation to the exchange."""
    body = json.dumps({"verifiablePresentation": presentation}, ensure_ascii=False).encode()
    return sender.send("POST", request.response_uri, body=body, headers=_JSON)
