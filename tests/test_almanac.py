from datetime import date

import pytest

from pipeline import almanac
from pipeline.almanac import Workdays


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (almanac.day(2025, 2, 29), None),
        (almanac.day(2024, 2, 29), date(2024, 2, 29)),
        (almanac.month(2024, 2), (date(2024, 2, 1), date(2024, 2, 29))),
        (almanac.quarter(2025, 4), (date(2025, 10, 1), date(2025, 12, 31))),
        (almanac.week(date(2025, 4, 24), 1), (date(2025, 4, 28), date(2025, 5, 4))),
        (almanac.add_months(date(2025, 1, 31), 1), date(2025, 2, 28)),
        (almanac.first_yearly([2], 29, date(2025, 1, 1)), date(2028, 2, 29)),
        (almanac.first_yearly([3, 6, 9, 12], -1, date(2025, 11, 19)), date(2025, 12, 31)),
        (almanac.first_weekly(3, date(2025, 4, 24)), date(2025, 5, 1)),
        (almanac.lunar_new_year(2026), date(2026, 2, 17)),
        (almanac.year_named("Bính Ngọ", 2025), 2026),
        (almanac.year_named("Bính Sửu", 2025), None),
    ],
)
def test_calendar(got: object, want: object) -> None:
    assert got == want


@pytest.mark.parametrize(
    ("start", "number", "want"),
    [
        ("2025-11-17", 5, "2025-11-24"),
        ("2025-04-28", 2, "2025-05-05"),  # 30/4, 1/5 and the day off swapped for it
        ("2025-01-24", 1, "2025-02-03"),  # Tết
    ],
)
def test_working_days(start: str, number: int, want: str) -> None:
    assert Workdays().after(date.fromisoformat(start), number).isoformat() == want


def test_an_office_swaps_days() -> None:
    days = Workdays(worked=[date(2025, 11, 22)], free=[date(2025, 11, 24)])
    assert days.after(date(2025, 11, 21), 2) == date(2025, 11, 25)
