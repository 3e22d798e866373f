import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import run
from pipeline.cli import main
from tests import papers
from tests.letters import folder, letter, three

QUERIES = [
    ["show", "45/KH-UBND"],
    ["show", "12/KH-UBND"],
    ["cites", "45/KH-UBND"],
    ["cited-by", "45/KH-UBND"],
    ["chain", "78/KH-UBND"],
    ["chain", "12/KH-UBND", "--down"],
    ["path", "78/KH-UBND", "12/KH-UBND"],
    ["unresolved"],
    ["stats"],
    ["search", "trong", "cay"],
    ["explain", "45/KH-UBND"],
    ["explain", "45/KH-UBND", "key"],
]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("ask")
    run.run(folder(three(place / "in"), secret=letter("99/KH-UBND", "2025-08-08", "Việc kín", mark="MẬT")), place / "out")
    return place / "out" / "congvan.db"


def asked(db: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--db", str(db)])


@pytest.mark.parametrize("words", QUERIES, ids=" ".join)
def test_every_query_has_its_forms(db: Path, words: list[str]) -> None:
    table, as_json, as_csv = (asked(db, *words, *form) for form in ((), ("--json",), ("--csv",)))
    assert (table.exit_code, as_json.exit_code, as_csv.exit_code) == (0, 0, 0), table.output
    assert table.stdout.strip()
    assert table.stderr == as_json.stderr == as_csv.stderr == ""
    assert json.loads(as_json.stdout) is not None
    rows = list(csv.reader(io.StringIO(as_csv.stdout)))
    assert len({len(row) for row in rows}) <= 1
    assert "\x1b" not in table.stdout


def test_chain(db: Path) -> None:
    rows = json.loads(asked(db, "chain", "78/KH-UBND", "--json").stdout)
    assert [(row["depth"], row["key"], row["promulgation_date"]) for row in rows] == [
        (0, "78/KH-UBND", "2025-07-08"),
        (1, "45/KH-UBND", "2025-05-06"),
        (2, "12/KH-UBND", "2025-03-04"),
    ]
    down = json.loads(asked(db, "chain", "12/KH-UBND", "--down", "--json").stdout)
    assert [row["key"] for row in down] == ["12/KH-UBND", "45/KH-UBND", "78/KH-UBND"]
    shown = asked(db, "chain", "78/KH-UBND").stdout
    assert "45/KH-UBND, 2025-05-06, Ủy ban nhân dân tỉnh Lai Châu, rank 5" in shown
    assert "“Kế hoạch số 45/KH-UBND ngày 06/5/2025 của UBND tỉnh”" in shown


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["show", "1/Không-Có"], "no document has this number, id or path"),
        (["explain", "45/KH-UBND", "nothing"], "nothing: not read here"),
        (["search", "!"], "at least one word"),
        (["show", "99/KH-UBND"], "no document has this number"),  # secret
    ],
)
def test_wrong_use(db: Path, words: list[str], message: str) -> None:
    result = asked(db, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_several_are_listed(tmp_path: Path) -> None:
    inbox = folder(tmp_path / "in", a=letter("1/KH-UBND", "2025-01-01"), b=letter("1/KH-UBND", "2024-01-01"))
    run.run(inbox, tmp_path / "out")
    result = asked(tmp_path / "out" / "congvan.db", "chain", "1/KH-UBND")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count(",1/KH-UBND\t") == 2


def test_no_database(tmp_path: Path) -> None:
    result = asked(tmp_path / "congvan.db", "stats")
    assert result.exit_code == 2
    assert "make it with: congvan run FOLDER" in result.stderr


def test_secret_papers_are_shown_when_asked_for(db: Path) -> None:
    assert "kín" not in asked(db, "search", "viec").stdout
    assert "kín" in asked(db, "search", "viec kin", "--include-secret").stdout
    assert asked(db, "show", "99/KH-UBND", "--include-secret").exit_code == 0


def test_an_interrupted_run_is_told(tmp_path: Path) -> None:
    import sqlite3

    run.run(three(tmp_path / "in"), tmp_path / "out")
    path = tmp_path / "out" / "congvan.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE runs SET finished_at = NULL")
    connection.close()
    result = asked(path, "stats", "--json")
    assert result.exit_code == 0
    assert "the last run didn't end" in result.stderr


def test_the_place_of_a_value_as_a_picture(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(papers.pdf(papers.dispatch))
    run.run(tmp_path / "in", tmp_path / "out", run.Options(jobs=1, ocr="never"))
    words = ["show", "a.pdf", "--db", str(tmp_path / "out" / "congvan.db")]
    done = CliRunner().invoke(main, [*words, "--crop", "promulgation_date", "-o", str(tmp_path / "date.png")])
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / "date.png").read_bytes().startswith(b"\x89PNG")
    alone = CliRunner().invoke(main, [*words, "--crop", "promulgation_date"])
    assert (alone.exit_code, "go together" in alone.stderr) == (2, True)
    (tmp_path / "in" / "a.pdf").unlink()
    gone = CliRunner().invoke(main, [*words, "--crop", "promulgation_date", "-o", str(tmp_path / "again.png")])
    assert (gone.exit_code, "can't be read any more" in gone.stderr) == (2, True)
