import pytest

from pipeline import rulebook
from pipeline.model import Layout, Span, Zone
from pipeline.segment import Closings, Procedures, parts
from tests.segment.test_outline import layout

BOOK = rulebook.shared()


def annex(chars: str) -> Layout:
    whole = layout(chars)
    return Layout(0, whole.span, whole.paragraphs, (Zone("appendix", whole.span),))


@pytest.mark.parametrize(
    ("chars", "skipped"),
    [
        ("Phụ lục\nQUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH\n1. Tiếp nhận hồ sơ.", True),
        ("DANH MỤC TTHC\n1. Cấp giấy phép.", True),
        ("KẾ HOẠCH\nCải cách thủ tục hành chính\n1. Rà soát TTHC.", False),  # a plan about them lays duties
        ("PHÂN CÔNG NHIỆM VỤ\n1. Sở Nội vụ báo cáo.", False),
    ],
)
def test_procedures_are_left_out(chars: str, skipped: bool) -> None:
    found = parts(chars, annex(chars), BOOK)
    assert bool(found.procedures) == skipped
    assert bool(found.items) != skipped


def test_only_appendices_are_procedures() -> None:
    chars = "QUY TRÌNH NỘI BỘ\n1. Tiếp nhận hồ sơ."
    assert BOOK.build(Procedures).find(chars, layout(chars)) == []


def test_lines_of_tables_are_no_items() -> None:
    chars = "1. Nhiệm vụ\nSTT\nNhiệm vụ\nChủ trì\nThời hạn\n1\nLập danh sách\nSở Nội vụ\nQuý I\n2. Kinh phí"
    found = parts(chars, layout(chars), BOOK)
    assert [chars[item.span.start : item.span.end] for item in found.items] == ["Nhiệm vụ", "Kinh phí"]
    assert len(found.tables) == 1


@pytest.mark.parametrize("entry", BOOK.entries("tasks", "closings"), ids=lambda entry: entry["id"])
def test_sentences_that_close(entry: rulebook.Entry) -> None:
    pattern = BOOK.build(Closings).pattern
    assert all(pattern.match(text) for text in entry["examples"])
    assert not any(pattern.match(text) for text in entry["not"])


def test_a_closing_sentence_hangs_on_nothing() -> None:
    chars = "1. Rà soát.\nTrong quá trình thực hiện, báo cáo.\nBố trí kinh phí."
    whole = layout(chars)
    zones = (Zone("body", Span(0, 11)), Zone("closing", Span(12, len(chars))))
    items = parts(chars, Layout(0, whole.span, whole.paragraphs, zones), BOOK).items
    assert [item.parent for item in items] == [None, None, 0]
