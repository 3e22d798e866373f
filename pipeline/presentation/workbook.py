"""A spreadsheet: typed dates, a frozen heading, and no cell that a document could make run."""

import io
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

Cell = str | int | float | date | None
LONGEST = 32_767  # characters a cell
ROWS = 1_000_000  # a sheet; the format ends at 1,048,576
LIVE = "=+-@\t\r\n\0＝＋－＠"  # a cell that begins so may run, in one program or another
LINE = 14.5  # points a line of text takes
MOMENT = datetime(2000, 1, 1)  # the same input gives the same bytes: no clock in the file


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on a sheet of its own."""

    name: str
    heading: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()  # characters, by column
    title: Sequence[str] = ()  # lines above the table
    numbered: bool = False  # a row (1) (2) (3) under the heading, as official registers have it
    ruled: bool = True
    breaks: Sequence[int] = ()  # rows after which a new page begins
    filtered: bool = True
    bold: Collection[int] = ()  # rows in bold
    portrait: bool = False


def harmless(text: str) -> str:
    """The same text for a CSV cell: with a `'` before it where a spreadsheet could take it for a formula."""
    return f"'{text}" if (text.lstrip(" \u00a0\"'")[:1] in LIVE and text.strip()) or text[:1] in tuple("\t\r\n\0") else text


def storable(text: str) -> str:
    """The same text as a cell can hold it: controls and half characters as U+FFFD, cut at the format's limit with a mark."""
    if not text.isprintable():
        text = "".join(
            c if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff") else "\ufffd" for c in text
        )
    if "_x" in text:
        text = text.replace("_x", "_x005F_x")  # `_x000D_` would be read as a control
    return text if len(text) <= LONGEST else text[: LONGEST - 8] + " … (cắt)"


def day(value: str | None) -> Cell:
    """A date for a typed cell; one that has no day stays text."""
    try:
        return date.fromisoformat(value) if value and len(value) == 10 else value
    except ValueError:
        return value


def made(sheets: Sequence[Sheet]) -> bytes:
    """The workbook's bytes: the same for the same sheets."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = "congvan"
    for sheet in sheets:
        rows = iter(sheet.rows)
        for number in range(1, 100):
            part = list(islice(rows, 1)) if number > 1 else []
            if number > 1 and not part:
                break
            _lay(book, sheet, sheet.name if number == 1 else f"{sheet.name} ({number})", chain(part, islice(rows, ROWS - len(part))))
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _lay(book: Any, sheet: Sheet, name: str, rows: Iterator[Sequence[Cell]]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.pagebreak import Break

    page = book.create_sheet(name[:31])
    page.page_setup.orientation, page.page_setup.paperSize = "portrait" if sheet.portrait else "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.page_margins.left = page.page_margins.right = page.page_margins.top = page.page_margins.bottom = 0.5  # inches
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for at, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(at)].width = width
    line = Side(style="thin", color="808080")
    grid = Border(left=line, right=line, top=line, bottom=line) if sheet.ruled else Border()
    body = {
        "font": Font(name="Times New Roman", size=11),
        "border": grid,
        "alignment": Alignment(wrap_text=True, vertical="top", horizontal="left"),
    }
    bold = {**body, "font": Font(name="Times New Roman", size=11, bold=True)}
    head = {**bold, "alignment": Alignment(wrap_text=True, vertical="center", horizontal="center"), "fill": PatternFill("solid", "E8ECF1")}
    above = {"font": Font(name="Times New Roman", size=13, bold=True)}
    top = len(sheet.title) + bool(sheet.heading) + sheet.numbered
    if sheet.heading:
        page.freeze_panes = f"A{top + 1}"
        page.print_title_rows = f"{top - sheet.numbered}:{top}"
    for text in sheet.title:
        page.append([_cell(page, text, above)])
    if sheet.heading:
        page.row_dimensions[len(sheet.title) + 1].height = _height(sheet.heading, [max(width - 3, 4) for width in sheet.widths])
        page.append([_cell(page, text, head) for text in sheet.heading])
    if sheet.numbered:
        page.append([_cell(page, f"({n})", head) for n in range(1, len(sheet.heading) + 1)])
    last = top
    for last, row in enumerate(rows, top + 1):
        page.row_dimensions[last].height = _height(row, sheet.widths)
        page.append([_cell(page, value, bold if last in sheet.bold else body) for value in row])
    for at in sheet.breaks:
        page.row_breaks.append(Break(id=at))
    if sheet.heading and sheet.filtered:
        page.auto_filter.ref = f"A{top}:{get_column_letter(len(sheet.heading))}{last}"


def _height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """How high a row must be for its texts to be read whole: not every program finds out by itself."""
    lines = 1
    for value, width in zip(row, widths, strict=False):
        if isinstance(value, str):
            lines = max(lines, sum(-(-len(part) // max(int(1.15 * width), 1)) or 1 for part in value.split("\n")))
    return min(LINE * lines + 2, 409.0)


def _cell(page: Any, value: Cell, style: dict[str, Any]) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        cell = WriteOnlyCell(page, value=value)
        if isinstance(value, date):
            cell.number_format = "DD/MM/YYYY"
    else:
        cell = WriteOnlyCell(page, value=storable(value))
        cell.data_type = "s"  # never a formula, never an error value
        if harmless(value) != value:
            cell.quotePrefix = True  # Excel's own mark for text that looks like a formula
    for name, what in style.items():
        setattr(cell, name, what)
    return cell


def _timeless(data: bytes) -> bytes:
    """The same file without the moment it was made at."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _without_moments(content.decode()).encode()
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without_moments(xml: str) -> str:
    for tag in ("created", "modified"):
        begin, close = xml.find(f"<dcterms:{tag} "), f"</dcterms:{tag}>"
        if begin >= 0:
            start = xml.index(">", begin) + 1
            xml = xml[:start] + f"{MOMENT:%Y-%m-%dT%H:%M:%SZ}" + xml[xml.index(close) :]
    return xml
