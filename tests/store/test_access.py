import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import run
from pipeline.errors import UsageError
from pipeline.store import access, queries, routes
from tests.letters import folder, letter

TABLES = (
    *("dispatches", "recipients", "citations", "tasks", "task_agencies", "deadlines", "task_deadlines", "facts", "texts", "documents"),
    *("problems", "edges", "unresolved", "open_tasks", "register", "follow_up"),
)


@pytest.fixture
def guarded(tmp_path: Path) -> Path:
    """A secret plan that cites another, and an open one that cites the secret one."""
    inbox = folder(
        tmp_path / "in",
        a=letter(
            "12/KH-UBND",
            subject="Kế hoạch kín",
            mark="MẬT",
            basis="Thực hiện Quyết định số 7/QĐ-TTg ngày 02/01/2025 của Thủ tướng Chính phủ,",
        ),
        b=letter("45/KH-UBND", "2025-05-06", basis="Thực hiện Kế hoạch số 12/KH-UBND ngày 04/3/2025 của Ủy ban nhân dân tỉnh Lai Châu,"),
    )
    run.run(inbox, tmp_path / "out")
    return tmp_path / "out" / "congvan.db"


def test_what_is_secret_is_nowhere(guarded: Path) -> None:
    with closing(access.opened(guarded)) as db:
        said = {table: repr([tuple(row) for row in db.execute(f"SELECT * FROM {table}")]) for table in TABLES}
        assert [row["key"] for row in access.rows(db, "SELECT key FROM dispatches")] == ["45/KH-UBND"]
        assert queries.search(db, "kín") == []
        (cited,) = routes.cites(db, queries.find(db, "45/KH-UBND")["document"])
        assert (cited["key"], cited["title"], cited["in_hand"]) == ("12/KH-UBND", None, 0)
    for table, rows in said.items():
        assert "kín" not in rows, table
        assert "7/QĐ-TTg" not in rows, table
        assert "a.txt" not in rows, table


def test_what_is_secret_is_there_when_asked_for(guarded: Path) -> None:
    with closing(access.opened(guarded, include_secret=True)) as db:
        assert access.counts(db)["secret"] == 1
        assert [row["secrecy"] for row in access.rows(db, "SELECT secrecy FROM dispatches ORDER BY file")] == ["MẬT", None]
        assert len(queries.search(db, "kín")) == 1
        assert [row["key"] for row in routes.cites(db, queries.find(db, "12/KH-UBND")["document"])] == ["7/QĐ-TTg"]


def test_reading_changes_nothing(guarded: Path) -> None:
    before = guarded.read_bytes()
    with closing(access.opened(guarded)) as db, pytest.raises(sqlite3.OperationalError):
        db.execute("DELETE FROM main.dispatches")
    assert guarded.read_bytes() == before


@pytest.mark.parametrize("name", ["a b", "?x#y%41", "đường dẫn"])
def test_any_path_will_do(guarded: Path, name: str) -> None:
    place = guarded.parent / name / "congvan.db"
    place.parent.mkdir()
    guarded.rename(place)
    with closing(access.opened(place)) as db:
        assert access.finished(db)
        assert access.folder(db) is not None


@pytest.mark.parametrize(
    ("content", "words"), [(None, "no such database; make it with"), (b"x" * 2000, "make it anew"), (b"", "not a database of this version")]
)
def test_what_is_no_database_of_ours(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "congvan.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=words):
        access.opened(path)
