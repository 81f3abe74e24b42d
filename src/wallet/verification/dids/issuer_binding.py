"""Whether the key that signed is one that the issuer's own identifier offers (contract section 3, ISSUER_KEY)."""

from collections.abc import Callable

from wallet.errors import FetchError, KeyNotListedError, MalformedError, UnsupportedError, WalletError
from wallet.ports import Fetcher
from wallet.verification.checks import Check, CheckKind, Outcome, Source, failed, not_applicable, passed, unknown
from wallet.verification.dids import methods_of
from wallet.verification.dids.document import DidDocument, Relationship, VerificationMethod
from wallet.verification.keys.public_key import PublicKey

_KIND = CheckKind.ISSUER_KEY

Resolve = Callable[[str, Fetcher], DidDocument]
"""From an issuer identifier to its keys."""


def check(
    issuer: str | None,
    method: VerificationMethod,
    fetcher: Fetcher,
    *,
    source: Source | None = None,
    purpose: Relationship = Relationship.ASSERTION_METHOD,
    resolve: Resolve = methods_of.document_of,
) -> Check:
    """Return the ISSUER_KEY check for a method found by ``methods_of.verification_method``.

    ``issuer`` None means there is no issuer to compare with (a presentation): NOT_APPLICABLE.
    """
    if issuer is None:
        return not_applicable(_KIND, "issuer_key.no_issuer")
    # The id alone says nothing: a document can describe a key under the name of a key of somebody else.
    own = method.described_in == issuer == method.id.partition("#")[0]
    if own and method.relationships:
        if purpose in method.relationships:
            return passed(_KIND, "issuer_key.listed", source=source, issuer=issuer, method=method.id)
        return failed(_KIND, "issuer_key.not_for_purpose", source=source, issuer=issuer, method=method.id)
    if method.key is None:
        return unknown(_KIND, "issuer_key.unsupported_key", source=source, issuer=issuer, method=method.id)
    return of_key(issuer, method.key, fetcher, purpose=purpose, method_id=method.id, resolve=resolve)


def of_key(
    issuer: str,
    key: PublicKey,
    fetcher: Fetcher,
    *,
    purpose: Relationship = Relationship.ASSERTION_METHOD,
    method_id: str = "",
    resolve: Resolve = methods_of.document_of,
) -> Check:
    """Return the ISSUER_KEY check for a key that came from elsewhere: is it among the issuer's own?"""
    facts = {"issuer": issuer, "method": method_id}
    try:
        document = resolve(issuer, fetcher)
    except UnsupportedError as error:
        # An issuer named by urn:, e-mail or plain text offers no keys; an unknown DID method might.
        code = "issuer_key.no_keys" if error.code == "did.no_document" else "issuer_key.unsupported_method"
        return Check(_KIND, Outcome.UNKNOWN, code, facts)
    except KeyNotListedError as error:
        return Check(_KIND, Outcome.FAILED, "issuer_key.document_mismatch", {**facts, **error.facts})
    except FetchError as error:
        return Check(_KIND, Outcome.UNKNOWN, "issuer_key.unreachable", {**facts, **error.facts})
    except MalformedError:
        # A web page in the place of keys offers no keys.
        return Check(_KIND, Outcome.UNKNOWN, "issuer_key.no_keys", facts)
    except WalletError as error:
        return Check(_KIND, Outcome.FAILED, "issuer_key.unusable", {**facts, **error.facts})
    return _among(document, key, purpose, facts)


def _among(document: DidDocument, key: PublicKey, purpose: Relationship, facts: dict[str, str]) -> Check:
    source = document.source
    if not any(method.key for method in document.methods):
        return Check(_KIND, Outcome.UNKNOWN, "issuer_key.no_keys", facts, source)
    # Whether a key with an end may still sign is decided under its own name; under another name it would escape that.
    same = [one for one in document.methods if one.key == key and not (one.revoked or one.expires)]
    if any(purpose in method.relationships for method in same):
        return Check(_KIND, Outcome.PASSED, "issuer_key.listed", facts, source)
    code = "issuer_key.not_for_purpose" if same else "issuer_key.not_listed"
    return Check(_KIND, Outcome.FAILED, code, facts, source)
