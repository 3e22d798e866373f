import pytest

from pipeline.agencies.toneless import Toneless
from pipeline.rulebook import load

TONELESS = load().build(Toneless)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("TONG CUC THUÊ", "TỔNG CỤC THUẾ"),
        ("UY BAN NHAN DAN TINH LAI CHAU", "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU"),
        ("B0 TÀI CHÍNH", "BỘ TÀI CHÍNH"),
        ("BỘ NỘI VỤ", "BỘ NỘI VỤ"),
        ("NHOM BAN DOC", "NHOM BAN DOC"),
        ("", ""),
    ],
)
def test_restored(words: str, expected: str) -> None:
    assert TONELESS.restored(words) == expected
    assert len(expected) == len(words)
