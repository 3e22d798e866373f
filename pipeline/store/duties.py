"""Who must do what by when, across dispatches: tasks with their bodies and deadlines, filtered and in the order in which they are due."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.binding.likeness import fold_name
from pipeline.errors import UsageError
from pipeline.rounds import rounds
from pipeline.spelling import plain
from pipeline.store.access import Connection, Record, rows

LAWS = ("Luật", "Bộ luật", "Hiến pháp", "PL", "NĐ", "TT", "TTLT", "L")  # grounds that no dispatch carries out
SHORT = {"ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "hdnd": "hội đồng nhân dân", "tp": "thành phố", "tp.": "thành phố"}
NEAR = 5  # names told where none is the one asked for
DUE = (
    *("due_date", "due_time", "start_date", "bound", "year_inferred", "recurs", "period", "working_days", "anchor", "condition"),
    "immediate",
)  # what a row takes over from the deadline that counts
UP = "coalesce(h.rank, 0) <= coalesce(l.rank, 99)"  # a text carries out none of less authority
CARRIES_OUT = """
WITH RECURSIVE below(document) AS (
    SELECT :source UNION
    SELECT l.id FROM below b JOIN citations c ON c.document = b.document JOIN dispatches x ON x.id = c.dispatch
        JOIN documents l ON l.id = x.document JOIN documents h ON h.id = c.document
        WHERE (c.relation IN ('implements', 'guides') OR (c.relation = 'based_on' AND c.scope = 'preamble' AND {ground})) AND {up}
    UNION
    SELECT l.id FROM below b JOIN citations c ON c.document = b.document JOIN citations o ON o.id = c.within
        JOIN documents l ON l.id = o.document JOIN documents h ON h.id = c.document
        WHERE c.stated IN ('implements', 'guides') AND {up} AND coalesce(h.promulgation_date <= l.promulgation_date || '~', 1)
) SELECT document FROM below
"""
COLUMNS = """
SELECT t.id AS task, t.text, t.section, t.lead_source, t.report_to, t.deliverable, coalesce(g.key, g.title, k.key, k.title) AS carries_out,
    CASE WHEN EXISTS (SELECT 1 FROM corrections n WHERE n.task = t.id AND n.field = 'done') THEN 'done'
        WHEN t.dispatch IN (SELECT dispatch FROM answered) THEN 'answered' ELSE 'open' END AS state,
    d.key AS dispatch_key, d.id AS dispatch, d.doc_type, d.promulgation_date, d.issuer, d.file, d.part, t.ordinal, t.page, t.start, t.end,
    t.certainty
