import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import gold
from pipeline.errors import UsageError

SHARED = Path(__file__).resolve().parents[2] / "shared"


def written(tmp_path: Path, content: Any) -> Path:
    path = tmp_path / "gold.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        ({}, "'files' is a required property"),
        ({"files": {"a.txt": []}}, "files/a.txt: "),
        ({"files": {"a.txt": [{"part": 0, "promulgation_date": "5/6/2025"}]}}, "promulgation_date: '5/6/2025'"),
        ({"files": {"a.txt": [{"part": 0, "singer": {}}]}}, "'singer' was unexpected"),
        ({"files": {"a.txt": [{"part": 1}]}}, "should count from 0"),
        ({"files": {"a.txt": [{"part": 0, "key": "12/KH-UBND", "code_number": "13", "code_notation": "KH-UBND"}]}}, "doesn't begin"),
        ({"files": {"a.txt": [{"part": 0, "citations": [{"key": "1/KH", "relation": "implement"}]}]}}, "'implement' is not one of"),
    ],
)
def test_troubles_are_named_with_their_place(tmp_path: Path, content: Any, trouble: str) -> None:
    found = gold.validate(written(tmp_path, content))
    assert any(trouble in line for line in found), found
    with pytest.raises(UsageError):
        gold.load(written(tmp_path, content))


def test_not_json(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not JSON"):
        gold.validate(written(tmp_path, "{"))
    with pytest.raises(UsageError, match="name a file"):
        gold.validate(tmp_path / "nothing.json")


@pytest.mark.parametrize("name", ["seeds", "real", "files"])
def test_readings_of_the_team_are_well_formed(name: str) -> None:
    path = SHARED / "gold" / f"{name}.json"
    if not path.exists():
        pytest.skip("readings aren't beside the project")
    assert gold.validate(path) == []
