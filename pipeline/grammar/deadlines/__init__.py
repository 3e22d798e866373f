"""How it is written by when something must be done: bounds, windows, what comes again, periods from an event, conditions."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.almanac import LAST, Point, Workdays
from pipeline.grammar.deadlines.cues import Cue, Cues
from pipeline.grammar.deadlines.events import Events
from pipeline.grammar.deadlines.points import Points
from pipeline.grammar.deadlines.repeats import BESIDES, Repeats
from pipeline.model import Deadline, Span
from pipeline.pattern import Pattern, fill
from pipeline.rulebook import Rulebook

FAR = 2_000  # characters that a sentence reaches to either side of a place: paragraphs without a full stop may be endless
WINDOWS = ("days", "month", "quarter", "half", "edge")  # kinds of time that may come again every year
RECURRING = ("monthly", "quarterly", "yearly", "weekly", "daily")
EVENT = ("khi", "sau", "đến", "ngay", "trước")  # first words of the anchor of events
BARE = "thời"  # and of that of bare numbers
BLANKS = (" ", "\u00a0")
NEAR = 90  # characters before `ngày 20` in which `hằng tháng` may stand
LABEL = "Thời hạn: "
LEAP = 2024  # a year that has every day
LONG_AGO = timedelta(500)  # a window that began before that is history


class Expression(NamedTuple):
    """A deadline that stands in a text, and what it was read by."""

    deadline: Deadline
    cue: str | None  # id of the words before it
    kind: str  # of time: day month quarter … recurrence duration condition immediate
    impossible: bool = False  # no calendar has this day
    past: bool = False  # it lies before the day of issue


class Frame(NamedTuple):
    """In what a text is read: the dispatch's own dates, and what is not to be looked at."""

    chars: str
    start: int
    end: int
    issued: date | None
    plan: int | None
    effect: date | None
    masked: Sequence[Span]  # in order: citations and the like
    since: date | None  # the day of issue, or a day before it where that isn't known

    def hides(self, at: int) -> bool:
        """Whether a place lies inside something masked."""
        i = bisect_right(self.masked, (at, len(self.chars) + 1)) - 1
        return i >= 0 and self.masked[i].end > at


class Year(NamedTuple):
    """The year of a time, and whether it had to be inferred."""

    value: int | None
    inferred: bool = False
    rivals: tuple[str, ...] = ()


class Read(NamedTuple):
    """What was found at a place, and where to look on."""

    found: list[Expression]
    done: int


