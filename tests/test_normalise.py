import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.model import Span
from pipeline.normalise import normalise
from pipeline.source import Source

BOOK = rulebook.load()
SHARED = Path(__file__).resolve().parents[2] / "shared"
SAMPLES = [*sorted(SHARED.glob("seeds/*.txt")), *sorted(SHARED.glob("real/portal/tnt-[0-9]*.txt"))[::12]]
WORDS = [
    "Điều 1.",
    "Căn cứ",
    "của",
    "Sở Nội vụ",
    "Số: 12/QĐ-",
    "UBND",
    "\n",
    "\n",
    "\n\n",
    " ",
    "\u00a0",
    "-",
    "a)",
    "1.",
    "**",
    "KT. CHỦ TỊCH",
    ";",
    "như sau:",
    "\t",
    "Ð",
]
texts = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)


def kept(char: str, words: str) -> bool:
    """Whether a character is one that stood in the source, or a blank in place of a break."""
    folded = unicodedata.normalize("NFC", words).replace("Ð", "Đ")
    return char == folded or (char in " \n" and not words.strip(" \n\r\t\u00a0*-–123456789")) or (char == " " and words == "\t")


def assert_origins(source: str, *, blocks: bool = False) -> str:
    text = normalise(Source(source), BOOK, blocks=blocks)
    for i, char in enumerate(text.chars):
        origin = text.source(Span(i, i + 1))
        assert kept(char, source[origin.start : origin.end]), (i, char, source[origin.start : origin.end])
    return text.chars


@given(texts, st.booleans())
def test_every_character_is_its_source(source: str, blocks: bool) -> None:
    assert_origins(source, blocks=blocks)


@given(texts)
def test_no_blank_ends_and_no_empty_paragraphs(source: str) -> None:
    chars = normalise(Source(source), BOOK).chars
    assert "\n\n\n" not in chars
    assert all(line == line.strip() for line in chars.split("\n"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_samples(path: Path) -> None:
    source = path.read_text(encoding="utf-8-sig")
    chars = assert_origins(source)
    again = normalise(Source(chars), BOOK).chars
    assert again.split() == chars.split()
    moved = sum(a != b for a, b in zip(chars, again, strict=False))
    assert moved <= len(chars) // 200 + 4, "a second pass joins next to nothing"
