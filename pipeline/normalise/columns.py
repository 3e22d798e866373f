"""Columns that stand beside each other, in the header and the signature block, set one behind the other."""

from collections.abc import Callable
from typing import NamedTuple

from pipeline.grammar.form import Form
from pipeline.grammar.marks import is_rule
from pipeline.model import Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.text import Text

NATION = ("CHỦ NGHĨA VIỆT NAM", "CỘNG SẢN VIỆT NAM")
COPIES = ("Nơi nhận", "NƠI NHẬN")
ROWS = 14  # lines that a header has at most
TAIL = 34  # lines that a signature block has at most
LEFT = 160  # characters of a left column at most
LINE = 2_000  # and of a line with columns
STARTS = ("CỘNG HÒA", "CỘNG HOÀ", "ĐẢNG CỘNG", "Độc lập", "ĐỘC LẬP")
GAP = "   "  # blanks that divide columns
BREAK = Pattern(r"(?i)<br{_*}/?>|\\n")
CELL = Pattern(r"[^|\n]*[^|\n{_}][^|\n]*")
DATED = Pattern(
    r"(?:^|{_})(?P<right>[{U}][{L}.’'-]*(?:{_}-?{_?}[{U}][{L}.’'-]*){0,6},?{_+}ng[àa]y[^\n;]{1,30}n[ăâ]m{_*}[\d…. ]{0,8})$".replace(
        "{_?}", "{_}?"
    )
)


class Row(NamedTuple):
    """A line taken apart: what stands left and what stands right."""

    left: list[Span]
    right: list[Span]


def uncolumn(text: Text, book: Rulebook) -> Text:
    """The text with the columns of its headers and signature blocks one behind the other, left before right."""
    chars = text.chars
    blocks: list[tuple[Span, list[Row]]] = []
    for words in NATION:
        at = chars.find(words)
        while at >= 0:
            start = _line_start(chars, at)
            if start >= 0 and _has_columns(chars, start, at, at + len(words)):
                blocks.append(_block(chars, _table_start(chars, start), ROWS, Header(book).row))
            at = chars.find(words, at + 1)
    for words in COPIES:
        at, known = chars.find(words), -1
        while at >= 0:
            start = _line_start(chars, at)
            if start > known and (at == 0 or chars[at - 1] in "\n| "):
                known = start
                span, rows = _block(chars, start, TAIL, Tail(book).row)
                if any(row.right for row in rows):
                    blocks.append((span, rows))
            at = chars.find(words, at + 1)
    if not blocks:
        return text
    parts: list[Span | str] = []
    end = 0
    for span, rows in sorted(blocks, key=lambda block: block[0]):
        if span.start < end:
            continue
        parts.append(Span(end, span.start))
        for column in ([left for row in rows for left in row.left], [right for row in rows for right in row.right]):
            for piece in column:
                parts += [piece, "\n"]
            parts.append("\n")
        end = span.end
    parts.append(Span(end, len(chars)))
    return text.arranged(parts)


def _line_start(chars: str, at: int) -> int:
    """Where the line of a place begins; -1 where that is too far away."""
    first = max(0, at - LINE)
    before = chars.rfind("\n", first, at)
    return before + 1 if before >= 0 or first == 0 else -1


def _has_columns(chars: str, start: int, at: int, end: int) -> bool:
    """Whether something stands left of the nation's name, and nothing right of it."""
    rest = chars[end : end + 6].lstrip(" *")
    if rest and rest[0] not in "\n|<":
        return False
    stop = max(chars.find(words, start, at) for words in STARTS)
    left = chars[start:stop].strip() if stop > start else ""
    return bool(left) and (left[0] == "|" or left.isupper()) and len(left) < LEFT


def _table_start(chars: str, start: int) -> int:
    """The first row of the table that a line belongs to."""
    while start > 0 and chars[start] == "|":
        before = chars.rfind("\n", 0, start - 1) + 1
        if chars[before] != "|":
            break
        start = before
    return start


def _block(chars: str, start: int, most: int, row_of: Callable[[str, Span, list[Row]], Row | None]) -> tuple[Span, list[Row]]:
    """The rows from `start` on, as long as `row_of` takes them."""
    rows: list[Row] = []
    at = end = start
    for _ in range(most * 2):
        if at >= len(chars) or len(rows) >= most:
            break
        stop = chars.find("\n", at)
        stop = len(chars) if stop < 0 else stop
        line = _stripped(chars, Span(at, stop))
        if line.end > line.start:
            row = row_of(chars, line, rows)
            if row is None:
                break
            rows.append(row)
            end = stop
        at = stop + 1
    return Span(start, min(end + 1, len(chars))), rows


