"""Which lines of a page make one paragraph, told by where they begin and end."""

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.pattern import Pattern
from pipeline.sheet import Line

Paragraph = list[Line]
MARK = Pattern(  # first word of an item
    r"[-–+•*●○▪■✓](?:[{L}]|$)|\(?[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.)/](?:[{L}]|$)|\(?[a-zđ]{1,2}\)|[IVX]{1,5}[.)]"
)
ENDS = frozenset(".;:!?")
ABOUT = ("v/v", "v/v:", "vv:")  # the subject of a letter begins with one, and its lines are centred
FAR = 4.5  # of the type's size: no first line is set in so far
SPACIOUS = 1.45  # of the usual leading: wider lines divide


class Measure(NamedTuple):
    """How the lines of a page are set (points)."""

    left: float
    right: float
    leading: float


def measure(lines: Sequence[Line]) -> Measure | None:
    """The margins between which most lines stand; null where there are too few lines to tell."""
    if len(lines) < 2:
        return None
    ends = Counter(round(line[-1].x1 / 3) for line in lines)
    right = max((end for end, n in ends.items() if n + ends[end - 1] > 1), default=0) * 3 or max(line[-1].x1 for line in lines)
    starts = Counter(round(line[0].x0 / 3) for line in lines)
    left = min((start for start, n in starts.items() if n + starts[start + 1] > 1), default=0) * 3 or min(line[0].x0 for line in lines)
    steps = sorted(b[0].base - a[0].base for a, b in itertools.pairwise(lines) if 0 < b[0].base - a[0].base < 4 * a[0].size)
    return Measure(left, right, steps[len(steps) // 2] if steps else 1.3 * lines[0][0].size)


def gather(lines: Sequence[Line], page: Measure | None, *, listed: bool = False) -> list[Paragraph]:
    """The lines of a block as paragraphs, in order; where it is `listed`, each mark begins one."""
    out: list[Paragraph] = []
    for line in lines:
        item = listed and out and abs(line[0].x0 - out[-1][0][0].x0) < 3 and MARK.match(line[0].text)
        if out and page and not item and goes_on(out[-1], line, page):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def goes_on(paragraph: Paragraph, line: Line, page: Measure) -> bool:
    """Whether a paragraph goes on with the next line of its page."""
    last = paragraph[-1]
    step = line[0].base - last[0].base
    if not 0 < step < SPACIOUS * page.leading + 2:
        return False
    if paragraph[0][0].text.lower() in ABOUT and _centred(paragraph, line):
        return True
    if not _full(last, line, page.right):
        return False
    begin, start, size = paragraph[0][0].x0, line[0].x0, last[-1].size
    if begin > page.left + FAR * size:  # a title, a signature: their writers break the lines
        return False
    set_in = start > page.left + 0.8 * size
    if MARK.match(line[0].text) and ((set_in and len(paragraph) == 1) or ((set_in or abs(start - begin) < 3) and _closed(last))):
        return False
    if not set_in or start <= begin + 0.5 * size:
        begins = start > last[0].x0 + 0.8 * size or (_closed(last) and len(paragraph) == 1)
        return not (set_in and begins)
    hangs = abs(start - last[0].x0) < 3 if len(paragraph) > 1 else start - begin < 4 * size
    return hangs and line[0].text[0].islower() and bool(MARK.match(paragraph[0][0].text))


def turns(paragraph: Paragraph, page: Measure, line: Line, after: Measure) -> bool:
    """Whether a paragraph that ends a page goes on with the first line of the next one."""
    set_in = line[0].x0 > after.left + 0.8 * line[0].size
    return not set_in and _full(paragraph[-1], line, page.right) and not MARK.match(line[0].text)


def _full(last: Line, line: Line, right: float) -> bool:
    """Whether the line before had no room for the first word of this one."""
    first, size = line[0], last[-1].size
    if abs(first.size - size) > 0.12 * size:
        return False
    need = 0.2 * size if last[-1].text[-1] == "-" and len(last[-1].text) > 1 else first.x1 - first.x0 + 0.2 * size
    slack = 1 if last[-1].confidence == 1.0 else 0.5 * size  # a scan's margins aren't straight
    return right - last[-1].x1 < need + slack


def _centred(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line stands below the middle of those before, and its first word didn't fit into the width of theirs."""
    last, first = paragraph[-1], line[0]
    if abs(first.x0 + line[-1].x1 - last[0].x0 - last[-1].x1) > last[-1].size:
        return False
    return last[-1].x1 - last[0].x0 + first.x1 - first.x0 > max(row[-1].x1 - row[0].x0 for row in paragraph)


def _closed(line: Line) -> bool:
    return line[-1].text[-1] in ENDS
