import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Layout, Span, Zone
from pipeline.segment.outline import PLAIN, marker_at, outline, path


def layout(chars: str) -> Layout:
    spans, at = [], 0
    for line in chars.split("\n"):
        if line.strip():
            spans.append(Span(at + len(line) - len(line.lstrip()), at + len(line.rstrip())))
        at += len(line) + 1
    return Layout(0, Span(0, len(chars)), tuple(spans), (Zone("body", Span(0, len(chars))),))


def paths(chars: str) -> list[str]:
    items = outline(chars, layout(chars))
    return [f"{path(items, i)}|{chars[item.span.start : item.span.end]}" for i, item in enumerate(items)]


@pytest.mark.parametrize(
    ("chars", "found"),
    [
        ("I. A\n1. B\na) C\n- D\n+ E\n- F\nb) G\n2. H\nII. J", "I|A I.1|B I.1.a|C I.1.a|D I.1.a|E I.1.a|F I.1.b|G I.2|H II|J"),
        ("1. A\n1.1. B\n1.2. C\n2. D", "1|A 1.1|B 1.2|C 2|D"),  # 1.1 has the 1 of its heading in it
        ("Chương I\nĐiều 1. A\n1. B\na) C\nĐiều 2. D\nE", "Chương I| Điều 1|A Điều 1.1|B Điều 1.1.a|C Điều 2|D Điều 2|E"),
        ("A\n- B\nC\n1. D\nE", "|A |B |C 1|D 1|E"),  # a paragraph without a marker belongs to the number above, not to the dash
        ("II.4.1. A", "II.4.1|A"),
        ("(i) A\n(ii) B", "i|A ii|B"),
        ("I) A\nv. B", "I|A I.v|B"),
        ("1. A\n“1. B\n2. C”\n2. D", "1|A 1|B 1|C” 2|D"),  # what is quoted hangs on the item that quotes it
        ("đ) A\ne) B", "đ|A e|B"),
    ],
)
def test_paragraphs_are_nested(chars: str, found: str) -> None:
    assert " ".join(paths(chars)) == found


@pytest.mark.parametrize(
    "line",
    [
        "Sở Nội vụ báo cáo",
        "Điều này là đúng",
        "mục tiêu",
        "15 ngày làm việc",
        "1.200.000 đồng",
        "-",
        "a",
        "Vì vậy, các đơn vị",
        "Cơ quan a) và b)",
    ],
)
def test_words_that_are_no_markers(line: str) -> None:
    assert marker_at(line, 0, len(line)).rank == PLAIN


def test_what_is_left_out() -> None:
    chars = "1. A\n| x | y |\n2. B"
    items = outline(chars, layout(chars), without=[Span(5, 14)])
    assert [chars[item.span.start : item.span.end] for item in items] == ["A", "B"]


@given(st.text(alphabet="IV1.a)-+Điều “”\n x", max_size=60))
def test_any_lines_are_nested(chars: str) -> None:
    items = outline(chars, layout(chars))
    for i, item in enumerate(items):
        assert item.parent is None or (item.parent < i and items[item.parent].children and items[item.parent].rank < item.rank)
        path(items, i)


def test_a_phrase_in_quotes_opens_no_quotation() -> None:
    chars = "1. Đào tạo\n“Học vụ số” cho người dân.\n2. Khác\n“Điều 3. Sửa “A” đổi\n1. C\n2. D”\n3. E"
    items = outline(chars, layout(chars))
    assert [path(items, i) for i in range(len(items))] == ["1", "1", "2", "2", "2", "2", "3"]