class Deadlines:
    """Reads deadlines. Get it by `book.build(Deadlines)`."""

    def __init__(self, book: Rulebook) -> None:
        pieces: dict[str, str] = {}
        for entry in book.entries("deadlines", "parts"):
            pieces[entry["id"]] = fill(entry["pattern"], pieces)
        beginnings = {entry["id"]: fill(entry["pattern"], pieces) for entry in book.entries("deadlines", "anchors")}
        event, bare = beginnings.pop("anchor-event"), beginnings["anchor-bare"]
        anchors = "|".join((event, *beginnings.values())).replace("(?P<bare>", "(?:")  # without groups they cost half
        self._anchors = Pattern("{<}(?:" + anchors + ")", ignore_case=True)
        self._event_anchor, self._bare_anchor = Pattern(event, ignore_case=True), Pattern(bare, ignore_case=True)
        self._years = Pattern(r"(?:năm{_*}|/{_*})(?P<y>20\d\d)(?:[^{W}/-]|$)", ignore_case=True)
        self._nth = Pattern(r"{_*}(?:của{_+})?năm{_+}(?:thứ|đầu|cuối|liền{_+}sau{_+}năm)(?:[^{W}]|$)", ignore_case=True)
        self._each_year = Pattern(r"{_*},?{_*}\(?(?:của{_+})?(?:h[ằà]ng|mỗi){_+}năm(?:[^{W}]|$)", ignore_case=True)
        self._periods = Pattern(
            r"{<}(?:(?P<month>(?:h[ằà]ng|mỗi|báo{_+}cáo){_+}tháng)|quý|năm|tuần|\d{_+}tháng)(?:[^{W}]|$)", ignore_case=True
        )
        self._weekly = Pattern(r"(?:h[ằà]ng|mỗi){_+}tuần|tuần/|định{_+}kỳ", ignore_case=True)
        self._planned = Pattern(r"(?:kế{_+}hoạch|dự{_+}toán|đăng{_+}ký|đề{_+}xuất|nhu{_+}cầu|chỉ{_+}tiêu)[^.;\n]{0,60}$", ignore_case=True)
        self._points = Points(book, pieces)
        self._cues = Cues(book, pieces)
        self._events = Events(book, pieces, Workdays(*_swaps(book)))
        self._repeats = Repeats(book, pieces)

    def find(
        self,
        chars: str,
        start: int = 0,
        end: int | None = None,
        *,
        issued: str | None = None,
        plan_year: int | None = None,
        effect: str | None = None,
        masked: Sequence[Span] = (),
        since: str | None = None,
    ) -> list[Expression]:
        """The deadlines in `chars[start:end]`, in order.

        `issued` and `effect` are ISO dates of any precision; `plan_year` is the year that the dispatch plans.
        `since` is a day before that of issue, for dispatches whose own isn't known: what ended before it is history.
        Nothing that begins inside a span of `masked` (in order) is read.
        """
        last = len(chars) if end is None else end
        frame = Frame(chars, start, last, _day(issued), plan_year, _day(effect), masked, _day(issued) or _day(since))
        found: list[Expression] = []
        done = start
        for hit in self._anchors.finditer(chars, start, last):
            at = hit.start()
            at += at > start or not chars[at].isalnum()  # the border before it
            words = chars[at : at + 5].lower()
            if words.startswith(BARE) and (bare := self._bare_anchor.match(chars, at, last)):
                at = bare.start("bare")
            if at < done or frame.hides(at):
                continue
            event = words.startswith(EVENT) and self._event_anchor.match(chars, at, last)
            here, done = self._event(frame, at) if event else self._time(frame, at, found)
            found += here
        return self._settle(frame, found)

    def cell(
        self,
        chars: str,
        start: int,
        end: int,
        *,
        issued: str | None = None,
        plan_year: int | None = None,
        effect: str | None = None,
        masked: Sequence[Span] = (),
        since: str | None = None,
    ) -> list[Expression]:
        """The deadlines in a cell of a table below `Thời gian`: as behind that label."""
        words = LABEL + chars[start:end].replace("\n", " ")
        by = start - len(LABEL)
        hidden = [Span(span.start - by, span.end - by) for span in masked if span.end > start and span.start < end]
        found = self.find(words, issued=issued, plan_year=plan_year, effect=effect, masked=hidden, since=since)
        return [one._replace(deadline=replace(one.deadline, span=_moved(one.deadline.span, by, start))) for one in found]

    def _event(self, frame: Frame, at: int) -> Read:
        """What is written at `khi`, `ngay`, `trước Đại hội`."""
        chars, end = frame.chars, frame.end
        one = None
        if chars[at : at + 4].lower() == "ngay":
            one = self._events.immediate(chars, at, end)
            at += 0 if one else 5
        one = one or self._events.condition(chars, at, end)
        if one is None:
            return Read([], at)
        return Read([Expression(one, None, "immediate" if one.immediate else "condition")], one.span.end)

    def _time(self, frame: Frame, at: int, before: list[Expression]) -> Read:
        """What is written at a number, a name of a time or `hằng`."""
        chars, end = frame.chars, frame.end
        point = self._points.at(chars, at, end)
        if point is None and chars[at : at + 3].lower() == "từ ":
            at += 3
            point = self._points.at(chars, at, end)
        if point and ((dated := self._dated(frame, point, before)) or point.kind != "daily"):
            return Read(dated, point.span.end)
        if chars[at].isdigit():
            line = self._cues.line(chars, at, frame.start)
            if one := self._events.duration(chars, at, end, frame.issued, frame.effect, line):
                return Read([Expression(one, None, "duration")], one.span.end)
        again = [Expression(deadline, None, "recurrence") for deadline in self._repeats.at(chars, at, end, frame.start)]
        if not again and (day := self._behind_clock(chars, at)):
            return self._time(frame, day, before)
        return Read(again, again[-1].deadline.span.end if again else at)

    def _behind_clock(self, chars: str, at: int) -> int:
        """Where a day or years stand behind a number that looks like that of a period: `17:00 ngày 20/5`, `2 năm 2026-2027`."""
        stop = at
        while chars[stop : stop + 1].isdigit() or chars[stop : stop + 1] in BLANKS:
            stop += 1
        return stop if stop > at and chars[stop : stop + 4].lower().startswith(("ngày", "năm")) else 0

    def _dated(self, frame: Frame, point: Point, before: list[Expression]) -> list[Expression]:
        """A time with the words before it."""
        cue = self._cues.before(frame.chars, point, frame.start, frame.end)
        if cue is None and before and (one := before[-1]).cue and self._cues.joins(frame.chars, one.deadline.span.end, point.span.start):
            cue = Cue(one.cue or "", one.deadline.bound or "at", point.span.start, certainty=0.9)
        if cue is None:
            return []
        if point.kind == "date":
            if not self._is_monthly(frame, point):
                return []
            point = point._replace(kind="monthly")
        if point.kind in RECURRING:
            return self._recurring(frame, point, cue)
        year = Year(point.year) if point.year else self._year(frame, point)
        if point.kind == "near":
            first, last = None, frame.issued + timedelta(point.weeks) if frame.issued else None
        else:
            first, last = point.window(year.value or 0, frame.issued) if year.value or point.kind == "week" else (None, None)
        if last is None:
            return self._undated(point, cue, year.value)
        since = frame.since
        past = since is not None and (last < since or (cue.id == "until" and last <= since))
        if (past and cue.bound not in ("before", "by")) or (first and since and since - first > LONG_AGO):
            return []
        return [Expression(_deadline(cue, point, year, _bounded(cue, point, first, last, frame.issued)), cue.id, point.kind, past=past)]

    def _undated(self, point: Point, cue: Cue, year: int | None) -> list[Expression]:
        """A day that no calendar has, or whose year nothing tells."""
        impossible = point.last is not None and point.window(year or LEAP)[1] is None
        if not impossible and (point.kind != "day" or cue.bound not in ("before", "by")):
            return []
        bound = None if impossible else cue.bound
        deadline = Deadline(Span(cue.start, point.span.end), f"{cue.id}+{point.rule}", 0.4, bound=bound)
        return [Expression(deadline, cue.id, point.kind, impossible=impossible)]

    def _is_monthly(self, frame: Frame, point: Point) -> bool:
        """Whether the words before a bare `ngày 20` speak of every month, and of nothing rarer since."""
        at = point.span.start
        last = None
        for hit in self._periods.finditer(frame.chars, max(sentence(frame.chars, at, frame.start, frame.end).start, at - NEAR), at):
            last = hit["month"]
        return bool(last)

    def _recurring(self, frame: Frame, point: Point, cue: Cue) -> list[Expression]:
        if (
            point.kind == "weekly"
            and self._weekly.search(frame.chars, *sentence(frame.chars, point.span.start, frame.start, frame.end)) is None
        ):
            return []  # thứ Năm of one week only
        if point.kind == "yearly" and point.day == LAST and cue.bound == "before":
            point = point._replace(day=1)  # trước tháng 12 hằng năm
        due = _first(frame, point)
        deadline = Deadline(
            Span(cue.start, point.span.end),
            f"{cue.id}+{point.rule}",
            cue.certainty,
            due_date=due.isoformat() if due else None,
            due_time=cue.time,
            bound="by" if cue.bound == "within" else cue.bound if cue.bound in ("before", "by") else None,
            year_inferred=due is not None,
            recurs=point.recurs,
        )
        return [Expression(deadline, cue.id, point.kind)]

    def _year(self, frame: Frame, point: Point) -> Year:
        """The year that isn't written: that of the sentence, of the plan, of issue; the next where the day has passed."""
        issued = frame.issued
        own = issued.year if issued else None
        if self._nth.match(frame.chars, point.span.end, min(frame.end, point.span.end + 30)):
            return Year(None)  # năm thứ năm của Đề án
        said = self._year_of_sentence(frame, point)
        year = said or frame.plan or own
        if year is None:
            return Year(None)
        last = point.window(year, issued)[1]
        if issued and last and last < issued:
            return Year(year + 1, inferred=True, rivals=(str(year),))
        if issued and said and said > issued.year and self._is_plan(frame, point, said):
            near = point.window(issued.year, issued)[1]
            if near and near >= issued:
                return Year(issued.year, inferred=True, rivals=(str(said),))
        return Year(year, inferred=True)

    def _year_of_sentence(self, frame: Frame, point: Point) -> int | None:
        chars = frame.chars
        start, end = sentence(chars, point.span.start, frame.start, frame.end)
        years = []
        for hit in self._years.finditer(chars, start, end):
            year = int(hit["y"])
            if not frame.hides(hit.start()) and (frame.issued is None or 0 <= year - frame.issued.year <= 2):
                years.append((abs(hit.start() - point.span.start), year))
        return min(years)[1] if years else None

    def _settle(self, frame: Frame, found: list[Expression]) -> list[Expression]:
        """A repetition that a date spells out (`định kỳ hằng năm, trước ngày 10/6`) belongs to that date."""
        out: list[Expression] = []
        for i, one in enumerate(found):
            if one.kind == "recurrence" and one.deadline.rule != BESIDES:
                span = sentence(frame.chars, one.deadline.span.start, frame.start, frame.end)
                near = [other for other in found[max(0, i - 1) : i + 8] if other is not one and span.holds(other.deadline.span)]
                if any(other.deadline.due_date and other.kind != "recurrence" for other in near):
                    continue
            out.append(self._yearly(frame, found, i))
        return out

    def _yearly(self, frame: Frame, found: list[Expression], i: int) -> Expression:
        """A day or window without a year that recurs with its neighbours in the sentence."""
        one = found[i]
        if one.kind not in ("day", *WINDOWS) or not one.deadline.year_inferred or one.deadline.recurs or one.deadline.due_date is None:
            return one
        at, stop = one.deadline.span
        if not self._each_year.match(frame.chars, stop, min(frame.end, stop + 40)):
            span = sentence(frame.chars, at, frame.start, frame.end)
            near = [other for other in found[max(0, i - 3) : i + 4] if other is not one and span.holds(other.deadline.span)]
            if not any(other.kind == "yearly" or (other.kind == "recurrence" and other.deadline.recurs == "FREQ=YEARLY") for other in near):
                return one
        if one.kind != "day":
            return one._replace(deadline=replace(one.deadline, recurs="FREQ=YEARLY"))
        due = date.fromisoformat(one.deadline.due_date)
        point = Point(one.deadline.span, one.deadline.rule, "yearly", months=(due.month,), day=due.day)
        return one._replace(deadline=_again(one.deadline, point.recurs, _first(frame, point)), kind="yearly")

    def _is_plan(self, frame: Frame, point: Point, year: int) -> bool:
        """Whether the year in the sentence is that of a plan still to be made (`xây dựng kế hoạch năm 2026`)."""
        start, end = sentence(frame.chars, point.span.start, frame.start, frame.end)
        at = frame.chars.find(f"năm {year}", start, end)
        return at >= 0 and self._planned.search(frame.chars, start, at) is not None


