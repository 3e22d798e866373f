"""What is asked about single dispatches and about the whole: which one is meant, what it says and why, what there is."""

import json
from collections.abc import Sequence
from pathlib import Path
from unicodedata import normalize

from pipeline.binding.likeness import number_of
from pipeline.errors import UsageError
from pipeline.model import Span
from pipeline.spelling import alike, plain
from pipeline.store.access import Connection, Record, opened, rows

__all__ = ["AmbiguousError", "Connection", "candidates", "explain", "find", "opened", "search", "show", "stats"]
MANY = 50  # rows shown of what may be thousands
AROUND = 60  # characters shown on either side of what was searched for
LOOKED_THROUGH = 5000  # dispatches of which the index says that they may hold what is searched for
DOCUMENT = "d.id AS document, d.key, d.doc_type, d.promulgation_date, d.issuer, d.title, d.dispatch, x.file, x.part"
WITH_FILE = "documents d LEFT JOIN dispatches x ON x.id = d.dispatch"


class AmbiguousError(UsageError):
    """A name that several documents have; `candidates` are they."""

    def __init__(self, ref: str, candidates: list[Record]) -> None:
        named = "".join(f"\n  {c['document']}\t{c['title'] or ''}" for c in candidates[:MANY])
        super().__init__(f"{ref}: {len(candidates)} documents have this name; say which by its id:{named}")
        self.candidates = candidates


def find(db: Connection, ref: str) -> Record:
    """The document that a REF means: a key, a document's or dispatch's id, a file's path.

    Raises UsageError where there is none, AmbiguousError where there are several.
    """
    found = candidates(db, ref)
    if not found:
        raise UsageError(f"{ref}: no document has this number, id or path; look for it with: congvan search {ref!r}")
    if len(found) > 1:
        raise AmbiguousError(ref, found)
    return found[0]


def candidates(db: Connection, ref: str) -> list[Record]:
    """Every document that a REF may mean, the surest way of naming one first tried."""
    for condition in ("d.id = ?", "d.id = (SELECT document FROM dispatches WHERE id = ?)", "d.key = ?"):
        if found := rows(db, f"SELECT {DOCUMENT} FROM {WITH_FILE} WHERE {condition} ORDER BY d.id", ref):
            return found
    if found := _of_file(db, ref):
        return found
    number = number_of("".join(ref.split()))
    digits = number.number
    found = []
    for zeros in ("", "0", "00", "000"):  # `1/X` may be printed `01/X`
        sql = f"SELECT {DOCUMENT} FROM {WITH_FILE} WHERE d.key >= ? AND d.key < ? ORDER BY d.id"
        found += [row for row in rows(db, sql, f"{zeros}{digits}-", f"{zeros}{digits}0") if number_of(row["key"]) == number]
    return found


def _of_file(db: Connection, ref: str) -> list[Record]:
    """The dispatches of a file: by its path as the database has it, or by one that ends so."""
    path = Path(ref).as_posix()
    endings = [path, *(path[i + 1 :] for i, c in enumerate(path) if c == "/")]
    sql = f"SELECT {DOCUMENT.replace('x.', 'y.')} FROM dispatches y JOIN documents d ON d.id = y.document WHERE y.file = ? ORDER BY y.part"
    for ending in endings:
        if found := rows(db, sql, ending):
            return found
    return []


