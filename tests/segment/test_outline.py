import pytest

from pipeline.model import Layout, Span, Zone
from pipeline.pattern import Pattern
from pipeline.segment.outline import DASH, PLAIN, outline, path

LINE = Pattern(r"[^\n]+")


def nested(text: str) -> list[tuple[str, str, bool]]:
    """Path, words and whether anything hangs on it, of each paragraph."""
    lines = tuple(Span(*hit.span()) for hit in LINE.finditer(text))
    whole = Span(0, len(text))
    items = outline(text, Layout(0, whole, lines, (Zone("body", whole),)))
    return [(path(items, i), text[item.span.start : item.span.end], item.children) for i, item in enumerate(items)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "I. NỘI DUNG\n1. Tuyên truyền\n- Tổ chức hội nghị\n- Phát tờ rơi\n2. Kiểm tra\nII. KINH PHÍ",
            [
                ("I", "NỘI DUNG", True),
                ("I.1", "Tuyên truyền", True),
                ("I.1", "Tổ chức hội nghị", False),
                ("I.1", "Phát tờ rơi", False),
                ("I.2", "Kiểm tra", False),
                ("II", "KINH PHÍ", False),
            ],
        ),
        (
            "4. Chương trình\n4.1. Mục một\nRà soát\n4.2. Mục hai",
            [("4", "Chương trình", True), ("4.1", "Mục một", True), ("4.1", "Rà soát", False), ("4.2", "Mục hai", False)],
        ),
        (
            "Chương II\nĐiều 2. Tổ chức thực hiện\n1. Giao Sở A\na) Rà soát\nb) Báo cáo\nĐiều 3. Hiệu lực",
            [
                ("Chương II", "", True),
                ("Điều 2", "Tổ chức thực hiện", True),
                ("Điều 2.1", "Giao Sở A", True),
                ("Điều 2.1.a", "Rà soát", False),
                ("Điều 2.1.b", "Báo cáo", False),
                ("Điều 3", "Hiệu lực", False),
            ],
        ),
    ],
)
def test_nesting(text: str, want: list[tuple[str, str, bool]]) -> None:
    found = nested(text)
    assert [(p, c) for p, _, c in found][-len(want) :] == [(p, c) for p, _, c in want]
    assert [w for _, w, _ in found if w] == [w for _, w, _ in want if w]


def test_what_has_no_marker_is_plain() -> None:
    text = "Mở đầu\n- gạch"
    lines = tuple(Span(*hit.span()) for hit in LINE.finditer(text))
    items = outline(text, Layout(0, Span(0, len(text)), lines, (Zone("body", Span(0, len(text))),)))
    assert [item.rank for item in items] == [PLAIN, DASH]
