import json
from typing import Any

import pytest

from pipeline.export import records
from pipeline.store.access import Connection
from tests.office import hidden


def lines(db: Connection) -> list[dict[str, Any]]:
    return [json.loads(line) for line in records.jsonl(db).decode().splitlines()]


def test_a_line_for_each_dispatch(db: Connection) -> None:
    found = lines(db)
    assert [line["id"] for line in found] == [row[0] for row in db.execute("SELECT id FROM dispatches ORDER BY file, part")]
    assert all({*records.OWN} < {*line} for line in found)


@pytest.mark.parametrize("table", records.OWN)
def test_every_row_is_there(db: Connection, table: str) -> None:
    count = db.execute(f"SELECT count(*) FROM {table} WHERE dispatch IS NOT NULL").fetchone()[0]
    assert sum(len(line[table]) for line in lines(db)) == count


def test_a_task_has_its_bodies_and_deadlines(db: Connection) -> None:
    plan = next(line for line in lines(db) if line["file"] == "tinh/kế hoạch 1712.txt")
    tasks, deadlines = plan["tasks"], plan["deadlines"]
    known = {deadline["id"] for deadline in deadlines}
    assert any(task["deadlines"] for task in tasks)
    assert all({*task["deadlines"]} <= known for task in tasks)
    assert {body["role"] for task in tasks for body in task["agencies"]} >= {"lead"}


def test_what_is_secret_stays_out(db: Connection) -> None:
    assert hidden().d.facts["subject"].value not in records.jsonl(db).decode()
