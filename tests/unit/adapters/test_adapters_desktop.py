"""Registering with the desktop: the right command, the right places, and away again."""

import shutil
import subprocess
from pathlib import Path

import pytest

from wallet.adapters import desktop
from wallet.errors import EnvironmentFailedError
from wallet.services import desktop as service


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (["/usr/bin/wallet"], "Exec=/usr/bin/wallet %U"),
        (["/home/a b/wallet"], 'Exec="/home/a b/wallet" %U'),
        (["/x/py", "-P", "-m", "wallet"], "Exec=/x/py -P -m wallet %U"),
        (["/x/100%"], "Exec=/x/100%% %U"),
        (['/x/a"b$c'], 'Exec="/x/a\\\\"b\\\\$c" %U'),
    ],
)
def test_the_command_is_quoted_as_the_specification_says(command: list[str], line: str) -> None:
    assert desktop.launcher("[Desktop Entry]\nExec=wallet %U\n", command).splitlines()[1] == line


def test_registering_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    written = service.register()
    assert {path.relative_to(tmp_path).parts[0] for path in written} == {"applications", "mime", "icons"}
    text = written[0].read_text("utf-8")
    assert "x-scheme-handler/openid-credential-offer" in text
    assert "Exec=wallet" not in text
    validate = shutil.which("desktop-file-validate")
    if validate:
        assert subprocess.run([validate, str(written[0])], capture_output=True).returncode == 0
    assert service.unregister() == written
    assert service.unregister() == ()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "applications").write_text("in the way")
    with pytest.raises(EnvironmentFailedError, match=r"desktop\.write_failed"):
        desktop.register({"desktop": b"", "mime.xml": b"", "svg": b""}, ["wallet"], tmp_path)
