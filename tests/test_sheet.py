import pytest

from pipeline.model import Box
from pipeline.sheet import Sheet, flow, rows, turned_back, words
from tests.papers import line, token


def test_a_line_ends_where_the_hand_jumps_back() -> None:
    tokens = [*line("một hai", 50, 100), *line("ba", 50, 118), *line("bốn", 300, 118), *line("năm", 60, 118.5)]
    assert [words(found) for found in flow(tokens)] == ["một hai", "ba bốn", "năm"]


def test_raised_and_lowered_words_stay_on_their_line() -> None:
    first = token("KTTH", 50, 100)
    small = token("Tien31", first.x1, 104, size=7)
    assert [words(found) for found in flow([first, small])] == ["KTTH Tien31"]


def test_rows_come_from_top_to_bottom_and_left_to_right() -> None:
    tokens = [*line("phải", 300, 101), *line("dưới", 50, 130), *line("trái", 50, 100)]
    assert [words(row) for row in rows(tokens)] == ["trái phải", "dưới"]


@pytest.mark.parametrize("lean", [2.0, -3.0])
def test_places_are_turned_back_onto_the_page(lean: float) -> None:
    sheet = Sheet(1, 600, 800, lean=lean)
    middle = turned_back(Box(1, 295, 395, 305, 405), sheet)
    assert abs(middle.x0 + middle.x1 - 600) < 0.01
    assert abs(middle.top + middle.bottom - 800) < 0.01
    right = turned_back(Box(1, 500, 395, 510, 405), sheet)
    assert (right.top + right.bottom) / 2 == pytest.approx(400 + 205 * (0.0349 if lean > 0 else -0.0523), abs=0.5)
