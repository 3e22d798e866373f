import pytest

from pipeline import rulebook
from pipeline.extract.deadlines import Reader
from pipeline.parse import parse

BOOK = rulebook.load()
READER = BOOK.build(Reader)
CONTEXTS = BOOK.entries("deadlines", "contexts")
HEAD = """UBND TỈNH LAI CHÂU
SỞ NỘI VỤ

Số: 12/SNV-VP

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Lai Châu, ngày 24 tháng 4 năm 2025

Kính gửi: Ủy ban nhân dân các xã, phường.

Thực hiện Kế hoạch số 15/KH-UBND ngày 22/4/2025 của UBND tỉnh, Sở Nội vụ đề nghị triển khai các nội dung sau:

"""


def due(body: str) -> list[tuple[str | None, str | None, str | None]]:
    dispatch = parse(f"{HEAD}{body}\n\nGIÁM ĐỐC\n\nNguyễn Văn An\n", BOOK).dispatches[0]
    return [(d.start_date, d.due_date, d.bound) for d in dispatch.deadlines]


@pytest.mark.parametrize(
    ("body", "want"),
    [
        ("1. Gửi báo cáo trước ngày 05/6/2025.", [(None, "2025-06-05", "before")]),
        ("1. Gửi báo cáo trước ngày 5/12.", [(None, "2025-12-05", "before")]),
        ("1. Tổ chức tập huấn trong quý II năm 2025.", [("2025-04-01", "2025-06-30", "within")]),
        ("1. Thực hiện Quyết định số 9/QĐ-UBND ngày 15/6/2025 của UBND tỉnh.", []),
        ("1. Thực hiện Chương trình giai đoạn 2021-2025.", []),
    ],
)
def test_days_that_bound_a_duty(body: str, want: list[tuple[str | None, str | None, str | None]]) -> None:
    assert due(body) == want


@pytest.mark.parametrize(
    ("body", "want"),
    [
        # headings: aims are silent but for what is firm, or labelled; a heading of time speaks; procedures bind where they name an office
        ("I. MỤC TIÊU\n\n1. Phấn đấu trong năm 2026 đạt 60% số xã.", []),
        ("I. MỤC TIÊU\n\n1. Hoàn thành rà soát trước ngày 05/6/2025.", [(None, "2025-06-05", "before")]),
        ("I. MỤC TIÊU\n\n1. Đến hết năm 2026 mọi xã có đường ô tô.", [(None, "2026-12-31", "by")]),
        (
            "I. MỤC TIÊU\n\n1. Tháng hành động\n\na) Thời gian: Từ ngày 15/5/2025 đến ngày 15/6/2025.",
            [("2025-05-15", "2025-06-15", "within")],
        ),
        (
            "I. ĐỐI TƯỢNG, THỜI GIAN\n\n1. Thời gian thực hiện\n\nViệc giám sát được tiến hành liên tục trong năm 2025.",
            [("2025-01-01", "2025-12-31", "within")],
        ),
        (
            "I. TRÌNH TỰ XẾP LOẠI\n\n1. Sở Nội vụ có trách nhiệm tổng hợp kết quả từ ngày 16 đến ngày 31 tháng 12.",
            [("2025-12-16", "2025-12-31", "within")],
        ),
        ("I. TRÌNH TỰ XẾP LOẠI\n\n1. Kết quả có từ ngày 16 đến ngày 31 tháng 12.", []),
        ("1. Nội dung\n\nTổ chức tập huấn.\n\n2. Thời gian thực hiện\n\nQuý II, III/2025.", [("2025-04-01", "2025-09-30", "within")]),
        ("1. Kết quả\n\nQuý II, III/2025.", []),
        # repetitions behind a marker
        ("1. Giao Sở Tài chính:\n\na) Hằng năm, tổ chức kiểm tra việc thực hiện.", [(None, None, None)]),
        # grounds, and what a list is of
        ("Căn cứ diễn biến giá từ ngày 01/5/2025 đến ngày 20/5/2025, Sở công bố giá mới.", []),
        # the execution clause of a decision on procedures
        ("1. Giao Văn phòng trong thời hạn 03 ngày làm việc công khai các thủ tục hành chính.", [(None, None, "within")]),
        ("1. Sở trả lời người nộp trong thời hạn 03 ngày làm việc kể từ ngày nhận hồ sơ.", []),
        ("1. Sở gửi thông báo chậm nhất 01 ngày trước ngày hết hạn giải quyết hồ sơ.", []),
    ],
)
def test_where_a_time_stands(body: str, want: list[tuple[str | None, str | None, str | None]]) -> None:
    assert due(body) == want


