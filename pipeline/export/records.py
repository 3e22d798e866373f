"""Dispatches as JSON, one a line: the rows of the database that belong to it, under the names of their tables."""

import json
from collections.abc import Iterator

from pipeline.store.access import Connection, Record, rows

OWN = {  # table -> the order of its rows
    "facts": "start, field",
    "recipients": "ordinal",
    "citations": "start, id",
    "tasks": "ordinal",
    "deadlines": "start, id",
    "signatures": "signed_at, common_name",
    "problems": "start, code, message",
}
LISTS = ("rivals", "bound_rivals")


def jsonl(db: Connection) -> bytes:
    """A line for each dispatch, by file and part; offsets are those of the text of its file.

    Each task has its bodies as `agencies` and the ids of its `deadlines`.
    """
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in _records(db)).encode()


def _records(db: Connection) -> Iterator[Record]:
    for dispatch in rows(db, "SELECT * FROM dispatches ORDER BY file, part"):
        me = dispatch["id"]
        own = {
            table: [_bare(row) for row in rows(db, f"SELECT * FROM {table} WHERE dispatch = ? ORDER BY {order}", me)]
            for table, order in OWN.items()
        }
        for task in own["tasks"]:
            bodies = rows(db, "SELECT * FROM task_agencies WHERE task = ? ORDER BY role DESC, start, name", task["id"])
            task["agencies"] = [_bare(row) for row in bodies]
            bound = rows(db, "SELECT deadline FROM task_deadlines WHERE task = ? ORDER BY deadline", task["id"])
            task["deadlines"] = [row["deadline"] for row in bound]
        yield {**dispatch, **own}


def _bare(row: Record) -> Record:
    """A row without what its place in the record says, its lists as lists."""
    kept = {name: value for name, value in row.items() if name not in ("dispatch", "task", "file")}
    return {name: json.loads(value) if name in LISTS and value else value for name, value in kept.items()}
