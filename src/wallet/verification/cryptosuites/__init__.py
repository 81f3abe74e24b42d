"""One file per cryptosuite, each with its ``SUITE``; a new one is one file and one line here."""

from wallet.errors import MalformedError, UnsupportedError
from wallet.model.secured import JsonObject
from wallet.verification.cryptosuites import (
    bbs_2023,
    ecdsa_jcs_2019,
    ecdsa_rdfc_2019,
    ecdsa_sd_2023,
    ecdsa_secp256k1_signature_2019,
    ed25519_signature_2018,
    ed25519_signature_2020,
    eddsa_2022,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
    json_web_signature_2020,
    rsa_signature_2018,
)
from wallet.verification.cryptosuites.suite import DATA_INTEGRITY_PROOF, Cryptosuite, Disclosure, Reading, Selective

SUITES: tuple[Cryptosuite, ...] = (
    eddsa_rdfc_2022.SUITE,
    eddsa_jcs_2022.SUITE,
    ecdsa_rdfc_2019.SUITE,
    ecdsa_jcs_2019.SUITE,
    ecdsa_sd_2023.SUITE,
    bbs_2023.SUITE,
    ed25519_signature_2020.SUITE,
    ed25519_signature_2018.SUITE,
    json_web_signature_2020.SUITE,
    ecdsa_secp256k1_signature_2019.SUITE,
    rsa_signature_2018.SUITE,
    eddsa_2022.SUITE,
)

_BY_NAME = {suite.name: suite for suite in SUITES}


def named(name: str) -> Cryptosuite:
    """Return the suite with this identifier.

    Raises:
        UnsupportedError: ``proof.unsupported_suite``.
    """
    suite = _BY_NAME.get(name)
    if suite is None:
        raise UnsupportedError("proof.unsupported_suite", {"cryptosuite": name[:200]})
    return suite


def name_of(proof: JsonObject) -> str:
    """Return the identifier of the suite that a proof names: its ``cryptosuite``, or its type for older ones.

    Raises:
        MalformedError: ``format.proof_type``.
    """
    kind = proof.get("type")
    if kind == DATA_INTEGRITY_PROOF:
        kind = proof.get("cryptosuite")
    if not isinstance(kind, str) or not kind:
        raise MalformedError("format.proof_type")
    return kind


def of_proof(proof: JsonObject) -> Cryptosuite:
    """Return the suite that a proof names.

    Raises:
        MalformedError: ``format.proof_type``.
        UnsupportedError: ``proof.unsupported_suite``.
    """
    suite = named(name_of(proof))
    if suite.proof_type != proof["type"]:
        # A Data Integrity proof that names an older proof type as its suite is neither.
        raise UnsupportedError("proof.unsupported_suite", {"cryptosuite": suite.name})
    return suite


def _selective(proof: JsonObject) -> Selective | None:
    try:
        return of_proof(proof).selective
    except (MalformedError, UnsupportedError):
        return None


def is_base(proof: JsonObject) -> bool:
    """Tell whether a proof is a base proof: from the issuer to the holder, to be shown to nobody."""
    selective = _selective(proof)
    return selective is not None and selective.is_base(proof)


def is_experimental(proof: JsonObject) -> bool:
    """Tell whether deriving from a proof must be called experimental."""
    selective = _selective(proof)
    return selective is not None and selective.experimental


def mandatory_pointers(proof: JsonObject) -> tuple[str, ...]:
    """Return the JSON pointers that every derivation of a base proof shows.

    Raises:
        UnsupportedError: ``proof.not_derivable``.
        SignatureInvalidError: ``proof.value_malformed``.
    """
    selective = _selective(proof)
    if selective is None:
        raise UnsupportedError("proof.not_derivable")
    return selective.mandatory_pointers(proof)


def derive(document: JsonObject, proof: JsonObject, wish: Disclosure, reading: Reading) -> JsonObject:
    """Return the part of ``document`` (without proof) that is mandatory or wished for, with a derived proof.

    Raises:
        UnsupportedError: ``proof.not_derivable`` and as the suite.
        MalformedError, SignatureInvalidError, UnsignedContentError, UnsafeInputError: as the suite.
    """
    selective = _selective(proof)
    if selective is None:
        raise UnsupportedError("proof.not_derivable")
    return selective.derive(document, proof, wish, reading)
