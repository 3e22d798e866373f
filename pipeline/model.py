"""The words we use: what a dispatch is made of, once it has been read.

Offsets are code points of the normalised text of the *file*, half-open.
Dates are ISO 8601 strings with the precision that the paper has (`2026-04-24`, `2026-04`, `2021`).
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Span(NamedTuple):
    """Where something stands: `text[start:end]`."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Box(NamedTuple):
    """A rectangle on a page, in points from its top left corner; pages count from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value that was read, and its warrant."""

    value: T
    span: Span
    rule: str  # id of the YAML entry, or the function that fired
    certainty: float = 1.0  # 0..1
    rivals: tuple[str, ...] = ()  # other readings that were possible, best first


@dataclass(frozen=True, slots=True)
class Problem:
    """Trouble in the paper, not in the program; `code` as in the list of `problems.code`."""

    code: str
    message: str
    span: Span | None = None


class Zone(NamedTuple):
    """A part of the form; its names stand in `segment/zones.py`."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Layout:
    """One dispatch of a file, laid out: its paragraphs and the zones of the form."""

    part: int  # from 0, in file order
    span: Span
    paragraphs: tuple[Span, ...]  # lines of the normalised text that aren't blank, in order
    zones: tuple[Zone, ...]  # in order, not overlapping; a zone may be missing

    def zone(self, name: str) -> Span | None:
        """The first zone of this name."""
        return next((zone.span for zone in self.zones if zone.name == name), None)

    def lines(self, span: Span) -> tuple[Span, ...]:
        """The paragraphs that lie inside `span`."""
        rows = self.paragraphs
        first = bisect_left(rows, (span.start,))
        last = bisect_left(rows, (span.end,), first)
        if last > first and rows[last - 1].end > span.end:
            last -= 1
        return rows[first:last]

    def scope(self, at: int) -> str:
        """`preamble` (to the sentence that orders), `body` or `appendix`."""
        scope = "preamble"
        for zone in self.zones:
            if zone.span.start > at:
                break
            if zone.name in ("body", "appendix"):
                scope = zone.name
        return scope


@dataclass(frozen=True, slots=True)
class Setting:
    """What a dispatch says of itself, for reading the rest of it."""

    key: str | None = None
    doc_type: str | None = None
    issued: str | None = None  # date of promulgation
    issuer: str | None = None
    issuer_id: str | None = None
    province: str | None = None  # id in provinces.yaml, valid on the day of issue
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """A body of Kính gửi (`addressee`) or Nơi nhận (`copy`)."""

    role: str
    name: str
    span: Span
    rule: str
    certainty: float = 1.0
    purpose: str | None = None  # để báo cáo, để thực hiện …
    agency_id: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of another document."""

    span: Span
    rule: str
    certainty: float
    relation: str  # implements based_on guides proposed_by replies_to amends … mentions
    scope: str  # preamble body appendix
    method: str  # how it was read: exact folded misread name short
    key: str | None = None  # canonical; null where the text gives no number
    raw_key: str | None = None  # as printed
    doc_type: str | None = None
    promulgation_date: str | None = None
    issuer: str | None = None
    issuer_id: str | None = None
    title: str | None = None  # trích yếu; for a document cited by name: its name
    pinpoint: str | None = None  # điểm, khoản, Điều
    antecedent: int | None = None  # index of the full mention that a short one inherits from
    within: int | None = None  # index of the citation in whose title this one stands
    relation_rule: str | None = None
    rivals: tuple[str, ...] = ()
    stated: str | None = None  # the relation that that title states between the document so titled and this one


