import multiprocessing
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import resolve
from pipeline.errors import BusyError, OutputError, UsageError
from pipeline.model import Citation, Dispatch, Found, Parsed, Span
from pipeline.store import access, save

TEXT = "Đoàn viên thực hiện Kế hoạch 2/Y"


def parsed(path: str, digest: str, key: str, text: str = TEXT) -> Parsed:
    found = {"key": Found(key, Span(0, 4), "r"), "issuer": Found("Sở A", Span(0, 4), "r")}
    cited = Citation(Span(20, len(text)), "r", 0.9, "implements", "body", "exact", "2/Y", promulgation_date="2025-01-01", issuer="Sở B")
    dispatch = Dispatch(0, Span(0, len(text)), "issued", found, citations=(cited,))
    return Parsed(path, digest * 4, len(text), "text", text=text, dispatches=(dispatch,))


def written(place: Path, *files: Parsed) -> Path:
    path = place / "congvan.db"
    save.save(files, resolve(files), path)
    return path


def one(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_what_is_saved_is_there_and_sound(tmp_path: Path) -> None:
    path = written(tmp_path, parsed("a.txt", "aaaa", "1/X"), parsed("b.txt", "bbbb", "2/X"))
    assert one(path, "SELECT file, key FROM dispatches ORDER BY 1") == [("a.txt", "1/X"), ("b.txt", "2/X")]
    assert one(path, "SELECT key, dispatch IS NULL, count(*) FROM edges JOIN documents ON id = cited GROUP BY 1") == [("2/Y", 1, 2)]
    assert one(path, "PRAGMA foreign_key_check") == []
    assert one(path, "PRAGMA integrity_check") == [("ok",)]
    assert one(path, "SELECT count(*) FROM search WHERE search MATCH 'doan vien'") == [(2,)]
    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith(".")] == ["congvan.db"]  # one file, no side files


def test_a_file_is_replaced_with_all_that_hung_on_it(tmp_path: Path) -> None:
    written(tmp_path, parsed("a.txt", "aaaa", "1/X"))
    path = written(tmp_path, parsed("a.txt", "cccc", "3/X", "Người khác thực hiện Kế hoạch 2/Y"))
    assert one(path, "SELECT key FROM dispatches") == [("3/X",)]
    assert one(path, "SELECT count(*) FROM facts") == [(2,)]
    assert one(
        path, "SELECT (SELECT count(*) FROM search WHERE search MATCH 'doan'), (SELECT count(*) FROM search WHERE search MATCH 'nguoi')"
    ) == [(0, 1)]


def test_the_same_bytes_are_there_once(tmp_path: Path) -> None:
    written(tmp_path, parsed("b.txt", "aaaa", "1/X"))
    path = written(tmp_path, parsed("a.txt", "aaaa", "1/X"))
    assert one(path, "SELECT file FROM dispatches") == [("a.txt",)]


def test_taken_out_leaves_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, parsed("a.txt", "aaaa", "1/X"))
    db = save.opened(path)
    with db.atomic():
        save.take_out(db, ["a.txt", "never there"])
        save.bind(db, resolve([]))
    save.closed(db)
    for table in ("files", "texts", "dispatches", "facts", "citations", "documents", "problems"):
        assert one(path, f"SELECT count(*) FROM {table}") == [(0,)]
    assert one(path, "SELECT count(*) FROM search WHERE search MATCH 'doan'") == [(0,)]


def test_binding_anew_changes_only_what_is_new(tmp_path: Path) -> None:
    files = [parsed("a.txt", "aaaa", "1/X")]
    path = written(tmp_path, *files)
    db = save.opened(path)
    before = db.conn.total_changes
    with db.atomic():
        save.bind(db, resolve(files))
    assert db.conn.total_changes == before
    save.closed(db)


def _hold(path: Path) -> None:
    with save.held(path):
        (path.parent / "holding").touch()
        time.sleep(60)


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    path = tmp_path / "congvan.db"
    with save.held(path), pytest.raises(BusyError, match=r"congvan.db: process \d+ on .* is writing"), save.held(path):
        pass
    other = multiprocessing.get_context("spawn").Process(target=_hold, args=(path,))
    other.start()
    while not (tmp_path / "holding").exists():
        time.sleep(0.02)
    with pytest.raises(BusyError, match=f"process {other.pid} on"), save.held(path):
        pass
    other.kill()
    other.join()
    with save.held(path):  # a dead one holds nothing
        pass


def test_only_our_databases_are_written_to(tmp_path: Path) -> None:
    path = tmp_path / "congvan.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE x (y)")
    with pytest.raises(UsageError, match="not a database of congvan"):
        save.opened(path)
    path.write_bytes(b"no database at all, but long enough to be taken for one" * 20)
    with pytest.raises(OutputError, match="not a database"):
        save.opened(path)


def test_a_place_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="choose another place"), save.held(tmp_path / "file" / "congvan.db"):
        pass


def test_papers_come_back_as_they_were_resolved(tmp_path: Path) -> None:
    files = [parsed("a.txt", "aaaa", "1/X"), parsed("b.txt", "bbbb", "2/X")]
    path = written(tmp_path, *files)
    with closing(access.opened(path)) as db:
        assert resolve(access.papers(db)) == resolve(files)


def test_a_lock_that_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / ".a.db.lock").write_bytes(b"not a database" * 100)
    with pytest.raises(OutputError, match="delete it and run again"), save.held(tmp_path / "a.db"):
        pass