HEADED = "PHỤ LỤC\nDANH MỤC NHIỆM VỤ{}\n\nSTT\n\nNội dung công việc\n\n{}\n\nGhi chú\n\n1\n\nRà soát dữ liệu\n\n{}\n\n2\n\nLàm sạch\n\n{}\n"


@pytest.mark.parametrize(
    ("title", "column", "cells", "want"),
    [
        ("", "Thời gian hoàn thành", ("2025", "Quý III/2025"), [("2025-01-01", "2025-12-31"), ("2025-07-01", "2025-09-30")]),
        ("", "Tiến độ thực hiện", ("2025 - 2026", "Trước 30/6"), [("2025-01-01", "2026-12-31"), (None, "2025-06-30")]),
        ("", "Thời hạn", ("Tháng 6/2025", "Hằng năm"), [("2025-06-01", "2025-06-30"), (None, None)]),
        ("", "Thời hạn", ("Năm 2024", "Cả nước"), []),  # over before the year of issue
        ("", "Số liệu", ("2025", "Quý III/2025"), []),
        (" QUÁ HẠN", "Thời hạn", ("31/3/2025", "Tháng 3/2025"), []),
    ],
)
def test_cells_below_a_column_of_times(title: str, column: str, cells: tuple[str, str], want: list[tuple[str | None, str | None]]) -> None:
    table = HEADED.format(title, column, *cells)
    dispatch = parse(f"{HEAD}1. Thực hiện các nhiệm vụ tại Phụ lục.\n\nGIÁM ĐỐC\n\nNguyễn Văn An\n\n{table}", BOOK).dispatches[0]
    assert [(d.start_date, d.due_date) for d in dispatch.deadlines] == want


def test_what_ended_before_the_texts_cited_is_history() -> None:
    body = "Thực hiện Kế hoạch số 15/KH-UBND ngày 22/4/2025, các đơn vị nộp trước ngày 01/01/2022 và hoàn thành trước ngày 30/6/2025."
    dispatch = parse(f"Kính gửi: Ủy ban nhân dân các xã, phường.\n\n{body}\n\nGIÁM ĐỐC\n\nNguyễn Văn An\n", BOOK).dispatches[0]
    assert [d.due_date for d in dispatch.deadlines] == ["2025-06-30"]


def test_an_event_to_come_in_a_footnote() -> None:
    notes = "[1] Dự kiến tổ chức ngày 19 tháng 12 năm 2025.\n[2] Đã họp ngày 01 tháng 4 năm 2025.\n"
    tail = f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nNguyễn Văn An\n\n{notes}"
    dispatch = parse(f"{HEAD}1. Chuẩn bị lễ khánh thành[1].\n\n{tail}", BOOK).dispatches[0]
    assert [d.due_date for d in dispatch.deadlines] == ["2025-12-19"]


def test_a_day_that_no_calendar_has_is_a_problem() -> None:
    dispatch = parse(f"{HEAD}1. Gửi báo cáo trước ngày 31/6/2025.\n\nGIÁM ĐỐC\n\nNguyễn Văn An\n", BOOK).dispatches[0]
    assert dispatch.deadlines == ()
    assert "impossible_date" in [problem.code for problem in dispatch.problems]


@pytest.mark.parametrize("text", [text for entry in CONTEXTS for text in entry["examples"]])
def test_words_of_procedures(text: str) -> None:
    assert any(context.search(text) and not (unless and unless.search(text)) for context, unless in READER.contexts)
