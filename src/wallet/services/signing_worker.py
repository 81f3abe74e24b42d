"""The entry of the signing process; everything it does is in ``wallet.adapters.signing``."""

from wallet.adapters.signing import serve


def main() -> int:
    """Serve the parent until it is gone and return the exit status."""
    return serve()
