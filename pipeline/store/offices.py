"""Which rows of `agencies` a name means, and what they were before: mergers and new names, followed backwards."""

from pipeline.errors import UsageError
from pipeline.spelling import alike
from pipeline.store.access import Connection, rows

SHORT = {"ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "tp": "thành phố", "tp.": "thành phố"}


def named(db: Connection, name: str, *, with_predecessors: bool = False) -> list[str]:
    """The ids of the bodies of this name or id, in order; with those that became them, however many times over.

    A body that kept its name through a merger has several ids: they all count. Raises UsageError where there is none.
    """
    wanted = _full(name)
    every = rows(db, "SELECT id, name, successor FROM agencies ORDER BY id")
    found = {row["id"] for row in every if row["id"] == name or _full(row["name"] or "") == wanted}
    if not found:
        near = [row["name"] for row in every if row["name"] and wanted in _full(row["name"])]
        known = f"; there are {', '.join(sorted(set(near))[:5])}" if near else ""
        raise UsageError(f"{name}: no body of this name in the database{known}")
    while with_predecessors:
        before = {row["id"] for row in every if row["successor"] in found} - found
        if not before:
            break
        found |= before
    return sorted(found)


def _full(name: str) -> str:
    """A name as it is compared: usual abbreviations written out."""
    return " ".join(SHORT.get(word, word) for word in alike(name).split())
