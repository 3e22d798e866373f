import pytest

from pipeline import rulebook
from pipeline.model import Layout, Span, Zone
from pipeline.pattern import Pattern
from pipeline.segment.tables import Tables

BOOK = rulebook.load()
LINE = Pattern(r"[^\n]*[^\s\n][^\n]*")
CELLS = BOOK.entries("tasks", "cells")
MARKDOWN = """PHỤ LỤC
| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |
|---|---|---|---|---|
| 1 | Rà soát văn bản | Sở Tư pháp | Sở Nội vụ | Quý II/2025 |
| 2 | Tổ chức tập huấn | Sở Nội vụ | UBND các xã | Tháng 6/2025 |
"""
FLAT = "PHỤ LỤC\n\n" + "\n\n".join(
    [
        "TT",
        "Nhiệm vụ",
        "Cơ quan chủ trì",
        "Thời gian",
        "1",
        "Rà soát văn bản",
        "Sở Tư pháp",
        "Quý II/2025",
        "2",
        "Tổ chức tập huấn",
        "Sở Nội vụ",
        "Tháng 6/2025",
    ]
)


def tasks(text: str) -> list[tuple[str, dict[str, str]]]:
    whole = Span(0, len(text))
    lines = tuple(Span(*hit.span()) for hit in LINE.finditer(text))
    found = BOOK.build(Tables).find(text, Layout(0, whole, lines, (Zone("appendix", whole),)))
    return [(row.label, {role: text[s.start : s.end].strip() for role, s in row.cells.items()}) for table in found for row in table.rows]


@pytest.mark.parametrize("text", [MARKDOWN, FLAT], ids=["markdown", "a cell a paragraph"])
def test_each_row_is_a_task(text: str) -> None:
    rows = tasks(text)
    assert [(cells["content"], cells["lead"], cells["time"]) for _, cells in rows] == [
        ("Rà soát văn bản", "Sở Tư pháp", "Quý II/2025"),
        ("Tổ chức tập huấn", "Sở Nội vụ", "Tháng 6/2025"),
    ]


@pytest.mark.parametrize(
    "text",
    ["| TT | Họ và tên | Chức vụ |\n|---|---|---|\n| 1 | Nguyễn Văn A | Trưởng ban |\n", "Không có bảng nào ở đây."],
)
def test_other_tables_are_none(text: str) -> None:
    assert tasks(text) == []


@pytest.mark.parametrize(("entry", "words"), [(e, words) for e in CELLS for words in e["examples"]])
def test_cells(entry: rulebook.Entry, words: str) -> None:
    assert Pattern(entry["pattern"], ignore_case=entry["id"] == "cell-of-time").match(words), entry["id"]


@pytest.mark.parametrize(("entry", "words"), [(e, words) for e in CELLS for words in e.get("not", ())])
def test_look_alike_cells(entry: rulebook.Entry, words: str) -> None:
    assert not Pattern(entry["pattern"], ignore_case=entry["id"] == "cell-of-time").match(words), entry["id"]
