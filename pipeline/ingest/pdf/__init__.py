"""PDF: words with their places by pdfium, what widgets draw, ruling lines, scanned pages through a recogniser."""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.errors import UnreadableError
from pipeline.grammar import encodings
from pipeline.ingest.pdf import certificates, drawings, rescue, widgets
from pipeline.ingest.pdf.letters import Letters, mend
from pipeline.model import Problem
from pipeline.page import compose
from pipeline.sheet import Reading, Rule, Sheet, Token
from pipeline.source import Source

LOADED_LATE = ("pikepdf", "asn1crypto.tsp", "cryptography.hazmat.primitives.serialization", "PIL.Image")  # of a signed or scanned file
MAX_PAGES = 2_000
MAX_CHARS = 10_000_000
SCANNED = 0.2  # share of the page that a picture covers, and …
FEW = 300  # … characters below which the page counts as a picture
TONED = 0.1  # share of letters with marks, below which a text layer is a bad reading
CONTROLS = [chr(c) for c in range(32) if chr(c) not in "\t\n\r"]
MOST_CONTROLS = 0.05  # share of control characters, above which a page's characters aren't told: breaks of syllables are far fewer
FITTING = 0.7  # share of words with marks that are syllables, below which it is


class Recogniser(NamedTuple):
    """Who reads pictures: whole pages (picture, dots per inch), single numbers; and what is missing for it."""

    page: Callable[[Any, float], Reading]
    number: Callable[[Any], str | None]
    missing: Callable[[], str | None]


def read(content: bytes, recogniser: Recogniser | None = None, *, always: bool = False) -> Source:
    """A PDF file. Without a recogniser pages that are pictures are left out; with `always` all pages go through it.

    Raises UnreadableError: `encrypted`, `damaged`, `limit`, `no_text`, `missing_tool`.
    """
    pdfium.FPDF_InitLibrary()
    book = Book(recogniser, always=always)
    sheets = book.sheets(content)
    if not any(sheet.tokens for sheet in sheets) and not book.unread:
        mended = rescue.repaired(content)
        if mended:  # pdfplumber reads mended files alone: others make it go round in circles
            sheets = book.sheets(mended) or sheets or rescue.sheets(mended)
    if not any(sheet.tokens or sheet.stamps for sheet in sheets):
        raise _nothing(sheets, book, content)
    source = compose(sheets, "ocr" if 2 * sum(s.recognised for s in sheets) > len(sheets) else "pdf")
    signed = certificates.signatures(content)
    broken = [
        Problem("signature_broken", f"the file was changed after {s.common_name or 'somebody'} signed it")
        for s in signed
        if s.intact is False
    ]
    torn = rescue.TORN if rescue.is_torn(content) else ""
    return replace(source, signatures=signed, problems=(*source.problems, *book.problems, *broken), torn=torn)


def _nothing(sheets: Sequence[Sheet], book: "Book", content: bytes) -> UnreadableError:
    """Why there is nothing to read."""
    if not sheets:
        return UnreadableError("damaged", "the PDF can't be opened, nor can its pages be found")
    if book.unread and book.lacking:
        return UnreadableError("missing_tool", f"these are pictures of pages; reading them needs {book.lacking}")
    if rescue.is_torn(content):
        return UnreadableError("damaged", rescue.TORN)
    return UnreadableError("no_text", "the PDF holds no words, nor pictures in which words can be made out")


