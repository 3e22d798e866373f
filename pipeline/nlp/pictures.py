"""A document as displaCy draws it: its text, with what was read marked in it, on a page that needs no network."""

from collections.abc import Iterable

from spacy import displacy
from spacy.tokens import Doc, Span

from pipeline.nlp.groups import COLOURS

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>congvan</title>
<style>body {{ font: 17px Georgia, "Times New Roman", serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem }}</style></head>
<body>{text}</body></html>
"""
DERIVED = ("doc_type", "type_name", "code_number", "code_notation", "issuer", "parent_issuer")  # often stand on another field's words


def page(doc: Doc, names: Iterable[str] = ("header", "citations", "deadlines")) -> str:
    """An HTML page of the text with the spans of these groups marked; of those that overlap, the one that says more."""
    spans = [span for name in names for span in doc.spans.get(name, ())]
    ents = [{"start": s.start_char, "end": s.end_char, "label": s.label_} for s in _apart(spans)]
    drawn = {"text": doc.text, "ents": ents, "title": None}
    return PAGE.format(text=displacy.render(drawn, style="ent", manual=True, jupyter=False, options={"colors": _colours(spans)}))


def _apart(spans: Iterable[Span]) -> list[Span]:
    taken: set[int] = set()
    chosen = []
    for span in sorted(spans, key=lambda s: (s.label_ in DERIVED, s.start - s.end, s.start)):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            chosen.append(span)
    return sorted(chosen, key=lambda s: s.start)


def _colours(spans: Iterable[Span]) -> dict[str, str]:
    return {span.label_.upper(): COLOURS.get(span.label_, "#e6e1d5") for span in spans}
