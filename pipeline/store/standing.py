"""How texts stand today: which nobody carries out, which are cited although they were replaced, which requests wait for an answer."""

from collections.abc import Sequence
from itertools import islice

from pipeline.store.access import Connection, Record, rows
from pipeline.store.routes import marks

REPORTING = ("BC", "TTr", "BB", "GM", "GGT", "GNP", "PG", "PC", "PB", "BGN", "GUQ", "VBHN")  # types that order nothing
HIGHER = 5  # rank of a province: what stands there or higher is to be carried out by others
EVERYBODY = {  # bodies that are addressed together: what their ids begin with -> such words; SQL folds ASCII alone
    "ubnd_tinh@": ("%y ban nhân dân%các tỉnh%", "%ubnd%các tỉnh%", "%y ban nhân dân tỉnh, thành phố%", "%ubnd tỉnh, thành phố%"),
    "hdnd_tinh@": ("%i đồng nhân dân%các tỉnh%", "%hđnd%các tỉnh%"),
    "ubnd_xa@": ("%y ban nhân dân%các xã%", "%ubnd%các xã%"),
    "ubnd_huyen@": ("%y ban nhân dân%các huyện%", "%ubnd%các huyện%"),
}
MANY = "r.name LIKE '%các tỉnh%' OR r.name LIKE '%tỉnh, thành phố%' OR r.name LIKE '%các xã%' OR r.name LIKE '%các huyện%'"  # an index
FACE = "d.id AS document, d.key, d.doc_type, d.promulgation_date, d.issuer, d.title, d.rank"


def unimplemented(db: Connection, agency: Sequence[str] = (), limit: int = 0) -> list[Record]:
    """Higher texts in hand that nothing in hand implements, the newest first.

    `agency`: ids of a body (see `offices.named`). Then it is those texts that are addressed to it, by name or among its kind,
    and that no dispatch of its own implements. `addressed` holds the words that address it.
    """
    if not agency:
        sql = (
            f"SELECT {FACE}, x.file FROM documents d JOIN dispatches x ON x.id = d.dispatch LEFT JOIN weights w ON w.document = d.id "
            f"WHERE d.rank <= ? AND coalesce(d.doc_type, '') NOT IN ({marks(REPORTING)}) AND coalesce(w.implementing, 0) = 0 "
            "ORDER BY d.promulgation_date DESC, d.id" + (f" LIMIT {int(limit)}" if limit else "")
        )
        return rows(db, sql, HIGHER, *REPORTING)
    kinds = sorted({words for head, every in EVERYBODY.items() if any(id_.startswith(head) for id_ in agency) for words in every})
    ours = "(r.role = 'addressee' OR coalesce(r.purpose, '') LIKE '%thực hiện%')"
    addressed = f"SELECT r.dispatch, r.name FROM recipients r WHERE r.agency_id IN ({marks(agency)}) AND {ours}"
    if kinds:
        alike = " OR ".join(["r.name LIKE ?"] * len(kinds))
        addressed += f" UNION SELECT r.dispatch, r.name FROM recipients r WHERE ({MANY}) AND ({alike}) AND {ours}"
    sql = (
        f"SELECT {FACE}, x.file, min(a.name) AS addressed FROM ({addressed}) a JOIN dispatches x ON x.id = a.dispatch "
        f"JOIN documents d ON d.id = x.document "
        f"WHERE coalesce(d.issuer_id, '') NOT IN ({marks(agency)}) AND coalesce(d.doc_type, '') NOT IN ({marks(REPORTING)}) "
        "AND d.id NOT IN (SELECT c.document FROM dispatches y JOIN citations c ON c.dispatch = y.id WHERE c.relation = 'implements' "
        f"AND c.document IS NOT NULL AND y.id IN (SELECT id FROM dispatches WHERE issuer_id IN ({marks(agency)}) "
        f"UNION SELECT id FROM dispatches WHERE order_of_id IN ({marks(agency)}))) "
        "GROUP BY d.id ORDER BY d.promulgation_date DESC, d.id"
    )
    places = [row["name"] for row in rows(db, f"SELECT name FROM agencies WHERE id IN ({marks(agency)})", *agency)]
    values = (*agency, *kinds, *agency, *REPORTING, *agency, *agency)
    listed = (dict(row) for row in db.execute(sql, values) if _listed(row["addressed"], places))
    return list(islice(listed, limit or None))


def _listed(words: str, bodies: Sequence[str]) -> bool:
    """Whether a body is among those addressed: where a list of places follows (`các tỉnh: Hà Tĩnh, Huế`), its own is in it."""
    _, colon, places = words.partition(":")
    return not colon or any(" ".join(body.split()[-2:]) in places or body.split()[-1] in places.split() for body in bodies)


