import pytest

from pipeline import rulebook
from pipeline.extract.tasks.silences import Silences
from pipeline.model import Span

SILENCES = rulebook.shared().build(Silences)


@pytest.mark.parametrize(
    ("text", "rule", "silent"),
    [
        ("Trân trọng cảm ơn./.", None, True),
        ("Văn phòng Chính phủ trân trọng thông báo./.", "subject", True),
        ("Thống nhất chỉ đạo thực hiện.", "heading", False),  # the heading names who must do it
        ("Thống nhất với đề nghị của Sở.", "first-word", True),
        ("Trên đây là Kế hoạch kiểm tra năm 2025.", "first-word", True),
        ("Trên đây là Chỉ thị, yêu cầu các sở thực hiện.", "order", False),
        ("Tuy nhiên, tỉnh cần khắc phục hạn chế.", "duty", True),
        ("Bộ Tài chính kính trình Chính phủ xem xét.", "subject", True),
        ("Cơ quan phê duyệt: Ủy ban nhân dân thành phố.", "subject", True),
        ("Căn cứ Điều 10 Nghị định, cơ quan hải quan kiểm tra nhãn.", "subject", True),
        ("Căn cứ Kế hoạch này, các sở thực hiện.", "subject", False),
    ],
)
def test_what_is_no_duty(text: str, rule: str | None, silent: bool) -> None:
    assert SILENCES.holds(text, Span(0, len(text)), rule) is silent
