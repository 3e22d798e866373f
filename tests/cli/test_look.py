import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main


def called(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_the_report_lies_beside_the_database_unless_told_otherwise(database: Path, tmp_path: Path) -> None:
    made = called("report", "--db", str(database), "-o", str(tmp_path / "pages"), "--as-of", "2025-06-10", "--lang", "en")
    assert (made.exit_code, made.stdout) == (0, "")
    assert "13 pages" in made.stderr
    assert "As of 10 June 2025" in (tmp_path / "pages" / "index.html").read_text(encoding="utf-8")
    assert called("report", "--db", str(database)).exit_code == 0
    assert (database.parent / "report" / "index.html").exists()


def test_secret_papers_are_written_only_when_asked_for(database: Path, tmp_path: Path) -> None:
    for flag, there in (((), False), (("--include-secret",), True)):
        assert called("report", "--db", str(database), "-o", str(tmp_path / "p"), *flag).exit_code == 0
        assert ("Thung Lũng" in (tmp_path / "p" / "register.html").read_text(encoding="utf-8")) is there


def test_an_export_is_written(database: Path, tmp_path: Path) -> None:
    assert called("export", "register.xlsx", "--db", str(database), "-o", str(tmp_path / "so.xlsx")).exit_code == 0
    assert (tmp_path / "so.xlsx").stat().st_size > 1000
    made = called("export", "edxml", "--db", str(database), "-o", str(tmp_path / "edxml"))
    assert (made.exit_code, ": 6 files" in made.stderr) == (0, True)


def test_doubts_are_listed(database: Path) -> None:
    rows = json.loads(called("review", "--db", str(database), "--json").stdout)
    assert (rows[0]["file"], rows[0]["field"]) == ("620.txt", "issuer")
    assert len(json.loads(called("review", "--db", str(database), "--json", "--limit", "2").stdout)) == 2
    assert "620/LĐLĐ" in called("review", "--db", str(database)).stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["report", "--as-of", "30/6/2025"], "write 2025-06-30"),
        (["report", "--db", "nowhere.db"], "congvan run FOLDER"),
        (["serve", "--db", "nowhere.db"], "congvan run FOLDER"),
        (["serve", "--port", "0"], "not in the range"),
    ],
)
def test_wrong_use(words: list[str], message: str) -> None:
    made = called(*words)
    assert made.exit_code == 2
    assert message in made.stderr


def test_an_unknown_export_lists_those_there_are(database: Path) -> None:
    made = called("export", "register.doc", "--db", str(database))
    assert made.exit_code == 2
    assert "register.xlsx" in made.stderr
