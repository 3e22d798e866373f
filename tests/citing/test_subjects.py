import pytest

from pipeline import rulebook
from pipeline.citing.numbered import Numbered
from pipeline.citing.subjects import with_titles

BOOK = rulebook.load()


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Kế hoạch số 9/KH-UBND về việc phòng, chống lụt; giao Sở A", ["phòng, chống lụt"]),
        ("Quyết định số 9/QĐ-TTg phê duyệt Chương trình “A và B” năm 2031", ["phê duyệt Chương trình “A và B"]),
        ("Công văn số 9/BNV-VP về báo cáo, Sở Nội vụ đề nghị", ["về báo cáo"]),
        ("Luật số 9/2031/QH16 sửa đổi, bổ sung một số điều của Luật Giá", ["sửa đổi, bổ sung một số điều của Luật Giá"]),
        ("Quyết định số 9/QĐ-TTg về A và Quyết định số 8/QĐ-TTg về B.", ["về A", "về B"]),
        ("Quyết định số 9/QĐ-TTg thì không", [""]),
        ("các Quyết định: số 9/QĐ-TTg về A và số 8/QĐ-TTg về B.", ["về A", "về B"]),
        ("Nghị định số 9/2031/NĐ-CP[1] quy định chi tiết Luật Giá;", ["quy định chi tiết Luật Giá"]),
        ("Nghị định số 9/2031/NĐ-CP (sau đây gọi là Nghị định) quy định chi tiết Luật Giá;", ["quy định chi tiết Luật Giá"]),
        ("Nghị định số 9/2031/NĐ-CP về thi đua; quy định chi tiết Luật A;", ["về thi đua; quy định chi tiết Luật A"]),
        ("Công văn số 9/BNV-VP về việc rà soát và trên cơ sở ý kiến của Sở A", ["rà soát"]),
        (
            "Tờ trình số 9/TTr-STC về việc bổ sung nội dung “A” tại dự thảo Nghị quyết; Sở A",
            ["bổ sung nội dung “A” tại dự thảo Nghị quyết"],
        ),
        ("Tờ trình số 9/TTr-STC đề nghị ban hành Nghị quyết về A; Sở A", ["đề nghị ban hành Nghị quyết về A"]),
        ("Công văn số 9/BNV-VP đề nghị Sở A báo cáo", [""]),
    ],
)
def test_titles(text: str, titles: list[str]) -> None:
    found = with_titles(text, BOOK.build(Numbered).read(text, 0, len(text), []))
    assert [text[c.title.start : c.title.end].strip() if c.title else "" for c in found] == titles
