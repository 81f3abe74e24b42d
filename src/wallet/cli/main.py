"""The command line's entry."""


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    raise NotImplementedError
