"""Tables of tasks: `STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian | Sản phẩm`, in Markdown or with a paragraph a cell."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.model import Layout, Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook

ZONES = ("body", "closing", "appendix")
WIDEST = 12  # columns
DEEPEST = 4  # paragraphs of a row for each of its columns
TITLE = 90  # characters of a column's heading
REPEATED = ("lead", "time")  # a blank cell repeats the one above
MARKS = ("\n|", "\nSTT\n", "\nTT\n", "\nStt\n", "\nSố TT\n")  # without any of these there is no table
NUMBERED = ("stt", "tt", "số tt")
OPENING = "|sStT. "  # first letters of a table: of a ruled row, or of the heading of its first column
FIRST = ("1", "01")


class Row(NamedTuple):
    """A row of a table of tasks."""

    label: str  # of the row: 1, II.3
    cells: Mapping[str, Span]  # by role: content lead coordinating time product …


class Table(NamedTuple):
    """A table of tasks."""

    span: Span
    rows: tuple[Row, ...]


class Tables:
    """Reads tables of tasks. Get it by `book.build(Tables)`."""

    def __init__(self, book: Rulebook) -> None:
        columns = {entry["id"].removeprefix("column-"): tuple(entry["words"]) for entry in book.entries("tasks", "columns")}
        self._alien = columns.pop("alien")
        self._roles = list(columns.items())
        looks = {entry["id"]: entry["pattern"] for entry in book.entries("tasks", "cells")}
        self._time = Pattern(looks["cell-of-time"], ignore_case=True)
        self._body = Pattern(looks["cell-of-bodies"])
        self._headed = Pattern(r"(?:[IVX]{1,4}|[A-Z]|\d{1,2}(?:\.\d{1,2})*)[.)/]{_+}[{U}]")

    def zones(self, chars: str, layout: Layout, without: Sequence[Span] = ()) -> list[Span]:
        """The zones of one dispatch in which tables may stand, in order; none that is among `without`."""
        return [
            zone.span
            for zone in layout.zones
            if zone.name in ZONES
            and zone.span not in without
            and any(chars.find(mark, max(0, zone.span.start - 1), zone.span.end) >= 0 for mark in MARKS)
        ]

    def find(self, chars: str, layout: Layout, zones: Sequence[Span]) -> list[Table]:
        """The tables of tasks in these zones, in order."""
        return [table for zone in zones for table in self._zone(chars, layout.lines(zone))]

    def _zone(self, chars: str, lines: Sequence[Span]) -> list[Table]:
        found: list[Table] = []
        i = 0
        while i < len(lines):
            first = chars[lines[i].start]
            if first not in OPENING:
                i += 1
                continue
            table, after = (self._ruled if first == "|" else self._flat)(chars, lines, i)
            if table:
                found.append(table)
            i = max(after, i + 1)
        return found

    def _ruled(self, chars: str, lines: Sequence[Span], i: int) -> tuple[Table | None, int]:
        """`| 1 | Nhiệm vụ | Sở A |`, a line a row."""
        roles: list[str] = []
        rows: list[Row] = []
        first, section = i, ""
        while i < len(lines) and chars[lines[i].start] == "|":
            cells = _cells(chars, lines[i])
            words = [chars[c.start : c.end] for c in cells]
            i += 1
            if found := self._heading(words):
                roles = found
            elif roles and not _is_rule(words):
                kept = {role: cell for role, cell in zip(roles, cells, strict=False) if cell.end > cell.start}
                number = kept.pop("number", None)
                own = chars[number.start : number.end].strip(" .") if number else ""
                kept.pop("other", None)
                alone = len({word for word in words if word} - {own}) <= 1
                if "content" not in kept or (alone and not _goes_on(rows, own)):
                    section = own
                else:
                    rows.append(Row(f"{section}.{own}".strip("."), _repeated(rows, kept)))
        return (Table(Span(lines[first].start, lines[i - 1].end), tuple(rows)) if rows else None), i

    def _flat(self, chars: str, lines: Sequence[Span], i: int) -> tuple[Table | None, int]:
        """A paragraph a cell; empty cells are missing."""
        roles, at = self._columns(chars, lines, i)
        if not roles:
            return None, i
        rows: list[Row] = []
        section, last = "", ""
        while at < len(lines) and (number := _number(chars, lines[at])):
            own = self._row(chars, lines, at, last, len(roles))
            if len(own) == 1 and len(roles) > 2 and not (number.isdigit() and last.isdigit() and int(number) == int(last) + 1):
                section, last = number, ""
            elif own:
                if "content" in (cells := self._fit(chars, own, roles[1:])):
                    rows.append(Row(f"{section}.{number}".strip("."), _repeated(rows, cells)))
                last = number
            at += 1 + len(own)
        return (Table(Span(lines[i].start, lines[at - 1].end), tuple(rows)) if rows else None), at

    def _columns(self, chars: str, lines: Sequence[Span], i: int) -> tuple[list[str], int]:
        """What the columns hold, where a table begins here, and its first line behind their headings and numbers."""
        if chars[lines[i].start : lines[i].end].strip(" .").lower() not in NUMBERED:
            return [], i
        stop = i + 1
        while stop < len(lines) and stop < i + WIDEST and lines[stop].end - lines[stop].start < TITLE and not _number(chars, lines[stop]):
            stop += 1
        words: list[str] = []
        for line in lines[i:stop]:
            word = chars[line.start : line.end]
            if words and (word[0].islower() or word[0] == "("):
                words[-1] += f" {word}"  # the heading of one column in two paragraphs
            else:
                words.append(word)
        roles = self._heading(words)
        numbers = [_number(chars, line) for line in lines[stop : stop + len(roles)]]
        if roles and numbers == [str(n + 1) for n in range(len(roles))]:
            stop += len(roles)
        return roles, stop

    def _row(self, chars: str, lines: Sequence[Span], at: int, last: str, width: int) -> list[Span]:
        """The cells of a row behind its number."""
        number = _number(chars, lines[at])
        after = at + 1
        while after < len(lines) and after - at < DEEPEST * width:
            if chars[lines[after].start : lines[after].end].lower() in NUMBERED:  # the next table, or the headings on the next page
                break
            if _is_next(_number(chars, lines[after]), number, last, after - at - 1):
                return list(lines[at + 1 : after])
            after += 1
        else:
            after = at + width  # what follows the last row is no part of it
        own: list[Span] = []
        for line in lines[at + 1 : after]:
            if len(own) > 1 and self._headed.match(chars, *line):
                break
            own.append(line)
        return own

    def _heading(self, words: Sequence[str]) -> list[str]:
        """The roles of the columns; none where this is no table of tasks."""
        folded = [" ".join(word.lower().split()).strip(" .:") for word in words]
        if any(_named(word, self._alien) for word in folded):
            return []
        roles: list[str] = []
        taken: set[str] = set()
        for word in folded:
            role = next((role for role, marks in self._roles if role not in taken and _named(word, marks)), "other")
            roles.append(role)
            if role != "other":
                taken.add(role)
        return roles if "content" in roles and ("lead" in roles or "coordinating" in roles) and len(words) > 2 else []

    def _fit(self, chars: str, own: list[Span], roles: Sequence[str]) -> dict[str, Span]:
        """The cells of a row by role, where some are missing or have several paragraphs."""
        if len(own) == len(roles):
            return {role: cell for role, cell in zip(roles, own, strict=True) if role != "other"}
        if len(own) > len(roles):
            extra = len(own) - len(roles) + 1
            choices = []
            for column in range(len(roles)):
                cells = [*own[:column], Span(own[column].start, own[column + extra - 1].end), *own[column + extra :]]
                score = sum(self._suits(chars, cell, role) for role, cell in zip(roles, cells, strict=True))
                choices.append((score, roles[column] == "content", -column, cells))
            return {role: cell for role, cell in zip(roles, max(choices, key=lambda c: c[:3])[3], strict=True) if role != "other"}
        found: dict[str, Span] = {}
        left = list(own)
        for column, role in enumerate(roles):
            if left and (self._suits(chars, left[0], role) or len(left) >= len(roles) - column):
                found[role] = left.pop(0)
        found.pop("other", None)
        return found

    def _suits(self, chars: str, cell: Span, role: str) -> bool:
        short = cell.end - cell.start < 80
        if role in ("lead", "coordinating"):
            return self._body.match(chars, *cell) is not None
        if role == "time":
            return short and self._time.match(chars, *cell) is not None
        return role == "content" or not (short and self._time.match(chars, *cell))


def _repeated(rows: Sequence[Row], cells: Mapping[str, Span]) -> Mapping[str, Span]:
    """The cells of a row; a blank one repeats what stands above it."""
    above = rows[-1].cells if rows else {}
    return {role: above[role] for role in REPEATED if role in above} | dict(cells)


def _goes_on(rows: Sequence[Row], number: str) -> bool:
    """Whether a number is the next in the count of the rows, not that of a section."""
    last = rows[-1].label.rsplit(".", 1)[-1] if rows else ""
    return number.isdigit() and last.isdigit() and int(number) == int(last) + 1


def _is_next(number: str, current: str, last: str, cells: int) -> bool:
    """Whether a paragraph is the number of the next row, not a cell that looks like one."""
    if not number or cells < 1:
        return False
    if number.isdecimal():
        before = next((one for one in (current, last) if one.isdecimal()), "")
        return int(number) == int(before or 0) + 1 or (number in FIRST and (cells == 1 or not before))
    return True


def _named(heading: str, marks: Sequence[str]) -> bool:
    """Whether the heading of a column holds one of these marks: `=` all of it, `^` at its beginning."""
    return any(
        heading == mark[1:] if mark[0] == "=" else heading.startswith(mark[1:]) if mark[0] == "^" else mark in heading for mark in marks
    )


def _number(chars: str, line: Span) -> str:
    """The number of a row, where a paragraph is one: `1`, `2.`, `I`, `1.1`, `A`; empty where it isn't."""
    word = chars[line.start : line.end].strip(" .)(")
    if not word or len(word) > 8:
        return ""
    parts = word.split(".")
    if all(part.isdigit() and len(part) < 4 for part in parts):
        return word
    first = parts[0]
    if first and set(first) <= set("IVX") and all(part.isdigit() for part in parts[1:]):
        return word
    return word if len(word) == 1 and word.isalpha() and word.isupper() else ""


def _cells(chars: str, line: Span) -> list[Span]:
    """The cells of a Markdown row, without the blanks around them."""
    borders = [at for at in range(line.start, line.end) if chars[at] == "|"]
    if borders[-1] < line.end - 1:
        borders.append(line.end)
    cells: list[Span] = []
    for left, right in pairwise(borders):
        start, end = left + 1, right
        while start < end and chars[start] in " \u00a0":
            start += 1
        while end > start and chars[end - 1] in " \u00a0":
            end -= 1
        cells.append(Span(start, end))
    return cells


def _is_rule(words: Sequence[str]) -> bool:
    """Whether a row holds nothing but its dashes, or the numbers of the columns: `(1) | (2) | (3)`."""
    kept = [word for word in words if word]
    return all(not word.strip(":-") for word in kept) or (
        len(kept) > 2 and [word.strip("()") for word in kept] == [str(n + 1) for n in range(len(kept))]
    )
