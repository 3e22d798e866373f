"""Vietnamese official dispatches, read: numbers, signers, citations, duties, deadlines.

book = rulebook.load()
parsed = [parse(path, book) for path in Path("inbox").glob("*.txt")]
links = resolve(parsed)
graph = build_graph(parsed, links)
save(parsed, links, "outputs/congvan.db")
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["build_graph", "load_graph", "parse", "read", "resolve", "save"]

if TYPE_CHECKING:
    from pipeline.graph import build_graph
    from pipeline.graph import load as load_graph
    from pipeline.ingest import read
    from pipeline.parse import parse
    from pipeline.resolve import resolve
    from pipeline.store.save import save

ROOMS = {  # what the front door shows -> where it is; opened when it is asked for, so that commands start quickly
    "read": ("pipeline.ingest", "read"),
    "parse": ("pipeline.parse", "parse"),
    "resolve": ("pipeline.resolve", "resolve"),
    "build_graph": ("pipeline.graph", "build_graph"),
    "load_graph": ("pipeline.graph", "load"),
    "save": ("pipeline.store.save", "save"),
}


class _FrontDoor(ModuleType):
    """Two rooms are named as what they offer: here their names mean the functions, `pipeline.parse.…` imports still find the rooms."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in ROOMS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        if name not in ROOMS:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        room, function = ROOMS[name]
        return getattr(import_module(room), function)


sys.modules[__name__].__class__ = _FrontDoor
