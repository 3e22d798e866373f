"""The parts of the form: letterhead, number line, title, Kính gửi, preamble, body, signature, Nơi nhận, appendices."""

from pipeline.model import Layout, Span, Zone
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.text import Text

LINE = Pattern(r"[^\n]*[^\s\n][^\n]*")


def lay_out(text: Text, span: Span, part: int, book: Rulebook) -> Layout:  # noqa: ARG001
    """The zones of one dispatch."""
    lines = tuple(Span(*hit.span()) for hit in LINE.finditer(text.chars, span.start, span.end))
    return Layout(part, span, lines, (Zone("body", span),))
