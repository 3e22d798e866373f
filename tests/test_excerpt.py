import sqlite3
from contextlib import closing
from pathlib import Path

from pipeline.excerpt import without_secret
from pipeline.store import save
from tests import office


def test_nothing_secret_is_left_in_the_copy(tmp_path: Path) -> None:
    whole = office.build(tmp_path)
    (tmp_path / "copy").mkdir()
    copy = without_secret(whole, tmp_path / "copy")
    assert copy != whole
    data = copy.read_bytes()
    for words in ("Thung Lũng Xanh", "Tuyệt Đối", "7/QĐ-UBND", "mat/7.txt", "thung"):
        assert words.encode() in whole.read_bytes() or words == "thung"
        assert words.encode() not in data, words
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT count(*) FROM dispatches").fetchone() == (6,)
        assert db.execute("SELECT count(*) FROM search WHERE search MATCH 'thung'").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM search WHERE search MATCH 'binh'").fetchone()[0] > 0
        assert [row for row in db.execute("PRAGMA foreign_key_check") if row[2] != "agencies"] == []
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_where_nothing_is_secret_nothing_is_copied(tmp_path: Path) -> None:
    path = tmp_path / "congvan.db"
    save.save([office.ministry().parsed(1)], None, path)
    assert without_secret(path, tmp_path / "copy") == path
