"""The calendar: where months, quarters and weeks begin and end, which days are worked, when festivals fall."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pipeline.model import Span

END = date(2199, 12, 31)
LAST = -1  # day of a month
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STEMS = ["canh", "tân", "nhâm", "quý", "giáp", "ất", "bính", "đinh", "mậu", "kỷ"]  # by the last figure of the year
BRANCHES = ["thân", "dậu", "tuất", "hợi", "tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi"]  # by the rest of the year in twelve


class Window(NamedTuple):
    """Days from `start` to `end`, both within."""

    start: date
    end: date


def day(year: int, month: int, number: int) -> date | None:
    """That day, null where no calendar has it."""
    if not 1900 <= year <= 2199 or not 1 <= month <= 12 or not 1 <= number <= monthrange(year, month)[1]:
        return None
    return date(year, month, number)


def month(year: int, number: int) -> Window | None:
    """A month's first and last day, null where no calendar has it."""
    return months(year, number, number)


def months(year: int, first: int, last: int) -> Window | None:
    """From the first day of one month to the last of another of the same year."""
    if not 1900 <= year <= 2199 or not 1 <= first <= last <= 12:
        return None
    return Window(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def quarter(year: int, number: int) -> Window | None:
    """A quarter's first and last day."""
    return months(year, 3 * number - 2, 3 * number) if 1 <= number <= 4 else None


def week(of: date, after: int = 0) -> Window:
    """Monday to Sunday of the week that `of` lies in, or so many weeks after."""
    monday = of - timedelta(of.weekday()) + timedelta(7 * after)
    return Window(monday, monday + timedelta(6))


def add_months(to: date, number: int) -> date:
    """The same day so many months later, the month's last where it is too short."""
    at = to.year * 12 + to.month - 1 + number
    year, index = divmod(at, 12)
    return date(year, index + 1, min(to.day, monthrange(year, index + 1)[1]))


def first_yearly(numbers: Iterable[int], number: int, after: date) -> date | None:
    """The first day `number` (-1: the last) of one of these months that lies after a day."""
    wanted = sorted(numbers)
    for year in range(after.year, after.year + 5):  # five years hold a 29 February
        for index in wanted:
            last = monthrange(year, index)[1]
            if number <= last and (found := date(year, index, last if number < 0 else number)) > after:
                return found
    return None


def first_weekly(weekday: int, after: date) -> date:
    """The first such weekday (Monday 0) that lies after a day."""
    return after + timedelta((weekday - after.weekday() - 1) % 7 + 1)


def lunar_new_year(year: int) -> date | None:
    """The first day of the lunar year that begins in `year`."""
    return next((on for on, name in _holidays(year).items() if name == "Tết Nguyên Đán"), None)


def year_named(name: str, near: int) -> int | None:
    """The year from `near` on that bears a name of the cycle of sixty (`Bính Ngọ`)."""
    words = name.lower().split()
    for year in range(near, near + 60):
        if words == [STEMS[year % 10], BRANCHES[year % 12]]:
            return year
    return None


class Mark(NamedTuple):
    """A day as written; the year may be missing, day -1 is a month's last."""

    year: int | None
    month: int
    day: int

    def on(self, year: int) -> date | None:
        """That day, in the year given where none is written; null where there is no such day."""
        year = self.year or year
        if self.day == LAST:
            window = month(year, self.month)
            return window.end if window else None
        return day(year, self.month, self.day)


class Point(NamedTuple):
    """A time as written: until when, from when, how often."""

    span: Span
    rule: str
    kind: str  # day days month quarter half year edge week festival monthly quarterly yearly weekly daily
    last: Mark | None = None
    first: Mark | None = None
    shift: int = 0  # years to add: `năm sau`
    onward: bool = False  # `và các năm tiếp theo`
    months: tuple[int, ...] = ()  # of a recurring day
    day: int = 0  # of a recurring day; -1 the month's last
    weekday: int | None = None
    weeks: int = 0  # weeks after that of the dispatch
    words: str = ""  # name of a year or festival

    @property
    def recurs(self) -> str | None:
        """RFC 5545 rule of a recurring day."""
        if self.kind == "daily":
            return "FREQ=DAILY"
        if self.kind == "weekly" and self.weekday is not None:
            return f"FREQ=WEEKLY;BYDAY={CODES[self.weekday]}"
        if self.kind == "monthly":
            return f"FREQ=MONTHLY;BYMONTHDAY={self.day}"
        if self.kind in ("quarterly", "yearly"):
            return f"FREQ=YEARLY;BYMONTH={','.join(map(str, self.months))};BYMONTHDAY={self.day}"
        return "FREQ=YEARLY" if self.onward else None

    @property
    def year(self) -> int | None:
        """The year that is written."""
        return self.last.year if self.last else None

    def next_after(self, after: date) -> date | None:
        """The first day of a recurring one that lies after `after`; null for what is due every day."""
        if self.kind == "daily":
            return None
        if self.kind == "weekly":
            return first_weekly(self.weekday or 0, after)
        months = self.months or range(1, 13)
        return first_yearly(months, self.day, after)

    def window(self, year: int, issued: date | None = None) -> tuple[date | None, date | None]:
        """First and last day, `year` taken where none is written; both null where no calendar has them."""
        if self.kind == "week":
            found = week(issued, self.weeks) if issued else None
            return (found.start, found.end) if found else (None, None)
        if self.kind == "festival":
            return None, self._festival(issued, year)
        if self.last is None:
            return None, None
        end = self.last.on(year + self.shift)
        if self.first is None or end is None:
            return None, end
        start = self.first.on(end.year)
        if start and start > end and self.first.year is None:
            start = self.first.on(end.year - 1)  # từ ngày 15/12 đến ngày 15/01/2026
        return (start, end) if start and start <= end else (None, None)

    def _festival(self, issued: date | None, year: int) -> date | None:
        named = self.year or (year_named(self.words, (issued.year if issued else year) - 1) if self.words else None)
        if named:
            return lunar_new_year(named)
        found = lunar_new_year(year)
        return lunar_new_year(year + 1) if found and issued and found < issued else found


class Workdays:
    """Which days are worked: Monday to Friday but for public holidays, with the days that were swapped."""

    def __init__(self, worked: Iterable[date] = (), free: Iterable[date] = ()) -> None:
        self._worked = frozenset(worked)
        self._free = frozenset(free)

    def is_one(self, on: date) -> bool:
        """Whether offices work on that day."""
        if on in self._worked:
            return True
        return on not in self._free and on.weekday() < 5 and on not in _holidays(on.year)

    def after(self, on: date, number: int) -> date:
        """The last of so many working days, the first of which follows `on`."""
        while number > 0 and on < END:
            on += timedelta(1)
            number -= self.is_one(on)
        return on


@lru_cache(maxsize=256)
def _holidays(year: int) -> dict[date, str]:
    import holidays  # 50 ms: only for texts that count working days or name a festival

    return dict(holidays.country_holidays("VN", years=year, language="vi"))
