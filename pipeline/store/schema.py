"""The tables of `congvan.db`: names and columns as the contract has them, with what each says.

Ids are made from content, so that they are the same from run to run and after a merge. Where a column
stands beside those of the contract, its comment says what it is for.
"""

import contextlib
import sqlite3
from typing import NamedTuple

SCHEMA_VERSION = 4  # PRAGMA user_version; raise it with every change below
APPLICATION_ID = 0x43564E31  # "CVN1": PRAGMA application_id, so that no other database is taken for ours

TABLES = """
CREATE TABLE files (
    path TEXT PRIMARY KEY,     -- relative to the folder, '/'; bytes that aren't UTF-8 as \\xNN; never normalised
    sha256 TEXT, bytes INTEGER, medium TEXT, pages INTEGER,
    status TEXT NOT NULL,      -- ok failed skipped duplicate
    error_code TEXT, error TEXT,
    reader TEXT                -- program, rules and settings it was read with: another reader reads it again
) WITHOUT ROWID;
CREATE TABLE texts (file TEXT PRIMARY KEY REFERENCES files(path), text TEXT NOT NULL);
CREATE TABLE agencies (
    id TEXT PRIMARY KEY, name TEXT, rank INTEGER, level TEXT, parent TEXT REFERENCES agencies(id),
    valid_from TEXT, valid_to TEXT, successor TEXT REFERENCES agencies(id)
) WITHOUT ROWID;
CREATE TABLE dispatches (
    id TEXT PRIMARY KEY,       -- first 12 hex of the file's sha256, '-', part
    file TEXT NOT NULL REFERENCES files(path), part INTEGER NOT NULL, status TEXT,
    code_number TEXT, code_notation TEXT, key TEXT, doc_type TEXT, type_name TEXT,
    promulgation_date TEXT, promulgation_place TEXT, issuer TEXT, issuer_id TEXT REFERENCES agencies(id), parent_issuer TEXT, subject TEXT,
    signer_competence TEXT, signer_position TEXT, signer_full_name TEXT, archive TEXT, urgency TEXT, secrecy TEXT,
    arrival_number TEXT, arrival_date TEXT, issuer_hint TEXT, key_hint TEXT, promulgation_date_hint TEXT,
    document TEXT REFERENCES documents(id), start INTEGER, end INTEGER,
    order_of_id TEXT REFERENCES agencies(id)  -- the body whose order it relays; its name is the fact `order_of`
) WITHOUT ROWID;
CREATE TABLE recipients (
    dispatch TEXT NOT NULL REFERENCES dispatches(id), ordinal INTEGER NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, purpose TEXT,
    agency_id TEXT REFERENCES agencies(id), start INTEGER, end INTEGER, rule TEXT, certainty REAL, rivals TEXT,
    PRIMARY KEY (dispatch, ordinal)
) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY,       -- issuer,yyyy/mm/dd,key: as in the national exchange, with gaps where nothing is known
    key TEXT, doc_type TEXT, promulgation_date TEXT, issuer TEXT, issuer_id TEXT REFERENCES agencies(id), title TEXT, rank INTEGER,
    dispatch TEXT REFERENCES dispatches(id)
) WITHOUT ROWID;
CREATE TABLE citations (
    id TEXT PRIMARY KEY, dispatch TEXT NOT NULL REFERENCES dispatches(id), document TEXT REFERENCES documents(id),
    relation TEXT NOT NULL, scope TEXT, quote TEXT NOT NULL, key TEXT, raw_key TEXT, doc_type TEXT, promulgation_date TEXT,
    issuer TEXT, title TEXT, pinpoint TEXT, method TEXT, start INTEGER, end INTEGER, page INTEGER,
    rule TEXT, certainty REAL, rivals TEXT,
    issuer_id TEXT REFERENCES agencies(id),
    read_key TEXT,             -- the key as it is printed, before a misprint was corrected by another document
    read_method TEXT,          -- how it was read: exact folded misread name short; `method` says how it was bound
    antecedent TEXT,           -- the full mention that a short one inherits from
    within TEXT,               -- the citation in whose title this one stands
    relation_rule TEXT,
    bound_by TEXT, bound_certainty REAL, bound_rivals TEXT,  -- why it stands for that document
    stated TEXT                -- the relation that that title states between the document so titled and this one
) WITHOUT ROWID;
CREATE TABLE tasks (
    id TEXT PRIMARY KEY, dispatch TEXT NOT NULL REFERENCES dispatches(id), ordinal INTEGER NOT NULL, section TEXT, text TEXT NOT NULL,
    lead_source TEXT, deliverable TEXT, report_to TEXT, citation TEXT REFERENCES citations(id), start INTEGER, end INTEGER, page INTEGER,
    rule TEXT, certainty REAL, rivals TEXT
) WITHOUT ROWID;
CREATE TABLE task_agencies (
    task TEXT NOT NULL REFERENCES tasks(id), role TEXT NOT NULL, name TEXT NOT NULL, agency_id TEXT REFERENCES agencies(id),
    start INTEGER, end INTEGER, rule TEXT, certainty REAL, rivals TEXT
);
CREATE TABLE deadlines (
    id TEXT PRIMARY KEY, dispatch TEXT NOT NULL REFERENCES dispatches(id), quote TEXT NOT NULL, start_date TEXT, due_date TEXT,
    due_time TEXT, bound TEXT, year_inferred INTEGER, recurs TEXT, period TEXT, working_days INTEGER, anchor TEXT, condition TEXT,
    immediate INTEGER, start INTEGER, end INTEGER, page INTEGER, rule TEXT, certainty REAL, rivals TEXT
) WITHOUT ROWID;
CREATE TABLE task_deadlines (
    task TEXT NOT NULL REFERENCES tasks(id), deadline TEXT NOT NULL REFERENCES deadlines(id), PRIMARY KEY (task, deadline)
) WITHOUT ROWID;
CREATE TABLE facts (
    dispatch TEXT NOT NULL REFERENCES dispatches(id), field TEXT NOT NULL, value TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER,
    rule TEXT, certainty REAL, rivals TEXT, PRIMARY KEY (dispatch, field)
) WITHOUT ROWID;
CREATE TABLE signatures (
    dispatch TEXT NOT NULL REFERENCES dispatches(id), common_name TEXT, organisation TEXT, signed_at TEXT, intact INTEGER, page INTEGER
);
CREATE TABLE boxes (
    file TEXT NOT NULL REFERENCES files(path), start INTEGER, end INTEGER, page INTEGER, x0 REAL, top REAL, x1 REAL, bottom REAL
);
CREATE TABLE problems (
    file TEXT REFERENCES files(path), dispatch TEXT REFERENCES dispatches(id), code TEXT NOT NULL, message TEXT, start INTEGER, end INTEGER,
    stage TEXT                 -- read: found in the paper itself; resolve: found beside the others, and found anew by every run
);
CREATE TABLE corrections (
    file TEXT, field TEXT, value TEXT, who TEXT, at TEXT,
    task TEXT                  -- the task that is done, where field is `done`
);
CREATE TABLE weights (         -- what stands on each document that is cited: reckoned anew with every binding
    document TEXT PRIMARY KEY, mentions INTEGER NOT NULL, dispatches INTEGER NOT NULL,
    upward INTEGER NOT NULL,   -- dispatches that stand on it
    implementing INTEGER NOT NULL  -- dispatches of other documents that implement it
) WITHOUT ROWID;
CREATE TABLE tallies (kind TEXT NOT NULL, name TEXT, number INTEGER NOT NULL, documents INTEGER);  -- counts, likewise
CREATE TABLE runs (
    id TEXT PRIMARY KEY, started_at TEXT, finished_at TEXT, version TEXT, rules_version TEXT, read INTEGER, failed INTEGER, seconds REAL,
    folder TEXT                -- the folder that this database belongs to
) WITHOUT ROWID;
"""

