"""Where letterhead and signature block divide into two columns: the gutter that no word crosses."""

import itertools
from bisect import bisect_left, bisect_right
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
FIRST = {"CỘNG", "ĐẢNG", "ĐOÀN"}  # words of the mottos
HEADS = FIRST | {"Nơi", "NƠI", "nơi", "Số:", "Số", "số:", "Lưu:", "Lưu"}  # one of them begins an anchor
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
    if HEADS.isdisjoint([t.text for t in tokens]) and all(t.confidence == 1.0 for t in tokens[:9]):
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
    if len(line) > 3 and _may_be_anchor(line, FIRST):
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


def _may_be_anchor(line: Line, heads: set[str] = HEADS) -> bool:
    """Whether a line needs a closer look: on recognised pages every line does."""
    return line[0].confidence < 1.0 or not heads.isdisjoint([t.text for t in line])


def _near(read: str, phrase: str) -> bool:
    """Whether a reading may be the phrase: one slip in five letters."""
    most = len(phrase) // 5 + 1
    return read == phrase or slips(read, phrase, most) <= most


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
    tries = []
    x = REACH[0] * width
    while x <= REACH[1] * width:
        tries.append(x)
        x += STEP
    runs = _runs(lines, at, tries, width, upward=upward)
    if not runs:
        return None
    most = max(last - first for first, last in runs.values())
    longest = [(x, run) for x, run in runs.items() if run[1] - run[0] == most]
    words_of = {run: [token for line in lines[run[0] : run[1] + 1] for token in line] for _, run in longest}
    edges = {run: (sorted(t.x1 for t in held), sorted(t.x0 for t in held)) for run, held in words_of.items()}
    gutter, (first, last) = max(longest, key=lambda tried: _gap(*edges[tried[1]], tried[0]))
    part = lines[first : last + 1]
    left = tuple(cut for line in part if (cut := tuple(t for t in line if t.x1 <= gutter)))
    right = tuple(cut for line in part if (cut := tuple(t for t in line if t.x0 >= gutter)))
    return Zone(part[0][0].base, part[-1][0].base, left, right, not upward) if left and right else None


def _runs(lines: Sequence[Line], at: int, tries: list[float], width: float, *, upward: bool) -> dict[float, tuple[int, int]]:
    """First and last row around `at` that a gutter divides, for each place where one may lie."""
    open_ = _uncrossed(lines[at], tries)
    first, last = dict.fromkeys(open_, at), dict.fromkeys(open_, at)
    below, row = open_, at + 1
    while below and row < len(lines):
        if upward and (_centred(lines[row], width) or plain(lines[row][0].text) == "kinh"):  # Kính gửi begins the body
            break
        below = _uncrossed(lines[row], below)
        last |= dict.fromkeys(below, row)
        row += 1
    above, row = open_, at - 1
    while above and row >= 0 and not _centred(lines[row], width):
        above = [x for x in _uncrossed(lines[row], above) if upward or lines[row][0].x0 >= x]
        first |= dict.fromkeys(above, row)
        row -= 1
    return {x: (first[x], last[x]) for x in open_}


def _uncrossed(line: Line, tries: list[float]) -> list[float]:
    """Those places, from left to right, at which no word of a line stands, nor close by."""
    out: list[float] = []
    end = 0.0
    for token in line:
        if token.x0 - end > HALF_GAP:
            out += [x for x in tries if end <= x - HALF_GAP and x + HALF_GAP <= token.x0]
        end = max(end, token.x1)
    return out + [x for x in tries if end <= x - HALF_GAP]


def _centred(line: Line, width: float) -> bool:
    """One run of words in the middle of the page."""
    middle = (line[0].x0 + line[-1].x1) / 2
    if abs(middle - width / 2) > 0.06 * width or line[0].x0 < 0.15 * width:
        return False
    return all(b.x0 - a.x1 < 2 * a.size for a, b in itertools.pairwise(line))


def _gap(ends: list[float], starts: list[float], x: float) -> float:
    """Width of the free strip around `x`, told by where words end and begin."""
    left, right = bisect_right(ends, x), bisect_left(starts, x)
    return (starts[right] if right < len(starts) else 1e4) - (ends[left - 1] if left else 0.0)
