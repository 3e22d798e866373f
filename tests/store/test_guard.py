import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.store.guard import guard


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE t (x)")
        db.execute("CREATE VIRTUAL TABLE search USING fts5(plain, content='', tokenize='unicode61 remove_diacritics 2')")
        db.execute("INSERT INTO t VALUES ('secret')")
        db.execute("INSERT INTO search (rowid, plain) VALUES (1, 'bình đẳng')")
        db.commit()
    with closing(sqlite3.connect(path)) as db:
        guard(db)
        yield db
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT * FROM t").fetchall() == [("secret",)]
    assert [p.name for p in tmp_path.iterdir()] == ["a.db"]


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO t VALUES (1)",
        "UPDATE t SET x = 1",
        "DELETE FROM t",
        "DROP TABLE t",
        "ATTACH 'evil.db' AS e",
        "VACUUM INTO 'copy.db'",
        "PRAGMA query_only = 0",
        "PRAGMA writable_schema = 1",
        "PRAGMA journal_mode = WAL",
        "PRAGMA page_size = 512",
        "SELECT zeroblob(900000000)",
        "SELECT randomblob(900000000)",
        "UPDATE sqlite_master SET sql = ''",
        "DELETE FROM sqlite_master",
        "SELECT load_extension('x')",
        "CREATE TEMP TABLE z (x)",
        "CREATE TEMP VIEW z AS SELECT 1",
        "SAVEPOINT a",
        "BEGIN IMMEDIATE",
        "REINDEX",
        "ANALYZE",
        "INSERT INTO search (search) VALUES ('delete-all')",
        "SELECT 1 " + "UNION SELECT 1 " * 100,
    ],
)
def test_what_does_more_than_read_is_refused(guarded: sqlite3.Connection, sql: str) -> None:
    with pytest.raises((sqlite3.DatabaseError, sqlite3.DataError, OverflowError)):
        guarded.execute(sql).fetchall()


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT x FROM t WHERE x LIKE '%e%'", [("secret",)]),
        ("SELECT rowid FROM search WHERE search MATCH 'binh'", [(1,)]),
        ("WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r LIMIT 3) SELECT max(i) FROM r", [(3,)]),
        ("SELECT name FROM pragma_table_info('t')", [("x",)]),
        ("SELECT count(*) FROM sqlite_master WHERE name = 't'", [(1,)]),
        ("SELECT group_concat(upper(x)) FROM t", [("SECRET",)]),
        ("SELECT length(printf('%900000000s', 'a'))", [(None,)]),
    ],
)
def test_reading_works(guarded: sqlite3.Connection, sql: str, rows: list[tuple[object]]) -> None:
    assert guarded.execute(sql).fetchall() == rows


def test_an_endless_query_ends_when_its_owner_says(guarded: sqlite3.Connection) -> None:
    end = time.monotonic() + 0.2
    guarded.set_progress_handler(lambda: time.monotonic() > end, 1000)
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        guarded.execute("WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT count(*) FROM r").fetchall()
