"""``Ed25519Signature2020``: Ed25519 over RDF canonicalization, named by its own proof type (vc-di-eddsa appendix)."""

from wallet.verification.cryptosuites.suite import proof_value_suite, rdfc_payload
from wallet.verification.keys.public_key import KeyType

SUITE = proof_value_suite(
    "Ed25519Signature2020",
    payload=rdfc_payload,
    key_types=frozenset({KeyType.ED25519}),
    proof_type="Ed25519Signature2020",
)
