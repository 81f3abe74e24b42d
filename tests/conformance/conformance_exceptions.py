"""Cases whose outcome is not met on purpose: path in the shared vectors -> the clause that justifies it.

At most 60 over all families. A case that starts to meet its outcome must leave the list.
"""

EXCEPTIONS: dict[str, str] = {
    "dcc/vc-test-fixtures/v1/ed25519/didKey/legacy-noStatus-noExpiry.json": (
        "The file in the set is empty (0 bytes). RFC 8259 section 2: a JSON text holds a value."
    ),
    "vc-jose-cose/walt-cli-vc/openbadgecredential_sample.signed.json": (
        "iss is did:key:z6Mkp7A…, the credential inside names issuer did:example:123. "
        "VCDM 1.1 section 6.3.1: iss MUST represent the issuer property."
    ),
    "vc-jose-cose/walt-cli-vp/openbadge_vc_type.jwt": (
        "The credential inside contradicts its iss as the one above. VCDM 1.1 section 6.3.1."
    ),
}
