from contextlib import closing
from pathlib import Path

import pytest

from pipeline import review
from pipeline.store import access, save
from tests import office


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return office.build(tmp_path)


def doubts(database: Path) -> list[review.Doubt]:
    with closing(access.opened(database)) as db:
        return review.doubts(db)


def test_doubtful_values_come_by_what_hangs_on_them(database: Path) -> None:
    found = doubts(database)
    assert [(d.file, d.field, d.anchor) for d in found[:2]] == [
        ("620.txt", "issuer", "f-issuer"),
        ("tinh/kế hoạch 1712.txt", "due_date", "d1"),
    ]
    assert [d.use for d in found] == sorted((d.use for d in found), reverse=True)


def test_a_doubt_says_words_value_rule_and_certainty(database: Path) -> None:
    first = doubts(database)[0]
    assert (first.value, first.quote, first.certainty, first.why) == ("Liên đoàn Lao động tỉnh Lai Châu", "LĐLĐ", 0.6, "test_rule")


def test_trouble_in_the_paper_is_asked_about(database: Path) -> None:
    assert {"misprint", "doubtful_value"} <= {d.field for d in doubts(database)}


def test_what_is_certain_or_secret_is_not_asked_about(database: Path) -> None:
    found = doubts(database)
    assert not [d for d in found if d.certainty is not None and d.certainty >= review.SURE]
    assert not [d for d in found if d.file == "mat/7.txt"]


def test_a_line_of_corrections_that_names_nothing_comes_first(database: Path) -> None:
    db = save.opened(database)
    with db.conn:
        rows = [("gone.txt", "key", "1/KH", "An", None, None), ("620.txt", "done", "2025-01-01", None, None, None)]
        db.conn.executemany("INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?)", rows)
    save.closed(db)
    assert [(d.file, d.field) for d in doubts(database)[:2]] == [("620.txt", "done"), ("gone.txt", "key")]
