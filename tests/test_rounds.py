import pytest

from pipeline.rounds import rounds, whole

JUNE = "2025-06-10"


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
        ("2024-12-31", "FREQ=MONTHLY;INTERVAL=3", ["2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31"]),
        (None, "FREQ=MONTHLY;INTERVAL=3", []),
        (None, "FREQ=DAILY", []),
        ("2025-01-31", "hằng năm", []),
        ("2025-01-31", None, []),
        ("2024-02-29", "FREQ=YEARLY", []),
        ("2025-01-31", "FREQ=MONTHLY;BYMONTHDAY=x;INTERVAL=0", []),
    ],
)
def test_rounds_of_a_recurring_duty(first: str | None, rule: str | None, days: list[str]) -> None:
    assert rounds(first, rule, JUNE) == days


@pytest.mark.parametrize(
    ("rule", "first", "number"), [("FREQ=MONTHLY;BYMONTHDAY=20", "2025-06-20", 12), ("FREQ=WEEKLY;BYDAY=WE", "2025-06-11", 53)]
)
def test_rounds_are_told_for_a_year(rule: str, first: str, number: int) -> None:
    days = rounds(None, rule, JUNE)
    assert (days[0], len(days)) == (first, number)


@pytest.mark.parametrize(
    ("rule", "first", "said"),
    [
        ("FREQ=MONTHLY;INTERVAL=3", "2025-06-30", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        ("FREQ=MONTHLY", "2025-02-28", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=MONTHLY", "2025-06-20", "FREQ=MONTHLY"),
        ("FREQ=MONTHLY;BYMONTHDAY=30", "2025-06-30", "FREQ=MONTHLY;BYMONTHDAY=30"),
        ("FREQ=YEARLY", "2025-06-30", "FREQ=YEARLY"),
        ("FREQ=MONTHLY", None, "FREQ=MONTHLY"),
        ("hằng quý", "2025-06-30", "hằng quý"),
    ],
)
def test_the_last_of_a_month_is_so_in_every_month(rule: str, first: str | None, said: str) -> None:
    assert whole(rule, first) == said
