"""Answer a request (OpenID4VP): read it, show what is asked and what could be shown, send what was chosen, or say no.

Nothing is chosen beforehand, nothing is sent before the person has decided, and what is sent is exactly what was
shown: the disclosures that the query takes, less what the person hides.
"""

import base64
import copy
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from wallet.errors import UsageError
from wallet.exchange import dcql, presentation_response, vc_api
from wallet.exchange.dcql import Answer
from wallet.exchange.presentation_request import (
    PresentationRequest,
    RequestProtocol,
    RequestReader,
    RequestRefusedError,
    TransactionData,
)
from wallet.exchange.presentation_response import Sent
from wallet.formats import base64url, strict_json
from wallet.formats.disclosures import Expanded
from wallet.model.receipt import Receipt
from wallet.model.secured import SdJwt, SecuredCredential
from wallet.ports import Clock, Fetcher, Random, Sender
from wallet.services.changes import Changes
from wallet.services.holder import Holder
from wallet.services.holdings import Held, holding_of
from wallet.services.library import Library, Query, Shelf
from wallet.services.share_choice import secured_of
from wallet.sharing import presentation
from wallet.sharing.presentation import HolderKey, Terms
from wallet.sharing.sensitive import Sensitive, kind_of

if TYPE_CHECKING:
    from wallet.vault.receipts import Receipts

_PAGE = 500
_LONGEST_VALUE = 500
_CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"


@dataclass(frozen=True, slots=True)
class AskedClaim:
    """One thing that would be shown. ``optional`` where the person can still hide it and the query stays answered."""

    path: str
    name: str
    value: str
    sensitive: Sensitive | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A credential that answers one query, with what would be shown of it. ``whole`` where it cannot hide anything."""

    credential_id: str
    title: str
    state: str
    claims: tuple[AskedClaim, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class AskedCredential:
    """One credential query with the choices that answer it."""

    query_id: str
    required: bool
    multiple: bool
    holder_binding: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as the person sees it. ``known`` is the name from the person's own lists, if whoever signed is there.

    ``stated_name`` comes from the request itself and is never shown as checked.
    """

    request: PresentationRequest
    host: str
    identity: str | None
    known: str | None
    stated_name: str | None
    asked: tuple[AskedCredential, ...]
    agree_to: tuple[TransactionData, ...]
    satisfiable: bool


@dataclass(frozen=True, slots=True)
class Responded:
    """How it ended. ``receipt`` is nothing when the person declined."""

    sent: Sent
    receipt: Receipt | None
    changes: Changes


class KnownName(Protocol):
    """Looks an identifier up in the person's lists."""

    def __call__(self, identifier: str) -> str | None:
        """Return the name that a list gives this identifier, or nothing."""


