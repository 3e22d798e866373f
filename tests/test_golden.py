"""The whole pipeline against the readings of `corpus/`: no figure may fall below its floor."""

from functools import partial
from pathlib import Path

import pytest

from pipeline import gold, run
from pipeline.evaluate import evaluate
from pipeline.figures import Row
from pipeline.store import access, queries, routes

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FLOORS = {
    **dict.fromkeys(["read", "parts", "key", "doc_type", "date", "status", "place", "issuer", "subject", "archive"], 1.0),
    **dict.fromkeys(["signer_competence", "signer_position", "signer_full_name", "addressees", "copies"], 1.0),
    **dict.fromkeys(["citations", "cited_type", "cited_date", "cited_issuer"], 1.0),
    **dict.fromkeys(["relation", "edges", "upward_edges", "scope"], 0.95),
    "named": 0.9,
    "deadlines": 1.0,
    "tasks": 1.0,
    **dict.fromkeys(["task_lead", "task_coordinating", "task_due"], 0.95),
}
RECALL = {"named", "tasks"}  # the readings give samples of these: what is found beyond them isn't counted


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> access.Connection:
    out = tmp_path_factory.mktemp("golden")
    run.run(CORPUS / "inbox", out, run.Options(jobs=1))
    return access.opened(out / "congvan.db")


@pytest.fixture(scope="module")
def figures(db: access.Connection) -> dict[str, Row]:
    return {row.field: row for row in evaluate(partial(access.rows, db), gold.load(CORPUS / "gold" / "inbox.json")).rows()}


@pytest.mark.parametrize(("field", "floor"), FLOORS.items())
def test_figure_holds(figures: dict[str, Row], field: str, floor: float) -> None:
    row = figures[field]
    figure = row.accuracy if row.accuracy is not None else row.recall if field in RECALL else row.f1
    assert figure is not None
    assert figure >= floor - 1e-9


@pytest.mark.parametrize("table", ["citations", "deadlines", "facts"])
def test_every_quote_is_where_it_says(db: access.Connection, table: str) -> None:
    rows = access.rows(
        db, f"SELECT r.quote, r.start, r.end, t.text FROM {table} r JOIN dispatches d ON d.id = r.dispatch JOIN texts t USING (file)"
    )
    assert rows
    for row in rows:
        assert row["quote"]
        assert row["text"][row["start"] : row["end"]] == row["quote"]


def test_the_unions_letter_stands_on_the_provinces_plan(db: access.Connection) -> None:
    steps = routes.chain(db, queries.find(db, "620/LĐLĐ")["document"])
    assert ("1712/KH-UBND", "2025-04-22", "Ủy ban nhân dân tỉnh Lai Châu") in [
        (s["key"], s["promulgation_date"], s["issuer"]) for s in steps
    ]


def test_the_cover_letter_stands_on_the_dispatch_behind_it(db: access.Connection) -> None:
    step = next(s for s in routes.chain(db, queries.find(db, "1152/VP-KGVX")["document"]) if s["key"] == "356/LĐTBXH-BĐG")
    assert step["in_hand"]
    misread = access.rows(db, "SELECT raw_key, method FROM citations WHERE raw_key LIKE '356/%' AND method = 'misread'")
    assert [row["raw_key"] for row in misread] == ["356/LĐTĐBXH-BĐG"]


@pytest.mark.parametrize(
    ("key", "dispatches"),
    [("1415/KH-UBND", 2), ("21-CT/TW", 2), ("11-NQ/TW", 2), ("2282/QĐ-TTg", 3)],  # the union cites the last one's programme by name
)
def test_one_node_for_one_document(db: access.Connection, key: str, dispatches: int) -> None:
    nodes = access.rows(db, "SELECT id FROM documents WHERE key = ?", key)
    assert len(nodes) == 1
    citing = access.rows(db, "SELECT DISTINCT dispatch FROM citations WHERE document = ?", nodes[0]["id"])
    assert len(citing) == dispatches
