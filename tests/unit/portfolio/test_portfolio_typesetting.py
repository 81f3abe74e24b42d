"""The folder that the compiler works in: private, gone afterwards, and a clear answer where there is no room."""

import tempfile
from datetime import datetime
from pathlib import Path

import pytest

from simulators.portfolio_entries import MADE_AT, portfolio
from wallet import wording
from wallet.errors import EnvironmentFailedError
from wallet.portfolio import typesetting
from wallet.portfolio.writers import pdf


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(typesetting, "_MEMORY", tmp_path)
    assert pdf.write(portfolio()).data.startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_behind_when_the_compiler_refuses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(typesetting, "_MEMORY", tmp_path)
    with pytest.raises(EnvironmentFailedError) as raised:
        # A document without its members stands for anything that the compiler could object to.
        typesetting.typeset({"lang": "nl"}, {}, MADE_AT)
    assert raised.value.code == "portfolio.not_set"
    assert list(tmp_path.iterdir()) == []


def test_no_room_has_its_own_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(typesetting, "_MEMORY", tmp_path / "absent")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent as well"))
    with pytest.raises(EnvironmentFailedError) as raised:
        pdf.write(portfolio())
    assert raised.value.code == "portfolio.no_space"


def test_the_folder_is_for_this_person_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    modes = []

    def look(root: Path, _made_at: datetime) -> bytes:
        modes.append(root.stat().st_mode & 0o777)
        return b""

    monkeypatch.setattr(typesetting, "_MEMORY", tmp_path)
    monkeypatch.setattr(typesetting, "_compile", look)
    pdf.write(portfolio())
    assert modes == [0o700]


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_both_answers_have_a_sentence(lang: str) -> None:
    for code in ("no_space", "not_set"):
        assert wording.has(f"error.portfolio.{code}", lang)
