"""The entry point: with arguments the command line, without them the window."""

import sys

_WORKER = "--inspect-worker"
_SIGNING = "--signing-worker"


def main() -> int:
    """Run the program and return its exit status."""
    if sys.argv[1:2] == [_WORKER]:
        # A worker process of this program: nothing of the command line is needed, and it must start fast.
        from wallet.services.inspect_worker import main as work

        return work()
    if sys.argv[1:2] == [_SIGNING]:
        # The process that holds the private keys while the wallet is open.
        from wallet.services.signing_worker import main as sign

        return sign()
    from wallet.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
