"""By when: expressions that bound a duty in time, and the trouble with them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.grammar.dates import day_at
from pipeline.grammar.deadlines import Deadlines, Expression, sentence
from pipeline.grammar.duties import Duties, Reading
from pipeline.model import Citation, Deadline, Layout, Problem, Setting, Span
from pipeline.pattern import Pattern, fill
from pipeline.rulebook import Rulebook
from pipeline.segment import Parts
from pipeline.segment.outline import Item, marker_at
from pipeline.text import Text

ZONES = ("preamble", "body", "closing", "appendix", "notes")
PLAIN = ("day", "days", "immediate")  # kinds of time that a preamble may set
FIRM = ("before", "latest", "limit", "until-end", "not-later")  # cues that aims may hold, too
PERIODS = ("month", "quarter", "half", "year", "edge")  # kinds that a tale of what was achieved may hold
FIRMLY = ("day", "monthly", "quarterly", "yearly", "weekly")  # with these kinds of time
QUIET = ("aims", "state-of-affairs", "general-provisions", "procedures")  # headings below which a time is seldom a deadline
DEAF = ("aims", "state_of_affairs")  # … and an office that is named makes no difference
HANGING = ("duration", "condition")  # kinds that hang on an event
NOTED = ("expected", "held", "at-time", *FIRM)  # cues that a footnote may hold, with a day to come
TABLE_HEAD = 260  # characters around the beginning of a table that tell what it is a list of
HEADING = 160  # characters of a heading that tell what its section is about
TABLED = ("body", "closing", "appendix")
NUMBERED = ("stt", "tt", "số tt")  # heading of a table's first column
TIMES = ("20", "quý", "tháng", "năm", "tuần", "/", "hằng", "hàng", "mỗi")  # one of which a time holds
CELL = 60  # characters of a cell that holds a time alone
NORMATIVE = ("Luật", "Bộ luật", "PL", "NĐ", "TT", "TTLT", "L", "VBHN", "QyĐ", "QC")


class Due(NamedTuple):
    """What a dispatch says of time."""

    deadlines: tuple[Deadline, ...]
    problems: tuple[Problem, ...]


class Reader:
    """Knows what makes of a time no deadline. Get it by `book.build(Reader)`."""

    def __init__(self, book: Rulebook) -> None:
        self.grammar = book.build(Deadlines)
        self.duties = book.build(Duties)
        self.effect = Pattern(r"(?i)này có hiệu lực[^.;\n]{0,60}?từ{_+}(?:(?P<day>ngày{_*}\d)|ngày{_+}(?:ký|ban{_+}hành))")
        self.year = Pattern(r"(?i)năm{_*}(?P<y>20\d\d)(?:[^{W}/-]|$)")
        self.named = Pattern(r"(?i)(?:luật|bộ luật|pháp lệnh|giai đoạn|nhiệm kỳ|năm học)[^.;,\n]{0,50}$")
        self.contexts = [
            (
                Pattern("{<}(?:" + fill(entry["pattern"], {}) + ")(?:[^{W}]|$)", ignore_case=True),
                Pattern("{<}(?:" + entry["unless"] + ")(?:[^{W}]|$)", ignore_case=True) if "unless" in entry else None,
            )
            for entry in book.entries("deadlines", "contexts")
        ]
        headings = [(e["id"], e["pattern"]) for e in book.entries("tasks", "headings") if e["id"] in QUIET]
        self.headings = Pattern("|".join(f"(?P<{name.replace('-', '_')}>{pattern})" for name, pattern in headings), ignore_case=True)
        self.of_time = Pattern(
            r"(?i)(?:thời{_+}(?:gian|điểm)|tiến{_+}độ|lộ{_+}trình)(?:$|[^{W}{_}]|{_+}(?:thực|tổ|triển|hoàn|tiến|và|báo|gửi|trình|đánh|bắt))"
        )
        self.timed = Pattern(r"(?i)(?:[^{W}]|[{W}.]{1,6}[.)]{_+})?(?:thời{_+}(?:gian|hạn|điểm)|tiến{_+}độ|lộ{_+}trình)[^:.;\n]{0,40}:")
        self.numbered = Pattern(r"(?:^|\n)(?i:STT|TT|Số TT)[ .]?\n")
        self.column = Pattern(  # the headings of a table, from the first column to that of times
            r"(?:^|\n)(?P<first>(?i:STT|TT|Số TT))[ .]?(?:\n+[^\n:]{1,90}){0,11}?"
            r"\n+(?i:thời{_+}(?:gian|hạn|điểm)|tiến{_+}độ|lộ{_+}trình|hạn{_+}hoàn|kỳ{_+}hạn|mốc{_+}thời)"
            r"(?i:{_*}|[^\n:0-9]{0,40}(?:thực{_+}hiện|hoàn{_+}thành|triển{_+}khai|ban{_+}hành|trình|báo{_+}cáo|kết{_+}thúc|dự{_+}kiến)[^\n:0-9]{0,30})\n"
        )
        self.title = Pattern(  # a heading that is nothing but `2. Thời gian thực hiện`
            r"(?:^|\n)(?:[0-9A-Za-zđ.]{1,6}[.)/]{_+}|[-+*]{_*})?(?i:thời{_+}(?:gian|hạn)|tiến{_+}độ)"
            r"(?i:{_+}(?:thực{_+}hiện|hoàn{_+}thành|tổ{_+}chức|triển{_+}khai|tiến{_+}hành))?{_*}[:.]?\n+(?P<below>[^\n]{4,60})"
        )
        self.instant = Pattern(  # what a cell of such a column looks like
            r"(?i)[(]?(?:(?:trước|trong|từ|đến|hết|xong|hoàn thành|chậm nhất|đầu|giữa|cuối|ngày|tháng|quý|năm|giai đoạn|và|các|tiếp theo|"
            r"sau|[0-9]{1,4}|[IVX]{1,4}|[-–/,;.]|h[ằà]ng|mỗi|định kỳ){_*}){1,12}[.;)]?"
        )
        self.overdue = Pattern(
            r"(?i)quá{_+}hạn|chậm{_+}(?:muộn|tiến{_+}độ)|đã{_+}hoàn{_+}thành|(?:kết{_+}quả|tình{_+}hình){_+}thực{_+}hiện"
        )
        self.achieved = Pattern(
            r"(?i){<}đã{_+}đạt|đạt{_+}(?:được{_+})?(?:nhiều{_+}|những{_+}|các{_+}|một{_+}số{_+})?(?:kết{_+}quả|thành{_+}tựu)"
        )
        self.expiry = Pattern(r"(?i)hết{_+}(?:thời{_+})?hạn")


def read(text: Text, layout: Layout, setting: Setting, citations: tuple[Citation, ...], parts: Parts, book: Rulebook) -> Due:
    """The deadlines of one dispatch, in order, one an expression; dates inside citations are none."""
    reader = book.build(Reader)
    chars = text.chars
    cells = sorted({row.cells["time"] for table in parts.tables for row in table.rows if "time" in row.cells})
    cells += [line for line in dict.fromkeys(_lines_of_time(chars, layout, parts, reader)) if not any(cell.meets(line) for cell in cells)]
    cited = _merged(citation.span for citation in citations)
    masked = _merged([*cited, *cells])
    plan = plan_year(chars, layout, setting, masked, reader)
    effect = _effect(chars, layout, setting, reader)
    since = None if setting.issued else _since(citations)
    found: list[tuple[Expression, str]] = []
    for zone in layout.zones:
        if zone.name in ZONES and zone.span not in parts.procedures:
            here = reader.grammar.find(chars, *zone.span, issued=setting.issued, plan_year=plan, effect=effect, masked=masked, since=since)
            found += [(one, zone.name) for one in here]
    sieve = Sieve(chars, layout, setting, parts.items, reader)
    kept = [one for one, zone in found if sieve.keeps(one, zone)]
    recounted = [table.span for table in parts.tables if _recounts(chars, table.span.start, reader)]
    for cell in cells:
        here = reader.grammar.cell(chars, *cell, issued=setting.issued, plan_year=plan, effect=effect, masked=cited, since=since)
        told = any(span.holds(cell) for span in recounted)
        kept += [one for one in here if not (one.past and (told or _is_of_another_year(one, setting)))]
    kept.sort(key=lambda one: one.deadline.span)
    return Due(tuple(one.deadline for one in kept if not one.impossible), tuple(_problems(chars, kept)))


class Sieve:
    """Tells deadlines from look-alikes by where they stand."""

    def __init__(self, chars: str, layout: Layout, setting: Setting, items: list[Item], reader: Reader) -> None:
        self.chars = chars
        self.items = items
        self.reader = reader
        self.normative = setting.doc_type in NORMATIVE or bool(setting.key and setting.key.count("/") > 1)
        self._lines = layout.paragraphs
        self._read: tuple[Span, Reading] | None = None  # the line read last

    def keeps(self, one: Expression, zone: str) -> bool:
        """Whether it bounds a duty."""
        if one.past:
            return False
        if zone == "notes":
            return one.cue in NOTED and one.kind == "day"
        if self._is_ground(one, zone):
            return False
        if zone == "preamble":
            return one.kind in PLAIN
        hanging = one.kind in HANGING
        if hanging and self._is_processing(one):
            return False
        if (
            (hanging or one.kind in ("recurrence", "immediate"))
            and self.normative
            and not (self._binds_an_office(one) or self._must_follow(one))
        ):
            return False
        return self._is_firm(one) or not self._is_silent(one)

    def _line(self, at: int) -> Span | None:
        """The paragraph around a place, without its marker."""
        i = bisect_right(self._lines, (at, len(self.chars))) - 1
        if i < 0 or self._lines[i].end <= at:
            return None
        line = self._lines[i]
        return Span(marker_at(self.chars, *line).end, line.end)

    def _is_ground(self, one: Expression, zone: str) -> bool:
        """Whether it only tells what something rests on (`Căn cứ giá từ ngày … đến ngày …`), or what time a list below a title is of."""
        at = one.deadline.span.start
        line = self._line(at)
        if line is None:
            return False
        if one.kind == "recurrence" and self.chars[line.start] == "|":
            return True  # in a row of a table, outside its column of times: `| Báo cáo hằng năm |`
        if zone == "appendix" and one.cue == "alone" and self.chars[line.start] == "(" and self.chars[line.end - 1] == ")":
            return one.kind != "recurrence"
        span = sentence(self.chars, at, *line) if line.start <= at else line
        if one.cue not in FIRM and one.kind in PERIODS and self.reader.achieved.search(self.chars, span.start, max(span.start, at)):
            return True
        return self.chars[span.start : span.start + 6].lower() == "căn cứ" and self.chars.find(",", span.start, at) < 0

    def _binds_an_office(self, one: Expression) -> bool:
        """Whether a rule lays a duty on a body that it names, or that its heading names: not only a step for whoever applies."""
        line = self._line(one.deadline.span.start)
        if line is None:
            return False
        again = one.kind == "recurrence"
        if again and line.start == one.deadline.span.start:
            line = Span(self._behind(one.deadline.span.end, line.end), line.end)
        if self._read is None or self._read[0] != line:
            self._read = line, self.reader.duties.read(self.reader.duties.words(self.chars, *line), line)
        reading = self._read[1]
        if reading.leads:
            return reading.how in ("order", "duty", "subject")
        return reading.report_to is not None or (again and reading.opens in ("verb", "manner", "nominal", "report"))

    def _behind(self, at: int, end: int) -> int:
        while at < end and self.chars[at] in " \u00a0,:;":
            at += 1
        return at

    def _must_follow(self, one: Expression) -> bool:
        """Whether something must be done once an awaited document is there: `Sau khi quy hoạch được phê duyệt, … phải được công bố`."""
        if one.deadline.condition is None or not one.deadline.rule.startswith("awaited-approval"):
            return False
        line = self._line(one.deadline.span.start)
        return (
            line is not None and line.start == one.deadline.span.start and self.chars.find(" phải ", one.deadline.span.end, line.end) >= 0
        )

    def _is_processing(self, one: Expression) -> bool:
        """Whether a period or an awaited event is a step of a procedure."""
        deadline = one.deadline
        if deadline.period and deadline.period.endswith("Y"):
            return True
        if deadline.due_date or (deadline.bound == "before" and deadline.period and not self.reader.expiry.search(deadline.anchor or "")):
            return False
        if deadline.period and deadline.period.endswith("M") and not deadline.period.startswith("PT") and not self.normative:
            return False
        span = sentence(self.chars, deadline.span.start, 0, len(self.chars))
        return any(
            context.search(self.chars, *span) and not (unless and unless.search(self.chars, *span))
            for context, unless in self.reader.contexts
        )

    def _is_firm(self, one: Expression) -> bool:
        """Whether it is worded so that it binds even among aims."""
        start, end = one.deadline.span
        if one.cue in FIRM and one.kind in FIRMLY:
            return True
        return one.kind == "edge" and one.cue in ("until", "until-end") and " hết " in self.chars[start:end].lower()

    def _is_silent(self, one: Expression) -> bool:
        """Whether a heading above tells of aims, definitions or procedures."""
        at = one.deadline.span.start
        items = self.items
        low, high = 0, len(items)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if items[middle].span.start <= at else (low, middle)
        own = items[low - 1] if low and items[low - 1].span.end >= at else None
        if own is None or self.reader.timed.match(self.chars, own.span.start, at):
            return False
        index = own.parent
        while index is not None:
            start, end = items[index].span
            if self.reader.of_time.search(self.chars, start, min(end, start + HEADING)):
                return False
            hit = self.reader.headings.match(self.chars, start, min(end, start + 80))
            if hit:
                hard = any(hit.start(name) >= 0 for name in DEAF)
                if not hard and one.kind == "immediate" and not self.normative:
                    return False
                if not hard and self._must_follow(one):
                    return False
                hard = hard or (one.kind in HANGING and hit.start("procedures") < 0)
                return hard or not self._binds_an_office(one)
            index = items[index].parent
        return False


def plan_year(chars: str, layout: Layout, setting: Setting, masked: list[Span], reader: Reader) -> int | None:
    """The year that the dispatch plans: that of its subject, else of the sentence that orders."""
    near = int(setting.issued[:4]) if setting.issued else None

    def years(words: str, start: int, end: int, hidden: list[Span]) -> set[int]:
        return {
            year
            for hit in reader.year.finditer(words, start, end)
            if (near is None or abs((year := int(hit["y"])) - near) <= 1)
            and not reader.named.search(words, start, hit.start())
            and not any(span.start <= hit.start() < span.end for span in hidden)
            and (year := int(hit["y"]))
        }

    if setting.subject and len(found := years(setting.subject, 0, len(setting.subject), [])) == 1:
        return found.pop()
    preamble = layout.zone("preamble")
    if preamble and (lines := layout.lines(preamble)) and chars[lines[-1].end - 1] == ":":
        found = years(chars, *sentence(chars, lines[-1].end - 1, *lines[-1]), masked)
        return found.pop() if len(found) == 1 else None
    return None


def _effect(chars: str, layout: Layout, setting: Setting, reader: Reader) -> str | None:
    """The day from which the dispatch takes effect, where it says so."""
    for zone in layout.zones:
        if zone.name not in ("body", "closing") or (known := chars.find("hiệu lực", *zone.span)) < 0:
            continue
        if hit := reader.effect.search(chars, max(zone.span.start, known - 20), zone.span.end):
            if hit.start("day") < 0:
                return setting.issued
            day = day_at(chars, hit.start("day"), zone.span.end)
            return day.iso if day else None
    return None


def _since(citations: Iterable[Citation]) -> str | None:
    """A day on which a dispatch that bears none wasn't written yet: that of the last text that it cites."""
    return max((day for c in citations if (day := c.promulgation_date) and len(day) == 10), default=None)


