import pytest

from pipeline import rulebook
from pipeline.grammar.deadlines import Deadlines
from tests.grammar.deadlines.reading import line

READER = rulebook.shared().build(Deadlines)


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("Hằng quý, các đơn vị báo cáo", ["FREQ=MONTHLY;INTERVAL=3"]),
        ("định kỳ 06 tháng và 01 năm báo cáo kết quả", ["FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY"]),
        ("họp ít nhất 01 lần/tháng", ["FREQ=MONTHLY"]),
        ("mỗi năm 02 lần", ["mỗi năm 02 lần"]),
        ("kinh phí hằng năm", []),
        ("rà soát hằng năm của đơn vị", []),
        ("Định kỳ đánh giá tình hình", []),
    ],
)
def test_repetitions(text: str, reads: list[str]) -> None:
    assert [line(f) for f in READER.find(text, issued="2025-04-24")] == reads
