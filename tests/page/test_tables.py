from pipeline.page.tables import fill, tables
from pipeline.sheet import Rule, words
from tests.papers import line

ACROSS = [Rule(50, y, 350, y + 0.5) for y in (100, 130, 160, 190)]
DOWN = [Rule(x, 100, x + 0.5, 190) for x in (50, 150, 250, 350)]


def test_a_grid_gives_rows_of_cells() -> None:
    (found,) = tables([*ACROSS, *DOWN])
    assert (found.height, found.width, len(found.cells)) == (3, 3, 9)
    tokens = [
        *line("STT", 60, 115, 10),
        *line("Nhiệm vụ", 155, 115, 10),
        *line("Chủ trì", 255, 115, 10),
        *line("1", 60, 145, 10),
        *line("Rà soát", 155, 140, 8),
        *line("báo cáo", 155, 150, 8),
    ]
    rows = fill(found, tokens)
    assert [[" ".join(words(x) for x in cell) for cell in row] for row in rows] == [
        ["STT", "Nhiệm vụ", "Chủ trì"],
        ["1", "Rà soát báo cáo", ""],
    ]


def test_merged_cells_are_one() -> None:
    down = [Rule(50, 100, 50.5, 190), Rule(150, 130, 150.5, 190), Rule(250, 130, 250.5, 190), Rule(350, 100, 350.5, 190)]
    (found,) = tables([*ACROSS, *down])
    assert (found.cells[0].column, found.cells[0].x1) == (0, 350)  # a row of one cell
    assert len(found.cells) == 7


def test_strokes_in_pieces_make_one_line() -> None:
    pieces = [Rule(x, y, x + 100, y + 0.5) for y in (100, 130, 160, 190) for x in (50, 150, 250)]
    (found,) = tables([*pieces, *DOWN])
    assert len(found.cells) == 9


def test_a_frame_and_an_underline_are_no_table() -> None:
    frame = [Rule(50, 100, 350, 100.5), Rule(50, 190, 350, 190.5), Rule(50, 100, 50.5, 190), Rule(350, 100, 350.5, 190)]
    assert tables([*frame, Rule(400, 50, 460, 50.5), Rule(400, 70, 460, 70.5)]) == []
