import spacy

from pipeline.nlp import pictures
from tests.letters import letter


def drawn(text: str) -> str:
    nlp = spacy.blank("xx")
    nlp.add_pipe("congvan")
    return pictures.page(nlp(text))


def test_a_page_shows_text_and_labels_and_needs_no_network() -> None:
    page = drawn(letter(basis="Thực hiện Kế hoạch số 17/KH-UBND ngày 01/02/2025 của UBND tỉnh,"))
    assert all(words in page for words in ("Nguyễn", "implements", "before", "signer_full_name"))
    assert not any(sign in page for sign in ("http:", "https:", "<script", "src=", "url("))


def test_the_papers_words_are_no_markup() -> None:
    page = drawn(letter(subject="<script>alert(1)</script> trồng cây", basis="Thực hiện Kế hoạch số 17/KH-UBND về <img src=x>,"))
    assert "<script" not in page
    assert "<img" not in page
