"""A dispatch as plain values (lists, dicts, strings, numbers), and back: what a spaCy `Doc` can carry and store."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

from pipeline.model import Actor, Citation, Deadline, Dispatch, Found, Problem, Recipient, Span, Task

Plain = Mapping[str, Any]
LISTS: dict[str, type] = {"recipients": Recipient, "citations": Citation, "deadlines": Deadline, "tasks": Task, "problems": Problem}
Move = Callable[[Span], Span]


def plain(dispatch: Dispatch) -> dict[str, Any]:
    """A dispatch as plain values."""
    values: dict[str, Any] = _bare(asdict(dispatch))
    return values


def dispatch(values: Plain) -> Dispatch:
    """The dispatch that `plain` was given."""
    made: dict[str, Any] = {name: tuple(fact(value, kind) for value in values[name]) for name, kind in LISTS.items()}
    made["facts"] = {name: fact(value, Found) for name, value in values["facts"].items()}
    made["span"] = Span(*values["span"])
    return Dispatch(**{**values, **made})


def fact(values: Plain, kind: type) -> Any:
    """One fact of a dispatch, of one of the kinds in `LISTS`, or a `Found`."""
    made = {name: tuple(value) if isinstance(value, list | tuple) else value for name, value in values.items()}
    if made["span"] is not None:
        made["span"] = Span(*made["span"])
    if kind is Task:
        made["actors"] = tuple(fact(actor, Actor) for actor in made["actors"])
    return kind(**made)


def moved(dispatch: Dispatch, move: Move) -> Dispatch:
    """The same dispatch with each of its spans moved: from one text's offsets to another's."""
    return replace(
        dispatch,
        span=move(dispatch.span),
        facts={name: replace(found, span=move(found.span)) for name, found in dispatch.facts.items()},
        recipients=tuple(replace(r, span=move(r.span)) for r in dispatch.recipients),
        citations=tuple(replace(c, span=move(c.span)) for c in dispatch.citations),
        deadlines=tuple(replace(d, span=move(d.span)) for d in dispatch.deadlines),
        tasks=tuple(replace(t, span=move(t.span), actors=tuple(replace(a, span=move(a.span)) for a in t.actors)) for t in dispatch.tasks),
        problems=tuple(replace(p, span=move(p.span) if p.span else None) for p in dispatch.problems),
    )


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bare(inner) for name, inner in value.items()}
    return [_bare(inner) for inner in value] if isinstance(value, list | tuple) else value
