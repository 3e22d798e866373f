"""The made-up administration, small: what is bound is right, and what is doubtful is bound to nobody."""

from collections import Counter
from pathlib import Path

import pytest

from pipeline.model import Links
from pipeline.resolve import resolve
from pipeline.store import access
from tests.bench import administration, cold_starts, offices
from tests.bench.offices import Administration


@pytest.fixture(scope="module")
def one() -> Administration:
    return offices.made(2000, seed=7)


@pytest.fixture(scope="module")
def links(one: Administration) -> Links:
    return resolve(one.papers)


def test_it_has_something_to_go_wrong(one: Administration) -> None:
    forms = Counter(one.forms.values())
    assert min(forms[name] for name, _ in offices.FORMS) >= 5
    assert len(one.ambiguous) > 100
    keys = Counter(paper.key for paper in one.papers)
    assert keys.most_common(1)[0][1] > 20  # one number in many provinces


def test_what_is_bound_is_right(one: Administration, links: Links) -> None:
    tally = administration.counted(one, links)
    assert tally.share() >= 0.995
    assert tally.wrong_among_ambiguous() == 0
    assert sum(tally.wrong.values()) <= 2  # a number mistyped into another's, of nearly the same day


def test_it_can_be_written(one: Administration, links: Links, tmp_path: Path) -> None:
    cold_starts.written(one, links, tmp_path / "congvan.db")
    counts = access.counts(access.opened(tmp_path / "congvan.db"))
    assert (counts["dispatches"], counts["documents"], counts["citations"]) == (len(one.papers), len(links.documents), len(links.links))
