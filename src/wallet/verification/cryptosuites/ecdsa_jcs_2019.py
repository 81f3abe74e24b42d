"""``ecdsa-jcs-2019``: ECDSA with P-256 or P-384 over JSON canonicalization (W3C vc-di-ecdsa section 3.3)."""

from wallet.verification.cryptosuites.suite import jcs_payload, proof_value_suite
from wallet.verification.keys.public_key import KeyType

SUITE = proof_value_suite("ecdsa-jcs-2019", payload=jcs_payload, key_types=frozenset({KeyType.P256, KeyType.P384}))
