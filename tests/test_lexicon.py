import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import Lexicon, spellings

WORDS = ["bộ", "bộ luật", "ủy ban", "xây dựng", "hòa giải"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bộ Xây dựng", ["bộ", "xây dựng"]),
        ("Bộ luật Dân sự", ["bộ luật"]),  # the longest word that begins there
        ("cán bộ, công bộc", ["bộ"]),  # whole words only
        ("Uỷ ban, UỶ BAN, Ủy ban", ["ủy ban", "ủy ban", "ủy ban"]),  # wherever the tone mark stands
        ("hoà giải", ["hòa giải"]),
        ("", []),
    ],
)
def test_words_of_a_list(text: str, found: list[str]) -> None:
    assert [WORDS[hit.word] for hit in Lexicon(WORDS).hits(text)] == found


@given(st.text(alphabet="bộ luậtủyan. İ", max_size=30), st.integers(0, 10))
def test_places_are_those_of_the_text(text: str, start: int) -> None:
    for hit in Lexicon(WORDS).hits(text, start):
        assert hit.start >= start
        assert text[hit.start : hit.end].lower() in spellings(WORDS[hit.word])


def test_spellings() -> None:
    assert spellings("Hòa") == {"hòa", "hoà"}
