"""What is due when: where each task stands on a given day, and the months that hold the days."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
SOON = 30  # days
FIRST, LAST = "1900-01-01", "2199-12-31"


class Standing(NamedTuple):
    """Where a task stands."""

    state: str  # done answered overdue soon dated open
    due: str | None  # the day that counts: the next one, or the last that has passed


class Day(NamedTuple, Generic[T]):
    """A day of the calendar."""

    date: str
    number: int
    weekday: int  # Monday 0
    items: Sequence[T]


class Month(NamedTuple, Generic[T]):
    """A month's weeks, Monday to Sunday; null where the day belongs to another month."""

    month: str  # 2025-04
    weeks: tuple[tuple[Day[T] | None, ...], ...]
    tasks: int


def standing(days: Iterable[str], as_of: str, *, closed: str | None = None, recurs: bool = False) -> Standing:
    """Where a task with these due days stands; `closed` = done or answered. One that recurs is never overdue: its next round comes."""
    known = sorted(d for d in days if len(d) == 10 and FIRST <= d <= LAST)
    ahead = [d for d in known if d >= as_of]
    due = ahead[0] if ahead else known[-1] if known else None
    if closed:
        return Standing(closed, due)
    if due is None:
        return Standing("open", None)
    if due < as_of:
        return Standing("open" if recurs else "overdue", due)
    soon = (date.fromisoformat(as_of) + timedelta(SOON)).isoformat()
    return Standing("soon" if due <= soon else "dated", due)


def months(items: Mapping[str, Sequence[T]]) -> list[Month[T]]:
    """The months in which something is due, in order."""
    found: list[Month[T]] = []
    days = sorted(d for d in items if items[d] and len(d) == 10 and FIRST <= d <= LAST)
    for month, inside in groupby(days, key=lambda d: d[:7]):
        first = date.fromisoformat(f"{month}-01")
        row: list[Day[T] | None] = [None] * first.weekday()
        weeks: list[tuple[Day[T] | None, ...]] = []
        at = first
        while at.month == first.month:
            here = at.isoformat()
            row.append(Day(here, at.day, at.weekday(), items.get(here, ())))
            if len(row) == 7:
                weeks.append(tuple(row))
                row = []
            at += timedelta(1)
        if row:
            weeks.append((*row, *[None] * (7 - len(row))))
        found.append(Month(month, tuple(weeks), sum(len(items[d]) for d in inside)))
    return found
