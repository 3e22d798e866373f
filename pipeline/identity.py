"""What is said of a document, place by place, and what that comes to."""

from collections import Counter
from dataclasses import dataclass, field

from pipeline.likeness import FULL, Number
from pipeline.model import Document, Mention, Paper


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

    @property
    def order(self) -> tuple[str, int, int, int]:
        """Where it stands among all."""
        start, end = (self.mention.start, self.mention.end) if self.mention else (-1, -1)
        return (self.paper.file, self.paper.part, start, end)

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
    dates: set[str | None] = field(default_factory=set)  # that they give
    document: Document | None = None

    def add(self, *readings: Reading) -> None:
        """Takes these readings for its own."""
        self.readings += readings
        self.papers.update(r.paper.id for r in readings)
        self.dates.update(r.date for r in readings)

    @property
    def held(self) -> Reading | None:
        """The dispatch in hand that it is."""
        return next((r for r in self.readings if r.mention is None), None)

    def most(self, column: str) -> str | None:
        """What its readings mostly say; the longer where that is a draw."""
        if (held := self.held) and (own := getattr(held, column)):
            return str(own)
        said = Counter(value for r in self.readings if (value := getattr(r, column)))
        return min(said, key=lambda value: (-said[value], -len(value), value)) if said else None

    @property
    def date(self) -> str | None:
        """Its date: that of the dispatch in hand, else the one mostly given, a full one before a year."""
        if (held := self.held) and held.date:
            return held.date
        said = Counter(r.date for r in self.readings if r.date)
        return min(said, key=lambda d: (-len(d), -said[d], d)) if said else None
