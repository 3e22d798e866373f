"""How a text is nested: chapters, articles, numbered items, letters, dashes, and the paragraphs that hang on them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.model import Layout, Span
from pipeline.pattern import Pattern

ROMANS = {
    numeral
    for tens in ("", "x", "xx")
    for numeral in (tens + ones for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if numeral
}
ZONES = ("body", "closing", "appendix")
WORDS = {"phần": 0, "chương": 1, "mục": 2, "điều": 5}  # word before the number -> rank
CAPITAL, ROMAN, NUMBER, LETTER, BRACKET, DASH, PLUS, BULLET, PLAIN = 3, 4, 6, 9, 10, 12, 13, 14, 99
LISTING = dict.fromkeys("-–—", DASH) | {"+": PLUS} | dict.fromkeys("•●▪■◦*·⁃", BULLET)
QUOTES = '“"«'
MARKING = frozenset("IVXLivxlPCMĐpcmđ")  # first letters of numerals, and of phần, chương, mục, điều
CLOSED = '”"»'
QUOTED = 40  # added to the rank of what is quoted


class Item(NamedTuple):
    """A paragraph in its place."""

    span: Span  # without its marker
    rank: int  # smaller is higher; PLAIN for a paragraph without a marker
    label: str  # of its marker: II, 1, 4.1, a, Điều 2; empty for dashes and plain paragraphs
    parent: int | None  # index of the item above
    children: bool  # whether anything hangs on it
    scope: str  # zone: body closing appendix


class Marker(NamedTuple):
    """What stands before a paragraph's first word."""

    rank: int
    label: str
    end: int


def outline(
    chars: str, layout: Layout, without: Sequence[Span] = (), closes: Pattern | None = None, zones: Iterable[str] = ZONES
) -> list[Item]:
    """The paragraphs of these zones, nested, in order; those inside the spans `without` (tables) are left out.

    `closes` = how sentences begin that close a dispatch: they hang on no item of its body.
    """
    items: list[Item] = []
    stack: list[tuple[int, int]] = []  # rank, index
    rows = layout.paragraphs
    for zone in layout.zones:
        if zone.name in zones:
            if zone.name == "appendix":
                stack.clear()
            if zone.span in without:
                continue
            first = bisect_left(rows, (zone.span.start,))
            lines: Sequence[Span] = rows[first : bisect_left(rows, (zone.span.end,), first)]
            if any(zone.span.holds(span) for span in without):
                lines = [line for line in lines if not any(span.holds(line) for span in without)]
            _nest(chars, lines, zone.name, items, stack, closes)
    return items


def path(items: list[Item], index: int) -> str:
    """Where an item stands: `II.4.1`, `Điều 2.1`, `2.a`; empty at the top. What is quoted stands where the quotation does."""
    labels: list[str] = []
    at: int | None = index
    while at is not None:
        item = items[at]
        if item.label and item.rank < QUOTED and not (labels and labels[-1].startswith(item.label + ".")):
            labels.append(item.label)
        at = item.parent
    labels.reverse()
    first = next((i for i, label in enumerate(labels) if label.startswith("Điều")), 0)  # chapters don't number articles
    return ".".join(labels[first:])


def _nest(chars: str, lines: Iterable[Span], scope: str, items: list[Item], stack: list[tuple[int, int]], closes: Pattern | None) -> None:
    quoted, floor = 0, len(items) if scope == "closing" else 0
    for line in lines:
        start, end = line
        opens = chars[start] in QUOTES
        begin = start + opens
        found = _marked(chars, begin, end)
        if opens and (found or not _closes(chars, line)):
            quoted = QUOTED
        if found:
            rank, label, begin = found
            rank += quoted
            while stack and stack[-1][0] >= rank:
                stack.pop()
        else:
            rank, label = PLAIN, ""
            while stack and stack[-1][0] % QUOTED >= DASH:
                stack.pop()
        parent = stack[-1][1] if stack else None
        if not found and parent is not None and parent < floor and closes and closes.match(chars, *line):
            parent = None  # a closing sentence hangs on nothing in the body
        if parent is not None and not items[parent].children:
            items[parent] = items[parent]._replace(children=True)
        items.append(Item(line if begin == start else Span(begin, end), rank, label, parent, False, scope))
        if found:
            stack.append((rank, len(items) - 1))
        if quoted and chars[start:end].rstrip(" .;,")[-1:] in CLOSED:
            quoted = 0
            stack[:] = [entry for entry in stack if entry[0] < QUOTED]


