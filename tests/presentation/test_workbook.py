import io
import zipfile
from datetime import date

import openpyxl
import pytest

from pipeline.presentation import workbook
from pipeline.presentation.workbook import Sheet


def opened(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook.made(sheets)))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        " =1+1",
        '"=1+1',
        "\t=1",
        "＝1+1",
        "=cmd|' /C calc'!A0",
        "{=1}",
        "http://127.0.0.1/x",
        "external:c:\\x.xlsx",
    ],
)
def test_nothing_in_a_cell_runs(text: str) -> None:
    data = workbook.made([Sheet("a", ["=head"], [[text]])])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    assert openpyxl.load_workbook(io.BytesIO(data)).active["A2"].data_type == "s"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        (" =1", "' =1"),
        ("- Như trên", "'- Như trên"),
        ("\tx", "'\tx"),
        ("＝1", "'＝1"),
        ("Kế hoạch", "Kế hoạch"),
        ("5-6", "5-6"),
        ("", ""),
        ("  ", "  "),
    ],
)
def test_a_csv_cell_is_made_harmless(text: str, cell: str) -> None:
    assert workbook.harmless(text) == cell


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\x01b\x1bc", "a\ufffdb\ufffdc"),
        ("a\ud800b", "a\ufffdb"),
        ("a\ufffeb", "a\ufffdb"),
        ("một\nhai", "một\nhai"),
        ("_x000D_", "_x005F_x000D_"),
    ],
)
def test_what_a_cell_cannot_hold_is_replaced(text: str, stored: str) -> None:
    assert workbook.storable(text) == stored


def test_a_long_text_is_cut_with_a_mark() -> None:
    cut = workbook.storable("a" * 40_000)
    assert len(cut) == workbook.LONGEST
    assert cut.endswith("(cắt)")


@pytest.mark.parametrize(
    ("value", "cell"), [("2025-04-24", date(2025, 4, 24)), ("2025-04", "2025-04"), (None, None), ("2025-13-40", "2025-13-40")]
)
def test_whole_dates_are_typed(value: str | None, cell: workbook.Cell) -> None:
    assert workbook.day(value) == cell


def test_a_sheet_has_its_heading_frozen_and_filtered() -> None:
    book = opened(Sheet("Sổ", ["A", "B"], [[date(2025, 4, 24), "x"], [None, 3]], widths=[12, 30], title=["SỔ"], numbered=True))
    page = book.active
    assert [cell.value for cell in page[1]][:1] == ["SỔ"]
    assert [cell.value for cell in page[3]] == ["(1)", "(2)"]
    assert page["A4"].value.date() == date(2025, 4, 24)
    assert (page.freeze_panes, page.auto_filter.ref) == ("A4", "A3:B5")


def test_the_same_sheets_give_the_same_bytes() -> None:
    sheet = Sheet("Sổ", ["A"], [["x"]])
    assert workbook.made([sheet]) == workbook.made([sheet])


def test_more_rows_than_a_sheet_holds_go_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 2)
    book = opened(Sheet("Sổ", ["A"], [[i] for i in range(5)]))
    assert book.sheetnames == ["Sổ", "Sổ (2)", "Sổ (3)"]
    assert [book["Sổ (3)"]["A2"].value] == [4]
