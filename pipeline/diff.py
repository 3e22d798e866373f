"""What one dispatch of a series changed against another: its header, basis, recipients and tasks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from pipeline import pairing
from pipeline.errors import UsageError
from pipeline.model import Dispatch, Span, Task
from pipeline.spelling import alike
from pipeline.store import shelf
from pipeline.store.access import Connection, Record, rows

HEADER = ("status", "key", "doc_type", "promulgation_date", "promulgation_place", "issuer", "subject", "signer_competence")
SIGNER = ("signer_position", "signer_full_name", "urgency")
BASIS = ("implements", "based_on", "guides", "proposed_by")
SHIFT = ("start_date", "due_date")
STATES = ("same", "reworded", "changed", "perhaps", "new", "dropped")


class Side(NamedTuple):
    """One of the two dispatches."""

    id: str
    file: str
    name: str  # its key, else its file
    doc_type: str | None
    date: str | None
    issuer: str | None
    subject: str | None


class Change(NamedTuple):
    """A value that isn't the same; null where one of the two has none."""

    field: str
    before: str | None
    after: str | None


class Entry(NamedTuple):
    """A body or a document that one of the two names, or both."""

    state: str  # kept new dropped
    name: str
    about: str  # role, or relation
    quote: str


class Due(NamedTuple):
    """A deadline of a task: its words, and the days that they mean."""

    quote: str
    start_date: str | None
    due_date: str | None

    def __str__(self) -> str:
        days = [day for day in (self.start_date, self.due_date) if day]
        return f"{self.quote} [{' – '.join(days)}]" if days else self.quote


class Duty(NamedTuple):
    """A task of one of the two, with its place in the text of its file."""

    id: str
    section: str | None
    text: str
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    due: tuple[Due, ...]
    start: int
    end: int


class Pair(NamedTuple):
    """A task of both, or of one."""

    state: str  # same reworded changed perhaps new dropped; `perhaps`: the words are so far apart that it may be another task
    likeness: float | None  # of the words, 0..1; null for what only one has
    before: Duty | None
    after: Duty | None
    changes: tuple[Change, ...]  # deadlines lead coordinating report_to
    words: tuple[tuple[str, str], ...]  # ("=" | "-" | "+", words), the whole text of both


class Difference(NamedTuple):
    """What B changed against A."""

    before: Side
    after: Side
    years: int  # how many years lie between them
    header: tuple[Change, ...]
    basis: tuple[Entry, ...]
    recipients: tuple[Entry, ...]
    tasks: tuple[Pair, ...]  # in B's order, then those that only A has

    def counts(self) -> dict[str, int]:
        """How many tasks of each state there are."""
        return {state: sum(pair.state == state for pair in self.tasks) for state in STATES}


def compare(db: Connection, before: Record, after: Record) -> Difference:
    """What the second dispatch changed; both as `queries.find` gives them. Raises UsageError where one isn't in hand."""
    a, b = _held(db, before), _held(db, after)
    if a.id == b.id:
        raise UsageError(f"{a.file}: the same dispatch twice; name two of one series")
    years = _year(b.dispatch) - _year(a.dispatch) if _year(a.dispatch) and _year(b.dispatch) else 0
    return Difference(
        _side(a),
        _side(b),
        years,
        tuple(_header(a.dispatch, b.dispatch)),
        tuple(_entries(_basis(db, a), _basis(db, b))),
        tuple(_entries(_recipients(a), _recipients(b))),
        tuple(_tasks(a, b, years)),
    )


def _held(db: Connection, document: Record) -> shelf.Held:
    found = list(shelf.held(db, document["dispatch"])) if document["dispatch"] else []
    if not found:
        raise UsageError(f"{document['key'] or document['document']}: not in hand, only cited; there is nothing to compare")
    return found[0]


def _side(held: shelf.Held) -> Side:
    value = held.dispatch.value
    name = value("key") or held.file + (f" ({held.dispatch.part})" if held.dispatch.part else "")
    return Side(held.id, held.file, name, value("doc_type"), value("promulgation_date"), value("issuer"), value("subject"))


def _year(dispatch: Dispatch) -> int:
    """The year that a dispatch is about: the last one that its subject names, else that of its issue; 0 where neither is known."""
    numbers = [w for w in pairing.syllables(dispatch.value("subject") or "") if w.isdecimal() and len(w) == 4 and w[:2] in ("19", "20")]
    date = dispatch.value("promulgation_date") or dispatch.value("promulgation_date_hint") or ""
    return int(numbers[-1]) if numbers else int(date[:4]) if date[:4].isdecimal() else 0


def _header(a: Dispatch, b: Dispatch) -> Iterator[Change]:
    for field in (*HEADER, *SIGNER):
        old, new = (a.status, b.status) if field == "status" else (a.value(field), b.value(field))
        if alike(old or "") != alike(new or ""):
            yield Change(field, old, new)


class Named(NamedTuple):
    """A body or document of one side."""

    known: str  # what it is compared by
    name: str
    about: str
    quote: str


def _basis(db: Connection, held: shelf.Held) -> list[Named]:
    """The documents that a dispatch stands on, each once, with the first relation that makes it so; one only mentioned is no basis."""
    sql = "SELECT document, coalesce(key, title, quote) AS name, relation, quote FROM citations WHERE dispatch = ? ORDER BY start, id"
    found: dict[str, Named] = {}
    for row in rows(db, sql, held.id):
        if row["relation"] in BASIS:
            one = Named(row["document"] or row["name"], row["name"], row["relation"], row["quote"])
            found.setdefault(one.known, one)
    return list(found.values())


