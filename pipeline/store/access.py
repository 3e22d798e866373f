"""How the database is read: opened without being changed, and without what is secret unless that is asked for."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import UsageError
from pipeline.model import Mention, Paper
from pipeline.store import schema

Record = dict[str, Any]
Connection = sqlite3.Connection

# Views that stand before the tables of the same name: names are looked up among the temporary ones first.
HIDE = """
CREATE TEMP TABLE hidden (id TEXT PRIMARY KEY);
INSERT INTO hidden SELECT id FROM main.dispatches WHERE secrecy IS NOT NULL;
CREATE TEMP VIEW dispatches AS SELECT * FROM main.dispatches WHERE secrecy IS NULL;
CREATE TEMP VIEW recipients AS SELECT * FROM main.recipients WHERE dispatch NOT IN (SELECT id FROM hidden);
CREATE TEMP VIEW citations AS SELECT * FROM main.citations WHERE dispatch NOT IN (SELECT id FROM hidden);
CREATE TEMP VIEW tasks AS SELECT * FROM main.tasks WHERE dispatch NOT IN (SELECT id FROM hidden);
CREATE TEMP VIEW deadlines AS SELECT * FROM main.deadlines WHERE dispatch NOT IN (SELECT id FROM hidden);
CREATE TEMP VIEW facts AS SELECT * FROM main.facts WHERE dispatch NOT IN (SELECT id FROM hidden);
CREATE TEMP VIEW signatures AS SELECT * FROM main.signatures WHERE dispatch NOT IN (SELECT id FROM hidden);
CREATE TEMP VIEW problems AS SELECT * FROM main.problems WHERE dispatch IS NULL OR dispatch NOT IN (SELECT id FROM hidden);
CREATE TEMP VIEW task_agencies AS SELECT * FROM main.task_agencies WHERE task IN (SELECT id FROM temp.tasks);
CREATE TEMP VIEW task_deadlines AS SELECT * FROM main.task_deadlines WHERE task IN (SELECT id FROM temp.tasks);
CREATE TEMP VIEW texts AS SELECT * FROM main.texts WHERE file NOT IN
    (SELECT file FROM main.dispatches WHERE secrecy IS NOT NULL);
CREATE TEMP VIEW boxes AS SELECT * FROM main.boxes WHERE file NOT IN
    (SELECT file FROM main.dispatches WHERE secrecy IS NOT NULL);
CREATE TEMP VIEW documents AS
SELECT id, key, doc_type, promulgation_date, issuer, issuer_id, iif(dispatch IN (SELECT id FROM hidden), NULL, title) AS title, rank,
    iif(dispatch IN (SELECT id FROM hidden), NULL, dispatch) AS dispatch
FROM main.documents d
WHERE EXISTS (SELECT 1 FROM temp.citations c WHERE c.document = d.id) OR EXISTS (SELECT 1 FROM temp.dispatches x WHERE x.document = d.id);
"""


def opened(path: Path, *, include_secret: bool = False) -> sqlite3.Connection:
    """A database to read from. Raises UsageError where there is none, or it isn't ours.

    Without `include_secret` a dispatch marked MẬT, TỐI MẬT or TUYỆT MẬT is not there, nor anything that is known
    from it alone: whatever is asked, here or in an export, sees the tables without it.
    """
    if not path.is_file():
        raise UsageError(f"{path}: no such database; make it with: congvan run FOLDER -o {path.parent}")
    name = str(path.resolve()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    try:
        try:
            connection = _connected(f"file:{name}?mode=ro")
        except sqlite3.OperationalError:  # left in write-ahead mode on a medium that can't be written
            connection = _connected(f"file:{name}?immutable=1")
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if not ours or version != schema.SCHEMA_VERSION:
            raise UsageError(f"{path}: not a database of this version of congvan; make it anew with: congvan run FOLDER")
        if not include_secret and connection.execute("SELECT 1 FROM dispatches WHERE secrecy IS NOT NULL").fetchone():
            live = f"CREATE TEMP VIEW weights AS {schema.WEIGHTS};\nCREATE TEMP VIEW tallies AS {schema.TALLIES};\n"
            for statement in schema.statements(HIDE + schema.VIEWS.replace("CREATE VIEW", "CREATE TEMP VIEW") + live):
                connection.execute(statement)
    except sqlite3.DatabaseError as trouble:
        raise UsageError(f"{path}: {trouble}; make it anew with: congvan run FOLDER") from trouble
    return connection


def rows(connection: sqlite3.Connection, sql: str, *values: object) -> list[Record]:
    """The rows that a query gives."""
    return [dict(row) for row in connection.execute(sql, values)]


def _connected(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=10, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return connection


class FileState(NamedTuple):
    """What the database says of a file."""

    sha256: str | None
    status: str
    reader: str | None
    error_code: str | None
    error: str | None


def files(connection: sqlite3.Connection) -> dict[str, FileState]:
    """The files of a database, by path."""
    found = connection.execute("SELECT path, sha256, status, reader, error_code, error FROM files")
    return {row[0]: FileState(*row[1:]) for row in found}


def folder(connection: sqlite3.Connection) -> str | None:
    """The folder that a database belongs to."""
    row = connection.execute("SELECT folder FROM runs WHERE folder IS NOT NULL ORDER BY id LIMIT 1").fetchone()
    return row[0] if row else None


def finished(connection: sqlite3.Connection) -> bool:
    """Whether the last run came to its end, so that every citation is bound."""
    row = connection.execute("SELECT finished_at FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    return row is not None and row[0] is not None


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many of each there are."""
    asked = {
        "dispatches": "SELECT count(*) FROM dispatches",
        "documents": "SELECT count(*) FROM documents",
        "citations": "SELECT count(*) FROM citations",
        "tasks": "SELECT count(*) FROM tasks",
        "deadlines": "SELECT count(*) FROM deadlines",
        "problems": "SELECT count(*) FROM problems",
        "secret": "SELECT count(*) FROM dispatches WHERE secrecy IS NOT NULL",
    }
    return {name: connection.execute(sql).fetchone()[0] for name, sql in asked.items()}


