from itertools import pairwise

import pytest

from pipeline import rulebook
from pipeline.model import Layout, Span
from pipeline.segment.zones import lay_out
from pipeline.text import Text

BOOK = rulebook.load()
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
HEAD = f"SỞ Y TẾ\n\nSố: 1/QĐ-SYT\n\n{STATE}\n\nSơn La, ngày 5 tháng 5 năm 2025\n\nQUYẾT ĐỊNH\nVề việc thành lập tổ công tác\n\n"
SIGNED = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn Ba"


def zones(chars: str) -> list[tuple[str, str]]:
    layout = lay_out(Text(chars), Span(0, len(chars)), 0, BOOK)
    spans = [zone.span for zone in layout.zones]
    assert all(a.end <= b.start for a, b in pairwise(spans)), "in order, not overlapping"
    return [(zone.name, chars[zone.span.start : zone.span.end]) for zone in layout.zones]


def zone(chars: str, name: str) -> str | None:
    return next((words for found, words in zones(chars) if found == name), None)


def test_a_decision_in_full() -> None:
    chars = (
        HEAD
        + "GIÁM ĐỐC SỞ Y TẾ\n\nCăn cứ Luật Khám bệnh;\n\nTheo đề nghị của Chánh Văn phòng.\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Thành lập tổ."
        + "\n\nĐiều 2. Chánh Văn phòng chịu trách nhiệm thi hành./."
        + SIGNED
        + "\n\nPHỤ LỤC\nDANH SÁCH TỔ"
    )
    assert [name for name, _ in zones(chars)] == [
        "letterhead", "number", "letterhead", "place_date", "title", "subject", "preamble", "body", "copies", "signature", "appendix",
    ]  # fmt: skip
    assert zone(chars, "subject") == "Về việc thành lập tổ công tác"
    assert (zone(chars, "preamble") or "").startswith("GIÁM ĐỐC SỞ Y TẾ\n\nCăn cứ")
    assert (zone(chars, "preamble") or "").endswith("QUYẾT ĐỊNH:")
    assert (zone(chars, "body") or "").startswith("Điều 1.")
    assert zone(chars, "copies") == "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    assert zone(chars, "signature") == "GIÁM ĐỐC\n\nTrần Văn Ba"
    assert zone(chars, "appendix") == "PHỤ LỤC\nDANH SÁCH TỔ"


