"""Documents for training: texts with the facts read from them, packed as spaCy stores them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import spacy
from spacy.tokens import DocBin

from pipeline.model import Dispatch
from pipeline.nlp import groups


class Sample(NamedTuple):
    """A text, the dispatch that it holds, and where it comes from."""

    text: str
    dispatch: Dispatch  # offsets of the text
    source: Mapping[str, str]


def packed(samples: Iterable[Sample]) -> bytes:
    """The samples as a `DocBin`: tokens of `spacy.blank("xx")`, paragraphs as sentences, span groups, entities, typed values.

    The same samples give the same bytes.
    """
    blank = spacy.blank("xx")
    bin_ = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "SENT_START"], store_user_data=True)
    for sample in samples:
        doc = groups.lay(blank.make_doc(sample.text), [sample.dispatch])
        doc.set_ents(groups.entities(doc))
        for token in doc:  # a paragraph is a sentence: whole dispatches are too long to learn from at once
            token.is_sent_start = token.i == 0 or "\n" in doc[token.i - 1].text
        doc.user_data["source"] = dict(sample.source)
        bin_.add(doc)
    content: bytes = bin_.to_bytes()
    return content
