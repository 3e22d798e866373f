"""The letters of a PDF page as pdfium knows them: words with their places, in the order of the file."""

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.ingest.pdf.calls import angle_of, box_of, origin_of, size_of
from pipeline.sheet import Token

MAX_CHARS = 2_000_000  # a page
HYPHEN = "\ufffe"  # what pdfium gives for the hyphen at a line's end, its line break swallowed
LEADING = 1.11  # height of a letter's box in Times New Roman, in sizes of the type
JOIN = 0.03  # of the type's size: fragments that stand closer are one word, whatever blank a change of font put between them
CLOSERS = '.,;:)”"]'
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
UNITS = {"m", "km", "cm", "dm", "mm", "hm", "10"}  # bear an exponent; after any other word a raised number calls a footnote
BULLETS = "\uf0a7\uf0a8\uf0b7\uf076\uf0d8\uf0fc\uf06c\uf06e\uf071"  # of the fonts Symbol and Wingdings
SYMBOLS = {**dict.fromkeys(BULLETS, "•"), "\uf02d": "-", "\uf0ad": "-", "\uf02b": "+"}
SCALED = 3.0  # a smaller size of the type is scaled by the page


class Letters:
    """The characters of one loaded page. `close` frees it."""

    def __init__(self, page: Any, corner: tuple[float, float] = (0.0, 0.0)) -> None:
        self._page = pdfium.FPDFText_LoadPage(page)
        self.corner = corner  # the upper left corner of the page box, in page coordinates
        self._low = self._high = self._below = self._type = 0.0  # of the word that was read last
        rect = pdfium.FS_RECTF()
        self._to_box, self._box = ctypes.byref(rect), memoryview(rect).cast("B").cast("f")  # left, top, right, bottom
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._to_x, self._to_y = ctypes.byref(self._x), ctypes.byref(self._y)
        self.count: int = max(pdfium.FPDFText_CountChars(self._page), 0) if self._page else 0

    def close(self) -> None:
        """Give the memory back."""
        if self._page:
            pdfium.FPDFText_ClosePage(self._page)
            self._page = None

    def text(self) -> str:
        """The characters, one for each index."""
        count = min(self.count, MAX_CHARS)
        if count <= 0:
            return ""
        buffer = ctypes.create_string_buffer(2 * count + 2)
        written = pdfium.FPDFText_GetText(self._page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        text = str(memoryview(buffer)[: 2 * max(written - 1, 0)], "utf-16-le", "replace")
        if len(text) != count:  # a character beyond the BMP, or one that pdfium leaves out of the string
            text = "".join(_char(pdfium.FPDFText_GetUnicode(self._page, i)) for i in range(count))
        return text

    def tokens(self, text: str, start: int = 0) -> list[Token]:
        """The words of the page from a character index on, in points from the upper left corner of the page box.

        Two calls into pdfium a word are most of the time that this takes, so the loop is kept flat.
        """
        found: list[Token] = []
        page, box, to_box = self._page, self._box, self._to_box
        across, down = self.corner
        at, place, make = start, text.index, tuple.__new__
        for word in text[start:].replace(HYPHEN, HYPHEN + " ").split():
            first = place(word, at)
            at = first + len(word)
            written = word
            if not word.isalpha():
                if parts := self._parts(word, first):
                    found += parts
                    continue
                written = _written(word)
            box_of(page, first, to_box)
            left, high, right, low = box
            if low != self._low or high != self._high:
                self._new_line(first, low, high)
            if at - first > 1:
                box_of(page, at - 1, to_box)
                x0, top, x1, bottom = box
                if x1 > right:
                    right = x1
                if x0 < left:
                    left = x0
                if bottom < low:
                    low = bottom
                if top > high:
                    high = top
            found.append(make(Token, (written, left - across, down - high, right - across, down - low, self._below, self._type, 1.0)))
        return found

    def _parts(self, word: str, first: int) -> list[Token]:
        """A word and the raised number at its end or its beginning, apart; empty where there is none."""
        body = word.rstrip(CLOSERS)
        if len(body) < 2 or not (body[-1].isdigit() or body[0].isdigit()):
            return []
        head, tail = self._size(first), self._size(first + len(body) - 1)
        cut, call = 0, ""
        if tail < 0.8 * head and body[-1].isdigit():
            cut = next((i for i in range(len(body) - 1, 0, -1) if self._size(first + i - 1) > 1.2 * tail), 0)
            call = body[cut:]
        elif head < 0.8 * tail and body[0].isdigit():
            cut = next((i for i in range(1, len(body)) if self._size(first + i) > 1.2 * head), 0)
            call = body[:cut]
        if not cut or not call.isdigit():
            return []
        return [self._token(word[a:b], first + a) for a, b in ((0, cut), (cut, len(body)), (len(body), len(word))) if a < b]

    def _size(self, at: int) -> float:
        """Size of one letter's type."""
        size: float = size_of(self._page, at)
        if size > SCALED:
            return size
        box_of(self._page, at, self._to_box)
        return (self._box[1] - self._box[3]) / LEADING

    def _new_line(self, first: int, low: float, high: float) -> None:
        """Note line and type of a letter; those that follow share them as long as their boxes are as high."""
        self._low, self._high = low, high
        origin_of(self._page, first, self._to_x, self._to_y)
        self._below, self._type = self.corner[1] - self._y.value, self._size(first)
        if not 0.6 * (high - low) < self._type < 1.3 * (high - low):  # scaled by the page
            self._type = (high - low) / LEADING or 1.0

    def _token(self, word: str, first: int) -> Token:
        """A part of a word."""
        box_of(self._page, first, self._to_box)
        x0, top, x1, bottom = self._box
        if bottom != self._low or top != self._high:
            self._new_line(first, bottom, top)
        box_of(self._page, first + len(word) - 1, self._to_box)
        left, high, right, low = self._box
        x, y = self.corner
        return Token(
            _written(word), min(left, x0) - x, y - max(high, top), max(right, x1) - x, y - min(low, bottom), self._below, self._type
        )

    def turn(self, text: str) -> int:
        """By how many degrees the page must be turned to the right for its writing to stand upright: told by a few letters."""
        votes: dict[int, int] = {}
        step = max(len(text) // 16, 1)
        for i in range(0, len(text), step):
            if text[i].isalnum():
                turn = -round(angle_of(self._page, i) / 1.5707963) % 4 * 90
                votes[turn] = votes.get(turn, 0) + 1
        return max(votes, key=lambda turn: votes[turn]) if votes else 0


def _written(word: str) -> str:
    """A word with the hyphen at its end and the bullet at its beginning as one writes them."""
    if word.isascii():
        return word
    word = word.replace(HYPHEN, "-")
    return SYMBOLS.get(word[0], word[0]) + word[1:]


def mend(tokens: Sequence[Token]) -> list[Token]:
    """Words whose letters a change of font had torn apart; exponents as `²`; footnote calls taken out."""
    out: list[Token] = []
    end = 0.0  # of the word before
    for at, token in enumerate(tokens):
        text, x0, _, x1, _, _, size, _ = token
        if len(text) < 4 and text.isdigit():
            last = out[-1] if out else None
            if last and _raised(token, last):
                if last.text in UNITS or (last.text.endswith(("/m", "/km")) and text in "23"):
                    out[-1] = _joined(last, token._replace(text=text.translate(RAISED)))
                else:  # a footnote call: its room belongs to the word before
                    out[-1] = last._replace(x1=x1)
                end = out[-1].x1
                continue
            after = tokens[at + 1] if at + 1 < len(tokens) else None
            if after and after.text[0].isalpha() and _raised(token, after, before=True):  # begins a footnote
                out.append(token._replace(text=text.translate(RAISED), base=after.base, size=after.size))
                end = x1
                continue
        if x0 - end < JOIN * size and out and _torn(out[-1], token):
            out[-1] = _joined(out[-1], token)
            end = out[-1].x1
        else:
            out.append(token)
            end = x1
    return out


def _raised(token: Token, host: Token, *, before: bool = False) -> bool:
    lift = host.base - token.base
    gap = host.x0 - token.x1 if before else token.x0 - host.x1
    return token.size < 0.8 * host.size and 0.15 * host.size < lift < 0.7 * host.size and -0.3 < gap / host.size < (1.0 if before else 0.3)


def _torn(last: Token, token: Token) -> bool:
    if abs(token.base - last.base) > 0.05 * token.size or last.text.endswith(("-", ":", ";")):
        return False
    close = (token.x0 - last.x1) / token.size > -0.5
    return close and (last.text[-1].isalpha() or last.text[-1].isdigit()) and (token.text[0].isalpha() or token.text[0] in ".,;:)")


def _joined(a: Token, b: Token) -> Token:
    return a._replace(text=a.text + b.text, x1=max(a.x1, b.x1), top=min(a.top, b.top), bottom=max(a.bottom, b.bottom))


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
