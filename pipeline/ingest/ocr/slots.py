"""The places of a letterhead where number and date are filled in, often by hand: found, checked, blanked."""

import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.misreading import ILLEGIBLE
from pipeline.sheet import Line, Token, rows
from pipeline.spelling import plain

HEAD = 0.55  # of the height: number and date stand above
RIGHT = 0.35  # of the width: the date stands to the right
FIGURES = str.maketrans({**dict.fromkeys("lI|íÍ!ìi", "1"), **dict.fromkeys("OoÖÔQ", "0")})
PADDING = " .:,_-…"  # around figures
WIDTHS = {**dict.fromkeys("iIl|1.,:;'/()jtfr", 0.55), **dict.fromkeys("mwMW", 1.5)}  # of letters, in usual ones
BEFORE = {"so", "", "ngay", "thang"}  # words that a wide gap may follow
APART = 1.5  # sizes of the type between two columns
NUMBER_LENGTH, DATE_LENGTH = 40, 50  # characters: longer stretches are no number line, no date line
RUN = 3  # letters in a row that may be misread figures
LONGEST = 6  # figures


class Slot(NamedTuple):
    """A place where figures stand, in pixels, and what was read there."""

    x0: float
    top: float
    x1: float
    bottom: float
    reading: str  # figures alone, or what else was read
    confidence: float


class Letter(NamedTuple):
    """A character of a line, and where it stands."""

    char: str
    x0: float
    x1: float
    token: int  # index in the line


Check = Callable[[Slot], str | None]  # the figures of a slot: empty where nothing stands there, null where they can't be trusted


def checked(tokens: Sequence[Token], size: tuple[int, int], check: Check) -> list[Token]:
    """The words of a page, number and date put right, and blanked where they can't be trusted."""
    width, height = size
    out: list[Token] = []
    for line in rows(t for t in tokens if t.base < HEAD * height):
        for part in _parts(line):
            letters = _letters(part)
            text = plain("".join(letter.char for letter in letters))
            places = _number(text, letters, width) or _date(text, letters, width)
            out += _mended(part, letters, places, check) if places else part
    return [*out, *(t for t in tokens if t.base >= HEAD * height)]


def _parts(line: Line) -> list[Line]:
    """The stretches of a line between wide gaps."""
    parts: list[list[Token]] = [[line[0]]]
    for last, token in itertools.pairwise(line):
        if token.text[0] != "/" and token.x0 - last.x1 > APART * last.size and plain(last.text).strip(":.") not in BEFORE:
            parts.append([])
        parts[-1].append(token)
    return [tuple(part) for part in parts]


def _letters(line: Line) -> list[Letter]:
    """The characters of a line, each word's width shared out among its own, a blank between words."""
    out: list[Letter] = []
    for at, token in enumerate(line):
        if at:
            out.append(Letter(" ", line[at - 1].x1, token.x0, -1))
        widths = [WIDTHS.get(c, 1.0) for c in token.text]
        step, x = (token.x1 - token.x0) / sum(widths), token.x0
        for char, width in zip(token.text, widths, strict=True):
            out.append(Letter(char, x, x + width * step, at))
            x += width * step
    return out


class Place(NamedTuple):
    """A place to be filled in: from and to, as indices of letters."""

    start: int
    end: int
    before: str = ""  # the word before it, where that was swallowed, too
    between: str = ""  # the word between two places that can't be told apart


def _number(text: str, letters: Sequence[Letter], width: int) -> list[Place]:
    """Where the number stands: between `Số` and the stroke."""
    start = text.find("so", 0, 4)
    stroke = text.find("/", start + 2, start + 24)
    if start < 0 or stroke < 0 or letters[start].x0 > RIGHT * width or text[start + 2 : start + 3].isalpha() or len(text) > NUMBER_LENGTH:
        return []
    at = start + 2
    while at < stroke and text[at] in " :.":
        at += 1
    second = text.find("/", stroke + 1, stroke + 5)  # a one or seven read as a stroke: 3/62/QĐ, 3/62 /QĐ
    if second > 0 and any(c.isdigit() for c in text[stroke + 1 : second]) and len(text[stroke + 1 : second].strip()) < 4:
        stroke = second
    if any(len(run) > RUN for run in "".join(c if c.isalpha() else " " for c in text[at:stroke]).split()):
        return []
    return [Place(at, stroke)]


def _date(text: str, letters: Sequence[Letter], width: int) -> list[Place]:
    """Where day and month stand: between `ngày`, `tháng` and `năm` of the letterhead."""
    year = text.rfind("nam")
    month = text.rfind("thang", 0, year)
    until = month if month > 0 else year
    day = text.rfind("ngay", 0, until)
    after, said = day + 4, ""
    if day < 0 and month > 0:
        after, said = text.rfind("nga", 0, until), "ngày"
        day = after
    if day < 0 or year - day > 30 or letters[day].x0 < RIGHT * width or len(text) - year > 12 or len(text) > DATE_LENGTH:
        return []
    if month > 0:
        return [Place(after, month, said), Place(month + 5, year)]
    return [Place(after, year, between="tháng")] if any(c.isdigit() for c in text[year:]) else []


def _mended(line: Line, letters: Sequence[Letter], places: Sequence[Place], check: Check) -> list[Token]:
    """The words of a line with what its places hold put right."""
    out: list[Token] = []
    at = 0
    for start, end, before, between in places:
        out += _words(line, letters[at:start])
        at = end
        held = [line[letter.token] for letter in letters[start:end] if letter.token >= 0]
        x0 = max(letter.x1 for letter in letters[:start] if letter.token >= 0)
        x1 = min((letter.x0 for letter in letters[end:] if letter.token >= 0), default=letters[-1].x1)
        model = held[0] if held else line[max(letter.token for letter in letters[:start])]
        place = Slot(x0, min(t.top for t in line), x1, max(t.bottom for t in line), "", min(t.confidence for t in held or [model]))
        if between:
            half = (x0 + x1) / 2
            out += [_token(ILLEGIBLE, x0, half, model), _token(between, half, half, model), _token(ILLEGIBLE, half, x1, model)]
            continue
        if before:
            out.append(_token(before, x0, x0, model))
        figures = "".join(letter.char for letter in letters[start + max(len(before) - 1, 0) : end]).strip(PADDING).translate(FIGURES)
        reading = check(place._replace(reading=figures))
        if reading is None:
            out.append(_token(ILLEGIBLE, x0, x1, model))
        elif reading:
            sure = max(place.confidence, 0.9) if reading == figures else 0.9
            out.append(model._replace(text=reading, x0=held[0].x0 if held else x0, x1=held[-1].x1 if held else x1, confidence=sure))
    return [*out, *_words(line, letters[at:])]


def _token(text: str, x0: float, x1: float, model: Token) -> Token:
    return model._replace(text=text, x0=x0, x1=x1, confidence=0.0 if text == ILLEGIBLE else 0.9)


def _words(line: Line, letters: Sequence[Letter]) -> list[Token]:
    """The words that a stretch of letters makes."""
    out: list[Token] = []
    part: list[Letter] = []
    for letter in [*letters, Letter(" ", 0, 0, -1)]:
        if letter.token >= 0 and (not part or part[0].token == letter.token):
            part.append(letter)
        elif part:
            whole = line[part[0].token]
            text = "".join(p.char for p in part)
            out.append(whole if text == whole.text else whole._replace(text=text, x0=part[0].x0, x1=part[-1].x1))
            part = [letter] if letter.token >= 0 else []
    return out
