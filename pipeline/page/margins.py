"""What stands in the margins of every page and belongs to no sentence: page numbers, gazette heads, running feet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.pattern import Pattern
from pipeline.sheet import Line, Sheet, Token, rows, words

MARGIN = 0.1  # of the height, above and below
NUMBER = Pattern(r"(?:[-–—~]{1,2} ?)?(?:[Tt]rang|[Pp]age)? ?[0-9]{1,4}(?: ?[/|] ?[0-9]{1,4})?(?: ?[-–—~]{1,2})?|[ivxlIVXL]{1,6}")
GAZETTE = Pattern(r"(?:[0-9]{1,4} ?)?C[ÔO]NG ?B[ÁA]O ?[/|] ?S[ốo] ?[0-9]{1,4}.{0,40}(?:Ng[àa]y).{6,30}")
DIGITS = Pattern(r"[0-9]+")


def strip(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets without what stands in their margins."""
    edges = [[(line, _key(line)) for line in _edges(sheet)] for sheet in sheets]
    seen = Counter(key for lines in edges for key in {key for _, key in lines})
    often = {key for key, count in seen.items() if key and count >= 2 and 2 * count >= len(sheets)}
    return [_without(sheet, lines, often) for sheet, lines in zip(sheets, edges, strict=True)]


def _edges(sheet: Sheet) -> list[Line]:
    """The lines that lie wholly in the margins."""
    above, below = MARGIN * sheet.height, (1 - MARGIN) * sheet.height
    return rows([t for t in sheet.tokens if t.bottom < above or t.top > below])


def _key(line: Line) -> str:
    """What a running line has in common on all pages: its words but for digits, and its height."""
    text = words(line)
    if len(text) < 4:
        return ""
    return "".join("0" if c.isdigit() else c for c in text) + f" {round(line[0].base / 4)}"


def _without(sheet: Sheet, edges: Sequence[tuple[Line, str]], often: set[str]) -> Sheet:
    """The sheet without running lines, and without the numbers that stand outermost."""
    out: set[int] = set()  # words, told by identity: their values take longer to hash than all else here
    for line, key in edges:
        if key in often or (len(line) < 12 and GAZETTE.fullmatch(words(line))):
            out.update(map(id, line))
    rest = [t for t in sheet.tokens if id(t) not in out] if out else sheet.tokens
    lines = [line for line, _ in edges]
    for numbers in (_outermost(lines, out), _outermost(lines[::-1], out)):
        if numbers and NUMBER.fullmatch(words(numbers)) and _alone(numbers, rest, sheet.height):
            out.update(map(id, numbers))
    return replace(sheet, tokens=tuple([t for t in sheet.tokens if id(t) not in out])) if out else sheet


def _outermost(edges: Sequence[Line], out: set[int]) -> Line | None:
    """The first line that is still there, where it may be a number."""
    line = next((line for line in edges if id(line[0]) not in out), None)
    return line if line and len(line) < 6 and len(words(line)) < 14 else None


def _alone(line: Line, tokens: Sequence[Token], height: float) -> bool:
    """Nothing of the page stands further out, and nothing beside."""
    top, bottom = min(t.top for t in line) - 1, max(t.bottom for t in line) + 1
    beyond = [t for t in tokens if t.bottom <= bottom] if bottom < height / 2 else [t for t in tokens if t.top >= top]
    return set(line).issuperset(beyond)
