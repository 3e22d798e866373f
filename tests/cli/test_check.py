import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import run
from pipeline.cli import main
from tests.letters import three

TEXT = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;\r\n"
GOLD = {
    "files": {
        "a.txt": [
            {
                "part": 0,
                "status": "issued",
                "key": "12/KH-UBND",
                "doc_type": "KH",
                "promulgation_date": "2025-03-04",
                "citations": [],
                "named": [],
                "deadlines": [],
                "tasks": [],
            }
        ]
    }
}


@pytest.mark.parametrize("given", ["file", "pipe", "dash"])
def test_cite(tmp_path: Path, given: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    words = {"file": ["cite", str(path)], "pipe": ["cite"], "dash": ["cite", "-"]}[given]
    result = CliRunner().invoke(main, words, input=None if given == "file" else TEXT.encode())
    assert result.exit_code == 0
    (row,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (row["key"], row["doc_type"], row["promulgation_date"], row["issuer"]) == ("30/2020/NĐ-CP", "NĐ", "2020-03-05", "Chính phủ")
    assert row["quote"] == TEXT[row["start"] : row["end"]]


def test_cite_what_is_not_there(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["cite", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "name a text file" in result.stderr


def test_eval(tmp_path: Path) -> None:
    run.run(three(tmp_path / "in"), tmp_path / "out")
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps(GOLD), encoding="utf-8")
    words = ["eval", str(gold), "--db", str(tmp_path / "out" / "congvan.db")]
    result = CliRunner().invoke(main, [*words, "--json", "--errors", "3", "--files"])
    assert result.exit_code == 0, result.output
    figures = {row["field"]: row for row in json.loads(result.stdout)["fields"]}
    assert figures["key"]["accuracy"] == figures["date"]["accuracy"] == 1.0
    assert "key" in CliRunner().invoke(main, [*words, "--errors", "3", "--files"]).stdout
    assert CliRunner().invoke(main, ["validate", str(gold)]).exit_code == 0
    gold.write_text("{}", encoding="utf-8")
    assert CliRunner().invoke(main, ["validate", str(gold)]).exit_code == 2
    assert CliRunner().invoke(main, words).exit_code == 2


def test_doctor() -> None:
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0
    assert "sqlite: fts5" in result.stdout
    checks = json.loads(CliRunner().invoke(main, ["doctor", "--json"]).stdout)
    assert {"what", "state", "version", "needed_for", "install", "required"} == set(checks[0])
