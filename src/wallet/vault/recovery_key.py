"""The recovery key: 128 random bits as six groups of five characters that can be written down and typed back.

26 characters carry the key, 4 are a Reed-Solomon check over GF(32). Its distance is 5: every mistake in up to four
characters, so every mistyped character and every pair that changed places, is found before anything is tried.
Letters that look like digits (I, L, O) are read as those digits, and U is not used (Crockford's base 32).
"""

from wallet.errors import WrongPassphraseError

KEY_BYTES = 16
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DATA, _CHECK, _GROUP = 26, 4, 5
_LOOK_ALIKE = str.maketrans("ILO", "110")


def _tables() -> tuple[tuple[int, ...], tuple[int, ...]]:
    powers, value = [], 1
    for _ in range(31):
        powers.append(value)
        value <<= 1
        if value & 32:
            value ^= 0b100101  # x^5 + x^2 + 1 is primitive over GF(2)
    logs = [0] * 32
    for exponent, power in enumerate(powers):
        logs[power] = exponent
    return tuple(powers), tuple(logs)


_POWERS, _LOGS = _tables()


def _times(left: int, right: int) -> int:
    return _POWERS[(_LOGS[left] + _LOGS[right]) % 31] if left and right else 0


def _generator() -> tuple[int, ...]:
    polynomial = [1]
    for root in range(1, _CHECK + 1):
        longer = [*polynomial, 0]
        for place, coefficient in enumerate(polynomial):
            longer[place + 1] ^= _times(coefficient, _POWERS[root])
        polynomial = longer
    return tuple(polynomial)


_GENERATOR = _generator()


def _remainder(symbols: list[int]) -> list[int]:
    work = [*symbols, *([0] * _CHECK)]
    for place in range(len(symbols)):
        factor = work[place]
        for offset, coefficient in enumerate(_GENERATOR):
            work[place + offset] ^= _times(factor, coefficient)
    return work[-_CHECK:]


def write(key: bytes) -> str:
    """Return the 16 bytes ``key`` as text: six groups of five characters with hyphens between them."""
    number = int.from_bytes(key) << 2  # 128 bits in 26 characters of 5 bits leave two bits, always zero
    symbols = [(number >> (5 * (_DATA - 1 - place))) & 31 for place in range(_DATA)]
    text = "".join(_ALPHABET[symbol] for symbol in [*symbols, *_remainder(symbols)])
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def groups(text: str) -> tuple[str, ...]:
    """Return the groups of a written key, which the person types back in part."""
    return tuple(text.split("-"))


def read(text: str) -> bytes:
    """Return the key that ``text`` stands for; spaces, hyphens and case do not matter.

    Raises:
        WrongPassphraseError: ``vault.recovery_key_typo`` for a character, a length or a check that is wrong.
    """
    plain = "".join(
        char for char in text.upper().translate(_LOOK_ALIKE) if not char.isspace() and char not in "-‐‑–—_."
    )
    if len(plain) != _DATA + _CHECK or any(char not in _ALPHABET for char in plain):
        raise WrongPassphraseError("vault.recovery_key_typo")
    symbols = [_ALPHABET.index(char) for char in plain]
    if _remainder(symbols[:_DATA]) != symbols[_DATA:] or symbols[_DATA - 1] & 3:
        raise WrongPassphraseError("vault.recovery_key_typo")
    number = 0
    for symbol in symbols[:_DATA]:
        number = number << 5 | symbol
    return (number >> 2).to_bytes(KEY_BYTES)