# The index holds a folded shadow of the text (đ as d; the tokenizer folds the rest) and no copy of it: `texts` has that.
# A second column with the text itself costs 0.2 ms and 8 kB a dispatch and finds nothing more: what is asked for with
# diacritics is looked up in the shadow and compared in the text. rowid = the dispatch's id as a number (`search_row`).
SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(plain, content='', tokenize='unicode61 remove_diacritics 2');
"""

INDEXES = """
CREATE INDEX files_sha256 ON files(sha256);
CREATE INDEX dispatches_file ON dispatches(file);
CREATE INDEX dispatches_document ON dispatches(document);
CREATE INDEX dispatches_key ON dispatches(key);
CREATE INDEX dispatches_issuer ON dispatches(issuer_id);
CREATE INDEX dispatches_order ON dispatches(order_of_id) WHERE order_of_id IS NOT NULL;
CREATE INDEX dispatches_secret ON dispatches(id) WHERE secrecy IS NOT NULL;
CREATE INDEX documents_key ON documents(key);
CREATE INDEX documents_day ON documents(promulgation_date DESC, id);
CREATE INDEX documents_dispatch ON documents(dispatch);
CREATE INDEX citations_dispatch ON citations(dispatch);
CREATE INDEX citations_document ON citations(document);
CREATE INDEX citations_within ON citations(within) WHERE stated IS NOT NULL;
CREATE INDEX citations_stated ON citations(document) WHERE stated IS NOT NULL;
CREATE INDEX citations_told ON citations(document) WHERE stated IN ('replaces', 'repeals');
CREATE INDEX citations_upward ON citations(document, dispatch) WHERE relation IN ('implements', 'based_on', 'guides');
CREATE INDEX citations_answering ON citations(document, dispatch, relation) WHERE relation IN ('replies_to', 'implements', 'based_on');
CREATE INDEX recipients_agency ON recipients(agency_id) WHERE agency_id IS NOT NULL;
CREATE INDEX recipients_many ON recipients(name)
    WHERE name LIKE '%các tỉnh%' OR name LIKE '%tỉnh, thành phố%' OR name LIKE '%các xã%' OR name LIKE '%các huyện%';
