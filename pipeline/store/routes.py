"""Ways through the citations: what stands on what, and how far up and down that goes. Answered from SQL, around the place asked for."""

from collections.abc import Iterable, Sequence

from pipeline.store.access import Connection, Record, rows
from pipeline.store.edges import UPWARD

STRONGEST = (
    *("implements", "based_on", "guides", "proposed_by", "replies_to", "amends", "replaces", "repeals", "extends", "corrects"),
    *("withdraws", "attaches", "mentions"),
)
MOST = 500  # documents of a chain that are followed
ROWS = 1000  # rows of a chain, after which no further step is taken
EARLIER = "coalesce(h.promulgation_date <= l.promulgation_date || '~', 1)"  # it was there already
AT_ONCE = 500  # values of one IN (…)
FACE = "d.key, d.doc_type, d.promulgation_date, d.issuer, d.title, d.rank, d.dispatch"


def cites(db: Connection, document: str) -> list[Record]:
    """What a document cites: a row for each cited document and relation, with the first place that says so, in the order of these."""
    return _grouped(db, "c.document", "x.document", document)


def cited_by(db: Connection, document: str) -> list[Record]:
    """Who cites a document: a row for each citing document and relation, with the first place that says so, by date."""
    found = _grouped(db, "x.document", "c.document", document)
    return sorted(found, key=lambda row: (row["promulgation_date"] or "", row["document"]))


def _grouped(db: Connection, shown: str, given: str, document: str) -> list[Record]:
    sql = (
        f"SELECT c.relation, d.id AS document, {FACE}, 1 AS mentions, c.certainty, c.quote, c.page, x.file "
        f"FROM citations c JOIN dispatches x ON x.id = c.dispatch JOIN documents d ON d.id = {shown} "
        "WHERE {given} = ?1 AND {shown} <> ?1 ORDER BY x.file, x.part, c.start"
    ).format(given=given, shown=shown)
    groups: dict[tuple[str, str], Record] = {}
    for row in rows(db, sql, document):
        first = groups.setdefault((row["document"], row["relation"]), row)
        if first is not row:
            first["mentions"] += 1
            first["certainty"] = max(first["certainty"] or 0.0, row["certainty"] or 0.0)
    return [_plain(row) for row in groups.values()]


def chain(db: Connection, document: str, *, down: bool = False, most: int = MOST) -> list[Record]:
    """What a document stands on, up to the highest text; with `down` what stands on it. As a tree, in reading order.

    Each row: depth, relation, document with type, date, issuer, rank and title, the quote that says so and its page. Where not
    the document itself says so, but the title that another one quotes, `witness` is the key or file of that one.
    A document met a second time is shown again, `again` = 1, without what is above it; past `most` documents the tree is cut,
    and `more` = 1 where it goes on.
    """
    steps = _steps(db, document, down=down, most=most)
    told: list[Record] = []
    shown: set[str] = set()
    start = {"relation": None, "quote": None, "page": None, "witness": None}
    waiting = [(0, row | start) for row in _faces(db, [document])]
    while waiting:
        depth, row = waiting.pop()
        own = row["document"]
        again = own in shown
        told.append({"depth": depth, "again": int(again), "more": int(own not in steps)} | row)
        if not again:
            shown.add(own)
            waiting += [(depth + 1, edge) for edge in reversed(steps.get(own, []))]
    return told


def _steps(db: Connection, document: str, *, down: bool, most: int) -> dict[str, list[Record]]:
    """For each document that a chain reaches, the edges that lead on from it."""
    steps: dict[str, list[Record]] = {}
    front, found = [document], 0
    while front and len(steps) < most and found < ROWS:
        front = front[: most - len(steps)]
        reached = {own: list[Record]() for own in front}
        for edge in _edges(db, front, down=down):
            reached[edge.pop("from_document")].append(edge)
            found += 1
        steps |= reached
        front = list(dict.fromkeys(edge["document"] for edges in reached.values() for edge in edges if edge["document"] not in steps))
    return steps


def path(db: Connection, start: str, end: str) -> list[Record]:
    """A shortest way between two documents: along the citations, else against them, else whichever way they run.

    Empty where there is none.
    """
    for ways in (("out",), ("in",), ("out", "in")):
        before: dict[str, tuple[str, str] | None] = {start: None}
        front = [start]
        while front and end not in before:
            reached: list[str] = []
            for way in ways:
                for here, there in sorted(_neighbours(db, front, way)):
                    if there not in before:
                        before[there] = (here, way)
                        reached.append(there)
            front = reached
        if end in before:
            return _told(db, before, end)
    return []


def unresolved(db: Connection, limit: int = 0) -> list[Record]:
    """Documents that are cited but not in hand, the most wanted first."""
    sql = (
        "SELECT d.id AS document, d.key, d.doc_type, d.promulgation_date, d.issuer, d.title, w.mentions, w.dispatches FROM weights w "
        "CROSS JOIN documents d ON d.id = w.document WHERE d.dispatch IS NULL ORDER BY w.dispatches DESC, w.mentions DESC, w.document"
    )
    return rows(db, sql + (f" LIMIT {int(limit)}" if limit else ""))


