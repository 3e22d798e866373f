import pytest

from pipeline import rulebook
from pipeline.grammar.form import Form, is_item, lines
from pipeline.model import Span

BOOK = rulebook.load()
FORM = BOOK.build(Form)


def test_lines_prove_themselves() -> None:
    for entry in BOOK.entries("zones", "lines"):
        for line in entry["examples"]:
            assert FORM.is_a(entry["id"], line, Span(0, len(line))), (entry["id"], line)
        for line in entry["not"]:
            assert not FORM.is_a(entry["id"], line, Span(0, len(line))), (entry["id"], line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Số: 12/KH-UBND", "number"),
        ("Số 12-NQ/ĐU", "number"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "nation"),
        ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "nation"),
        ("SỞ NỘI VỤ      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "nation"),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", "nation"),
        ("VỀ TÀI LIỆU CỦA ĐẢNG CỘNG SẢN VIỆT NAM", "capitals"),
        ("Độc lập – Tự do – Hạnh phúc", "motto"),
        ("-----", "rule"),
        ("*", "rule"),
        ("V/v báo cáo kết quả", "about"),
        ("Kính gửi: Sở Nội vụ", "addressees"),
        ("THỦ TƯỚNG CHÍNH PHỦ điện:", "addressees"),
        ("Sơn La, ngày 5 tháng 6 năm 2025", "place_date"),
        ("Sơn La, ngày    tháng 6 năm 2025", "place_date"),
        ("KẾ HOẠCH", "type"),
        ("Kế hoạch", "type"),
        ("QUYẾT ĐỊNH VỀ VIỆC BỔ NHIỆM", "type"),
        ("Kế hoạch triển khai", None),
        ("HỎA TỐC", "mark"),
        ("MẬT", "mark"),
        ("bí mật", None),
        ("ỦY BAN NHÂN DÂN", "capitals"),
        ("Căn cứ Luật Giá ngày 19 tháng 6 năm 2023;", None),
        ("Thực hiện chỉ đạo của cấp trên", None),
    ],
)
def test_kinds_of_lines(line: str, kind: str | None) -> None:
    assert FORM.kind(line, Span(0, len(line))) == kind


@pytest.mark.parametrize(
    ("line", "mark"), [("MẬT", "mat"), ("TỐI MẬT", "toi-mat"), ("Hỏa tốc", "hoa-toc"), ("THƯỢNG KHẨN", "thuong-khan"), ("BÍ MẬT", None)]
)
def test_marks(line: str, mark: str | None) -> None:
    assert FORM.mark(line, Span(0, len(line))) == mark


def test_tails_in_order() -> None:
    chars = "Nội dung./.\nNơi nhận:\n- Như trên;\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Ba\nPHỤ LỤC I\nBảng"
    assert [(sign.kind, chars[sign.span.start : sign.span.end]) for sign in FORM.tails(chars, 0, len(chars))] == [
        ("copies", "Nơi nhận:"),
        ("signing", "KT. CHỦ TỊCH"),
        ("post", "PHÓ CHỦ TỊCH"),
        ("appendix", "PHỤ LỤC I"),
    ]


def test_lines_are_not_blank() -> None:
    assert lines("a\n\nbc\n", 0, 6) == (Span(0, 1), Span(3, 5))
    assert lines("a\n\nbc\n", 1, 4) == (Span(3, 4),)


def test_dispatch_speaks_of_itself() -> None:
    hit = FORM.itself.search("kể từ ngày Quyết định này có hiệu lực")
    assert hit is not None
    assert hit["type"] == "Quyết định"
    assert is_item("- Sở Nội vụ")
    assert not is_item("Sở Nội vụ")
