import pytest

from pipeline import rulebook
from pipeline.grammar.form import lines
from pipeline.segment.zones.header import Header

BOOK = rulebook.load()
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
DATED = "Sơn La, ngày 5 tháng 5 năm 2025"


def read(chars: str) -> tuple[list[tuple[str, str]], str]:
    paragraphs = lines(chars, 0, len(chars))
    header = Header(chars, paragraphs, BOOK)
    i = header.read()
    rest = chars[paragraphs[i].start :] if i < len(paragraphs) else ""
    return [(zone.name, chars[zone.span.start : zone.span.end]) for zone in header.found], rest


@pytest.mark.parametrize(
    ("chars", "names", "rest"),
    [
        (
            f"SỞ Y TẾ\nSố: 1/SYT-VP\nV/v báo cáo\n{STATE}\n{DATED}\nKính gửi: Sở A.\nThực hiện chỉ đạo của cấp trên.",
            "letterhead number subject letterhead place_date addressees",
            "Thực hiện chỉ đạo của cấp trên.",
        ),
        (
            f"{STATE}\n{DATED}\nSỞ Y TẾ\nSố: 1/SYT-VP\nKính gửi: Sở A.\nVăn bản.",
            "letterhead place_date letterhead number addressees",
            "Văn bản.",
        ),
        ("Số: 1/SYT-VP V/v báo cáo\nKính gửi: Sở A.\nVăn bản.", "number subject addressees", "Văn bản."),
        (f"Số: 1/SYT-VP {DATED}\nKính gửi: Sở A.\nVăn bản.", "number place_date addressees", "Văn bản."),
        ("KẾ HOẠCH\nTriển khai công tác\nThực hiện Nghị quyết, Sở Y tế giao:", "title subject", "Thực hiện Nghị quyết, Sở Y tế giao:"),
        ("QUYẾT ĐỊNH VỀ VIỆC BỔ NHIỆM\nCăn cứ Luật A;", "title subject", "Căn cứ Luật A;"),
        ("- Sở A;\n- Sở B.\nThực hiện chỉ đạo.", "addressees", "Thực hiện chỉ đạo."),
        (f"Người ký: Cổng Email: a@b.vn Thời gian ký: 01.02.2025 09:10:11\n{STATE}\nTHÔNG TƯ\nQuy định về A\nCăn cứ Luật B;",
         "letterhead title subject", "Căn cứ Luật B;"),
        ("Thông báo tuyển sinh năm 2025\nCăn cứ Luật A;", "title", "Căn cứ Luật A;"),
        ("Kế hoạch này do Sở A thực hiện.\nVăn bản.", "", "Kế hoạch này do Sở A thực hiện.\nVăn bản."),
        ("Chỉ có một đoạn văn.", "", "Chỉ có một đoạn văn."),
        ("STT\nTên", "", "STT\nTên"),
    ],
)  # fmt: skip
def test_headers(chars: str, names: str, rest: str) -> None:
    found, behind = read(chars)
    assert (" ".join(name for name, _ in found), behind) == (names, rest)


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("QUYẾT ĐỊNH\nVỀ VIỆC BỔ NHIỆM\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X\nCăn cứ Luật A;", "VỀ VIỆC BỔ NHIỆM"),
        ("NGHỊ QUYẾT\nVề chính sách học phí\nHỘI ĐỒNG NHÂN DÂN TỈNH X\nKHÓA XV, KỲ HỌP THỨ 10\nCăn cứ Luật A;", "Về chính sách học phí"),
        ("QUY ĐỊNH\nVỀ TÀI LIỆU CỦA ĐẢNG CỘNG SẢN VIỆT NAM\n-----\n- Căn cứ Điều lệ;", "VỀ TÀI LIỆU CỦA ĐẢNG CỘNG SẢN VIỆT NAM"),
        (
            "THÔNG BÁO KẾT LUẬN\nCỦA ĐỒNG CHÍ BÍ THƯ VỀ Y TẾ\nNgày 5/5/2025, đồng chí Bí thư kết luận:",
            "KẾT LUẬN\nCỦA ĐỒNG CHÍ BÍ THƯ VỀ Y TẾ",
        ),
        (
            "KẾ HOẠCH\nThực hiện Quyết định số 5/QĐ-TTg về A\nThực hiện Quyết định số 5/QĐ-TTg, Sở giao:",
            "Thực hiện Quyết định số 5/QĐ-TTg về A",
        ),
        ("KẾ HOẠCH\nTHỰC HIỆN QUYẾT ĐỊNH SỐ 5/QĐ-TTG\nCăn cứ Luật A;", "THỰC HIỆN QUYẾT ĐỊNH SỐ 5/QĐ-TTG"),
        ("QUYẾT ĐỊNH\nCăn cứ Luật A;", None),
        ("BÁO CÁO\nNgày 5/5/2025, Sở Y tế họp.", None),
    ],
)
def test_subjects_below_titles(title: str, subject: str | None) -> None:
    assert dict(read(title)[0]).get("subject") == subject


@pytest.mark.parametrize(
    ("chars", "number"),
    [
        ("SỞ A\nĐẾN\nSố: 12/SYT\nSố: 99/QĐ-SYT", "Số: 99/QĐ-SYT"),
        ("SỞ A\nSố: 2 phố Huế, quận B\nSố: 99/QĐ-SYT", "Số: 99/QĐ-SYT"),
        ("CÔNG BÁO\nSố 302/Ngày 02-06-2026\nCHÍNH PHỦ\nSố: 99/2026/NĐ-CP", "Số: 99/2026/NĐ-CP"),
        ("Số:       /QĐ-SYT\nQUYẾT ĐỊNH", "Số:       /QĐ-SYT"),
    ],
)
def test_the_number_of_its_own(chars: str, number: str) -> None:
    assert dict(read(chars)[0])["number"] == number


@pytest.mark.parametrize(
    ("chars", "addressees"),
    [
        ("Kính gửi:\n- Sở A;\n- Sở B.\nVăn bản.", "Kính gửi:\n- Sở A;\n- Sở B."),
        ("Kính gửi:\nSở A;\nSở B.\nVăn bản dài. Có hai câu.", "Kính gửi:\nSở A;\nSở B."),
        ("Kính gửi: Công ty A.\n(Địa chỉ: số 1 phố Huế)\nVăn bản.", "Kính gửi: Công ty A.\n(Địa chỉ: số 1 phố Huế)"),
        (
            "THỦ TƯỚNG CHÍNH PHỦ điện:\n- Bộ A;\n- Bộ B.\nĐồng kính gửi:\n- Ban C.\nVăn bản.",
            "THỦ TƯỚNG CHÍNH PHỦ điện:\n- Bộ A;\n- Bộ B.\nĐồng kính gửi:\n- Ban C.",
        ),
        ("Kính gửi:\nCăn cứ Luật A, Sở B đề nghị:", "Kính gửi:"),
    ],
)
def test_addressees(chars: str, addressees: str) -> None:
    assert dict(read(chars)[0])["addressees"] == addressees
