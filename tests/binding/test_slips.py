from collections import defaultdict

import pytest

from pipeline.binding.likeness import Number, number_of
from pipeline.binding.sayings import Node, Reading
from pipeline.binding.slips import Slips
from pipeline.model import Mention, Paper
from pipeline.rulebook import shared

HERE, LABOUR = "ubnd_tinh@p63:lai_chau", "bldtbxh"
DAY = "2025-01-02"
FLOOD, EXAM = "phòng chống lụt bão mùa mưa", "kỳ thi tuyển viên chức y tế"


def said(key: str, paper: str, title: str | None = None, *, date: str = DAY, by: str = HERE, held: bool = False, **more: str) -> Reading:
    citing = Paper(paper, f"{paper}.txt", 0, "issued", None, None, "2025-06-01", None, HERE, None, ())
    mention = None if held else Mention("m", key, key, None, date, "UBND", by, title, "exact", None, 0, 1)
    return Reading(citing, mention, key, more.get("doc_type"), "UBND", by, date, title, "ubnd", order=ord(paper[0]))


def slips(*readings: Reading) -> Slips:
    blocks: defaultdict[Number, list[Reading]] = defaultdict(list)
    for r in readings:
        blocks[number_of(r.key or "")].append(r)
    return Slips(shared(), blocks)


def node(*readings: Reading) -> Node:
    made = Node(number_of(readings[0].key or ""))
    made.add(*readings)
    return made


@pytest.mark.parametrize(
    ("group", "others", "stray"),
    [
        pytest.param([said("6/X", "a"), said("6/X", "b", EXAM)], [said("7/X", "c", EXAM, held=True)], "b", id="another's title"),
        pytest.param([said("6/X", "a"), said("6/X", "b", EXAM)], [said("7/X", "c", EXAM)], "", id="two titled alike"),
        pytest.param([said("6/X", "a"), said("6/X", "b", EXAM)], [said("75/X", "c", EXAM, held=True)], "", id="no slip"),
        pytest.param([said("6/X", "a", FLOOD), said("6/X", "b", EXAM)], [said("7/X", "c", EXAM)], "b", id="two titles"),
        pytest.param([said("6/X", "a", FLOOD), said("6/X", "b", EXAM)], [], "", id="two titles, and no other number"),
        pytest.param([said("6/X", "a", FLOOD, held=True), said("6/X", "b", EXAM)], [], "b", id="the paper in hand has another title"),
        pytest.param([said("6/X", "b", EXAM)], [said("7/X", "c", EXAM, held=True)], "", id="alone"),
        pytest.param([said("6/X", "a", EXAM, held=True), said("6/X", "b", EXAM)], [said("7/X", "c", EXAM)], "", id="its own title"),
    ],
)
def test_a_title_that_belies_the_number(group: list[Reading], others: list[Reading], stray: str) -> None:
    found = slips(*group, *others).strays(number_of("6/X"), group)
    assert list(found) == [ord(c) for c in stray]


def test_an_issuer_that_is_implied_needs_a_title_that_others_give() -> None:
    group = [said("6/X", "a", "chống lụt mùa mưa ở xã"), said("6/X", "b", "chống hạn mùa khô ở xã")]
    assert slips(*group).strays(number_of("6/X"), group) == {}
    assert list(slips(*group).strays(number_of("6/X"), group, {ord("b")})) == [ord("b")]


@pytest.mark.parametrize(
    ("reading", "others", "rivals"),
    [
        (said("6/X", "b", date="2025-01-03"), [], ()),
        (said("6/X", "b", date="2025-01-03"), [said("7/X", "c", date="2025-01-03")], ("number 7 of 2025-01-03",)),
        (said("6/X", "b", date="2025-01-03"), [said("5/X", "c")], ("number 5 of 2025-01-02",)),
        (said("6/X", "b", FLOOD, date="2025-01-03"), [said("7/X", "c", EXAM, date="2025-01-03")], ()),
    ],
)
def test_two_days_of_one_number(reading: Reading, others: list[Reading], rivals: tuple[str, ...]) -> None:
    first = said("6/X", "a", FLOOD)
    assert slips(first, reading, *others).misnumbered(number_of("6/X"), reading, node(first)) == rivals


def test_one_dispatch_alone_may_have_mistyped() -> None:
    first, beside, year = said("6/X", "a"), said("7/X", "c"), said("6/X", "b", date="2025")
    assert slips(first, beside).unsure(node(first), year) == ("number 7 of 2025-01-02",)
    assert slips(first, beside).unsure(node(first, said("6/X", "d")), year) == ()
    assert slips(first, beside).unsure(node(said("6/X", "a", held=True)), year) == ()
    assert slips(first).unsure(node(first), year) == ()


@pytest.mark.parametrize(
    ("bad", "good", "is_so"),
    [
        (said("3/LĐTĐBXH-BĐG", "a", by=LABOUR), said("3/LĐTBXH-BĐG", "b", by=LABOUR), True),  # nobody's code
        (said("3/UBND-NV", "a"), said("3/UBND-NC", "b"), False),  # of two units
        (said("3/UBND-NV", "a", FLOOD), said("3/UBND-NC", "b", FLOOD), True),
        (said("3/UBND-NV", "a", FLOOD), said("3/UBND-NC", "b", EXAM), False),
        (said("3/TB-BYT", "a", by="btc", doc_type="TB"), said("3/TB-BTC", "b", by="btc", doc_type="TB"), False),  # two letters
        (said("3/2025/QH", "a", by="quoc_hoi"), said("3/2025/QH15", "b", by="quoc_hoi"), True),
    ],
)
def test_symbols(bad: Reading, good: Reading, is_so: bool) -> None:
    assert slips().misprinted(node(bad), node(good)) is is_so
