"""What is due when: where each task stands on a given day, and the months that hold the days."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
SOON = 30  # days
AHEAD = 366  # days for which the rounds of a recurring duty are told
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
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


def rounds(first: str | None, rule: str | None, as_of: str) -> list[str]:
    """The days on which a recurring duty falls due within a year of `as_of`, after its first: for rules that name their days."""
    said = dict(part.split("=", 1) for part in (rule or "").split(";") if "=" in part)
    now = date.fromisoformat(as_of)
    start = date.fromisoformat(first) if first and len(first) == 10 else None
    since = max(now, start + timedelta(1)) if start else now
    last = now + timedelta(AHEAD)
    return [day.isoformat() for day in _days(said, start, since, last) if since <= day <= last]


def _days(said: Mapping[str, str], start: date | None, since: date, last: date) -> Iterator[date]:
    every = int(said["INTERVAL"]) if said.get("INTERVAL", "").isdecimal() else 1
    if said.get("FREQ") == "WEEKLY" and said.get("BYDAY") in WEEKDAYS and every == 1:
        day = since + timedelta((WEEKDAYS.index(said["BYDAY"]) - since.weekday()) % 7)
        while day <= last:
            yield day
            day += timedelta(7)
        return
    numbers = [int(n) for n in said.get("BYMONTHDAY", "").split(",") if n.lstrip("-").isdecimal()] or ([start.day] if start else [])
    months = [int(n) for n in said.get("BYMONTH", "").split(",") if n.isdecimal()] or ([start.month] if start else [])
    if said.get("FREQ") not in ("YEARLY", "MONTHLY") or not numbers or every < 1 or (every > 1 and not start):
        return
    year, month = since.year, since.month
    while (year, month) <= (last.year, last.month):
        apart = (year - start.year) * 12 + month - start.month if start else 0
        fits = month in months and (apart // 12) % every == 0 if said["FREQ"] == "YEARLY" else apart % every == 0
        length = monthrange(year, month)[1]
        for number in numbers if fits else ():
            if 1 <= number <= length or -length <= number <= -1:
                yield date(year, month, number if number > 0 else length + 1 + number)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


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
