import pytest

from pipeline import rulebook
from pipeline.grammar.duties import Duties, bodies
from pipeline.model import Span

DUTIES = rulebook.load().build(Duties)


def names(text: str) -> list[str]:
    """The bodies of the list that begins a text."""
    words = DUTIES.words(text, 0, len(text))
    found = bodies(words, 0, Span(0, len(text)))
    return [text[name.start : name.end] for name in found.names]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Sở Nội vụ chủ trì rà soát", ["Sở Nội vụ"]),
        ("Sở Nội vụ, Sở Tài chính và UBND các xã tổ chức thực hiện", ["Sở Nội vụ", "Sở Tài chính", "UBND các xã"]),
        ("Sở Giáo dục và Đào tạo; Sở Y tế có trách nhiệm", ["Sở Giáo dục và Đào tạo", "Sở Y tế"]),
        ("Các sở, ban, ngành tỉnh căn cứ nhiệm vụ", ["Các sở, ban, ngành tỉnh"]),
    ],
)
def test_lists_end_where_the_verb_begins(text: str, want: list[str]) -> None:
    assert names(text) == want
