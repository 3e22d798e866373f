import json
from datetime import date
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner, Result

from pipeline import run
from pipeline.cli import main
from tests.letters import folder, letter, three


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("tasks")
    run.run(folder(three(place / "in"), secret=letter("99/KH-UBND", "2025-08-08", "Việc kín", mark="MẬT")), place / "out")
    return place / "out" / "congvan.db"


def asked(db: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--db", str(db)])


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (
            [],
            [
                ("2025-11-30", "12/KH-UBND"),
                ("2025-11-30", "45/KH-UBND"),
                ("2025-11-30", "78/KH-UBND"),
                *[(None, k) for k in ("12", "45", "78")],
            ],
        ),
        (["--lead", "so noi vu", "--doc", "45/KH-UBND"], [("2025-11-30", "45/KH-UBND")]),
        (
            ["--from", "12/KH-UBND", "--due-after", "2025-10-31", "--due-before", "2025-12-01", "--lead", "Sở Nội vụ"],
            [("2025-11-30", "45/KH-UBND"), ("2025-11-30", "78/KH-UBND")],
        ),
        (["--from", "78/KH-UBND"], []),
        (["--overdue", "--as-of", "2025-11-30"], []),
        (["--overdue", "--as-of", "2025-12-01", "--doc", "12/KH-UBND"], [("2025-11-30", "12/KH-UBND")]),
        (["--due-before", "2025-11-30"], []),
        (["--doc", "99/KH-UBND", "--include-secret", "--lead", "Sở Nội vụ"], [("2025-11-30", "99/KH-UBND")]),
    ],
    ids=lambda v: " ".join(map(str, v))[:60],
)
def test_filters_hold_together(db: Path, words: list[str], rows: list[tuple[str | None, str]]) -> None:
    told = asked(db, "tasks", *words, "--json")
    assert told.exit_code == 0, told.output
    found = json.loads(told.stdout)
    assert [(row["due_date"], row["dispatch_key"]) for row in found] == [(d, k if "/" in k else f"{k}/KH-UBND") for d, k in rows]


def test_the_table_is_short(db: Path) -> None:
    lines = asked(db, "tasks", "--doc", "12/KH-UBND").stdout.splitlines()
    assert lines[0].split() == ["due", "lead", "task", "dispatch"]
    assert lines[1].startswith("2025-11-30  Sở Nội vụ")
    assert lines[1].endswith("12/KH-UBND")
    assert asked(db, "tasks", "--csv").stdout.startswith("due_date,")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--due-before", "30/6/2025"], "no such day; write 2025-06-30"),
        (["--due-after", "2025-02-30"], "no such day"),
        (["--due-before", ""], "no such day"),
        (["--overdue", "--as-of", "soon"], "no such day"),
        (["--as-of", "2025-06-30"], "goes with --overdue"),
        (["--due-after", "2025-07-01", "--due-before", "2025-06-01"], "no day is both"),
        (["--from", "1/X"], "no document has this number"),
        (["--doc", "1/X"], "no document has this number"),
        (["--lead", "Sở Y tế"], "nobody of this name"),
        (["--lead", " "], "give a name"),
        (["--doc", "99/KH-UBND"], "no document has this number"),  # secret
    ],
    ids=lambda v: v if isinstance(v, str) else " ".join(v),
)
def test_wrong_use(db: Path, words: list[str], said: str) -> None:
    told = asked(db, "tasks", *words)
    assert told.exit_code == 2, told.output
    assert said in told.stderr
    assert told.stdout == ""


def test_overdue_is_so_today_unless_a_day_is_given(db: Path) -> None:
    given = asked(db, "tasks", "--overdue", "--as-of", date.today().isoformat(), "--json").stdout
    assert asked(db, "tasks", "--overdue", "--json").stdout == given


@pytest.mark.parametrize(("options", "kind"), [([], "VEVENT"), (["--todo"], "VTODO")])
def test_a_calendar_is_exported(db: Path, tmp_path: Path, options: list[str], kind: str) -> None:
    place = tmp_path / "tasks.ics"
    told = asked(db, "export", "tasks.ics", "-o", str(place), *options)
    assert told.exit_code == 0, told.output
    assert len(icalendar.Calendar.from_ical(place.read_bytes()).walk(kind)) == 3


def test_only_a_calendar_holds_things_to_do(db: Path, tmp_path: Path) -> None:
    told = asked(db, "export", "tasks.csv", "-o", str(tmp_path / "x"), "--todo")
    assert told.exit_code == 2
    assert "only tasks.ics" in told.stderr
