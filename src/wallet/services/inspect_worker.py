"""The entry of a worker process; everything it does is in ``wallet.adapters.worker_child``."""

from wallet.adapters.worker_child import serve


def main() -> int:
    """Serve the parent until it is gone and return the exit status."""
    return serve()
