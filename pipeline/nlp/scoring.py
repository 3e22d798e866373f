"""Hand-made readings as reference documents, and spaCy's own `Scorer` on them: a second opinion on our figures.

A reading says what stands in a paper, seldom where it begins and ends. So both sides are brought to what a reading
can tell: a cited document to the place where its number is first printed, with its strongest relation; a deadline to
its last word and its day; a task to its first word; a header value to where it stands literally, if it does.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import spacy
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example

from pipeline.gold import Reading
from pipeline.model import Citation, Deadline, Dispatch
from pipeline.nlp import groups
from pipeline.spelling import alike

STRENGTH = "implements based_on guides proposed_by replies_to amends replaces repeals extends corrects withdraws attaches mentions".split()  # noqa: SIM905
HEADER = ("subject", "archive", "promulgation_place", "signer_competence", "signer_position", "signer_full_name")
SCORED = ("citations", "deadlines", "tasks", "header")


def score(docs: Iterable[Doc], gold: Mapping[str, Any]) -> dict[str, Any]:
    """The Scorer's figures: `citations_p citations_r citations_f`, by relation in `citations_per_type`; so for the other groups.

    `docs` as `congvan export docbin` makes them; those without a reading are passed over. Where readings give samples of the tasks,
    `tasks_r` alone says something. `unplaced` lists the words of readings that their text doesn't hold, so that nothing is lost unseen.
    """
    unplaced: list[str] = []
    examples = [example for doc in docs for example in _examples(doc, gold["files"], unplaced)]
    scores: dict[str, Any] = {"unplaced": unplaced}
    for name in SCORED:
        scores |= Scorer.score_spans(examples, name, getter=_group, has_annotation=lambda _: True, labeled=True, allow_overlap=True)
    return scores


class Row(NamedTuple):
    """What the Scorer says of one span group; null where the readings give samples only."""

    group: str
    precision: float | None
    recall: float | None
    f1: float | None


def figures(content: bytes, gold: Mapping[str, Any]) -> list[Row]:
    """The same for people to look at, a row for each group; `content` = what `congvan export docbin` writes."""
    scores = score(DocBin().from_bytes(content).get_docs(spacy.blank("xx").vocab), gold)
    whole = gold.get("complete", True) and all(reading.get("complete", True) for own in gold["files"].values() for reading in own)
    rows = [Row(name, *(scores[f"{name}_{figure}"] for figure in "prf")) for name in SCORED]
    return [row if whole or row.group != "tasks" else row._replace(precision=None, f1=None) for row in rows]


def _examples(doc: Doc, files: Mapping[str, list[Reading]], unplaced: list[str]) -> Iterator[Example]:
    name = doc.user_data.get("source", {}).get("file", "")
    readings = next((own for file, own in files.items() if name == file or name.endswith(f"/{file}")), ())
    for dispatch in groups.dispatches(doc):
        reading = next((r for r in readings if r["part"] == dispatch.part), None)
        if reading is not None:
            page, asked = _Page(doc), _Page(doc)
            yield Example(page.made(_found(page, dispatch)), asked.made(_wanted(asked, reading)))
            unplaced += asked.unplaced


Place = tuple[str, int, int, str]  # group, start, end, label


class _Page:
    """A text in which words are found however they are spaced and spelled."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.text = doc, doc.text
        folded = alike(self.text)
        self._at = [i for i, c in enumerate(folded) if not c.isspace()]
        self._chars = "".join(folded[i] for i in self._at)
        self._behind: dict[str, int] = {}
        self.unplaced: list[str] = []

    def find(self, words: str, *, again: bool = False) -> tuple[int, int] | None:
        """Where these words first stand; with `again`, where they stand next."""
        wanted = "".join(alike(words).split())
        start = self._chars.find(wanted, self._behind.get(wanted, 0) if again else 0) if wanted else -1
        if start < 0:
            self.unplaced += [words] if wanted else []
            return None
        self._behind[wanted] = start + len(wanted)
        return self._at[start], self._at[start + len(wanted) - 1] + 1

    def made(self, places: Iterable[Place]) -> Doc:
        """The text alone, with these places as its span groups."""
        doc = Doc(self.doc.vocab, words=[t.text for t in self.doc], spaces=[bool(t.whitespace_) for t in self.doc])
        spans: dict[str, set[Span]] = {name: set() for name in SCORED}
        for name, start, end, label in places:
            span = doc.char_span(start, end, label=label, alignment_mode="expand")
            if span is not None:
                spans[name].add(span)
        for name, own in spans.items():
            doc.spans[name] = sorted(own)
        return doc

    def last(self, start: int, end: int) -> tuple[int, int]:
        """The last letter or digit of a place."""
        while end > start + 1 and not self.text[end - 1].isalnum():
            end -= 1
        return end - 1, end


def _found(page: _Page, dispatch: Dispatch) -> Iterator[Place]:
    yield from _documents(page, [(c.key, c.raw_key, c.relation) for c in dispatch.citations if c.key and _counts(c, dispatch)])
    for deadline in dispatch.deadlines:
        yield "deadlines", *page.last(*deadline.span), _bounds(deadline)
    for task in dispatch.tasks:
        yield "tasks", task.span.start, task.span.start + 1, "task"
    yield from _header(page, {name: dispatch.value(name) for name in HEADER})


def _wanted(page: _Page, reading: Reading) -> Iterator[Place]:
    yield from _documents(page, [(c["key"], c.get("raw_key"), c["relation"]) for c in reading.get("citations", ())])
    for d in reading.get("deadlines", ()):
        if place := page.find(d.get("raw") or "", again=True):
            given = {name: d.get(name) for name in ("period", "condition", "recurs")}
            due, immediate = d.get("due"), bool(d.get("immediate"))
            yield "deadlines", *page.last(*place), due or next((n for n, v in given.items() if v), "immediate" if immediate else "undated")
    for task in reading.get("tasks", ()):
        if place := page.find(task["starts"]):
            yield "tasks", place[0], place[0] + 1, "task"
    signer = {f"signer_{name}": value for name, value in (reading.get("signer") or {}).items()}
    yield from _header(page, {name: (reading | signer).get(name) for name in HEADER})


def _counts(citation: Citation, dispatch: Dispatch) -> bool:
    """A law named inside another's title isn't in a reading's list."""
    return citation.within is None and citation.key != dispatch.value("key")


def _documents(page: _Page, cited: Iterable[tuple[str, str | None, str]]) -> Iterator[Place]:
    strongest: dict[tuple[int, int], str] = {}
    for key, raw, relation in cited:
        place = page.find(raw or key)
        if place and STRENGTH.index(relation) < STRENGTH.index(strongest.get(place, "mentions")) + (place not in strongest):
            strongest[place] = relation
    yield from (("citations", start, end, relation) for (start, end), relation in strongest.items())


def _header(page: _Page, values: Mapping[str, str | None]) -> Iterator[Place]:
    for field, value in values.items():
        if place := page.find(value or ""):
            yield "header", *place, field


def _bounds(d: Deadline) -> str:
    given = {"period": d.period, "condition": d.condition, "recurs": d.recurs}
    return d.due_date or next((name for name, value in given.items() if value), "immediate" if d.immediate else "undated")


def _group(doc: Doc, name: str) -> Iterable[Span]:
    spans: Iterable[Span] = doc.spans.get(name, ())
    return spans
