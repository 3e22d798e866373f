"""The whole of the citation graph, row by row: documents, and what one says of another, itself or as others quote it."""

from collections.abc import Iterator

from pipeline.store.access import Connection, Record

UPWARD = ("implements", "based_on", "guides")  # relations that run from a document to what it stands on


def nodes(db: Connection) -> Iterator[Record]:
    """Every document, by id, with its columns."""
    yield from map(dict, db.execute("SELECT * FROM documents ORDER BY id"))


def edges(db: Connection) -> Iterator[Record]:
    """Every edge, by citing document, cited document and relation: `weight` mentions, `certainty`, `upward`, `witness`.

    `witness` is null where the citing document says so itself; else it is the dispatch that quotes its title. What a document
    says itself isn't told a second time.
    """
    sql = """
        SELECT e.citing, e.cited, e.relation, e.weight, e.certainty, NULL AS witness, l.rank AS low, h.rank AS high
        FROM edges e JOIN documents l ON l.id = e.citing JOIN documents h ON h.id = e.cited
        UNION ALL SELECT s.citing, s.cited, s.relation, s.weight, s.certainty, s.witness, l.rank, h.rank
        FROM second_hand s JOIN documents l ON l.id = s.citing JOIN documents h ON h.id = s.cited
        WHERE NOT EXISTS (SELECT 1 FROM citations c JOIN dispatches x ON x.id = c.dispatch
            WHERE x.document = s.citing AND c.document = s.cited AND c.relation = s.relation)
        ORDER BY 1, 2, 3"""
    for row in db.execute(sql):
        edge = dict(row)
        low, high = edge.pop("low"), edge.pop("high")
        yield edge | {"upward": int(edge["relation"] in UPWARD and (low is None or high is None or high <= low))}
