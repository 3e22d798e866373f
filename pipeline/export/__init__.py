"""What leaves the house as a file: each kind by its name."""

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline import publication
from pipeline.errors import UsageError
from pipeline.export import docbin, edxml, register
from pipeline.store.access import Connection

Made = bytes | Mapping[str, bytes]  # a file, or a folder of files by their names
KINDS: dict[str, Callable[[Connection], Made]] = {
    "register.xlsx": register.register,
    "follow-up.xlsx": register.follow_up,
    "slip.xlsx": register.slip,
    "edxml": edxml.headers,
    "docbin": docbin.docbin,
}


def write(kind: str, db: Connection, path: Path) -> int:
    """Writes an export; gives the number of files.

    Raises UsageError where there is no such kind, OutputError where it can't be written.
    """
    maker = KINDS.get(kind)
    if maker is None:
        raise UsageError(f"{kind}: no such export; there are {', '.join(KINDS)}")
    made = maker(db)
    if isinstance(made, bytes):
        publication.publish(path, made)
        return 1
    with publication.folder(path) as folder:
        for name, data in made.items():
            (folder / name).write_bytes(data)
    return len(made)
