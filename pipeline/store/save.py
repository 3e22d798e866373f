"""How the database is written: by one writer at a time, and never half.

All writing is inside transactions in write-ahead mode, so that the database is whole whenever the program
is killed, the disk is full or the folder turns read-only. When a run has ended it is one file again,
without side files, so that it can be copied or put on a read-only medium.
"""

import contextlib
import os
import platform
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pipeline.errors import BusyError, CongvanError, OutputError, UsageError
from pipeline.model import Links, Parsed, Problem
from pipeline.store import rows as rows_of
from pipeline.store import schema
from pipeline.store.rows import FileRows, Row

CHILDREN = ("recipients", "citations", "tasks", "deadlines", "facts", "signatures", "problems")  # tables that hang on a dispatch
Store = Database  # one that is open for writing
BATCH = 200  # files written at once: their search rows must come in order, see `put`


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Keeps every other writer away from a database. Raises BusyError, naming who holds it.

    The lock is a transaction on a small file beside the database: the system lets it go when we die,
    however we die, on every system that SQLite runs on.
    """
    beside = path.with_name(f".{path.name}.lock")
    with troubles(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _begun(beside)
        lock = sqlite3.connect(beside, timeout=0, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN IMMEDIATE")
            lock.execute("CREATE TABLE IF NOT EXISTS holder (who TEXT)")
            lock.execute("DELETE FROM holder")
            lock.execute("INSERT INTO holder VALUES (?)", (f"process {os.getpid()} on {platform.node() or 'this machine'}",))
            lock.execute("COMMIT")
            lock.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as trouble:
            if "locked" not in str(trouble):
                raise OutputError(f"{path}: can't be written: {trouble}; choose another place with -o") from trouble
            with contextlib.suppress(sqlite3.Error):
                who = (lock.execute("SELECT who FROM holder").fetchone() or ("another process",))[0]
                raise BusyError(f"{path}: {who} is writing to it; wait until it has finished") from trouble
            raise BusyError(f"{path}: another process is writing to it; wait until it has finished") from trouble
        except sqlite3.DatabaseError as trouble:
            raise OutputError(f"{beside}: {trouble}; where no run is going on, delete it and run again") from trouble
        yield
    finally:
        lock.close()


@contextlib.contextmanager
def troubles(path: Path) -> Iterator[None]:
    """Says in our words what keeps a database from being written."""
    try:
        yield
    except sqlite3.OperationalError as trouble:
        if "locked" in str(trouble):
            raise BusyError(f"{path}: another program holds it open for writing; close it and run again") from trouble
        raise OutputError(f"{path}: can't be written: {trouble}; what it held before is whole") from trouble
    except sqlite3.DatabaseError as trouble:
        if isinstance(trouble, sqlite3.IntegrityError):
            raise CongvanError(f"{path}: {trouble}; this is a fault of congvan, please report it") from trouble
        raise OutputError(f"{path}: {trouble}; move it away and run again") from trouble
    except OSError as trouble:
        raise OutputError(f"{path}: can't be written: {trouble.strerror or trouble}; choose another place with -o") from trouble


def begin_run(db: Database, started: str, version: str, rules_version: str, folder: str) -> None:
    """Notes a run that has begun, inside the caller's transaction: without an end it counts as interrupted."""
    _insert(db, "runs", [(started, started, None, version, rules_version, None, None, None, folder)])


def end_run(db: Database, started: str, finished: str, read: int, failed: int, seconds: float) -> None:
    """Notes the end of a run."""
    db.conn.execute(
        "UPDATE runs SET finished_at = ?, read = ?, failed = ?, seconds = ? WHERE id = ?", (finished, read, failed, seconds, started)
    )


