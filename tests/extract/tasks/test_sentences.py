import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.extract.tasks.sentences import executors_above, on_difficulties, split
from pipeline.grammar.duties import Duties
from pipeline.model import Span

DUTIES = rulebook.shared().build(Duties)


def pieces(text: str) -> list[str]:
    words = DUTIES.words(text, 0, len(text))
    return [text[a:b] for a, b in split(DUTIES, words, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Rà soát quy chế. Tập huấn cho cán bộ.", ["Rà soát"]),
        ("Quyết định này có hiệu lực từ ngày ký. Giám đốc Sở Y tế chịu trách nhiệm thi hành.", ["Quyết định", "Giám đốc"]),
        ("Sở Y tế rà soát. Sở Y tế báo cáo.", ["Sở Y tế"]),  # the same body
        ("Sở Y tế rà soát. Sở Nội vụ báo cáo.", ["Sở Y tế", "Sở Nội vụ"]),
        ("Trên đây là Kế hoạch; Ủy ban nhân dân tỉnh yêu cầu các sở thực hiện.", ["Trên đây", "Ủy ban"]),
        (
            "Yêu cầu các sở thực hiện. Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các đơn vị báo cáo.",
            ["Yêu cầu", "Trong quá trình"],
        ),
        ("Sở Y tế TP. Sở Nội vụ", ["Sở Y tế"]),  # an abbreviation ends no sentence
        ("", [""]),
    ],
)
def test_sentences_that_name_somebody_else(text: str, begins: list[str]) -> None:
    found = pieces(text)
    assert len(found) == len(begins)
    assert all(piece.startswith(words) for piece, words in zip(found, begins, strict=True))


def test_difficulties() -> None:
    text = "Trong quá trình thực hiện, nếu có vướng mắc"
    assert on_difficulties(text, 0)
    assert not on_difficulties(text, 16)


@given(st.lists(st.sampled_from(["Sở Y tế", "rà soát", ". ", "Giao", "Sở Nội vụ", "; ", "Trên đây là", "báo cáo", "TP"]), max_size=14))
def test_any_paragraph_is_cut_in_order(words: list[str]) -> None:
    text = " ".join(words)
    found = pieces(text)
    assert all(piece in text for piece in found)
    assert found[0] == text[: len(found[0])]
    assert found[-1] == text[len(text) - len(found[-1]) :]


def test_executors_in_several_paragraphs() -> None:
    from pipeline.segment.outline import outline
    from tests.segment.test_outline import layout

    text = "Điều 1. Rà soát.\nĐiều 2. Chánh Văn phòng;\nGiám đốc Sở Y tế;\nGiám đốc Sở Nội vụ chịu trách nhiệm thi hành."
    items = outline(text, layout(text))
    words = DUTIES.words(text, 0, len(text))
    start, names = executors_above(DUTIES, words, items, len(items) - 1)
    assert text[start : start + 15] == "Chánh Văn phòng"
    assert [text[a:b] for a, b in names] == ["Chánh Văn phòng", "Giám đốc Sở Y tế"]
    assert executors_above(DUTIES, words, items, 0) == (items[0].span.start, ())
