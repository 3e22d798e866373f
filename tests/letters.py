"""Dispatches of our own making, for tests that need a folder of them."""

from pathlib import Path

SHORTEST = """ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU

Số: 12/KH-UBND

Lai Châu, ngày 24 tháng 4 năm 2025

KẾ HOẠCH
Thực hiện công tác năm 2025
"""
HEAD = """ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU

Số: {number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Lai Châu, ngày {day} tháng {month} năm {year}
{mark}
KẾ HOẠCH
{subject}

"""
BODY = """{basis}Ủy ban nhân dân tỉnh xây dựng kế hoạch như sau:

1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính xây dựng báo cáo, gửi Ủy ban nhân dân tỉnh trước ngày 30/11/{year}.

2. Ủy ban nhân dân các huyện, thành phố tổ chức thực hiện.

Nơi nhận:
- Như trên;
- Lưu: VT, KGVX.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH



Nguyễn Văn An
"""


def letter(
    number: str = "12/KH-UBND",
    date: str = "2025-03-04",
    subject: str = "Trồng cây đầu xuân trên địa bàn tỉnh Lai Châu",
    basis: str = "",
    mark: str = "",
) -> str:
    """A plan of Lai Châu's committee; `basis` = a paragraph before the order sentence, `mark` = a line in the header."""
    year, month, day = date.split("-")
    return (HEAD + BODY).format(
        number=number, day=day, month=month, year=year, subject=subject, basis=basis and basis + "\n\n", mark=mark and mark + "\n"
    )


def folder(place: Path, **texts: str) -> Path:
    """A folder with these files: name without ending → text."""
    place.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (place / f"{name}.txt").write_text(text, encoding="utf-8")
    return place


def three(place: Path) -> Path:
    """A folder with three plans: `c` carries out `b`, `b` carries out `a`."""
    return folder(
        place,
        a=letter("12/KH-UBND", "2025-03-04"),
        b=letter(
            "45/KH-UBND", "2025-05-06", "Chăm sóc cây", "Thực hiện Kế hoạch số 12/KH-UBND ngày 04/3/2025 của Ủy ban nhân dân tỉnh Lai Châu,"
        ),
        c=letter(
            "78/KH-UBND", "2025-07-08", "Kiểm tra việc chăm sóc cây", "Thực hiện Kế hoạch số 45/KH-UBND ngày 06/5/2025 của UBND tỉnh,"
        ),
    )
