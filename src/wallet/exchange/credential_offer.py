"""A credential offer and the metadata of who offers (OpenID4VCI 1.0 sections 4.1 and 12.2), read and nothing sent.

An offer is unsigned: whoever shows it may have made it. What counts is the host, and that is what a person is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from wallet.errors import MalformedError, UnsupportedError
from wallet.formats import query, strict_json
from wallet.ports import Fetcher, Purpose

PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
_JSON = "application/json"
_LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class TransactionCode:
    """The code that the institution sends by another way. ``length`` 0 where it does not say."""

    numeric: bool = True
    length: int = 0
    description: str = ""


@dataclass(frozen=True, slots=True)
class CredentialOffer:
    """What is offered and how it is fetched. ``code`` is None where a person would have to log in at the issuer."""

    issuer: str
    configuration_ids: tuple[str, ...]
    code: str | None
    transaction_code: TransactionCode | None = None
    authorization_server: str | None = None

    @property
    def host(self) -> str:
        """Return the host that offers, which is all that is known for certain."""
        return host_of(self.issuer)


@dataclass(frozen=True, slots=True)
class Configuration:
    """One kind of credential that the issuer gives. ``algorithms``: None where it is not bound to a key."""

    id: str
    format: str
    names: Mapping[str, str]
    algorithms: tuple[str, ...] | None
    binding_methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuerMetadata:
    """The addresses of an issuer and what it gives."""

    issuer: str
    credential_endpoint: str
    nonce_endpoint: str | None
    deferred_endpoint: str | None
    notification_endpoint: str | None
    token_endpoint: str
    names: Mapping[str, str]
    configurations: Mapping[str, Configuration]
    dpop_algorithms: tuple[str, ...] = ()


def host_of(url: str) -> str:
    """Return the host of an address, or nothing."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(holder: Mapping[str, Any], name: str) -> str | None:
    value = holder.get(name)
    return value if isinstance(value, str) and value else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _get(url: str, fetcher: Fetcher) -> dict[str, Any]:
    return strict_json.loads_object(fetcher.get(url, purpose=Purpose.METADATA, accept=_JSON).body)


def read(text: str, fetcher: Fetcher) -> CredentialOffer:
    """Return the offer in an offer address; one by reference is fetched.

    Raises:
        MalformedError: ``offer.malformed`` and what reading JSON raises.
        UnreachableError, FetchRefusedError: the offer by reference cannot be had.
    """
    found = query.parameters(text.strip())
    value, reference = found.get("credential_offer"), found.get("credential_offer_uri")
    if (value is None) == (reference is None):
        raise MalformedError("offer.malformed")
    return _offer(strict_json.loads_object(value) if value is not None else _get(reference or "", fetcher))


def _offer(content: Mapping[str, Any]) -> CredentialOffer:
    issuer = _text(content, "credential_issuer")
    ids = _texts(content.get("credential_configuration_ids"))
    if issuer is None or not ids or len(set(ids)) != len(ids):
        raise MalformedError("offer.malformed")
    grant = _object(_object(content.get("grants")).get(PRE_AUTHORIZED))
    code = _text(grant, "pre-authorized_code")
    return CredentialOffer(
        issuer=issuer,
        configuration_ids=ids,
        code=code,
        transaction_code=_transaction_code(grant) if code else None,
        authorization_server=_text(grant, "authorization_server"),
    )


def _transaction_code(grant: Mapping[str, Any]) -> TransactionCode | None:
    # An empty object still means that a code is needed.
    if not isinstance(grant.get("tx_code"), dict):
        return None
    stated = _object(grant["tx_code"])
    length = stated.get("length")
    return TransactionCode(
        numeric=stated.get("input_mode", "numeric") != "text",
        length=length if isinstance(length, int) and 0 < length < 100 else 0,
        description=(_text(stated, "description") or "")[:_LONGEST_TEXT],
    )


def well_known(identifier: str, name: str) -> str:
    """Return the address of a metadata document: the name goes between host and path (RFC 8414 section 3.1)."""
    parts = urlsplit(identifier)
    path = parts.path.rstrip("/")
    return f"{parts.scheme}://{parts.netloc}/.well-known/{name}{path}"


def metadata(offer: CredentialOffer, fetcher: Fetcher) -> IssuerMetadata:
    """Return what the issuer says of itself and of the server that gives tokens.

    Raises:
        MalformedError: ``offer.metadata``: it is not about this issuer, or lacks what it must have.
        UnsupportedError: ``offer.unknown_configuration``: the offer names a kind that the issuer does not.
        UnreachableError, FetchRefusedError: it cannot be had.
    """
    stated = _get(well_known(offer.issuer, "openid-credential-issuer"), fetcher)
    endpoint = _text(stated, "credential_endpoint")
    if stated.get("credential_issuer") != offer.issuer or endpoint is None:
        raise MalformedError("offer.metadata", {"host": offer.host})
    if _object(stated.get("credential_response_encryption")).get("encryption_required") is True:
        raise UnsupportedError("offer.unsupported_encryption", {"host": offer.host})
    server = _server(offer, stated, fetcher)
    token_endpoint = _text(server, "token_endpoint")
    if token_endpoint is None:
        raise MalformedError("offer.metadata", {"host": offer.host})
    return IssuerMetadata(
        issuer=offer.issuer,
        credential_endpoint=endpoint,
        nonce_endpoint=_text(stated, "nonce_endpoint"),
        deferred_endpoint=_text(stated, "deferred_credential_endpoint"),
        notification_endpoint=_text(stated, "notification_endpoint"),
        token_endpoint=token_endpoint,
        names=_names(stated.get("display")),
        configurations=_configurations(offer, _object(stated.get("credential_configurations_supported"))),
        dpop_algorithms=_texts(server.get("dpop_signing_alg_values_supported")),
    )


def _server(offer: CredentialOffer, stated: Mapping[str, Any], fetcher: Fetcher) -> Mapping[str, Any]:
    servers = _texts(stated.get("authorization_servers")) or (offer.issuer,)
    chosen = offer.authorization_server or servers[0]
    if chosen not in servers:
        # A server that the issuer does not name could be anyone's: the code would be given away.
        raise MalformedError("offer.metadata", {"host": offer.host})
    server = _get(well_known(chosen, "oauth-authorization-server"), fetcher)
    if server.get("issuer") != chosen:
        raise MalformedError("offer.metadata", {"host": offer.host})
    return server


def _names(display: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in display if isinstance(display, list) else []:
        name = _text(_object(one), "name")
        if name:
            found.setdefault(_text(_object(one), "locale") or "und", name[:_LONGEST_TEXT])
    return found


def _configurations(offer: CredentialOffer, supported: Mapping[str, Any]) -> dict[str, Configuration]:
    found = {}
    for name in offer.configuration_ids:
        stated = _object(supported.get(name))
        kind = _text(stated, "format")
        if kind is None:
            raise UnsupportedError("offer.unknown_configuration", {"id": name, "host": offer.host})
        display = _object(stated.get("credential_metadata")).get("display", stated.get("display"))
        proofs = _object(stated.get("proof_types_supported"))
        algorithms = _texts(_object(proofs.get("jwt")).get("proof_signing_alg_values_supported")) if proofs else None
        methods = _texts(stated.get("cryptographic_binding_methods_supported"))
        found[name] = Configuration(name, kind, _names(display), algorithms, methods)
    return found
