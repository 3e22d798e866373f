from contextlib import closing
from pathlib import Path

from pipeline.report import views
from pipeline.store import access, save
from pipeline.store.access import Connection
from tests import office


def test_secret_papers_are_not_there(db: Connection, database: Path) -> None:
    assert views.left_out(db) == 1
    assert "000000000006-0" not in [e.id for e in views.entries(db)]
    assert views.entries(db, "000000000006-0") == []
    assert not any(node["title"] == "Kho đạn Thung Lũng Xanh" for node in views.nodes(db))
    with closing(access.opened(database, include_secret=True)) as whole:
        assert (views.left_out(whole), len(views.entries(whole))) == (0, 7)


def test_the_latest_dispatch_comes_first(db: Connection) -> None:
    assert [e.key for e in views.entries(db)] == ["45/BC-SNV", "88/SYT-VP", "620/LĐLĐ", "1712/KH-UBND", "2855/BNV-BĐG", "9/CV"]


def test_a_task_has_its_bodies_and_days(db: Connection) -> None:
    first = views.duties(db, "000000000002-0")[0]
    assert (first.anchor, first.lead, [due.due_date for due in first.dues], first.closed) == ("t0", ("Sở Nội vụ",), ["2025-06-20"], None)


def test_a_dispatch_that_is_answered_closes_its_tasks(db: Connection) -> None:
    (task,) = views.duties(db, "000000000003-0")
    assert (task.closed, task.closed_by) == ("answered", "88/SYT-VP")


def test_a_task_that_somebody_closed_is_done(tmp_path: Path) -> None:
    path = office.build(tmp_path)
    with closing(save.opened(path).conn) as writing, writing:
        writing.executemany(
            "INSERT INTO corrections VALUES ('x', ?, ?, 'An', NULL, '000000000002-0-t0')", [("done", "2025-06-19"), ("by", "45/BC-SNV")]
        )
    with closing(access.opened(path)) as db:
        first, second, _ = views.duties(db, "000000000002-0")
        assert (first.closed, first.closed_on, first.closed_by, second.closed) == ("done", "2025-06-19", "45/BC-SNV", None)
        assert "000000000002-0-t0" not in [row[0] for row in db.execute("SELECT task FROM open_tasks")]
        assert [row[0] for row in db.execute("SELECT reply_key FROM follow_up WHERE dispatch = '000000000002-0'")] == ["45/BC-SNV"]


def test_a_chain_runs_up_to_the_highest_text(db: Connection) -> None:
    document = views.entries(db, "000000000003-0")[0].document
    steps = views.chain(db, document)
    assert [(s.depth, s.key, s.relation, bool(s.held)) for s in steps] == [
        (0, "1712/KH-UBND", "based_on", True),
        (1, "2855/BNV-BĐG", "implements", True),
        (2, "28/NQ-CP", "based_on", False),
    ]
    assert (steps[1].witness, steps[1].citation) == ("000000000002-0", "000000000002-0-c0")


def test_a_chain_runs_down_to_all_that_carries_it_out(db: Connection) -> None:
    document = views.entries(db, "000000000001-0")[0].document
    assert [(s.depth, s.key) for s in views.chain(db, document, down=True)] == [(0, "1712/KH-UBND"), (1, "620/LĐLĐ")]
    assert views.chain(db, None) == []


def test_values_are_counted(db: Connection) -> None:
    assert views.counted(["a", "b", "a", None, "c"], 2) == ([("a", 2), ("", 1)], 2)
    assert [row["error_code"] for row in views.unread(db)] == ["damaged"]
    assert views.folder(db).endswith("Công văn đến")  # type: ignore[union-attr]


def test_anchors_hold_nothing_but_letters_and_digits() -> None:
    assert views.anchor("0123456789ab-0-t12") == "t12"
    assert views.document_anchor("a/b,2025/01/01,1/KH").isalnum()


def test_the_strongest_relation_of_a_pair_is_drawn() -> None:
    edges = [{"citing": "a", "cited": "b", "relation": r} for r in ("mentions", "implements", "based_on")]
    assert views.strongest(edges) == {("a", "b"): "implements"}
