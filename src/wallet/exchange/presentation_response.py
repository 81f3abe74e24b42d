"""The answer to a request (OpenID4VP 1.0 section 8): vp_token by direct_post, encrypted where it is asked for.

Nothing is sent before the person has decided; "no" and "I have nothing like that" are the same answer.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from joserfc import jwe
from joserfc.jwk import ECKey

from wallet.errors import UnreachableError, UnsupportedError, WalletError
from wallet.exchange.presentation_request import PresentationRequest, RequestProtocol, ResponseMode
from wallet.formats import strict_json
from wallet.ports import Answer, Sender

_ENCRYPTIONS = ("A256GCM", "A128GCM")
_CURVES = frozenset({"P-256", "P-384", "P-521"})


@dataclass(frozen=True, slots=True)
class Sent:
    """What the verifier said. ``continue_at`` is an https address to open in the browser, if it gave one."""

    accepted: bool
    status: int
    continue_at: str | None = None


def _key(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return the key to encrypt to: the first of the verifier's keys that is meant for it and can be used."""
    keys = metadata.get("jwks", {}).get("keys") if isinstance(metadata.get("jwks"), dict) else None
    for key in keys if isinstance(keys, list) else []:
        meant = isinstance(key, dict) and key.get("use", "enc") == "enc" and key.get("alg", "ECDH-ES") == "ECDH-ES"
        if meant and key.get("kty") == "EC" and key.get("crv") in _CURVES:
            return {name: value for name, value in key.items() if name in ("kty", "crv", "x", "y", "kid")}
    raise UnsupportedError("request.unsupported_encryption")


def encrypt(payload: Mapping[str, Any], metadata: Mapping[str, Any]) -> str:
    """Return the response as a JWE for the verifier's key (section 8.3: ECDH-ES, A128GCM unless it says otherwise).

    Raises:
        UnsupportedError: ``request.unsupported_encryption``.
    """
    key = _key(metadata)
    offered = metadata.get("encrypted_response_enc_values_supported", ["A128GCM"])
    encryption = next((one for one in _ENCRYPTIONS if isinstance(offered, list) and one in offered), None)
    if encryption is None:
        raise UnsupportedError("request.unsupported_encryption")
    header = {"alg": "ECDH-ES", "enc": encryption}
    if isinstance(key.get("kid"), str):
        header["kid"] = key["kid"]
    registry = jwe.JWERegistry(algorithms=["ECDH-ES", encryption])
    # A portfolio of several pictures is larger than the registry expects.
    registry.max_ciphertext_length = 8 << 20
    public = ECKey.import_key({name: value for name, value in key.items() if name != "kid"})
    return jwe.encrypt_compact(header, json.dumps(payload).encode(), public, registry=registry)


def _post(request: PresentationRequest, form: Mapping[str, str], sender: Sender) -> Answer:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    return sender.send("POST", request.response_uri, body=urlencode(form).encode(), headers=headers)


def send(request: PresentationRequest, vp_token: Mapping[str, Sequence[Any]], sender: Sender) -> Sent:
    """Send the answer.

    ``vp_token`` maps each credential query's id to its presentations (section 8.1).

    Raises:
        UnsupportedError: ``request.unsupported_encryption``.
        UnreachableError, FetchRefusedError: the verifier cannot be reached.
    """
    token = {name: list(presentations) for name, presentations in vp_token.items()}
    if request.response_mode is ResponseMode.DIRECT_POST_JWT:
        payload: dict[str, Any] = {"vp_token": token}
        if request.state is not None:
            payload["state"] = request.state
        form = {"response": encrypt(payload, request.client_metadata)}
    else:
        form = {"vp_token": json.dumps(token)}
        if request.state is not None:
            form["state"] = request.state
    answer = _post(request, form, sender)
    return Sent(answer.status == 200, answer.status, _continue_at(answer))


def said(answer: Answer) -> Sent:
    """Return what a server answered to an answer."""
    return Sent(answer.status == 200, answer.status, _continue_at(answer))


def refuse(request: PresentationRequest, sender: Sender) -> Sent:
    """Tell the verifier no (``access_denied``), the same whether the person declined or has nothing to show.

    An exchange of VC-API knows no "no": nothing is sent, and it runs out by itself.
    """
    if request.protocol is RequestProtocol.VC_API:
        return Sent(accepted=True, status=0)
    form = {"error": "access_denied"}
    if request.state is not None:
        form["state"] = request.state
    answer = _post(request, form, sender)
    return Sent(answer.status == 200, answer.status, _continue_at(answer))


def report_error(response_uri: str, state: str | None, error: str, sender: Sender) -> None:
    """Tell the sender of an unsound request what is wrong with it; it does not matter whether it hears."""
    form = {"error": error} if state is None else {"error": error, "state": state}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        sender.send("POST", response_uri, body=urlencode(form).encode(), headers=headers)
    except UnreachableError:
        return


def _continue_at(answer: Answer) -> str | None:
    if answer.status != 200 or not answer.body:
        return None
    try:
        reply = strict_json.loads_object(answer.body)
    except WalletError:
        # Whatever else a server says after the answer is not our concern.
        return None
    address = reply.get("redirect_uri", reply.get("redirectUrl"))
    if not isinstance(address, str) or urlsplit(address).scheme not in ("http", "https"):
        return None
    return address
