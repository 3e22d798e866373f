"""What hangs on an event: periods from it (`trong 15 ngày kể từ ngày nhận`), awaited events (`khi có hướng dẫn`), at once (`ngay`)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.almanac import Mark, Workdays, add_months
from pipeline.model import Deadline, Span
from pipeline.pattern import Match, Pattern, fill
from pipeline.rulebook import Entry, Rulebook

REACH = 170  # characters looked at behind the first words
BEFORE = 90  # and before them
DESIGNATORS = {"ngày": "P{}D", "tuần": "P{}W", "tháng": "P{}M", "năm": "P{}Y", "giờ": "PT{}H", "phút": "PT{}M"}
LEADING = (
    "trong",
    "hạn",
    "vòng",
    "gian",
    "là",
    "quá",
    "đa",
    "nhất",
    "sau",
    "thiểu",
    "khoảng",
    ":",
    "không quá",
)  # last words before a period
SILENCING = ("hiệu", "trước", "chỉ")
SOON = 60  # characters behind a figure within which the words of its event begin
LASTING = ("liên tục", "gần", "đầu", "qua", "liền", "trước", "cuối")  # words behind a period that make it no limit
FOLLOWING = ("kể", "từ", "sau", "tính", "trước")  # first words behind one
ENDS = {"tháng": range(1, 13), "quý": (1, 4, 7, 10), "năm": (1,)}  # months after the end of a period


class Rule(NamedTuple):
    """A way of writing a period, or something to be done at once."""

    id: str
    before: Pattern | None
    after: Pattern | None
    needs: Pattern | None
    unless: Pattern | None
    bound: str | None


class Events:
    """Reads what hangs on events. Patterns stand in `durations`, `conditions` and `immediates` of deadlines.yaml."""

    def __init__(self, book: Rulebook, pieces: Mapping[str, str], workdays: Workdays) -> None:
        self._workdays = workdays

        def compiled(entry: Entry, name: str, border: str = "") -> Pattern | None:
            return Pattern(border + "(?:" + fill(entry[name], pieces) + ")", ignore_case=True) if name in entry else None

        def rules(section: str, border: str) -> list[Rule]:
            return [
                Rule(
                    e["id"],
                    compiled(e, "before", border),
                    compiled(e, "after"),
                    compiled(e, "needs", "{<}"),
                    compiled(e, "unless"),
                    e.get("bound"),
                )
                for e in book.entries("deadlines", section)
            ]

        self._durations = rules("durations", "{<}")
        self._immediates = rules("immediates", "")
        self._conditions = [
            (e["id"], Pattern(fill(e["pattern"], pieces), ignore_case=True)) for e in book.entries("deadlines", "conditions")
        ]
        self._quantity = Pattern(pieces["quantity"], ignore_case=True)
        self._lead = Pattern(
            "{<}(?P<cue>(?:(?:trong|chậm|muộn|không|quá|nhất|tối{_+}đa|thời{_+}hạn|hạn|vòng|thời{_+}gian|là|sau|khoảng){_*}:?{_*}){1,5}"
            "|(?:thời{_+}(?:gian|hạn)|tiến{_+}độ)(?:{_+}(?:hoàn{_+}thành|thực{_+}hiện|tổ{_+}chức|triển{_+}khai|lập)(?:{_+}[{l}]+){0,3})?{_*}:{_*})$",
            ignore_case=True,
        )
        self._issue = Pattern(
            "{_*}(?:ngày{_+}|khi{_+})?(?:quyết{_+}định{_+}công{_+}bố{_+}được{_+}(?:UBND|ủy{_+}ban|chủ{_+}tịch)[^,.;:]{0,40}?{_+})?"
            "(?:ký(?:{_+}ban{_+}hành)?|ban{_+}hành|phát{_+}hành)(?:{_+}" + pieces["text"] + ")?(?:{_+}này)?{_*}$",
            ignore_case=True,
        )
        self._effect = Pattern(
            "{_*}(?:ngày{_+}|khi{_+})?(?:" + pieces["text"] + "{_+})?(?:này{_+})?có{_+}hiệu{_+}lực[^,.;]{0,20}$", ignore_case=True
        )
        self._date = Pattern("{_*}(?:ngày{_*})?(?P<date>" + pieces["date"] + "){_*}$", ignore_case=True)
        self._turn = Pattern("{_+}(?:thì|phải|có{_+}trách{_+}nhiệm){_+}", ignore_case=True)  # where the event ends and the duty begins
        self._window = Pattern("{_*}(?:tháng|quý|năm){_*}(?:\\d|[IV]+(?:[^{W}]|$))", ignore_case=True)  # … tháng, từ tháng 5 đến tháng 9
        self._told = Pattern("{<}đã{_+}[^.;:,()\n]{0,80}$", ignore_case=True)  # it was done then
        self._silent = Pattern("{<}(?:hiệu{_+}lực|trước|chỉ){_+}[^.;,]{0,20}$", ignore_case=True)

    def duration(self, chars: str, at: int, end: int, issued: date | None, effect: date | None, line: int) -> Deadline | None:
        """A period that is written at `at`, with the event that it runs from or up to."""
        first = max(line, at - BEFORE)
        led = chars[first:at].rstrip().lower().endswith(LEADING)
        if not led:
            soon = chars[at : at + SOON].lower()
            if not any(word in soon for word in FOLLOWING):
                return None
        size = self._quantity.match(chars, at, min(end, at + 50))
        if size is None or (size.end() < end and chars[size.end()].isalnum()):
            return None
        followed = chars[size.end() : size.end() + 12].lstrip(" \u00a0,").lower().startswith(FOLLOWING)
        if not (led or followed):
            return None
        unit = " ".join(size["unit"].lower().split())
        lead = self._lead.search(chars, first, at) if led else None
        for rule in reversed(self._durations):
            if (rule.after and not followed) or (rule.before and not led):
                continue
            after = rule.after.match(chars, size.end(), min(end, size.end() + REACH)) if rule.after else None
            if (rule.after and after is None) or (after and self._window.match(after["event"] if "event" in after.groups() else "")):
                continue
            before = rule.before.search(chars, first, at) if rule.before else None
            if rule.before and before is None:
                continue
            start = before.start() + 1 if before and before.groups().get("event") else lead.start("cue") if lead else at
            if rule.id != "ahead-of-event" and self._is_silent(chars, max(line, start - 40), start):
                return None
            if rule.needs and not (lead and rule.needs.search(chars, lead.start("cue"), at)):
                continue
            if rule.id == "within-so-long" and not self._bounds(chars, size, unit, end, lead):
                continue
            return self._period_of(rule, size, unit, before, after, start, issued, effect)
        return None

    def _is_silent(self, chars: str, start: int, end: int) -> bool:
        """Whether the words before a period or an event make it something else: a date of effect, a restriction."""
        words = chars[start:end].lower()
        return any(word in words for word in SILENCING) and self._silent.search(chars, start, end) is not None

    def _bounds(self, chars: str, size: Match, unit: str, end: int, lead: Match | None) -> bool:
        """Whether a period without an event bounds a duty: short, and no noun follows (`trong 03 ngày lễ`)."""
        if unit in ("tháng", "năm"):
            return False
        at = size.end()
        while at < end and chars[at] in " \u00a0":
            at += 1
        if at >= end or chars[at] in ",.;:)\n" or chars[at].isupper():
            return True
        named = lead is not None and ("thời hạn" in lead["cue"].lower() or "làm việc" in unit)
        return named and not chars.startswith(LASTING, at, end)

    def _period_of(
        self,
        rule: Rule,
        size: Match,
        unit: str,
        before: Match | None,
        after: Match | None,
        start: int,
        issued: date | None,
        effect: date | None,
    ) -> Deadline:
        working, count = "làm việc" in unit, int(size["n"])
        unit = unit.split(maxsplit=1)[0]
        held = next((hit for hit in (after, before) if hit and hit.groups().get("event")), None)
        stop = max(size.end(), after.end() if after else 0)
        anchor = None
        if held:
            words, turned = held["event"].rstrip(), self._turn.search(held["event"])
            if turned:
                words = words[: turned.start()]
            anchor = " ".join(words.split())
            stop = max(size.end(), after.start("event") + len(words)) if held is after and after else stop
        span = Span(start, stop)
        period = DESIGNATORS[unit].format(count)
        if after and (each := after.groups().get("each")):
            return _after_each(span, rule, each.lower(), count, issued)
        due = None
        if held and rule.bound != "before" and (day := self._known(held, issued, effect)):
            due = self._add(day, count, unit, working=working)
        iso = due.isoformat() if due else None
        if rule.bound == "from":
            return Deadline(span, rule.id, 0.8, start_date=iso, period=period, working_days=working, anchor=anchor)
        return Deadline(span, rule.id, 0.95, due_date=iso, bound=rule.bound, period=period, working_days=working, anchor=anchor)

    def _known(self, held: Match, issued: date | None, effect: date | None) -> date | None:
        """The day of the event, where the text or the dispatch tells it."""
        words = held["event"]
        if issued and self._issue.match(words):
            return issued
        if effect and self._effect.match(words):
            return effect
        if hit := self._date.match(words):
            figures = [int(n) for n in "".join(c if c.isdigit() else " " for c in hit["date"]).split()]
            return Mark(figures[2], figures[1], figures[0]).on(figures[2]) if len(figures) == 3 else None
        return None

    def _add(self, day: date, count: int, unit: str, *, working: bool) -> date | None:
        """The last day of a period; the day of the event itself doesn't count (Bộ luật Dân sự 2015, Điều 147)."""
        if working:
            return self._workdays.after(day, count)
        if unit in ("ngày", "tuần"):
            return day + timedelta(count * (7 if unit == "tuần" else 1))
        return add_months(day, count * (12 if unit == "năm" else 1)) if unit in ("tháng", "năm") else None

    def condition(self, chars: str, at: int, end: int) -> Deadline | None:
        """An awaited event that is written at `at`."""
        line = max(0, at - BEFORE, chars.rfind("\n", max(0, at - BEFORE), at) + 1)
        if self._is_silent(chars, max(line, at - 40), at) or chars[max(line, at - 6) : at].lower().endswith(("trước ", " từ ")):
            return None
        for name, pattern in self._conditions:
            if hit := pattern.match(chars, at, min(end, at + 260)):
                stop = hit.end()
                while stop > at and chars[stop - 1] in " \u00a0,.;:)\n":
                    stop -= 1
                words = " ".join(chars[at:stop].split())
                return (
                    None
                    if any(w in words for w in (" này", " yêu cầu", " chưa "))
                    else Deadline(Span(at, stop), name, 0.9, condition=words)
                )
        return None

    def immediate(self, chars: str, at: int, end: int) -> Deadline | None:
        """`ngay`, where it says that something is to be done at once."""
        line = max(0, at - BEFORE, chars.rfind("\n", max(0, at - BEFORE), at) + 1)
        for rule in self._immediates:
            after = rule.after.match(chars, at, min(end, at + 60)) if rule.after else None
            if rule.after and after is None:
                continue
            if rule.unless and rule.unless.match(chars, at + 4, min(end, at + 20)):
                continue
            start = _verb(chars, line, at) if rule.before else at
            if rule.before and rule.before.search(chars, max(line, at - 3), at) is None:
                continue
            if rule.before and self._told.search(chars, max(line, at - BEFORE), at):
                continue
            return Deadline(Span(start, after.end() if after else at + 4), rule.id, 0.9, immediate=True)
        return None


def _verb(chars: str, line: int, at: int) -> int:
    """Where the verb before `ngay` begins: two syllables at most, within the clause."""
    start = at
    for _ in range(2):
        before = max(line, chars.rfind(" ", line, max(line, start - 1)) + 1)
        if before >= start or not chars[before : start - 1].isalpha():
            break
        start = before
    return start


def _after_each(span: Span, rule: Rule, each: str, count: int, issued: date | None) -> Deadline:
    """`không quá 10 ngày sau khi kết thúc quý`: the tenth of the month after."""
    from pipeline.almanac import first_yearly

    months = ENDS.get(each, (1, 7))
    due = first_yearly(months, count, issued) if issued and count <= 28 else None
    rule_words = "FREQ=MONTHLY" if each == "tháng" else f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}"
    return Deadline(
        span,
        rule.id,
        0.9,
        due_date=due.isoformat() if due else None,
        bound=rule.bound,
        year_inferred=due is not None,
        recurs=f"{rule_words};BYMONTHDAY={count}",
    )