class Book:
    """The pages of a document, and what is wrong with them."""

    def __init__(self, recogniser: Recogniser | None, *, always: bool) -> None:
        self.lacking = recogniser.missing() if recogniser else None
        self._recogniser = recogniser if recogniser and not self.lacking else None
        self._always = always
        self.problems: list[Problem] = []
        self.unread = 0  # pages that are pictures and weren't recognised
        self._document: Any = None

    def sheets(self, content: bytes) -> list[Sheet]:
        """The pages of a file; none where it can't be opened."""
        self.problems, self.unread = [], 0
        self._document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
        if not self._document:
            if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
                raise UnreadableError("encrypted", rescue.ENCRYPTED)
            return []
        try:
            count = pdfium.FPDF_GetPageCount(self._document)
            if count > MAX_PAGES:
                raise UnreadableError("limit", f"{count} pages; at most {MAX_PAGES} are read: divide the file")
            sheets = []
            total = 0
            for index in range(count):
                sheets.append(self._page(index))
                total += sum([len(token[0]) + 1 for token in sheets[-1].tokens])
                if total > MAX_CHARS:
                    raise UnreadableError("limit", f"more than {MAX_CHARS} characters on {index + 1} pages")
            return sheets
        finally:
            pdfium.FPDF_CloseDocument(self._document)

    def _page(self, index: int) -> Sheet:
        """One page, from 0."""
        page = pdfium.FPDF_LoadPage(self._document, index)
        if not page:
            self.problems.append(Problem("low_ocr_confidence", f"page {index + 1} is damaged and wasn't read"))
            return Sheet(index + 1, 595.0, 842.0)
        try:
            return self._sheet(page, index)
        finally:
            pdfium.FPDF_ClosePage(page)

    def _sheet(self, page: Any, index: int) -> Sheet:
        frame = _frame(page)
        letters = Letters(page, frame.corner)
        text = letters.text()
        drawn = drawings.look(page, frame.width, frame.height)
        found = widgets.notes(page, frame.corner)
        untold = has_no_letters(text)
        scanned = self._is_read(index, picture=untold or is_picture(text, drawn))
        tokens = [] if untold or (scanned and (self._always or drawn.unseen > 0.5)) else letters.tokens(text)
        turn = letters.turn(text) if tokens else frame.turn
        letters.close()
        read = self._recognised(page, frame, index) if scanned else Reading([])
        fills, stamps = self._drawn(page, index, frame, len(text), found)
        if has_no_letters("".join(token.text for group in (fills, *stamps) for token in group)):
            fills, stamps = [], []
        rules = [frame.rule(rule) for rule in drawn.rules]
        sheet = upright(Sheet(index + 1, frame.width, frame.height, tuple(tokens), tuple(stamps), tuple(rules)), fills, turn)
        sheet = replace(sheet, turn=(turn - frame.turn) % 360)
        return merged(sheet, read) if scanned else sheet

    def _is_read(self, index: int, *, picture: bool) -> bool:
        """Whether the page is to be recognised; a picture that can't be is noted."""
        if self._recogniser:
            return picture or self._always
        if picture:
            self.unread += 1
            why = f"reading it needs {self.lacking}" if self.lacking else "--ocr never forbids to read it"
            self.problems.append(Problem("low_ocr_confidence", f"page {index + 1} is a picture: {why}"))
        return False

    def _drawn(
        self, page: Any, index: int, frame: "Frame", count: int, found: Sequence[widgets.Note]
    ) -> tuple[list[Token], list[tuple[Token, ...]]]:
        """What annotations write: words that fill gaps of the text, and stamps."""
        if not found:
            return [], []
        height = frame.height
        pictures = widgets.pictures(self._document, page, found, height) if self._recogniser else []
        numbers = [token for note, picture in pictures if (token := self._number(note, picture))]
        if not widgets.write(page, found) or not widgets.flatten(page):
            return numbers, []
        again = pdfium.FPDF_LoadPage(self._document, index)
        letters = Letters(again, frame.corner)
        try:
            fills, stamps = widgets.sort_out(letters.tokens(letters.text(), count), found)
            return [*fills, *numbers], stamps
        finally:
            letters.close()
            pdfium.FPDF_ClosePage(again)

    def _number(self, note: widgets.Note, picture: Any) -> Token | None:
        """The number that a widget's picture shows."""
        reading = self._recogniser.number(picture) if self._recogniser else None
        if not reading:
            return None
        return Token(reading, note.x0, note.top, note.x1, note.bottom, note.bottom, 13.0, 0.9)

    def _recognised(self, page: Any, frame: "Frame", index: int) -> Reading:
        """The words of a picture of the page, turned upright."""
        try:
            picture, dpi = drawings.picture(page, frame.width, frame.height)
        except UnreadableError as trouble:
            self.problems.append(Problem("low_ocr_confidence", f"page {index + 1}: {trouble.message}"))
            return Reading([])
        return self._recogniser.page(picture, dpi) if self._recogniser else Reading([])


