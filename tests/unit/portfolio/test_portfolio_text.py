"""What an issuer wrote reaches paper, page and table as text, and as nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.portfolio.file_names import extension_of, numbered, safe_name
from wallet.portfolio.plain_text import REPLACEMENT, one_line, paragraphs, printable, settable


def test_markdown_becomes_plain_lines() -> None:
    text = paragraphs(
        "# Kop\n**Vet** en _schuin_ met `code`\n- een\n  - twee\n> citaat\n---\nsnake_case_blijft 2*3*4", 1000
    )
    assert text == "Kop\nVet en schuin met code\n• een\n  • twee\ncitaat\nsnake_case_blijft 2*3*4"


def test_links_pictures_and_html_lose_what_they_do() -> None:
    text = paragraphs("[x](javascript:alert(1)) <img src=x onerror=alert(1)> ![t](https://track.example/p.gif)", 1000)
    assert "javascript" not in text
    assert "<" not in text
    assert "track.example" not in text
    assert paragraphs("[kader](https://npuls.example/kader)", 100) == "kader (https://npuls.example/kader)"


def test_characters_that_turn_a_sentence_round_are_gone() -> None:
    assert one_line("echt\u202etlasrev\u202c \u2066x\u2069\u0000\u0007") == f"echttlasrev x{REPLACEMENT}{REPLACEMENT}"


def test_no_tick_leaves_in_an_export() -> None:
    for tick in "\u2713\u2714\u2705\u2611\U0001f5f8":
        assert tick not in printable(f"{tick} Verified", 100)


def test_characters_without_a_glyph_are_replaced() -> None:
    assert settable("Aé日本 العربية 🏅") == f"Aé日本 العربية {REPLACEMENT}"
    assert settable(REPLACEMENT) == REPLACEMENT


@settings(deadline=None)
@given(st.text(max_size=400), st.integers(2, 100))
def test_text_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(printable(text, limit)) <= limit
    assert "\n" not in one_line(text, limit)
    assert len(paragraphs(text, limit).replace("• ", "- ")) <= limit * 8


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "hostile", ["[" * 4000, "*" * 4000, "<a" * 2000, "_a" * 2000, "`" * 4000, "![" * 2000, "#" * 4000]
)
def test_hostile_markdown_takes_no_time(hostile: str) -> None:
    paragraphs(hostile, 4000)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_a_file_name_is_harmless_everywhere(text: str) -> None:
    name = safe_name(text)
    assert name
    assert name.isascii()
    assert not set(name) & set('/\\:*?"<>|\x00')
    assert not name.startswith((".", "-"))
    assert len(name) <= 61


def test_file_names_sort_and_say_what_they_are() -> None:
    assert numbered(3, "../../etc/passwd", "application/vc+jwt", 120) == "003-etc-passwd.jwt"
    assert safe_name("CON") == "_CON"
    assert extension_of("application/unheard-of") == "bin"
