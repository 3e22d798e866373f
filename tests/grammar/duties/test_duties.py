import pytest

from pipeline import rulebook
from pipeline.grammar.duties import Duties
from pipeline.model import Span

DUTIES = rulebook.load().build(Duties)


@pytest.mark.parametrize(
    ("text", "leads", "how", "coordinating", "report"),
    [
        ("Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính rà soát", ["Sở Nội vụ"], "order", ["Sở Tài chính"], None),
        ("Sở Y tế có trách nhiệm tổ chức thực hiện", ["Sở Y tế"], "duty", [], None),
        ("Sở Y tế chủ trì, phối hợp với các đơn vị liên quan kiểm tra", ["Sở Y tế"], "subject", ["các đơn vị liên quan"], None),
        ("Rà soát số liệu, báo cáo UBND tỉnh trước ngày 5/6/2025", [], None, [], "UBND tỉnh"),
        ("Bộ Xây dựng là cơ quan của Chính phủ", [], None, [], None),
    ],
)
def test_who_must_with_whom(text: str, leads: list[str], how: str | None, coordinating: list[str], report: str | None) -> None:
    reading = DUTIES.read(DUTIES.words(text, 0, len(text)), Span(0, len(text)))
    assert [text[s.start : s.end] for s in reading.leads] == leads
    assert reading.how == how
    assert [text[s.start : s.end] for s in reading.coordinating] == coordinating
    assert (text[reading.report_to.start : reading.report_to.end] if reading.report_to else None) == report
