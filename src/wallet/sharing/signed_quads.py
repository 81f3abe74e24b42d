"""The N-Quads that an RDF-canonicalized proof signed, for a page that has no JSON-LD engine (contract section 5).

Options and document exactly as they are hashed; a page shows what *these* say and nothing else.
"""

from wallet.errors import WalletError
from wallet.model.secured import SecuredCredential, Securing
from wallet.sharing.page import SignedQuads
from wallet.verification.canonicalization.contexts import context_set
from wallet.verification.cryptosuites.suite import Reading, options_of
from wallet.verification.keys import multibase

_SUITES = frozenset({"eddsa-rdfc-2022", "ecdsa-rdfc-2019"})
_P384_SIGNATURE = 96


def of(credential: SecuredCredential) -> SignedQuads | None:
    """Return the N-Quads of a credential with one proof of these suites; nothing for any other."""
    if credential.securing is not Securing.DATA_INTEGRITY:
        return None
    proof = credential.document.get("proof")
    if isinstance(proof, list) and len(proof) == 1:
        proof = proof[0]
    if not isinstance(proof, dict) or proof.get("cryptosuite") not in _SUITES:
        return None
    document = {name: value for name, value in credential.document.items() if name != "proof"}
    options = {**options_of(proof), "@context": document.get("@context")}
    reading = Reading(context_set({}))
    try:
        # P-384 runs the whole canonicalization with SHA-384 (vc-di-ecdsa section 3.2.3).
        size = len(multibase.decode(str(proof.get("proofValue"))))
        named = "sha384" if size == _P384_SIGNATURE else "sha256"
        return SignedQuads(
            reading.canonical(options, named).decode("utf-8"), reading.canonical(document, named).decode("utf-8")
        )
    except WalletError:
        # A page without them says that this credential needs the app.
        return None
