"""Which other documents a dispatch names, and what it says of them."""

from pipeline.model import Citation, Layout, Setting
from pipeline.rulebook import Rulebook
from pipeline.text import Text


def read(text: Text, layout: Layout, setting: Setting, book: Rulebook) -> tuple[Citation, ...]:  # noqa: ARG001
    """The citations of one dispatch, in order, one a mention."""
    return ()
