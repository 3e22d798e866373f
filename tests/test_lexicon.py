import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import Lexicon, spellings

WORDS = ["bộ", "bộ luật", "ủy ban", "xây dựng", "hòa giải"]


def words(text: str, start: int = 0) -> list[tuple[str, int, int]]:
    lexicon = Lexicon(WORDS)
    base, found = lexicon.matches(text, start, len(text))
    return [(WORDS[lexicon.numbers[form]], base + first, base + last) for form, first, last in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bộ Xây dựng", ["bộ", "xây dựng"]),
        ("Bộ luật Dân sự", ["bộ luật"]),  # the longest word that begins there
        ("cán bộ, công bộc", ["bộ"]),  # whole words only
        ("Uỷ ban, UỶ BAN, Ủy ban", ["ủy ban", "ủy ban", "ủy ban"]),  # wherever the tone mark stands
        ("hoà giải", ["hòa giải"]),
        ("中bộ, bộö, Ж bộ 😀", ["bộ", "bộ"]),
        ("", []),
    ],
)
def test_words_of_a_list(text: str, found: list[str]) -> None:
    assert [word for word, _, _ in words(text)] == found


@given(st.text(alphabet="bộ luậtủyan. İ", max_size=30), st.integers(0, 10))
def test_places_are_those_of_the_text(text: str, start: int) -> None:
    for word, first, last in words(text, start):
        assert first >= start
        assert text[first:last].lower() in spellings(word)


def test_spellings() -> None:
    assert spellings("Hòa") == {"hòa", "hoà"}
