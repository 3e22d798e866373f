"""A page as it was printed or scanned: its words with their places, not yet in reading order."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from pipeline.model import Box


class Token(NamedTuple):
    """A word of a page: points from the top left corner of the page as it is looked at."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float  # y of the line it stands on
    size: float  # of the type
    confidence: float = 1.0  # 0..1 where it was recognised from an image


class Rule(NamedTuple):
    """A ruling line, or the thin box that draws one."""

    x0: float
    top: float
    x1: float
    bottom: float


class Reading(NamedTuple):
    """What a recogniser makes of a picture: its words, and by how many degrees it turned the picture to the left to level its lines."""

    tokens: list[Token]
    lean: float = 0.0


Line = tuple[Token, ...]  # words on one line, as they are read


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its words in the order of the file, what was stamped upon it, its ruling lines."""

    number: int  # from 1
    width: float  # points
    height: float
    tokens: tuple[Token, ...] = ()
    stamps: tuple[tuple[Token, ...], ...] = ()  # text of stamps and comments, each in its own order
    rules: tuple[Rule, ...] = ()
    recognised: bool = False  # read from an image
    lean: float = 0.0  # degrees by which the words' places were turned to the left, to level their lines
    turn: int = 0  # degrees by which they were turned to the right, to set writing upright: 0, 90, 180, 270


def turned_back(place: Box, sheet: Sheet) -> Box:
    """Where a box stands on the page as one looks at it, whose lines aren't level or run upwards."""
    if sheet.turn:
        x0, top, x1, bottom = place[1:]
        x0, top, x1, bottom = {
            90: (top, sheet.width - x1, bottom, sheet.width - x0),
            180: (sheet.width - x1, sheet.height - bottom, sheet.width - x0, sheet.height - top),
            270: (sheet.height - bottom, x0, sheet.height - top, x1),
        }[sheet.turn]
        return Box(place.page, x0, top, x1, bottom)
    sine, cosine = math.sin(math.radians(sheet.lean)), math.cos(math.radians(sheet.lean))
    middle = (sheet.width / 2, sheet.height / 2)
    corners = [(x - middle[0], y - middle[1]) for x in (place.x0, place.x1) for y in (place.top, place.bottom)]
    across = [middle[0] + x * cosine - y * sine for x, y in corners]
    down = [middle[1] + x * sine + y * cosine for x, y in corners]
    return Box(place.page, min(across), min(down), max(across), max(down))


def words(tokens: Iterable[Token]) -> str:
    """The words, a blank between them."""
    return " ".join(token.text for token in tokens)


def flow(tokens: Sequence[Token]) -> list[Line]:
    """The lines of words that come in reading order: a line ends where the baseline or the writing hand jumps back."""
    lines: list[Line] = []
    line: list[Token] = []
    end = below = height = 0.0  # of the word before: its right edge, its baseline, the size of its type
    for token in tokens:
        _, x0, _, x1, _, base, size, _ = token
        if line:
            breaks = x0 < end - 0.8 * height
            if base != below and not breaks:
                slack = 0.3 * max(size, height)
                if min(size, height) < 0.8 * max(size, height) and 0 <= x0 - end < height:
                    slack *= 2  # raised or lowered
                breaks = abs(base - below) > slack
            if breaks:
                lines.append(tuple(line))
                line = []
        line.append(token)
        end, below, height = x1, base, size
    if line:
        lines.append(tuple(line))
    return lines


def rows(tokens: Iterable[Token]) -> list[Line]:
    """The lines of words in any order, by their baselines: from top to bottom, each from left to right."""
    found: list[list[Token]] = []
    low = size = 0.0  # baseline and size of the type with which the last line began
    for token in sorted(tokens, key=attrgetter("base")):
        if found and token.base - low <= 0.3 * min(token.size, size) + 0.5:
            found[-1].append(token)
        else:
            found.append([token])
            low, size = token.base, token.size
    return [tuple(sorted(row, key=attrgetter("x0"))) for row in found]
