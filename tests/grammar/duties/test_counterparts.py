import pytest

from pipeline import rulebook
from pipeline.grammar.duties import Duties, Reading
from pipeline.model import Span

DUTIES = rulebook.shared().build(Duties)


def found(text: str) -> Reading:
    return DUTIES.read(DUTIES.words(text, 0, len(text)), Span(0, len(text)))


def names(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("Sở Y tế chủ trì, phối hợp với Sở Tài chính, Công an tỉnh rà soát.", ["Sở Tài chính", "Công an tỉnh"]),
        ("Phối hợp Sở Y tế tập huấn; cùng Sở Nội vụ kiểm tra.", ["Sở Y tế", "Sở Nội vụ"]),
        ("Tổ chức ngày hội “Tháng cùng phụ nữ hành động”.", []),
        ("Phối hợp thực hiện nhiệm vụ.", []),
        ("Bộ Công an phối hợp, hướng dẫn Bộ Y tế và các nhà thầu xử lý.", ["Bộ Y tế", "các nhà thầu"]),
    ],
)
def test_with_whom(text: str, partners: list[str]) -> None:
    assert names(text, found(text).coordinating) == partners


@pytest.mark.parametrize(
    ("text", "receiver"),
    [
        ("Gửi kết quả về Sở Nội vụ để tổng hợp báo cáo Ủy ban nhân dân tỉnh.", "Sở Nội vụ"),
        ("Báo cáo Ủy ban nhân dân tỉnh (qua Sở Nội vụ) trước ngày 15/12.", "Ủy ban nhân dân tỉnh (qua Sở Nội vụ)"),
        ("Báo cáo UBND tỉnh trước 19h00 hằng ngày.", "UBND tỉnh"),
        ("Báo cáo cấp có thẩm quyền những khó khăn, vướng mắc.", "cấp có thẩm quyền"),
        ("Trình Ủy ban nhân dân tỉnh phê duyệt.", None),
        ("Xây dựng báo cáo tổng kết.", None),
    ],
)
def test_to_whom(text: str, receiver: str | None) -> None:
    report = found(text).report_to
    assert (text[report.start : report.end] if report else None) == receiver
