"""What the pages show, taken from the database. Papers marked secret aren't in it unless it was opened with them."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from pipeline.store.access import Connection

UPWARD = ("implements", "based_on", "guides")  # relations that run from a directive to the text that it stands on
STRONGEST = (
    "implements",
    "based_on",
    "guides",
    "replies_to",
    "proposed_by",
    "replaces",
    "repeals",
    "amends",
    "extends",
    "corrects",
    "withdraws",
)
STRENGTH = {name: i for i, name in enumerate(STRONGEST)}
DEPTH = 6  # steps that a chain is followed
Record = dict[str, Any]


class Entry(NamedTuple):
    """A dispatch, as lists show it."""

    id: str
    file: str
    part: int
    status: str
    key: str | None
    doc_type: str | None
    type_name: str | None
    date: str | None
    issuer: str | None
    subject: str | None
    arrival_date: str | None
    arrival_number: str | None
    urgency: str | None
    secrecy: str | None
    document: str | None
    start: int
    end: int
    medium: str | None
    sha256: str | None
    handler: str | None
    note: str | None
    due_date: str | None
    tasks: int
    corrected: int


class Due(NamedTuple):
    """A deadline that binds a task."""

    id: str
    quote: str
    due_date: str | None
    recurs: str | None
    condition: str | None
    immediate: int
    year_inferred: int
    certainty: float


class Duty(NamedTuple):
    """A task."""

    id: str
    dispatch: str
    section: str | None
    text: str
    lead_source: str | None
    deliverable: str | None
    report_to: str | None
    start: int
    end: int
    page: int | None
    rule: str
    certainty: float
    rivals: str | None
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    dues: tuple[Due, ...]
    closed: str | None  # done answered
    closed_on: str | None
    closed_by: str | None  # key of the document that it was done with, or that answers

    @property
    def anchor(self) -> str:
        """Where it stands on its dispatch's page."""
        return anchor(self.id)


class Step(NamedTuple):
    """A document in a chain, with the words that lead to it."""

    depth: int
    document: str
    key: str | None
    doc_type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    rank: int | None
    held: str | None  # its dispatch, where it is in hand
    relation: str
    citation: str  # the mention
    witness: str  # the dispatch that the mention stands in
    quote: str
    again: bool  # shown before


def anchor(id_: str) -> str:
    """The last part of an id (`t3`, `c0`): what its dispatch's page calls it."""
    return id_.rsplit("-", 1)[-1]


def document_anchor(id_: str) -> str:
    """What the list of cited documents calls one: ids hold characters that an anchor can't."""
    return "x" + sha256(id_.encode()).hexdigest()[:12]


def loaded(text: str | None) -> list[str]:
    """A list as the tables hold it."""
    return [str(value) for value in json.loads(text)] if text else []


def left_out(db: Connection) -> int:
    """How many dispatches are marked secret and left out."""
    if not db.execute("SELECT 1 FROM sqlite_temp_master WHERE name = 'hidden'").fetchone():
        return 0
    return int(db.execute("SELECT count(*) FROM hidden").fetchone()[0])


def entries(db: Connection, dispatch: str | None = None) -> list[Entry]:
    """The dispatches, latest first; or the one that is asked for."""
    asked = """
        SELECT d.id, d.file, d.part, d.status, d.key, d.doc_type, d.type_name, d.promulgation_date, d.issuer, d.subject, d.arrival_date,
            d.arrival_number, d.urgency, d.secrecy, d.document, d.start, d.end, f.medium, f.sha256, r.handler, r.note, r.due_date,
            (SELECT count(*) FROM tasks t WHERE t.dispatch = d.id),
            (SELECT count(*) FROM facts x WHERE x.dispatch = d.id AND x.rule = 'corrected')
        FROM dispatches d JOIN files f ON f.path = d.file JOIN register r ON r.dispatch = d.id
    """
    asked += "WHERE d.id = ?" if dispatch else "ORDER BY coalesce(d.arrival_date, d.promulgation_date) DESC, d.file, d.part"
    return [Entry._make(row) for row in db.execute(asked, (dispatch,) if dispatch else ())]