def opened(path: Path) -> Database:
    """A database to write to, with its tables; made where there is none. Raises OutputError or UsageError.

    A new one has no indexes until `complete` is called, and keeps no write-ahead log: there is nothing yet that a
    killed run could damage or a reader wait for, and each page is written once instead of twice.
    """
    with troubles(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # an office's papers are nobody else's
        connection = sqlite3.connect(path, isolation_level=None, timeout=10)
        db = Database(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -32768")  # kB: full, and so flat, after a thousand dispatches
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            with db.atomic():
                schema.create(connection)
            return db
        check(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        with db.atomic():
            schema.index(connection)
    return db


def complete(db: Database) -> None:
    """Makes the indexes that a new database lacks, inside the caller's transaction."""
    schema.index(db.conn)


def _begun(path: Path) -> None:
    """Makes an empty file where there is none, for its owner alone: an office's papers are nobody else's."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raises UsageError where a file is no database of ours, or of another version."""
    ours = connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not ours:
        raise UsageError(f"{path}: not a database of congvan; choose another place with -o")
    if version != schema.SCHEMA_VERSION:
        raise UsageError(f"{path}: has the tables of version {version}, we need {schema.SCHEMA_VERSION}; delete it and run again")


def closed(db: Database) -> None:
    """Ends the writing: one file, no side files, unless somebody is still reading."""
    with contextlib.suppress(sqlite3.OperationalError):
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.conn.execute("PRAGMA journal_mode = DELETE")
    db.close()


def save(parsed: Iterable[Parsed], links: Links | None, db: Path | str) -> None:
    """Writes files that were read, and what resolving them gave, into a database: all or nothing.

    A file that is there already is replaced.
    """
    path = Path(db)
    with held(path), troubles(path):
        database = opened(path)
        try:
            with database.atomic():
                put(database, [rows_of.of_file(p, "") for p in parsed])
                if links is not None:
                    bind(database, links)
                tally(database)
                complete(database)
        finally:
            closed(database)


def put(db: Database, files: Sequence[FileRows], *, new: bool = False) -> None:
    """Writes files' rows in the place of what the database has of the same path or the same bytes; `new` = it has nothing."""
    if not new:
        take_out(db, [f.path for f in files], [f.sha256 for f in files if "dispatches" in f.tables])
    tables: dict[str, list[Row]] = {}
    for file in files:
        for name, rows in file.tables.items():
            tables.setdefault(name, []).extend(rows)
    for name, rows in tables.items():
        _insert(db, name, rows)
    # in the order of their rows: FTS5 writes its buffer out whenever a row comes before the last
    shadows = sorted((schema.search_row(dispatch), shadow) for file in files for dispatch, shadow in file.shadows)
    db.conn.executemany("INSERT INTO search (rowid, plain) VALUES (?, ?)", shadows)


def take_out(db: Database, paths: Iterable[str], digests: Iterable[str] = ()) -> None:
    """Removes files with all that was read in them, and what else has the same bytes."""
    c = db.conn
    files = {row[0] for p in paths for row in c.execute("SELECT path FROM files WHERE path = ?", (p,))}
    twins = {row[0] for d in digests for row in c.execute("SELECT path FROM files WHERE sha256 = ? AND status = 'ok'", (d,))}
    for file in sorted(files | twins):
        text = (c.execute("SELECT text FROM texts WHERE file = ?", (file,)).fetchone() or ("",))[0]
        for dispatch, start, end in c.execute("SELECT id, start, end FROM dispatches WHERE file = ?", (file,)).fetchall():
            shadow = rows_of.shadow(text[start:end])
            c.execute("INSERT INTO search (search, rowid, plain) VALUES ('delete', ?, ?)", (schema.search_row(dispatch), shadow))
            c.execute("DELETE FROM task_agencies WHERE task IN (SELECT id FROM tasks WHERE dispatch = ?)", (dispatch,))
            c.execute("DELETE FROM task_deadlines WHERE task IN (SELECT id FROM tasks WHERE dispatch = ?)", (dispatch,))
            for table in CHILDREN:
                c.execute(f"DELETE FROM {table} WHERE dispatch = ?", (dispatch,))
            c.execute("UPDATE documents SET dispatch = NULL WHERE dispatch = ?", (dispatch,))
        for table in ("problems", "boxes", "texts", "dispatches"):
            c.execute(f"DELETE FROM {table} WHERE file = ?", (file,))
        c.execute("DELETE FROM files WHERE path = ?", (file,))


def bind(db: Database, links: Links) -> None:
    """Writes nodes and bindings: only what differs from what is there."""
    c = db.conn
    new = c.execute("SELECT 1 FROM documents").fetchone() is None  # then nothing is bound yet
    _update(db, "documents", [tuple(d) for d in links.documents])
    before = dict(c.execute("SELECT id, document FROM dispatches"))
    moved = [(document, dispatch) for dispatch, document in links.held.items() if before.get(dispatch) != document]
    c.executemany("UPDATE dispatches SET document = ? WHERE id = ?", moved)
    columns = "document, key, method, bound_by, bound_certainty, bound_rivals"
    bound = {} if new else {row[0]: row[1:] for row in c.execute(f"SELECT id, {columns} FROM citations")}
    fresh = ((link.citation, (*link[1:6], rows_of.listed(link.rivals))) for link in links.links)
    changed = [(*values, citation) for citation, values in fresh if bound.get(citation) != values]
    sets = ", ".join(f"{name.strip()} = ?" for name in columns.split(","))
    c.executemany(f"UPDATE citations SET {sets} WHERE id = ?", changed)
    c.execute("DELETE FROM problems WHERE stage = 'resolve'")
    add_problems(db, links.problems)


def add_problems(db: Store, problems: Iterable[tuple[str, Problem]]) -> None:
    """Writes trouble that shows beside other dispatches: (dispatch, problem)."""
    files = dict(db.conn.execute("SELECT id, file FROM dispatches"))
    trouble = [(files[d], d, p.code, p.message, *(p.span or (None, None)), "resolve") for d, p in problems if d in files]
    _insert(db, "problems", trouble)


def tally(db: Store) -> None:
    """Reckons anew what is asked for often: how much stands on each document, and how much there is of everything."""
    for table, asked in (("weights", schema.WEIGHTS), ("tallies", schema.TALLIES)):
        db.conn.execute(f"DELETE FROM {table}")
        db.conn.execute(f"INSERT INTO {table} {asked}")


def set_corrections(db: Store, entries: Sequence[Row]) -> None:
    """Makes the table of corrections what these rows say (columns of `corrections`)."""
    if [tuple(row) for row in db.conn.execute("SELECT * FROM corrections")] != list(entries):
        db.conn.execute("DELETE FROM corrections")
        _insert(db, "corrections", entries)


def set_agencies(db: Database, entries: Iterable[Row]) -> None:
    """Makes the register of bodies what these rows say (columns of `agencies`)."""
    _update(db, "agencies", list(entries))


def _update(db: Database, table: str, wanted: list[Row]) -> None:
    """Makes a table with an `id` hold exactly these rows."""
    before = {row[0]: row for row in db.conn.execute(f"SELECT * FROM {table}")}
    after = {row[0]: row for row in wanted}
    db.conn.executemany(f"DELETE FROM {table} WHERE id = ?", [(i,) for i, row in before.items() if after.get(i) != row])
    _insert(db, table, [row for i, row in after.items() if before.get(i) != row])


def _insert(db: Database, table: str, rows: Sequence[Any]) -> None:
    if rows:
        db.conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
