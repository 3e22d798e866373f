import pytest

from pipeline.syllables import is_syllable

YES = "nghị quyết thủy thuỷ hòa hoà quốc giếng gì uỷ khuỷu thuở quạnh yếu nguyễn Đắk ỨNG ngoằn xoong oẳn quỳnh"
NO = "x· hoµ héi ñaïi OÄ tàc hạch́ nđ BQLDA Krông ßt việtt"


@pytest.mark.parametrize("word", YES.split(" "))
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", NO.split(" "))
def test_what_no_syllable_is(word: str) -> None:
    assert not is_syllable(word)
