"""BYTES <-> SecuredCredential, one file per form. Nothing is believed here.

The tuples are the register: a new form is one file and one line, and their order is the precedence.

What the forms stand on, and is no form itself: ``strict_json`` and ``json_slice`` (JSON and the bytes inside it),
``base64url``, ``jws`` and ``jwt_claims``, ``sd_jwt`` and ``disclosures``, ``vocabulary``, ``shape`` and ``w3c``,
``embedded`` (what a presentation holds), ``markup`` (XML), ``inflate``, ``limits``, ``web_address`` and ``query``;
for codes ``qr_image`` and ``qr_svg`` (reading pictures) and ``share_code`` with ``decimal_digits``, ``folding`` and
``fountain``. ``detect`` is the door; ``material`` and ``recognised`` are what goes in and comes out.
"""

from wallet.formats import (
    baked_png,
    baked_svg,
    blockcerts,
    bundle,
    clr,
    credential_list,
    dc_sd_jwt,
    elm,
    lcw_backup,
    link,
    mailbox,
    offer,
    openbadges2,
    pdf,
    question,
    request,
    vc_cose,
    vc_jwt,
    vc_ldp,
    vc_sd_jwt,
)
from wallet.formats.material import Form, Wrapper

INVITATIONS: tuple[Form, ...] = (question, offer, request)
"""Questions, offers and requests: looked at first, as they are addresses too."""

FORMATS: tuple[Form, ...] = (
    elm,
    vc_sd_jwt,
    dc_sd_jwt,
    clr,
    blockcerts,
    vc_ldp,
    vc_jwt,
    openbadges2,
    vc_cose,
)
"""Credentials and presentations, the particular before the general."""

WRAPPERS: tuple[Wrapper, ...] = (baked_png, baked_svg)
"""Pictures with one credential inside."""

CONTAINERS: tuple[Form, ...] = (bundle, pdf, lcw_backup, credential_list, mailbox)
"""Things that hold several, without a proof of their own."""

LINKS: tuple[Form, ...] = (link,)
"""What is left of text: an address."""
