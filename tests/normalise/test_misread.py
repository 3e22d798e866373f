import pytest

from pipeline import rulebook
from pipeline.model import Span
from pipeline.normalise.misread import mend
from pipeline.text import Text

BOOK = rulebook.shared()
ENTRIES = [(section, entry) for section in ("lines", "phrases", "figures", "symbols") for entry in BOOK.entries("misreadings", section)]


@pytest.mark.parametrize(("read", "meant"), [pair for _, entry in ENTRIES for pair in entry["examples"].items()])
def test_misreadings_are_put_right(read: str, meant: str) -> None:
    settled = read.replace("Ð", "Đ")
    assert mend(Text(settled), BOOK).chars == meant


@pytest.mark.parametrize("words", [words for _, entry in ENTRIES for words in entry.get("not", ())])
def test_what_may_be_right_stays(words: str) -> None:
    assert mend(Text(words), BOOK).chars == words


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("KT. BỌ TRƯỜNG\nTHỰ TRƯỞNG", "KT. BỘ TRƯỞNG\nTHỰ TRƯỞNG"),  # thủ and thứ trưởng are both a title
        ("ngày l5 tháng 4 năm 2O21", "ngày 15 tháng 4 năm 2021"),
        ("số o tháng", "số o tháng"),
        ("Chú tịch\nủy ban nhân đân", "Chủ tịch\nủy ban nhân dân"),
    ],
)
def test_several_at_once(read: str, meant: str) -> None:
    assert mend(Text(read), BOOK).chars == meant


def test_origins_are_kept() -> None:
    text = mend(Text("xx\n.Vơi nhận:\n12/QĐĐ-UBND"), BOOK)
    at = text.chars.index("Nơi nhận:")
    assert text.source(Span(at, at + 9)) == Span(3, 13)
    at = text.chars.index("UBND")
    assert text.source(Span(at, at + 4)) == Span(21, 25)
