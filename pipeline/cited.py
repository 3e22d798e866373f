"""A mention of a document while it is being read: its parts, and where each of them stands."""

from typing import NamedTuple

from pipeline.grammar.dates import Day
from pipeline.grammar.numbers import Symbol
from pipeline.model import Span


class Cited(NamedTuple):
    """What one mention says of itself; what it takes over from its neighbours is filled in by copies."""

    span: Span  # type word to the end of number, date and issuer
    rule: str
    certainty: float = 1.0
    symbol: Symbol | None = None
    key: str | None = None
    raw_key: str | None = None
    doc_type: str | None = None
    typed: Span | None = None  # its own type word
    day: Day | None = None
    date: str | None = None
    issuer_at: Span | None = None  # the words that name its issuer
    name: str | None = None  # of a law or programme
    title: Span | None = None  # the words after `về việc`, `ban hành` …; not part of the span
    pinpoint: str | None = None
    bare: str | None = None  # the number of a short form, which has no symbol
    method: str = "exact"
    antecedent: int | None = None