FROM tasks t JOIN dispatches d ON d.id = t.dispatch LEFT JOIN citations k ON k.id = t.citation LEFT JOIN documents g ON g.id = k.document
"""
DEADLINES = "SELECT b.task, x.* FROM task_deadlines b JOIN deadlines x ON x.id = b.deadline"


class Wanted(NamedTuple):
    """Which tasks are asked for; null = any. Days are whole ISO dates."""

    before: str | None = None  # due before this day
    after: str | None = None  # due after this day
    overdue: str | None = None  # still open on this day, and its last day has passed
    lead: str | None = None  # a body's name
    source: str | None = None  # the document that they carry out, by whichever way
    document: str | None = None  # the document that lays them


def listed(db: Connection, wanted: Wanted | None = None) -> list[Record]:
    """The tasks asked for, by the day they are due, then by dispatch and place; those without a day come last.

    Each has the values of the deadline that counts, the first one that fits, or its first round that does (`deadline` = its words,
    `also_due` = the other days),
    the names of those who lead and who coordinate, what it carries out, whether it is `open`, `done` or `answered`, and its place.
    Raises UsageError where nobody of the name given leads anything.
    """
    asked = wanted or Wanted()
    chosen, values = _chosen(db, asked)
    sql = f"{COLUMNS} {chosen} ORDER BY d.file, d.part, t.ordinal"
    found = {row["task"]: dict(row) for row in db.execute(sql, values)}
    dues = _by_task(rows(db, f"{DEADLINES} ORDER BY coalesce(x.due_date, '9999'), x.start, x.id"), found)
    agencies = _by_task(rows(db, "SELECT task, role, name FROM task_agencies ORDER BY task, start, name"), found)
    addressed: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows(db, "SELECT dispatch, name FROM recipients WHERE role = 'addressee' ORDER BY dispatch, ordinal"):
        addressed[row["dispatch"]].append(row["name"])
    told = []
    for id_, row in found.items():
        own = dues.get(id_, [])
        if asked.overdue and not _late(own, asked.overdue):
            continue
        leads = [a["name"] for a in agencies.get(id_, ()) if a["role"] == "lead"]
        if not leads and row["lead_source"] in ("addressees", "issuer"):
            leads = addressed[row["dispatch"]] if row["lead_source"] == "addressees" else [row["issuer"]] if row["issuer"] else []
        with_ = [a["name"] for a in agencies.get(id_, ()) if a["role"] == "coordinating"]
        if (asked.before or asked.after) and not any(_fits(due, asked) for due in own):
            continue
        told.append(_due(own, asked) | {"lead": leads, "coordinating": with_} | row)
    return sorted(told, key=lambda row: row["due_date"] or "9999")


def carrying_out(db: Connection, document: str) -> list[str]:
    """A document and all that carry it out, directly or because they carry out one that does; by id."""
    ground = f"coalesce(h.doc_type, '') NOT IN ({', '.join(f':law{i}' for i in range(len(LAWS)))})"
    laws = {f"law{i}": law for i, law in enumerate(LAWS)}
    return sorted(row[0] for row in db.execute(CARRIES_OUT.format(ground=ground, up=UP), {"source": document, **laws}))


def leaders(db: Connection, name: str) -> tuple[list[str], list[str]]:
    """Who is meant by a name: names as tasks and addressees have them, and ids of bodies.

    A name means those that begin with it, else those that hold it; written without diacritics, it stands for every name that it may be.
    A body that is meant is so under all its names. Raises UsageError where there is none.
    """
    sql = """SELECT DISTINCT name, agency_id FROM task_agencies WHERE role = 'lead'
        UNION SELECT name, agency_id FROM recipients WHERE role = 'addressee' UNION SELECT name, id FROM agencies
        UNION SELECT issuer, issuer_id FROM dispatches"""
    every = [(row["name"], row["agency_id"]) for row in rows(db, sql) if row["name"]]
    fold = plain if plain(name) == fold_name(name) else str
    wanted = f" {fold(_full(name))} "
    if not wanted.strip():
        raise UsageError("--lead: whom? give a name, as: --lead 'Sở Nội vụ'")
    folded = [(f" {fold(_full(written))} ", written, id_) for written, id_ in every]
    meant = [(w, i) for f, w, i in folded if f.startswith(wanted)] or [(w, i) for f, w, i in folded if wanted in f]
    if not meant:
        last = wanted.rsplit(maxsplit=1)[-1]
        near = sorted({w for f, w, _ in folded if f" {last} " in f})[:NEAR]
        raise UsageError(f"{name}: nobody of this name in the database" + (f"; there are {', '.join(near)}" if near else ""))
    return sorted({written for written, _ in meant}), sorted({id_ for _, id_ in meant if id_})


def deadlines(db: Connection) -> list[Record]:
    """Every deadline that has a day, by that day and place, with its dispatch and, in `tasks`, the tasks that it bounds."""
    sql = """SELECT x.*, d.key AS dispatch_key, d.promulgation_date, d.arrival_date, d.issuer, d.subject, d.file, d.part
        FROM deadlines x JOIN dispatches d ON d.id = x.dispatch WHERE x.due_date IS NOT NULL
        ORDER BY x.due_date, d.file, d.part, x.start, x.id"""
    tasks = {row["task"]: row for row in listed(db)}
    bound: defaultdict[str, list[Record]] = defaultdict(list)
    for row in rows(db, "SELECT task, deadline FROM task_deadlines ORDER BY deadline, task"):
        bound[row["deadline"]].append(tasks[row["task"]])
    return [row | {"tasks": sorted(bound[row["id"]], key=lambda task: task["ordinal"])} for row in rows(db, sql)]


def _chosen(db: Connection, asked: Wanted) -> tuple[str, Record]:
    """The condition for what can be told from single rows, and its values."""
    terms: list[str] = []
    values: Record = {}
    if asked.before or asked.after:
        terms.append(
            "EXISTS (SELECT 1 FROM task_deadlines b JOIN deadlines x ON x.id = b.deadline WHERE b.task = t.id "
            "AND (x.recurs IS NOT NULL OR (x.due_date < :before AND x.due_date > :after)))"
        )
        values |= {"before": asked.before or "9999", "after": asked.after or ""}
    if asked.overdue:
        terms.append("state = 'open'")
    if asked.document:
        terms.append("d.document = :document")
        values["document"] = asked.document
    if asked.source:
        terms.append(
            "((d.document <> :source AND d.document IN (SELECT value FROM json_each(:carrying))) "
            "OR k.document IN (SELECT value FROM json_each(:carrying)))"
        )
        values |= {"source": asked.source, "carrying": json.dumps(carrying_out(db, asked.source))}
    if asked.lead:
        names, ids = leaders(db, asked.lead)
        mean = "(a.name IN (SELECT value FROM json_each(:names)) OR a.agency_id IN (SELECT value FROM json_each(:ids)))"
        nobody = "NOT EXISTS (SELECT 1 FROM task_agencies z WHERE z.task = t.id AND z.role = 'lead')"
        terms.append(
            f"(EXISTS (SELECT 1 FROM task_agencies a WHERE a.task = t.id AND a.role = 'lead' AND {mean}) "
            f"OR (t.lead_source = 'addressees' AND {nobody} AND EXISTS "
            f"(SELECT 1 FROM recipients a WHERE a.dispatch = t.dispatch AND a.role = 'addressee' AND {mean})) "
            f"OR (t.lead_source = 'issuer' AND {nobody} AND (d.issuer IN (SELECT value FROM json_each(:names)) "
            "OR d.issuer_id IN (SELECT value FROM json_each(:ids)))))"
        )
        values |= {"names": json.dumps(names), "ids": json.dumps(ids)}
    return f"WHERE {' AND '.join(terms)}" if terms else "", values


def _by_task(found: Iterable[Record], wanted: Iterable[str]) -> dict[str, list[Record]]:
    own: dict[str, list[Record]] = {id_: [] for id_ in wanted}
    for row in found:
        if row["task"] in own:
            own[row["task"]].append(row)
    return own


def _late(dues: Iterable[Record], on: str) -> bool:
    """Whether the last day has passed; never where it recurs: its next round comes."""
    known = list(dues)
    days = [row["due_date"] for row in known if row["due_date"]]
    return bool(days) and max(days) < on and not any(row["recurs"] for row in known)


def _fits(due: Record, asked: Wanted) -> str | None:
    """The first day between those asked for on which something is due: its own, or that of a round; null where there is none."""
    before, after = asked.before or "9999", asked.after or ""
    if due["due_date"] and after < due["due_date"] < before:
        return str(due["due_date"])
    if not due["recurs"] or not "1900" < after < "2200":
        return None
    return next((day for day in rounds(due["due_date"], due["recurs"], after) if after < day < before), None)


def _due(dues: list[Record], asked: Wanted) -> Record:
    """What a task's row says of its deadlines: the first one that fits, and the other days."""
    fits = sorted((day, i) for i, row in enumerate(dues) if (day := _fits(row, asked)))
    counts = dues[fits[0][1]] | {"due_date": fits[0][0]} if fits else next(iter(dues), None)
    days = dict.fromkeys(row["due_date"] for row in dues if row["due_date"])
    said = {name: counts[name] if counts else None for name in DUE}
    return said | {"deadline": counts["quote"] if counts else None, "also_due": [day for day in days if day != said["due_date"]]}


def _full(name: str) -> str:
    """A name as it is compared: usual abbreviations written out, no punctuation."""
    return " ".join(SHORT.get(word, word) for word in fold_name(name).replace(",", " ").split())
