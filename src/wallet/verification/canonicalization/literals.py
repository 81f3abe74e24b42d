"""JSON values as RDF literals, spelled for N-Quads (JSON-LD 1.1 API section 8.2.2; RDFC-1.0 section 5)."""

import math
import re
from typing import Any

from wallet.errors import MalformedError, UnsignedContentError
from wallet.verification.canonicalization import jcs
from wallet.verification.canonicalization.nquads import RDF, XSD, escape

_I18N = "https://www.w3.org/ns/i18n#"
_STRING = f"<{XSD}string>"
_DOUBLE = f"<{XSD}double>"
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*\Z")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z")


def language_tag(value: Any) -> str:
    """Return a language tag in lower case, as every JSON-LD processor in use writes it.

    Raises:
        MalformedError: ``format.jsonld_value`` where it is no string.
        UnsignedContentError: ``proof.content_unsigned_language`` where it is no language tag (BCP 47).
    """
    if not isinstance(value, str):
        raise MalformedError("format.jsonld_value", {"term": "@language"})
    if _LANGUAGE.match(value) is None:
        raise UnsignedContentError("proof.content_unsigned_language", {"term": value})
    return value.lower()


def _double(value: float) -> str:
    mantissa, exponent = f"{value:.15E}".split("E")
    mantissa = mantissa.rstrip("0")
    return f"{mantissa}0E{int(exponent)}" if mantissa.endswith(".") else f"{mantissa}E{int(exponent)}"


def _number(value: float, datatype: str | None) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        raise MalformedError("format.json_value")
    if abs(value) >= 1e21 or datatype == _DOUBLE or not float(value).is_integer():
        try:
            return f'"{_double(float(value))}"^^{datatype or _DOUBLE}'
        except OverflowError:
            raise MalformedError("format.json_value") from None
    return f'"{int(value)}"^^{datatype or f"<{XSD}integer>"}'


def _text(value: str, datatype: str) -> str:
    if datatype == _DOUBLE:
        # Every processor in use rewrites it; what they make of a text that is no number differs.
        number = float(value) if _NUMBER.match(value) else math.nan
        if not math.isfinite(number):
            raise MalformedError("format.jsonld_value", {"term": value[:100]})
        value = _double(number)
    return quoted(value) if datatype == _STRING else f"{quoted(value)}^^{datatype}"


def quoted(value: str) -> str:
    """Return the N-Quads literal of a plain text.

    Raises:
        MalformedError: ``format.json_value`` where it has no UTF-8 form.
    """
    if not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise MalformedError("format.json_value") from None
    return f'"{escape(value)}"'


def literal(
    value: Any, *, datatype: str | None = None, language: str | None = None, direction: str | None = None
) -> str:
    """Return the N-Quads literal of a JSON string, number or boolean. ``datatype`` is an N-Quads IRI.

    Language and direction apply to strings without a datatype only; a direction becomes an ``i18n`` datatype.

    Raises:
        MalformedError: ``format.json_value`` or ``format.jsonld_value`` for what is none of these.
    """
    if isinstance(value, str):
        if datatype is not None:
            return _text(value, datatype)
        if direction is not None:
            return _text(value, f"<{_I18N}{language or ''}_{direction}>")
        plain = quoted(value)
        return f"{plain}@{language}" if language else plain
    if isinstance(value, bool):
        return f'"{"true" if value else "false"}"^^{datatype or f"<{XSD}boolean>"}'
    if isinstance(value, (int, float)):
        return _number(value, datatype)
    raise MalformedError("format.jsonld_value", {"term": "@value"})


def json_literal(value: Any) -> str:
    """Return the ``rdf:JSON`` literal of any JSON value, in JCS form.

    Raises:
        UnsupportedError, MalformedError, UnsafeInputError: as ``jcs.canonicalize``.
    """
    return f'"{escape(jcs.canonicalize(value).decode("utf-8"))}"^^<{RDF}JSON>'
