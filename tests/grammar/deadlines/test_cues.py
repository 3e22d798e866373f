import pytest

from pipeline import rulebook
from pipeline.grammar.deadlines import Deadlines

READER = rulebook.shared().build(Deadlines)


@pytest.mark.parametrize(
    ("text", "cue", "quote"),
    [
        ("gửi trước 17h00 ngày 5/6/2025.", "before", "trước 17h00 ngày 5/6/2025"),
        ("chậm nhất là vào ngày 5/6/2025", "latest", "chậm nhất là vào ngày 5/6/2025"),
        ("- Thời gian thực hiện: Quý II/2025.", "time-label", "Quý II/2025"),
        ("(quý II/2025)", "alone", "quý II/2025"),
        ("quý II/2025", "alone", "quý II/2025"),
        ("từ nay đến hết quý II/2025", "from-now", "từ nay đến hết quý II/2025"),
    ],
)
def test_words_before_a_time(text: str, cue: str, quote: str) -> None:
    found = READER.find(text, issued="2025-04-24")
    assert [(f.cue, text[f.deadline.span.start : f.deadline.span.end]) for f in found] == [(cue, quote)]


@pytest.mark.parametrize(
    "text",
    [
        "kết quả quý II/2025 của tỉnh",
        "báo cáo năm 2025",
        "(năm 2024)",
        "Hà Nội ngày 01 tháng 12 năm 2025",
        "họp giao ban tháng 6/2025",
        "Thời hạn giải quyết: 15/6/2025",
    ],
)
def test_a_time_alone_bounds_nothing(text: str) -> None:
    assert READER.find(text, issued="2025-04-24") == []
