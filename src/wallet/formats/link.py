"""Text that is an address. It is named with its real host and never opened by looking at it."""

import re
from urllib.parse import parse_qs, urlsplit

from wallet.errors import NotACredentialError, WalletError
from wallet.formats import query, web_address
from wallet.formats.material import Material
from wallet.formats.recognised import RecognisedLink

_EDUBADGES_PAGE = re.compile(r"https://www\.edubadges\.nl/public/assertions/([A-Za-z0-9_-]{1,64})/?\Z")
_EDUBADGES_API = re.compile(r"https://api\.edubadges\.nl/public/assertions/([A-Za-z0-9_-]{1,64})(\.json)?/?\Z")
_EDUBADGES_HOSTED = "https://api.edubadges.nl/public/assertions/"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:\S+\Z")


def sniff(material: Material) -> bool:
    """Tell whether it is one address and nothing else."""
    text = _written(material)
    return text is not None and len(text) <= web_address.MAX_LENGTH and _SCHEME.match(text) is not None


def parse(material: Material) -> RecognisedLink:
    """Return the link with its host.

    Raises:
        NotACredentialError: ``format.not_a_credential_address`` for what is no web address (``javascript:`` …).
    """
    text = _written(material) or ""
    try:
        address = web_address.parse(text)
    except WalletError as error:
        raise NotACredentialError("format.not_a_credential_address", {"scheme": query.scheme(text)[:32]}) from error
    facts = {"host": address.host}
    if address.shown.lower() != address.host:
        facts["host_shown"] = address.shown
    return RecognisedLink(text, material.carrier, facts | _known_pages(address))


def _written(material: Material) -> str | None:
    """Return the text with the spaces encoded that some code makers leave in web addresses."""
    text = material.text
    if text is not None and text.startswith(("https://", "http://")) and "\n" not in text[: web_address.MAX_LENGTH]:
        return text.replace(" ", "%20")
    return text


def _known_pages(address: web_address.WebAddress) -> dict[str, str]:
    """Return the service behind an address that is known, and where its document lies."""
    if address.host == "www.linkedin.com" or address.host == "linkedin.com":
        return _linkedin(address)
    match = _EDUBADGES_PAGE.match(address.url) or _EDUBADGES_API.match(address.url.partition("?")[0])
    if match:
        return {"service": "edubadges", "collect": _EDUBADGES_HOSTED + match[1]}
    return {}


def _linkedin(address: web_address.WebAddress) -> dict[str, str]:
    found = parse_qs(urlsplit(address.url).query, max_num_fields=query.MAX_FIELDS).get("certUrl", [])
    if len(found) != 1:
        return {}
    try:
        inner = web_address.parse(found[0])
    except WalletError:
        return {}
    return {"collect": inner.url} | _known_pages(inner) if inner.host != address.host else {}
