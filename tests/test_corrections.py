from contextlib import closing
from pathlib import Path

import pytest

from pipeline import corrections, rulebook, run
from pipeline.corrections import Correction, Known
from pipeline.errors import UsageError
from pipeline.model import Actor, Deadline, Dispatch, Found, Parsed, Problem, Span, Task
from pipeline.store import queries
from tests.letters import SHORTEST

TEXT = "Số: 17l2/KH-UBND\nSở Nội vụ chủ trì, báo cáo trước ngày 30/6.\nUBND các xã phối hợp.\n"
FIRST = Task(Span(17, 60), "r", 0.9, lead_source="named", actors=(Actor("lead", "Sở Nội vụ", Span(17, 26)),), deadlines=(0,))
SECOND = Task(Span(61, 82), "r", 0.9)
DISPATCH = Dispatch(
    0,
    Span(0, len(TEXT)),
    "draft",
    {"key": Found("17l2/KH-UBND", Span(4, 16), "r", 0.5), "issuer": Found("UBND", Span(0, 2), "r", 0.4)},
    issuer_id="old",
    deadlines=(Deadline(Span(44, 59), "r", 0.8, due_date="2025-06-30"),),
    tasks=(FIRST, SECOND),
    problems=(Problem("no_date", "no date"), Problem("draft", "a draft")),
)
PARSED = Parsed("a/1712.txt", "0123456789abcdef", 1, "text", text=TEXT, dispatches=(DISPATCH, Dispatch(1, Span(0, 0), "issued", {})))


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "corrections.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_entries_are_read_in_order(tmp_path: Path) -> None:
    text = """
- {file: ./a\\b.txt, field: key, value: 01/KH-UBND, who: An, when: 2025-05-02}
- {file: b.txt, part: 1, field: issuer, value: }
- {file: b.txt, task: Sở Nội vụ, done: 2025-05-10, by: 45/BC-SNV}
"""
    assert corrections.load(written(tmp_path, text)) == (
        Correction("a/b.txt", "key", "01/KH-UBND", who="An", when="2025-05-02"),
        Correction("b.txt", "issuer", None, part=1),
        Correction("b.txt", "done", "2025-05-10", task="Sở Nội vụ", by="45/BC-SNV"),
    )
    assert corrections.load(written(tmp_path, "# nothing yet\n")) == ()


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("file: a", "must be a list"),
        ("- a", "entry 1: must be keys"),
        ("- {field: key, value: x}", "missing file"),
        ("- {file: a, field: number, value: x}", r"entry 1 \(a\): no such field 'number'; there are done, status, code_number"),
        ("- {file: a, filed: key, value: x}", "no such key 'filed'"),
        ("- {file: a}", "either field and value, or done"),
        ("- {file: a, field: key, value: x, done: 2025-01-01}", "either field and value, or done"),
        ("- {file: a, field: key}", "missing value"),
        ("- {file: a, field: promulgation_date, value: 22/4/2025}", "'22/4/2025' is no date; write 2025-04-22"),
        ("- {file: a, field: promulgation_date, value: 2025-02-30}", "is no date"),
        ("- {file: a, done: 2025-04}", "must be a whole day"),
        ("- {file: a, field: status, value: lost}", "must be one of issued, draft, incomplete"),
        ("- {file: a, task: Sở, field: key, value: x}", "no such field 'key' of a task"),
        ("- {file: a, part: first, field: key, value: x}", "part must be a number"),
        ("- {file: a, field: key, value: [x]}", "must be one line of text"),
        ("- file: a\n  field: 'x", "not YAML"),
        ("- !!python/object/apply:os.system [id]", "must be keys"),
    ],
)
def test_a_malformed_file_says_where_and_what(tmp_path: Path, text: str, trouble: str) -> None:
    with pytest.raises(UsageError, match=trouble):
        corrections.load(written(tmp_path, text))


def applied(*entries: Correction) -> Dispatch:
    return corrections.apply(PARSED, entries, rulebook.shared()).dispatches[0]


def test_a_corrected_value_wins_and_keeps_its_place() -> None:
    dispatch = applied(Correction("a", "key", "1712/KH-UBND"))
    assert dispatch.facts["key"] == Found("1712/KH-UBND", Span(4, 16), "corrected", 1.0, ("17l2/KH-UBND",))
    assert (dispatch.value("code_number"), dispatch.value("code_notation")) == ("1712", "KH-UBND")


def test_a_value_that_was_not_read_has_no_place() -> None:
    dispatch = applied(Correction("a", "promulgation_date", "2025-04-22"), Correction("a", "status", "issued"))
    assert dispatch.facts["promulgation_date"] == Found("2025-04-22", Span(0, 0), "corrected", 1.0)
    assert (dispatch.status, [p.code for p in dispatch.problems]) == ("issued", ["draft"])