def duties(db: Connection, dispatch: str | None = None) -> list[Duty]:
    """The tasks, in the order of their texts; of all dispatches or of one."""
    one = "AND t.dispatch = ?" if dispatch else ""
    values = (dispatch,) if dispatch else ()
    bodies: dict[tuple[str, str], list[str]] = {}
    asked = (
        f"SELECT a.task, a.role, a.name FROM task_agencies a JOIN tasks t ON t.id = a.task WHERE 1 {one} ORDER BY a.task, a.start, a.name"
    )
    for task, role, name in db.execute(asked, values):
        bodies.setdefault((task, role), []).append(name)
    dues: dict[str, list[Due]] = {}
    columns = "x.id, x.quote, x.due_date, x.recurs, x.condition, x.immediate, x.year_inferred, x.certainty"
    asked = f"""SELECT b.task, {columns} FROM task_deadlines b JOIN deadlines x ON x.id = b.deadline JOIN tasks t ON t.id = b.task
        WHERE 1 {one} ORDER BY b.task, x.due_date IS NULL, x.due_date, x.start"""
    for row in db.execute(asked, values):
        dues.setdefault(row[0], []).append(Due._make(tuple(row)[1:]))
    of_one = "WHERE dispatch = ?" if dispatch else ""
    answered = {row[0]: row[1] for row in db.execute(f"SELECT dispatch, min(reply_key) FROM answered {of_one} GROUP BY dispatch", values)}
    done: dict[str, dict[str, str]] = {}
    for task, field, value in db.execute("SELECT task, field, value FROM corrections WHERE task IS NOT NULL"):
        done.setdefault(task, {})[field] = value
    columns = "t.id, t.dispatch, t.section, t.text, t.lead_source, t.deliverable, t.report_to, t.start, t.end, t.page"
    asked = f"""SELECT {columns}, t.rule, t.certainty, t.rivals FROM tasks t WHERE 1 {one} ORDER BY t.dispatch, t.ordinal"""
    found = []
    for row in db.execute(asked, values):
        id_, of = row[0], row[1]
        said = done.get(id_, {})
        closed = "done" if "done" in said else "answered" if of in answered else None
        by = said.get("by") if "done" in said else answered.get(of)
        lead, others = bodies.get((id_, "lead"), ()), bodies.get((id_, "coordinating"), ())
        found.append(Duty._make((*row, tuple(lead), tuple(others), tuple(dues.get(id_, ())), closed, said.get("done"), by)))
    return found


def records(db: Connection, table: str, dispatch: str) -> list[Record]:
    """The rows of a table that hang on a dispatch, in the order of the text."""
    orders = {
        "facts": "start, field",
        "recipients": "ordinal",
        "citations": "start, end",
        "deadlines": "start, end",
        "problems": "start, code",
    }
    order = orders.get(table, "1")
    return [dict(row) for row in db.execute(f"SELECT * FROM {table} WHERE dispatch = ? ORDER BY {order}", (dispatch,))]


def text(db: Connection, file: str) -> str:
    """The normalised text of a file."""
    row = db.execute("SELECT text FROM texts WHERE file = ?", (file,)).fetchone()
    return row[0] if row else ""


def documents(db: Connection, wanted: Iterable[str | None]) -> dict[str, Record]:
    """Documents by id."""
    asked = "SELECT id, key, doc_type, promulgation_date AS date, issuer, title, rank, dispatch FROM documents WHERE id = ?"
    return {id_: dict(row) for id_ in sorted({w for w in wanted if w}) for row in db.execute(asked, (id_,))}


def chain(db: Connection, document: str | None, *, down: bool = False) -> list[Step]:
    """What a document stands on, to the highest text; or what carries it out, to the last."""
    found: list[Step] = []
    seen: set[str] = {document} if document else set()

    def follow(at: str, depth: int) -> None:
        for step in _steps(db, at, depth, down=down):
            again = step.document in seen
            seen.add(step.document)
            found.append(step._replace(again=again))
            if not again and depth + 1 < DEPTH and (down or step.held):
                follow(step.document, depth + 1)

    if document:
        follow(document, 0)
    return found


def _steps(db: Connection, at: str, depth: int, *, down: bool) -> list[Step]:
    here, there = ("high.id", "low") if down else ("low.id", "high")
    columns = ("id", "key", "doc_type", "promulgation_date", "issuer", "title", "rank", "dispatch")
    face = ", ".join(f"{there}.{name}" for name in columns)
    asked = f"""SELECT {face}, c.relation, c.id, c.dispatch, c.quote, c.start
        FROM citations c JOIN dispatches d ON d.id = c.dispatch
        JOIN documents low ON low.id = d.document JOIN documents high ON high.id = c.document
        WHERE {here} = ? AND low.id <> high.id AND c.relation IN {UPWARD} AND coalesce(high.rank, 0) <= coalesce(low.rank, 99)"""
    best: dict[str, tuple[tuple[int, int], Step]] = {}
    for row in db.execute(asked, (at,)):
        step = Step._make((depth, *tuple(row)[:12], False))
        strength = (UPWARD.index(step.relation), row[12] or 0)
        if step.document not in best or strength < best[step.document][0]:
            best[step.document] = (strength, step)
    return [step for _, step in sorted(best.values(), key=_authority)]