def marker_at(chars: str, start: int, end: int) -> Marker:
    """The marker of a paragraph, `PLAIN` where there is none."""
    return Marker(*(_marked(chars, start, end) or (PLAIN, "", start)))


def _marked(chars: str, start: int, end: int) -> tuple[int, str, int] | None:
    """Rank and label of a paragraph's marker, and where the first word begins; null where there is none."""
    if start >= end:
        return None
    first = chars[start]
    if first in LISTING:
        stop = _skip(chars, start + 1, end)
        return (LISTING[first], "", stop) if stop < end else None
    if first.isalpha() and first not in MARKING and chars[start + 1 : start + 2].isalpha():
        return None  # a word
    blank = chars.find(" ", start, min(end, start + 16))
    stop = end if blank < 0 else blank
    token = chars[start:stop]
    if not token[-1:].isalpha():
        found = _numbered(token)
    elif token.lower() in WORDS:
        found = _worded(chars, token, stop, end)
    else:
        return None
    if found is None:
        return None
    rank, label, taken = found
    return rank, label, _skip(chars, taken or stop, end)


def _worded(chars: str, token: str, stop: int, end: int) -> tuple[int, str, int | None] | None:
    """`Điều 2.`, `Chương II`, `Mục 1`."""
    at = _skip(chars, stop, end)
    last = at
    while last < end and chars[last] not in " .:\n":
        last += 1
    number = chars[at:last].strip(".:")
    if not number or not (number[0].isdigit() or number.lower() in ROMANS):
        return None
    while last < end and chars[last] in ".:":
        last += 1
    word = token.lower()
    return WORDS[word], f"{token.capitalize()} {number}", last


def _numbered(token: str) -> tuple[int, str, int | None] | None:
    """`1.`, `1.1.`, `1)`, `a)`, `đ)`, `I.`, `II-`, `A.`, `(i)`, `(1)`."""
    if not token or len(token) > 8:
        return None
    if token[0] == "(" and token[-1] in ");:." and len(token) > 2:
        inner = token.strip("();:.")
        return (BRACKET, inner, None) if inner.isdigit() or inner.lower() in ROMANS or len(inner) == 1 else None
    closed = token[-1] in ".)-/:–"
    if not closed and not token[0].isdigit():
        return None
    name = token.rstrip(".)-/:–")
    parts = name.split(".")
    if all(part.isdigit() and len(part) < 3 for part in parts):
        return (NUMBER + min(len(parts), 3) - 1, name, None) if closed or len(parts) > 1 else None
    if not closed:
        return None
    if name.lower() in ROMANS and (name.isupper() or token[-1] == "."):
        return (ROMAN, name, None) if name.isupper() else (BRACKET, name, None)
    if len(name) == 1 and name.isalpha():
        return (CAPITAL, name, None) if name.isupper() else (LETTER, name, None)
    if name.split(".")[0] in {"I", "II", "III", "IV", "V", "VI"} and all(part.isdigit() for part in parts[1:]):
        return NUMBER, name, None  # II.1.
    return None


def _closes(chars: str, line: Span) -> bool:
    """Whether a quotation that begins a paragraph ends inside it: `“Bình dân học vụ số” cho người dân`."""
    ends = [at for mark in CLOSED if (at := chars.find(mark, line.start + 1, line.end)) >= 0]
    return bool(ends) and bool(chars[min(ends) + 1 : line.end].strip(" .;,"))


def _skip(chars: str, at: int, end: int) -> int:
    while at < end and chars[at] in " \u00a0\t":
        at += 1
    return at
