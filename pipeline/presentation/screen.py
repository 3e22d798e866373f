"""How rows are printed: as tables for people, as JSON or CSV for programs; what documents say can't steer the terminal."""

import csv
import json
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, TextIO

from pipeline.presentation.workbook import harmless

Record = Mapping[str, Any]
WIDE = 200  # columns where nobody looks on
NARROW = 60  # columns below which there is no room for a bar
EVERY = 2.0  # seconds between lines of progress that aren't drawn over
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they turn what stands around them


def calm(text: str) -> str:
    """The same text without what moves a cursor, changes a colour or turns the line: each such character as U+FFFD."""
    if text.isprintable():
        return text
    return "".join(c if (c.isprintable() or c in "\n\t ") and c not in BIDI else " " if c == "\u00a0" else "\ufffd" for c in text)


def one_line(value: object, longest: int = 0) -> str:
    """A value in one line, cut with a mark where it is longer than that."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3g}"
    words = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    words = " ".join(calm(words).split())
    return words if not longest or len(words) <= longest else words[: longest - 1] + "…"


def as_json(value: object) -> str:
    """A value as JSON that a terminal can show: of many records one a line."""
    if not isinstance(value, list | tuple) or not value:
        return json.dumps(value, ensure_ascii=False, indent=1, default=str)
    lines = ",\n".join(json.dumps(record, ensure_ascii=False, default=str) for record in value)  # with `indent` ten times slower
    return f"[\n{lines}\n]"


def as_csv(records: Sequence[Record], out: TextIO) -> None:
    """Records as CSV with a heading: no cell begins as a formula does."""
    names = list(dict.fromkeys(name for record in records for name in record))
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for record in records:
        writer.writerow([_cell(record.get(name)) for name in names])


def table(records: Sequence[Record], columns: Sequence[str], title: str = "", empty: str = "none") -> None:
    """Prints records as a table of these columns."""
    from rich.table import Table
    from rich.text import Text

    console = _console()
    if title:
        console.print(Text(title, style="bold"))
    if not records:
        console.print(Text(empty, style="dim"))
        return
    grid = Table(box=None, pad_edge=False, show_header=True, header_style="dim")
    for name in columns:
        grid.add_column(name, overflow="fold")
    for record in records:
        grid.add_row(*(Text(one_line(record.get(name))) for name in columns))
    console.print(grid)


def shares(columns: Mapping[str, Sequence[tuple[str, int]]], most: int) -> None:
    """Prints how much there is of what, column by column, the most frequent first."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, show_header=True, header_style="dim")
    for name in columns:
        grid.add_column("", justify="right")
        grid.add_column(name, overflow="fold")
    for i in range(min(max(map(len, columns.values()), default=0), most)):
        cells: list[Text] = []
        for rows in columns.values():
            what, number = rows[i] if i < len(rows) else ("", 0)
            cells += [Text(str(number or "")), Text(one_line(what or "—", 60) if number else "")]
        grid.add_row(*cells)
    if grid.row_count:
        _console().print(grid)


def facts(record: Record, names: Iterable[str] = ()) -> None:
    """Prints one record, a line for each of its values that isn't null."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, show_header=False)
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name in names or record:
        if record.get(name) is not None:
            grid.add_row(name, Text(one_line(record[name])))
    _console().print(grid)


def tree(records: Sequence[Record]) -> None:
    """Prints rows with a `depth` and a `label` as a tree."""
    from rich.text import Text
    from rich.tree import Tree

    branches: list[Tree] = []
    for record in records:
        label = Text(calm(str(record["label"])))
        del branches[record["depth"] :]
        branches.append(branches[-1].add(label) if branches else Tree(label))
    if branches:
        _console().print(branches[0])


class Progress:
    """Tells on stderr how far a run is: a bar on a terminal, else a line now and then."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._bar: Any = None
        self._task: Any = None
        self._since = self._last = time.monotonic()

    def __enter__(self) -> "Progress":
        if not self._quiet and sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown"):
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            console = Console(stderr=True)
            columns = (
                *((TextColumn("{task.description}"), BarColumn()) if console.width >= NARROW else ()),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
            )
            # drawn by this thread alone: workers are forked while it is on
            self._bar = Bar(*columns, console=console, auto_refresh=False, transient=True)
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, done: int, of: int, failed: int) -> None:
        """Files done, files in all, files that failed."""
        now = time.monotonic()
        if self._quiet or (now - self._last < (0.1 if self._bar else EVERY) and done < of):
            return
        self._last = now
        rate = f"{done / max(now - self._since, 1e-9):.0f}/s" + (f", {failed} failed" if failed else "")
        if self._bar:
            if self._task is None:
                self._task = self._bar.add_task("reading", total=of, rate="")
            self._bar.update(self._task, completed=done, total=of, rate=rate)
            self._bar.refresh()
        elif now - self._since >= EVERY:
            left = (of - done) * (now - self._since) / max(done, 1)
            print(f"congvan: {done} of {of} files, {rate}, {left:.0f} s left", file=sys.stderr)  # noqa: T201


def _console() -> Any:
    from rich.console import Console

    plain = not sys.stdout.isatty()
    return Console(file=sys.stdout, width=WIDE if plain else None, highlight=False, markup=False, emoji=False, soft_wrap=False)


def _cell(value: object) -> object:
    if isinstance(value, (list, tuple)):
        value = "; ".join(map(str, value))
    return harmless(calm(value)) if isinstance(value, str) else value
