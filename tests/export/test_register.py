import io
from datetime import date

import openpyxl

from pipeline.export import register
from pipeline.store.access import Connection


def sheet(data: bytes) -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows()]


def test_the_register_has_the_ten_columns_of_the_decree(db: Connection) -> None:
    rows = sheet(register.register(db))
    assert rows[0][0] == "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN"
    assert rows[1][0] == "Từ ngày 10/03/2025 đến ngày 18/06/2025"
    assert rows[2] == list(register.REGISTER)
    assert rows[3] == [f"({n})" for n in range(1, 11)]


def test_a_dispatch_is_entered_as_a_clerk_would(db: Connection) -> None:
    rows = {row[3]: row for row in sheet(register.register(db))[4:]}
    plan = rows["1712/KH-UBND"]
    assert (plan[2], plan[4].date()) == ("Ủy ban nhân dân tỉnh Lai Châu", date(2025, 4, 22))  # type: ignore[attr-defined]
    assert plan[5] == "Kế hoạch Thực hiện công tác bình đẳng giới năm 2025"
    assert plan[9] == "Thời hạn giải quyết: 20/06/2025"
    assert rows["620/LĐLĐ"][5] == "thực hiện công tác bình đẳng giới"


def test_secret_papers_are_not_entered(db: Connection) -> None:
    for maker in (register.register, register.follow_up, register.slip):
        assert "Thung Lũng" not in str(sheet(maker(db)))


def test_following_up_says_how_far_each_is(db: Connection) -> None:
    rows = sheet(register.follow_up(db))
    assert rows[2] == list(register.FOLLOW_UP)
    said = {str(row[1]).split(" ngày")[0]: (row[4], row[5]) for row in rows[4:]}
    assert said["Kế hoạch số 1712/KH-UBND"] == ("Đang giải quyết", None)
    assert said["Công văn số 620/LĐLĐ"] == ("Đã trả lời", "88/SYT-VP")
    assert "Báo cáo số 45/BC-SNV" not in said


def test_a_slip_is_a_page_for_each_open_dispatch(db: Connection) -> None:
    book = openpyxl.load_workbook(io.BytesIO(register.slip(db)))
    page = book.active
    heads = [cell.row for cell in page["A"] if cell.value == "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN"]
    assert heads == [1 + register.SLIP * n for n in range(len(heads))]
    assert len(heads) == 3
    assert [b.id for b in page.row_breaks.brk] == [register.SLIP, 2 * register.SLIP]


def test_nothing_in_a_register_runs(db: Connection) -> None:
    book = openpyxl.load_workbook(io.BytesIO(register.register(db)))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value is not None} <= {"s", "d", "n"}
    assert any(str(cell.value).startswith("=Sở") for cell in book.active["C"])