def superseded(db: Connection, limit: int = 0) -> list[Record]:
    """Documents that are relied on although another had replaced or repealed them by then: a row for each that relies on one.

    A part of a text that was repealed (`khoản 2 Điều 3 …`) isn't the text. `by_relation` is `replaces` or `repeals`; `witness` is
    the dispatch that says so where that is another than the one that replaces.
    """
    ended = (
        "SELECT c.document AS old, x.document AS new, c.relation AS relation, NULL AS witness FROM citations c "
        "JOIN dispatches x ON x.id = c.dispatch WHERE c.relation IN ('replaces', 'repeals') AND c.pinpoint IS NULL AND x.status = 'issued' "
        "UNION SELECT s.document, o.document, s.stated, min(s.dispatch) FROM citations s JOIN citations o ON o.id = s.within "
        "WHERE s.stated IN ('replaces', 'repeals') GROUP BY 1, 2, 3"
    )
    relying = (  # keys alone, so that what is sorted is small
        "SELECT e.old, e.new, e.relation AS by_relation, e.witness, y.document AS by, min(c.id) AS says, y.promulgation_date AS day "
        "FROM ended e JOIN documents o ON o.id = e.old JOIN documents n ON n.id = e.new JOIN citations c ON c.document = e.old "
        "JOIN dispatches y ON y.id = c.dispatch WHERE e.old <> e.new AND c.relation IN ('implements', 'based_on', 'guides') "
        "AND y.document NOT IN (e.new, e.old) AND y.promulgation_date > n.promulgation_date AND o.promulgation_date <= n.promulgation_date "
        "GROUP BY e.old, e.new, y.document ORDER BY y.promulgation_date DESC, e.old, e.new, y.document"
        + (f" LIMIT {int(limit)}" if limit else "")
    )
    sql = (
        f"WITH ended AS MATERIALIZED ({ended}), relying AS MATERIALIZED ({relying}) "
        "SELECT o.id AS document, o.key, o.doc_type, o.promulgation_date, o.issuer, o.title, r.by_relation, n.id AS by_document, "
        "n.key AS by_key, n.promulgation_date AS since, w.key AS witness, y.key AS relied_on_by, y.document AS relying, "
        "y.promulgation_date AS on_date, c.relation, c.quote, c.page, y.file "
        "FROM relying r JOIN documents o ON o.id = r.old JOIN documents n ON n.id = r.new JOIN citations c ON c.id = r.says "
        "JOIN dispatches y ON y.id = c.dispatch LEFT JOIN dispatches w ON w.id = r.witness "
        "ORDER BY r.day DESC, r.old, r.new, r.by"
    )
    return rows(db, sql)


def answers(db: Connection, as_of: str, limit: int = 0) -> list[Record]:
    """Requests for a report or an answer whose last day was before `as_of`, and that nothing in hand answers: the longest due first."""
    late = (
        "SELECT y.document, max(x.due_date) AS due_date, t.id AS task FROM tasks t JOIN task_deadlines b ON b.task = t.id "
        "JOIN deadlines x ON x.id = b.deadline JOIN dispatches y ON y.id = t.dispatch "
        "WHERE (t.report_to IS NOT NULL OR t.deliverable LIKE '%báo cáo%') AND x.due_date < ?1 "
        "AND NOT EXISTS (SELECT 1 FROM corrections k WHERE k.task = t.id AND k.field = 'done') "
        "GROUP BY y.document ORDER BY max(x.due_date), y.document"
    )
    answered = (  # the view of this name, of one document
        "SELECT 1 FROM citations c JOIN dispatches reply ON reply.id = c.dispatch "
        "WHERE c.document = ?1 AND c.relation IN ('replies_to', 'implements', 'based_on') AND reply.document <> ?1 "
        "AND (c.relation = 'replies_to' OR reply.doc_type = 'BC') LIMIT 1"
    )
    face = (
        "SELECT d.id AS document, d.key, d.doc_type, d.promulgation_date, d.issuer, d.title, ?1 AS due_date, "
        "CAST(julianday(?2) - julianday(?1) AS INTEGER) AS days_late, t.report_to, t.deliverable, t.text, t.page, y.file "
        "FROM tasks t JOIN dispatches y ON y.id = t.dispatch JOIN documents d ON d.id = y.document WHERE t.id = ?3"
    )
    waiting = (row for row in db.execute(late, (as_of,)).fetchall() if db.execute(answered, (row["document"],)).fetchone() is None)
    return [record for row in islice(waiting, limit or None) for record in rows(db, face, row["due_date"], as_of, row["task"])]
