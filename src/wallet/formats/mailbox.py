"""Mail as it was saved: one message (RFC 5322, ``.eml``) or a mailbox export (``.mbox``), for what is attached to it.

Only attachments, forwarded messages and share codes in the text are taken out; what people wrote is not looked at.
"""

import email
import re
from collections.abc import Iterator
from email.message import Message

from wallet.errors import MalformedError, NotACredentialError, UnsafeInputError
from wallet.formats.material import Material
from wallet.formats.recognised import Entry, RecognisedContainer
from wallet.model.secured import Carrier, Format, Kind

MBOX_MARK = b"From "
_HEADER = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)+")
_KNOWN = re.compile(rb"(?im)^(?:message-id|mime-version|received|return-path|delivered-to):")
_SEPARATOR = re.compile(rb"(?m)^From [^\r\n]*\r?\n")
_CODE = re.compile(r"(?:capsa:1:|https://[^\s#<>\"]*#1:)\d+")
_LONGEST_HEAD = 64 * 1024
_LONGEST_NAME = 200


def sniff(material: Material) -> bool:
    """Tell whether it is a saved message or a mailbox."""
    head = material.data[:_LONGEST_HEAD]
    if head.startswith(MBOX_MARK):
        return _SEPARATOR.match(head) is not None and _KNOWN.search(head) is not None
    found = _HEADER.match(head)
    return found is not None and _KNOWN.search(found[0]) is not None


def parse(material: Material) -> RecognisedContainer:
    """Return what is attached to the message, or to all messages of the mailbox, in their order.

    Raises:
        NotACredentialError: ``format.not_a_credential_mail``: nothing is attached.
        UnsafeInputError: ``format.unsafe_items``, ``format.unsafe_size``.
        MalformedError: ``format.mail_broken``.
    """
    entries: list[Entry] = []
    left = material.limits.max_container_bytes
    try:
        for message in _messages(material.data):
            for entry in _entries(message):
                left -= len(entry.data)
                if left < 0:
                    raise UnsafeInputError("format.unsafe_size", {"limit": str(material.limits.max_container_bytes)})
                entries.append(entry)
                if len(entries) > material.limits.max_items:
                    raise UnsafeInputError("format.unsafe_items", {"limit": str(material.limits.max_items)})
    except (RecursionError, LookupError, ValueError, AttributeError) as error:
        raise MalformedError("format.mail_broken") from error
    if not entries:
        raise NotACredentialError("format.not_a_credential_mail")
    return RecognisedContainer(Kind.BUNDLE, Format.UNKNOWN, tuple(entries), Carrier.FILE)


def _messages(data: bytes) -> Iterator[Message]:
    if not data.startswith(MBOX_MARK):
        yield email.message_from_bytes(data)
        return
    starts = list(_SEPARATOR.finditer(data))
    for found, following in zip(starts, [*starts[1:], None], strict=True):
        # A line that begins with "From " inside a message is written ">From " (RFC 4155, mboxrd).
        text = data[found.end() : following.start() if following else len(data)]
        yield email.message_from_bytes(re.sub(rb"(?m)^>(>*From )", rb"\1", text))


def _entries(message: Message) -> Iterator[Entry]:
    for part in message.walk():
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or not payload.strip():
            continue
        name = part.get_filename()
        if name is None and part.get_content_maintype() == "text":
            yield from _codes(payload)
        else:
            yield Entry(str(name or part.get_content_type())[:_LONGEST_NAME], payload, Carrier.FILE)


def _codes(payload: bytes) -> Iterator[Entry]:
    for number, found in enumerate(_CODE.finditer(payload.decode("utf-8", "replace")), 1):
        yield Entry(f"code {number}", found[0].encode(), Carrier.TEXT)