def _moved(span: Span, by: int, start: int) -> Span:
    return Span(max(span.start + by, start), span.end + by)


def _deadline(cue: Cue, point: Point, year: Year, window: tuple[date | None, date | None, str | None]) -> Deadline:
    start, due, bound = window
    return Deadline(
        Span(cue.start, point.span.end),
        f"{cue.id}+{point.rule}",
        min(cue.certainty, 0.9) if year.inferred else cue.certainty,
        start_date=start.isoformat() if start else None,
        due_date=due.isoformat() if due else None,
        due_time=cue.time,
        bound=bound,
        year_inferred=year.inferred,
        recurs=point.recurs,
        rivals=year.rivals,
    )


def sentence(chars: str, at: int, start: int, end: int) -> Span:
    """The sentence around a place: between full stops before a capital, line ends and the borders given, `FAR` at most."""
    start, end = max(start, at - FAR), min(end, at + FAR)
    first = max(start, chars.rfind("\n", start, at) + 1)
    stop = chars.find("\n", at, end)
    stop = end if stop < 0 else stop
    dot = at
    while (dot := chars.rfind(". ", first, dot)) >= 0:
        if chars[dot + 2 : dot + 3].isupper():
            first = dot + 2
            break
    dot = at - 1
    while (dot := chars.find(". ", dot + 1, stop)) >= 0:
        if chars[dot + 2 : dot + 3].isupper():
            return Span(first, dot + 1)
    return Span(first, stop)


