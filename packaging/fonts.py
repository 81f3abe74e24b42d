"""Put the fonts of the portfolio into resources/fonts, out of three Debian packages, and write what they cover.

The files in the repository were made by this script; it is run again only to renew them. Each font file is pinned by
its SHA-256, so another version of a package stops the script instead of changing every PDF unnoticed.

    python3 packaging/fonts.py            # needs a Debian or Ubuntu machine with apt
"""

import hashlib
import json
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "resources" / "fonts"
LICENCES = ROOT / "resources" / "licences"
NOTO = "usr/share/fonts/truetype/noto"
DROID = "usr/share/fonts/truetype/droid"
NANUM = "usr/share/fonts/truetype/nanum"
PACKAGES = {"fonts-noto-core": "20201225-1", "fonts-droid-fallback": "1:6.0.1r16-1.1", "fonts-nanum": "20200506-1"}
FILES: dict[str, tuple[str, str]] = {
    "NotoSans-Regular.ttf": (
        NOTO,
        "89c3c497f618fdaa0b2d1e98fef93582f28c71debd2c4a8cdf41f190ced2909d",
    ),
    "NotoSans-Bold.ttf": (
        NOTO,
        "e83493c945848ecd4a9ad0f6d19164541a0d3e23a9c952304a00a46e00272ac5",
    ),
    "NotoSans-Italic.ttf": (
        NOTO,
        "5d7618dda819443fd07301c84adcee9fe8960c873ea5e5e1f0f59db384b78082",
    ),
    "NotoSansArabic-Regular.ttf": (
        NOTO,
        "504d7407d86875acf7d04dfaa0fd7524d0b8797723bc4aa18022f29db25b0b6e",
    ),
    "NotoSansArabic-Bold.ttf": (
        NOTO,
        "ded6fc7359ca36d15d7aab9ef0c066e21ce48b26a069994d6602fa2cb9a1b952",
    ),
    "NotoSansHebrew-Regular.ttf": (
        NOTO,
        "436900d5ad77d33e4234247f3076eaecd25b92b9bea0519514f684140e3566a7",
    ),
    "NotoSansHebrew-Bold.ttf": (
        NOTO,
        "d3b01343f71e8a93fffb84c345a1aecbaf4694b98d0eaace916cb9eac9e6dcd3",
    ),
    "NotoSansArmenian-Regular.ttf": (
        NOTO,
        "9636c32c121f4fc1fc6963dfad60ea32c41889507118a46f83a818eacf40348e",
    ),
    "NotoSansGeorgian-Regular.ttf": (
        NOTO,
        "ba75f2154fef9beac8439f94c631dc37ef9c708d32f9254bb019afdfa9aa3138",
    ),
    "NotoSansDevanagari-Regular.ttf": (
        NOTO,
        "79a470365ccb210fa3c7d8d8ff2e005ef9d983cfd067f735a0caf7e15070ca9f",
    ),
    "NotoSansThai-Regular.ttf": (
        NOTO,
        "dfbd5ed0f1e68c3cbc51aa08f646d1ab0e68e7c4ceab70a69e465225ff701f93",
    ),
    "NotoSansEthiopic-Regular.ttf": (
        NOTO,
        "58bc43b062961b38ee45757d2e74e6a991a12011aa0399fb03004ac432e5c852",
    ),
    "NotoSansBengali-Regular.ttf": (
        NOTO,
        "9bb35b3547829ecc42041b6017e87fd4c5f1da1edcd00f59171777050f346018",
    ),
    "NotoSansGurmukhi-Regular.ttf": (
        NOTO,
        "1db960ff6f506a98f5b3ece78f54618388c6187e7edf8ceee5ab63389c0db3ab",
    ),
    "NotoSansGujarati-Regular.ttf": (
        NOTO,
        "4468a3a24516831874fb4a867b760a22257944584e478d32a97e3c4d4bfc6400",
    ),
    "NotoSansTamil-Regular.ttf": (
        NOTO,
        "a7bb7f92f165479af2f0556c4fd669b74c5959f464f603e18389b532f4d07a71",
    ),
    "NotoSansTelugu-Regular.ttf": (
        NOTO,
        "cb3165071121b1e80c55a041d0c1f79b3bbc68e4b0eab37b0d881958dfc3ed7a",
    ),
    "NotoSansKannada-Regular.ttf": (
        NOTO,
        "892b841b0b87ca3c2702bdc78d3031c8220f53e8f5f496ec5e37ccf0ca03ddf7",
    ),
    "NotoSansMalayalam-Regular.ttf": (
        NOTO,
        "5433f4a642b4325aa169a55c4c6b8d1c4a45c4e08bcd9cbe72888229709a8f2d",
    ),
    "NotoSansSinhala-Regular.ttf": (
        NOTO,
        "31f83eec724a27779d1434afc84beabee239c0ff77dc8d04bee9f49c60b23fdd",
    ),
    "NotoSansLao-Regular.ttf": (
        NOTO,
        "6c3de7db369e85cba20255d161eeeb3d934ea3c4c51e2574c2ddcce79a25025c",
    ),
    "NotoSansKhmer-Regular.ttf": (
        NOTO,
        "bc9a5e2afcee249849e409aabe6e22330c479b878ea3e59bf5e7c84482d7ee53",
    ),
    "NotoSansMyanmar-Regular.ttf": (
        NOTO,
        "3fe9a4babc12081adc979e0313433e6ec85bb3ad069681c23ee8d8ea8b91332b",
    ),
    "NotoSansSyriac-Regular.ttf": (
        NOTO,
        "49917b4472e91dfb37291ef4f4821957f4225edaddb6100b1d8736df3910b237",
    ),
    "NotoSansThaana-Regular.ttf": (
        NOTO,
        "241b4be4717d495a72cf7eb8e69891e63a6eb1cc18d98fa357f5af7f58c02446",
    ),
    "NotoSansTifinagh-Regular.ttf": (
        NOTO,
        "176233c9dd5649184f3206680debc1a50b411a9229049e0b5d212776af1e2034",
    ),
    "NotoSansSymbols2-Regular.ttf": (
        NOTO,
        "876598db5f1e3bef2bc77c4d94c5b0d5d2c1620be4878a06f18fb5434e331688",
    ),
    "NotoSansMath-Regular.ttf": (
        NOTO,
        "8242bd1e55368b27e32455260754cf9aa58f3ad7ea80664b66c21f1b09910d6c",
    ),
    # Fixed in width for Latin text only, which it does not set here; its Hangul is complete and half the size.
    "NanumGothicCoding.ttf": (
        NANUM,
        "787effd7efed2abca88ade231faa8191f4e9fcf85b1805a13ee1dc3724b72089",
    ),
    "DroidSansFallbackFull.ttf": (
        DROID,
        "acb6440a713d880a13a21b468ba7cd43f5a2b2934972e51be791c880730777b8",
    ),
}