def _stripped(chars: str, span: Span) -> Span:
    start, end = span
    while start < end and chars[start].isspace():
        start += 1
    while end > start and chars[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _cells(chars: str, line: Span) -> list[list[Span]]:
    """The cells of a table row, each as its lines."""
    cells = []
    for hit in CELL.finditer(chars, line.start, line.end):
        pieces, at = [], hit.start()
        for cut in BREAK.finditer(chars, *hit.span()):
            pieces.append(_stripped(chars, Span(at, cut.start())))
            at = cut.end()
        pieces.append(_stripped(chars, Span(at, hit.end())))
        cells.append([piece for piece in pieces if piece.end > piece.start])
    return cells


def _gap(chars: str, line: Span) -> tuple[Span, Span] | None:
    """The two halves of a line with a wide gap."""
    at = chars.find(GAP, line.start, line.end)
    if at < 0:
        return None
    return _stripped(chars, Span(line.start, at)), _stripped(chars, Span(at, line.end))


class Header:
    """Takes the lines of a header apart."""

    def __init__(self, book: Rulebook) -> None:
        self._form = book.build(Form)
        self._dated = False

    def row(self, chars: str, line: Span, rows: list[Row]) -> Row | None:  # noqa: ARG002
        """One line of the header; null behind its last one."""
        if chars[line.start] == "|":
            return self._table_row(chars, line)
        kind = self._form.kind(chars, line)
        if kind in ("addressees", "type"):
            return None
        if halves := self._halves(chars, line, kind):
            return Row([halves[0]], [halves[1]])
        if kind == "place_date":
            self._dated = True
        if kind in ("nation", "motto", "place_date"):
            return Row([], [line])
        if is_rule(chars[line.start : line.end]):
            return Row([], [])
        if self._dated and kind is None and not self._is_left(chars, line):
            return None
        return Row([line], [])

    def _table_row(self, chars: str, line: Span) -> Row | None:
        cells = [cell for cell in _cells(chars, line) if cell and not all(is_rule(chars[p.start : p.end]) for p in cell)]
        self._dated = self._dated or any("năm" in chars[piece.start : piece.end] for cell in cells for piece in cell)
        return Row(cells[0] if cells else [], [piece for cell in cells[1:] for piece in cell])

    def _halves(self, chars: str, line: Span, kind: str | None) -> tuple[Span, Span] | None:
        for words in STARTS:
            at = chars.find(words, line.start + 1, line.end)
            if at > 0 and self._form.kind(chars, Span(at, line.end)) in ("nation", "motto"):
                return _stripped(chars, Span(line.start, at)), Span(at, line.end)
        if kind in ("nation", "motto"):
            return None
        halves = _gap(chars, line)
        if halves is None and (hit := DATED.search(chars, line.start, line.end)) and hit.start("right") > line.start:
            halves = _stripped(chars, Span(line.start, hit.start("right"))), Span(*hit.span("right"))
        if halves and self._form.kind(chars, halves[1]) == "place_date":
            self._dated = True
        return halves if halves and not is_rule(chars[halves[0].start : halves[0].end]) else None

    @staticmethod
    def _is_left(chars: str, line: Span) -> bool:
        """Whether a line behind the last row goes on with V/v."""
        return line.end - line.start < 60 and chars[line.start].islower()


class Tail:
    """Takes the lines of Nơi nhận and the signature beside it apart."""

    def __init__(self, book: Rulebook) -> None:
        self._form = book.build(Form)

    def row(self, chars: str, line: Span, rows: list[Row]) -> Row | None:
        """One line of the block; null behind its last one."""
        words = chars[line.start : line.end]
        if words[0] == "|":
            cells = [cell for cell in _cells(chars, line) if cell and not all(is_rule(chars[p.start : p.end]) for p in cell)]
            return Row(cells[0] if cells else [], [piece for cell in cells[1:] for piece in cell])
        halves = _gap(chars, line)
        if halves is None and (at := self._meets(chars, line, first=not rows)):
            halves = _stripped(chars, Span(line.start, at)), _stripped(chars, Span(at, line.end))
        if halves and halves[0].end > halves[0].start:
            return Row([halves[0]], [halves[1]])
        if not rows or words[0] in "-+" or words.startswith("Lưu"):
            return Row([line], [])
        right = any(row.right for row in rows)
        if right and len(words) < 60 and (words.isupper() or words.istitle()):
            return Row([], [line])
        return Row([line], []) if right and words[0].islower() else None

    def _meets(self, chars: str, line: Span, *, first: bool) -> int:
        """Where the right column begins in a line in which a single blank divides them; 0 where none does."""
        if not first and chars[line.start] not in "-+":
            return 0
        for end in (": ",) if first else ("; ", ". "):
            at = chars.rfind(end, line.start, line.end)
            rest = _stripped(chars, Span(at + 2, line.end))
            if at < 0 or rest.end <= rest.start:
                continue
            if self._form.is_a("signing", chars, rest) or self._form.is_a("post", chars, rest):
                return at + 1
            if chars.find("Lưu", line.start, at) >= 0 and _is_name(chars[rest.start : rest.end]):
                return at + 1
        return 0


def _is_name(words: str) -> bool:
    """Whether words look like a person's name alone."""
    parts = words.split()
    return 2 <= len(parts) <= 5 and all(part[0].isupper() and part[1:].islower() for part in parts)
