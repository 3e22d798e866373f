import pytest

from pipeline import rulebook
from pipeline.segment.documents import split
from pipeline.text import Text

BOOK = rulebook.load()
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
SIGNED = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nTrần Văn Ba"
COVER = (
    f"UBND TỈNH SƠN LA\nVĂN PHÒNG\n\nSố: 15/VP-TH\n\n{STATE}\n\nSơn La, ngày 7 tháng 5 năm 2025\n\n"
    f"Kính gửi: Sở Y tế.\n\nChuyển để thực hiện./.\n\n{SIGNED}"
)
CARRIED = (
    f"BỘ Y TẾ\n\nSố: 120/BYT-KH\n\n{STATE}\n\nHà Nội, ngày 5 tháng 5 năm 2025\n\nKính gửi: Các tỉnh.\n\nĐề nghị báo cáo./.\n\n{SIGNED}"
)


def parts(chars: str) -> list[str]:
    return [chars[span.start : span.end] for span in split(Text(chars), BOOK)]


def test_a_cover_letter_and_what_it_forwards_are_two() -> None:
    chars = f"{COVER}\n\n{CARRIED}"
    assert [part.split("\n")[0] for part in parts(chars)] == ["UBND TỈNH SƠN LA", "BỘ Y TẾ"]
    assert "".join(parts(chars)) == chars


@pytest.mark.parametrize(
    "attached",
    [
        "PHỤ LỤC\nDANH MỤC\n(Kèm theo Công văn số 15/VP-TH ngày 7 tháng 5 năm 2025 của Văn phòng)",
        f"QUY CHẾ LÀM VIỆC\n(Ban hành kèm theo Quyết định số 15/QĐ-UBND)\n\nĐiều 1. Phạm vi\n\n{SIGNED}",
        f"Mẫu số 01\n\nTÊN CƠ QUAN\n\nSố: …/BC-…\n\n{STATE}\n\n…, ngày … tháng … năm …\n\nBÁO CÁO\n\n{SIGNED}",
        f"Mẫu số 02\n\nSố:     /GM-STC\n\n{STATE}\n\nSơn La, ngày    tháng    năm 2025\n\nGIẤY MỜI",
        "SAO Y\nUBND XÃ MƯỜNG CHANH\nSố: 12/SY-UBND\nMường Chanh, ngày 9 tháng 5 năm 2025\nCHỦ TỊCH\nLê Thị Tư",
        "Số: 15/VP-TH",  # a page head that repeats the number
    ],
)
def test_what_hangs_on_a_dispatch_is_no_part_of_its_own(attached: str) -> None:
    assert len(parts(f"{COVER}\n\n{attached}")) == 1


def test_web_text_before_the_letterhead_is_left_out() -> None:
    web = "Văn phòng tỉnh vừa có văn bản mới về y tế.\nTheo đó, các đơn vị phải báo cáo.\n\n"
    assert parts(web + COVER) == [COVER]


def test_stamps_before_the_letterhead_are_not() -> None:
    chars = "HỎA TỐC\n\n" + COVER
    assert parts(chars) == [chars]


@pytest.mark.parametrize(
    "chars",
    [
        "Số: 15/VP-TH",
        "KẾ HOẠCH\nTriển khai công tác năm 2025",
        "Kính gửi: Sở Y tế.\n\nĐề nghị báo cáo.",
        "Giao Sở Y tế thực hiện./.\n\n" + SIGNED,
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
        "VỀ VIỆC CÔNG BỐ DANH MỤC\n(Ban hành kèm theo Quyết định số 5/QĐ-UBND)",
    ],
)
def test_dispatches(chars: str) -> None:
    assert parts(chars) == [chars]


@pytest.mark.parametrize(
    "chars",
    ["", "STT\n\nTên thủ tục\n\nLĩnh vực\n\n1\n\nCấp giấy phép", "1. Giao Cục A chủ trì.\n2. Giao Cục B phối hợp.", "Số 4-6, phố Huế"],
)
def test_tables_and_fragments_are_none(chars: str) -> None:
    assert parts(chars) == []


def test_a_certificate_at_the_end_cuts_nothing_off() -> None:
    chars = (
        "THÔNG TƯ\nQuy định về giá\n\nĐiều 1. Phạm vi\n\nThông tư quy định về giá./.\n\n"
        f"BỘ TÀI CHÍNH\n{STATE}\nXÁC THỰC VĂN BẢN HỢP NHẤT\nSố: 4/VBHN-BTC\nHà Nội, ngày 5 tháng 5 năm 2025\nBỘ TRƯỞNG\nTrần Văn Ba"
    )
    assert parts(chars) == [chars]