def _recounts(chars: str, start: int, reader: Reader) -> bool:
    """Whether a table lists what was to be done before, not what is to be done."""
    return reader.overdue.search(chars, max(0, start - TABLE_HEAD), start + TABLE_HEAD) is not None


def _is_of_another_year(one: Expression, setting: Setting) -> bool:
    """Whether it ended before the year of issue: what was done then, not what is to be done."""
    due = one.deadline.due_date
    return bool(due and setting.issued and due[:4] < setting.issued[:4])


def _lines_of_time(chars: str, layout: Layout, parts: Parts, reader: Reader) -> Iterator[Span]:
    """Paragraphs that are nothing but a time, below a table's column of times: cells, where the rows of a table can't be told apart."""
    rows = layout.paragraphs
    for zone in layout.zones:
        if zone.name not in TABLED or zone.span in parts.procedures:
            continue
        for hit in reader.title.finditer(chars, *zone.span):
            below = Span(*hit.span("below"))
            if any(mark in hit["below"].lower() for mark in TIMES) and reader.instant.fullmatch(chars, *below):
                yield below
        if zone.span not in parts.tabled:
            continue
        for first in _columns(chars, zone.span, reader):
            if _recounts(chars, first, reader):
                continue
            for i in range(bisect_right(rows, (first, len(chars))), len(rows)):
                line = rows[i]
                if line.start >= zone.span.end:
                    break
                if line.end - line.start > CELL:
                    continue
                words = chars[line.start : line.end].lower()
                if words.strip(" .") in NUMBERED:
                    break
                if any(mark in words for mark in TIMES) and reader.instant.fullmatch(chars, *line):
                    yield line


def _columns(chars: str, span: Span, reader: Reader) -> Iterator[int]:
    """Where tables begin that have a column of times. Looked for by their first heading: the whole, asked everywhere, is dear."""
    at = span.start
    while first := reader.numbered.search(chars, at, span.end):
        table = reader.column.match(chars, first.start(), span.end)
        if table:
            yield table.start("first")
        at = (table or first).end() - 1


def _merged(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _problems(chars: str, found: list[Expression]) -> Iterator[Problem]:
    for one in found:
        deadline = one.deadline
        quote = chars[deadline.span.start : deadline.span.end]
        if one.impossible:
            yield Problem("impossible_date", f"no calendar has the day of “{quote}”", deadline.span)
        elif deadline.year_inferred and not deadline.recurs:
            yield Problem("year_inferred", f"“{quote}” names no year: read as {deadline.due_date}", deadline.span)
        elif deadline.bound and not (deadline.due_date or deadline.period or deadline.recurs):
            yield Problem("doubtful_value", f"“{quote}” names no year, and nothing else tells it", deadline.span)
