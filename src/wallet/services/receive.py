"""Accept an offer (OpenID4VCI): show who offers what, fetch it with the person's consent, judge it, then keep it.

What arrives is verified like anything else that is handed over, before it can be added. Nothing is sent before the
person agreed, except the questions for the offer and for what the issuer says of itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec

from wallet.errors import EnvironmentFailedError, UnsupportedError, WalletError
from wallet.exchange import credential_offer, openid4vci
from wallet.exchange.credential_offer import Configuration, CredentialOffer, IssuerMetadata, TransactionCode
from wallet.exchange.openid4vci import Access, Exchange, HolderKey, Issued, Pending
from wallet.model.language import pick
from wallet.services.holder import Holder
from wallet.services.inbox import Candidate, Inbox
from wallet.services.source import from_bytes, from_text
from wallet.services.verify import VerifyService
from wallet.verification.dids import resolver
from wallet.verification.keys import jwk
from wallet.verification.keys.signer import KeySigner
from wallet.verification.verdict import State

_MAX_POLLS = 6
_LONGEST_WAIT = 10


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer that was looked at. ``host`` is who offers; ``known`` whether that host belongs to a known issuer.

    ``issuer_name`` and ``names`` are what the issuer says itself. ``code`` is set where the institution sends a code
    by another way: it goes to ``code_host`` and nowhere else. ``needs_login`` where this wallet cannot accept it.
    """

    host: str
    known: bool
    issuer_name: str
    names: tuple[str, ...]
    code: TransactionCode | None
    code_host: str
    needs_login: bool
    offer: CredentialOffer
    metadata: IssuerMetadata


@dataclass(frozen=True, slots=True)
class Received:
    """What arrived, judged. ``told`` lets the issuer know what became of it, where it asked to be told."""

    candidates: tuple[Candidate, ...]
    told: Callable[[bool], None]


class ReceiveService:
    """Works with an open wallet."""

    def __init__(self, verify: VerifyService, holder: Holder, inbox: Inbox) -> None:
        """Fetch and send as ``verify`` may, bind to the keys of ``holder``, judge with ``inbox``."""
        self._verify = verify
        self._holder = holder
        self._inbox = inbox

    def read(self, uri: str, *, lang: str = "en") -> Offered:
        """Return who offers what. Only the offer and public metadata are fetched.

        Raises:
            UnsupportedError: ``offer.not_an_offer``, ``offer.unknown_configuration`` …
            MalformedError: ``offer.malformed``, ``offer.metadata`` …
            UnreachableError, FetchRefusedError: the host cannot be had.
        """
        report = self._verify.inspect_one(from_text(uri)).report
        loopback = self._verify.outside.options.allow_http_loopback
        if report.verdict.state is not State.CONSENT_REQUIRED and not loopback:
            raise UnsupportedError(report.checks[0].code if report.checks else "offer.not_an_offer")
        fetcher = self._verify.fetcher
        offer = credential_offer.read(uri, fetcher)
        metadata = credential_offer.metadata(offer, fetcher)
        configurations = [metadata.configurations[name] for name in offer.configuration_ids]
        return Offered(
            host=offer.host,
            known=report.facts.get("known") == "yes",
            issuer_name=pick(metadata.names, lang),
            names=tuple(pick(one.names, lang) or one.id for one in configurations),
            code=offer.transaction_code,
            code_host=credential_offer.host_of(metadata.token_endpoint),
            needs_login=offer.code is None,
            offer=offer,
            metadata=metadata,
        )

    def receive(
        self, offered: Offered, *, wait: Callable[[int], None], transaction_code: str | None = None
    ) -> Received:
        """Fetch everything that was offered and judge it; changes nothing in the wallet.

        ``wait`` lets some seconds pass where the issuer is not ready yet.

        Raises:
            UsageError: ``offer.tx_code_needed``, ``offer.tx_code_wrong``.
            UnsupportedError: ``offer.needs_login``, ``offer.unsupported_proof``.
            EnvironmentFailedError: ``offer.not_ready``: it takes longer than a person waits.
            RefusedByIssuerError: ``offer.refused``.
            UnreachableError, FetchRefusedError, MalformedError: as the protocol goes.
        """
        outside = self._verify.outside
        exchange = Exchange(
            offered.offer, offered.metadata, sender=outside.sender, random=outside.random, now=outside.clock.now()
        )
        # A key of its own for this token: it must not link this reception to any other.
        token_key = _throwaway_key()
        access = exchange.access(transaction_code, token_key)
        issued = [
            self._one(exchange, offered.metadata.configurations[name], access, token_key, wait)
            for name in offered.offer.configuration_ids
        ]
        return Received(self._judged(offered, issued), lambda kept: _tell(exchange, issued, access, token_key, kept))

    def _one(
        self,
        exchange: Exchange,
        configuration: Configuration,
        access: Access,
        token_key: HolderKey,
        wait: Callable[[int], None],
    ) -> Issued:
        answer = exchange.credential(configuration, access, self._key(configuration), token_key)
        for _ in range(_MAX_POLLS):
            if isinstance(answer, Issued):
                return answer
            wait(min(answer.interval, _LONGEST_WAIT))
            answer = exchange.deferred(answer, access, token_key)
        if isinstance(answer, Pending):
            raise EnvironmentFailedError("offer.not_ready")
        return answer

    def _key(self, configuration: Configuration) -> HolderKey | None:
        kind = openid4vci.key_type_for(configuration)
        if kind is None:
            return None
        did, signer = self._holder.signer_of(kind)
        # did:jwk needs no network: the identifier is the key.
        (method,) = resolver.resolve(did, self._verify.fetcher).methods
        if method.key is None:
            raise UnsupportedError("offer.unsupported_proof", {"id": configuration.id})
        return HolderKey(signer, jwk.encode(method.key), did)

    def _judged(self, offered: Offered, issued: Sequence[Issued]) -> tuple[Candidate, ...]:
        sources = [from_bytes(credential, label=offered.host) for one in issued for credential in one.credentials]
        return self._inbox.read(sources)


def _throwaway_key() -> HolderKey:
    signer = KeySigner(ec.generate_private_key(ec.SECP256R1()))
    return HolderKey(signer, jwk.encode(signer.public_key), "")


def _tell(exchange: Exchange, issued: Sequence[Issued], access: Access, key: HolderKey, kept: bool) -> None:
    event = "credential_accepted" if kept else "credential_deleted"
    for one in issued:
        try:
            exchange.notify(one, event, access, key)
        except WalletError:
            continue
