from pathlib import Path
from unicodedata import normalize

import pytest
import spacy
from spacy.language import Language

from pipeline.nlp.words import spans

SENTENCE = "Ủy ban nhân dân tỉnh Lai Châu triển khai công tác bình đẳng giới, trước ngày 5/12/2025."
TEXTS = {
    "plain": SENTENCE,
    "blanks": "  Sở   Nội vụ \u00a0chủ trì\t\tthực hiện  ",
    "lines": "Số: 1712/KH-UBND\r\n\r\nLai Châu,\nngày 22 tháng 4\n",
    "decomposed": normalize("NFD", SENTENCE),
    "half composed": "Sơ\u0309 Nội vụ và \u0301 dấu lạc",
    "old tone marks": "Uỷ ban khoá XIII hoà giải",
    "look-alikes": "Ðoàn \u200bthanh\u00adniên 😀 \x00\ufffd",
    "only blanks": " \n\n\t ",
    "empty": "",
    "no blanks": "ngày22/4/2025củaUBNDtỉnh",
}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "congvan.words.v1"}}})


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_text_stays_as_it_is(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_words_have_more_than_one_syllable(nlp: Language) -> None:
    words = [token.text for token in nlp(SENTENCE)]
    assert {"nhân dân", "Lai Châu", "triển khai", "công tác", "bình đẳng", "5/12/2025"} <= {*words} | {w[-8:] for w in words}
    assert len(words) < len(SENTENCE.split())


def test_a_decomposed_text_has_the_same_words(nlp: Language) -> None:
    assert [normalize("NFC", token.text) for token in nlp(TEXTS["decomposed"])] == [token.text for token in nlp(SENTENCE)]


def test_no_word_runs_over_a_line_end() -> None:
    text = "Ủy ban nhân\ndân tỉnh"
    assert not [text[a:b] for a, b in spans(text) if "\n" in text[a:b]]


def test_it_is_stored_and_loaded(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert [t.text for t in spacy.load(tmp_path)(SENTENCE)] == [t.text for t in nlp(SENTENCE)]
