"""Where letterhead and signature block divide into two columns: the gutter that no word crosses."""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.misreading import letters, slips
from pipeline.sheet import Line, Token, rows, words
from pipeline.spelling import plain

MOTTOS = (  # stand at the head of the right column; letters alone
    "conghoaxahoichunghiavietnam",
    "dangcongsanvietnam",
    "doantncshochiminh",
)
COPIES = "noinhan"  # stands at the head of the left column of the signature block
HEADS = {"CỘNG", "ĐẢNG", "ĐOÀN", "Nơi", "NƠI", "nơi", "Số:", "Số", "số:", "Luật", "Lưu:", "Lưu"}  # one of them begins an anchor
DASHES = ("-", "–", "+", "*")  # before an item of Nơi nhận
HALF_GAP = 2.75  # points, half of the gutter that is asked for
REACH = (0.28, 0.66)  # where a gutter may lie, as shares of the width
STEP = 4.0  # points between two tries


class Zone(NamedTuple):
    """A stretch of a page that stands in two columns."""

    top: float  # baseline of its first row
    bottom: float  # baseline of its last row
    left: tuple[Line, ...]
    right: tuple[Line, ...]
    copies: bool  # the left column is Nơi nhận, a list, …
    onward: bool = False  # … that goes on from the page before


def zones(tokens: Sequence[Token], width: float) -> list[Zone]:
    """The two-column stretches of a page, from top to bottom; columns hold their lines in order."""
    if all(t.confidence == 1.0 for t in tokens[:9]) and not any(t.text in HEADS for t in tokens):
        return []
    lines = rows(tokens)
    found: list[Zone] = []
    for at, line in enumerate(lines):
        if found and line[0].base <= found[-1].bottom:
            continue
        head, foot = _is_head(line, width), _is_foot(line, width)
        zone = _zone(lines, at, width, upward=head) if head or foot else None
        if zone and (not found or zone.top > found[-1].bottom):
            found.append(zone)
    if not any(zone.copies for zone in found):
        found += _continued(lines, width, found[-1].bottom if found else 0.0)
    return found


def _continued(lines: Sequence[Line], width: float, below: float) -> list[Zone]:
    """The signature block of a page upon which Nơi nhận goes on, or its heading can't be read: beside its last item."""
    at = next((i for i, line in enumerate(lines) if line[0].base > below and _is_last(line, width)), None)
    zone = None if at is None else _zone(lines, at, width, upward=True)
    return [zone._replace(copies=True, onward=_is_item(zone.left[0]))] if zone and zone.top > below else []


def _is_item(line: Line) -> bool:
    return line[0].text[0] in DASHES


def _is_last(line: Line, width: float) -> bool:
    """`- Lưu: VT`, at the left."""
    return line[0].x0 < 0.4 * width and len(line) > 1 and line[0].text in DASHES and plain(line[1].text).startswith("luu")


def _is_head(line: Line, width: float) -> bool:
    """The motto at the right, or number and date on one line."""
    if not _may_be_anchor(line):
        return False
    if len(line) > 3:
        for motto in MOTTOS:
            first = _ending(line, len(motto))
            if first and first.x0 > 0.28 * width and _near(letters(plain(words(line)))[-len(motto) :], motto):
                return True
    text = plain(words(line))
    at = text.find(", ngay")
    return 0 < at < text.find(" thang") and text.startswith("so") and _at(line, at).x0 > 0.4 * width


def _is_foot(line: Line, width: float) -> bool:
    """`Nơi nhận` at the left, alone or before a gap."""
    if line[0].x0 > 0.4 * width or not _may_be_anchor(line):
        return False
    end = next((i for i, (a, b) in enumerate(itertools.pairwise(line), 1) if b.x0 - a.x1 > 2 * a.size), len(line))
    return end < 5 and _near(letters(plain(words(line[:end])))[: len(COPIES)], COPIES)


def _may_be_anchor(line: Line) -> bool:
    """Whether a line needs a closer look: on recognised pages every line does."""
    return line[0].confidence < 1.0 or any(t.text in HEADS for t in line)


def _near(read: str, phrase: str) -> bool:
    """Whether a reading may be the phrase: one slip in five letters."""
    most = len(phrase) // 5 + 1
    return slips(read, phrase, most) <= most


def _ending(line: Line, length: int) -> Token | None:
    """The word with which the last `length` letters of a line begin."""
    for token in reversed(line):
        length -= len(letters(token.text))
        if length <= 2:
            return token
    return None


def _at(line: Line, at: int) -> Token:
    """The word that holds the character at `at` of the line's words."""
    for token in line:
        at -= len(token.text) + 1
        if at < 0:
            return token
    return line[-1]


def _zone(lines: Sequence[Line], at: int, width: float, *, upward: bool) -> Zone | None:
    """The zone around a row: as many rows as one gutter can divide."""
    best: tuple[int, float, int, int] | None = None  # rows, width of the gap, first, last
    gutter = 0.0
    x = REACH[0] * width
    while x <= REACH[1] * width:
        first, last = _run(lines, at, x, width, upward=upward)
        if last >= first:
            rank = (last - first + 1, _gap(lines[first : last + 1], x), first, last)
            if best is None or rank[:2] > best[:2]:
                best, gutter = rank, x
        x += STEP
    if best is None:
        return None
    first, last = best[2:]
    part = lines[first : last + 1]
    left = tuple(cut for line in part if (cut := tuple(t for t in line if t.x1 <= gutter)))
    right = tuple(cut for line in part if (cut := tuple(t for t in line if t.x0 >= gutter)))
    return Zone(part[0][0].base, part[-1][0].base, left, right, not upward) if left and right else None


def _run(lines: Sequence[Line], at: int, x: float, width: float, *, upward: bool) -> tuple[int, int]:
    """First and last row around `at` that a gutter at `x` divides."""
    if _crossed(lines[at], x):
        return 0, -1
    last = at
    while last + 1 < len(lines) and not _crossed(lines[last + 1], x) and not (upward and _centred(lines[last + 1], width)):
        if upward and plain(lines[last + 1][0].text) == "kinh":  # Kính gửi begins the body
            break
        last += 1
    first = at
    while first and not _crossed(lines[first - 1], x) and (upward or lines[first - 1][0].x0 >= x) and not _centred(lines[first - 1], width):
        first -= 1
    return first, last


def _crossed(line: Line, x: float) -> bool:
    return any(t.x0 < x + HALF_GAP and t.x1 > x - HALF_GAP for t in line)


def _centred(line: Line, width: float) -> bool:
    """One run of words in the middle of the page."""
    middle = (line[0].x0 + line[-1].x1) / 2
    if abs(middle - width / 2) > 0.06 * width or line[0].x0 < 0.15 * width:
        return False
    return all(b.x0 - a.x1 < 2 * a.size for a, b in itertools.pairwise(line))


def _gap(lines: Sequence[Line], x: float) -> float:
    """Width of the free strip around `x`."""
    left = max((t.x1 for line in lines for t in line if t.x1 <= x), default=0.0)
    right = min((t.x0 for line in lines for t in line if t.x0 >= x), default=1e4)
    return right - left
