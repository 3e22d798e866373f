"""Dispatches of a database as the values they were read into, offsets and all."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.model import Actor, Citation, Deadline, Dispatch, Found, Problem, Recipient, Span, Task
from pipeline.store.access import Connection, Record, rows


class Held(NamedTuple):
    """A dispatch in hand."""

    id: str
    file: str
    text: str  # of the whole file, normalised
    dispatch: Dispatch


def held(db: Connection, *ids: str) -> Iterator[Held]:
    """The dispatches with these ids, or all, by file and part: what was read, as it was corrected and bound since.

    What a reader may not see isn't there: the connection decides (`access.opened`).
    """
    wanted = f"WHERE d.id IN ({', '.join('?' * len(ids))})" if ids else ""
    sql = f"SELECT d.*, t.text AS whole FROM dispatches d JOIN texts t ON t.file = d.file {wanted} ORDER BY d.file, d.part"
    for row in rows(db, sql, *ids):
        yield Held(row["id"], row["file"], row["whole"], _dispatch(db, row))


def _dispatch(db: Connection, row: Record) -> Dispatch:
    own = row["id"]
    return Dispatch(
        part=row["part"],
        span=Span(row["start"], row["end"]),
        status=row["status"],
        facts={r["field"]: Found(r["value"], _span(r), r["rule"], r["certainty"], _list(r)) for r in _of(db, "facts", own, "start, field")},
        issuer_id=row["issuer_id"],
        order_of_id=row["order_of_id"],
        recipients=tuple(
            Recipient(r["role"], r["name"], _span(r), r["rule"], r["certainty"], r["purpose"], r["agency_id"])
            for r in _of(db, "recipients", own, "ordinal")
        ),
        citations=tuple(_citation(r) for r in sorted(_of(db, "citations", own, "id"), key=lambda r: _index(r["id"]) or 0)),
        deadlines=tuple(_deadline(r) for r in sorted(_of(db, "deadlines", own, "id"), key=lambda r: _index(r["id"]) or 0)),
        tasks=tuple(_task(db, r) for r in _of(db, "tasks", own, "ordinal")),
        problems=tuple(
            Problem(r["code"], r["message"], None if r["start"] is None else _span(r))
            for r in _of(db, "problems", own, "start, code, message")
        ),
    )


def _citation(r: Record) -> Citation:
    same = (
        "relation",
        "scope",
        "key",
        "raw_key",
        "doc_type",
        "promulgation_date",
        "issuer",
        "issuer_id",
        "title",
        "pinpoint",
        "relation_rule",
        "stated",
    )
    values = {name: r[name] for name in same} | {"antecedent": _index(r["antecedent"]), "within": _index(r["within"])}
    return Citation(_span(r), r["rule"], r["certainty"], method=r["read_method"] or r["method"], rivals=_list(r), **values)


def _deadline(r: Record) -> Deadline:
    same = ("start_date", "due_date", "due_time", "bound", "recurs", "period", "anchor", "condition")
    flags = {name: bool(r[name]) for name in ("year_inferred", "working_days", "immediate")}
    values: dict[str, Any] = {name: r[name] for name in same} | flags
    return Deadline(_span(r), r["rule"], r["certainty"], rivals=_list(r), **values)


def _task(db: Connection, r: Record) -> Task:
    actors = rows(db, "SELECT * FROM task_agencies WHERE task = ? ORDER BY rowid", r["id"])
    due = rows(db, "SELECT deadline FROM task_deadlines WHERE task = ?", r["id"])
    same = {name: r[name] for name in ("section", "lead_source", "deliverable", "report_to")}
    return Task(
        _span(r),
        r["rule"],
        r["certainty"],
        actors=tuple(Actor(a["role"], a["name"], _span(a), a["agency_id"]) for a in actors),
        citation=_index(r["citation"]),
        deadlines=tuple(sorted(_index(d["deadline"]) or 0 for d in due)),
        rivals=_list(r),
        **same,
    )


def _of(db: Connection, table: str, dispatch: str, order: str) -> list[Record]:
    return rows(db, f"SELECT * FROM {table} WHERE dispatch = ? ORDER BY {order}", dispatch)


def _span(row: Record) -> Span:
    return Span(row["start"], row["end"])


def _index(id_: str | None) -> int | None:
    """Which citation or deadline of its dispatch: its id ends in that."""
    return None if id_ is None else int(id_.rsplit("-", 1)[1][1:])


def _list(row: Record) -> tuple[str, ...]:
    found: list[Any] = json.loads(row["rivals"] or "[]")
    return tuple(map(str, found))
