"""PDF/A-3a and PDF/UA-1 out of plain data, with typst and the bundled template.

The template is fixed and all text reaches it as JSON values, so nothing in a credential is ever markup. The compiler
sees a fresh folder that holds the template, the data, pictures that were encoded anew, and the originals to attach;
the folder lies in memory where the system has such a place, and is removed at once.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import typst

from wallet import resources
from wallet.errors import EnvironmentFailedError
from wallet.formats.pdf import PORTFOLIO_AUTHOR
from wallet.portfolio.plain_text import settable

STANDARDS: tuple[Literal["a-3a"], Literal["ua-1"]] = ("a-3a", "ua-1")
"""PDF/A-3a keeps the originals as attachments; PDF/UA-1 makes it readable aloud."""

_MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder is made inside, in memory instead of on disk


def _settable(value: Any) -> Any:
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, dict):
        return {key: _settable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_settable(item) for item in value]
    return value


def has_unsettable(value: Any) -> bool:
    """Tell whether any text in ``value`` has a character that no bundled font has."""
    if isinstance(value, str):
        return settable(value) != value
    if isinstance(value, dict):
        return any(has_unsettable(item) for item in value.values())
    return isinstance(value, list | tuple) and any(has_unsettable(item) for item in value)


def typeset(document: Mapping[str, Any], files: Mapping[str, bytes], made_at: datetime) -> bytes:
    """Return the PDF of ``document`` (see ``resources/portfolio/document.typ``) with ``files`` beside it.

    Equal input gives equal bytes: ``made_at`` is the only time in it.

    Raises:
        EnvironmentFailedError: ``portfolio.no_space`` where the folder cannot be written, ``portfolio.not_set`` where
            the compiler refuses.
    """
    data = json.dumps(_settable({"author": PORTFOLIO_AUTHOR, **document}), ensure_ascii=False)
    try:
        folder = tempfile.mkdtemp(prefix="capsa-", dir=_MEMORY if _MEMORY.is_dir() else None)
    except OSError as error:
        raise EnvironmentFailedError("portfolio.no_space", {"reason": error.strerror or ""}) from error
    try:
        root = Path(folder)
        (root / "document.typ").write_bytes(resources.read_bytes("portfolio", "document.typ"))
        (root / "data.json").write_text(data, "utf-8")
        for name, body in files.items():
            (root / name).write_bytes(body)
        return _compile(root, made_at)
    except OSError as error:
        raise EnvironmentFailedError("portfolio.no_space", {"reason": error.strerror or ""}) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _compile(root: Path, made_at: datetime) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(resources.path("fonts"))],
    )
    # No package may be looked for, in any place: the template imports nothing.
    compiler = typst.Compiler(
        str(root / "document.typ"),
        root=str(root),
        font_paths=fonts,
        package_path=str(root / "no-packages"),
        package_cache_path=str(root / "no-packages"),
    )
    try:
        made = compiler.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=int(made_at.timestamp()))
    except typst.TypstError as error:
        raise EnvironmentFailedError("portfolio.not_set", {"reason": str(error)[:200]}) from error
    if not isinstance(made, bytes):
        raise EnvironmentFailedError("portfolio.not_set", {"reason": ""})
    return made
