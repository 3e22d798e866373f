from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.grammar.dates import date_at, day_at, days, iso

FORMS = [
    "ngày {d} tháng {m} năm {y}",
    "ngày {d:02}/{m:02}/{y}",
    "{d}/{m}/{y}",
    "{d:02}-{m:02}-{y}",
    "{d}.{m}.{y}",
    "ngày {d} tháng{m} năm{y}",
    "ngày{d}/{m}/{y}",
    "Ngày {d} / {m} / {y}",
]


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(FORMS))
def test_every_day_in_every_form(day: date, form: str) -> None:
    words = form.format(d=day.day, m=day.month, y=day.year)
    found = day_at(words + " của", 0, len(words) + 4)
    assert found is not None
    assert found.iso == day.isoformat()
    assert found.span == (0, len(words))


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("tháng 4 năm 2026", "2026-04"),
        ("tháng 6/2023", "2023-06"),
        ("năm 2021", "2021"),
        ("ngày 30 tháng 2 năm 2025", None),
        ("ngày 5/6", None),
        ("tháng 13/2020", None),
    ],
)
def test_precision_is_that_of_the_text(words: str, want: str | None) -> None:
    found = date_at(words, 0, len(words))
    assert found is not None
    assert found.iso == want


@pytest.mark.parametrize("words", ["123/4567", "của ngày", "25/5/20211", "1/2/3/4x", "ngày 25 tháng 5 năm 20211", "ngày /5/2021"])
def test_no_day_at_the_start(words: str) -> None:
    found = day_at(words, 0, len(words))
    assert found is None or found.iso is None


def test_days_in_running_text() -> None:
    words = "từ ngày 15/11 đến ngày 15/12/2023 và ngày 3 tháng 2"
    assert [(d.day, d.month, d.year) for d in days(words, 0, len(words))] == [(15, 11, None), (15, 12, 2023), (3, 2, None)]


def test_leap_days() -> None:
    assert iso(2024, 2, 29) == "2024-02-29"
    assert iso(2023, 2, 29) is None
    assert date(2024, 2, 28) + timedelta(1) == date(2024, 2, 29)
