"""The entry point: with arguments the command line, without them the window."""

import sys


def main() -> int:
    """Run the program and return its exit status."""
    from wallet.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
