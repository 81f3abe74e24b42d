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
    "vc-jose-cose/w3c-spec-examples/16-L2383-Presentation.json": (
        "The enveloped tokens are elided with dots in the text of the Recommendation; RFC 2397: a data: address "
        "carries its data, RFC 7515 section 7.1: three base64url parts."
    ),
    "open-badges-2/1edtech-validator/redirected-validation-subject.json": (
        "The file holds // comments. RFC 8259 section 2: JSON has none."
    ),
    "status-lists/bitstring-status-list/ssi/local-status-list-credential.jsonld": (
        "A credential without issuer. VCDM 2.0 section 4.7: it MUST have one."
    ),
    "status-lists/token-status-list/draft-examples/status_list_jwt.txt": (
        "Header and payload printed one under the other, no JWT. RFC 7519 section 3, RFC 8259 section 2."
    ),
    "sd-jwt/collected-tokens/eudi-SdJwtVerifierVerifyIssuanceTest/01-L113-jwt.txt": (
        "The signature is cut off (a length that base64url cannot have). RFC 7515 section 2, RFC 4648 section 5."
    ),
    "sd-jwt/collected-tokens/walt-SDJwtTest/03-L154-kbJwt.txt": (
        "A key binding JWT by itself is no credential. RFC 9901 section 4.3: it follows the SD-JWT it is made for."
    ),
    "europe/dc4eu-pilot/formal-education/examples/EUHED/euhed-highereducation-diploma-signed-john-doe.json": (
        "The proof names a type that no specification defines (JAdES-D-Zero). VC Data Integrity section 4.5: a proof "
        "type that is not known cannot be verified; contract section 3: UNSUPPORTED."
    ),
    "europe/dc4eu-pilot/formal-education/examples/EUHETOR/euhetor-highereducation-transcriptofrecordst-signed-john-doe.json": (  # noqa: E501
        "The proof names a type that no specification defines (Ed25519Signature ensayo18), as the one above."
    ),
    "europe/edc/eseal/json_to_seal.json": (
        "A presentation without any credential. Contract section 3: with no items it is MALFORMED."
    ),
    "europe/ebsi4austria/diploma-tu-graz.jwt": (
        "A JWT of free claims without vc. VCDM 1.1 section 6.3.1: a credential as JWT carries the vc claim."
    ),
    "blockcerts/cert-verifier-js/v3/mocknet-vc-v2-name-description-multilingual.json": (
        "The direction of a text is outside what was hashed. JSON-LD 1.1 API section 8.6: with rdfDirection null it is "
        "lost; contract section 3: what is outside the signature is UNSIGNED_CONTENT."
    ),
    "blockcerts/cert-verifier-js/v2/mainnet-valid-2.0.json": (
        "An inline context names words (metadataJson) by an IRI that does not hold them. Contract section 3: a context "
        "that is not in the package makes it UNSUPPORTED."
    ),
    "vcdm2-structure/w3c-vc-data-model-2.0-test-suite/presentation-id-ok.json": (
        "A presentation without any credential. Contract section 3: with no items it is MALFORMED."
    ),
    "vcdm2-structure/w3c-vc-data-model-2.0-test-suite/presentation-optional-type-ok.json": (
        "A presentation without any credential, as the one above."
    ),
}
