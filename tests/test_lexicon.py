import pytest

from pipeline.lexicon import Lexicon, everywhere, spellings

WORDS = Lexicon(["chủ trì", "chủ trì, phối hợp", "ủy ban", "giao"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sở Nội vụ chủ trì, phối hợp với", [(1, "chủ trì, phối hợp")]),
        ("CHỦ TRÌ; giao Sở", [(0, "CHỦ TRÌ"), (3, "giao")]),
        ("Uỷ ban, Ủy ban", [(2, "Uỷ ban"), (2, "Ủy ban")]),
        ("giaothông giaox", []),
        ("", []),
    ],
)
def test_longest_whole_words_in_either_spelling(text: str, found: list[tuple[int, str]]) -> None:
    assert [(hit.word, text[hit.start : hit.end]) for hit in WORDS.hits(text)] == found


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "giao, giao, giao"
    assert [(hit.start, hit.end) for hit in WORDS.hits(text, 5, 11)] == [(6, 10)]


def test_everywhere_finds_words_within_others() -> None:
    assert everywhere(["sở", "sở nội vụ", "nội"])("sở nội vụ") == [(0, 0, 2), (2, 3, 6), (1, 0, 9)]


def test_spellings() -> None:
    assert spellings("Hòa") == {"hòa", "hoà"}
