"""Tables of files that know no pages: which hold data, and which only set the letterhead in two columns."""

from collections.abc import Sequence

from pipeline.misreading import letters
from pipeline.spelling import plain

Cell = Sequence[str]  # its paragraphs
Row = Sequence[Cell]
FORM = (
    "conghoaxahoichunghia",
    "dangcongsanvietnam",
    "doclaptudohanhphuc",
    "noinhan",
    "doantncs",
)  # stands in a table for the layout's sake
SEEN = 4_000  # characters of a table that are looked at
MAX_CELLS = 64  # in a row; a cell that claims to span more is a fault or an attack


def write(rows: Sequence[Row], *, ruled: bool | None = None) -> list[str]:
    """A table as lines of text: `| a | b |` for each row of a table of data, else column by column, cell by cell.

    `ruled`: whether it has visible lines; null where that isn't known.
    """
    if not any(any(any(p.strip() for p in cell) for cell in row) for row in rows):
        return []
    if not holds_data(rows, ruled=ruled):
        return _columns(rows)
    return [f"| {' | '.join(' '.join(' '.join(cell).split()) for cell in row)} |" for row in rows]


def holds_data(rows: Sequence[Row], *, ruled: bool | None) -> bool:
    """Whether a table is one to its reader, too."""
    width = max((sum(any(p.strip() for p in cell) for cell in row) for row in rows), default=0)
    if width < 2:
        return False
    seen = letters(plain(" ".join(p for row in rows for cell in row for p in cell)[:SEEN]))
    if len(rows) < 8 and any(words in seen for words in FORM):
        return False
    return ruled if ruled is not None else width > 2 or len(rows) > 2


def _columns(rows: Sequence[Row]) -> list[str]:
    """The cells of a layout table: its left column, then its right one."""
    width = max(len(row) for row in rows)
    out: list[str] = []
    for column in range(width):
        part = [paragraph for row in rows if column < len(row) for paragraph in row[column]]
        if any(paragraph.strip() for paragraph in part):
            out += ["", *part]
    return [*out, ""]
