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
    ],
)
def test_titles(text: str, titles: list[str]) -> None:
    found = with_titles(text, BOOK.build(Numbered).read(text, 0, len(text), []))
    assert [text[c.title.start : c.title.end].strip() if c.title else "" for c in found] == titles
