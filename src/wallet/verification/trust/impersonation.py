"""Names that look like a known issuer's without being theirs (security study, threat 1; Unicode UTS 39).

A skeleton is what a name looks like to a reader in a hurry: look-alike letters folded together, case, spacing,
punctuation, invisible characters and markup taken away.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers

IMPERSONATION_SUSPECTED = "IMPERSONATION_SUSPECTED"
"""Flag of the report."""

_SHORTEST_INSIDE = 8
"""A known name shorter than this (as skeleton) is too likely inside other names by chance ("ROC", "EUR")."""

_SHORTEST_MISSPELT = 10
"""A known name shorter than this has honest neighbours at one letter's distance."""

_MARKUP = re.compile(r"<[^>]{0,2000}>")
_REVERSED = re.compile("[\u202e\u2067]([^\u202c\u2069]*)")

# Letters of other alphabets that look like Latin ones (excerpt of the idea of UTS 39 confusables, own selection:
# Cyrillic, Greek, Armenian, Cherokee and Latin extensions that are used in look-alike names). Lower case only:
# case is folded first.
_LOOK_ALIKES = {
    "a": "аαɑạ",
    "b": "ьƅЬв",
    "c": "сϲⅽ",
    "d": "ԁɗⅾժ",
    "e": "еҽεєə",
    "f": "ƒғ",
    "g": "ɡցğ",
    "h": "һհнꮒ",
    "i": "іιıɩӏⅰ1l|!ⅼļ",
    "j": "јϳ",
    "k": "кκ",
    "m": "мⅿϻ",
    "n": "пոηռ",
    "o": "оοօ0σөơ",
    "p": "рρϱ",
    "q": "ԛգ",
    "r": "гᴦꭇ",
    "s": "ѕꜱ5$ʂ",
    "t": "тτ",
    "u": "υսᴜμ",
    "v": "ѵνⅴᴠ",
    "w": "ԝաωɯшѡ",
    "x": "хχⅹ",
    "y": "уγүყ",
    "z": "ᴢʐ2ƶ",
}
_FOLD = str.maketrans({ord(look): latin for latin, looks in _LOOK_ALIKES.items() for look in looks})


@lru_cache(maxsize=16_384)
def skeleton(name: str) -> str:
    """Return what ``name`` looks like: only letters and digits, look-alikes folded together."""
    plain = _MARKUP.sub(" ", name)
    plain = unicodedata.normalize("NFKC", plain).casefold()
    plain = unicodedata.normalize("NFD", plain)
    folded = plain.translate(_FOLD).replace("rn", "m").replace("vv", "w")
    return "".join(character for character in folded if character.isalnum())


def readings(name: str) -> Iterator[str]:
    """Yield the skeletons of the ways in which a name may be read, with and without right-to-left overrides."""
    yield skeleton(name)
    if _REVERSED.search(name):
        yield skeleton(_REVERSED.sub(lambda found: found.group(1)[::-1], name))
        yield skeleton(name)[::-1]


def suspect(stated_name: str | None, issuer: str | None, known: KnownIssuers) -> KnownIssuer | None:
    """Return the known issuer whose name or domain the file imitates; nothing when the issuer is that one.

    Call it only for an issuer that is on no list: whoever is listed may bear the listed name.
    """
    hosts = _host(issuer)
    names = [reading for reading in readings(stated_name or "") if reading]
    for snapshot in known.lists:
        for entry in snapshot.issuers:
            if any(_alike(name, skeleton(entry.name)) for name in names) or _domain_alike(hosts, entry):
                return entry
    return None


def _alike(stated: str, listed: str) -> bool:
    if not listed:
        return False
    if stated == listed or (len(listed) >= _SHORTEST_INSIDE and listed in stated):
        return True
    return len(listed) >= _SHORTEST_MISSPELT and _one_slip(stated, listed)


def _one_slip(first: str, second: str) -> bool:
    """Tell whether one letter was added, left out, changed or swapped with its neighbour."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    one, two = first[start:], second[start:]
    swapped = one[:2] == two[:2][::-1] and one[2:] == two[2:]
    return swapped or one[1:] == two[1:] or one[1:] == two or one == two[1:]


def _host(issuer: str | None) -> str:
    if not issuer:
        return ""
    if issuer.startswith("did:web:"):
        return issuer.removeprefix("did:web:").partition(":")[0].partition("%")[0]
    try:
        return urlsplit(issuer).hostname or ""
    except ValueError:
        return ""


def _domain_alike(host: str, entry: KnownIssuer) -> bool:
    if not host or not entry.domain:
        return False
    shown, domain = _shown(host), entry.domain.casefold()
    if shown == domain or shown.endswith("." + domain):
        # Its own domain (another service of the same organisation) is not an imitation of itself.
        return False
    registrable = ".".join(shown.split(".")[-len(domain.split(".")) :])
    return skeleton(registrable) == skeleton(domain) or skeleton(domain) in (skeleton(label) for label in _runs(shown))


def _runs(host: str) -> Iterator[str]:
    # "zuiderpark-example.evil.test" carries the whole domain in one label.
    yield from host.split(".")


def _shown(host: str) -> str:
    labels = []
    for label in host.casefold().split("."):
        try:
            labels.append(label.encode("ascii").decode("idna") if label.startswith("xn--") else label)
        except UnicodeError:
            labels.append(label)
    return ".".join(labels)
