"""From the characters of a file to its paragraphs: one a line, composed, unwrapped, every character with its origin."""

from pipeline.rulebook import Rulebook
from pipeline.source import Source
from pipeline.text import Text


def normalise(source: Source, book: Rulebook, *, blocks: bool = False) -> Text:  # noqa: ARG001
    """Paragraphs of the source, one a line; with `blocks`, a blank line always divides."""
    return Text(source.text)
