"""By when: expressions that bound a duty in time."""

from pipeline.model import Citation, Deadline, Layout, Setting
from pipeline.rulebook import Rulebook
from pipeline.text import Text


def read(text: Text, layout: Layout, setting: Setting, citations: tuple[Citation, ...], book: Rulebook) -> tuple[Deadline, ...]:  # noqa: ARG001
    """The deadlines of one dispatch, in order, one an expression; dates inside citations are none."""
    return ()
