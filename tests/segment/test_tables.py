import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.pattern import Pattern
from pipeline.segment.tables import Table, Tables
from tests.segment.test_outline import layout

BOOK = rulebook.shared()
TABLES = BOOK.build(Tables)
HEAD = "STT\nNhiệm vụ\nCơ quan chủ trì\nCơ quan phối hợp\nThời gian\nSản phẩm\n"


def tables(chars: str) -> list[Table]:
    found = layout(chars)
    return TABLES.find(chars, found, TABLES.zones(chars, found))


def rows(chars: str) -> list[tuple[str, str]]:
    """Label and cells of each row: content, lead, coordinating, time, product; `-` for those that are missing."""
    found = []
    for table in tables(chars):
        for row in table.rows:
            cells = (row.cells.get(role) for role in ("content", "lead", "coordinating", "time", "product"))
            found.append((row.label, "/".join(chars[c.start : c.end].replace("\n", " ") if c else "-" for c in cells)))
    return found


@pytest.mark.parametrize(
    ("chars", "found"),
    [
        (
            "Phụ lục\n"
            + HEAD
            + "1\nLập danh sách\nSở Nội vụ\nSở Y tế\nQuý I/2026\nDanh sách\n2\nIn thẻ\nSở Y tế\nCông an tỉnh\nThường xuyên\nThẻ",
            [("1", "Lập danh sách/Sở Nội vụ/Sở Y tế/Quý I/2026/Danh sách"), ("2", "In thẻ/Sở Y tế/Công an tỉnh/Thường xuyên/Thẻ")],
        ),
        # rows that number the columns, rows that head a section, numbers that begin anew in each
        (
            "P\n"
            + HEAD
            + "(1)\n(2)\n(3)\n(4)\n(5)\n(6)\nI\nThể chế\n1\nA\nSở B\nSở C\nQuý I\nĐề án\nII\nKhác\n1\nE\nSở F\nSở G\nQuý II\nSổ",
            [("I.1", "A/Sở B/Sở C/Quý I/Đề án"), ("II.1", "E/Sở F/Sở G/Quý II/Sổ")],
        ),
        # cells that are empty are missing: which one, the others tell
        (
            "P\n" + HEAD + "1\nLập danh sách\nSở Nội vụ\nQuý I/2026\nDanh sách\n2\nA\nSở B\nSở C\nQuý I\nĐề án",
            [
                ("1", "Lập danh sách/Sở Nội vụ/-/Quý I/2026/Danh sách"),
                ("2", "A/Sở B/Sở C/Quý I/Đề án"),
            ],
        ),
        # cells of several paragraphs
        (
            "P\n" + HEAD + "1\nLập danh sách\nvà in thẻ\nSở Nội vụ\nSở Y tế\nQuý I/2026\nThẻ\n2\nA\nSở B\nSở C\nQuý I\nĐề án",
            [
                ("1", "Lập danh sách và in thẻ/Sở Nội vụ/Sở Y tế/Quý I/2026/Thẻ"),
                ("2", "A/Sở B/Sở C/Quý I/Đề án"),
            ],
        ),
        # headings in two paragraphs; what follows the last row is no part of it
        (
            "P\nTT\nNội dung\nĐơn vị\nchủ trì\nThời gian\nhoàn thành\n1\nA\nSở B\n30/6/2025\n2. Các nhiệm vụ khác",
            [("1", "A/Sở B/-/30/6/2025/-")],
        ),
        # a row that only goes on: a blank lead and a blank time repeat what stands above
        ("P\nTT\nNội dung\nChủ trì\nThời hạn\n1\nA\nSở B\nQuý I\n2\nC", [("1", "A/Sở B/-/Quý I/-"), ("2", "C/Sở B/-/Quý I/-")]),
        (
            "P\n| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n|---|---|---|---|\n| (1) | (2) | (3) | (4) |\n| I | Thể chế |  |  |\n"
            "| 1 | A | Sở B | Quý I |\n| 2 | C |  |  |\n| II | Khác | | |\n| 1 | D | Sở E | |",
            [("I.1", "A/Sở B/-/Quý I/-"), ("I.2", "C/Sở B/-/Quý I/-"), ("II.1", "D/Sở E/-/Quý I/-")],
        ),
        # no tables of tasks
        ("P\nTT\nTên thủ tục hành chính\nLĩnh vực\nCơ quan thực hiện\n1\nA\nB\nSở C", []),
        ("P\nSTT\nHọ và tên\nChức vụ\nGhi chú\n1\nA\nB\nC", []),
        ("P\n| STT | Chỉ tiêu | Đơn vị tính |\n| 1 | A | % |", []),
        ("P\nSTT", []),
    ],
)
def test_rows(chars: str, found: list[tuple[str, str]]) -> None:
    assert rows(chars) == found


@pytest.mark.parametrize("entry", BOOK.entries("tasks", "cells"), ids=lambda entry: entry["id"])
def test_cells_by_their_looks(entry: rulebook.Entry) -> None:
    pattern = Pattern(entry["pattern"], ignore_case=entry["id"] == "cell-of-time")
    assert all(pattern.match(text) for text in entry["examples"])
    assert not any(pattern.match(text) for text in entry["not"])


@given(
    st.lists(
        st.sampled_from([*HEAD.split(), "STT", "1", "2", "I", "Sở A", "Quý I", "Việc", "| a | b |", "| STT | Nhiệm vụ | Chủ trì |", "2. X"])
    )
)
def test_any_lines_are_read(lines: list[str]) -> None:
    chars = "\n".join(["P", *lines])
    for table in tables(chars):
        assert all(table.span.holds(cell) for row in table.rows for cell in row.cells.values())
