import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Span
from pipeline.text import Edit, Text


def test_every_character_leads_back() -> None:
    text = Text("Số:  **73**\n/QĐ").sub([Edit(4, 7, ""), Edit(9, 12, "")])
    assert text.chars == "Số: 73/QĐ"
    assert text.source(Span(4, 6)) == Span(7, 9)
    assert text.source(Span(4, 7)) == Span(7, 13)


def test_replacement_stands_for_the_whole_range() -> None:
    text = Text("a e\u0302 b").sub([Edit(2, 4, "ê")])
    assert text.chars == "a ê b"
    assert text.source(Span(2, 3)) == Span(2, 4)
    assert text.source(Span(3, 5)) == Span(4, 6)
    again = text.sub([Edit(0, 2, ""), Edit(3, 4, "--")])
    assert again.chars == "ê--b"
    assert again.source(Span(0, 1)) == Span(2, 4)
    assert again.source(Span(1, 3)) == Span(4, 5)


def test_insertion_stands_for_nothing() -> None:
    text = Text("ab").sub([Edit(1, 1, " ")])
    assert text.chars == "a b"
    assert text.source(Span(1, 2)) == Span(1, 1)
    assert text.source(Span(0, 3)) == Span(0, 2)


def test_edits_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        Text("abc").sub([Edit(2, 3, "x"), Edit(0, 1, "y")])


@given(st.text(max_size=30), st.data())
def test_kept_characters_are_their_source(chars: str, data: st.DataObject) -> None:
    text = Text(chars)
    for _ in range(3):
        edits, at = [], 0
        while at < len(text) and data.draw(st.booleans()):
            start = data.draw(st.integers(at, len(text)))
            end = data.draw(st.integers(start, len(text)))
            edits.append(Edit(start, end, data.draw(st.sampled_from(["", "#", "##"]))))
            at = end
        text = text.sub(edits)
    for i, char in enumerate(text.chars):
        origin = text.source(Span(i, i + 1))
        assert 0 <= origin.start <= origin.end <= len(chars)
        if char != "#":
            assert chars[origin.start : origin.end] == char
