from collections.abc import Iterator
from contextlib import closing

import pytest

from pipeline import run
from pipeline.errors import UsageError
from pipeline.model import Span
from pipeline.store import access, queries
from pipeline.store.access import Connection
from tests.letters import folder, letter, three


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    place = tmp_path_factory.mktemp("queries")
    inbox = three(place / "in")
    folder(
        inbox / "other", x=letter("12/KH-UBND", "2024-02-02", "Đắp đường"), y=letter("012/BC-UBND", "2024-03-03", "Báo cáo việc đắp đường")
    )
    run.run(inbox, place / "out")
    with closing(access.opened(place / "out" / "congvan.db")) as connection:
        yield connection


@pytest.mark.parametrize(
    ("ref", "file"),
    [
        ("45/KH-UBND", "b.txt"),
        ("45 / kh-ubnd", "b.txt"),
        ("045/KH-UBND", "b.txt"),
        ("12/BC-UBND", "other/y.txt"),
        ("b.txt", "b.txt"),
        ("in/other/x.txt", "other/x.txt"),
    ],
)
def test_a_ref_finds_its_document(db: Connection, ref: str, file: str) -> None:
    found = queries.find(db, ref)
    assert found["file"] == file
    assert queries.find(db, found["document"]) == queries.find(db, found["dispatch"]) == found


def test_several_are_listed(db: Connection) -> None:
    with pytest.raises(queries.AmbiguousError) as trouble:
        queries.find(db, "12/KH-UBND")
    assert trouble.value.exit_code == 2
    assert [c["file"] for c in trouble.value.candidates] == ["other/x.txt", "a.txt"]
    assert all(c["document"] in str(trouble.value) for c in trouble.value.candidates)


@pytest.mark.parametrize("ref", ["99/KH-UBND", "", "%", "'; DROP TABLE documents --"])
def test_what_is_not_there(db: Connection, ref: str) -> None:
    with pytest.raises(UsageError, match="no document has this"):
        queries.find(db, ref)


def test_show(db: Connection) -> None:
    shown = queries.show(db, queries.find(db, "45/KH-UBND"))
    assert shown["dispatch"]["key"] == "45/KH-UBND"
    assert {f["field"]: f["quote"] for f in shown["facts"]}["key"] == "45/KH-UBND"
    assert [r["quote"] for r in shown["recipients"]] == [r["name"] for r in shown["recipients"]]
    assert any(c["key"] == "12/KH-UBND" and c["quote"].startswith("Kế hoạch số 12") for c in shown["citations"])
    assert {"tasks", "deadlines", "problems"} <= shown.keys()


@pytest.mark.parametrize("field", [None, "key", "subject", "citations"])
def test_explain(db: Connection, field: str | None) -> None:
    rows = queries.explain(db, queries.find(db, "45/KH-UBND"), field)
    assert rows
    assert all(row["rule"] and row["quote"] and 0 <= row["certainty"] <= 1 for row in rows)


def test_rivals_are_lists(db: Connection) -> None:
    rows = queries.explain(db, queries.find(db, "45/KH-UBND"), "citations")
    assert all(row["rivals"] is None or isinstance(row["rivals"], list) for row in rows)
    assert {"bound_by", "bound_certainty", "relation_rule"} <= rows[0].keys()


def test_explain_knows_single_rows(db: Connection) -> None:
    document = queries.find(db, "45/KH-UBND")
    rows = queries.explain(db, document, "citations")
    assert queries.explain(db, document, rows[0]["field"]) == rows[:1]
    with pytest.raises(UsageError, match=r"not read here; there are .*key"):
        queries.explain(db, document, "nothing")


@pytest.mark.parametrize(
    ("words", "files"),
    [
        ("đắp đường", ["other/x.txt", "other/y.txt"]),
        ("dap duong", ["other/x.txt", "other/y.txt"]),
        ("dap DƯỜNG", []),
        ("trồng cây", ["a.txt"]),
        ("cây trồng", ["a.txt"]),  # not together
        ("012/BC", ["other/y.txt"]),
        ("45/KH-UBND", ["b.txt", "c.txt"]),
        ('"trồng" NEAR(cay)', []),
        ("nhân dân tỉnh Lai", ["a.txt", "b.txt", "c.txt", "other/x.txt", "other/y.txt"]),
    ],
)
def test_search(db: Connection, words: str, files: list[str]) -> None:
    assert sorted(row["file"] for row in queries.search(db, words)) == files


def test_search_shows_the_place(db: Connection) -> None:
    assert "Đắp đường" in queries.search(db, "dap duong", limit=1)[0]["words"]
    with pytest.raises(UsageError, match="at least one word"):
        queries.search(db, "?!")


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("bình đẳng, giới", "binh dang gioi", Span(0, 15)),
        ("hoà giải", "hòa giải", Span(0, 8)),
        ("thượng bình; bình", "binh", Span(7, 11)),
        ("bìnhx bình", "bình", Span(6, 10)),
        ("binh", "bình", None),
        ("bình yên bình đẳng", "bình đẳng", Span(9, 18)),
    ],
)
def test_place(text: str, words: str, found: Span | None) -> None:
    assert queries.place(text, words.split(), 0, len(text)) == found


def test_stats(db: Connection) -> None:
    found = queries.stats(db)
    assert {row["what"]: row["count"] for row in found["totals"]}["dispatches"] == 5
    assert found["files"] == [{"status": "ok", "error_code": None, "files": 5}]
    assert sum(row["dispatches"] for row in found["types"]) == 5
