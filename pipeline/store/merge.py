"""Databases joined: each file's rows once, as they were read; what they cite is to be bound anew."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import UsageError
from pipeline.store import access, save, schema
from pipeline.store.rows import shadow

OF_FILE = ("texts", "dispatches", "boxes", "problems")
OF_DISPATCH = ("recipients", "citations", "tasks", "deadlines", "facts", "signatures")
OF_TASK = ("task_agencies", "task_deadlines")
AS_READ = {  # columns that resolving fills in, as they were before
    "dispatches": {"document": "NULL"},
    "citations": {
        **dict.fromkeys(("document", "bound_by", "bound_certainty", "bound_rivals"), "NULL"),
        "key": "read_key",
        "method": "read_method",
    },
}
TWIN = "status = 'duplicate', error_code = NULL, medium = NULL, pages = NULL, reader = NULL"


class Copied(NamedTuple):
    """A file of one of the databases."""

    path: str  # in the new one
    source: int
    old: str  # in its own
    sha256: str | None
    status: str


def copy(db: save.Store, sources: Sequence[Path]) -> list[Copied]:
    """Copies what was read from these databases into an empty one, a transaction for each; the files copied.

    Where two have a file of the same path and other bytes, the files of each stand below the name of its folder.
    A file whose bytes are there already is named as a duplicate: the first by path is the one that counts.
    Raises UsageError where one is no database of ours, or is named twice.
    """
    files = _listed(sources)
    first: dict[str | None, Copied] = {}
    for file in files:
        if file.status == "ok":
            first.setdefault(file.sha256, file)
    c = db.conn
    c.execute("CREATE TEMP TABLE moving (old TEXT PRIMARY KEY, path TEXT, whole INTEGER)")
    for number, source in enumerate(sources):
        own = [file for file in files if file.source == number]
        c.execute("ATTACH DATABASE ? AS other", (str(source),))
        c.execute("BEGIN IMMEDIATE")
        c.executemany("INSERT INTO moving VALUES (?, ?, ?)", [(f.old, f.path, first.get(f.sha256, f) == f) for f in own])
        _copy_rows(c)
        twins = [(f"same bytes as {first[f.sha256].path}", f.path) for f in own if first.get(f.sha256, f) != f]
        c.executemany(f"UPDATE files SET error = ?, {TWIN} WHERE path = ?", twins)
        c.execute("DELETE FROM moving")
        c.execute("COMMIT")
        c.execute("DETACH DATABASE other")
    c.execute("DROP TABLE moving")
    return files


def index(db: save.Store) -> None:
    """Fills the search index from the texts, inside the caller's transaction."""
    db.conn.executemany("INSERT INTO search (rowid, plain) VALUES (?, ?)", _shadows(db.conn))


def _listed(sources: Sequence[Path]) -> list[Copied]:
    """The files of all databases by their new paths, one for each path."""
    if len({source.resolve() for source in sources}) < len(sources):
        raise UsageError("the same database is named twice; name each once")
    folders, known = [], []
    for source in sources:
        with closing(access.opened(source, include_secret=True)) as connection:
            folders.append(Path(access.folder(connection) or source.stem).name)
            known.append(access.files(connection))
    bytes_of: dict[str, str | None] = {}
    clash = any(bytes_of.setdefault(path, state.sha256) != state.sha256 for files in known for path, state in files.items())
    count: Counter[str] = Counter()
    found: dict[str, Copied] = {}
    for number, (folder, files) in enumerate(zip(folders, known, strict=True)):
        count[folder] += 1
        below = f"{folder if count[folder] == 1 else f'{folder} ({count[folder]})'}/" if clash else ""
        for path, state in files.items():
            file = Copied(below + path, number, path, state.sha256, state.status)
            if found.setdefault(file.path, file).status != "ok" and state.status == "ok":
                found[file.path] = file
    return [found[path] for path in sorted(found)]


def _copy_rows(c: access.Connection) -> None:
    """The rows of the files in `moving`, and of those that are whole all that hangs on them."""
    _copy(c, "files", "JOIN moving m ON m.old = t.path", {"path": "m.path"})
    whole = "JOIN moving m ON m.old = t.file AND m.whole"
    for table in OF_FILE:
        _copy(c, table, whole + (" WHERE t.stage = 'read'" if table == "problems" else ""), {"file": "m.path"})
    _copy(c, "corrections", whole, {"file": "m.path"})
    of = "JOIN other.dispatches d ON d.id = t.dispatch JOIN moving m ON m.old = d.file AND m.whole"
    for table in OF_DISPATCH:
        _copy(c, table, of, {})
    of = f"JOIN other.tasks k ON k.id = t.task {of.replace('t.dispatch', 'k.dispatch')}"
    for table in OF_TASK:
        _copy(c, table, of, {})


def _copy(c: access.Connection, table: str, of: str, changed: dict[str, str]) -> None:
    columns = [row[1] for row in c.execute(f"PRAGMA table_info({table})")]
    changed = {**AS_READ.get(table, {}), **changed}
    values = ", ".join(changed.get(name) or f't."{name}"' for name in columns)
    c.execute(f"INSERT INTO main.{table} SELECT {values} FROM other.{table} t {of}")


def _shadows(c: access.Connection) -> Iterator[tuple[int, str]]:
    """What the index is given, in the order of its rows."""
    found = c.execute("SELECT id, file, start, end FROM dispatches").fetchall()
    for row, file, start, end in sorted((schema.search_row(dispatch), *place) for dispatch, *place in found):
        (text,) = c.execute("SELECT text FROM texts WHERE file = ?", (file,)).fetchone()
        yield row, shadow(text[start:end])
