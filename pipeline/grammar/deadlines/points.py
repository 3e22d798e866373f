"""How a time is written: a day, a month, a quarter, a year, the window between two, and what comes again and again."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from pipeline.almanac import LAST, Mark, Point
from pipeline.model import Span
from pipeline.pattern import Match, Pattern, fill
from pipeline.rulebook import Rulebook

FIRST = 1  # of a month
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "nhật": 6} | {str(n): n - 2 for n in range(2, 8)}
EDGES = {("đầu", "month"): (1, 10), ("giữa", "month"): (15, 15), ("cuối", "month"): (LAST, LAST)}
PARTS = {  # of a month: its weeks and thirds
    **dict.fromkeys(("1", "một", "nhất", "đầu"), (1, 7)),
    **dict.fromkeys(("2", "hai"), (8, 14)),
    **dict.fromkeys(("3", "ba"), (15, 21)),
    **dict.fromkeys(("4", "tư"), (22, 28)),
    "5": (29, LAST),
    "cuối": (24, LAST),
    "thượng": (1, 10),
    "trung": (11, 20),
    "hạ": (21, LAST),
}
HINTED = 64  # characters of it in which a rule's hints stand
LENGTH = "half-year"  # the rule for `6 tháng …`, where the figure is no day
REACH = 120  # characters that one time takes at most
DATE_MARKS = ("/", "-", ".", "t", "–")  # what follows the first number of a date: 5/6, 5 tháng 6


class Rule(NamedTuple):
    """A way of writing a time."""

    id: str
    opens: tuple[str, ...]  # how its words begin
    hints: tuple[str, ...]  # words of which one must stand near, where there are any: cheaper to look for than the pattern
    pattern: Pattern
    read: Callable[[Match, str], Point | None]


class Points:
    """Reads times. Patterns stand in `points` of deadlines.yaml, with the pieces that they share in `parts`."""

    def __init__(self, book: Rulebook, pieces: Mapping[str, str]) -> None:
        self._rules: dict[str, list[Rule]] = {}
        for entry in book.entries("deadlines", "points"):
            rule = Rule(
                entry["id"],
                tuple(str(words) for words in entry["opens"]),
                tuple(entry.get("hints", ())),
                Pattern(fill(entry["pattern"], pieces), ignore_case=True),
                READERS[entry["reads"]],
            )
            for first in {words[0]: None for words in rule.opens}:
                self._rules.setdefault(first, []).append(rule)

    def at(self, chars: str, at: int, end: int) -> Point | None:
        """The time that is written at `at`."""
        stop = min(end, at + REACH)
        words = chars[at:stop].lower()
        first = words[0]
        length = False
        if first.isdigit():
            first = "#"
            rest = words.lstrip("0123456789 \u00a0")
            if not words[:4].isdigit() and rest[:1] not in DATE_MARKS:
                return None
            length = rest.startswith("t") and not (rest.startswith("tháng") and rest[5:].lstrip(" \u00a0")[:1].isdigit())
        near = words[:HINTED]
        for rule in self._rules.get(first, ()):
            if (first != "#" and not words.startswith(rule.opens)) or (length and rule.id != LENGTH):
                continue
            if rule.hints and not _hinted(near, rule.hints):
                continue
            hit = rule.pattern.match(chars, at, stop)
            if hit and not _runs_on(chars, hit.end(), end) and (point := rule.read(hit, rule.id)):
                return point
        return None


def _hinted(words: str, hints: tuple[str, ...]) -> bool:
    for hint in hints:  # noqa: SIM110 - half the price of `any`, and asked at every number
        if hint in words:
            return True
    return False


def numbers(words: str | None) -> list[int]:
    """The numbers in a few words, in order."""
    return [int(n) for n in "".join(c if c.isdigit() else " " for c in words or "").split()]


def mark(words: str | None) -> Mark | None:
    """A day as written, with its month; the year where there is one."""
    found = numbers(words)
    if len(found) < 2:
        return None
    year = found[2] if len(found) > 2 else None
    return Mark(year + 2000 if year is not None and year < 100 else year, found[1], found[0])


def _runs_on(chars: str, at: int, end: int) -> bool:
    """Whether a number goes on behind the words read: `5/6/2025/NQ`, `15/110`, `3/4.500`."""
    if at >= end or not chars[at - 1].isalnum():
        return False
    if chars[at].isalnum():
        return True
    return chars[at] in "/%" or (chars[at] in ".," and at + 1 < end and chars[at + 1].isdigit() and chars[at - 1].isdigit())


def _year(words: str | None) -> int | None:
    found = numbers(words)
    return found[0] if found else None


def _span(hit: Match) -> Span:
    return Span(*hit.span())


def _day(hit: Match, rule: str) -> Point | None:
    last = mark(hit["a"])
    shift = 0
    if words := hit.groups().get("shift"):
        shift = 0 if words.lower().endswith("nay") else 1
    return Point(_span(hit), rule, "day", last, shift=shift) if last else None


def _days(hit: Match, rule: str) -> Point | None:
    last = mark(hit["b"])
    if last is None:
        return None
    found = numbers(hit["a"])
    first = mark(hit["a"]) if len(found) > 1 else Mark(last.year, last.month, found[0])
    return Point(_span(hit), rule, "days", last, first)


def _date_of_month(hit: Match, rule: str) -> Point | None:
    """`ngày 25 hằng tháng`."""
    day = LAST if not hit["n"] else int(hit["n"])
    return Point(_span(hit), rule, "monthly", day=day) if -1 <= day <= 31 and day else None


def _date_alone(hit: Match, rule: str) -> Point | None:
    """`ngày 20`: of every month, where the words before say so."""
    return Point(_span(hit), rule, "date", day=int(hit["n"])) if 1 <= int(hit["n"]) <= 31 else None


def _date_of_quarter(hit: Match, rule: str) -> Point | None:
    """`ngày 20 của tháng cuối quý`."""
    which = hit["which"].lower()
    at = {"đầu": 1, "cuối": 3}.get(which.split()[0]) or next(iter(numbers(which)), 3)
    months = tuple(range(at, 13, 3))
    return Point(_span(hit), rule, "quarterly", months=months, day=int(hit.groups().get("n") or LAST))


def _date_of_year(hit: Match, rule: str) -> Point | None:
    last = mark(hit["a"])
    return Point(_span(hit), rule, "yearly", last, months=(last.month,), day=last.day) if last else None


def _month_of_year(hit: Match, rule: str) -> Point | None:
    """`tháng 6 hằng năm`, `quý I hằng năm`: up to the last day of it."""
    groups = hit.groups()
    month = int(groups.get("m") or 0) or 3 * (_figure(groups.get("q")) or 5)
    return Point(_span(hit), rule, "yearly", months=(month,), day=LAST) if 1 <= month <= 12 else None


def _weekday(hit: Match, rule: str) -> Point | None:
    return Point(_span(hit), rule, "weekly", weekday=WEEKDAYS[hit["w"].lower()])


def _daily(hit: Match, rule: str) -> Point | None:
    return Point(_span(hit), rule, "daily")


def _month(hit: Match, rule: str) -> Point | None:
    """`tháng 5, 6/2025`: from the first to the last."""
    groups = hit.groups()
    one = numbers(groups["a"] or groups.get("a2"))
    two = numbers(groups.get("b") or groups.get("c")) or one
    if not (1 <= one[0] <= 12 and 1 <= two[0] <= 12):
        return None
    year = two[1] if len(two) > 1 else None
    point = _spread(hit, rule, "month", (one[1] if len(one) > 1 else year, one[0]), (year, two[0]))
    return point._replace(span=Span(hit.start(), hit.end("c"))) if groups.get("c") else point


def _quarter(hit: Match, rule: str) -> Point | None:
    groups = hit.groups()
    one, two = _figure(groups["q"]), _figure(groups["q2"] or groups["q"])
    if not (one and two):
        return None
    year = _year(groups["y2"]) or (_year(groups["y"]) if not groups["q2"] else None)
    point = _spread(hit, rule, "quarter", (_year(groups["y"]) or year, 3 * one - 2), (year, 3 * two))
    return point._replace(onward=bool(groups.get("onward")))


def _spread(hit: Match, rule: str, kind: str, first: tuple[int | None, int], last: tuple[int | None, int]) -> Point:
    return Point(_span(hit), rule, kind, Mark(last[0], last[1], LAST), Mark(first[0], first[1], FIRST))


def _half(hit: Match, rule: str) -> Point | None:
    """`6 tháng đầu năm`."""
    count = int(hit["n"]) if hit.groups().get("n") else 6
    if count not in (3, 6, 9):
        return None
    year = _year(hit["y"])
    first, last = (1, count) if hit["which"].lower() == "đầu" else (13 - count, 12)
    return _spread(hit, rule, "half", (year, first), (year, last))


def _years(hit: Match, rule: str) -> Point | None:
    groups = hit.groups()
    one = _year(groups["a"] or groups.get("a2"))
    two = _year(groups.get("b") or groups.get("b2")) or one
    if one is None or two is None or not one <= two <= one + 30:
        return None
    return Point(_span(hit), rule, "year", Mark(two, 12, LAST), Mark(one, 1, FIRST), onward=bool(groups.get("onward")))


def _edge(hit: Match, rule: str) -> Point | None:
    """`đầu tháng 6/2025`: its first ten days; `giữa`: the 15th; `cuối`: the last day (Bộ luật Dân sự 2015, Điều 146)."""
    groups = hit.groups()
    which, year = str(groups["which"]).lower().replace("hết", "cuối"), _year(groups["y"])
    if groups["m"]:
        at = int(groups["m"])
        if not 1 <= at <= 12:
            return None
        first, last = EDGES[which, "month"]
        return _edged(hit, rule, Mark(year, at, first) if which == "đầu" else None, Mark(year, at, last))
    if groups["q"]:
        at = _figure(groups["q"]) or 1
        month = {"đầu": 3 * at - 2, "giữa": 3 * at - 1, "cuối": 3 * at}[which]
        first_day = Mark(year, month, FIRST) if which == "đầu" else None
        return _edged(hit, rule, first_day, Mark(year, month, 15 if which == "giữa" else LAST))
    if which == "đầu":
        return _edged(hit, rule, Mark(year, 1, FIRST), Mark(year, 3, LAST))
    return _edged(hit, rule, None, Mark(year, 6 if which == "giữa" else 12, LAST))


def _edged(hit: Match, rule: str, first: Mark | None, last: Mark) -> Point:
    return Point(_span(hit), rule, "edge", last, first)


def _part_of_month(hit: Match, rule: str) -> Point | None:
    """`tuần thứ 2 tháng 12`, `hạ tuần tháng 6`."""
    first, last = PARTS[hit["n"].lower().split()[0]]
    month, year = int(hit["m"]), _year(hit["y"])
    return Point(_span(hit), rule, "days", Mark(year, month, last), Mark(year, month, first)) if 1 <= month <= 12 else None


def _week(hit: Match, rule: str) -> Point | None:
    return Point(_span(hit), rule, "week", weeks=0 if hit["which"].lower() == "này" else 1)


def _near(hit: Match, rule: str) -> Point | None:
    """`hôm nay`, `ngày mai`: told by the day of issue."""
    return Point(_span(hit), rule, "near", weeks=int(hit[0].lower().startswith("ngày mai")))


def _festival(hit: Match, rule: str) -> Point | None:
    year = _year(hit["y"])
    return Point(_span(hit), rule, "festival", Mark(year, 1, 1) if year else None, words=" ".join(hit["name"].split()))


def _figure(words: str | None) -> int | None:
    words = (words or "").lower()
    return ROMAN.get(words) or (int(words) if words in {"1", "2", "3", "4"} else None)


READERS: dict[str, Callable[[Match, str], Point | None]] = {
    "day": _day,
    "days": _days,
    "date-of-month": _date_of_month,
    "date-alone": _date_alone,
    "date-of-quarter": _date_of_quarter,
    "date-of-year": _date_of_year,
    "month-of-year": _month_of_year,
    "weekday": _weekday,
    "daily": _daily,
    "month": _month,
    "quarter": _quarter,
    "half": _half,
    "years": _years,
    "edge": _edge,
    "part-of-month": _part_of_month,
    "week": _week,
    "near": _near,
    "festival": _festival,
}
