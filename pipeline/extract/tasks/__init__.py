"""Who must do what: one leaf paragraph a task."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.extract.tasks.context import Headings, Place, is_cell, is_submission
from pipeline.extract.tasks.duty import Duty, Products
from pipeline.extract.tasks.sentences import executors_above, on_difficulties, split
from pipeline.extract.tasks.silences import Silences
from pipeline.grammar.agencies import Agencies
from pipeline.grammar.duties import Duties, Reading
from pipeline.grammar.duties.lists import Words
from pipeline.model import Actor, Citation, Deadline, Layout, Recipient, Setting, Span, Task
from pipeline.pattern import Match, Pattern
from pipeline.rulebook import Rulebook
from pipeline.segment import Closings, Parts
from pipeline.segment.outline import PLAIN, Item, path
from pipeline.segment.tables import Row
from pipeline.text import Text

OPENS = ("verb", "nominal", "manner", "lead", "with", "report", "either", "order", "duty")  # first words of a duty that names nobody
ACTIONS = frozenset((*OPENS, "agent", "basis"))
CERTAINTY = {"order": 0.95, "duty": 0.95, "subject": 0.9, "owner": 0.5, "heading": 0.9, "agent": 0.7, "block": 0.9, "row": 0.9, None: 0.75}
ALLOWED = {  # by what the headings above make of a section: which rules alone count in it
    "named": ("order", "duty", "subject"),
    "duty": ("order", "duty"),
    "told": ("order",),
}
PURPOSES = ("Để ", "Nhằm ")  # first words of a heading whose day is an aim, not the day of every duty below it
EXECUTE = "chịu trách nhiệm thi hành"
REGULAR = (" Hằng ", " Hàng ", " Định kỳ ")
TOLD = "Trên đây là"  # … báo cáo của Sở; Sở báo cáo Ủy ban nhân dân tỉnh
TITLE = 40  # characters of a title at most
LAWS = ("Luật", "Bộ luật", "Hiến pháp", "PL", "NĐ", "TT", "TTLT", "L")  # grounds that no dispatch carries out
OPENERS = ("sau:", "sau đây:", "yêu cầu:", "đề nghị:", "quyết định:", "thực hiện:", "nhiệm vụ:")


class Reader:
    """The recognisers that tasks are read with. Get it by `book.build(Reader)`."""

    def __init__(self, book: Rulebook) -> None:
        self.duties = book.build(Duties)
        self.headings = book.build(Headings)
        self.closings = book.build(Closings).pattern
        self.agencies = book.build(Agencies)
        self.silences = book.build(Silences)
        self.regular = Pattern(r"[.;]{_+}(?P<again>(?:Hằng|Hàng|Định{_+}kỳ){_+}[^.;\n]{0,60}báo{_+}cáo{_+}[^.;\n]{1,200}[.;/]*$)")
        self.products = book.build(Products)


def read(
    text: Text,
    layout: Layout,
    setting: Setting,
    recipients: tuple[Recipient, ...],
    citations: tuple[Citation, ...],
    deadlines: tuple[Deadline, ...],
    parts: Parts,
    book: Rulebook,
) -> tuple[Task, ...]:
    """The tasks of one dispatch, in order."""
    items, tables = parts.items, parts.tables
    if not items and not tables:
        return ()
    if is_submission(text.chars, layout, setting, recipients):
        return ()
    reader = book.build(Reader)
    preamble = layout.zone("preamble")
    ends = [*(items[i].span for i in (0, -1) if items), *(table.span for table in tables)]
    start = layout.lines(preamble)[-1].start if preamble and layout.lines(preamble) else min(ends).start
    words = reader.duties.words(text.chars, start, max(span.end for span in ends))
    ledger = Ledger(words, layout, setting, recipients, citations, deadlines, reader)
    duties = [*ledger.duties(items), *(ledger.row(row) for table in tables for row in table.rows)]
    return tuple(ledger.task(duty) for duty in sorted(duties, key=lambda duty: duty.span))


class Ledger:
    """Puts the tasks of one dispatch together."""

    def __init__(
        self,
        words: Words,
        layout: Layout,
        setting: Setting,
        recipients: Sequence[Recipient],
        citations: Sequence[Citation],
        deadlines: Sequence[Deadline],
        reader: Reader,
    ) -> None:
        self.words = words
        self.chars = words.chars
        self.setting = setting
        self.reader = reader
        self.citations = citations
        self.deadlines = deadlines
        self.layout = layout
        self.addressees = [r for r in recipients if r.role == "addressee"]
        self.ordered = self._ordered()
        self.basis = self._basis()
        self.has_labels = False
        self._ids: dict[str, str | None] = {}
        self._due = [deadline.span.start for deadline in deadlines]
        self._cited = [citation.span.start for citation in citations]

    def duties(self, items: list[Item]) -> Iterator[Duty]:
        """The duties that these paragraphs lay, in order."""
        words = self.words
        places = self.reader.headings.places(words, items, self.layout, self.setting)
        self.has_labels = any(place.labels for place in places)
        children: dict[int, list[int]] = {}
        if self.has_labels:
            for i, item in enumerate(items):
                if item.parent is not None:
                    children.setdefault(item.parent, []).append(i)
        last: Duty | None = None
        for i, (item, place) in enumerate(zip(items, places, strict=True)):
            if item.children and place.labels and self._is_block(i, places, children):
                found: Sequence[Duty | None] = [self._block(items, i, place, places, children)]
            elif place.effect == "none" or place.label or not words.within(item.span) or is_cell(self.chars, item):
                continue  # the cheapest questions first: three of four paragraphs lay no duty
            elif place.heading and item.children and not (self.has_labels and all(places[j].label for j in children[i])):
                continue
            else:
                found = self._leaves(items, i, place, places)
            for duty in found:
                if duty and last and self._goes_on(duty, last):
                    last = last._replace(span=Span(last.span.start, duty.span.end), times=(*last.times, *duty.times))
                elif duty:
                    yield from self._parts(last)
                    last = duty
        yield from self._parts(last)

    def _parts(self, duty: Duty | None) -> Iterator[Duty]:
        """A duty as one, or as two where a last sentence asks for a report at times of its own: `… Hằng năm, báo cáo …`."""
        hit = self._again(duty.span) if duty and duty.reading.how else None
        if duty is None or hit is None or self._due_in(Span(duty.span.start, hit.start("again"))):
            yield from (duty,) if duty else ()
            return
        rest = Span(hit.start("again"), duty.span.end)
        reading = self.reader.duties.read(self.words, rest)
        yield duty._replace(span=Span(duty.span.start, hit.start("again") - 1), reading=duty.reading._replace(report_to=None))
        yield duty._replace(span=rest, reading=reading, leads=reading.leads or duty.leads, coordinating=())

    def _again(self, span: Span) -> Match | None:
        """A last sentence on what is reported at times of its own; asked where the last may begin, for anywhere it is dear."""
        at = max(self.chars.rfind(word, *span) for word in REGULAR)
        mark = max(self.chars.rfind(mark, span.start, at) for mark in ".;") if at >= 0 else -1
        return self.reader.regular.match(self.chars, mark, span.end) if mark >= 0 else None

    def _goes_on(self, duty: Duty, last: Duty) -> bool:
        """Whether a paragraph only carries on the one before: `Đồng thời, …`."""
        begins = self.chars[duty.span.start : duty.span.start + 10].lower() == "đồng thời,"
        return begins and duty.source != "named" and not self.chars[last.span.end : duty.span.start].strip()

    def row(self, row: Row) -> Duty:
        """The duty that a row of a table lays."""
        cells = row.cells
        content, lead, partners = cells["content"], cells.get("lead"), cells.get("coordinating")
        reading = self.reader.duties.read(self.words, content)
        leads, also = self._named(lead) if lead else (reading.leads, reading.coordinating)
        coordinating = (self._named(partners)[0] or (partners,)) if partners else also
        leads = leads or ((lead,) if lead else ())
        time = cells.get("time")
        return Duty(
            content, reading, leads, "named", coordinating, cells.get("product"), (time,) if time else (), "row", row.label or "body"
        )

    def _named(self, words: Span) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The bodies that a label's words or a cell names: who must do it, and with whom (`Sở A chủ trì, phối hợp với Sở B`)."""
        listed = self.reader.duties.listed(self.words, words)
        partners = self.reader.duties.read(self.words, words).coordinating
        if not partners:
            return listed, ()
        first, last = min(name.start for name in partners), max(name.end for name in partners)
        return tuple(name for name in listed if name.end <= first or name.start >= last), partners

    def _leaves(self, items: list[Item], i: int, place: Place, places: list[Place]) -> Sequence[Duty | None]:
        """The duties of a paragraph: one, or several where the actor changes from sentence to sentence."""
        item = items[i]
        spans = split(self.reader.duties, self.words, item.span)
        if len(spans) == 1:
            duty = self._leaf(items, i, place, places, item.span, place.reading)
            if duty and item.rank == PLAIN and self.chars.find(EXECUTE, *item.span) >= 0:
                start, names = executors_above(self.reader.duties, self.words, items, i)
                duty = duty._replace(span=Span(start, duty.span.end), leads=(*names, *duty.leads))
            return [duty]
        found: list[Duty] = []
        begin = spans[0].start
        for span, after in zip(spans, [*spans[1:], None], strict=True):
            duty = self._leaf(items, i, place, places, Span(begin, span.end), None)
            if found and begin == span.start and (duty is None or duty.source != "named"):
                duty = self._on_difficulties(span, found[-1])
            if duty is None:
                begin = after.start if after else begin  # what is only told before a duty is left out
            elif (
                after is None
                or on_difficulties(self.chars, after.start)
                or (self._due_in(after) and not self._due_in(Span(begin, span.end)))
            ):
                found.append(duty)
                begin = after.start if after else begin
        return found

    def _on_difficulties(self, span: Span, before: Duty) -> Duty:
        """What those who are named before must do about difficulties."""
        return before._replace(span=span, reading=self.reader.duties.read(self.words, span), coordinating=())

    def _leaf(self, items: list[Item], i: int, place: Place, places: list[Place], span: Span, reading: Reading | None) -> Duty | None:
        """A paragraph, or sentences of it, that lay a duty."""
        item = items[i]
        reading = reading or self.reader.duties.read(self.words, span, led=bool(place.leads) and not place.broad)
        if (span.end == item.span.end and self._leads_in(item, reading)) or reading.how == "right":
            return None
        leads, source, rule = self._who(reading, place, span)
        if (rule == "heading" and not self._acts(span)) or (
            rule == "subject" and reading.report_to and self.chars.startswith(TOLD, span.start)
        ):
            return None
        labelled, partners = self._labelled(items, i, places) if self.has_labels else ((), ())
        found = "block" if labelled and source != "named" else rule
        if found is None or found not in ALLOWED.get(place.effect or "", (found,)) or self.reader.silences.holds(self.chars, span, rule):
            return None  # what is worded like a duty and is none
        if found == "block":
            leads, source = labelled, "named"
        coordinating = reading.coordinating
        if found == "block":
            coordinating = tuple(dict.fromkeys((*coordinating, *partners)))
        elif not coordinating and source == "heading":
            coordinating = place.coordinating
        return Duty(
            span, reading, leads, source, coordinating, None, self._times(items, i, places), found, self._section(items, i, reading)
        )

    def _labelled(self, items: list[Item], i: int, places: list[Place]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The bodies that labelled lines beside or above name: `Đơn vị chủ trì: …`."""
        at: int | None = i
        while at is not None:
            labels = {label.part: label.span for label in places[at].labels}
            leads, also = self._named(labels["lead"]) if "lead" in labels else ((), ())
            if leads:
                partners = labels.get("coordinating")
                return leads, self.reader.duties.listed(self.words, partners) if partners else also
            at = items[at].parent
        return (), ()

    def _leads_in(self, item: Item, reading: Reading) -> bool:
        """Whether a paragraph only opens a list: `… thực hiện những nội dung sau:`."""
        if self.chars[item.span.end - 1] != ":":
            return False
        return item.children or reading.how == "order" or self.chars.endswith(OPENERS, 0, item.span.end)

    def _who(self, reading: Reading, place: Place, span: Span) -> tuple[tuple[Span, ...], str | None, str | None]:
        """Who must do it, how that is known, and by which rule; no rule where nothing says that it is a duty."""
        later = reading.how in ("subject", "duty") and place.leads and not place.broad and reading.opens in OPENS  # somebody else's part
        if reading.leads and not later and self._counts(reading, place, span):
            return reading.leads, "named", reading.how
        if place.leads:
            return place.leads, place.source, "heading"
        if not place.open or reading.opens not in OPENS:
            return (), None, None
        if self.addressees:
            return tuple(r.span for r in self.addressees), "addressees", "addressees"
        if self.ordered:
            return self.ordered, "heading", "order-sentence"
        return (), None, "first-word"

    def _counts(self, reading: Reading, place: Place, span: Span) -> bool:
        """Whether those who are named are those who must do it, not only makers of what is spoken of."""
        if reading.how == "owner":
            return place.open and bool(self._due_in(span))
        return reading.how != "agent" or place.broad or not (place.leads or (place.open and reading.opens in OPENS))

    def _acts(self, span: Span) -> bool:
        """Whether anything is to be done: a line without a verb, a title, is none of the duties that a heading names somebody for."""
        if span.end - span.start < TITLE and self.chars[span.end - 1] not in ".;:," and not self._begins_with_verb(span):
            return False
        return not ACTIONS.isdisjoint(self.words.kinds_within(span))

    def _is_block(self, i: int, places: list[Place], children: dict[int, list[int]]) -> bool:
        """Whether an item is spelled out by labelled lines: `Nội dung: / Cơ quan chủ trì: / Thời gian: …`."""
        parts = {label.part for label in places[i].labels if label.span.start < label.span.end}
        return bool(parts & {"lead", "content"}) and places[i].effect != "none" and all(places[j].label for j in children[i])

    def _block(self, items: list[Item], i: int, place: Place, places: list[Place], children: dict[int, list[int]]) -> Duty | None:
        labels = {label.part: label.span for label in reversed(place.labels) if label.span.start < label.span.end}
        if any(items[j].children and label and label.part in ("content", "time") for j in children[i] for label in (places[j].label,)):
            return None  # its lines are spelled out in their turn: those are the tasks
        content = labels.get("content")
        span = items[i].span
        if content and (self._begins_with_verb(content) or (not self._begins_with_verb(span) and self._has_subject(content))):
            span = content
        lead, partners = labels.get("lead"), labels.get("coordinating")
        leads, also = self._named(lead) if lead else ((), ())
        reading = self.reader.duties.read(self.words, lead) if lead else Reading()
        coordinating = self.reader.duties.listed(self.words, partners) if partners else also
        if span == content:
            coordinating = tuple(dict.fromkeys((*self.reader.duties.read(self.words, content).coordinating, *coordinating)))
        leads, source = (leads, "named") if leads else (place.leads, place.source)
        times = (*(label.span for label in place.labels), *self._times(items, i, places))
        return Duty(span, reading, leads, source, coordinating, labels.get("product"), times, "block", self._section(items, i, reading))

    def _has_subject(self, span: Span) -> bool:
        return self.reader.duties.read(self.words, span).how in ("duty", "subject")

    def _begins_with_verb(self, span: Span) -> bool:
        words, i = self.words, self.words.first(span.start)
        return i < len(words.starts) and words.starts[i] == span.start and words.kinds[i] in OPENS

    def _times(self, items: list[Item], i: int, places: list[Place]) -> tuple[Span, ...]:
        """The lines above that bind everything below them: `Thời gian thực hiện: …`, a heading with its period."""
        times: list[Span] = []
        at = items[i].parent
        while at is not None:
            times += [label.span for label in places[at].labels if label.part == "time"]
            if places[at].heading and not self.chars.startswith(PURPOSES, items[at].span.start):
                times.append(items[at].span)
            at = items[at].parent
        return tuple(times)

    def _section(self, items: list[Item], i: int, reading: Reading) -> str:
        item = items[i]
        if item.scope == "closing" and item.rank == PLAIN and (reading.how or self._is_closing(item.span)):
            return "closing"
        return path(items, i) or ("closing" if item.scope == "closing" else "body")

    def _is_closing(self, span: Span) -> bool:
        return self.reader.closings.match(self.chars, *span) is not None

    def _ordered(self) -> tuple[Span, ...]:
        """The bodies that the order sentence names: `… yêu cầu các sở, ban, ngành thực hiện các nội dung sau:`."""
        preamble = self.layout.zone("preamble")
        lines = self.layout.lines(preamble) if preamble else ()
        if not lines or self.chars[lines[-1].end - 1] != ":":
            return ()
        reading = self.reader.duties.read(self.words, lines[-1])
        return reading.leads if reading.how == "order" else ()

    def _basis(self) -> int | None:
        """The directive that the dispatch as a whole carries out."""
        grounds = [i for i, c in enumerate(self.citations) if c.scope == "preamble" and c.within is None]
        for wanted in ("implements", "based_on"):
            for i in grounds:
                if self.citations[i].relation == wanted and (wanted == "implements" or self.citations[i].doc_type not in LAWS):
                    return i
        return None

    def task(self, duty: Duty) -> Task:
        """The task that a duty is."""
        product = duty.product
        if product is None:
            product = self.reader.products.first(self.words, duty.span)
        report = duty.reading.report_to
        return Task(
            span=duty.span,
            rule=duty.rule,
            certainty=CERTAINTY.get(duty.rule, 0.75),
            section=duty.section,
            lead_source=duty.source if duty.leads else None,
            actors=tuple(self._actors(duty)),
            deliverable=self._words(product) if product else None,
            report_to=self._words(report) if report else None,
            citation=self._carries_out(duty.span),
            deadlines=tuple(self._bound_by(duty)),
        )

    def _words(self, span: Span) -> str:
        return " ".join(self.chars[span.start : span.end].split()).strip(" ;.,")

    def _actors(self, duty: Duty) -> Iterator[Actor]:
        seen: set[str] = set()
        for role, spans in (("lead", duty.leads), ("coordinating", duty.coordinating)):
            for span in spans:
                name = self._words(span)
                if name and name.lower() not in seen:
                    seen.add(name.lower())
                    yield Actor(role, name, span, self._id(name))

    def _id(self, name: str) -> str | None:
        if name not in self._ids:
            group = name[0].islower() or "các " in name.lower()
            self._ids[name] = None if group else self.reader.agencies.read(name, self.setting).id
        return self._ids[name]

    def _bound_by(self, duty: Duty) -> list[int]:
        return sorted({i for span in (duty.span, *duty.times) for i in self._due_in(span)})

    def _due_in(self, span: Span) -> range:
        """Indices of the deadlines inside a span."""
        return range(bisect_left(self._due, span.start), bisect_left(self._due, span.end))

    def _carries_out(self, span: Span) -> int | None:
        i = bisect_left(self._cited, span.start)
        while i < len(self._cited) and self._cited[i] < span.end:
            if self.citations[i].relation == "implements":
                return i
            i += 1
        return self.basis
