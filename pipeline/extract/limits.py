"""How much one dispatch may say: what goes beyond it is cut, and named as a problem.

The longest of three hundred dispatches cites 1,161 times and lays down 313 tasks with 904 bodies. A text of 50 kB
that is made to do harm says a million things: a thousand bodies above a thousand tasks.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from pipeline.model import Citation, Problem, Span, Task

MOST = 5_000  # rows of one kind
MOST_LINKS = 20_000  # bodies and deadlines of all tasks


class Placed(Protocol):
    """Anything that stands somewhere."""

    @property
    def span(self) -> Span | None:
        """Where."""
        ...


R = TypeVar("R", bound=Placed)


def first(rows: Sequence[R], what: str, problems: list[Problem]) -> tuple[R, ...]:
    """The rows that are kept; the problem is added where it isn't all of them."""
    if len(rows) > MOST:
        problems.append(Problem("limit", f"{len(rows)} {what}: the first {MOST} are kept", rows[MOST].span))
    return tuple(rows[:MOST])


def citations(rows: Sequence[Citation], problems: list[Problem]) -> tuple[Citation, ...]:
    """The same of citations, which may point at one another."""
    if len(rows) <= MOST:
        return tuple(rows)
    return tuple(replace(row, antecedent=_kept(row.antecedent), within=_kept(row.within)) for row in first(rows, "citations", problems))


def tasks(rows: Sequence[Task], problems: list[Problem]) -> tuple[Task, ...]:
    """The same of tasks. One whose bodies and deadlines don't fit any more has none: some of them would be wrong."""
    kept = first(rows, "tasks", problems)
    left = MOST_LINKS
    for place, task in enumerate(kept):
        left -= len(task.actors) + len(task.deadlines)
        if left < 0:
            problems.append(Problem("limit", f"more than {MOST_LINKS} bodies and deadlines of tasks: the others are left out", task.span))
            bare = (replace(one, actors=(), deadlines=(), lead_source=None) for one in kept[place:])
            return (*kept[:place], *bare)
    return kept


def _kept(index: int | None) -> int | None:
    return index if index is not None and index < MOST else None
