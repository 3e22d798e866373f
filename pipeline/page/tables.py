"""Ruled tables: the grid that ruling lines make, and the words in its cells."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.sheet import Line, Rule, Token, flow

NEAR = 3.0  # points: ends that lie closer meet
MAX_RULES = 5_000  # a page; more is a drawing


class Cell(NamedTuple):
    """A cell: its place, and what row and column it begins in."""

    row: int
    column: int
    x0: float
    top: float
    x1: float
    bottom: float


class Table(NamedTuple):
    """A ruled table: where it stands, how many rows and columns it has, and its cells in reading order."""

    x0: float
    top: float
    x1: float
    bottom: float
    height: int
    width: int
    cells: tuple[Cell, ...]
    columns: tuple[float, ...]  # where they begin and end


def tables(rules: Sequence[Rule]) -> list[Table]:
    """The tables that ruling lines make, from top to bottom."""
    if not 6 <= len(rules) <= MAX_RULES:
        return []
    across = _merged([(r.top, r.x0, r.x1) for r in rules if r.x1 - r.x0 >= r.bottom - r.top])
    down = _merged([(r.x0, r.top, r.bottom) for r in rules if r.x1 - r.x0 < r.bottom - r.top])
    found = [table for group in _groups(across, down) if (table := _table(*group))]
    return sorted(found, key=lambda t: t.top)


def fill(table: Table, tokens: Iterable[Token]) -> list[list[list[Line]]]:
    """The lines of words in each cell, row by row; a cell that a merged one covers is empty."""
    held: list[list[Token]] = [[] for _ in table.cells]
    places = [(cell.x0, cell.top, cell.x1, cell.bottom, words) for cell, words in zip(table.cells, held, strict=True)]
    for token in tokens:
        x, y = (token.x0 + token.x1) / 2, (token.top + token.bottom) / 2
        for x0, top, x1, bottom, words in places:
            if x0 <= x <= x1 and top <= y <= bottom:
                words.append(token)
                break
        else:
            nearest = min(range(len(held)), key=lambda i: abs(table.cells[i].x0 - x) + abs(table.cells[i].top - y))
            held[nearest].append(token)
    out: list[list[list[Line]]] = [[[] for _ in range(table.width)] for _ in range(table.height)]
    for cell, words in zip(table.cells, held, strict=True):
        out[cell.row][cell.column] = flow(words)
    return [row for row in out if any(row)]


Stroke = tuple[float, float, float]  # where across, from, to


def _merged(strokes: list[Stroke]) -> list[Stroke]:
    """Strokes on one line that touch, as one."""
    out: list[Stroke] = []
    for at, start, end in sorted(strokes, key=lambda s: (round(s[0] / NEAR), s[1])):
        if out and abs(out[-1][0] - at) < NEAR and start <= out[-1][2] + NEAR and start >= out[-1][1] - NEAR:
            out[-1] = (out[-1][0], out[-1][1], max(out[-1][2], end))
        else:
            out.append((at, start, end))
    return [s for s in out if s[2] - s[1] > 2 * NEAR]


def _groups(across: list[Stroke], down: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Strokes that hang together."""
    groups: list[tuple[list[Stroke], list[Stroke]]] = []
    left = list(down)
    for a in across:
        touching = [d for d in left if _meet(a, d)]
        hosts = [g for g in groups if any(_meet(a, d) for d in g[1])]
        left = [d for d in left if d not in touching]
        joined = ([a, *(s for g in hosts for s in g[0])], [*touching, *(s for g in hosts for s in g[1])])
        groups = [g for g in groups if g not in hosts] + [joined]
    return groups


def _meet(a: Stroke, d: Stroke) -> bool:
    return a[1] - NEAR <= d[0] <= a[2] + NEAR and d[1] - NEAR <= a[0] <= d[2] + NEAR


def _table(across: list[Stroke], down: list[Stroke]) -> Table | None:
    ys, xs = _edges(s[0] for s in across), _edges(s[0] for s in down)
    if len(ys) < 2 or len(xs) < 3:
        return None
    height, width = len(ys) - 1, len(xs) - 1
    covered: set[tuple[int, int]] = set()
    cells = []
    for row in range(height):
        for column in range(width):
            if (row, column) in covered:
                continue
            right, below = column + 1, row + 1
            while right < width and not _drawn(down, xs[right], ys[row], ys[row + 1]):
                right += 1
            while below < height and not _drawn(across, ys[below], xs[column], xs[column + 1]):
                below += 1
            covered |= {(r, c) for r in range(row, below) for c in range(column, right)}
            cells.append(Cell(row, column, xs[column], ys[row], xs[right], ys[below]))
    return Table(xs[0], ys[0], xs[-1], ys[-1], height, width, tuple(cells), tuple(xs)) if len(cells) > 2 else None


def _edges(places: Iterable[float]) -> list[float]:
    out: list[float] = []
    for place in sorted(places):
        if not out or place - out[-1] > NEAR:
            out.append(place)
    return out


def _drawn(strokes: list[Stroke], at: float, start: float, end: float) -> bool:
    """Whether a stroke divides at `at` between `start` and `end`."""
    middle = (start + end) / 2
    return any(abs(s[0] - at) <= NEAR and s[1] <= middle <= s[2] for s in strokes)