@pytest.mark.parametrize(
    ("text", "preamble", "body"),
    [
        ("Căn cứ Luật A;\n\nSở Y tế yêu cầu như sau:\n\n1. Rà soát.", "Căn cứ Luật A;\n\nSở Y tế yêu cầu như sau:", "1. Rà soát."),
        (
            "Căn cứ Luật A;\n\nSở Y tế ban hành Quyết định.\n\nĐiều 1. Phạm vi",
            "Căn cứ Luật A;\n\nSở Y tế ban hành Quyết định.",
            "Điều 1. Phạm vi",
        ),
        (
            "- Căn cứ Điều lệ;\n\nBan Thường vụ quy định như sau:\n\nI- CHUNG",
            "- Căn cứ Điều lệ;\n\nBan Thường vụ quy định như sau:",
            "I- CHUNG",
        ),
        ("Căn cứ Luật A;\n\nChương I\nQUY ĐỊNH CHUNG", "Căn cứ Luật A;", "Chương I\nQUY ĐỊNH CHUNG"),
        ("Điều 1. Sửa đổi Điều 2 như sau:\n\n“Điều 2. Tổ”", None, "Điều 1. Sửa đổi Điều 2 như sau:\n\n“Điều 2. Tổ”"),
        (
            "1. Thông tư B sửa đổi.\n\nCăn cứ Luật A;\n\nBộ ban hành.\n\nĐiều 1. C",
            "1. Thông tư B sửa đổi.\n\nCăn cứ Luật A;\n\nBộ ban hành.",
            "Điều 1. C",
        ),
        (
            "- Thực hiện A;\n\n- Thực hiện B;\n\nSở yêu cầu như sau:\n\n- Làm C.",
            "- Thực hiện A;\n\n- Thực hiện B;\n\nSở yêu cầu như sau:",
            "- Làm C.",
        ),
        ("Sở Y tế báo cáo một việc.\n\nĐề nghị xem xét.", "Sở Y tế báo cáo một việc.", "Đề nghị xem xét."),
    ],
)
def test_the_preamble_ends_with_the_sentence_that_orders(text: str, preamble: str | None, body: str) -> None:
    chars = HEAD + text + SIGNED
    assert zone(chars, "preamble") == preamble
    assert zone(chars, "body") == body


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("như sau:\n\n1. Rà soát.\n\n- Báo cáo.\n\nTrên đây là nội dung./.", "Trên đây là nội dung./."),
        (
            "như sau:\n\n- Báo cáo.\n\nGiao Phòng A thực hiện.\n\nĐề nghị các đơn vị triển khai./.",
            "Giao Phòng A thực hiện.\n\nĐề nghị các đơn vị triển khai./.",
        ),
        ("như sau:\n\n3. Chế độ báo cáo\n\nPhòng A tổng hợp.\n\nTrên đây là Kế hoạch./.", "Trên đây là Kế hoạch./."),
        ("QUYẾT ĐỊNH:\n\nĐiều 1. Thành lập tổ.\n\nTổ có ba người.", None),
        ("như sau:\n\nSở A chủ trì.", None),
    ],
)
def test_closings(text: str, closing: str | None) -> None:
    assert zone(HEAD + text + SIGNED, "closing") == closing


def test_scopes() -> None:
    chars = HEAD + "Căn cứ Luật A;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Thành lập tổ./." + SIGNED + "\n\nPHỤ LỤC\nBảng"
    layout: Layout = lay_out(Text(chars), Span(0, len(chars)), 0, BOOK)
    assert [layout.scope(chars.find(words)) for words in ("Căn cứ", "Điều 1", "Bảng")] == ["preamble", "body", "appendix"]


def test_footnotes_are_notes() -> None:
    assert (
        zone(HEAD + "QUYẾT ĐỊNH:\n\nĐiều 1. Tổ." + SIGNED + "\n\n_____\n[1] Thông báo số 5/TB-VP.", "notes")
        == "_____\n[1] Thông báo số 5/TB-VP."
    )


def test_footnotes_stand_behind_the_appendices() -> None:
    chars = HEAD + "QUYẾT ĐỊNH:\n\nĐiều 1. Tổ.[1]" + SIGNED + "\n\nPHỤ LỤC\nBảng\n[1] Thông báo số 5/TB-VP.\n[2] Xem trên."
    assert zone(chars, "appendix") == "PHỤ LỤC\nBảng"
    assert zone(chars, "notes") == "[1] Thông báo số 5/TB-VP.\n[2] Xem trên."


def test_the_certificate_of_a_consolidated_text_holds_its_header() -> None:
    chars = (
        "THÔNG TƯ\nQuy định về giá\n\nCăn cứ Luật Giá;\n\nĐiều 1. Phạm vi\n\nThông tư này quy định về giá./.\n\n"
        "BỘ TÀI CHÍNH\n\nSố: 46/VBHN-BTC\n\n"
        "XÁC THỰC VĂN BẢN HỢP NHẤT\n\nHà Nội, ngày 10 tháng 02 năm 2025\n\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nTrần Văn Ba"
    )
    found = dict(zones(chars))
    assert found["letterhead"] == "BỘ TÀI CHÍNH"
    assert found["number"] == "Số: 46/VBHN-BTC"
    assert found["place_date"] == "Hà Nội, ngày 10 tháng 02 năm 2025"
    assert found["signature"] == "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nTrần Văn Ba"


def test_an_empty_stretch_has_no_zones() -> None:
    assert zones("\n\n") == []
