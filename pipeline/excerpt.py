"""A copy of a database without what is marked secret: for readers whose questions we don't put ourselves."""

from contextlib import closing
from pathlib import Path

from pipeline.store import access, save


def without_secret(path: Path, folder: Path) -> Path:
    """A database that may be shown whole: this one where nothing in it is secret, else a copy in `folder`, without a trace of it.

    A file that holds a secret dispatch goes as a whole: its parts share one text.
    """
    with closing(access.opened(path, include_secret=True)) as db:
        hidden = [row[0] for row in db.execute("SELECT id FROM dispatches WHERE secrecy IS NOT NULL")]
        if not hidden:
            return path
        files = sorted({row[0] for row in db.execute("SELECT file FROM dispatches WHERE secrecy IS NOT NULL")})
        copy = folder / path.name
        db.execute("VACUUM INTO ?", (str(copy),))
    writing = save.opened(copy)
    try:
        with writing.atomic():
            gone = {row[0] for file in files for row in writing.conn.execute("SELECT document FROM dispatches WHERE file = ?", (file,))}
            save.take_out(writing, files)
            for document in sorted(d for d in gone if d):
                writing.conn.execute("UPDATE documents SET title = NULL WHERE id = ?", (document,))
                writing.conn.execute("DELETE FROM documents WHERE id = ? AND id NOT IN (SELECT document FROM citations)", (document,))
            for file in files:
                writing.conn.execute("DELETE FROM corrections WHERE file = ?", (file,))
        writing.conn.execute("INSERT INTO search (search) VALUES ('optimize')")
        writing.conn.execute("VACUUM")
    finally:
        save.closed(writing)
    return copy
