"""``eddsa-jcs-2022``: Ed25519 over JSON canonicalization (W3C vc-di-eddsa section 3.3)."""

from wallet.verification.cryptosuites.suite import jcs_payload, proof_value_suite
from wallet.verification.keys.public_key import KeyType

SUITE = proof_value_suite("eddsa-jcs-2022", payload=jcs_payload, key_types=frozenset({KeyType.ED25519}))
