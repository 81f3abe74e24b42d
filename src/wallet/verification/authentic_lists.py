"""Status lists are credentials too: their proof, key and period are checked before a bit in them is believed."""

from wallet.errors import MalformedError
from wallet.formats import detect
from wallet.formats.recognised import RecognisedCredential
from wallet.model.secured import Carrier, SecuredCredential
from wallet.ports import Document, Purpose
from wallet.verification import proving, status_tokens, validity
from wallet.verification.checks import Outcome
from wallet.verification.context import Context
from wallet.verification.dids.https_issuer import source_of
from wallet.verification.status.dialect import NotKnowableError, SignedList, StatusToken
from wallet.verification.trust import matching


class AuthenticLists:
    """The ``status.dialect.Lists`` of one verification."""

    def __init__(self, context: Context) -> None:
        """Fetch and verify with what ``context`` allows."""
        self._context = context

    def plain(self, url: str) -> Document:
        """Return an unsigned list."""
        return self._context.fetcher.get(url, purpose=Purpose.STATUS_LIST, accept="application/json")

    def signed(self, url: str, accept: str) -> SignedList:
        """Return the list at ``url`` after its proof, key and period were found in order.

        Raises:
            FetchError: it cannot be had.
            NotKnowableError: ``status.list_not_authentic`` (with the code of the check that says so),
                ``status.list_unreachable_key``, ``status.list_expired``, ``status.list_not_yet``.
            MalformedError: it is no credential.
        """
        fetched = self._context.fetcher.get(url, purpose=Purpose.STATUS_LIST, accept=accept)
        secured = _credential(fetched, self._context)
        proven = proving.prove(secured, self._context)
        status_tokens.require_passed(proven.checks)
        document = proven.document or secured.document
        period = validity.check(document, secured.claims, self._context.now)
        if period.outcome in (Outcome.FAILED, Outcome.UNKNOWN):
            code = "status.list_not_yet" if period.code == "validity.not_yet" else "status.list_expired"
            raise NotKnowableError(code, dict(period.facts))
        known = matching.find(proven.signer, self._context.known_issuers) is not None
        # The key that the list is believed by may be older than the list.
        sources = [source_of(fetched), *(check.source for check in proven.checks if check.source is not None)]
        oldest = min(sources, key=lambda source: source.retrieved_at)
        return SignedList(document, secured.claims, proven.signer, oldest, known)

    def token(self, url: str, issuer: str | None) -> StatusToken:
        """Return the Token Status List at ``url``.

        Raises:
            FetchError, MalformedError, NotKnowableError: as ``status_tokens.read``.
        """
        fetched = self._context.fetcher.get(url, purpose=Purpose.STATUS_LIST, accept=status_tokens.ACCEPT)
        return status_tokens.read(fetched, url, issuer, self._context)


def _credential(fetched: Document, context: Context) -> SecuredCredential:
    found = detect.recognise(fetched.body, name="", carrier=Carrier.URL, limits=context.limits)
    if not isinstance(found, RecognisedCredential):
        raise MalformedError("status.list_malformed")
    return found.secured
