"""What is said of a document, place by place, and what that comes to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from pipeline.binding.likeness import FULL, Number
from pipeline.model import Document, Mention, Paper, Parsed


def papers_of(parsed: Parsed) -> Iterator[Paper]:
    """The dispatches of a file, as far as resolving needs them."""
    for d in parsed.dispatches:
        me = parsed.dispatch_id(d.part)
        mentions = tuple(
            Mention(
                id=f"{me}-c{i}",
                key=c.key,
                raw_key=c.raw_key,
                doc_type=c.doc_type,
                date=c.promulgation_date,
                issuer=c.issuer,
                issuer_id=c.issuer_id,
                title=c.title,
                method=c.method,
                antecedent=None if c.antecedent is None else f"{me}-c{c.antecedent}",
                start=c.span.start,
                end=c.span.end,
            )
            for i, c in enumerate(d.citations)
        )
        key, doc_type, date, issuer, subject = map(d.value, ("key", "doc_type", "promulgation_date", "issuer", "subject"))
        yield Paper(me, parsed.path, d.part, d.status, key, doc_type, date, issuer, d.issuer_id, subject, mentions)


@dataclass(slots=True, eq=False)
class Reading:
    """What one place says of a document: a mention, or a dispatch of itself."""

    paper: Paper
    mention: Mention | None
    key: str | None
    doc_type: str | None
    issuer: str | None
    issuer_id: str | None
    date: str | None
    title: str | None
    name: str | None = None  # of the issuer, folded; null where it says nothing (`UBND xã`)
    rule: str = "first_seen"
    certainty: float = 1.0
    rivals: tuple[str, ...] = ()
    order: int = 0  # its place among all

    @property
    def full(self) -> bool:
        """Whether it gives issuer and day."""
        return bool(self.name and self.date and len(self.date) == FULL)


@dataclass(slots=True, eq=False)
class Node:
    """A document in the making."""

    number: Number | None
    scope: str | None = None  # dispatch or province that it is known in, where too little is known of it to be found elsewhere
    readings: list[Reading] = field(default_factory=list)
    papers: set[str] = field(default_factory=set)  # dispatches that they stand in
    dates: set[str] = field(default_factory=set)  # that they give
    days: set[str] = field(default_factory=set)  # those of them that are full
    held: Reading | None = None  # the dispatch in hand that it is; the first of them
    document: Document | None = None

    def add(self, *readings: Reading) -> None:
        """Takes these readings for its own."""
        self.readings += readings
        for r in readings:
            self.papers.add(r.paper.id)
            if r.date:
                self.dates.add(r.date)
                if len(r.date) == FULL:
                    self.days.add(r.date)
            if r.mention is None and (self.held is None or r.order < self.held.order):
                self.held = r

    @property
    def dated_key(self) -> bool:
        """Whether its symbol holds the year or the term: 51/2025/QĐ-TTg, 1314/NQ-UBTVQH15."""
        symbol = self.number.symbol if self.number else ""
        return symbol[:4].isdigit() or (symbol[-2:].isdigit() and "qh" in symbol)

    @property
    def order(self) -> int:
        """The place of its first reading."""
        return min(r.order for r in self.readings)

    def most(self, column: str) -> str | None:
        """What its readings mostly say; the longer where that is a draw."""
        if len(self.readings) == 1:
            only: str | None = getattr(self.readings[0], column) or None
            return only
        said = self._said(column)
        return min(said, key=lambda value: (-said[value], -len(value), value)) if said else None

    @property
    def date(self) -> str | None:
        """Its date: that of the dispatch in hand, else the one mostly given, a full one before a year."""
        if len(self.readings) == 1:
            return self.readings[0].date or None
        said = self._said("date")
        return min(said, key=lambda d: (-len(d), -said[d], d)) if said else None

    @property
    def words(self) -> str:
        """It named for people: number, issuer, date."""
        parts = (self.most("key"), self.most("issuer"), self.date)
        return ", ".join(part for part in parts if part)

    def _said(self, column: str) -> dict[str, int]:
        """How often each value is given; by the dispatch in hand alone where it gives one."""
        if self.held is not None and (own := getattr(self.held, column)):
            return {own: 1}
        said: dict[str, int] = {}
        for value in map(attrgetter(column), self.readings):
            if value:
                said[value] = said.get(value, 0) + 1
        return said
