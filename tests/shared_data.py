"""Where the third-party data for tests lies."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def shared_folder() -> Path | None:
    """The folder with the third-party data, or nothing where it is absent."""
    named = os.environ.get("WALLET_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if folder.is_dir() else None