CREATE INDEX citations_ended ON citations(document) WHERE relation IN ('replaces', 'repeals');
CREATE INDEX weights_most ON weights(dispatches DESC, mentions DESC, document);
CREATE INDEX tasks_dispatch ON tasks(dispatch);
CREATE INDEX tasks_reporting ON tasks(id, dispatch) WHERE report_to IS NOT NULL OR deliverable LIKE '%báo cáo%';
CREATE INDEX tasks_citation ON tasks(citation);
CREATE INDEX task_agencies_task ON task_agencies(task);
CREATE INDEX task_deadlines_deadline ON task_deadlines(deadline);
CREATE INDEX deadlines_dispatch ON deadlines(dispatch);
CREATE INDEX deadlines_due_date ON deadlines(due_date);
CREATE INDEX signatures_dispatch ON signatures(dispatch);
CREATE INDEX boxes_file ON boxes(file, start);
CREATE INDEX problems_dispatch ON problems(dispatch);
CREATE INDEX problems_file ON problems(file);
"""

VIEWS = """
CREATE VIEW unresolved AS
SELECT d.id AS document, d.key AS key, d.title AS title, count(c.id) AS mentions
FROM documents d JOIN citations c ON c.document = d.id WHERE d.dispatch IS NULL GROUP BY d.id;

CREATE VIEW edges AS
SELECT d.document AS citing, c.document AS cited, c.relation AS relation, count(*) AS weight, max(c.certainty) AS certainty
FROM citations c JOIN dispatches d ON d.id = c.dispatch
WHERE c.document <> d.document GROUP BY d.document, c.document, c.relation;

CREATE VIEW second_hand AS  -- what a dispatch in hand says that another document says: `witness` is that dispatch
SELECT o.document AS citing, c.document AS cited, c.stated AS relation, count(*) AS weight, max(c.certainty) AS certainty,
    min(c.dispatch) AS witness
FROM citations c JOIN citations o ON o.id = c.within JOIN documents low ON low.id = o.document JOIN documents high ON high.id = c.document
WHERE c.stated IS NOT NULL AND o.document <> c.document
    AND coalesce(high.promulgation_date <= low.promulgation_date || '~', 1)  -- it was there already
GROUP BY o.document, c.document, c.stated;

CREATE VIEW answered AS  -- dispatch -> the dispatch in hand that replies to it or reports on it
SELECT asked.id AS dispatch, reply.id AS reply, reply.key AS reply_key
FROM dispatches asked JOIN citations c ON c.document = asked.document JOIN dispatches reply ON reply.id = c.dispatch
WHERE reply.document <> asked.document
    AND (c.relation = 'replies_to' OR (reply.doc_type = 'BC' AND c.relation IN ('implements', 'based_on')));

CREATE VIEW open_tasks AS
SELECT t.id AS task, t.text AS text,
    (SELECT group_concat(name, '; ') FROM
        (SELECT name FROM task_agencies WHERE task = t.id AND role = 'lead' ORDER BY start, name)) AS lead,
    (SELECT min(x.due_date) FROM task_deadlines b JOIN deadlines x ON x.id = b.deadline WHERE b.task = t.id) AS due_date,
    d.key AS dispatch_key, d.file AS file
FROM tasks t JOIN dispatches d ON d.id = t.dispatch
WHERE NOT EXISTS (SELECT 1 FROM corrections k WHERE k.task = t.id AND k.field = 'done')
    AND NOT EXISTS (SELECT 1 FROM answered a WHERE a.dispatch = t.dispatch);

CREATE VIEW register AS  -- sổ văn bản đến
SELECT d.arrival_date AS arrival_date, d.arrival_number AS arrival_number, d.issuer AS issuer, d.key AS key,
    d.promulgation_date AS promulgation_date, d.subject AS subject,
    (SELECT max(value) FROM corrections k WHERE k.file = d.file AND k.field = 'handler') AS handler,
    (SELECT min(x.due_date) FROM deadlines x WHERE x.dispatch = d.id AND x.due_date >= coalesce(d.promulgation_date, '')) AS due_date,
    d.file AS file, (SELECT max(value) FROM corrections k WHERE k.file = d.file AND k.field = 'note') AS note,
    d.id AS dispatch, d.secrecy AS secrecy
