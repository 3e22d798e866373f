"""Pages in reading order: margins off, letterhead and signature block column by column, paragraphs whole, tables cell by cell."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model import Box, Problem
from pipeline.page.columns import Zone, zones
from pipeline.page.margins import strip
from pipeline.page.paragraphs import ABOUT, Measure, Paragraph, gather, measure, turns
from pipeline.page.tables import Table, fill, tables
from pipeline.sheet import Line, Rule, Sheet, Token, flow, rows, turned_back, words
from pipeline.source import Run, Source

DISORDER = 0.25  # of the lines of a page
SURE = 0.6  # confidence of a page's words, below which they are doubtful
TIGHT = 1.6  # of the type's size: further apart, lines of a letterhead are no paragraph
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"  # a footnote begins with one


@dataclass(slots=True)
class Block:
    """A stretch of a page that is read in one go."""

    kind: str  # body column stamp table, note: what stands at the foot of the page
    page: int
    paragraphs: list[Paragraph] = field(default_factory=list)
    rows: list[list[list[Line]]] = field(default_factory=list)  # of a table
    measure: Measure | None = None
    columns: tuple[float, ...] = ()  # of a table
    head: list[list[Line]] = field(default_factory=list)  # first row of a table that began on an earlier page
    over: list[list[Line]] = field(default_factory=list)  # what its last row holds on the page after


def compose(sheets: Sequence[Sheet], medium: str) -> Source:
    """The text of pages as it should be read, each word with its box."""
    pages = [arrange(sheet) for sheet in strip(sheets)]
    for before, after in itertools.pairwise(pages):
        _carry_over(before, after)
    writer = Writer()
    onward = False  # the last paragraph of the page before goes on
    for i, blocks in enumerate(pages):
        writer.page()
        if onward:
            first = next(block for block in blocks if block.kind == "body")
            writer.paragraph(first.paragraphs.pop(0), first.page)
        main = [block for block in blocks if block.kind != "note"]
        notes = [block for block in blocks if block.kind == "note"]
        onward = bool(main and i + 1 < len(pages) and _goes_on(main[-1], pages[i + 1]))
        if onward and notes:  # what stands at the foot of the page must not cut the sentence
            cut = main.pop()
            main.append(replace(cut, paragraphs=cut.paragraphs[:-1]))
            notes.append(replace(cut, paragraphs=cut.paragraphs[-1:]))
        read = [*main, *notes]
        for block in read:
            writer.block(block, open_end=onward and block is read[-1])
    return Source(
        "".join(writer.parts),
        medium,
        page_starts=tuple(writer.starts),
        words=tuple(_on_page(writer.runs, sheets)),
        problems=tuple(_doubts(sheets)),
        wrapped=False,
    )


def _on_page(found: list[Run], sheets: Sequence[Sheet]) -> list[Run]:
    """The words with their places on the pages as they are, not as they were levelled."""
    leaning = {sheet.number: sheet for sheet in sheets if sheet.lean or sheet.turn}
    return [_leaning(run, leaning[run.page]) if run.page in leaning else run for run in found] if leaning else found


def _leaning(run: Run, sheet: Sheet) -> Run:
    return run._replace(words=[(word[0], *turned_back(Box(run.page, *word[1:5]), sheet)[1:], *word[5:]) for word in run.words])


def _doubts(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """The pages on which a recogniser couldn't read much."""
    for sheet in sheets:
        if sheet.recognised and sheet.tokens:
            sure = sum(t.confidence * len(t.text) for t in sheet.tokens) / sum(len(t.text) for t in sheet.tokens)
            if sure < SURE:
                yield Problem("low_ocr_confidence", f"page {sheet.number} is hard to read: its words are sure by {sure:.0%} only")


def _carry_over(before: Sequence[Block], after: Sequence[Block]) -> None:
    """Make one of a table that turns the page: no second head, no row in two."""
    last = next((block for block in reversed(before) if block.kind != "note"), None)
    first = next((block for block in after if block.kind != "stamp"), None)
    if not last or not first or not last.rows or not first.rows or not _alike(last.columns, first.columns):
        return
    first.head = last.head or last.rows[0]
    if [_words(cell) for cell in first.rows[0]] == [_words(cell) for cell in first.head]:
        del first.rows[0]
    if first.rows and not first.rows[0][0] and any(cell and cell[0][0].text[0].islower() for cell in first.rows[0]):
        last.over = first.rows.pop(0)


