"""Which words of a `Doc` say what: the facts of its dispatches as span groups.

| group | label | kb_id |
|---|---|---|
| `citations` | relation | key |
| `deadlines` | `before by within`, or `immediate condition recurring undated` | due date |
| `tasks` | `task` | |
| `header` | field, as in the table `dispatches` | |
| `recipients` | `addressee copy` | |

The id of each span leads to its typed value: `span._.fact`.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from pipeline.model import Deadline, Dispatch, Found
from pipeline.model import Span as Place
from pipeline.nlp import values

GROUPS = ("citations", "deadlines", "tasks", "header", "recipients")
CARRIED = "congvan"  # what doc.user_data holds our values under
COLOURS = {  # of the pictures, by label
    **dict.fromkeys(("implements", "based_on", "guides"), "#9ec5e8"),
    **dict.fromkeys(("proposed_by", "replies_to", "attaches", "mentions", "CITATION"), "#cfdfec"),
    **dict.fromkeys(("amends", "replaces", "repeals", "extends", "corrects", "withdraws"), "#e2b6b0"),
    **dict.fromkeys(("before", "by", "within", "immediate", "condition", "recurring", "undated", "DEADLINE"), "#f2cd7c"),
    "task": "#c9dfb8",
}


class Mark(NamedTuple):
    """A fact's words in a text."""

    group: str
    place: Place
    label: str
    id: str
    means: str  # a number or a date; never words of the paper, since displaCy writes it into its pages as it stands


def lay(doc: Doc, dispatches: Iterable[Dispatch]) -> Doc:
    """The same `Doc`, with the facts of the dispatches whose offsets are its own: as span groups, and typed behind `doc._`."""
    found = list(dispatches)
    doc.user_data[CARRIED] = [values.plain(dispatch) for dispatch in found]
    groups: dict[str, list[Span]] = {name: [] for name in GROUPS}
    for mark in (mark for dispatch in found for mark in marks(dispatch)):
        # a number may be glued to its neighbour, and a word may be longer than what is meant: whole tokens, none lost
        span = doc.char_span(*mark.place, label=mark.label, kb_id=mark.means, alignment_mode="expand", span_id=mark.id)
        if span is not None:
            groups[mark.group].append(span)
    for name, spans in groups.items():
        doc.spans[name] = sorted(spans, key=lambda span: (span.start, span.end))
    return doc


def marks(dispatch: Dispatch) -> Iterator[Mark]:
    """The facts of a dispatch with their places, labels and ids."""
    part = dispatch.part
    for field, found in dispatch.facts.items():
        yield Mark("header", found.span, field, f"{part}.header.{field}", "")
    for i, c in enumerate(dispatch.citations):
        yield Mark("citations", c.span, c.relation, f"{part}.citations.{i}", c.key or "")
    for i, d in enumerate(dispatch.deadlines):
        yield Mark("deadlines", d.span, bound(d), f"{part}.deadlines.{i}", d.due_date or "")
    for i, t in enumerate(dispatch.tasks):
        yield Mark("tasks", t.span, "task", f"{part}.tasks.{i}", "")
    for i, r in enumerate(dispatch.recipients):
        yield Mark("recipients", r.span, r.role, f"{part}.recipients.{i}", "")


def bound(deadline: Deadline) -> str:
    """What a deadline is, in one word."""
    if deadline.due_date or deadline.period:
        return deadline.bound or ("recurring" if deadline.recurs else "undated")
    kinds = {"recurring": deadline.recurs, "condition": deadline.condition, "immediate": deadline.immediate}
    return next((kind for kind, given in kinds.items() if given), deadline.bound or "undated")


def fact(span: Span) -> Any:
    """The typed value behind a span of one of our groups; null behind any other."""
    part, _, rest = span.id_.partition(".")
    name, _, key = rest.partition(".")
    for carried in span.doc.user_data.get(CARRIED, ()):
        if name and str(carried["part"]) == part:
            return (
                values.fact(carried["facts"][key], Found) if name == "header" else values.fact(carried[name][int(key)], values.LISTS[name])
            )
    return None


def dispatches(doc: Doc) -> tuple[Dispatch, ...]:
    """The dispatches that a `Doc` holds, their offsets its own."""
    return tuple(values.dispatch(carried) for carried in doc.user_data.get(CARRIED, ()))


def entities(doc: Doc) -> list[Span]:
    """Citations and deadlines as entities: of those that overlap, the longest."""
    kinds = (("citations", "CITATION"), ("deadlines", "DEADLINE"))
    spans = [Span(doc, s.start, s.end, label=label, kb_id=s.kb_id_) for name, label in kinds for s in doc.spans.get(name, ())]
    chosen: list[Span] = filter_spans(spans)
    return chosen


def declare() -> None:
    """Makes `doc._.dispatch`, `doc._.dispatches` and `span._.fact` known to spaCy; more than once does no harm."""
    Doc.set_extension("dispatches", getter=dispatches, force=True)
    Doc.set_extension("dispatch", getter=lambda doc: next(iter(dispatches(doc)), None), force=True)
    Span.set_extension("fact", getter=fact, force=True)
