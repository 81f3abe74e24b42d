"""The entry of a worker process; everything it does is in ``wallet.adapters.worker_child``."""

import importlib
import sys
from types import ModuleType


def _load_without_network_library(name: str) -> None:
    """Load ``name`` while aiohttp pretends to be absent.

    PyLD loads it when it finds it, for fetching that no worker can or may do; that is a third of the start-up time.
    """
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]
    hidden = "aiohttp" not in modules
    if hidden:
        modules["aiohttp"] = None
    try:
        importlib.import_module(name)
    finally:
        if hidden:
            del modules["aiohttp"]


def main() -> int:
    """Serve the parent until it is gone and return the exit status."""
    _load_without_network_library("pyld.jsonld")
    # Before the doors close: the window loads it only when it is needed, a worker always needs it.
    importlib.import_module("wallet.verification.canonicalization.jsonld")
    from wallet.adapters.worker_child import serve

    return serve()
