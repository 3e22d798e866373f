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


@pytest.mark.parametrize(
    ("first", "rule", "days"),
    [
        ("2024-12-31", "FREQ=YEARLY", ["2025-12-31"]),
        ("2025-06-20", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=20", []),
        ("2024-06-20", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=20", ["2025-06-20", "2025-12-20"]),
        (None, "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=15", ["2025-07-15"]),
        ("2025-03-31", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", ["2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31"]),
        ("2025-05-20", "FREQ=MONTHLY;INTERVAL=6", ["2025-11-20", "2026-05-20"]),
        ("2023-06-20", "FREQ=YEARLY;INTERVAL=2", ["2025-06-20"]),
        ("2022-06-20", "FREQ=YEARLY;INTERVAL=2", []),
        (None, "FREQ=MONTHLY;INTERVAL=3", []),
        (None, "FREQ=DAILY", []),
        ("2025-01-31", "hằng năm", []),
        ("2025-01-31", None, []),
        ("2024-02-29", "FREQ=YEARLY", []),
        ("2025-01-31", "FREQ=MONTHLY;BYMONTHDAY=x;INTERVAL=0", []),
    ],
)
def test_rounds_of_a_recurring_duty(first: str | None, rule: str | None, days: list[str]) -> None:
    assert agenda.rounds(first, rule, JUNE) == days


@pytest.mark.parametrize(
    ("rule", "first", "number"), [("FREQ=MONTHLY;BYMONTHDAY=20", "2025-06-20", 12), ("FREQ=WEEKLY;BYDAY=WE", "2025-06-11", 53)]
)
def test_rounds_are_told_for_a_year(rule: str, first: str, number: int) -> None:
    days = agenda.rounds(None, rule, JUNE)
    assert (days[0], len(days)) == (first, number)


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