def _plain(row: Record) -> Record:
    """A row for people: whether it is in hand instead of the dispatch's id."""
    row["in_hand"] = int(row.pop("dispatch") is not None)
    row.pop("start", None)
    return row


def _edges(db: Connection, front: list[str], *, down: bool) -> list[Record]:
    """Upward edges that lead on from the documents of a front: of each pair the strongest relation, with the place that states it first.

    What a document says itself comes before what others say that it says.
    """
    best: dict[tuple[str, str], Record] = {}
    upward = ", ".join(f"'{name}'" for name in UPWARD)
    there = "c.document" if down else "{low}"
    for sql in (
        "SELECT x.document AS low, c.document AS high, c.relation, c.quote, c.page, NULL AS witness FROM citations c "
        "JOIN dispatches x ON x.id = c.dispatch JOIN documents l ON l.id = x.document JOIN documents h ON h.id = c.document "
        f"WHERE c.relation IN ({upward}) AND {there.format(low='x.document')}",
        "SELECT o.document AS low, c.document AS high, c.stated AS relation, c.quote, c.page, coalesce(x.key, x.file) AS witness "
        "FROM citations c JOIN citations o ON o.id = c.within JOIN dispatches x ON x.id = c.dispatch JOIN documents l ON l.id = o.document "
        f"JOIN documents h ON h.id = c.document WHERE c.stated IN ({upward}) AND {EARLIER} AND {there.format(low='o.document')}",
    ):
        for part in _parts(front):
            upright = "l.id <> h.id AND coalesce(h.rank, 0) <= coalesce(l.rank, 99)"
            for row in rows(db, f"{sql} IN ({marks(part)}) AND {upright} ORDER BY x.file, x.part, c.start", *part):
                before = best.get((row["low"], row["high"]))
                said_itself = before is not None and before["witness"] is None and row["witness"] is not None
                if before is None or not (said_itself or STRONGEST.index(row["relation"]) >= STRONGEST.index(before["relation"])):
                    best[row["low"], row["high"]] = row
    faces = {row["document"]: row for row in _faces(db, sorted({low if down else high for low, high in best}))}
    found = []
    for (low, high), row in best.items():
        said = {name: row[name] for name in ("relation", "quote", "page", "witness")}
        found.append({"from_document": high if down else low} | faces[low if down else high] | said)
    return sorted(found, key=_order)


def _order(edge: Record) -> tuple[int, int, str, str]:
    rank = edge["rank"] if edge["rank"] is not None else 99
    return STRONGEST.index(edge["relation"]), rank, edge["promulgation_date"] or "", edge["document"]


def _faces(db: Connection, documents: Iterable[str]) -> list[Record]:
    """What is shown of documents."""
    found: list[Record] = []
    for part in _parts(list(documents)):
        marks = ", ".join("?" * len(part))
        found += [_plain(row) for row in rows(db, f"SELECT d.id AS document, {FACE} FROM documents d WHERE d.id IN ({marks})", *part)]
    return found


def _neighbours(db: Connection, front: list[str], way: str) -> set[tuple[str, str]]:
    """Pairs (here, there) a citation away from the documents of a front."""
    found: set[tuple[str, str]] = set()
    here, there = ("x.document", "c.document") if way == "out" else ("c.document", "x.document")
    for part in _parts(front):
        marks = ", ".join("?" * len(part))
        sql = f"SELECT DISTINCT {here}, {there} FROM citations c JOIN dispatches x ON x.id = c.dispatch WHERE {here} IN ({marks})"
        found |= {(row[0], row[1]) for row in db.execute(sql, part) if row[0] != row[1] and row[1] is not None}
    return found


def _told(db: Connection, before: dict[str, tuple[str, str] | None], end: str) -> list[Record]:
    """The way that was found, step by step, each with what the citing document says."""
    steps: list[tuple[str, str, str]] = []
    here = end
    while (step := before[here]) is not None:
        steps.append((step[0], here, step[1]))
        here = step[0]
    told = [row | {"relation": None, "quote": None, "page": None, "cites": None} for row in _faces(db, [here])]
    for a, b, way in reversed(steps):
        citing, cited = (a, b) if way == "out" else (b, a)
        sql = (
            "SELECT c.relation, c.quote, c.page FROM citations c JOIN dispatches x ON x.id = c.dispatch "
            "WHERE x.document = ? AND c.document = ? ORDER BY x.file, x.part, c.start"
        )
        said = min(rows(db, sql, citing, cited), key=lambda row: STRONGEST.index(row["relation"]))
        told += [row | said | {"cites": int(way == "in")} for row in _faces(db, [b])]
    return told


def marks(values: Sequence[str]) -> str:
    """A question mark for each value, as `IN (…)` wants them."""
    return ", ".join("?" * len(values))


def _parts(values: list[str]) -> Iterable[list[str]]:
    for i in range(0, len(values), AT_ONCE):
        yield values[i : i + AT_ONCE]
