from pipeline.report.marks import Mark, lines

TEXT = "Số: 12/KH\n\nThực hiện 5/NQ trước 1/6.\nHết\n"


def shown(*marks: Mark, start: int = 0, end: int = len(TEXT)) -> list[list[tuple[str, str]]]:
    return [[(p.text, p.kinds) for p in line.pieces] for line in lines(TEXT, start, end, marks)]


def test_a_text_without_marks_is_its_paragraphs() -> None:
    assert shown() == [[("Số: 12/KH", "")], [("Thực hiện 5/NQ trước 1/6.", "")], [("Hết", "")]]
    assert [line.gap for line in lines(TEXT, 0, len(TEXT), ())] == [False, True, False]


def test_a_mark_cuts_its_paragraph() -> None:
    assert shown(Mark("f-key", "fact", 4, 9))[0] == [("Số: ", ""), ("12/KH", "fact")]


def test_marks_that_overlap_are_cut_where_they_meet() -> None:
    marks = (Mark("c0", "citation", 21, 25), Mark("d0", "deadline", 23, 35), Mark("t0", "task", 11, 36))
    assert shown(*marks)[1] == [
        ("Thực hiện ", "task"),
        ("5/", "citation task"),
        ("NQ", "deadline citation task"),
        (" trước 1/6", "deadline task"),
        (".", "task"),
    ]


def test_an_anchor_stands_where_its_mark_begins_and_nowhere_else() -> None:
    found = lines(TEXT, 0, len(TEXT), (Mark("c0", "citation", 4, 25),))
    assert [[p.begins for p in line.pieces if p.begins] for line in found] == [[("c0",)], [], []]
    assert [[p.ids for p in line.pieces if p.marks] for line in found] == [["c0"], ["c0"], []]


def test_a_tag_stands_at_the_paragraph_in_which_its_task_begins() -> None:
    found = lines(TEXT, 0, len(TEXT), (Mark("t0", "task", 11, 40), Mark("t1", "task", 37, 40)))
    assert [line.tasks for line in found] == [(), ("t0",), ("t1",)]


def test_only_the_asked_part_is_given() -> None:
    assert shown(Mark("f-key", "fact", 4, 9), start=11, end=36) == [[("Thực hiện 5/NQ trước 1/6.", "")]]


def test_pages_turn_where_they_begin() -> None:
    assert [line.page for line in lines(TEXT, 0, len(TEXT), (), [(0, 1), (15, 2)])] == [1, 2, None]