def is_picture(text: str, drawn: drawings.Drawings) -> bool:
    """Whether a page must be recognised: a picture with little text, or with a text layer that is a bad reading."""
    if drawn.picture < SCANNED:
        return False
    if len(text) < FEW:
        return True
    if drawn.picture < 0.5 or drawn.unseen < 0.5:
        return False
    letters = [c for c in text if c.isalpha()]
    toned = sum(not c.isascii() for c in letters) / max(len(letters), 1)
    return toned < TONED or encodings.fit(text)[0] < FITTING


def has_no_letters(text: str) -> bool:
    """Whether a page's characters aren't told: its fonts don't say which letters they draw, or were torn off with the file's end."""
    return sum(map(text.count, CONTROLS)) > MOST_CONTROLS * len(text)


def merged(sheet: Sheet, read: Reading) -> Sheet:
    """The sheet with recognised words where it has none of its own."""
    own = [t for group in (sheet.tokens, *sheet.stamps) for t in group]
    free = [t for t in read.tokens if not any(o.x0 < t.x1 and t.x0 < o.x1 and o.top < t.bottom and t.top < o.bottom for o in own)]
    return replace(sheet, tokens=(*sheet.tokens, *free), recognised=True, lean=read.lean)


class Frame(NamedTuple):
    """A page's box in its own coordinates, and by how many degrees it is to be turned to the right."""

    left: float
    low: float
    right: float
    high: float
    turn: int

    @property
    def corner(self) -> tuple[float, float]:
        """The upper left corner."""
        return self.left, self.high

    @property
    def width(self) -> float:
        """Before it is turned."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Before it is turned."""
        return self.high - self.low

    def rule(self, rule: Rule) -> Rule:
        """A ruling line of the page in points from the corner."""
        return Rule(rule.x0 - self.left, self.high - rule.bottom, rule.x1 - self.left, self.high - rule.top)


def _frame(page: Any) -> Frame:
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    return Frame(rect.left, rect.bottom, rect.right, rect.top, pdfium.FPDFPage_GetRotation(page) * 90 % 360)


def upright(sheet: Sheet, fills: list[Token], turn: int) -> Sheet:
    """The sheet as one looks at it, fragments mended and widgets' words put into their lines."""
    tokens, stamps, rules, width, height = sheet.tokens, sheet.stamps, sheet.rules, sheet.width, sheet.height
    if turn:
        turned = Turn(turn, width, height)
        tokens, fills = tuple(turned.token(t) for t in tokens), [turned.token(t) for t in fills]
        stamps = tuple(tuple(turned.token(t) for t in stamp) for stamp in stamps)
        rules = tuple(turned.rule(r) for r in rules)
        width, height = (height, width) if turn in (90, 270) else (width, height)
    return Sheet(sheet.number, width, height, tuple(_filled(mend(tokens), fills)), stamps, rules)


class Turn(NamedTuple):
    """How a page is turned to the right: degrees, and its size before."""

    degrees: int
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        if self.degrees == 90:
            return self.height - y, x
        return (self.width - x, self.height - y) if self.degrees == 180 else (y, self.width - x)

    def rule(self, rule: Rule) -> Rule:
        """Where a ruling line comes to lie."""
        (a, b), (c, d) = self.point(rule.x0, rule.top), self.point(rule.x1, rule.bottom)
        return Rule(min(a, c), min(b, d), max(a, c), max(b, d))

    def token(self, token: Token) -> Token:
        """Where a word comes to lie."""
        x0, top, x1, bottom = self.rule(Rule(*token[1:5]))
        return token._replace(x0=x0, top=top, x1=x1, bottom=bottom, base=bottom - 0.2 * (bottom - top), size=(bottom - top) / 1.11)


def _filled(tokens: list[Token], fills: list[Token]) -> list[Token]:
    """The words with those of the widgets put into their lines."""
    for fill in fills:
        middle = (fill.top + fill.bottom) / 2
        beside = [i for i, t in enumerate(tokens) if t.top <= middle <= t.bottom]
        if not beside:  # a line of its own: before what stands below it
            tokens.insert(next((i for i, t in enumerate(tokens) if t.top > middle), len(tokens)), fill)
            continue
        before = [i for i in beside if tokens[i].x0 <= fill.x0]
        at = max(before, key=lambda i: tokens[i].x0) + 1 if before else min(beside, key=lambda i: tokens[i].x0)
        near = tokens[at - 1 if before else at]
        tokens.insert(at, fill._replace(base=near.base))
    return tokens