def _words(cell: list[Line]) -> list[str]:
    return [token.text for line in cell for token in line]


def _goes_on(last: Block, blocks: Sequence[Block]) -> bool:
    """Whether the last paragraph of a page goes on upon the next one."""
    first = next((block for block in blocks if block.kind != "stamp"), None)
    if last.kind != "body" or not last.paragraphs or not last.measure:
        return False
    if first is None or first.kind != "body":
        return False
    return turns(last.paragraphs[-1], last.measure, first.paragraphs[0][0], first.measure or last.measure)


def arrange(sheet: Sheet) -> list[Block]:
    """The blocks of one page, in reading order; what cuts no sentence last."""
    ruled = tables(sheet.rules)
    free, inside = _divided(sheet.tokens, ruled)
    blocks = [_stamp(stamp, sheet.number) for stamp in sheet.stamps if stamp[0].base < sheet.height / 2]
    late = [_stamp(stamp, sheet.number, "note") for stamp in sheet.stamps if stamp[0].base >= sheet.height / 2]
    held: list[tuple[float, Zone | tuple[Table, list[Token]]]] = [(zone.top, zone) for zone in zones(free, sheet.width)]
    held += [(table.top, (table, found)) for table, found in zip(ruled, inside, strict=True) if found]
    apart = {id(t) for _, thing in held if isinstance(thing, Zone) for side in (thing.left, thing.right) for line in side for t in line}
    body = [t for t in free if id(t) not in apart] if apart else free
    lines, notes = _notes(_ordered(body, sheet), sheet.rules)
    page = measure(lines)
    for top, thing in sorted(held, key=lambda h: h[0]):
        before, lines = [x for x in lines if x[0].base < top], [x for x in lines if x[0].base >= top]
        blocks += _body(before, sheet.number, page)
        blocks += _columns(thing, sheet.number) if isinstance(thing, Zone) else [_rows(*thing, sheet.number)]
    rest = _body(lines, sheet.number, page)
    kept = [Block("note", sheet.number, gather(notes, measure(notes)))] if notes else []
    return [*blocks, *rest, *kept, *late]


def _ordered(body: Sequence[Token], sheet: Sheet) -> list[Line]:
    """The lines of the body: in the order of the file, unless that says nothing."""
    lines = flow(body)
    return rows(body) if sheet.recognised or _disordered(lines) else lines


def _disordered(lines: Sequence[Line]) -> bool:
    """Whether the order of the file says nothing: lines often stand above those before them."""
    back = sum(b[0].base < a[0].base - b[0].size and b[0].x0 < a[-1].x1 and a[0].x0 < b[-1].x1 for a, b in itertools.pairwise(lines))
    return back > DISORDER * len(lines)


def _divided(tokens: Sequence[Token], ruled: Sequence[Table]) -> tuple[Sequence[Token], list[list[Token]]]:
    """The words that stand in no table, and those that stand in each."""
    inside: list[list[Token]] = [[] for _ in ruled]
    if not ruled:
        return tokens, inside
    free: list[Token] = []
    for token in tokens:
        x, y = (token.x0 + token.x1) / 2, (token.top + token.bottom) / 2
        for table, held in zip(ruled, inside, strict=True):
            if table.x0 - 1 <= x <= table.x1 + 1 and table.top - 1 <= y <= table.bottom + 1:
                held.append(token)
                break
        else:
            free.append(token)
    return free, inside


def _stamp(tokens: Line, page: int, kind: str = "stamp") -> Block:
    return Block(kind, page, [[tokens]])


def _columns(zone: Zone, page: int) -> list[Block]:
    left = gather(zone.left, measure(zone.left), listed=True) if zone.copies else _letterhead(zone.left)
    columns = [Block("column", page, left), Block("column", page, [[line] for line in zone.right])]
    return columns[::-1] if zone.onward else columns  # the name first that belongs to the title on the page before


def _letterhead(lines: Sequence[Line]) -> list[Paragraph]:
    """The left column of a letterhead: a line each, but for the subject of a letter, which runs on below its number."""
    at = next((i for i, line in enumerate(lines) if line[0].text.lower() in ABOUT), len(lines))
    out = [[line] for line in lines[: at + 1]]
    for above, line in itertools.pairwise(lines[at:]):
        if line[0].base - above[0].base < TIGHT * above[0].size and line[0].text[0].isalnum():
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _rows(table: Table, held: list[Token], page: int) -> Block:
    return Block("table", page, rows=fill(table, held), columns=table.columns)


