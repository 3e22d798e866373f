import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import run
from pipeline.cli import main
from tests.letters import folder
from tests.test_diff import PLANS


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("compare")
    run.run(folder(place / "in", **PLANS), place / "out", run.Options(jobs=1))
    return place / "out" / "congvan.db"


def asked(db: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["diff", *words, "--db", str(db)])


def test_as_text(db: Path) -> None:
    told = asked(db, "a.txt", "later.txt")
    assert told.exit_code == 0
    assert "deadlines: trước ngày 30/11/2024 [2024-11-30] → trước ngày 15/12/2025 [2025-12-15]" in " ".join(told.stdout.split())


def test_as_json_and_csv(db: Path) -> None:
    found = json.loads(asked(db, "a.txt", "more.txt", "--json").stdout)
    assert found["counts"]["new"] == 1
    assert found["tasks"][0]["after"]["due"][0]["due_date"] == "2025-11-30"
    assert asked(db, "a.txt", "more.txt", "--csv").stdout.startswith("state,section,text,before,likeness,changes")


def test_as_a_page(db: Path, tmp_path: Path) -> None:
    told = asked(db, "a.txt", "later.txt", "-o", str(tmp_path / "page.html"))
    assert (told.exit_code, told.stdout) == (0, "")
    assert "15/12/2025" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("a.txt", "a.txt"), ("a.txt", "9/KH-UBND"), ("a.txt", "nowhere")])
def test_wrong_use(db: Path, words: tuple[str, str]) -> None:
    told = asked(db, *words)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith("congvan: ")


def test_what_is_perhaps_the_same_is_shown_with_what_it_may_stand_for(tmp_path: Path) -> None:
    inbox = Path(__file__).resolve().parents[2] / "corpus" / "inbox"
    names = ("01-bvstbpn-lai-chau-2023.txt", "du-thao-kh-ubnd-lai-chau-2026.txt")
    (tmp_path / "in").mkdir()
    for name in names:
        (tmp_path / "in" / name).write_bytes((inbox / name).read_bytes())
    run.run(tmp_path / "in", tmp_path / "out", run.Options(jobs=1))
    told = " ".join(asked(tmp_path / "out" / "congvan.db", *names).stdout.split())
    perhaps = json.loads(asked(tmp_path / "out" / "congvan.db", *names, "--json").stdout)["counts"]["perhaps"]
    assert told.count("[perhaps instead of:") == perhaps > 0
