import pytest

from pipeline.presentation.wording import Words

VI, EN = Words("vi"), Words("en")


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("2025-04-24", "24/04/2025", "24 Apr 2025"),
        ("2025-04", "04/2025", "Apr 2025"),
        ("2021", "2021", "2021"),
        (None, "", ""),
        ("hằng năm", "hằng năm", "hằng năm"),
    ],
)
def test_dates_keep_their_precision(value: str | None, vi: str, en: str) -> None:
    assert (VI.date(value), EN.date(value)) == (vi, en)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("2025-04-24", "ngày 24 tháng 4 năm 2025", "24 April 2025"),
        ("2025-02-05", "ngày 05 tháng 02 năm 2025", "5 February 2025"),
        ("2025-10-30", "ngày 30 tháng 10 năm 2025", "30 October 2025"),
    ],
)
def test_a_day_is_written_as_dispatches_write_it(value: str, vi: str, en: str) -> None:
    assert (VI.long_date(value), EN.long_date(value)) == (vi, en)


def test_numbers_are_counted_in_each_language() -> None:
    assert (VI.count(1234, "tasks"), EN.count(1234, "tasks"), EN.count(1, "tasks")) == ("1.234 nhiệm vụ", "1,234 tasks", "1 task")


def test_a_word_that_has_no_label_stands_for_itself() -> None:
    assert (VI.value("something"), VI.value(None), VI.field("x"), VI.type_name("SY"), VI.type_name("KH")) == (
        "something",
        "",
        "x",
        "SY",
        "Kế hoạch",
    )
