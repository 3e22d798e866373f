from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import resolve
from pipeline.model import Citation, Dispatch, Found, Parsed, Span
from pipeline.store import access, routes, save
from pipeline.store.access import Connection

PROVINCE, UNION, MINISTRY = ("Ủy ban nhân dân tỉnh Lai Châu", "ubnd_tinh@p63:lai_chau"), ("Công đoàn", None), ("Bộ Nội vụ", "bnv")
ISSUERS = {"top": MINISTRY, "plan": PROVINCE, "law": ("Quốc hội", "quoc_hoi"), "letter": UNION, "other": UNION, "lost": UNION}
SAYS = {  # who says what of whom
    "plan": [("implements", "top"), ("based_on", "law"), ("mentions", "top")],
    "letter": [("mentions", "plan"), ("based_on", "plan"), ("mentions", "law"), ("mentions", "letter")],
    "other": [("implements", "plan"), ("implements", "lost")],
    "top": [("implements", "plan")],  # down: no step of a chain
}


def paper(name: str) -> Parsed:
    text = f"{name}: " + " ".join(f"<{relation} {other}>" for relation, other in SAYS.get(name, []))
    issuer, id_ = ISSUERS[name]
    facts = {
        column: Found(value, Span(0, 1), "r")
        for column, value in {"key": f"1/{name}", "issuer": issuer, "promulgation_date": "2025-01-01", "subject": name.upper()}.items()
    }
    cited = []
    for relation, other in SAYS.get(name, []):
        start = text.index(f"<{relation} {other}>")
        by = ISSUERS[other]
        span = Span(start, start + len(f"<{relation} {other}>"))
        cited.append(
            Citation(span, "r", 0.9, relation, "body", "exact", f"1/{other}", promulgation_date="2025-01-01", issuer=by[0], issuer_id=by[1])
        )
    dispatch = Dispatch(0, Span(0, len(text)), "issued", facts, id_, citations=tuple(cited))
    return Parsed(f"{name}.txt", f"{list(ISSUERS).index(name):012x}", 1, "text", text=text, dispatches=(dispatch,))


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path: Path = tmp_path_factory.mktemp("routes") / "congvan.db"
    files = [paper(name) for name in ISSUERS if name not in ("law", "lost")]
    save.save(files, resolve(files), path)
    with closing(access.opened(path)) as connection:
        yield connection


def document(db: Connection, name: str) -> str:
    return str(db.execute("SELECT id FROM documents WHERE key = ?", (f"1/{name}",)).fetchone()[0])


def told(rows: list[access.Record], *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


def test_cites(db: Connection) -> None:
    found = routes.cites(db, document(db, "plan"))
    assert told(found, "key", "relation", "mentions", "in_hand", "quote") == [
        ("1/top", "implements", 1, 1, "<implements top>"),
        ("1/law", "based_on", 1, 0, "<based_on law>"),
        ("1/top", "mentions", 1, 1, "<mentions top>"),
    ]


def test_cited_by(db: Connection) -> None:
    found = routes.cited_by(db, document(db, "plan"))
    assert sorted(told(found, "key", "relation")) == [
        ("1/letter", "based_on"),
        ("1/letter", "mentions"),
        ("1/other", "implements"),
        ("1/top", "implements"),
    ]


def test_a_chain_goes_up_to_the_highest(db: Connection) -> None:
    assert told(routes.chain(db, document(db, "letter")), "depth", "key", "relation", "quote", "again") == [
        (0, "1/letter", None, None, 0),
        (1, "1/plan", "based_on", "<based_on plan>", 0),
        (2, "1/top", "implements", "<implements top>", 0),
        (2, "1/law", "based_on", "<based_on law>", 0),
    ]


def test_a_chain_goes_down_to_all_that_carry_it_out(db: Connection) -> None:
    assert told(routes.chain(db, document(db, "top"), down=True), "depth", "key", "relation") == [
        (0, "1/top", None),
        (1, "1/plan", "implements"),
        (2, "1/other", "implements"),
        (2, "1/letter", "based_on"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "steps"),
    [
        ("letter", "top", [("1/letter", None), ("1/plan", 0), ("1/top", 0)]),
        ("law", "letter", [("1/law", None), ("1/letter", 1)]),
        ("letter", "other", [("1/letter", None), ("1/plan", 0), ("1/other", 1)]),
        ("plan", "plan", [("1/plan", None)]),
    ],
)
def test_path(db: Connection, start: str, end: str, steps: list[tuple[str, int | None]]) -> None:
    assert told(routes.path(db, document(db, start), document(db, end)), "key", "cites") == steps


def test_no_way(db: Connection) -> None:
    assert routes.path(db, document(db, "plan"), "nothing") == []


def test_unresolved(db: Connection) -> None:
    assert told(routes.unresolved(db), "key", "dispatches", "mentions") == [("1/law", 2, 2), ("1/lost", 1, 1)]
    assert told(routes.unresolved(db, 1), "key") == [("1/law",)]