def _bounded(cue: Cue, point: Point, first: date | None, last: date, issued: date | None) -> tuple[date | None, date | None, str | None]:
    """Start, due day and bound of a time after these words."""
    if cue.bound == "from":
        return first or last, None, None
    if cue.from_issued:
        return issued, last, "within"
    if cue.bound == "before":
        return None, first or last, "before"
    if cue.bound == "by" and not cue.label:
        return None, last, "by"
    if first is not None:
        return first, last, "within"
    if point.kind == "edge" or cue.bound in ("within", "by"):
        return None, last, "by"
    return None, last, None


def _first(frame: Frame, point: Point) -> date | None:
    after = max((d for d in (frame.issued, frame.effect - timedelta(1) if frame.effect else None) if d), default=None)
    if after is None and frame.plan:
        after = date(frame.plan - 1, 12, 31)
    return point.next_after(after) if after else None


def _again(deadline: Deadline, recurs: str | None, due: date | None) -> Deadline:
    return replace(deadline, recurs=recurs, due_date=due.isoformat() if due else deadline.due_date)


def _swaps(book: Rulebook) -> tuple[list[date], list[date]]:
    worked: list[date] = []
    free: list[date] = []
    for entry in book.entries("deadlines", "swaps"):
        worked += [date.fromisoformat(str(on)) for on in entry.get("worked") or ()]
        free += [date.fromisoformat(str(on)) for on in entry.get("free") or ()]
    return worked, free


def _day(iso: str | None) -> date | None:
    """The first day that a date of any precision can mean."""
    return date.fromisoformat((iso + "-01-01"[len(iso) - 4 :])[:10]) if iso else None