class RespondService:
    """Built by the session."""

    def __init__(
        self,
        library: Library,
        holder: Holder,
        receipts: "Receipts",
        *,
        fetcher: Fetcher,
        sender: Sender,
        clock: Clock,
        random: Random,
        known_name: KnownName,
        allow_http_loopback: bool = False,
    ) -> None:
        """Answer from ``library`` with the keys of ``holder``; ``known_name`` looks an identifier up in the lists."""
        self._library = library
        self._holder = holder
        self._receipts = receipts
        self._sender = sender
        self._clock = clock
        self._random = random
        self._known_name = known_name
        self._fetcher = fetcher
        self._loopback = allow_http_loopback
        self._reader = RequestReader(fetcher, sender, random, allow_http_loopback=allow_http_loopback)

    # --- read ---------------------------------------------------------------------------------------------------

    def read(self, uri: str) -> Ask:
        """Return what is asked and what could be shown. A request by reference is fetched; nothing else is sent.

        Raises:
            MalformedError, UnsupportedError, FetchError: see ``presentation_request.RequestReader.read``. The site
                that just handed over a request that breaks the specification is told so, without a word about the
                person; nobody else is.
        """
        try:
            if vc_api.is_interaction(uri):
                request = vc_api.read(uri, self._fetcher, self._sender, allow_http_loopback=self._loopback)
            else:
                request = self._reader.read(uri)
        except RequestRefusedError as error:
            if error.sender_knows:
                presentation_response.report_error(error.response_uri, error.state, error.error, self._sender)
            raise
        held = self._held()
        matches = dcql.match(request.query, [one.holding for one in held.values()])
        required = _required(request)
        asked = tuple(
            AskedCredential(
                query_id=query.id,
                required=query.id in required,
                multiple=query.multiple,
                holder_binding=query.holder_binding,
                choices=tuple(self._choice(held[one.holding_id], one) for one in matches.answers[query.id]),
            )
            for query in request.query.credentials
        )
        return Ask(
            request=request,
            host=request.host,
            identity=request.identity,
            known=self._known_name(request.identity) if request.identity else None,
            stated_name=request.stated_name,
            asked=asked,
            agree_to=request.transaction_data,
            satisfiable=matches.satisfiable,
        )

    def _held(self) -> dict[str, Held]:
        found: dict[str, Held] = {}
        query = Query(shelf=Shelf.ALL)
        for offset in range(0, self._library.count(query), _PAGE):
            for card in self._library.page(query, offset=offset, limit=_PAGE):
                secured = secured_of(self._library.get(card.id))
                one = holding_of(card.id, secured, self._holder.ids) if secured is not None else None
                if one is not None:
                    found[card.id] = replace(one, title=card.title)
        return found

    def _choice(self, held: Held, answer: Answer) -> Choice:
        expanded = held.holding.expanded
        card = self._library.get(held.id).card
        if expanded is None:
            claims = tuple(_claim(place, held.holding.claims) for place in answer.shown)
            return Choice(held.id, held.title, card.state, claims, whole=True)
        places = sorted({expanded.places[position] for position in answer.disclosures} | set(answer.shown))
        claims = tuple(_claim(place, expanded.claims) for place in places)
        return Choice(held.id, held.title, card.state, claims, whole=False)

    # --- decide -------------------------------------------------------------------------------------------------

    def respond(
        self, ask: Ask, chosen: Mapping[str, Sequence[str]], *, hidden: Mapping[str, Sequence[str]] | None = None
    ) -> Responded:
        """Send what was chosen (query id -> credential ids), less the places that are ``hidden`` per credential id.

        Raises:
            UsageError: ``request.incomplete``: the choice does not answer what is required.
            UnreachableError, FetchRefusedError, UnsupportedError: it could not be sent.
        """
        request = ask.request
        if not dcql.complete(request.query, chosen):
            raise UsageError("request.incomplete")
        held = self._held()
        picked: list[_Picked] = []
        for query_id, ids in chosen.items():
            for credential_id in ids:
                answer = self._answer(request, query_id, held.get(credential_id), (hidden or {}).get(credential_id, ()))
                picked.append(_Picked(query_id, held[credential_id], answer))
        if request.protocol is RequestProtocol.VC_API:
            handed = self._one_presentation(request, picked)
            sent = presentation_response.said(vc_api.send(request, strict_json.loads_object(handed), self._sender))
        else:
            token: dict[str, list[Any]] = {}
            for one in picked:
                token.setdefault(one.query_id, []).append(self._present(request, one))
            handed = json.dumps(token, ensure_ascii=False)
            sent = presentation_response.send(request, token, self._sender)
        receipt = self._receipt(ask, picked, handed)
        self._receipts.add(receipt)
        return Responded(sent, receipt, Changes(receipts=True))

    def decline(self, ask: Ask) -> Responded:
        """Tell whoever asks no; they learn nothing else."""
        return Responded(presentation_response.refuse(ask.request, self._sender), None, Changes())

    def _answer(self, request: PresentationRequest, query_id: str, held: Held | None, hidden: Sequence[str]) -> Answer:
        query = request.query.get(query_id)
        if query is None or held is None:
            raise UsageError("request.incomplete")
        holding = replace(held.holding, claims=_without(held.holding.claims, hidden)) if hidden else held.holding
        answer = next(dcql.answers(query, [holding]), None)
        if answer is None:
            # What is hidden is what was asked for: the person can hide it or answer, not both.
            raise UsageError("request.incomplete")
        expanded = held.holding.expanded
        if expanded is None:
            if hidden:
                raise UsageError("share.claim_locked", {"claim": hidden[0]})
            return answer
        return replace(answer, disclosures=_visible(expanded, answer.disclosures, hidden))

    # --- present ------------------------------------------------------------------------------------------------

    def _one_presentation(self, request: PresentationRequest, picked: Sequence["_Picked"]) -> str:
        """Return the one presentation that an exchange of VC-API takes, with everything that was chosen."""
        shown = []
        for one in picked:
            secured = one.held.secured
            if isinstance(secured.envelope, SdJwt):
                issued = _disclosing(secured.envelope, one.held.holding.expanded, one.answer.disclosures)
                secured = replace(secured, raw=issued.encode("ascii"))
            shown.append(secured)
        did = next((one.held.holder_did for one in picked if one.held.holder_did), self._holder.id)
        holder = HolderKey(did, f"{did}#0", self._holder.signer(did))
        terms = Terms(created=self._clock.now(), nonce=request.nonce, audience=request.client.full)
        return presentation.sign(shown, holder, terms)

    def _present(self, request: PresentationRequest, picked: "_Picked") -> Any:
        query_id, held, answer = picked.query_id, picked.held, picked.answer
        query = request.query.get(query_id)
        bound = query is not None and query.holder_binding
        data = tuple(one for one in request.transaction_data if query_id in one.credential_ids)
        if isinstance(held.secured.envelope, SdJwt):
            issued = _disclosing(held.secured.envelope, held.holding.expanded, answer.disclosures)
            return self._with_key_binding(issued, request, held, data) if bound else issued
        if not bound:
            raw = held.secured.raw.decode("utf-8")
            return strict_json.loads(raw) if raw.lstrip().startswith("{") else raw.strip()
        terms = Terms(created=self._clock.now(), nonce=request.nonce, audience=request.client.full)
        holder = self._key(held)
        if query is not None and query.format == "ldp_vc":
            return strict_json.loads(presentation.sign([held.secured], holder, terms))
        return _presentation_jwt(held.secured, holder, terms)

    def _key(self, held: Held) -> HolderKey:
        did = held.holder_did or self._holder.id
        return HolderKey(did, f"{did}#0", self._holder.signer(did))

    def _with_key_binding(
        self, issued: str, request: PresentationRequest, held: Held, data: Sequence[TransactionData]
    ) -> str:
        terms = Terms(created=self._clock.now(), nonce=request.nonce, audience=request.client.full)
        more: dict[str, Any] = {}
        if data:
            more["transaction_data_hashes"] = [
                base64url.encode(hashlib.sha256(one.encoded.encode("ascii")).digest()) for one in data
            ]
            # Needed only where the request names algorithms; said always, since some verifiers ask for it always.
            more["transaction_data_hashes_alg"] = "sha-256"
        return presentation.bind(issued, self._key(held), terms, more=more)

    def _receipt(self, ask: Ask, picked: Sequence["_Picked"], handed: str) -> Receipt:
        return Receipt(
            id=base64.b32encode(self._random.token(10)).decode("ascii").lower(),
            made_at=self._clock.now(),
            form="answer",
            credential_ids=tuple(one.held.id for one in picked),
            titles=tuple(one.held.title for one in picked),
            receiver=ask.known or ask.host,
            purpose=ask.agree_to[0].title if ask.agree_to else "",
            expires_at=None,
            disclosed=tuple(_name(place) for one in picked for place in one.answer.shown),
            sha256=hashlib.sha256(handed.encode("utf-8")).hexdigest(),
        )


