"""From the characters of a file to its paragraphs: one a line, composed, unwrapped, every character with its origin."""

from pipeline.normalise.characters import settle
from pipeline.normalise.columns import uncolumn
from pipeline.normalise.lines import unwrap
from pipeline.normalise.misread import mend
from pipeline.rulebook import Rulebook
from pipeline.source import Source
from pipeline.text import Text

RECOGNISED = ("ocr", "image")  # media whose words a recogniser read


def normalise(source: Source, book: Rulebook, *, blocks: bool = False) -> Text:
    """Paragraphs of the source, one a line, an empty line where the source has a gap that divides.

    With `blocks`, a blank line always divides and the order stays; without, a sentence that a page turn cut
    is one sentence, and columns beside each other are set one behind the other.
    """
    text = settle(source.text, book)
    if source.medium in RECOGNISED:
        text = mend(text, book)
    return unwrap(text if blocks else uncolumn(text, book), book, blocks=blocks, wrapped=source.wrapped)
