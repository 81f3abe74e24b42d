"""What a person hands over: a file, bytes, text, an address. One type for drop, paste, scan and command line."""

from dataclasses import dataclass
from pathlib import Path

from wallet.model.secured import Carrier


@dataclass(frozen=True, slots=True)
class Source:
    """Something handed over. Exactly one of ``path``, ``data``, ``url`` is set; ``label`` is how people know it."""

    label: str
    path: Path | None = None
    data: bytes | None = None
    url: str | None = None
    carrier: Carrier = Carrier.FILE


def from_path(path: Path) -> Source:
    """Return a source for a file or folder."""
    return Source(label=str(path), path=path)


def from_text(text: str, label: str = "text", carrier: Carrier = Carrier.TEXT) -> Source:
    """Return a source for pasted or scanned text."""
    return Source(label=label, data=text.encode("utf-8", "surrogatepass"), carrier=carrier)


def from_bytes(data: bytes, label: str, carrier: Carrier = Carrier.FILE) -> Source:
    """Return a source for bytes, such as an image from the clipboard."""
    return Source(label=label, data=data, carrier=carrier)


def from_url(url: str) -> Source:
    """Return a source for an address that the person gave and that is to be fetched."""
    return Source(label=url, url=url, carrier=Carrier.URL)
