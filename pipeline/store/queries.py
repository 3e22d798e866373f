"""What is asked of the database: reading only, by SQL, without building the whole graph."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from pipeline.errors import UsageError
from pipeline.model import Mention, Paper
from pipeline.store import schema

Record = dict[str, Any]
Connection = sqlite3.Connection


def opened(path: Path) -> sqlite3.Connection:
    """A database to read from. Raises UsageError where there is none, or it isn't ours."""
    if not path.is_file():
        raise UsageError(f"{path}: no such database; make it with: congvan run FOLDER -o {path.parent}")
    name = str(path.resolve()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = sqlite3.connect(f"file:{name}?mode=ro", uri=True, timeout=10)
    connection.row_factory = sqlite3.Row
    try:
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as trouble:
        raise UsageError(f"{path}: {trouble}; make it anew with: congvan run FOLDER") from trouble
    if not ours or version != schema.SCHEMA_VERSION:
        raise UsageError(f"{path}: not a database of this version of congvan; make it anew with: congvan run FOLDER")
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


def tasks_of(connection: sqlite3.Connection, files: Iterable[str]) -> Iterator[tuple[str, str, int, str]]:
    """The tasks of these files: id, file, part, text."""
    columns = "t.id, d.file, d.part, t.text"
    asked = f"SELECT {columns} FROM dispatches d JOIN tasks t ON t.dispatch = d.id WHERE d.file = ? ORDER BY d.part, t.ordinal"
    for file in sorted(files):
        yield from map(tuple, connection.execute(asked, (file,)))


def papers(connection: sqlite3.Connection) -> Iterator[Paper]:
    """Every dispatch with its mentions, as resolving needs them, by file and part."""
    columns = "id, read_key, raw_key, doc_type, promulgation_date, issuer, issuer_id, title, read_method, antecedent, start, end, dispatch"
    mentions: dict[str, list[Mention]] = {}
    for row in connection.execute(f"SELECT {columns} FROM citations"):
        fields: list[Any] = list(row)
        dispatch = fields.pop()
        fields[1:9] = [intern(value) if isinstance(value, str) else value for value in fields[1:9]]  # few values, many mentions
        mentions.setdefault(dispatch, []).append(Mention(*fields))
    columns = "id, file, part, status, key, doc_type, promulgation_date, issuer, issuer_id, subject"
    for row in connection.execute(f"SELECT {columns} FROM dispatches ORDER BY file, part"):
        own = sorted(mentions.pop(row[0], ()), key=lambda m: (m.start, m.end, m.id))
        yield Paper._make([*row, tuple(own)])
