"""``ecdsa-rdfc-2019``: ECDSA with P-256 or P-384 over RDF canonicalization (W3C vc-di-ecdsa section 3.2).

With P-384 everything that is hashed is hashed with SHA-384, the canonicalization itself too.
"""

from wallet.verification.cryptosuites.suite import proof_value_suite, rdfc_payload
from wallet.verification.keys.public_key import KeyType

SUITE = proof_value_suite("ecdsa-rdfc-2019", payload=rdfc_payload, key_types=frozenset({KeyType.P256, KeyType.P384}))
