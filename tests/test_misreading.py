import pytest

from pipeline.misreading import letters, slips


@pytest.mark.parametrize(
    ("a", "b", "most", "count"),
    [
        ("noinhan", "noinhan", 2, 0),
        ("voinhan", "noinhan", 2, 1),
        ("noinh", "noinhan", 2, 2),
        ("kinhgui", "noinhan", 2, 3),  # more than asked for
        ("", "ab", 2, 2),
        ("abc", "", 2, 3),
    ],
)
def test_slips_are_counted_up_to_a_limit(a: str, b: str, most: int, count: int) -> None:
    assert slips(a, b, most) == count


def test_letters_leave_nothing_between() -> None:
    assert letters("Số: 12/QĐ-UBND.") == "Số12QĐUBND"
