"""Zip archives of credentials: every entry is checked before anything is read, and counted while it is read."""

import io
import re
import stat
import zipfile
import zlib

from wallet.errors import MalformedError, NotACredentialError, UnsafeInputError
from wallet.formats.limits import WorkLimits
from wallet.formats.material import Material
from wallet.formats.recognised import Entry, RecognisedContainer
from wallet.model.secured import Format, Kind

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE_MARKS = frozenset({"[Content_Types].xml", "META-INF/MANIFEST.MF", "AndroidManifest.xml"})
_DRIVE = re.compile(r"[A-Za-z]:")
_SKIPPED = re.compile(r"(^|/)(__MACOSX/(.*/)?\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)\Z")
_PORTFOLIO_MARKS = frozenset({"index.json", "portfolio.pdf", "evidence/recording.json"})
_PORTFOLIO_FOR_PEOPLE = frozenset({"README.txt", "portfolio.pdf", "portfolio.html", "index.csv", "index.json"})
_PORTFOLIO_EVIDENCE = "evidence/"
_PROMISING = (b"{", b"[", b"eyJ", b"<", b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xef\xbb\xbf")
"""How everything begins that a credential can lie in."""
_MAX_RATIO = 200
_SMALL = 1 << 20
"""Entries below this size in bytes may be compressed however well."""

_IN_MEMORY = 128 << 20
"""Most bytes that may come out of one archive, as they are all held in memory at once."""


def sniff(material: Material) -> bool:
    """Tell whether it begins as a zip archive."""
    return material.data.startswith(_MAGIC)


def parse(material: Material) -> RecognisedContainer:
    """Return the files in the archive, in its order.

    Raises:
        UnsafeInputError: ``format.unsafe_zip_path``, ``format.unsafe_zip_size``, ``format.unsafe_zip_entries``.
        MalformedError: ``format.zip_broken``, ``format.zip_encrypted``.
        NotACredentialError: ``format.not_a_credential_archive`` for office documents and programs.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(material.data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _check(infos, material.limits)
            return _entries(archive, infos, material)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, KeyError) as error:
        raise MalformedError("format.zip_broken") from error
    except RuntimeError as error:
        raise MalformedError("format.zip_encrypted") from error


def unsafe_name(name: str) -> bool:
    """Tell whether an entry's name would leave the folder it is unpacked in, on any system."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or "\x00" in name or _DRIVE.match(name) is not None


def _check(infos: list[zipfile.ZipInfo], limits: WorkLimits) -> None:
    if len(infos) > limits.max_items:
        raise UnsafeInputError("format.unsafe_zip_entries", {"limit": str(limits.max_items)})
    ceiling = min(limits.max_container_bytes, _IN_MEMORY)
    if sum(info.file_size for info in infos) > ceiling:
        raise UnsafeInputError("format.unsafe_zip_size", {"limit": str(ceiling)})
    names = set()
    for info in infos:
        if unsafe_name(info.orig_filename) or unsafe_name(info.filename) or stat.S_ISLNK(info.external_attr >> 16):
            raise UnsafeInputError("format.unsafe_zip_path")
        if info.file_size > _SMALL and info.file_size > _MAX_RATIO * max(1, info.compress_size):
            raise UnsafeInputError("format.unsafe_zip_size", {"limit": str(ceiling)})
        if info.flag_bits & 1:
            raise MalformedError("format.zip_encrypted")
        if info.filename in names:
            raise MalformedError("format.zip_broken")
        names.add(info.filename)
    if names & _OFFICE_MARKS:
        raise NotACredentialError("format.not_a_credential_archive")


def _beside_originals(name: str) -> bool:
    """Tell whether a file of a portfolio repeats the originals for people, or is evidence that the sender put in.

    Only what this program writes itself: anything else that lies there is looked at as in any archive.
    """
    return name in _PORTFOLIO_FOR_PEOPLE or name.startswith(_PORTFOLIO_EVIDENCE)


def _promising(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """Tell whether a large file could hold a credential: then "too large" is said of it, and it is not passed over."""
    with archive.open(info) as stream:
        return stream.read(4096).lstrip().startswith(_PROMISING)


def _entries(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], material: Material) -> RecognisedContainer:
    entries, skipped = [], 0
    portfolio = {info.filename for info in infos} >= _PORTFOLIO_MARKS
    for info in infos:
        if _SKIPPED.search(info.filename) or (portfolio and _beside_originals(info.filename)):
            continue
        if info.file_size > material.limits.max_bytes and not _promising(archive, info):
            skipped += 1
            continue
        with archive.open(info) as stream:
            # The stated size is only a claim: never read more than it, and see that no more is there.
            data = stream.read(info.file_size + 1)
        if len(data) != info.file_size:
            raise MalformedError("format.zip_broken")
        entries.append(Entry(info.filename, data, material.carrier))
    facts = {"skipped": str(skipped)} if skipped else {}
    kind = Kind.PORTFOLIO if portfolio else Kind.BUNDLE
    return RecognisedContainer(kind, Format.ZIP, tuple(entries), material.carrier, facts)
