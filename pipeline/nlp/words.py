"""Vietnamese words as spaCy tokens: underthesea says where a word ends, the text stays as it is.

underthesea respells what it is given and joins words over line ends. So only its verdict is taken: its
pattern finds syllables, its tagger says which of them go on a word, and the tokens are cut from the text itself.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any
from unicodedata import combining, is_normalized, normalize

from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab


class Words(DummyTokenizer):
    """A tokenizer whose tokens are Vietnamese words of one or more syllables: `doc.text == text`, whatever the text.

    No word runs over a line end. Blanks but for a single one after a word are tokens, as elsewhere in spaCy.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The words of a text."""
        words: list[str] = []
        spaces: list[bool] = []
        last = 0

        def fill(gap: str) -> None:
            if gap.startswith(" ") and words and not spaces[-1]:
                spaces[-1], gap = True, gap[1:]
            if gap:
                words.append(gap)
                spaces.append(False)

        for start, end in spans(text):
            fill(text[last:start])
            words.append(text[start:end])
            spaces.append(False)
            last = end
        fill(text[last:])
        return Doc(self.vocab, words=words, spaces=spaces)


def make() -> Any:
    """What a spaCy config names as `congvan.words.v1`: a pipeline's tokenizer, made from the pipeline."""
    return lambda nlp: Words(nlp.vocab)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each word of a text stands, in order; what lies between is blank."""
    composed, at = _composed(text)
    position = 0
    for line in composed.splitlines(keepends=True):
        for start, end in _line(line):
            here = (position + start, position + end)
            yield (at[here[0]], at[here[1]]) if at else here
        position += len(line)


def _line(line: str) -> Iterator[tuple[int, int]]:
    pattern, respell, tagger = _underthesea()
    found = [(hit.span(), hit[0]) for hit in pattern.finditer(line) if not hit[0].isspace()]
    if not found:
        return
    tags = tagger.predict([[respell(syllable)] for _, syllable in found])
    start, end = found[0][0]
    for ((_, before), (here, stop)), tag in zip(pairwise(span for span, _ in found), tags[1:], strict=True):
        if tag != "I-W" or line[before:here].strip():
            yield start, end
            start = here
        end = stop
    yield start, end


def _composed(text: str) -> tuple[str, list[int] | None]:
    """The text as one code point a letter, and for each of these where it begins in the text; null where it is so already."""
    if is_normalized("NFC", text):
        return text, None
    chars: list[str] = []
    at: list[int] = []
    starts = [i for i, c in enumerate(text) if not i or not combining(c)]
    for start, end in pairwise([*starts, len(text)]):
        letter = normalize("NFC", text[start:end])
        chars.append(letter)
        at += [start] * len(letter)
    return "".join(chars), [*at, len(text)]


@lru_cache(maxsize=1)
def _underthesea() -> tuple[Any, Any, Any]:
    """Its pattern of syllables, its respelling, its tagger; loaded when the first text comes."""
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
    from underthesea.pipeline import word_tokenize
    from underthesea.pipeline.text_normalize import token_normalize
    from underthesea.pipeline.word_tokenize import regex_tokenize

    tagger = FastCRFSequenceTagger()
    tagger.load(f"{word_tokenize.__path__[0]}/models/ws_crf_vlsp2013_20230727")
    return regex_tokenize.patterns, token_normalize, tagger
