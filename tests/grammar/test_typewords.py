import pytest

from pipeline import rulebook
from pipeline.grammar.typewords import TypeWords

TYPES = rulebook.load().build(TypeWords)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("theo Quyết định", "quyết định"),
        ("tại THÔNG BÁO KẾT LUẬN", "thông báo kết luận"),  # the longest
        ("thông  báo kết\u00a0luận", "thông báo kết luận"),  # whatever the blanks
        ("(NĐ", "nđ"),
        ("xNĐ", None),
        ("Quyết định số", None),
        ("", None),
    ],
)
def test_the_type_word_before_a_number(text: str, words: str | None) -> None:
    found = TYPES.before(text, 0, len(text))
    assert (found[1] if found else None) == words
    assert found is None or " ".join(text[found[0] :].lower().split()) == words


def test_it_begins_behind_the_floor() -> None:
    assert TYPES.before("Thông báo kết luận", 10, 18) == (10, "kết luận")


def test_small_words_with_single_blanks_are_told_without_a_pattern() -> None:
    assert TYPES.ends("căn cứ nghị định") == "nghị định"
    assert TYPES.ends("căn cứ") is None
    assert TYPES.abbr["nghị định"] == "NĐ"
