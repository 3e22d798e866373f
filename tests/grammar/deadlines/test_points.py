import pytest

from pipeline import rulebook
from pipeline.almanac import Mark
from pipeline.grammar.deadlines.points import Points, mark, numbers
from pipeline.pattern import fill

BOOK = rulebook.shared()
PIECES: dict[str, str] = {}
for _entry in BOOK.entries("deadlines", "parts"):
    PIECES[_entry["id"]] = fill(_entry["pattern"], PIECES)
POINTS = Points(BOOK, PIECES)


@pytest.mark.parametrize(
    ("words", "kind", "first", "last"),
    [
        ("ngày 5/6/2025", "day", None, Mark(2025, 6, 5)),
        ("5/6", "day", None, Mark(None, 6, 5)),
        ("30/9/25", "day", None, Mark(2025, 9, 30)),
        ("tháng 5, 6/2025", "month", Mark(2025, 5, 1), Mark(2025, 6, -1)),
        ("tháng 11/2025 - tháng 02/2026", "month", Mark(2025, 11, 1), Mark(2026, 2, -1)),
        ("quý IV/2025 và quý I/2026", "quarter", Mark(2025, 10, 1), Mark(2026, 3, -1)),
        ("quý 2 năm 2025", "quarter", Mark(2025, 4, 1), Mark(2025, 6, -1)),
        ("năm 2026 - 2027", "year", Mark(2026, 1, 1), Mark(2027, 12, -1)),
        ("6 tháng cuối năm", "half", Mark(None, 7, 1), Mark(None, 12, -1)),
        ("đầu tháng 6/2025", "edge", Mark(2025, 6, 1), Mark(2025, 6, 10)),
    ],
)
def test_points(words: str, kind: str, first: Mark | None, last: Mark) -> None:
    point = POINTS.at(words, 0, len(words))
    assert point is not None
    assert (point.kind, point.first, point.last) == (kind, first, last)
    assert point.span == (0, len(words))


@pytest.mark.parametrize("words", ["5/6/2025/QĐ", "1/500", "15.000.000", "tháng 13/2025", "quý V", "năm 20255", "5/6%"])
def test_look_alikes(words: str) -> None:
    assert POINTS.at(words, 0, len(words)) is None


def test_numbers_and_marks() -> None:
    assert numbers("05 tháng 6 năm 2025") == [5, 6, 2025]
    assert mark("5/6") == Mark(None, 6, 5)
    assert mark("năm 2025") is None