@dataclass(frozen=True, slots=True)
class Deadline:
    """An expression that bounds when something must be done."""

    span: Span
    rule: str
    certainty: float
    start_date: str | None = None
    due_date: str | None = None  # last day on which it is on time
    due_time: str | None = None  # HH:MM
    bound: str | None = None  # before by within
    year_inferred: bool = False
    recurs: str | None = None  # RFC 5545 RRULE where it can be written so, else the words
    period: str | None = None  # ISO 8601 duration
    working_days: bool = False
    anchor: str | None = None  # the event that a period runs from
    condition: str | None = None
    immediate: bool = False
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """A body that a task names."""

    role: str  # lead coordinating
    name: str
    span: Span
    agency_id: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One leaf paragraph that lays a duty on somebody."""

    span: Span
    rule: str
    certainty: float
    section: str | None = None  # II.4.1, Điều 2.1, closing
    lead_source: str | None = None  # named heading addressees issuer
    actors: tuple[Actor, ...] = ()
    deliverable: str | None = None
    report_to: str | None = None
    citation: int | None = None  # index of the directive that it carries out
    deadlines: tuple[int, ...] = ()  # indices into the dispatch's deadlines
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """What an electronic signature says of itself: a second opinion, never a source."""

    common_name: str | None
    organisation: str | None
    signed_at: str | None
    intact: bool | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One official document, read."""

    part: int
    span: Span
    status: str  # issued draft incomplete
    facts: Mapping[str, Found[str]]  # by column of `dispatches`
    issuer_id: str | None = None
    order_of_id: str | None = None  # the body whose order it relays
    recipients: tuple[Recipient, ...] = ()
    citations: tuple[Citation, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    tasks: tuple[Task, ...] = ()
    problems: tuple[Problem, ...] = ()

    def value(self, name: str) -> str | None:
        """The header value of this name, null where it wasn't read."""
        found = self.facts.get(name)
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class Parsed:
    """All that one file says: what a worker hands to the writer."""

    path: str  # relative to the folder, '/'
    sha256: str
    size: int  # bytes
    medium: str  # text pdf ocr docx doc rtf html image
    pages: int | None = None
    text: str = ""  # normalised
    dispatches: tuple[Dispatch, ...] = ()
    boxes: tuple[tuple[Span, Box], ...] = ()  # where each quote stands, a row a line, in the order of the quotes
    page_starts: tuple[int, ...] = ()  # offsets of `text` at which each page begins; empty for plain text
    signatures: tuple[Signature, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    error_code: str | None = None
    error: str | None = None

    def page(self, span: Span) -> int | None:
        """The page on which a quote begins, from 1; null for plain text.

        Its box tells: what a table's row holds on the page after stands in the text before that page begins.
        """
        at = bisect_left(self.boxes, span, key=lambda pair: pair[0])
        if at < len(self.boxes) and self.boxes[at][0] == span:
            return self.boxes[at][1].page
        return sum(start <= span.start for start in self.page_starts) or None

    def dispatch_id(self, part: int) -> str:
        """The id of a dispatch of this file: made from content, so the same wherever the file lies."""
        return f"{self.sha256[:12]}-{part}"


class Mention(NamedTuple):
    """A citation, as far as it tells which document is meant."""

    id: str
    key: str | None  # as printed, in canonical spelling
    raw_key: str | None
    doc_type: str | None
    date: str | None
    issuer: str | None
    issuer_id: str | None
    title: str | None
    method: str  # how it was read
    antecedent: str | None  # id of the mention that a short one inherits from
    start: int
    end: int


class Paper(NamedTuple):
    """A dispatch in hand, as far as it tells which document it is and what it cites."""

    id: str
    file: str
    part: int
    status: str
    key: str | None
    doc_type: str | None
    date: str | None
    issuer: str | None
    issuer_id: str | None
    subject: str | None
    mentions: tuple[Mention, ...]


class Document(NamedTuple):
    """A document, in hand or only cited: a node of the graph."""

    id: str
    key: str | None
    doc_type: str | None
    date: str | None
    issuer: str | None
    issuer_id: str | None
    title: str | None
    rank: int | None
    dispatch: str | None  # null = cited, not in hand


class Link(NamedTuple):
    """A mention bound to its document."""

    citation: str
    document: str
    key: str | None  # corrected where another document shows that it is misprinted
    method: str  # exact folded misread name short new
    rule: str
    certainty: float
    rivals: tuple[str, ...] = ()


class Links(NamedTuple):
    """What resolving gives: the nodes, what is bound to them, and the trouble met."""

    documents: tuple[Document, ...]
    links: tuple[Link, ...]
    held: Mapping[str, str]  # dispatch -> its document
    problems: tuple[tuple[str, Problem], ...]  # dispatch, trouble
