from dataclasses import replace

from pipeline.binding.sayings import Node, Reading
from pipeline.model import Mention, Paper

PAPER = Paper("a-0", "a.txt", 0, "issued", "1/X", None, "2025-01-02", "Bộ X", None, None, ())
MENTION = Mention("a-0-c0", "1/X", "1/X", None, None, None, None, None, "exact", None, 5, 9)


def said(date: str | None, title: str | None = None, *, held: bool = False) -> Reading:
    return Reading(PAPER, None if held else MENTION, "1/X", None, "Bộ X", None, date, title, "bộ x")


def test_what_is_mostly_said() -> None:
    node = Node(None)
    node.add(said("2025-01-02", "a"), said("2025-01-03", "b"), said("2025-01-03", "longer"), said("2025", None))
    assert (node.papers, node.dates, node.days) == ({"a-0"}, {"2025-01-02", "2025-01-03", "2025"}, {"2025-01-02", "2025-01-03"})
    assert (node.date, node.most("title"), node.most("doc_type")) == ("2025-01-03", "longer", None)


def test_what_is_in_hand_is_believed() -> None:
    node = Node(None)
    node.add(said("2025-01-03"), said("2025-01-03"), said("2025-01-02", held=True))
    assert (node.date, node.held is not None) == ("2025-01-02", True)


def test_the_first_in_hand_is_the_one_held() -> None:
    node = Node(None)
    node.add(replace(said("2025-01-02", held=True), order=7), replace(said("2025-01-03", held=True), order=3))
    assert (node.date, node.order) == ("2025-01-03", 3)


def test_fullness() -> None:
    assert (said("2025-01-02").full, said("2025").full) == (True, False)
