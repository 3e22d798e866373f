from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import rulebook, run
from pipeline.model import Dispatch
from pipeline.parse import parse
from pipeline.store import access, shelf

INBOX = Path(__file__).resolve().parents[2] / "corpus" / "inbox"


def comparable(dispatch: Dispatch) -> Dispatch:
    """What doesn't depend on the order of rows, nor on what the dispatches beside it settled."""
    return replace(
        dispatch,
        facts=dict(sorted(dispatch.facts.items())),
        citations=tuple(replace(c, key=None) for c in dispatch.citations),
        tasks=tuple(replace(t, deadlines=tuple(sorted(set(t.deadlines)))) for t in dispatch.tasks),
        problems=(),
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("shelf")
    run.run(INBOX, out, run.Options(jobs=1))
    return out / "congvan.db"


def test_what_was_read_comes_back(database: Path) -> None:
    with closing(access.opened(database)) as db:
        stored = list(shelf.held(db))
    names = sorted(INBOX.iterdir(), key=lambda p: p.name.encode())
    parsed = [(path.name, parse(path, rulebook.shared())) for path in names]
    assert [held.text for held in stored] == [p.text for _, p in parsed for _ in p.dispatches]
    assert [(held.file, comparable(held.dispatch)) for held in stored] == [
        (name, comparable(d)) for name, p in parsed for d in p.dispatches
    ]


def test_one_by_its_id(database: Path) -> None:
    with closing(access.opened(database)) as db:
        every = list(shelf.held(db))
        assert list(shelf.held(db, every[2].id)) == [every[2]]


def test_a_number_that_another_dispatch_settles_is_the_settled_one(database: Path) -> None:
    with closing(access.opened(database)) as db:
        cited = [c for held in shelf.held(db) for c in held.dispatch.citations if (c.raw_key or "").startswith("356/")]
    assert [(c.key, c.raw_key) for c in cited] == [("356/LĐTBXH-BĐG", "356/LĐTĐBXH-BĐG")]
