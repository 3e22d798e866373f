"""Where the documents of a graph stand: a lane for each level of government, a column for each year."""

from collections.abc import Iterable, Mapping, Sequence
from math import isqrt
from typing import NamedTuple

LANES = ("centre", "ministry", "province", "department", "commune", "unknown")
BY_RANK = ("centre", "centre", "centre", "ministry", "ministry", "province", "department", "commune", "commune", "commune", "commune")
WIDTH, HEIGHT = 152, 24  # of a node
ACROSS, DOWN = 14, 10  # between nodes
MARGIN, HEAD = 150, 40  # for the names of lanes and years
TALLEST = 6  # nodes one above the other before a column grows wider; more where many share a year


class Node(NamedTuple):
    """A document to be placed."""

    id: str
    rank: int | None
    year: str | None
    held: bool
    weight: int


class Place(NamedTuple):
    """Where a node stands: its upper left corner."""

    x: int
    y: int


class Lane(NamedTuple):
    """A level of government."""

    name: str
    y: int
    height: int


class Column(NamedTuple):
    """A year; null where it isn't known."""

    year: str | None
    x: int
    width: int


class Plan(NamedTuple):
    """The whole picture."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    places: Mapping[str, Place]
    start: int  # where most of what is in hand begins


def lane(rank: int | None) -> str:
    """The lane of a rank."""
    return BY_RANK[rank] if rank is not None and 0 <= rank < len(BY_RANK) else "unknown"


def plan(nodes: Iterable[Node]) -> Plan:
    """Places every node; the same nodes always alike."""
    cells: dict[tuple[str, str], list[Node]] = {}
    for node in sorted(nodes, key=lambda n: (not n.held, -n.weight, n.id)):
        cells.setdefault((lane(node.rank), node.year or ""), []).append(node)
    tallest = max([TALLEST, *(isqrt(len(inside)) for inside in cells.values())])
    years = sorted({year for _, year in cells}, key=lambda year: year or "9999")  # what has no year comes last
    names = [name for name in LANES if any(at == name for at, _ in cells)]
    wide = {year: max(_columns(cells.get((name, year), ()), tallest) for name in names) for year in years}
    tall = {name: max(min(len(cells.get((name, year), ())), tallest) for year in years) for name in names}
    columns, x = [], MARGIN
    for year in years:
        width = wide[year] * (WIDTH + ACROSS) + ACROSS
        columns.append(Column(year or None, x, width))
        x += width
    lanes, y = [], HEAD
    for name in names:
        height = tall[name] * (HEIGHT + DOWN) + 2 * DOWN
        lanes.append(Lane(name, y, height))
        y += height
    top, left = {at.name: at.y for at in lanes}, {at.year or "": at.x for at in columns}
    places = {}
    for (name, year), inside in cells.items():
        for i, node in enumerate(inside):
            across, down = divmod(i, tallest)
            places[node.id] = Place(left[year] + ACROSS + across * (WIDTH + ACROSS), top[name] + DOWN + down * (HEIGHT + DOWN))
    held = {year: sum(node.held for (_, at), inside in cells.items() if at == year for node in inside) for year in years if year}
    most = max(held, key=lambda year: (held[year], year), default=years[0] if years else "")
    return Plan(max(x, MARGIN + WIDTH), max(y, HEAD + HEIGHT), tuple(lanes), tuple(columns), places, left.get(most, 0))


def path(citing: Place, cited: Place) -> str:
    """A line from the citing to the cited, as SVG draws it: out of its near edge, into the other's."""
    ax, bx = citing.x + WIDTH // 2, cited.x + WIDTH // 2
    if cited.y + HEIGHT < citing.y:  # upward
        ay, by = citing.y, cited.y + HEIGHT
    elif citing.y + HEIGHT < cited.y:
        ay, by = citing.y + HEIGHT, cited.y
    else:  # side by side: a bow above both
        ay, by = citing.y, cited.y
        return f"M{ax} {ay}C{ax} {ay - 30} {bx} {by - 30} {bx} {by}"
    middle = (ay + by) // 2
    return f"M{ax} {ay}C{ax} {middle} {bx} {middle} {bx} {by}"


def _columns(nodes: Sequence[Node], tallest: int) -> int:
    return max(1, -(-len(nodes) // tallest))
