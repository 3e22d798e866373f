"""By when: expressions that bound a duty in time, and the trouble with them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.grammar.dates import day_at
from pipeline.grammar.deadlines import Deadlines, Expression, sentence
from pipeline.grammar.duties import Duties
from pipeline.model import Citation, Deadline, Layout, Problem, Setting, Span
from pipeline.pattern import Pattern, fill
from pipeline.rulebook import Rulebook
from pipeline.segment import Parts
from pipeline.segment.outline import Item, marker_at
from pipeline.text import Text

ZONES = ("preamble", "body", "closing", "appendix")
PLAIN = ("day", "days", "immediate")  # kinds of time that a preamble may set
FIRM = ("before", "latest", "limit", "until-end", "not-later")  # cues that aims may hold, too
NORMATIVE = ("Luật", "Bộ luật", "PL", "NĐ", "TT", "TTLT", "L")


class Due(NamedTuple):
    """What a dispatch says of time."""

    deadlines: tuple[Deadline, ...]
    problems: tuple[Problem, ...]


class Reader:
    """Knows what makes of a time no deadline. Get it by `book.build(Reader)`."""

    def __init__(self, book: Rulebook) -> None:
        self.grammar = book.build(Deadlines)
        self.duties = book.build(Duties)
        self.effect = Pattern(r"(?i)này có hiệu lực[^.;\n]{0,60}?từ{_+}(?P<day>ngày{_*}\d)")
        self.year = Pattern(r"(?i)năm{_*}(?P<y>20\d\d)(?:[^{W}/-]|$)")
        self.named = Pattern(r"(?i)(?:luật|bộ luật|pháp lệnh|giai đoạn|nhiệm kỳ|năm học)[^.;,\n]{0,50}$")
        contexts = "|".join(fill(entry["pattern"], {}) for entry in book.entries("deadlines", "contexts"))
        self.processing = Pattern("{<}(?:" + contexts + ")(?:[^{W}]|$)", ignore_case=True)
        headings = [(e["id"], e["pattern"]) for e in book.entries("tasks", "headings") if e["effect"] == "none"]
        self.headings = Pattern("(?:" + "|".join(pattern for _, pattern in headings) + ")", ignore_case=True)


def read(text: Text, layout: Layout, setting: Setting, citations: tuple[Citation, ...], parts: Parts, book: Rulebook) -> Due:
    """The deadlines of one dispatch, in order, one an expression; dates inside citations are none."""
    reader = book.build(Reader)
    chars = text.chars
    cells = sorted({row.cells["time"] for table in parts.tables for row in table.rows if "time" in row.cells})
    cited = _merged(citation.span for citation in citations)
    masked = _merged([*cited, *cells])
    plan = plan_year(chars, layout, setting, masked, reader)
    effect = _effect(chars, layout, reader)
    found: list[tuple[Expression, str]] = []
    for zone in layout.zones:
        if zone.name in ZONES and zone.span not in parts.procedures:
            here = reader.grammar.find(chars, *zone.span, issued=setting.issued, plan_year=plan, effect=effect, masked=masked)
            found += [(one, zone.name) for one in here]
    sieve = Sieve(chars, layout, setting, parts.items, reader)
    kept = [one for one, zone in found if sieve.keeps(one, zone)]
    for cell in cells:
        here = reader.grammar.cell(chars, *cell, issued=setting.issued, plan_year=plan, effect=effect, masked=cited)
        kept += here
    kept.sort(key=lambda one: one.deadline.span)
    return Due(tuple(one.deadline for one in kept if not one.impossible), tuple(_problems(chars, kept)))


class Sieve:
    """Tells deadlines from look-alikes by where they stand."""

    def __init__(self, chars: str, layout: Layout, setting: Setting, items: list[Item], reader: Reader) -> None:
        self.chars = chars
        self.layout = layout
        self.items = items
        self.reader = reader
        self.normative = setting.doc_type in NORMATIVE or bool(setting.key and setting.key.count("/") > 1)

    def keeps(self, one: Expression, zone: str) -> bool:
        """Whether it bounds a duty."""
        if one.past:
            return False
        if zone == "preamble":
            return one.kind in PLAIN
        hanging = one.kind in ("duration", "condition")
        if (hanging or one.kind == "recurrence") and self.normative and not self._binds_an_office(one):
            return False
        if hanging and self._is_processing(one):
            return False
        return (one.cue in FIRM and one.kind == "day") or not self._is_silent(one.deadline.span.start)

    def _binds_an_office(self, one: Expression) -> bool:
        """Whether a rule lays a duty on a body that it names, or that its heading names: not only a step for whoever applies."""
        at = one.deadline.span.start
        line = next((line for line in self.layout.lines(self.layout.span) if line.start <= at < line.end), None)
        if line is None:
            return False
        line = Span(marker_at(self.chars, *line).end, line.end)
        reading = self.reader.duties.read(self.reader.duties.words(self.chars, *line), line)
        if reading.leads:
            return reading.how in ("order", "duty", "subject")
        return reading.report_to is not None or (one.kind == "recurrence" and reading.opens in ("verb", "manner", "nominal"))

    def _is_processing(self, one: Expression) -> bool:
        """Whether a period or an awaited event is a step of a procedure."""
        at = one.deadline.span.start
        if one.deadline.period and one.deadline.period.endswith("Y"):
            return True
        if one.deadline.due_date or (one.deadline.bound == "before" and one.deadline.period):
            return False
        span = sentence(self.chars, at, 0, len(self.chars))
        return self.reader.processing.search(self.chars, *span) is not None

    def _is_silent(self, at: int) -> bool:
        """Whether a heading above tells of aims, definitions or procedures."""
        items = self.items
        low, high = 0, len(items)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if items[middle].span.start <= at else (low, middle)
        index = items[low - 1].parent if low and items[low - 1].span.end >= at else None
        while index is not None:
            item = items[index]
            if self.reader.headings.match(self.chars, item.span.start, min(item.span.end, item.span.start + 80)):
                return True
            index = item.parent
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


def _effect(chars: str, layout: Layout, reader: Reader) -> str | None:
    """The day from which the dispatch takes effect, where it says so."""
    for zone in layout.zones:
        if zone.name in ("body", "closing") and (hit := reader.effect.search(chars, *zone.span)):
            day = day_at(chars, hit.start("day"), zone.span.end)
            return day.iso if day else None
    return None


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
        elif deadline.bound and not (deadline.due_date or deadline.period):
            yield Problem("doubtful_value", f"“{quote}” names no year, and nothing else tells it", deadline.span)
