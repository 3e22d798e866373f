"""A duty in the making, and what it makes."""

from typing import NamedTuple

from pipeline.grammar.duties import Reading
from pipeline.grammar.duties.lists import Words
from pipeline.model import Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Entry, Rulebook

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
        entries = book.entries("tasks", "products")
        verbs = [verb for entry in entries for verb in entry["verbs"]]
        self._size = min(map(len, verbs), default=0)
        self._heads = frozenset(verb[: self._size] for verb in verbs)  # their first letters
        self._pattern = Pattern("|".join(f"(?:{_verbs(entry)}{{_+}}{entry['pattern']})" for entry in entries), ignore_case=True)

    def first(self, words: Words, span: Span) -> Span | None:
        """What a duty is to make, behind the first verb that makes something."""
        chars = words.chars
        for i in words.within(span):
            if words.kinds[i] not in MAKES:
                continue
            at = words.starts[i]
            if chars[at : at + self._size].lower() in self._heads and (hit := self._pattern.match(chars, at, span.end)):
                return Span(*hit.span("product"))
        return None


def _verbs(entry: Entry) -> str:
    return "(?:" + "|".join(verb.replace(" ", "{_+}") for verb in entry["verbs"]) + ")"
