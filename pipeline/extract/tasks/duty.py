"""A duty in the making, and what it makes."""

from typing import NamedTuple

from pipeline.grammar.duties import Reading
from pipeline.grammar.duties.lists import Words
from pipeline.model import Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook

MAKES = ("verb", "report", "manner")  # kinds of the verbs behind which a product may stand


class Duty(NamedTuple):
    """A task in the making."""

    span: Span
    reading: Reading
    leads: tuple[Span, ...]
    source: str | None
    coordinating: tuple[Span, ...]
    product: Span | None
    times: tuple[Span, ...]  # other lines whose deadlines bind it
    rule: str
    section: str


class Products:
    """Knows what is made: plans, reports, decisions. Get it by `book.build(Products)`."""

    def __init__(self, book: Rulebook) -> None:
        self._pattern = Pattern("|".join(f"(?:{entry['pattern']})" for entry in book.entries("tasks", "products")), ignore_case=True)

    def first(self, words: Words, span: Span) -> Span | None:
        """What a duty is to make, behind the first verb that makes something."""
        if self._pattern.search(words.chars, *span) is None:  # of fourteen duties one makes something; they have seventy verbs
            return None
        for i in words.within(span):
            if words.kinds[i] in MAKES and (hit := self._pattern.match(words.chars, words.starts[i], span.end)):
                return Span(*hit.span("product"))
        return None
