"""The sample badges that come with the program, to try it with. Their issuers are not trusted anywhere else."""

from wallet import resources
from wallet.services.source import Source, from_path

_SUFFIXES = {".json", ".jwt", ".png", ".svg", ".sdjwt"}
_NOT_SAMPLES = {"trust.json", "net.json"}


def sample_sources() -> tuple[Source, ...]:
    """Return the sample credentials."""
    folder = resources.path("samples")
    if not folder.is_dir():
        return ()
    files = sorted(file for file in folder.iterdir() if file.suffix in _SUFFIXES and file.name not in _NOT_SAMPLES)
    return tuple(from_path(file) for file in files)
