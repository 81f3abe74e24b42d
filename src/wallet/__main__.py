"""The entry point: with arguments the command line, without them the window.

The hidden first arguments make this program one of its own helper processes; they come first and load nothing else,
because such a process must start fast and know little.
"""

import sys

_INSPECT = "--inspect-worker"
_SIGN = "--signing-worker"


def main() -> int:
    """Run the program and return its exit status."""
    first = sys.argv[1] if len(sys.argv) > 1 else ""
    if first == _INSPECT:
        from wallet.services import inspect_worker

        return inspect_worker.main()
    if first == _SIGN:
        from wallet.services import signing_worker

        return signing_worker.main()
    from wallet.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
