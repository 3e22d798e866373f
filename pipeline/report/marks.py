"""A text with what was read in it: cut where a mark begins or ends, so that no two stand inside one another."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

ORDER = ("deadline", "citation", "fact", "recipient", "problem")  # which of several marks a piece leads to; tasks lie behind all


class Mark(NamedTuple):
    """Words that something was read from."""

    id: str  # its anchor on the page
    kind: str  # deadline citation fact recipient problem task
    start: int
    end: int


class Piece(NamedTuple):
    """Words that the same marks cover."""

    text: str
    marks: tuple[Mark, ...]  # the strongest first; without tasks
    tasks: tuple[str, ...]  # anchors of the tasks that cover it
    begins: tuple[str, ...]  # anchors of the marks that begin here

    @property
    def kinds(self) -> str:
        """The kinds that cover it, for the style sheet."""
        return " ".join(dict.fromkeys([m.kind for m in self.marks] + ["task"] * bool(self.tasks)))

    @property
    def ids(self) -> str:
        """The marks that cover it, for the script."""
        return " ".join(m.id for m in self.marks)


class Line(NamedTuple):
    """A paragraph of the text."""

    pieces: tuple[Piece, ...]
    gap: bool  # whether the source had a gap before it
    tasks: tuple[str, ...]  # anchors of the tasks that begin in it
    page: int | None  # the page that begins with it


def lines(text: str, start: int, end: int, marks: Iterable[Mark], pages: Iterable[tuple[int, int]] = ()) -> list[Line]:
    """The paragraphs of `text[start:end]`; `pages` = (offset, page) at which each page begins."""
    waiting = sorted((m for m in marks if m.start < end and m.end > start and m.start < m.end), key=lambda m: (m.start, m.end, m.id))
    turns = sorted((at, page) for at, page in pages if at < end)
    found: list[Line] = []
    open_: list[Mark] = []
    at, gap, next_mark, next_turn = start, False, 0, 0
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        page = None
        while next_turn < len(turns) and turns[next_turn][0] <= max(at, stop - 1):
            page = turns[next_turn][1]
            next_turn += 1
        here: list[Mark] = []
        while next_mark < len(waiting) and waiting[next_mark].start < stop:
            here.append(waiting[next_mark])
            next_mark += 1
        open_ += here
        if text[at:stop].strip():
            pieces = _pieces(text, at, stop, open_)
            found.append(Line(pieces, gap, tuple(m.id for m in here if m.kind == "task"), page))
            gap = False
        else:
            gap = bool(found)
        open_ = [m for m in open_ if m.end > stop]
        at = stop + 1
    return found


def _pieces(text: str, start: int, end: int, marks: list[Mark]) -> tuple[Piece, ...]:
    cuts = sorted({start, end} | {p for m in marks for p in (m.start, m.end) if start < p < end})
    pieces = []
    for left, right in pairwise(cuts):
        over = [m for m in marks if m.start < right and m.end > left]
        inline = sorted((m for m in over if m.kind != "task"), key=lambda m: (ORDER.index(m.kind), m.end - m.start, m.id))
        begins = tuple(m.id for m in over if m.start == left or (left == start and m.start < start and not text[m.start : start].strip()))
        pieces.append(Piece(text[left:right], tuple(inline), tuple(m.id for m in over if m.kind == "task"), begins))
    return tuple(pieces)
