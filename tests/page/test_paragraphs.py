import pytest

from pipeline.page.paragraphs import Measure, gather, measure, turns
from pipeline.sheet import Line, words
from tests.papers import line

PAGE = Measure(85, 540, 18)


def set_line(text: str, x: float, base: float, end: float | None = None, size: float = 13) -> Line:
    """A line whose last word is drawn out to `end`."""
    tokens = line(text, x, base, size)
    return tuple([*tokens[:-1], tokens[-1]._replace(x1=end)] if end else tokens)


FULL = 539.0


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ([set_line("một hai", 113, 100, FULL), set_line("ba bốn", 85, 118)], ["một hai ba bốn"]),
        ([set_line("một hai;", 113, 100, 300), set_line("ba bốn", 113, 118)], ["một hai;", "ba bốn"]),
        ([set_line("căn cứ một;", 113, 100, FULL), set_line("căn cứ hai;", 113, 118)], ["căn cứ một;", "căn cứ hai;"]),
        ([set_line("a) một hai.", 85, 100, FULL), set_line("b) ba", 85, 118)], ["a) một hai.", "b) ba"]),
        ([set_line("một hai", 85, 100, FULL), set_line("ba", 85, 160)], ["một hai", "ba"]),  # a wide gap
        ([set_line("một hai", 85, 100, FULL, 13), set_line("ba", 85, 118, None, 10)], ["một hai", "ba"]),  # other type
        ([set_line("TM. CHÍNH PHỦ", 300, 100, FULL), set_line("THỦ TƯỚNG", 310, 118)], ["TM. CHÍNH PHỦ", "THỦ TƯỚNG"]),
        ([set_line("- một hai", 113, 100, FULL), set_line("ba bốn", 121, 118)], ["- một hai ba bốn"]),  # hangs behind its dash
        ([set_line("Bộ Lao động -", 113, 100, 520), set_line("Thương binh", 85, 118)], ["Bộ Lao động - Thương binh"]),
        ([set_line("4.3. Đề án", 113, 100, FULL), set_line("- Tiếp tục", 113, 118)], ["4.3. Đề án", "- Tiếp tục"]),  # a heading
        (  # a first line that is set in, behind a paragraph of lines that aren't
            [set_line("một", 113, 100, FULL), set_line("hai.", 85, 118, FULL), set_line("ba", 113, 136)],
            ["một hai.", "ba"],
        ),
        ([set_line("V/v một hai", 60, 100, 240), set_line("ba bốn", 100, 118, 200)], ["V/v một hai ba bốn"]),  # in the middle of its column
        ([set_line("V/v một hai", 60, 100, 240), set_line("Ba bốn", 113, 118)], ["V/v một hai", "Ba bốn"]),
        ([set_line("số 12/QĐ-", 113, 100, 500), set_line("UBND ngày", 85, 118)], ["số 12/QĐ-", "UBND ngày"]),
    ],
)
def test_lines_that_had_no_room_go_on(lines: list[Line], paragraphs: list[str]) -> None:
    assert [" ".join(words(x) for x in found) for found in gather(lines, PAGE)] == paragraphs


def test_measure_finds_the_margins() -> None:
    lines = [set_line("một", 113, 100, 540), set_line("hai", 85, 118, 539), set_line("ba", 85, 136, 540), set_line("bốn", 85, 154)]
    found = measure(lines)
    assert found
    assert abs(found.left - 85) < 3
    assert abs(found.right - 540) < 3
    assert found.leading == 18
    assert measure(lines[:1]) is None


@pytest.mark.parametrize(
    ("last", "first", "goes_on"),
    [
        (set_line("một hai", 85, 780, FULL), set_line("ba", 85, 80), True),
        (set_line("một hai", 85, 780, 300), set_line("ba", 85, 80), False),
        (set_line("một hai", 85, 780, FULL), set_line("Ba", 113, 80), False),
        (set_line("một hai", 85, 780, FULL), set_line("2. Ba", 85, 80), False),
    ],
)
def test_a_paragraph_may_turn_the_page(last: Line, first: Line, goes_on: bool) -> None:
    assert turns([last], PAGE, first, PAGE) is goes_on
