"""Who must do what: one leaf paragraph a task."""

from pipeline.model import Citation, Deadline, Layout, Recipient, Setting, Task
from pipeline.rulebook import Rulebook
from pipeline.text import Text


def read(
    text: Text,  # noqa: ARG001
    layout: Layout,  # noqa: ARG001
    setting: Setting,  # noqa: ARG001
    recipients: tuple[Recipient, ...],  # noqa: ARG001
    citations: tuple[Citation, ...],  # noqa: ARG001
    deadlines: tuple[Deadline, ...],  # noqa: ARG001
    book: Rulebook,  # noqa: ARG001
) -> tuple[Task, ...]:
    """The tasks of one dispatch, in order."""
    return ()
