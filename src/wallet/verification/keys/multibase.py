"""Multibase: bytes as text with a first character that names the encoding (multiformats/multibase).

Strict: a character outside the alphabet, wrong padding or left-over bits are refused, so that one value has one
spelling. All encodings of the multibase table whose meaning is settled are read; ``encode`` writes the ones that the
W3C suites use (base58btc ``z`` and base64url ``u``) and every other by its letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd

from wallet.errors import MalformedError

_LOWER = "abcdefghijklmnopqrstuvwxyz"
_UPPER = _LOWER.upper()
_DIGITS = "0123456789"
_BASE58BTC = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58FLICKR = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
_BASE32 = _LOWER + "234567"
_BASE32HEX = _DIGITS + _LOWER[:22]
_BASE64 = _UPPER + _LOWER + _DIGITS
_EMOJI = (
    "🚀🪐☄🛰🌌🌑🌒🌓🌔🌕🌖🌗🌘🌍🌏🌎🐉☀💻🖥💾💿😂❤😍🤣😊🙏💕😭😘👍😅👏😁🔥🥰💔💖💙😢🤔😆🙄💪😉☺👌🤗💜😔😎😇🌹🤦🎉💞✌✨🤷😱😌🌸🙌"
    "😋💗💚😏💛🙂💓🤩😄😀🖤😃💯🙈👇🎶😒🤭❣😜💋👀😪😑💥🙋😞😩😡🤪👊🥳😥🤤👉💃😳✋😚😝😴🌟😬🙃🍀🌷😻😓⭐✅🥺🌈😈🤘💦✔😣🏃💐☹🎊💘😠☝😕🌺🎂🌻"
    "😐🖕💝🙊😹🗣💫💀👑🎵🤞😛🔴😤🌼😫⚽🤙☕🏆🤫👈😮🙆🍻🍃🐶💁😲🌿🧡🎁⚡🌞🎈❌✊👋😰🤨😶🤝🚶💰🍓💢🤟🙁🚨💨🤬✈🎀🍺🤓😙💟🌱😖👶🥴▶➡❓💎💸⬇😨"
    "🌚🦋😷🕺⚠🙅😟😵👎🤲🤠🤧📌🔵💅🧐🐾🍒😗🤑🌊🤯🐷☎💧😯💆👆🎤🙇🍑❄🌴💣🐸💌📍🥀🤢👅💡💩👐📸👻🤐🤮🎼🥵🚩🍎🍊👼💍📣🥂"
)

MAX_RADIX_CHARACTERS = 20_000
"""Longest text in a radix encoding (base58 …): decoding one costs quadratic time."""

MAX_CHARACTERS = 4 << 20
"""Longest text in any other encoding."""


@dataclass(frozen=True, slots=True)
class _Base:
    alphabet: str
    bits: int = 0  # per character; 0 = one big number in the radix of the alphabet (base58 …)
    padded: bool = False

    @property
    def digits(self) -> Mapping[str, int]:
        return {character: value for value, character in enumerate(self.alphabet)}


_BASES: Mapping[str, _Base] = {
    "0": _Base("01", 1),
    "7": _Base("01234567", 3),
    "9": _Base(_DIGITS),
    "f": _Base(_DIGITS + "abcdef", 4),
    "F": _Base(_DIGITS + "ABCDEF", 4),
    "b": _Base(_BASE32, 5),
    "B": _Base(_BASE32.upper(), 5),
    "c": _Base(_BASE32, 5, padded=True),
    "C": _Base(_BASE32.upper(), 5, padded=True),
    "v": _Base(_BASE32HEX, 5),
    "V": _Base(_BASE32HEX.upper(), 5),
    "t": _Base(_BASE32HEX, 5, padded=True),
    "T": _Base(_BASE32HEX.upper(), 5, padded=True),
    "h": _Base("ybndrfg8ejkmcpqxot1uwisza345h769", 5),
    "k": _Base(_DIGITS + _LOWER),
    "K": _Base(_DIGITS + _UPPER),
    "z": _Base(_BASE58BTC),
    "Z": _Base(_BASE58FLICKR),
    "m": _Base(_BASE64 + "+/", 6),
    "M": _Base(_BASE64 + "+/", 6, padded=True),
    "u": _Base(_BASE64 + "-_", 6),
    "U": _Base(_BASE64 + "-_", 6, padded=True),
    "🚀": _Base(_EMOJI, 8),
}
_DIGITS_OF: Mapping[str, Mapping[str, int]] = {letter: base.digits for letter, base in _BASES.items()}


def _malformed(code: str, letter: str) -> MalformedError:
    return MalformedError(f"key.multibase_{code}", {"base": letter})


def _decode_radix(text: str, letter: str) -> bytes:
    if len(text) > MAX_RADIX_CHARACTERS:
        raise _malformed("too_long", letter)
    digits = _DIGITS_OF[letter]
    radix = len(digits)
    number = 0
    try:
        for character in text:
            number = number * radix + digits[character]
    except KeyError:
        raise _malformed("character", letter) from None
    zero = _BASES[letter].alphabet[0]
    leading = len(text) - len(text.lstrip(zero))
    return bytes(leading) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _unpad(text: str, base: _Base, letter: str) -> str:
    if not base.padded:
        return text
    group = 8 // gcd(8, base.bits)
    bare = text.rstrip("=")
    if len(text) % group or len(text) - len(bare) >= group:
        raise _malformed("padding", letter)
    return bare


def _decode_bits(text: str, letter: str) -> bytes:
    base, digits = _BASES[letter], _DIGITS_OF[letter]
    text = _unpad(text, base, letter)
    if len(text) > MAX_CHARACTERS:
        raise _malformed("too_long", letter)
    out = bytearray()
    buffer = held = 0
    try:
        for character in text:
            buffer = (buffer << base.bits) | digits[character]
            held += base.bits
            if held >= 8:
                held -= 8
                out.append(buffer >> held)
                buffer &= (1 << held) - 1
    except KeyError:
        raise _malformed("character", letter) from None
    if held >= base.bits or buffer:
        raise _malformed("leftover_bits", letter)
    return bytes(out)


def decode(text: str) -> bytes:
    """Return the bytes that ``text`` stands for; its first character names the encoding.

    Raises:
        MalformedError: ``key.multibase_empty``, ``key.multibase_unknown`` (with the letter in ``facts["base"]``),
            ``key.multibase_character``, ``key.multibase_padding``, ``key.multibase_leftover_bits``,
            ``key.multibase_too_long``.
    """
    if not text:
        raise MalformedError("key.multibase_empty")
    letter, rest = text[0], text[1:]
    base = _BASES.get(letter)
    if base is None:
        raise _malformed("unknown", letter)
    return _decode_bits(rest, letter) if base.bits else _decode_radix(rest, letter)


def _encode_radix(data: bytes, alphabet: str) -> str:
    number = int.from_bytes(data, "big")
    out: list[str] = []
    while number:
        number, digit = divmod(number, len(alphabet))
        out.append(alphabet[digit])
    leading = len(data) - len(data.lstrip(b"\0"))
    return alphabet[0] * leading + "".join(reversed(out))


def _encode_bits(data: bytes, base: _Base) -> str:
    out: list[str] = []
    buffer = held = 0
    for byte in data:
        buffer = (buffer << 8) | byte
        held += 8
        while held >= base.bits:
            held -= base.bits
            out.append(base.alphabet[buffer >> held])
            buffer &= (1 << held) - 1
    if held:
        out.append(base.alphabet[buffer << (base.bits - held)])
    if base.padded:
        group = 8 // gcd(8, base.bits)
        out.append("=" * (-len(out) % group))
    return "".join(out)


def encode(data: bytes, base: str = "z") -> str:
    """Return ``data`` as text in the encoding whose letter is ``base``.

    Raises:
        MalformedError: ``key.multibase_unknown``.
    """
    known = _BASES.get(base)
    if known is None:
        raise _malformed("unknown", base)
    return base + (_encode_bits(data, known) if known.bits else _encode_radix(data, known.alphabet))
