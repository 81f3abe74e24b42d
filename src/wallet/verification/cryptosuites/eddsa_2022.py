"""``eddsa-2022``: the name that ``eddsa-rdfc-2022`` had in drafts until 2023; the bytes are the same."""

from wallet.verification.cryptosuites.suite import proof_value_suite, rdfc_payload
from wallet.verification.keys.public_key import KeyType

SUITE = proof_value_suite("eddsa-2022", payload=rdfc_payload, key_types=frozenset({KeyType.ED25519}))
