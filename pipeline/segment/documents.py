"""Where one dispatch ends and the next begins: the parts of a file."""

from pipeline.model import Span
from pipeline.rulebook import Rulebook
from pipeline.text import Text


def split(text: Text, book: Rulebook) -> tuple[Span, ...]:  # noqa: ARG001
    """The dispatches of a file, in order; empty where it holds none."""
    return (Span(0, len(text)),)