def test_no_value_takes_out_what_was_read() -> None:
    dispatch = applied(Correction("a", "issuer", None))
    assert (dispatch.value("issuer"), dispatch.issuer_id) == (None, None)


def test_a_corrected_issuer_is_looked_up() -> None:
    assert applied(Correction("a", "issuer", "Bộ Tài chính")).issuer_id not in (None, "old")


@pytest.mark.parametrize(("part", "status"), [(None, ["issued", "issued"]), (1, ["draft", "incomplete"])])
def test_an_entry_means_the_first_part_unless_it_says_otherwise(part: int | None, status: list[str]) -> None:
    value = "issued" if part is None else "incomplete"
    made = corrections.apply(PARSED, [Correction("a", "status", value, part=part)], rulebook.shared())
    assert [d.status for d in made.dispatches] == status


def test_a_tasks_day_and_lead_are_corrected() -> None:
    dispatch = applied(
        Correction("a", "due_date", "2025-07-01", task="sở  nội vụ"), Correction("a", "lead", "UBND tỉnh; Sở Y tế", task="UBND các xã")
    )
    first, second = dispatch.tasks
    assert [dispatch.deadlines[i].due_date for i in first.deadlines] == ["2025-07-01"]
    assert [a.name for a in second.actors] == ["UBND tỉnh", "Sở Y tế"]
    assert (second.lead_source, second.rule) == ("named", "corrected")


def test_without_entries_nothing_changes() -> None:
    assert corrections.apply(PARSED, (), rulebook.shared()) is PARSED


TASKS = [
    Known("x-0-t0", "a.txt", 0, "Sở Nội vụ chủ trì"),
    Known("x-0-t1", "a.txt", 0, "UBND các xã"),
    Known("x-1-t0", "a.txt", 1, "Sở Nội vụ"),
]


@pytest.mark.parametrize(
    ("entry", "tasks"),
    [
        (Correction("a.txt", "done", "2025-01-01"), ["x-0-t0", "x-0-t1", "x-1-t0"]),
        (Correction("a.txt", "done", "2025-01-01", part=0), ["x-0-t0", "x-0-t1"]),
        (Correction("a.txt", "done", "2025-01-01", task="SỞ NỘI VỤ"), ["x-0-t0", "x-1-t0"]),
        (Correction("a.txt", "done", "2025-01-01", task="x-0-t1"), ["x-0-t1"]),
        (Correction("a.txt", "done", "2025-01-01", task="Sở Y tế"), [None]),
        (Correction("b.txt", "done", "2025-01-01"), [None]),
        (Correction("a.txt", "handler", "Phòng VX"), [None]),
    ],
)
def test_the_table_says_which_tasks_are_done(entry: Correction, tasks: list[str | None]) -> None:
    assert [row[5] for row in corrections.rows([entry], TASKS)] == tasks


def test_a_closing_document_is_a_row_of_its_own() -> None:
    made = corrections.rows([Correction("a.txt", "done", "2025-01-01", task="UBND", by="45/BC", who="An", when="2025-01-02")], TASKS)
    assert made == [("a.txt", "done", "2025-01-01", "An", "2025-01-02", "x-0-t1"), ("a.txt", "by", "45/BC", "An", "2025-01-02", "x-0-t1")]


def test_entries_are_sorted_by_file_and_marked() -> None:
    key, done = Correction("tệp.txt", "key", "1/KH"), Correction("tệp.txt", "done", "2025-01-01")
    own = corrections.of_files([key, done])
    assert corrections.for_file(own, "te\u0323\u0302p.txt") == (key,)
    assert corrections.mark(()) == ""
    assert corrections.mark((key,)) != corrections.mark((key._replace(value="2/KH"),))


def test_a_correction_survives_every_run_and_goes_with_its_line(tmp_path: Path) -> None:
    inbox, out, said = tmp_path / "inbox", tmp_path / "out", tmp_path / "corrections.yaml"
    inbox.mkdir()
    (inbox / "a.txt").write_text(SHORTEST, encoding="utf-8")
    (inbox / "b.txt").write_text(SHORTEST.replace("12/", "13/"), encoding="utf-8")

    def subjects(*, force: bool = False) -> tuple[int, list[tuple[str, str]]]:
        summary = run.run(inbox, out, run.Options(force=force))
        with closing(queries.opened(out / "congvan.db")) as db:
            rows = db.execute("SELECT value, rule FROM facts JOIN dispatches ON id = dispatch WHERE field = 'subject' AND file = 'a.txt'")
            return summary.read, [tuple(row) for row in rows]

    _, before = subjects()
    said.write_text("- {file: a.txt, field: subject, value: Điều khác, who: An, when: 2025-05-02}\n", encoding="utf-8")
    assert subjects() == (1, [("Điều khác", "corrected")])
    assert subjects() == (0, [("Điều khác", "corrected")])
    assert subjects(force=True) == (2, [("Điều khác", "corrected")])
    said.write_text("", encoding="utf-8")
    assert subjects() == (1, before)
