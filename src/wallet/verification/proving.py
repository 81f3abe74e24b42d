"""Which proof room looks at which securing mechanism; one line each."""

from collections.abc import Callable, Mapping

from wallet.model.secured import Kind, SecuredCredential, Securing
from wallet.verification.checks import CheckKind, failed, unknown
from wallet.verification.context import Context
from wallet.verification.dids.document import Relationship
from wallet.verification.proofs import cose, data_integrity, hosted, jades, jose, merkle, ob2_signed, sd_jwt
from wallet.verification.proofs.proven import Proven

Room = Callable[[SecuredCredential, Context], Proven]


def _data_integrity(secured: SecuredCredential, context: Context) -> Proven:
    presentation = secured.kind is Kind.PRESENTATION
    # A presentation has no issuer; its key must be for logging in at the identifier that it names itself.
    signer = data_integrity.signer(secured.document) if presentation else jose.signer_of(secured)
    purpose = Relationship.AUTHENTICATION if presentation else Relationship.ASSERTION_METHOD
    checks = data_integrity.check(secured.document, context, issuer=signer, purpose=purpose)
    challenge, domain = data_integrity.challenge_and_domain(secured.document)
    return Proven(checks, signer, challenge, (domain,) if domain else ())


def _none(secured: SecuredCredential, context: Context) -> Proven:
    return Proven(
        (failed(CheckKind.PROOF, "proof.absent"), unknown(CheckKind.ISSUER_KEY, "issuer_key.not_looked_at")),
        jose.signer_of(secured),
    )


ROOMS: Mapping[Securing, Room] = {
    Securing.DATA_INTEGRITY: _data_integrity,
    Securing.JOSE: jose.check,
    Securing.SD_JWT: sd_jwt.check,
    Securing.COSE: cose.check,
    Securing.JADES: jades.check,
    Securing.MERKLE: merkle.check,
    Securing.HOSTED: hosted.check,
    Securing.OB2_SIGNED: ob2_signed.check,
    Securing.NONE: _none,
}
"""Securing mechanism -> the room that checks it."""


def prove(secured: SecuredCredential, context: Context) -> Proven:
    """Return what the securing mechanism of a credential or presentation proves."""
    room = ROOMS.get(secured.securing)
    if room is None:
        proof = unknown(CheckKind.PROOF, "proof.unsupported_securing", securing=secured.securing)
        return Proven((proof, unknown(CheckKind.ISSUER_KEY, "issuer_key.not_looked_at")), jose.signer_of(secured))
    return room(secured, context)
