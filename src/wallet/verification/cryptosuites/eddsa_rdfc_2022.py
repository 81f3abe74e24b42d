"""``eddsa-rdfc-2022``: Ed25519 over RDF canonicalization (W3C vc-di-eddsa section 3.2)."""

from wallet.verification.cryptosuites.suite import proof_value_suite, rdfc_payload
from wallet.verification.keys.public_key import KeyType

SUITE = proof_value_suite("eddsa-rdfc-2022", payload=rdfc_payload, key_types=frozenset({KeyType.ED25519}))