@dataclass(frozen=True, slots=True)
class _Picked:
    """One credential on its way into the answer."""

    query_id: str
    held: Held
    answer: Answer


def _required(request: PresentationRequest) -> frozenset[str]:
    if not request.query.sets:
        return frozenset(one.id for one in request.query.credentials)
    return frozenset(
        name for one in request.query.sets if one.required and len(one.options) == 1 for name in one.options[0]
    )


def _inside(place: str, outer: str) -> bool:
    return place == outer or place.startswith(f"{outer}/")


def _without(claims: Mapping[str, Any], hidden: Sequence[str]) -> dict[str, Any]:
    """Return the claims without the members at the ``hidden`` places, so that a query cannot be answered with them."""
    left: dict[str, Any] = copy.deepcopy(dict(claims))
    for place in hidden:
        node: Any = left
        *steps, last = [step.replace("~1", "/").replace("~0", "~") for step in place.split("/")[1:]] or [""]
        for step in steps:
            node = node.get(step) if isinstance(node, dict) else None
        if isinstance(node, dict):
            node.pop(last, None)
    return left


def _visible(expanded: Expanded, positions: Sequence[int], hidden: Sequence[str]) -> tuple[int, ...]:
    """Return the disclosures that show nothing of what is hidden."""
    return tuple(
        position for position in positions if not any(_inside(expanded.places[position], one) for one in hidden)
    )


def _name(place: str) -> str:
    """Return the name of the claim at a JSON pointer: its last step that is no number."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in place.split("/")[1:]]
    return next((step for step in reversed(steps) if not step.isdigit()), place)


def _claim(place: str, claims: Mapping[str, Any]) -> AskedClaim:
    value: Any = claims
    for step in place.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    name = _name(place)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:_LONGEST_VALUE]
    return AskedClaim(place, name, text, kind_of(name))


def _disclosing(parts: SdJwt, expanded: Expanded | None, positions: Sequence[int]) -> str:
    """Return the SD-JWT with exactly these disclosures, in the order in which they were issued."""
    if expanded is None:
        return parts.presented
    chosen = tuple(text for position, text in enumerate(parts.disclosures) if position in set(positions))
    return SdJwt(parts.jws, parts.issuer_jwt, chosen).presented


def _presentation_jwt(secured: SecuredCredential, holder: HolderKey, terms: Terms) -> str:
    """Return a VP-JWT: with a ``vp`` claim for credentials of VCDM 1.1, as ``vp+jwt`` for later ones."""
    contexts = secured.document.get("@context")
    first = contexts[0] if isinstance(contexts, list) and contexts else contexts
    if first == _CREDENTIALS_V1:
        return presentation.sign_jwt_1_1([secured], holder, terms)
    return presentation.sign_jwt([secured], holder, terms)
