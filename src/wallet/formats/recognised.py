"""What ``detect.recognise`` can find in something that was handed over."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wallet.model.secured import Carrier, Format, Kind, SecuredCredential


@dataclass(frozen=True, slots=True)
class RecognisedCredential:
    """A credential or a presentation with a proof of its own (see ``secured.kind``), and what it travelled in."""

    secured: SecuredCredential
    carrier: Carrier


@dataclass(frozen=True, slots=True)
class RecognisedShare:
    """This program's own share code: the presentation inside it."""

    secured: SecuredCredential
    carrier: Carrier
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a container, to be recognised by itself. ``name`` is for people and never used as a path."""

    name: str
    data: bytes
    carrier: Carrier


@dataclass(frozen=True, slots=True)
class RecognisedContainer:
    """Several things in one, without a proof of its own: zip, PDF, backup, unsigned presentation, list, picture.

    ``facts``: ``profile`` and ``private_keys`` of a wallet backup, ``holder`` of an unsigned presentation,
    ``skipped`` where entries were left out because they cannot be credentials.
    """

    kind: Kind
    format: Format
    entries: tuple[Entry, ...]
    carrier: Carrier
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecognisedOffer:
    """A credential offer (OpenID4VCI, interaction link). Inspected, never followed.

    ``host`` is who offers, in ASCII (punycode) form. ``facts``: ``protocol``, ``by`` (``value`` or ``reference``),
    ``credential_issuer``, ``offered`` (configuration ids, comma-separated), ``grant``, ``tx_code``, ``uri``.
    """

    host: str
    carrier: Carrier
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecognisedRequest:
    """A request for a presentation (OpenID4VP). Inspected, never followed.

    ``host`` is who asks, in ASCII (punycode) form, or the client identifier where it names no host. ``facts``:
    ``protocol``, ``by``, ``client_id``, ``client_id_prefix``, ``requested`` (what is asked, one line each),
    ``response_uri``, ``uri``.
    """

    host: str
    carrier: Carrier
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecognisedLink:
    """Text that is a web address. Never fetched by a verification.

    ``facts``: ``host`` (ASCII), ``host_shown`` where the address writes it with other letters, ``service``
    (``edubadges``, ``linkedin`` …) and ``collect``, the address of the document behind a page that is known.
    """

    url: str
    carrier: Carrier
    facts: Mapping[str, str] = field(default_factory=dict)


Recognised = (
    RecognisedCredential | RecognisedShare | RecognisedContainer | RecognisedOffer | RecognisedRequest | RecognisedLink
)
"""Everything that can come out of recognition; what cannot be recognised is raised as an error."""
