"""Make the checkout's own program importable and startable in the virtual environment it is run with.

A build of the package is not needed for that: a path file and a three-line launcher do it in milliseconds.
"""

import stat
import sys
import sysconfig
from pathlib import Path

LAUNCHER = """#!{python}
import sys
from wallet.__main__ import main
sys.exit(main())
"""


def link(checkout: Path) -> None:
    """Write the path file and the ``wallet`` launcher."""
    site = Path(sysconfig.get_path("purelib"))
    (site / "capsa-wallet.pth").write_text(f"{checkout / 'src'}\n", "utf-8")
    launcher = Path(sysconfig.get_path("scripts")) / "wallet"
    launcher.write_text(LAUNCHER.format(python=sys.executable), "utf-8")
    launcher.chmod(launcher.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


if __name__ == "__main__":
    link(Path(__file__).resolve().parents[1])