def _body(lines: list[Line], page: int, margins: Measure | None) -> list[Block]:
    return [Block("body", page, gather(lines, margins), measure=margins)] if lines else []


def _notes(lines: list[Line], rules: Sequence[Rule]) -> tuple[list[Line], list[Line]]:
    """The lines of the body, and the footnotes below them: under a short rule at the left margin, or with a raised number."""
    margin = min((line[0].x0 for line in lines), default=0.0)
    strokes = [r.bottom for r in rules if abs(r.x0 - margin) < 8 and 100 < r.x1 - r.x0 < 220 and r.bottom - r.top < 2]
    for i, line in enumerate(lines[1:], 1):
        first, above = line[0], lines[i - 1][0]
        raised = first.text[0] in RAISED
        if raised and first.size < lines[0][0].size and all(after[-1].size <= line[-1].size + 0.5 for after in lines[i:]):
            return lines[:i], lines[i:]
        if (raised or first.text.isdigit()) and any(above.base < y < first.base for y in strokes) and _falling(lines[i:]):
            return lines[:i], lines[i:]
    return lines, []


def _falling(lines: Sequence[Line]) -> bool:
    """Whether each line stands below the one before."""
    return all(b[0].base > a[0].base for a, b in itertools.pairwise(lines))


class Writer:
    """Puts the text together and notes where each word of it stands."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.runs: list[Run] = []
        self.starts: list[int] = []
        self._length = 0
        self._kind = ""  # of the block that was written last
        self._fresh = True  # nothing of this page has been written
        self._last = ""  # word of a paragraph that goes on
        self._columns: tuple[float, ...] = ()  # of the table that was written last

    def page(self) -> None:
        """A new page begins."""
        self._gap()
        self.starts.append(self._length)
        self._fresh = True

    def block(self, block: Block, *, open_end: bool = False) -> None:
        """A block, an empty line before it unless it carries on what stands on the page before."""
        if not block.paragraphs and not block.rows:
            return
        carries = (self._fresh and block.kind == self._kind == "body") or (block.kind == "table" and _alike(block.columns, self._columns))
        if self._length and not carries:
            self._put("\n")
        self._fresh, self._columns, self._kind = False, block.columns, block.kind
        for row in block.rows[: -1 if block.over else None]:
            self._row([[(block.page, cell)] for cell in row])
        if block.over:
            self._row([[(block.page, cell), (block.page + 1, rest)] for cell, rest in zip(block.rows[-1], block.over, strict=True)])
        for i, paragraph in enumerate(block.paragraphs):
            self.paragraph(paragraph, block.page, open_end=open_end and i == len(block.paragraphs) - 1)

    def paragraph(self, paragraph: Paragraph, page: int, *, open_end: bool = False) -> None:
        """A paragraph on one line; with `open_end` it goes on."""
        for line in paragraph:
            self._gap()
            self._line(line, page)
            self._last = line[-1].text
        if not open_end:
            self._put("\n")
            self._last = ""

    def _gap(self) -> None:
        """The blank between two words; none where a symbol was cut: `12/QĐ-` `UBND`."""
        if self._last and not _is_cut(self._last):
            self._put(" ")
        self._last = ""

    def _line(self, line: Line, page: int) -> None:
        """The words of a line."""
        texts = [token.text for token in line]
        whole, start = " ".join(texts), 0
        if "- " in whole:
            for end, text in enumerate(texts[:-1], 1):
                if _is_cut(text):
                    self._run(line[start:end], " ".join(texts[start:end]), page)
                    start = end
        self._run(line[start:], " ".join(texts[start:]) if start else whole, page)

    def _run(self, line: Line, text: str, page: int) -> None:
        """Words with a blank between each."""
        self.runs.append(Run(self._length, page, line))
        self._put(text)

    def _row(self, row: list[list[tuple[int, list[Line]]]]) -> None:
        for cell in row:
            self._put("| ")
            for page, line in ((page, line) for page, lines in cell for line in lines):
                self._run(line, words(line), page)
                self._put(" ")
        self._put("|\n")

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)


def _is_cut(text: str) -> bool:
    """Whether a word is a symbol that goes on: `12/QĐ-`."""
    return text[-1] == "-" and "/" in text


def _alike(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    """Whether a table has the columns of the one before."""
    return bool(a) and len(a) == len(b) and all(abs(x - y) < 6 for x, y in zip(a, b, strict=True))