def _recipients(held: shelf.Held) -> list[Named]:
    return [Named(f"{r.role} {alike(r.name)}", r.name, r.role, held.text[r.span.start : r.span.end]) for r in held.dispatch.recipients]


def _entries(before: Sequence[Named], after: Sequence[Named]) -> Iterator[Entry]:
    had, has = {one.known for one in before}, {one.known for one in after}
    yield from (Entry("kept" if one.known in had else "new", one.name, one.about, one.quote) for one in after)
    yield from (Entry("dropped", one.name, one.about, one.quote) for one in before if one.known not in has)


def _tasks(a: shelf.Held, b: shelf.Held, years: int) -> Iterator[Pair]:
    mine, theirs = ([_duty(held, i) for i in range(len(held.dispatch.tasks))] for held in (a, b))
    items = [
        [pairing.Item(duty.text, _marks(held.dispatch, i)) for i, duty in enumerate(duties)] for held, duties in ((a, mine), (b, theirs))
    ]
    bound = {pair.second: pair for pair in pairing.pairs(items[0], items[1])}
    for j, duty in enumerate(theirs):
        if j not in bound:
            yield Pair("new", None, None, duty, (), (("+", duty.text),))
            continue
        pair = bound[j]
        old = mine[pair.first]
        changes = tuple(_changes(a.dispatch, b.dispatch, pair, (old, duty), years))
        same = _words_alike(old.text, duty.text, years)
        state = "perhaps" if pair.likeness < pairing.SURE else "changed" if changes else "same" if same else "reworded"
        words = (("=", duty.text),) if same else tuple(_reworded(old.text, duty.text))
        yield Pair(state, pair.likeness, old, duty, changes, words)
    kept = {pair.first for pair in bound.values()}
    yield from (Pair("dropped", None, duty, None, (), (("-", duty.text),)) for i, duty in enumerate(mine) if i not in kept)


def _marks(dispatch: Dispatch, index: int) -> tuple[str, ...]:
    """What a task is beside its words: reports have a last day, and somebody is named for what matters."""
    task = dispatch.tasks[index]
    last = any(dispatch.deadlines[i].bound == "before" for i in task.deadlines)
    return (*(["last day"] if last else []), *(["led by name"] if task.lead_source in ("named", "heading") else []))


def _duty(held: shelf.Held, index: int) -> Duty:
    task = held.dispatch.tasks[index]
    actors = {role: tuple(a.name for a in task.actors if a.role == role) for role in ("lead", "coordinating")}
    bounds = [held.dispatch.deadlines[i] for i in task.deadlines]
    due = tuple(Due(_quote(held.text, d.span), d.start_date, d.due_date) for d in bounds)
    text = _quote(held.text, task.span)
    return Duty(f"{held.id}-t{index}", task.section, text, actors["lead"], actors["coordinating"], due, *task.span)


def _changes(a: Dispatch, b: Dispatch, pair: pairing.Pair, duties: tuple[Duty, Duty], years: int) -> Iterator[Change]:
    old, new = a.tasks[pair.first], b.tasks[pair.second]
    if sorted(_bounds(a, old, years)) != sorted(_bounds(b, new, 0)):
        yield Change("deadlines", *("; ".join(map(str, duty.due)) or None for duty in duties))
    leads = [duty.lead if task.lead_source in ("named", "heading") else () for duty, task in zip(duties, (old, new), strict=True)]
    for field, (was, now) in (("lead", leads), ("coordinating", [duty.coordinating for duty in duties])):
        if _folded(was) != _folded(now):
            yield Change(field, *("; ".join(names) or None for names in (was, now)))
    if _folded([old.report_to]) != _folded([new.report_to]):
        yield Change("report_to", old.report_to, new.report_to)


def _bounds(dispatch: Dispatch, task: Task, years: int) -> Iterator[tuple[str, ...]]:
    """What each deadline of a task binds to, as many years on: the same day of a later year is no change."""
    for i in task.deadlines:
        d = dispatch.deadlines[i]
        days = [_later(getattr(d, name), years) for name in SHIFT]
        own = (d.period, alike(d.condition or ""), d.recurs, d.immediate)
        yield tuple(str(value or "") for value in (*days, *own))


def _later(day: str | None, years: int) -> str | None:
    return f"{int(day[:4]) + years}{day[4:]}" if day and day[:4].isdecimal() else day


def _words_alike(old: str, new: str, years: int) -> bool:
    mine, theirs = pairing.syllables(old), pairing.syllables(new)
    on = {str(year): str(year + years) for year in range(1990, 2100)}
    return len(mine) == len(theirs) and all(
        one in (other, on.get(other)) or on.get(one) == other for one, other in zip(mine, theirs, strict=True)
    )


def _reworded(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The words of both, told apart; what stays is in the new spelling."""
    mine, theirs = old.split(), new.split()
    bare: Callable[[str], str] = lambda word: "".join(pairing.syllables(word)) or word  # noqa: E731
    matcher = SequenceMatcher(None, [bare(w) for w in mine], [bare(w) for w in theirs], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            yield "=", " ".join(theirs[k:m])
            continue
        if j > i:
            yield "-", " ".join(mine[i:j])
        if m > k:
            yield "+", " ".join(theirs[k:m])


def _folded(names: Iterable[str | None]) -> list[str]:
    return sorted(alike(" ".join((name or "").split())) for name in names)


def _quote(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())
