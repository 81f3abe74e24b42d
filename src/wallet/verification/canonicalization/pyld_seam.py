"""Where PyLD is touched: how it gets contexts, what it raises, and what of it is not used."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdError
from pyld.resolved_context import ResolvedContext

from wallet.errors import MalformedError, UnsafeInputError, UnsupportedError, WalletError
from wallet.verification.canonicalization.contexts import ContextSet

UNDEFINED = "x-undefined:"
BASE = f"{UNDEFINED}//relative/"
"""The base that PyLD is given, so that whatever was relative can be recognised by its scheme in what comes out."""


class Resolver(ContextResolver):  # type: ignore[misc]
    """Resolves context URLs from the set; hands out fresh wrappers, so that PyLD's own caches are never used.

    Those caches ignore whether protected terms may be overridden, so that a permitted use could open a forbidden one.
    """

    def __init__(self, contexts: ContextSet) -> None:
        def load(url: str, options: Any) -> dict[str, Any]:
            return {"contextUrl": None, "documentUrl": url, "document": contexts.document(url), "tag": None}

        super().__init__({}, load)

    def resolve(self, active_ctx: Any, context: Any, base: Any, cycles: Any = None) -> list[ResolvedContext]:
        """Return what PyLD resolves, in wrappers without a past."""
        found = super().resolve(active_ctx, context, base, cycles)
        return [ResolvedContext(entry.document) for entry in found]


def wallet_cause(error: BaseException | None) -> WalletError | None:
    """Return the refusal that PyLD wrapped into an error of its own, if there is one."""
    while error is not None and not isinstance(error, WalletError):
        error = error.__cause__
    return error


def refuse_import(context: Any, depth: int = 0) -> None:
    """Refuse @import: PyLD writes into the imported context, and no context in use needs it.

    Raises:
        UnsupportedError: ``proof.unsupported_context``.
    """
    if depth > 32:
        raise UnsafeInputError("format.unsafe_depth")
    if isinstance(context, dict):
        if "@import" in context:
            raise UnsupportedError("proof.unsupported_context", {"url": str(context["@import"])[:200]})
        for value in context.values():
            refuse_import(value, depth + 1)
    elif isinstance(context, list):
        for value in context:
            refuse_import(value, depth + 1)


PYLD_ERRORS = (JsonLdError, KeyError, TypeError, AttributeError, ValueError, IndexError, SyntaxWarning)
"""What PyLD raises for documents and contexts that break the rules, its own errors and the ones it stumbles into."""


@contextmanager
def warnings_refuse() -> Iterator[None]:
    """Turn PyLD's warnings about ignored terms into errors: what is ignored is not signed."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", SyntaxWarning)
        yield


def context_error(error: BaseException) -> MalformedError:
    """Return the refusal for what PyLD raised about a document or context."""
    reason = str(getattr(error, "code", None) or type(error).__name__)
    return MalformedError("format.jsonld_context", {"url": "", "reason": reason})
