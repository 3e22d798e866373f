import pytest

from pipeline import rulebook
from pipeline.extract.tasks.context import Headings, is_submission
from pipeline.model import Recipient, Setting, Span
from pipeline.segment.outline import outline, path
from tests.segment.test_outline import layout

BOOK = rulebook.shared()
HEADINGS = BOOK.build(Headings)


@pytest.mark.parametrize("entry", BOOK.entries("tasks", "headings"), ids=lambda entry: entry["id"])
def test_headings_mean_what_their_examples_do(entry: rulebook.Entry) -> None:
    for text in entry["examples"]:
        assert HEADINGS.effect(text, Span(0, len(text)))[0] == entry["effect"], text
    for text in entry.get("not", ()):
        assert HEADINGS.effect(text, Span(0, len(text)))[0] != entry["effect"], text


@pytest.mark.parametrize("entry", BOOK.entries("tasks", "labels"), ids=lambda entry: entry["id"])
def test_labels_name_what_their_examples_do(entry: rulebook.Entry) -> None:
    for text in entry["examples"]:
        label = HEADINGS.label(text, Span(0, len(text)))
        assert label, text
        assert label.part == entry["part"], text
    for text in entry.get("not", ()):
        assert HEADINGS.label(text, Span(0, len(text))) is None, text


def leads(chars: str, setting: Setting | None = None) -> dict[str, tuple[str | None, list[str]]]:
    """What each numbered item passes on or inherits: effect and leads."""
    from pipeline.grammar.duties import Duties

    found = layout(chars)
    items = outline(chars, found)
    words = BOOK.build(Duties).words(chars, 0, len(chars))
    places = HEADINGS.places(words, items, found, setting or Setting())
    return {path(items, i): (place.effect, [chars[a:b] for a, b in place.leads]) for i, place in enumerate(places)}


@pytest.mark.parametrize(
    ("chars", "at", "effect", "names"),
    [
        ("I. MỤC ĐÍCH\n1. Nâng cao chất lượng.", "I.1", "none", []),
        ("I. KINH PHÍ\n1. Sở Tài chính bố trí kinh phí.", "I.1", "named", []),
        ("1. Sở Nội vụ\na) Rà soát quy chế.", "1.a", None, ["Sở Nội vụ"]),
        ("1. Sở Nội vụ\n1.1. Công tác cán bộ\na) Rà soát.", "1.1.a", None, ["Sở Nội vụ"]),
        ("1. Sở Nội vụ\n1.1. Phòng Cải cách hành chính\na) Rà soát.", "1.1.a", None, ["Phòng Cải cách hành chính"]),  # the nearest counts
        ("Điều 3. Trách nhiệm của Sở Nội vụ\n1. Rà soát.", "Điều 3.1", None, ["Sở Nội vụ"]),
        ("Điều 3. Trách nhiệm các sở, ban, ngành\n1. Rà soát.", "Điều 3.1", None, ["các sở, ban, ngành"]),
        ("1. Sở Nội vụ\n1.1. Trách nhiệm chung\na) Rà soát.", "1.1.a", None, ["Sở Nội vụ"]),
        ("1. Giao Sở Y tế chủ trì:\na) Rà soát.", "1.a", None, ["Sở Y tế"]),
        ("1. Tuyên truyền\na) Rà soát.", "1.a", None, []),
        ("I. MỤC TIÊU\nSở Y tế cần thực hiện các nhiệm vụ sau:\n1. Rà soát.", "I.1", None, ["Sở Y tế"]),  # opened by name
        ("I. MỤC TIÊU\nMột số chỉ tiêu sau:\n1. Rà soát.", "I.1", "none", []),
        ("Chương I\nPHẠM VI ÁP DỤNG\nĐiều 1. Rà soát.", "Điều 1", "none", []),  # the title on a line of its own
        ("1. Cá nhân được hưởng các quyền lợi sau:\na) Hỗ trợ chi phí.", "1.a", "none", []),
        ("1. Hàng hóa do tổ chức, cá nhân cung cấp:\na) Tên.", "1.a", None, []),
    ],
)
def test_what_headings_pass_on(chars: str, at: str, effect: str | None, names: list[str]) -> None:
    assert leads(chars)[at] == (effect, names)


def test_a_decision_asks_for_names() -> None:
    chars = "1. Rà soát.\n- Sửa đổi."
    items = outline(chars, layout(chars))
    from pipeline.grammar.duties import Duties

    words = BOOK.build(Duties).words(chars, 0, len(chars))
    for kind, is_open in (("QĐ", False), ("KH", True)):
        assert HEADINGS.places(words, items, layout(chars), Setting(doc_type=kind))[0].open is is_open


@pytest.mark.parametrize(
    ("kind", "addressee", "body", "upwards"),
    [
        ("CV", "Thủ tướng Chính phủ", "Bổ sung quy định.", True),
        ("CV", "Sở Y tế", "Bộ Y tế kính trình Chính phủ.", True),
        ("CV", "Sở Y tế", "Rà soát.", False),
        ("KH", "Thủ tướng Chính phủ", "Rà soát.", False),
    ],
)
def test_submissions(kind: str, addressee: str, body: str, upwards: bool) -> None:
    to = (Recipient("addressee", addressee, Span(0, 1), "to", 1.0),)
    assert is_submission(body, layout(body), Setting(doc_type=kind), to) is upwards


def test_questions_and_law_in_a_letter() -> None:
    chars = "Nội dung kiến nghị:\nHướng dẫn rõ.\nCục Thuế trả lời như sau:\nRà soát.\nĐiều 5. Thuế suất\n1. Bổ sung."
    found = layout(chars)
    items = outline(chars, found)
    from pipeline.grammar.duties import Duties

    words = BOOK.build(Duties).words(chars, 0, len(chars))
    places = HEADINGS.places(words, items, found, Setting(doc_type="CV"))
    assert [place.effect for place in places] == ["told", "told", None, None, "told", "told"]