def show(db: Connection, document: Record) -> Record:
    """All that a dispatch says; of a document that isn't in hand, what is known of it and where from."""
    shown: Record = {"document": dict(document)}
    dispatch = document["dispatch"]
    if dispatch is None:
        sql = (
            "SELECT x.key, x.file, c.relation, c.quote, c.page FROM citations c JOIN dispatches x ON x.id = c.dispatch "
            "WHERE c.document = ? ORDER BY x.file, x.part, c.start LIMIT ?"
        )
        shown["mentions"] = rows(db, sql, document["document"], MANY)
        return shown
    shown["dispatch"] = rows(db, "SELECT * FROM dispatches WHERE id = ?", dispatch)[0]
    for name, columns in {
        "facts": "field, value, quote, page, certainty",
        "recipients": "role, name, purpose",
        "citations": "id, relation, scope, key, title, document, quote, page, method",
        "tasks": "id, section, text, lead_source, deliverable, report_to, page",
        "deadlines": "id, quote, start_date, due_date, period, condition, recurs, immediate, page",
        "problems": "code, message",
    }.items():
        order = {"recipients": "ordinal", "tasks": "ordinal", "facts": "start, field", "problems": "start, code"}.get(name, "start, id")
        shown[name] = rows(db, f"SELECT {columns} FROM {name} WHERE dispatch = ? ORDER BY {order}", dispatch)
    text = rows(db, "SELECT text FROM texts WHERE file = ?", document["file"])
    for recipient, place in zip(
        shown["recipients"], rows(db, "SELECT start, end FROM recipients WHERE dispatch = ? ORDER BY ordinal", dispatch), strict=True
    ):
        recipient["quote"] = text[0]["text"][place["start"] : place["end"]] if text and place["start"] is not None else None
    for task in shown["tasks"]:
        agencies = rows(db, "SELECT role, name FROM task_agencies WHERE task = ? ORDER BY role, start, name", task["id"])
        task["lead"] = [a["name"] for a in agencies if a["role"] == "lead"]
        task["coordinating"] = [a["name"] for a in agencies if a["role"] == "coordinating"]
        sql = "SELECT d.due_date FROM task_deadlines t JOIN deadlines d ON d.id = t.deadline WHERE t.task = ? ORDER BY d.due_date"
        task["due"] = [row["due_date"] for row in rows(db, sql, task["id"]) if row["due_date"]]
    return shown


def explain(db: Connection, document: Record, field: str | None = None) -> list[Record]:
    """Why values were read: each with its quote, place, rule, certainty and rivals.

    `field` = a header field, the id of a citation, task or deadline, or the name of their table. Raises UsageError.
    """
    return [_with_lists(row) for row in _explained(db, document, field)]


def _with_lists(row: Record) -> Record:
    """A row whose lists are lists, not their text."""
    return row | {name: json.loads(row[name]) for name in ("rivals", "bound_rivals") if row.get(name)}


def _explained(db: Connection, document: Record, field: str | None) -> list[Record]:
    dispatch = document["dispatch"]
    if dispatch is None:
        return _explain_binding(db, document)
    place = "page, start, end, rule, certainty, rivals"
    header = rows(db, f"SELECT field, value, quote, {place} FROM facts WHERE dispatch = ? ORDER BY start, field", dispatch)
    if field is None:
        return header
    if own := [row for row in header if row["field"] == field]:
        return own
    tables = {
        "citations": f"id AS field, coalesce(key, title) AS value, quote, {place}, relation, relation_rule, document, method, "
        "bound_by, bound_certainty, bound_rivals",
        "tasks": f"id AS field, lead_source AS value, text AS quote, {place}",
        "deadlines": f"id AS field, coalesce(due_date, period, condition) AS value, quote, {place}",
        "recipients": "role AS field, name AS value, NULL AS quote, NULL AS page, start, end, rule, certainty, rivals",
    }
    for table, columns in tables.items():
        key = "ordinal" if table == "recipients" else "id"
        where, values = ("dispatch = ?", (dispatch,)) if field == table else (f"dispatch = ? AND {key} = ?", (dispatch, field))
        if found := rows(db, f"SELECT {columns} FROM {table} WHERE {where} ORDER BY start, {key}", *values):
            return found
    names = ", ".join(row["field"] for row in header)
    raise UsageError(f"{field}: not read here; there are {names}, and citations, tasks, deadlines, recipients")


def _explain_binding(db: Connection, document: Record) -> list[Record]:
    """Why mentions stand for a document that isn't in hand."""
    sql = (
        "SELECT x.file, coalesce(c.key, c.title) AS value, c.quote, c.page, c.method, c.rule, c.certainty, c.bound_by, c.bound_certainty, "
        "c.bound_rivals FROM citations c JOIN dispatches x ON x.id = c.dispatch WHERE c.document = ? ORDER BY x.file, x.part, c.start"
    )
    return rows(db, sql, document["document"])


