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


def test_a_day_that_no_calendar_has_is_a_problem() -> None:
    dispatch = parse(f"{HEAD}1. Gửi báo cáo trước ngày 31/6/2025.\n\nGIÁM ĐỐC\n\nNguyễn Văn An\n", BOOK).dispatches[0]
    assert dispatch.deadlines == ()
    assert "impossible_date" in [problem.code for problem in dispatch.problems]


@pytest.mark.parametrize("text", [text for entry in CONTEXTS for text in entry["examples"]])
def test_words_of_procedures(text: str) -> None:
    assert any(context.search(text) and not (unless and unless.search(text)) for context, unless in READER.contexts)
