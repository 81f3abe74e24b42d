"""What can be told about a wallet before its passphrase is known."""

from pathlib import Path

from simulators.held import NOW
from wallet.services import session as sessions
from wallet.services.condition import condition_of
from wallet.services.options import RunOptions


def test_the_condition_of_a_wallet_without_opening_it(tmp_path: Path) -> None:
    place = tmp_path / "wallet"
    assert condition_of(place) is None
    session = sessions.create(place, "pass", options=RunOptions(profile=place, at=NOW)).session
    found = condition_of(place)
    assert found is not None
    assert found.in_use
    session.lock()
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    found = condition_of(place)
    assert found is not None
    assert (found.in_use, found.private, found.problem, found.synced_by) == (False, True, None, None)
    assert found.ways_in == ("passphrase", "recovery_key")
    assert found.size > 4_096
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before
    (place / "wallet.db").chmod(0o644)
    found = condition_of(place)
    assert found is not None
    assert not found.private
    (place / "wallet.db").unlink()
    found = condition_of(place)
    assert found is not None
    assert found.problem == "vault.database_missing"
    for name in ("wallet.header", "wallet.header.copy"):
        (place / name).write_bytes(b"{}")
    found = condition_of(place)
    assert found is not None
    assert found.problem == "vault.header_damaged"