def shares(connection: sqlite3.Connection) -> dict[str, list[tuple[str, int]]]:
    """How many dispatches there are of each type and issuer, and problems of each code: the most frequent first."""
    open_ = "FROM dispatches WHERE secrecy IS NULL"
    asked = {
        "type": f"SELECT coalesce(doc_type, '') AS what, count(*) AS number {open_} GROUP BY what",
        "issuer": f"SELECT coalesce(issuer, '') AS what, count(*) AS number {open_} GROUP BY what",
        "problem": "SELECT code AS what, count(*) AS number FROM problems GROUP BY what",
    }
    return {name: [tuple(row) for row in connection.execute(f"{sql} ORDER BY number DESC, what")] for name, sql in asked.items()}


def steps(connection: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Each pair of documents of which one is said to implement the other, with the mention that says so first: as `graph.Step`."""
    sql = (
        "SELECT c.dispatch, c.start, c.end, low.id, high.id, coalesce(low.key, x.file), coalesce(high.key, high.title), "
        "low.rank, high.rank, low.promulgation_date, high.promulgation_date FROM citations c JOIN dispatches x ON x.id = c.dispatch "
        "JOIN documents low ON low.id = x.document JOIN documents high ON high.id = c.document "
        "WHERE c.relation = 'implements' AND low.id <> high.id ORDER BY x.file, x.part, c.start, c.id"
    )
    seen: set[tuple[str, str]] = set()
    for row in connection.execute(sql):
        if (row[3], row[4]) not in seen:
            seen.add((row[3], row[4]))
            yield tuple(row)


def tasks_of(connection: sqlite3.Connection, files: Iterable[str]) -> Iterator[tuple[str, str, int, str]]:
    """The tasks of these files: id, file, part, text."""
    columns = "t.id, d.file, d.part, t.text"
    asked = f"SELECT {columns} FROM dispatches d JOIN tasks t ON t.dispatch = d.id WHERE d.file = ? ORDER BY d.part, t.ordinal"
    for file in sorted(files):
        yield from map(tuple, connection.execute(asked, (file,)))


def bodies(connection: sqlite3.Connection) -> list[str]:
    """The ids of all bodies that rows name."""
    columns = (
        "dispatches.issuer_id",
        "recipients.agency_id",
        "citations.issuer_id",
        "task_agencies.agency_id",
        "documents.issuer_id",
        "dispatches.order_of_id",
    )
    pairs = [name.split(".") for name in columns]
    sql = " UNION ".join(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL" for table, column in pairs)
    return [row[0] for row in connection.execute(sql)]


def papers(connection: sqlite3.Connection) -> Iterator[Paper]:
    """Every dispatch with its mentions, as resolving needs them, by file and part."""
    columns = "dispatch, id, read_key, raw_key, doc_type, promulgation_date, issuer, issuer_id, title, read_method, antecedent, start, end"
    cursor = connection.cursor()
    cursor.row_factory = None
    mentions: defaultdict[str, list[Mention]] = defaultdict(list)
    share = dict[str | None, str | None]().setdefault  # few values, many mentions: each is kept once
    for d, i, key, raw, kind, date, issuer, issuer_id, title, method, before, start, end in cursor.execute(
        f"SELECT {columns} FROM citations ORDER BY dispatch, start, end, id"
    ):
        values = (i, share(key, key), raw, share(kind, kind), share(date, date), share(issuer, issuer), share(issuer_id, issuer_id))
        mentions[d].append(Mention(*values, share(title, title), share(method, method) or "", before, start, end))
    columns = "id, file, part, status, key, doc_type, promulgation_date, issuer, issuer_id, subject"
    for row in cursor.execute(f"SELECT {columns} FROM dispatches ORDER BY file, part"):
        yield Paper._make((*row, tuple(mentions.pop(row[0], ()))))
