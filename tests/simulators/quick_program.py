"""The program as a process, with one thing made quick: passphrases are stretched at the floor instead of for a second.

It is the same entry point; what the floor costs is what a slow computer would choose. Tests that start the program a
hundred times use it; those of the passphrase itself start the program as it is.
"""

import sys

_START = (
    "import sys; from wallet.vault import key_derivation; key_derivation.WANTED_SECONDS = 0.0;"
    "from wallet.__main__ import main; sys.exit(main())"
)


def command(*arguments: str) -> list[str]:
    """The command that starts it."""
    return [sys.executable, "-c", _START, *arguments]