FROM dispatches d;

CREATE VIEW follow_up AS  -- sổ theo dõi giải quyết văn bản đến
SELECT r.arrival_number AS arrival_number, coalesce(r.key, r.file) AS document, r.handler AS handler, r.due_date AS due_date,
    CASE WHEN EXISTS (SELECT 1 FROM answered a WHERE a.dispatch = r.dispatch) THEN 'answered'
        WHEN EXISTS (SELECT 1 FROM open_tasks t JOIN tasks u ON u.id = t.task WHERE u.dispatch = r.dispatch) THEN 'open'
        WHEN EXISTS (SELECT 1 FROM tasks u WHERE u.dispatch = r.dispatch) THEN 'done' END AS progress,
    coalesce((SELECT min(a.reply_key) FROM answered a WHERE a.dispatch = r.dispatch),
        (SELECT max(k.value) FROM corrections k JOIN tasks u ON u.id = k.task
            WHERE u.dispatch = r.dispatch AND k.field = 'by')) AS reply_key,
    r.note AS note,
    r.dispatch AS dispatch, r.secrecy AS secrecy
FROM register r;
"""


WEIGHTS = """
SELECT c.document AS document, count(*) AS mentions, count(DISTINCT c.dispatch) AS dispatches,
    count(DISTINCT CASE WHEN c.relation IN ('implements', 'based_on', 'guides') THEN c.dispatch END) AS upward,
    count(DISTINCT CASE WHEN c.relation = 'implements' AND x.document <> c.document THEN c.dispatch END) AS implementing
FROM citations c JOIN dispatches x ON x.id = c.dispatch WHERE c.document IS NOT NULL GROUP BY c.document
"""
TALLIES = """
SELECT 'types' AS kind, doc_type AS name, count(*) AS number, NULL AS documents FROM dispatches GROUP BY 2
UNION ALL SELECT 'issuers', issuer, count(*), NULL FROM dispatches GROUP BY 2
UNION ALL SELECT 'relations', relation, count(*), count(DISTINCT document) FROM citations GROUP BY 2
UNION ALL SELECT 'problems', code, count(*), NULL FROM problems GROUP BY 2
UNION ALL SELECT 'totals', 'dispatches', count(*), NULL FROM dispatches
UNION ALL SELECT 'totals', 'documents', count(*), NULL FROM documents
UNION ALL SELECT 'totals', 'citations', count(*), NULL FROM citations
UNION ALL SELECT 'totals', 'tasks', count(*), NULL FROM tasks
UNION ALL SELECT 'totals', 'deadlines', count(*), NULL FROM deadlines
UNION ALL SELECT 'totals', 'problems', count(*), NULL FROM problems
UNION ALL SELECT 'totals', 'edges', count(*), NULL FROM edges
UNION ALL SELECT 'totals', 'told', count(*), NULL FROM second_hand
"""


def create(connection: sqlite3.Connection) -> None:
    """Makes the tables in an empty database, inside the caller's transaction; `index` makes the rest."""
    for script in (TABLES, SEARCH, VIEWS):
        for statement in statements(script):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


class Table(NamedTuple):
    """A table or view as the database has it."""

    name: str
    view: bool
    columns: tuple[str, ...]
    leads: dict[str, str]  # column -> the table that it leads to


def tables() -> list[Table]:
    """All tables and views, in the order in which they are made."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        create(connection)
        listed = "SELECT name, type = 'view' FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'search\\__%' ESCAPE '\\'"
        return [
            Table(
                name,
                bool(view),
                tuple(row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (name,))),
                dict(connection.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (name,)).fetchall()),
            )
            for name, view in connection.execute(f"{listed} ORDER BY rowid").fetchall()
        ]


def search_works() -> str | None:
    """The version of SQLite, where it can search as we need it."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute(SEARCH)
        except sqlite3.OperationalError:
            return None
    return sqlite3.sqlite_version


def search_row(dispatch: str) -> int:
    """The row of a dispatch in `search`: its id, read as a number."""
    digest, part = dispatch.rsplit("-", 1)
    return int(digest, 16) << 14 | int(part)


def index(connection: sqlite3.Connection) -> None:
    """Makes the indexes that are missing. Rows that are there already are sorted in: a third of the cost of keeping up with each."""
    for statement in statements(INDEXES.replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS")):
        connection.execute(statement)


def statements(script: str) -> list[str]:
    """The statements of a script, one by one."""
    found, open_ = [], ""
    for line in script.splitlines(keepends=True):
        open_ += line
        if sqlite3.complete_statement(open_):
            found.append(open_.strip())
            open_ = ""
    return found
