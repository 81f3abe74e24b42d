"""Puts the files of a share, a portfolio or a checker page on the disk and says what was written."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wallet.cli.context import Run
from wallet.errors import EnvironmentFailedError
from wallet.services.share import ShareFile

_FULL = (28, 122)  # ENOSPC, EDQUOT


def _failed(error: OSError, path: Path) -> EnvironmentFailedError:
    code = "cli.disk_full" if error.errno in _FULL else "cli.write_failed"
    return EnvironmentFailedError(code, {"path": str(path)})


def _write(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _failed(error, path) from error


def _meant(files: Sequence[ShareFile], out: Path | None) -> Sequence[ShareFile]:
    """Return the one file whose kind the name of ``out`` asks for (``code.svg``), else all of them."""
    if out is None or not out.suffix or out.is_dir():
        return files
    chosen = [file for file in files if Path(file.name).suffix.lower() == out.suffix.lower()]
    return chosen if len(chosen) == 1 else files


def _places(files: Sequence[ShareFile], out: Path | None) -> list[Path]:
    if out is not None and len(files) == 1 and not out.is_dir():
        return [out]
    folder = Path.cwd() if out is None else out
    # The name is a suggestion of ours; only its last part is used, so that it cannot lead elsewhere.
    return [folder / Path(file.name).name for file in files]


def write_files(files: Sequence[ShareFile], out: Path | None) -> list[dict[str, Any]]:
    """Write ``files`` to ``out`` (a file for one, a folder for several) and return what ``--json`` prints of them.

    Raises:
        EnvironmentFailedError: ``cli.disk_full`` or ``cli.write_failed`` with ``facts["path"]``.
    """
    told = []
    files = _meant(files, out)
    for file, path in zip(files, _places(files, out), strict=True):
        _write(path, file.data)
        told.append({"path": str(path), "media_type": file.media_type, "sha256": hashlib.sha256(file.data).hexdigest()})
    return told


def tell(run: Run, told: Sequence[dict[str, Any]], **more: Any) -> None:
    """Say which files were written, in prose or as ``{"files": […]}``."""
    run.terminal.data({"files": list(told), **more})
    for file in told:
        run.terminal.say("wrote", {"path": file["path"], "sha256": file["sha256"]})
