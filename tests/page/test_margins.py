import pytest

from pipeline.page.margins import strip
from pipeline.sheet import Sheet, Token, words
from tests.papers import HEIGHT, WIDTH, line

BODY = [*line("Điều 1. Phạm vi điều chỉnh", 85, 120), *line("Nghị định này quy định chi tiết", 85, 140)]


def left(*pages: list[Token]) -> list[str]:
    return [words(sheet.tokens) for sheet in strip([Sheet(i, WIDTH, HEIGHT, tuple(tokens)) for i, tokens in enumerate(pages, 1)])]


@pytest.mark.parametrize(
    ("words_", "x", "base", "size"),
    [
        ("2", 295, 40, 13),
        ("- 12 -", 290, 800, 11),
        ("Trang 3/5", 480, 810, 9),
        ("CÔNG BÁO/Số 655 + 656/Ngày 21-4-2025 19", 85, 65, 12),
        ("18 CÔNG BÁO/Số 302/Ngày 02-06-2026", 85, 65, 12),
    ],
)
def test_page_numbers_and_gazette_heads_go(words_: str, x: float, base: float, size: float) -> None:
    assert left([*line(words_, x, base, size), *BODY]) == [words(BODY)]


@pytest.mark.parametrize(("words_", "x", "base"), [("Số: 12", 85, 60), ("2025 là năm đầu tiên thực hiện", 85, 60), ("12", 85, 400)])
def test_other_lines_stay(words_: str, x: float, base: float) -> None:
    assert left([*line(words_, x, base), *BODY]) == [words([*line(words_, x, base), *BODY])]


def test_a_number_beside_words_is_no_page_number() -> None:
    page = [*line("2", 540, 60), *line("Lê Hoàng Anh", 300, 60), *BODY]
    assert left(page) == [words(page)]


def test_what_runs_on_most_pages_goes() -> None:
    foot = line("https://luatvietnam.vn trang in ngày 02/05/2025", 85, 812, 8)
    pages = [[*BODY, *foot], [*BODY, *foot], BODY]
    assert left(*pages) == [words(BODY)] * 3
