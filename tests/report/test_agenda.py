import pytest

from pipeline.report import agenda

JUNE = "2025-06-10"


@pytest.mark.parametrize(
    ("days", "more", "standing"),
    [
        ([], {}, ("open", None)),
        (["2025-06-09"], {}, ("overdue", "2025-06-09")),
        (["2025-06-10"], {}, ("soon", "2025-06-10")),
        (["2025-07-10"], {}, ("soon", "2025-07-10")),
        (["2025-07-11"], {}, ("dated", "2025-07-11")),
        (["2025-06-05", "2025-12-05"], {}, ("dated", "2025-12-05")),
        (["2025-05-05", "2025-06-05"], {}, ("overdue", "2025-06-05")),
        (["2025-03-31"], {"recurs": True}, ("open", "2025-03-31")),
        (["2025-03-31"], {"closed": "done"}, ("done", "2025-03-31")),
        (["2025-03"], {}, ("open", None)),
        (["9999-12-31"], {}, ("open", None)),
    ],
)
def test_where_a_task_stands(days: list[str], more: dict[str, str], standing: tuple[str, str | None]) -> None:
    assert agenda.standing(days, JUNE, **more) == standing  # type: ignore[arg-type]


def test_a_month_has_whole_weeks_from_monday() -> None:
    (june,) = agenda.months({"2025-06-01": ["a"], "2025-06-30": ["b", "c"]})
    assert (june.month, june.tasks, len(june.weeks)) == ("2025-06", 3, 6)
    assert [day.number if day else None for day in june.weeks[0]] == [None] * 6 + [1]
    assert [list(day.items) for week in june.weeks for day in week if day and day.items] == [["a"], ["b", "c"]]


def test_months_without_anything_due_are_left_out() -> None:
    assert [m.month for m in agenda.months({"2025-06-01": ["a"], "2026-01-31": ["b"], "2025": ["c"], "2025-02-31": []})] == [
        "2025-06",
        "2026-01",
    ]