def search(db: Connection, words: str, limit: int = MANY) -> list[Record]:
    """The dispatches that these words stand in, the best first: one behind the other, else all of them anywhere.

    A word with diacritics finds itself alone; one without finds every word that it may stand for.
    """
    tokens = "".join(c if c.isalnum() else " " for c in normalize("NFC", words)).split()
    if not tokens:
        raise UsageError(f"{words!r}: nothing to search for; give at least one word")
    phrase = '"' + " ".join(plain(token) for token in tokens) + '"'
    every = " ".join(f'"{plain(token)}"' for token in tokens)
    for query, together in ((phrase, True), (every, False)):
        sql = (
            "SELECT d.id AS dispatch, d.key, d.doc_type, d.promulgation_date, d.issuer, d.subject, d.file, d.start, d.end, t.text "
            "FROM search s JOIN dispatches d ON d.id = printf('%012x-%d', s.rowid >> 14, s.rowid & 16383) JOIN texts t ON t.file = d.file "
            f"WHERE search MATCH ? ORDER BY rank, d.id LIMIT {LOOKED_THROUGH}"
        )
        found: list[Record] = []
        for row in db.execute(sql, (query,)):
            record = dict(row)
            text, start, end = record.pop("text"), record.pop("start"), record.pop("end")
            places = [place(text, group, start, end) for group in ([tokens] if together else [[token] for token in tokens])]
            if all(at is not None for at in places):
                found.append(record | {"words": _around(text, places[0] or Span(start, start), start, end)})
            if len(found) >= limit:
                break
        if found or len(tokens) == 1:
            return found
    return []


def place(text: str, tokens: Sequence[str], start: int, end: int) -> Span | None:
    """Where these words first stand one behind the other; a word with diacritics must stand there with them."""
    bare, marked = plain(text), alike(text)
    wanted = [(plain(token), alike(token) if alike(token) != plain(token) else None) for token in tokens]
    at = start - 1
    while (at := bare.find(wanted[0][0], at + 1, end)) >= 0:
        here = at
        for word, exact in wanted:
            while here < end and here > at and not bare[here].isalnum():
                here += 1
            whole = not (here > start and bare[here - 1].isalnum()) and not bare[here + len(word) : here + len(word) + 1].isalnum()
            if not (whole and bare.startswith(word, here) and (exact is None or marked.startswith(exact, here))):
                break
            here += len(word)
        else:
            return Span(at, here)
    return None


def _around(text: str, at: Span, start: int, end: int) -> str:
    """A place with some words on either side."""
    first, last = max(start, at.start - AROUND), min(end, at.end + AROUND)
    while start < first < at.start and text[first - 1].isalnum():
        first += 1
    while at.end < last < end and text[last - 1 : last + 1].isalnum():
        last -= 1
    words = " ".join(text[first:last].split())
    return f"{'… ' if first > start else ''}{words}{' …' if last < end else ''}"


def stats(db: Connection) -> dict[str, list[Record]]:
    """Counts: of everything, by type, issuer and problem; the documents most stood upon; files that failed."""
    asked = {
        "totals": "name AS what, number AS count",
        "types": "name AS doc_type, number AS dispatches",
        "issuers": "name AS issuer, number AS dispatches",
        "relations": "name AS relation, number AS mentions, documents",
        "problems": "name AS code, number AS times",
    }
    order = {"totals": "rowid"} if not rows(db, "SELECT 1 FROM temp.sqlite_master WHERE name = 'tallies'") else {}
    found = {
        kind: rows(db, f"SELECT {columns} FROM tallies WHERE kind = ? ORDER BY {order.get(kind, 'number DESC, name')} LIMIT {MANY}", kind)
        for kind, columns in asked.items()
    }
    authorities = (
        "SELECT d.key, d.doc_type, d.promulgation_date, d.issuer, coalesce(d.title, '') AS title, w.dispatches, w.mentions, w.upward, "
        f"d.dispatch IS NOT NULL AS in_hand FROM (SELECT * FROM weights ORDER BY dispatches DESC, mentions DESC, document LIMIT {MANY}) w "
        "JOIN documents d ON d.id = w.document ORDER BY w.dispatches DESC, w.mentions DESC, d.id"
    )
    files = "SELECT status, error_code, count(*) AS files FROM files GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    found = {"totals": found.pop("totals"), "files": rows(db, files)} | found
    return found | {"authorities": rows(db, authorities)}
