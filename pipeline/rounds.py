"""The rounds of a recurring duty: the days that a rule (RRULE of RFC 5545) names."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

AHEAD = 366  # days for which the rounds of a recurring duty are told
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def whole(rule: str, first: str | None) -> str:
    """The same rule, said in full: what falls due on the last day of a month does so in every month, however long."""
    if first and len(first) == 10 and "FREQ=MONTHLY" in rule and "BY" not in rule:
        day = date.fromisoformat(first)
        if day.day == monthrange(day.year, day.month)[1]:
            return f"{rule};BYMONTHDAY=-1"
    return rule


def rounds(first: str | None, rule: str | None, as_of: str) -> list[str]:
    """The days on which a recurring duty falls due within a year of `as_of`, after its first: for rules that name their days."""
    said = dict(part.split("=", 1) for part in whole(rule or "", first).split(";") if "=" in part)
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
