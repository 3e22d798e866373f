import pytest

from pipeline.binding.likeness import number_of
from pipeline.binding.matching import Matching
from pipeline.binding.sayings import Node, Reading
from pipeline.model import Mention, Paper
from pipeline.rulebook import shared

HERE, THERE, CENTRE = "ubnd_tinh@p63:lai_chau", "ubnd_tinh@p63:kien_giang", "bnv"


def said(
    key: str, issuer: str | None, issuer_id: str | None, date: str | None, *, of: str | None = HERE, paper: str = "a", **more: str
) -> Reading:
    citing = Paper(paper, "a.txt", 0, "issued", None, None, "2025-06-01", None, of, None, ())
    mention = Mention("m", key, key, None, date, issuer, issuer_id, None, "exact", None, 0, 1)
    return Reading(citing, mention, key, more.get("doc_type"), issuer, issuer_id, date, more.get("title"), (issuer or "").lower() or None)


def known(*readings: Reading) -> Node:
    node = Node(number_of(readings[0].key or ""))
    node.add(*readings)
    return node


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        (("1/X", "UBND", HERE, "2025-01-02"), ("1/X", "UBND", HERE, "2025-01-02"), "same_number_issuer_date"),
        (("1/X", "A", CENTRE, "2025-01-02"), ("1/X", "B", "btc", "2025-01-02"), "same_number_and_date"),
        (("1/X", "UBND", HERE, "2025-01-02"), ("1/X", "của Ủy", None, "2025-01-02"), "same_number_and_date"),
        (("1/X", "Sở A", None, "2025-01-02"), ("1/X", "Sở B", None, "2025-01-02"), ""),
        (("1/X", "UBND", HERE, "2025-01-02"), ("1/X", "UBND", THERE, "2025-01-02"), ""),
        (("1/2025/X", "A", CENTRE, "2025-01-02"), ("1/2025/X", "A", CENTRE, "2025-07-09"), "same_number_and_issuer_in_a_year"),
        (("1/X", "UBND", HERE, "2025-01-02"), ("1/X", "UBND", HERE, "2025-07-09"), ""),
    ],
)
def test_same(first: tuple[str, str, str, str], second: tuple[str, str, str, str], rule: str) -> None:
    assert shared().build(Matching).same(known(said(*first)), [said(*second, paper="b")])[0] == rule


def test_an_unknown_name_is_no_bridge_between_places() -> None:
    match = shared().build(Matching)
    node = known(said("1/X", "UBND", THERE, "2025-01-02", of=THERE))
    assert match.same(node, [said("1/X", "của Ủy", None, "2025-01-02", of=HERE, paper="b")]) == ("", 0.0)


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        (("1/X", "UBND", HERE, "2025-01-02"), ("1/X", "UBND", HERE, None), True),
        (("1/X", "UBND", HERE, "2025-01-02"), ("1/X", "UBND", HERE, "2024"), False),
        (("1/X", "UBND", HERE, "2025-07-02"), ("1/X", "UBND", HERE, None), False),  # later than what cites it
        (("1/X", "UBND", HERE, "2025-01-02"), ("1/X", None, None, "2025-01-02"), True),
        (("1/X", "UBND", THERE, "2025-01-02"), ("1/X", None, None, "2025-01-02"), False),
        (("9/2016/TTLT-BTC-BCT", "liên bộ", None, "2016-06-24"), ("9/2016/TTLT-BTC-BCT", "hai bộ", None, None), True),
    ],
)
def test_may_be(first: tuple[str, str, str, str], second: tuple[str, str, str, str], fits: bool) -> None:
    doc_type = {"doc_type": "TTLT"} if "TTLT" in first[0] else {}
    assert shared().build(Matching).may_be(known(said(*first, **doc_type)), said(*second, paper="b", **doc_type)) is fits


@pytest.mark.parametrize(
    ("issuer", "issuer_id", "of", "scope"),
    [
        ("UBND tỉnh Lai Châu", HERE, HERE, None),
        (None, None, HERE, "p63:lai_chau"),
        (None, None, CENTRE, "central"),
        (None, None, None, "a"),
    ],
)
def test_scope(issuer: str | None, issuer_id: str | None, of: str | None, scope: str | None) -> None:
    assert shared().build(Matching).scope(said("1/X", issuer, issuer_id, None, of=of)) == scope
