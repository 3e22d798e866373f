import pytest

from pipeline import rulebook
from pipeline.extract.tasks.context import Headings
from pipeline.model import Span

BOOK = rulebook.load()
KNOWN = BOOK.build(Headings)
HEADINGS = BOOK.entries("tasks", "headings")
LABELS = BOOK.entries("tasks", "labels")


def whole(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize(("effect", "text"), [(e["effect"], text) for e in HEADINGS for text in e["examples"]])
def test_headings(effect: str, text: str) -> None:
    assert KNOWN.effect(text, whole(text))[0] == effect


@pytest.mark.parametrize(("part", "text"), [(e["part"], text) for e in LABELS for text in e["examples"]])
def test_labels(part: str, text: str) -> None:
    label = KNOWN.label(text, whole(text))
    assert label is not None
    assert label.part == part


@pytest.mark.parametrize(("part", "text"), [(e["part"], text) for e in LABELS for text in e.get("not", ())])
def test_look_alike_labels(part: str, text: str) -> None:
    label = KNOWN.label(text, whole(text))
    assert label is None or label.part != part


def test_what_stands_behind_a_label() -> None:
    text = "Cơ quan chủ trì: Sở Nội vụ."
    label = KNOWN.label(text, whole(text))
    assert label is not None
    assert text[label.span.start : label.span.end] == "Sở Nội vụ."
