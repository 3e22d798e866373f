from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline import resolve
from pipeline.errors import UsageError
from pipeline.model import Citation, Dispatch, Found, Parsed, Span, Task
from pipeline.store import access, duties, queries, save
from pipeline.store.access import Connection
from pipeline.store.duties import Wanted

PLAN, LETTER, MINISTRY = "1712/KH-UBND", "620/LĐLĐ", "2855/BNV-BĐG"


def told(db: Connection, wanted: Wanted | None = None) -> list[tuple[str | None, str]]:
    return [(row["due_date"], row["dispatch_key"]) for row in duties.listed(db, wanted)]


def document(db: Connection, ref: str) -> str:
    return str(queries.find(db, ref)["document"])


def test_tasks_stand_in_the_order_in_which_they_are_due(db: Connection) -> None:
    assert told(db) == [
        ("2025-04-30", MINISTRY),
        ("2025-06-05", LETTER),
        ("2025-06-20", PLAN),
        ("2025-06-30", PLAN),
        ("2025-07-31", PLAN),
        ("2025-12-15", MINISTRY),
        ("2026-01-01", "9/CV"),
    ]


def test_a_row_says_who_what_by_when_and_where(db: Connection) -> None:
    row = next(row for row in duties.listed(db) if row["due_date"] == "2025-06-20")
    expected = {
        "lead": ["Sở Nội vụ"],
        "lead_source": "named",
        "coordinating": [],
        "section": "1",
        "deliverable": "báo cáo",
        "carries_out": MINISTRY,
        "state": "open",
        "deadline": "trước ngày 20/6/2025",
        "bound": "before",
        "also_due": [],
        "issuer": "Ủy ban nhân dân tỉnh Lai Châu",
        "file": "tinh/kế hoạch 1712.txt",
    }
    assert {name: row[name] for name in expected} == expected
    text = db.execute("SELECT text FROM texts WHERE file = ?", (row["file"],)).fetchone()[0]
    assert text[row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize(
    ("wanted", "days"),
    [
        (Wanted(before="2025-06-20"), ["2025-04-30", "2025-06-05"]),  # before a day isn't on it
        (Wanted(after="2025-06-20", before="2025-12-31"), ["2025-06-30", "2025-07-31", "2025-12-05", "2025-12-15"]),
        (Wanted(after="2026-01-01"), ["2026-03-31"]),  # every quarter
        (Wanted(after="2025-09-01", before="2025-10-01"), ["2025-09-30"]),
        (Wanted(after="2025-10-01", before="2025-11-30"), []),
        (Wanted(lead="Sở Nội vụ"), ["2025-06-20"]),
        (Wanted(lead="so noi vu"), ["2025-06-20"]),
        (Wanted(lead="SỞ"), ["2025-06-20", "2025-07-31"]),
        (Wanted(lead="nội vụ"), ["2025-06-20"]),
        (Wanted(lead="ubnd"), ["2025-04-30"]),
        (Wanted(lead="so y te", before="2025-08-01", after="2025-07-01"), ["2025-07-31"]),
        (Wanted(lead="so y te", before="2025-07-01"), []),
        (Wanted(overdue="2025-07-01"), ["2025-04-30", "2025-06-20"]),  # what recurs never is; what was answered isn't
        (Wanted(overdue="2025-04-30"), []),  # due on this very day
    ],
    ids=str,
)
def test_filters(db: Connection, wanted: Wanted, days: list[str]) -> None:
    assert [row["due_date"] for row in duties.listed(db, wanted)] == days


@pytest.mark.parametrize("name", ["Sở Nội vu", "Sở Giáo dục", "x", "%", "'; DROP TABLE tasks; --"])
def test_a_name_that_nobody_has(db: Connection, name: str) -> None:
    with pytest.raises(UsageError, match="nobody of this name"):
        duties.listed(db, Wanted(lead=name))


RANKS = {"law": "quoc_hoi", "order": "bo_chinh_tri", "plan": "ubnd_tinh@p34:lai_chau", "letter": "x", "task": "y", "up": "bnv"}
SAYS = {  # who says what of whom, and in which part of the text
    "plan": [("implements", "order", "preamble"), ("based_on", "law", "preamble")],
    "letter": [("based_on", "plan", "preamble"), ("mentions", "order", "body")],
    "task": [("implements", "plan", "body"), ("based_on", "order", "body")],
    "up": [("based_on", "plan", "body"), ("mentions", "order", "body")],
    "order": [("implements", "order", "body")],
}
TYPES = {"law": "NĐ"}


def paper(name: str, number: int) -> Parsed:
    """A dispatch that lays one task; that of `up` carries out what it mentions second."""
    text = f"{name}: làm " + " ".join(f"<{relation} {other}>" for relation, other, _ in SAYS.get(name, ()))
    facts = {
        column: Found(value, Span(0, 1), "r")
        for column, value in {
            "key": f"1/{name}",
            "issuer": name,
            "promulgation_date": "2025-01-01",
            "doc_type": TYPES.get(name, "KH"),
        }.items()
    }
    cited = []
    for relation, other, scope in SAYS.get(name, ()):
        words = f"<{relation} {other}>"
        span = Span(text.index(words), text.index(words) + len(words))
        more: Any = {"promulgation_date": "2025-01-01", "issuer": other, "issuer_id": RANKS[other], "doc_type": TYPES.get(other, "KH")}
        cited.append(Citation(span, "r", 0.9, relation, scope, "exact", f"1/{other}", **more))
    task = Task(Span(0, len(text)), "r", 0.9, citation=1 if name == "up" else None)
    whole = Dispatch(0, Span(0, len(text)), "issued", facts, RANKS[name], citations=tuple(cited), tasks=(task,))
    return Parsed(f"{name}.txt", f"{number:012x}", 1, "text", text=text, dispatches=(whole,))


@pytest.mark.parametrize(
    ("ref", "names"),
    [
        ("order", {"plan", "letter", "task", "up"}),  # by way of the plan, too; `up` by its task alone
        ("plan", {"letter", "task"}),  # a ground in the body orders nothing
        ("letter", set()),
        ("law", set()),  # nobody carries a law out by standing on it
    ],
)
def test_what_carries_a_text_out(tmp_path: Path, ref: str, names: set[str]) -> None:
    files = [paper(name, i) for i, name in enumerate(RANKS)]
    save.save(files, resolve(files), tmp_path / "congvan.db")
    with closing(access.opened(tmp_path / "congvan.db")) as db:
        found = duties.listed(db, Wanted(source=document(db, f"1/{ref}")))
    assert {str(row["dispatch_key"])[2:] for row in found} == names


def test_the_tasks_of_one_document(db: Connection) -> None:
    assert told(db, Wanted(document=document(db, LETTER))) == [("2025-06-05", LETTER)]


def test_a_task_whose_dispatch_was_answered(db: Connection) -> None:
    assert {row["dispatch_key"] for row in duties.listed(db) if row["state"] == "answered"} == {LETTER}


def test_secret_tasks_are_not_there(db: Connection) -> None:
    assert "Tuyệt Đối" not in str(duties.listed(db)) + str(duties.deadlines(db))
    with pytest.raises(UsageError):
        duties.leaders(db, "Sở Tuyệt Đối")


def test_deadlines_know_their_tasks(db: Connection) -> None:
    found = [(row["due_date"], len(row["tasks"])) for row in duties.deadlines(db) if row["dispatch_key"] == LETTER]
    assert found == [("2025-06-05", 1), ("2025-12-05", 1)]
