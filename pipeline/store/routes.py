"""Ways through the citations: what stands on what, and how far up and down that goes. Answered from SQL, around the place asked for."""

from collections.abc import Iterable

from pipeline.store.access import Connection, Record, rows

UPWARD = ("implements", "based_on", "guides")  # relations that run from a document to what it stands on
STRONGEST = (
    *("implements", "based_on", "guides", "proposed_by", "replies_to", "amends", "replaces", "repeals", "extends", "corrects"),
    *("withdraws", "attaches", "mentions"),
)
DEEPEST = 40  # steps of a chain; no administration has so many
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


def chain(db: Connection, document: str, *, down: bool = False) -> list[Record]:
    """What a document stands on, up to the highest text; with `down` what stands on it. As a tree, in reading order.

    Each row: depth, relation, document with type, date, issuer, rank and title, the quote that says so and its page.
    A document met a second time is shown again, `again` = 1, without what is above it.
    """
    joins = "JOIN dispatches x ON x.document = r.document JOIN citations c ON c.dispatch = x.id"
    if down:
        joins = "JOIN citations c ON c.document = r.document JOIN dispatches x ON x.id = c.dispatch"
    step = f"SELECT {'x' if down else 'c'}.document, r.depth + 1 FROM reached r {joins}"
    upward = ", ".join(f"'{name}'" for name in UPWARD)
    sql = (
        f"WITH RECURSIVE reached(document, depth) AS (SELECT ?, 0 UNION {step} JOIN documents low ON low.id = x.document "
        f"JOIN documents high ON high.id = c.document WHERE c.relation IN ({upward}) AND c.document <> x.document "
        f"AND coalesce(high.rank, 0) <= coalesce(low.rank, 99) AND r.depth < {DEEPEST}) SELECT DISTINCT document FROM reached"
    )
    inside = [row["document"] for row in rows(db, sql, document)]
    steps: dict[str, list[Record]] = {}
    for edge in _edges(db, inside, down=down):
        steps.setdefault(edge.pop("from_document"), []).append(edge)
    told: list[Record] = []
    shown: set[str] = set()

    waiting = [(0, row | {"relation": None, "quote": None, "page": None}) for row in _faces(db, [document])]
    while waiting:
        depth, row = waiting.pop()
        again = row["document"] in shown
        told.append({"depth": depth, "again": int(again)} | row)
        if not again:
            shown.add(row["document"])
            waiting += [(depth + 1, edge) for edge in reversed(steps.get(row["document"], []))]
    return told


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
        "SELECT d.id AS document, d.key, d.doc_type, d.promulgation_date, d.issuer, d.title, count(*) AS mentions, "
        "count(DISTINCT c.dispatch) AS dispatches FROM documents d JOIN citations c ON c.document = d.id WHERE d.dispatch IS NULL "
        "GROUP BY d.id ORDER BY dispatches DESC, mentions DESC, d.id" + (f" LIMIT {int(limit)}" if limit else "")
    )
    return rows(db, sql)


def _plain(row: Record) -> Record:
    """A row for people: whether it is in hand instead of the dispatch's id."""
    row["in_hand"] = int(row.pop("dispatch") is not None)
    row.pop("start", None)
    return row


def _edges(db: Connection, inside: list[str], *, down: bool) -> list[Record]:
    """Upward edges between documents of a set: of each pair the strongest relation, with the place that states it first."""
    members = set(inside)
    low, high = ("x.document", "c.document")
    best: dict[tuple[str, str], Record] = {}
    upward = ", ".join(f"'{name}'" for name in UPWARD)
    for part in _parts(inside):
        marks = ", ".join("?" * len(part))
        sql = (
            f"SELECT {low} AS low, {high} AS high, c.relation, c.quote, c.page FROM citations c "
            "JOIN dispatches x ON x.id = c.dispatch JOIN documents l ON l.id = x.document JOIN documents h ON h.id = c.document "
            f"WHERE {high if down else low} IN ({marks}) AND c.relation IN ({upward}) AND {low} <> {high} "
            "AND coalesce(h.rank, 0) <= coalesce(l.rank, 99) ORDER BY x.file, x.part, c.start"
        )
        for row in rows(db, sql, *part):
            pair = (row["low"], row["high"])
            if members.issuperset(pair) and (
                pair not in best or STRONGEST.index(row["relation"]) < STRONGEST.index(best[pair]["relation"])
            ):
                best[pair] = row
    faces = {row["document"]: row for row in _faces(db, inside)}
    found = []
    for (lower, higher), row in best.items():
        here, there = (higher, lower) if down else (lower, higher)
        found.append({"from_document": here} | faces[there] | {name: row[name] for name in ("relation", "quote", "page")})
    return sorted(
        found,
        key=lambda e: (
            STRONGEST.index(e["relation"]),
            e["rank"] if e["rank"] is not None else 99,
            e["promulgation_date"] or "",
            e["document"],
        ),
    )


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


def _parts(values: list[str]) -> Iterable[list[str]]:
    for i in range(0, len(values), AT_ONCE):
        yield values[i : i + AT_ONCE]
