from dataclasses import replace

import pytest

from pipeline import rulebook
from pipeline.extract import limits
from pipeline.model import Actor, Citation, Problem, Span, Task
from pipeline.parse import parse
from tests.letters import letter

CITED = Citation(Span(0, 1), "rule", 1.0, "mentions", "body", "exact")
TASK = Task(Span(0, 1), "rule", 1.0, lead_source="named", actors=(Actor("lead", "Sở Nội vụ", Span(0, 1)),), deadlines=(0,))


@pytest.mark.parametrize(("beyond", "kept", "codes"), [(-1, 4_999, []), (0, 5_000, []), (1, 5_000, ["limit"])])
def test_rows(beyond: int, kept: int, codes: list[str]) -> None:
    problems: list[Problem] = []
    rows = [CITED] * (limits.MOST + beyond)
    assert len(limits.citations(rows, problems)) == len(limits.first(rows, "citations", [])) == kept
    assert [problem.code for problem in problems] == codes


def test_what_points_behind_the_last_row_points_nowhere() -> None:
    rows = [replace(CITED, antecedent=limits.MOST, within=limits.MOST - 1)] * (limits.MOST + 1)
    assert {(row.antecedent, row.within) for row in limits.citations(rows, [])} == {(None, limits.MOST - 1)}


@pytest.mark.parametrize(("most", "left_out"), [(20, 0), (19, 1), (1, 10), (0, 10)])
def test_bodies_and_deadlines_of_tasks(monkeypatch: pytest.MonkeyPatch, most: int, left_out: int) -> None:
    monkeypatch.setattr(limits, "MOST_LINKS", most)
    problems: list[Problem] = []
    found = limits.tasks([TASK] * 10, problems)
    bare = replace(TASK, actors=(), deadlines=(), lead_source=None)
    assert found == (TASK,) * (10 - left_out) + (bare,) * left_out
    assert [problem.code for problem in problems] == ["limit"] * bool(left_out)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("citations", "Nghị định số {i}/2020/NĐ-CP ngày 05/3/2020;\n"),
        ("deadlines", "Sở Nội vụ báo cáo trước ngày {d}/6/2025;\n"),
        ("tasks", "- Sở Nội vụ xây dựng kế hoạch số {i}.\n"),
    ],
)
def test_a_text_made_to_do_harm(kind: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 100)
    text = letter().replace("\n1. ", "\n" + "".join(words.format(i=i, d=i % 28 + 1) for i in range(1, 151)) + "1. ", 1)
    (dispatch,) = parse(text, rulebook.shared()).dispatches
    assert len(getattr(dispatch, kind)) == 100
    assert [p.message for p in dispatch.problems if p.code == "limit" and kind in p.message]


def test_a_thousand_bodies_above_a_thousand_tasks() -> None:
    bodies = ", ".join(f"Ủy ban nhân dân xã A{i}" for i in range(300))
    tasks = "".join(f"- Tổ chức triển khai kế hoạch số {i}.\n" for i in range(300))
    text = letter().replace("\n1. ", f"\n1. Giao {bodies} thực hiện các nhiệm vụ sau:\n{tasks}1. ", 1)
    (dispatch,) = parse(text, rulebook.shared()).dispatches
    assert sum(len(task.actors) for task in dispatch.tasks) <= limits.MOST_LINKS
    assert "limit" in [p.code for p in dispatch.problems]