ONLY_FOR: dict[str, tuple[tuple[int, int], ...]] = {
    # As in the list of fonts in resources/portfolio/document.typ.
    "NanumGothicCoding.ttf": ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3)),
}


def main() -> int:
    """Fetch, check, copy, and write the coverage table."""
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        wanted = [f"{name}={version}" for name, version in PACKAGES.items()]
        subprocess.run(["apt-get", "download", *wanted], cwd=here, check=True)
        for package in here.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(package), str(here / "x")], check=True)
        FONTS.mkdir(parents=True, exist_ok=True)
        LICENCES.mkdir(parents=True, exist_ok=True)
        for name, (folder, digest) in FILES.items():
            source = here / "x" / folder / name
            found = hashlib.sha256(source.read_bytes()).hexdigest()
            if found != digest:
                print(f"{name}: expected {digest}, got {found}", file=sys.stderr)
                return 1
            shutil.copyfile(source, FONTS / name)
        for package, licence in (
            ("fonts-noto-core", "OFL-1.1"),
            ("fonts-droid-fallback", "Apache-2"),
            ("fonts-nanum", "OFL-1.1"),
        ):
            text = (here / "x/usr/share/doc" / package / "copyright").read_text("utf-8")
            (LICENCES / f"{package}.txt").write_text(licence_text(text, package, licence), "utf-8")
    ranges = coverage([FONTS / name for name in FILES])
    (FONTS / "coverage.json").write_text(json.dumps(ranges, separators=(",", ":")) + "\n", "utf-8")
    print(f"{len(FILES)} fonts, {sum(end - start + 1 for start, end in ranges)} characters")
    return 0


def licence_text(copyright_file: str, package: str, licence: str) -> str:
    """Return the copyright notice of the fonts and the licence they are under, out of a Debian copyright file."""
    paragraphs = copyright_file.split("\n\n")
    notice = next(part for part in paragraphs if part.startswith("Files: *"))
    licences = [part for part in paragraphs if part.startswith(f"License: {licence}\n ")]
    # Some files write the licence out right under the notice.
    body = licences[-1].splitlines()[1:] if licences else []
    lines = ["" if line.strip() == "." else line.removeprefix(" ") for line in body]
    return f"Fonts from the Debian package {package}\n\n{notice.strip()}\n\n" + "\n".join(lines).rstrip() + "\n"


def coverage(files: list[Path]) -> list[tuple[int, int]]:
    """Return the ranges of code points for which at least one font has a glyph."""
    have: set[int] = set()
    for file in files:
        points = code_points(file.read_bytes())
        spans = ONLY_FOR.get(file.name)
        have |= points if spans is None else {p for p in points if any(start <= p <= end for start, end in spans)}
    ranges: list[tuple[int, int]] = []
    for point in sorted(have):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return ranges


def code_points(font: bytes) -> set[int]:
    """Return the code points of a font's Unicode character map (OpenType ``cmap``, formats 4 and 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for index in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == b"cmap":
            break
    else:
        return set()
    found: set[int] = set()
    for index in range(struct.unpack_from(">H", font, offset + 2)[0]):
        platform, encoding, inner = struct.unpack_from(">HHI", font, offset + 4 + 8 * index)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            found |= _subtable(font, offset + inner)
    return found


def _subtable(font: bytes, at: int) -> set[int]:
    kind = struct.unpack_from(">H", font, at)[0]
    if kind == 12:
        groups = struct.unpack_from(">I", font, at + 12)[0]
        spans = (struct.unpack_from(">III", font, at + 16 + 12 * index) for index in range(groups))
        return {point for start, end, glyph in spans for point in range(start, end + 1) if glyph + point - start}
    if kind != 4:
        return set()
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}h", font, at + 16 + 4 * count)
    base = at + 16 + 6 * count
    found: set[int] = set()
    for index in range(count):
        shift = struct.unpack_from(">H", font, base + 2 * index)[0]
        for point in range(starts[index], min(ends[index], 0xFFFE) + 1):
            if shift == 0:
                glyph = (point + deltas[index]) & 0xFFFF
            else:
                place = base + 2 * index + shift + 2 * (point - starts[index])
                glyph = struct.unpack_from(">H", font, place)[0]
            if glyph:
                found.add(point)
    return found


if __name__ == "__main__":
    sys.exit(main())
