"""DOCX: every word that is printed, in document order, read from the XML itself.

Tracked insertions, content controls, text boxes, nested tables and fields are in; deletions and hidden text are out.
"""

from collections.abc import Iterator
from typing import Any

from pipeline import grid
from pipeline.errors import UnreadableError
from pipeline.ingest.docx.archive import Archive
from pipeline.ingest.docx.numbering import Numbering
from pipeline.ingest.docx.styles import Styles, W
from pipeline.source import Source

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
GONE = {
    f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "sdtPr", "tblPr", "trPr", "tcPr", "rt", "sectPr")
}
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
UNITS = ("m", "km", "cm", "dm", "mm", "10")  # bear an exponent
MAX_CHARS = 10_000_000


def read(content: bytes) -> Source:
    """A DOCX file; paragraphs on a line each, rows of tables as `| a | b |`."""
    archive = Archive(content)
    main = archive.main()
    parts = {kind.rsplit("/", 1)[-1]: name for kind, name in archive.relations(main).values()}
    document = Document(archive, parts)
    root = archive.xml(main)
    lines = [line for kind, name in archive.relations(main).values() if kind.endswith("/header") for line in document.margin(name)]
    for body in root.iter(f"{W}body"):
        lines += document.blocks(body)
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise UnreadableError("no_text", "the DOCX holds no text; if it holds pictures, print it as PDF and run again")
    if len(text) > MAX_CHARS:
        raise UnreadableError("limit", f"the DOCX holds {len(text)} characters; at most {MAX_CHARS} are read")
    return Source(text + "\n", "docx", wrapped=False)


class Document:
    """Reads the elements of one document in order; keeps count of its lists."""

    def __init__(self, archive: Archive, parts: dict[str, str]) -> None:
        self._archive = archive
        self._styles = Styles(archive.xml(parts["styles"]) if "styles" in parts else None)
        self._numbering = Numbering(archive.xml(parts["numbering"]) if "numbering" in parts else None)
        notes = [archive.xml(parts[kind]) for kind in ("footnotes", "endnotes") if kind in parts]
        self._notes = [{note.get(f"{W}id"): note for note in root} for root in notes]
        self._boxes: list[Any] = []  # text boxes of the paragraph that is being read
        self._calls: list[Any] = []  # footnotes that it calls

    def margin(self, name: str) -> list[str]:
        """The lines of a page head, where it holds more than a page number."""
        lines = self.blocks(self._archive.xml(name))
        return [*lines, ""] if any(c.isalpha() for line in lines for c in line) else []

    def blocks(self, parent: Any) -> list[str]:
        """The lines of all that stands in an element: paragraphs, tables, controls around them."""
        out: list[str] = []
        for child in _children(parent):
            if child.tag == f"{W}p":
                out += self._paragraph(child)
            elif child.tag == f"{W}tbl":
                out += self._table(child)
            elif child.tag not in GONE:
                out += self.blocks(child)
        return out

    def _paragraph(self, element: Any) -> list[str]:
        shape = self._styles.paragraph(element)
        label = self._numbering.label(shape.number, shape.level) if shape.number not in ("", "0") else ""
        words = "" if shape.hidden else "".join(self._runs(element, capitals=shape.capitals))
        boxes, self._boxes = self._boxes, []
        calls, self._calls = self._calls, []
        lines = (f"{label} {words}" if label and words.strip() else words).split("\n")
        for box in boxes:
            lines += self.blocks(box)
        for note in calls:
            lines += self.blocks(note)
        return lines

    def _runs(self, parent: Any, *, capitals: bool) -> Iterator[str]:
        """The characters of a paragraph."""
        last = ""
        for child in _children(parent):
            if child.tag in GONE:
                continue
            if child.tag == f"{W}r":
                for words in self._run(child, capitals=capitals, last=last):
                    last = words or last
                    yield words
            elif child.tag == MATH:
                yield child.text or ""
            elif child.tag in (f"{W}p", f"{W}tbl"):  # misplaced
                yield "\n" + "\n".join(self._paragraph(child) if child.tag == f"{W}p" else self._table(child))
            else:
                for words in self._runs(child, capitals=capitals):
                    last = words or last
                    yield words

    def _run(self, run: Any, *, capitals: bool, last: str) -> Iterator[str]:
        """The characters of a run: words in one type."""
        shape = self._styles.run(run)
        if shape.hidden:
            return
        for child in _children(run):
            if child.tag == f"{W}t":
                words = child.text or ""
                if shape.raised and words.strip().isdigit():
                    words = words.translate(RAISED) if last.rstrip().split(" ")[-1].split("/")[-1] in UNITS else ""
                yield words.upper() if capitals or shape.capitals else words
            elif child.tag in SIGNS:
                yield SIGNS[child.tag]
            elif child.tag == f"{W}sym":
                yield _symbol(child.get(f"{W}char"))
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                notes = self._notes[0 if child.tag == f"{W}footnoteReference" or len(self._notes) < 2 else 1] if self._notes else {}
                if (note := notes.get(child.get(f"{W}id"))) is not None:
                    self._calls.append(note)
            elif child.tag == f"{W}ruby":
                for base in child.iter(f"{W}rubyBase"):
                    yield from self._runs(base, capitals=capitals)
            else:
                self._boxes += _boxes(child)

    def _table(self, element: Any) -> list[str]:
        rows: list[list[list[str]]] = []
        for row in _rows(element):
            cells: list[list[str]] = []
            for cell in _cells(row):
                shape = cell.find(f"{W}tcPr")
                merged = shape.find(f"{W}vMerge") if shape is not None else None
                goes_on = merged is not None and merged.get(f"{W}val") != "restart"
                cells.append([] if goes_on else self.blocks(cell))
                span = shape.find(f"{W}gridSpan") if shape is not None else None
                wide = span.get(f"{W}val") if span is not None else "1"
                more = min(int(wide), grid.MAX_CELLS) - 1 if wide and wide.isdigit() and len(wide) < 6 else 0
                cells += [[] for _ in range(more)]
            rows.append(cells[: grid.MAX_CELLS])
        return grid.write(rows, ruled=self._styles.ruled(element))


def _children(parent: Any) -> Iterator[Any]:
    """The elements in an element; of alternatives the first alone."""
    for child in parent:
        if not isinstance(child.tag, str):
            continue  # a comment
        if child.tag == f"{MC}AlternateContent":
            choice = child.find(f"{MC}Choice")
            yield from _children(choice if choice is not None else child)
        elif child.tag == f"{MC}Fallback":
            yield from _children(child)
        else:
            yield child


def _boxes(parent: Any) -> list[Any]:
    """The outermost text boxes in a drawing."""
    out: list[Any] = []
    for child in _children(parent):
        out += [child] if child.tag == f"{W}txbxContent" else _boxes(child)
    return [parent] if parent.tag == f"{W}txbxContent" else out


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, controls and insertions around them opened."""
    for child in _children(table):
        if child.tag == f"{W}tr":
            shape = child.find(f"{W}trPr")
            if shape is None or shape.find(f"{W}del") is None:
                yield child
        elif child.tag not in GONE and child.tag not in (f"{W}tbl", f"{W}p"):
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in _children(row):
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in GONE and child.tag not in (f"{W}tbl", f"{W}p"):
            yield from _cells(child)


def _symbol(code: str | None) -> str:
    """A character of a symbol font: a bullet, or nothing that can be read."""
    try:
        value = int(code or "", 16)
    except ValueError:
        return ""
    if value in (0xF02D, 0xF0AD):
        return "-"
    return "•" if value >= 0xF000 else chr(value) if 0x20 <= value < 0xD800 else ""
