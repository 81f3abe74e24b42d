"""The entry point: with a command the command line, without one the window, and without a display the tour.

The hidden first arguments make this program one of its own helper processes; they come first and load nothing else,
because such a process must start fast and know little.
"""

import sys

_INSPECT = "--inspect-worker"
_SIGN = "--signing-worker"


def _window(arguments: list[str]) -> int:
    from wallet.cli import no_window

    reason = no_window.reason()
    if reason is None:
        try:
            from wallet.ui.app import main as open_window
        except ImportError:
            reason = "no_libraries"
        else:
            return open_window(arguments)
    return no_window.tour_instead(arguments, reason)


def main() -> int:
    """Run the program and return its exit status."""
    arguments = sys.argv[1:]
    first = arguments[0] if arguments else ""
    if first == _INSPECT:
        from wallet.services import inspect_worker

        return inspect_worker.main()
    if first == _SIGN:
        from wallet.services import signing_worker

        return signing_worker.main()
    from wallet.cli.main import means_window, run

    return _window(arguments) if means_window(arguments) else run(arguments)


if __name__ == "__main__":
    sys.exit(main())
