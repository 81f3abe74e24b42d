"""A private key in a backup that is not the one its name says is not taken in."""

from pathlib import Path

import pytest

from wallet.errors import MalformedError
from wallet.services import session as sessions
from wallet.services.options import RunOptions
from wallet.verification.keys.public_key import KeyType


def test_a_key_under_the_name_of_another_is_refused_and_nothing_comes_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def new(name: str) -> sessions.Session:
        return sessions.create(tmp_path / name, "a passphrase", options=RunOptions(profile=tmp_path / name)).session

    first, second = new("first"), new("second")
    try:
        path = tmp_path / "mine.walletbackup"
        first.backup.make(path, "backup passphrase")
        before = second.holder.ids
        real = second._signing.reseal

        def swapped(kind: KeyType, sealed: bytes, key: bytes, new_key: bytes) -> tuple[str, bytes]:
            public, resealed = real(kind, sealed, key, new_key)
            return public.replace('"x":"', '"x":"A'), resealed

        monkeypatch.setattr(second._signing, "reseal", swapped)
        with pytest.raises(MalformedError, match=r"backup\.damaged"):
            second.backup.restore(path, "backup passphrase")
        assert second.holder.ids == before
        monkeypatch.undo()
        second.backup.restore(path, "backup passphrase")
        assert set(second.holder.ids) == {*before, *first.holder.ids}
    finally:
        first.lock()
        second.lock()
