import pytest

from pipeline import rulebook
from pipeline.model import Task
from pipeline.parse import parse
from pipeline.pattern import Pattern

BOOK = rulebook.load()
SILENCES = BOOK.entries("tasks", "silences")
PRODUCTS = BOOK.entries("tasks", "products")
HEAD = """UBND TỈNH LAI CHÂU
SỞ NỘI VỤ

Số: 12/SNV-VP

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Lai Châu, ngày 24 tháng 4 năm 2025

Kính gửi: Ủy ban nhân dân các xã, phường.

Thực hiện Kế hoạch số 15/KH-UBND ngày 22/4/2025 của UBND tỉnh về cải cách hành chính, Sở Nội vụ đề nghị triển khai các nội dung sau:

"""
TAIL = """

Nơi nhận:
- Như trên;
- Lưu: VT.

GIÁM ĐỐC

Nguyễn Văn An
"""


def tasks(body: str) -> tuple[str, tuple[Task, ...]]:
    parsed = parse(HEAD + body + TAIL, BOOK)
    return parsed.text, parsed.dispatches[0].tasks


@pytest.mark.parametrize(
    ("body", "section", "source", "leads"),
    [
        ("1. Tổ chức tuyên truyền đến cán bộ, công chức.", "1", "addressees", []),
        ("1. Giao Phòng Cải cách hành chính chủ trì theo dõi việc thực hiện.", "1", "named", ["Phòng Cải cách hành chính"]),
        ("1. Ủy ban nhân dân các xã\n\n- Rà soát thủ tục hành chính.", "1", "heading", ["Ủy ban nhân dân các xã"]),
    ],
)
def test_who_must(body: str, section: str, source: str, leads: list[str]) -> None:
    _, found = tasks(body)
    assert found[0].section == section
    assert found[0].lead_source == source
    if source != "addressees":
        assert [actor.name for actor in found[0].actors if actor.role == "lead"] == leads


@pytest.mark.parametrize("body", ["I. MỤC ĐÍCH\n\n1. Nâng cao nhận thức của cán bộ.", "Trân trọng cảm ơn."])
def test_what_is_no_duty(body: str) -> None:
    assert tasks(body)[1] == ()


def test_a_task_knows_its_days_its_receiver_and_its_directive() -> None:
    text, found = tasks("1. Báo cáo kết quả về Sở Nội vụ (qua Phòng Cải cách hành chính) trước ngày 05/6/2025.")
    parsed = parse(HEAD + "1. Báo cáo kết quả về Sở Nội vụ trước ngày 05/6/2025." + TAIL, BOOK).dispatches[0]
    assert [parsed.deadlines[i].due_date for i in found[0].deadlines] == ["2025-06-05"]
    assert found[0].report_to == "Sở Nội vụ (qua Phòng Cải cách hành chính)"
    assert found[0].citation is not None
    assert parsed.citations[found[0].citation].key == "15/KH-UBND"
    assert text[found[0].span.start : found[0].span.end].startswith("Báo cáo kết quả")


@pytest.mark.parametrize(("entry", "text"), [(e, text) for e in SILENCES for text in e["examples"]])
def test_silences(entry: rulebook.Entry, text: str) -> None:
    assert Pattern(entry["pattern"], ignore_case=True).search(text), entry["id"]


@pytest.mark.parametrize(("entry", "text"), [(e, text) for e in SILENCES for text in e.get("not", ())])
def test_what_only_looks_like_one(entry: rulebook.Entry, text: str) -> None:
    assert not Pattern(entry["pattern"], ignore_case=True).search(text), entry["id"]


@pytest.mark.parametrize(("entry", "text"), [(e, text) for e in PRODUCTS for text in e["examples"]])
def test_products(entry: rulebook.Entry, text: str) -> None:
    assert Pattern(entry["pattern"], ignore_case=True).search(text), entry["id"]
