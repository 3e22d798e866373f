from pipeline.model import Box, Span
from pipeline.source import Run, Source

WORDS = (
    Run(0, 1, [("ab", 10, 10, 20, 20), ("cd", 22, 11, 40, 20)]),
    Run(6, 1, [("efg", 10, 30, 30, 40)]),
    Run(10, 2, [("hi", 10, 10, 20, 20)]),
)


def test_boxes_are_one_a_line() -> None:
    source = Source("ab cd efg hi", "pdf", page_starts=(0, 10), words=WORDS)
    assert source.boxes(Span(0, 5)) == (Box(1, 10, 10, 40, 20),)
    assert source.boxes(Span(3, 12)) == (Box(1, 22, 11, 40, 20), Box(1, 10, 30, 30, 40), Box(2, 10, 10, 20, 20))
    assert source.boxes(Span(2, 3)) == ()


def test_pages_count_from_one() -> None:
    source = Source("ab cd efg hi", "pdf", page_starts=(0, 10))
    assert [source.page(at) for at in (0, 9, 10)] == [1, 1, 2]
    assert Source("ab").page(0) is None
