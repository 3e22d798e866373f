"""What leaves the house as a file: each kind by its name."""

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.export import docbin, edxml, network, records, register, tasks
from pipeline.presentation import publication
from pipeline.store.access import Connection

Made = bytes | Mapping[str, bytes]  # a file, or a folder of files by their names
KINDS: dict[str, Callable[[Connection], Made]] = {
    "register.xlsx": register.register,
    "follow-up.xlsx": register.follow_up,
    "slip.xlsx": register.slip,
    "tasks.csv": tasks.table,
    "tasks.xlsx": tasks.sheet,
    "tasks.ics": tasks.calendar,
    "graph.graphml": network.graphml,
    "graph.gexf": network.gexf,
    "graph.json": network.node_link,
    "graph.dot": network.dot,
    "graph.mmd": network.mermaid,
    "nodes.csv": network.node_table,
    "edges.csv": network.edge_table,
    "edxml": edxml.headers,
    "docbin": docbin.docbin,
    "jsonl": records.jsonl,
}


def write(kind: str, db: Connection, path: Path, of: str | None = None, *, todo: bool = False) -> int:
    """Writes an export; gives the number of files.

    `of`: the id of the document whose surroundings `graph.mmd` shows; `todo`: `tasks.ics` holds things to do instead of days.

    Raises UsageError where there is no such kind, OutputError where it can't be written.
    """
    maker = KINDS.get(kind)
    if maker is None:
        raise UsageError(f"{kind}: no such export; there are {', '.join(KINDS)}")
    if of is not None and maker is not network.mermaid:
        raise UsageError(f"{kind}: holds every document; only graph.mmd shows the surroundings of one")
    if todo and maker is not tasks.calendar:
        raise UsageError(f"{kind}: no calendar; only tasks.ics can hold things to do")
    if todo:
        maker = tasks.todos
    made = network.mermaid(db, of) if of is not None else maker(db)
    if isinstance(made, bytes):
        publication.publish(path, made)
        return 1
    with publication.folder(path) as folder:
        for name, data in made.items():
            (folder / name).write_bytes(data)
    return len(made)
