"""Dispatches as spaCy training data: a `DocBin` of annotated documents."""

from pipeline.model import Span
from pipeline.nlp import values
from pipeline.store import shelf
from pipeline.store.access import Connection


def docbin(db: Connection) -> bytes:
    """A document for each dispatch, by file and part: its text, our span groups, citations and deadlines as entities.

    `doc.user_data["congvan"]` holds the typed values, `doc.user_data["source"]` the file and the dispatch's id.
    """
    from pipeline.nlp import training  # spaCy takes half a second, and other exports don't need it

    return training.packed(
        training.Sample(text[d.span.start : d.span.end], values.moved(d, _within(d.span)), {"file": file, "id": id_})
        for id_, file, text, d in shelf.held(db)
    )


def _within(whole: Span) -> values.Move:
    """Places in the file as places in the dispatch; what lies outside ends at its border."""

    def move(span: Span) -> Span:
        start, end = (min(max(at, whole.start), whole.end) - whole.start for at in span)
        return Span(start, end)

    return move
