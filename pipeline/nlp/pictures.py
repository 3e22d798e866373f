"""Span groups as displaCy draws them: a page that needs no network."""

from collections.abc import Iterable, Iterator
from typing import Any

from spacy import displacy
from spacy.tokens import Doc

from pipeline.nlp.groups import COLOURS

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>congvan</title>
<style>body {{ font: 16px/1.7 Georgia, "Times New Roman", serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}</style></head>
<body>{lines}</body></html>
"""


def page(doc: Doc, names: Iterable[str] = ("header", "citations", "deadlines")) -> str:
    """A document's lines with these span groups drawn under them, as an HTML page; lines of no group stand as they are."""
    spans = [span for name in names for span in doc.spans.get(name, ())]
    lines = []
    for start, end in _lines(doc):
        own = [
            {"start_token": max(s.start, start) - start, "end_token": min(s.end, end) - start, "label": s.label_}
            for s in spans
            if s.start < end and start < s.end
        ]
        drawn: dict[str, Any] = {"tokens": [token.text for token in doc[start:end]], "spans": own, "text": doc[start:end].text}
        lines.append(displacy.render(drawn, style="span", manual=True, jupyter=False, options={"colors": COLOURS}))
    return PAGE.format(lines="\n".join(lines))


def _lines(doc: Doc) -> Iterator[tuple[int, int]]:
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                yield start, token.i
            start = token.i + 1
    if start < len(doc):
        yield start, len(doc)
