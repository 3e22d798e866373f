"""spaCy's Scorer and our own figures, on the readings of `corpus/`."""

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from pipeline import gold, run
from pipeline.evaluate import evaluate
from pipeline.export import docbin
from pipeline.nlp import scoring
from pipeline.store import access

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
READINGS = gold.load(CORPUS / "gold" / "inbox.json")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("scored")
    run.run(CORPUS / "inbox", out, run.Options(jobs=1))
    return out / "congvan.db"


def docs(database: Path) -> list[Doc]:
    with closing(access.opened(database)) as db:
        return list(DocBin().from_bytes(docbin.docbin(db)).get_docs(spacy.blank("xx").vocab))


def test_both_count_the_same_documents_right(database: Path) -> None:
    theirs = scoring.score(docs(database), READINGS)
    with closing(access.opened(database)) as db:
        ours = {row.field: row for row in evaluate(partial(access.rows, db), READINGS).rows()}
    assert theirs["citations_f"] == pytest.approx(ours["edges"].f1, abs=0.01)
    assert theirs["citations_f"] > 0.95
    assert theirs["tasks_r"] == pytest.approx(ours["tasks"].recall, abs=0.05)
    assert theirs["header_f"] > 0.95
    assert theirs["deadlines_f"] > 0.85  # a place must end where the reading's does, too


def test_a_missed_and_a_wrong_value_cost(database: Path) -> None:
    readings: dict[str, Any] = {"files": {name: [dict(r) for r in own] for name, own in READINGS["files"].items()}}
    reading = readings["files"]["620-ldld-lai-chau-2025.txt"][0]
    before = scoring.score(docs(database), readings)
    reading["citations"] = [
        *reading["citations"][1:-1],
        {**reading["citations"][-1], "relation": "repeals"},
        {"key": "999/QĐ-TTg", "relation": "mentions"},
    ]
    after = scoring.score(docs(database), readings)
    assert after["citations_p"] < before["citations_p"]
    assert after["citations_r"] < before["citations_r"]
    assert [words for words in after["unplaced"] if words not in before["unplaced"]] == ["999/QĐ-TTg"]


def test_documents_without_a_reading_are_passed_over(database: Path) -> None:
    one = {"files": {"620-ldld-lai-chau-2025.txt": READINGS["files"]["620-ldld-lai-chau-2025.txt"]}}
    assert set(scoring.score(docs(database), one)["citations_per_type"]) <= {"based_on", "implements", "mentions"}


def test_figures_to_look_at(database: Path) -> None:
    with closing(access.opened(database)) as db:
        content = docbin.docbin(db)
    rows = {row.group: row for row in scoring.figures(content, READINGS)}
    assert list(rows) == list(scoring.SCORED)
    assert rows["citations"].f1 == pytest.approx(scoring.score(docs(database), READINGS)["citations_f"])
    assert (rows["tasks"].precision, rows["tasks"].f1) == (None, None)  # the readings give samples of the tasks
    assert (rows["tasks"].recall or 0) > 0.9
    whole = {row.group: row for row in scoring.figures(content, {**READINGS, "complete": True})}
    assert (whole["tasks"].precision is None) == any(not r.get("complete", True) for own in READINGS["files"].values() for r in own)
