from pipeline.model import Box, Layout, Parsed, Span, Zone

LAYOUT = Layout(
    0,
    Span(0, 100),
    (Span(0, 9), Span(10, 20)),
    (Zone("preamble", Span(5, 20)), Zone("body", Span(20, 60)), Zone("signature", Span(60, 70)), Zone("appendix", Span(70, 100))),
)


def test_spans_meet_and_hold() -> None:
    assert Span(0, 5).holds(Span(1, 5))
    assert not Span(0, 5).holds(Span(1, 6))
    assert not Span(0, 5).meets(Span(5, 6))


def test_scope_follows_the_zones() -> None:
    assert [LAYOUT.scope(at) for at in (0, 10, 30, 65, 80)] == ["preamble", "preamble", "body", "body", "appendix"]


def test_lines_of_a_zone() -> None:
    assert LAYOUT.lines(Span(5, 20)) == (Span(10, 20),)
    assert LAYOUT.zone("nothing") is None


def test_page_of_an_offset() -> None:
    carried = (Span(30, 40), Box(2, 0, 0, 9, 9))  # by a row that turns the page
    parsed = Parsed("a.pdf", "", 0, "pdf", page_starts=(0, 50), boxes=(carried,))
    assert [parsed.page(Span(*span)) for span in ((0, 9), (30, 40), (49, 51), (50, 51))] == [1, 2, 1, 2]
    assert Parsed("a.txt", "", 0, "text").page(Span(3, 4)) is None
