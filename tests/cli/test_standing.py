import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main


def asked(db: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--db", str(db)])


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["superseded"], []),
        (["answers", "--as-of", "2025-12-01"], ["2855/BNV-BĐG", "1712/KH-UBND"]),
        (["answers", "--as-of", "2025-05-01"], ["2855/BNV-BĐG"]),
        (["answers", "--as-of", "2025-04-30"], []),
    ],
)
def test_how_texts_stand(database: Path, words: list[str], keys: list[str]) -> None:
    for form in ((), ("--csv",)):
        assert asked(database, *words, *form).exit_code == 0
    rows = json.loads(asked(database, *words, "--json").stdout)
    assert sorted(row["key"] for row in rows) == sorted(keys)


def test_lint(database: Path) -> None:
    rules = [row["rule"] for row in json.loads(asked(database, "lint", "620/LĐLĐ", "--json").stdout)]
    assert rules
    assert "620/LĐLĐ" in asked(database, "lint").stdout
    assert "Thung Lũng" not in asked(database, "lint", "--json").stdout
    away = asked(database, "lint", "28/NQ-CP")
    assert away.exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["answers", "--as-of", "soon"], "no such day"),
        (["unimplemented", "--with-predecessors"], "--agency"),
        (["unimplemented", "--agency", "Sở Trên Trời"], "no body of this name"),
    ],
)
def test_wrong_use_is_told(database: Path, words: list[str], said: str) -> None:
    result = asked(database, *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_the_surroundings_of_one_document(database: Path, tmp_path: Path) -> None:
    place = tmp_path / "graph.mmd"
    assert asked(database, "export", "graph.mmd", "--of", "620/LĐLĐ", "-o", str(place)).exit_code == 0
    assert "620/LĐLĐ" in place.read_text(encoding="utf-8")
    assert asked(database, "export", "graph.dot", "--of", "620/LĐLĐ", "-o", str(tmp_path / "x")).exit_code == 2
