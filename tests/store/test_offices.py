"""Tested beside what asks for it, in `test_standing.py`; here: how names are compared."""

import sqlite3

import pytest

from pipeline.errors import UsageError
from pipeline.store import offices

ROWS = [
    ("a@old", "Ủy ban nhân dân tỉnh Kiên Giang", "a@new"),
    ("a@new", "Ủy ban nhân dân tỉnh An Giang", None),
    ("b1", "Bộ A", "b2"),
    ("b2", "Bộ B", "b3"),
    ("b3", "Bộ C", None),
]


@pytest.mark.parametrize(
    ("name", "before", "ids"),
    [
        ("UBND tỉnh An Giang", False, ["a@new"]),
        ("ubnd tỉnh an giang", True, ["a@new", "a@old"]),
        ("a@old", True, ["a@old"]),
        ("Bộ C", True, ["b1", "b2", "b3"]),
        ("Bộ A", True, ["b1"]),
    ],
)
def test_named(name: str, before: bool, ids: list[str]) -> None:
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    db.execute("CREATE TABLE agencies (id, name, successor)")
    db.executemany("INSERT INTO agencies VALUES (?, ?, ?)", ROWS)
    assert offices.named(db, name, with_predecessors=before) == ids
    with pytest.raises(UsageError, match="no body of this name"):
        offices.named(db, "Sở Trên Trời")
    db.close()
