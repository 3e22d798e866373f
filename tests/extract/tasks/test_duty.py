import pytest

from pipeline import rulebook
from pipeline.extract.tasks.duty import Products
from pipeline.grammar.duties import Duties
from pipeline.model import Span
from pipeline.pattern import Pattern

BOOK = rulebook.shared()


@pytest.mark.parametrize("entry", BOOK.entries("tasks", "products"), ids=lambda entry: entry["id"])
def test_products(entry: rulebook.Entry) -> None:
    pattern = Pattern(entry["pattern"], ignore_case=True)
    assert all(pattern.search(text) for text in entry["examples"])
    assert all(any(text.startswith(verb) for verb in entry["verbs"]) for text in entry["examples"])


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("lập danh sách hộ nghèo gửi về Sở Y tế", "danh sách hộ nghèo"),
        ("Rà soát, xây dựng kế hoạch số hóa, báo cáo kết quả", "kế hoạch số hóa"),
        ("Kiểm tra việc thực hiện", None),
        ("Thành lập kế hoạch", None),  # no verb by itself
    ],
)
def test_what_is_made(text: str, made: str | None) -> None:
    words = BOOK.build(Duties).words(text, 0, len(text))
    found = BOOK.build(Products).first(words, Span(0, len(text)))
    assert (text[found.start : found.end] if found else None) == made
