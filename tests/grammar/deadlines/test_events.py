import pytest

from pipeline import rulebook
from pipeline.grammar.deadlines import Deadlines
from tests.grammar.deadlines.reading import line

READER = rulebook.shared().build(Deadlines)


@pytest.mark.parametrize(
    ("text", "reads", "anchor"),
    [
        ("trong 15 ngày kể từ ngày nhận được văn bản này", "P15D within", "ngày nhận được văn bản này"),
        ("chậm nhất 05 ngày làm việc kể từ ngày ký ban hành", "2025-05-06 within P5D working", "ngày ký ban hành"),
        ("trong 02 tháng kể từ ngày 31/12/2025", "2026-02-28 within P2M", "ngày 31/12/2025"),
        ("trong vòng 02 tuần kể từ ngày ban hành Kế hoạch này", "2025-05-08 within P2W", "ngày ban hành Kế hoạch này"),
        ("gửi ít nhất 05 ngày trước khi khai mạc", "P5D before", "khi khai mạc"),
    ],
)
def test_periods_from_an_event(text: str, reads: str, anchor: str) -> None:
    found = READER.find(text, issued="2025-04-24")
    assert [(line(f), f.deadline.anchor) for f in found] == [(reads, anchor)]


def test_a_condition_keeps_its_words() -> None:
    found = READER.find("xây dựng kế hoạch (sau khi có văn bản hướng dẫn của Bộ Nội vụ).", issued="2025-04-24")
    assert [f.deadline.condition for f in found] == ["sau khi có văn bản hướng dẫn của Bộ Nội vụ"]
