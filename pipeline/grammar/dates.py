"""How days, months and years are written."""

from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Span
from pipeline.pattern import Match, Pattern

# a day: `24 tháng 4 năm 2025`, `24/4/2025`, `24-04-2025`, `24.4.2025`; blanks and glued words as they come
DAY = (
    r"(?:(?P<d1>\d{1,2}){_*}tháng{_*}(?P<m1>\d{1,2})(?:{_*},?{_*}n[ăằ]m{_*}(?P<y1>\d{4}))?"
    r"|(?P<d2>\d{1,2}){_*}(?:/{_*}(?P<m2>\d{1,2})(?:{_*}/{_*}(?P<y2>\d{4}))?"
    r"|-{_*}(?P<m3>\d{1,2}){_*}-{_*}(?P<y3>\d{4})|\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})))"
)
WRITTEN = (("d1", "m1", "y1"), ("d2", "m2", "y2"), ("d2", "m3", "y3"), ("d2", "m4", "y4"))
DAY_AT = Pattern(r"(?i)(?:ng[àa]y{_*}:?{_*}(?:ngày{_*})?)?" + DAY)
MONTH_AT = Pattern(r"(?i)tháng{_*}(?P<m1>\d{1,2})(?:{_*}(?:,{_*})?(?:năm{_*}|/{_*}|-{_*})(?P<y1>\d{4}))?")
YEAR_AT = Pattern(r"(?i)năm{_*}(?P<y1>\d{4})")
LONGEST = 21  # characters of `24 tháng 04 năm 2025` and one more
DAYS = Pattern(r"(?i)(?:ngày{_*})?" + DAY)


class Day(NamedTuple):
    """A date as written: parts that aren't there are null; `iso` is null where no calendar has such a day."""

    span: Span
    year: int | None
    month: int | None
    day: int | None

    @property
    def iso(self) -> str | None:
        """ISO 8601 with the precision that the text has; null without a year or where the day doesn't exist."""
        return iso(self.year, self.month, self.day)


def iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """`2025-04-24`, `2025-04`, `2025`; null where there is no such day or no year."""
    if year is None or not 1900 <= year <= 2199:
        return None
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= 28 or 28 < day <= monthrange(year, month)[1] else None


def day_at(chars: str, at: int, end: int) -> Day | None:
    """The day that is written at `at`, with `ngày` before it or not."""
    if found := _usual(chars, at, end):
        return found
    hit = DAY_AT.match(chars, at, min(end, at + 60))
    return _day(hit, chars, end) if hit else None


def _usual(chars: str, at: int, end: int) -> Day | None:
    """The day that is written at `at` as nine of ten are, `ngày 24/4/2025` or `ngày 24 tháng 4 năm 2025`: told without a pattern."""
    first = at + 5 if chars.startswith("ngày ", at) else at
    words = chars[first : min(end, first + LONGEST)]
    day, stroke, rest = words.partition("/")
    if len(day) <= 2:
        month, stroke, rest = rest.partition("/")
        marks = 2
    else:
        parts = words.split(" ", 4)
        if len(parts) < 5 or parts[1] != "tháng" or parts[3] != "năm":
            return None
        day, month, stroke, rest, marks = parts[0], parts[2], " ", parts[4], 12
    year = rest[:4]
    written = day + month + year
    if not (stroke and len(year) == 4 and 0 < len(day) <= 2 and 0 < len(month) <= 2 and written.isdigit() and written.isascii()):
        return None
    stop = first + len(written) + marks
    if stop < end and chars[stop].isdigit():
        return None
    return Day(Span(at, stop), int(year), int(month), int(day))


def date_at(chars: str, at: int, end: int) -> Day | None:
    """The day, month (`tháng 4/2025`) or year (`năm 2021`) that is written at `at`."""
    if found := day_at(chars, at, end):
        return found
    for pattern in (MONTH_AT, YEAR_AT):
        if hit := pattern.match(chars, at, min(end, at + 60)):
            month = hit["m1"] if pattern is MONTH_AT else ""
            return Day(Span(*hit.span()), int(hit["y1"]) if hit["y1"] else None, int(month) if month else None, None)
    return None


def days(chars: str, start: int, end: int) -> Iterator[Day]:
    """Every day written in `chars[start:end]`; fractions and ratios that look like days are among them."""
    for hit in DAYS.finditer(chars, start, end):
        if hit.start() > start and chars[hit.start() - 1].isdigit():
            continue
        if (found := _day(hit, chars, end)) is not None:
            yield found


def _day(hit: Match, chars: str, end: int) -> Day | None:
    if hit.end() < end and chars[hit.end()].isdigit():
        return None
    for day, month, year in WRITTEN:
        if said := hit.group(month):
            passed = hit.group(year)
            return Day(Span(*hit.span()), int(passed) if passed else None, int(said), int(hit.group(day) or 0))
    return None