def _authority(found: tuple[tuple[int, int], Step]) -> tuple[int, int, str, str]:
    """The strongest relation first, then the highest body."""
    (relation, _), step = found
    return relation, 99 if step.rank is None else step.rank, step.date or "9999", step.document


def mentions(db: Connection, document: str | None = None) -> dict[str, list[Record]]:
    """Who cites each document, by its id: dispatch, its number, citation, relation, quote."""
    one = "AND c.document = ?" if document else ""
    asked = f"""SELECT c.document, c.id, c.dispatch, d.key, d.file, d.promulgation_date AS date, c.relation, c.quote
        FROM citations c JOIN dispatches d ON d.id = c.dispatch
        WHERE c.document IS NOT NULL AND c.document IS NOT d.document {one} ORDER BY d.promulgation_date DESC, c.dispatch, c.start"""
    found: dict[str, list[Record]] = {}
    for row in map(dict, db.execute(asked, (document,) if document else ())):
        found.setdefault(row["document"], []).append(row)
    return found


def by_dispatch(said: Iterable[Record]) -> list[Record]:
    """Of several mentions by one dispatch the one that says most, with its anchor and their number."""
    best: dict[str, Record] = {}
    for m in said:
        first = best.setdefault(m["dispatch"], {**m, "times": 0})
        if STRENGTH.get(m["relation"], 99) < STRENGTH.get(first["relation"], 99):
            first.update(m)
        first["times"] += 1
    return [{**m, "anchor": anchor(m["id"])} for m in best.values()]


def nodes(db: Connection) -> list[Record]:
    """The documents of the graph, with how many dispatches cite each."""
    asked = """SELECT n.id, n.key, n.doc_type, n.promulgation_date AS date, n.issuer, coalesce(n.title, d.subject, d.file) AS title, n.rank,
        n.dispatch, (SELECT count(DISTINCT c.dispatch) FROM citations c WHERE c.document = n.id) AS weight
        FROM documents n LEFT JOIN dispatches d ON d.id = n.dispatch ORDER BY n.id"""
    return [dict(row) for row in db.execute(asked)]


def edges(db: Connection) -> list[Record]:
    """Who cites whom, once for each relation."""
    asked = (
        "SELECT citing, cited, relation, weight FROM edges WHERE citing IS NOT NULL AND cited IS NOT NULL ORDER BY citing, cited, relation"
    )
    return [dict(row) for row in db.execute(asked)]


def unread(db: Connection) -> list[Record]:
    """The files that could not be read."""
    asked = "SELECT path, medium, bytes, status, error_code, error FROM files WHERE status = 'failed' ORDER BY error_code, path"
    return [dict(row) for row in db.execute(asked)]


def boxes(db: Connection, file: str) -> list[Record]:
    """Where each quote stands on its page."""
    return [
        dict(row)
        for row in db.execute("SELECT start, end, page, x0, top, x1, bottom FROM boxes WHERE file = ? ORDER BY start, page, top", (file,))
    ]


def siblings(db: Connection, entry: Entry) -> list[Record]:
    """The other dispatches of the same file."""
    asked = "SELECT id, key, part, type_name, doc_type FROM dispatches WHERE file = ? AND id <> ? ORDER BY part"
    return [dict(row) for row in db.execute(asked, (entry.file, entry.id))]


def who_corrected(db: Connection, file: str) -> dict[str, Record]:
    """Who corrected which field of a file."""
    asked = "SELECT field, value, who, at FROM corrections WHERE file = ? AND task IS NULL"
    return {row["field"]: dict(row) for row in db.execute(asked, (file,))}


def folder(db: Connection) -> str | None:
    """The folder that was read."""
    row = db.execute("SELECT folder FROM runs WHERE folder IS NOT NULL ORDER BY id LIMIT 1").fetchone()
    return row[0] if row else None


def counted(values: Iterable[str | None], most: int) -> tuple[list[tuple[str, int]], int]:
    """The commonest values with their numbers, and how many other values there are."""
    numbers: dict[str, int] = {}
    for value in values:
        numbers[value or ""] = numbers.get(value or "", 0) + 1
    ranked = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return ranked[:most], max(len(ranked) - most, 0)


def strongest(edges_: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """The strongest relation of each pair."""
    best: dict[tuple[str, str], str] = {}
    for edge in edges_:
        pair = (edge["citing"], edge["cited"])
        if pair not in best or STRENGTH.get(edge["relation"], 99) < STRENGTH.get(best[pair], 99):
            best[pair] = edge["relation"]
    return best
