"""A file is replaced whole or not at all, and is on the disk before it is called done."""

import errno
import os
from pathlib import Path

import pytest

from wallet.errors import EnvironmentFailedError
from wallet.vault import atomic_file


def test_written_synced_renamed_and_the_folder_synced_in_this_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(descriptor: int) -> None:
        seen.append("folder" if Path(f"/proc/self/fd/{descriptor}").is_dir() else "file")
        real_sync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        assert self.read_bytes() == b"new", "what is renamed is complete"
        seen.append("rename")
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    atomic_file.write(tmp_path / "x", b"new")
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("NOT RUN: no /proc to see what is synced")
    assert seen == ["file", "rename", "folder"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "vault.disk_full"),
        (errno.EDQUOT, "vault.disk_full"),
        (errno.EACCES, "vault.no_permission"),
        (errno.EROFS, "vault.no_permission"),
        (errno.ENOENT, "vault.no_folder"),
        (errno.EIO, "vault.io_failed"),
    ],
)
def test_what_the_machine_refuses_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")

    def refuse(_: int) -> None:
        raise OSError(number, "no")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(EnvironmentFailedError) as caught:
            atomic_file.write(path, b"new")
    assert caught.value.code == code
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["x"]


def test_breaking_off_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")

    def half() -> None:
        with atomic_file.replacing(path) as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["x"]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailedError, match=r"vault\.no_folder"):
        atomic_file.write(tmp_path / "no" / "x", b"")
