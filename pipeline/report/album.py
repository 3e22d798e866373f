"""Pictures of the pages that something was read from, beside the pages that say what."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import facsimile, workers
from pipeline.store.access import Connection

MOST = 40  # pages of a file
JOBS = 4  # processes
LIMITS = workers.Limits(seconds=60.0, megabytes=1024)
ROOM = 2.0  # points around a box


class Wanted(NamedTuple):
    """Pages of a file."""

    file: str
    sha256: str
    numbers: tuple[int, ...]


class Sketch(NamedTuple):
    """A page's picture: its size in points and where it lies."""

    width: float
    height: float
    name: str


class Box(NamedTuple):
    """A place on a page that something was read from."""

    id: str  # anchor of what was read
    kind: str
    title: str
    x: float
    y: float
    width: float
    height: float


class Page(NamedTuple):
    """A page with its places."""

    number: int
    width: float
    height: float
    image: str
    boxes: tuple[Box, ...]


def wanted(db: Connection, file: str | None = None) -> list[Wanted]:
    """The pages that something was read from: of each file, or of one."""
    one = "AND b.file = ?" if file else ""
    asked = f"""SELECT DISTINCT b.file, f.sha256, b.page FROM boxes b JOIN files f ON f.path = b.file
        WHERE f.medium IN ('pdf', 'ocr', 'image') AND f.sha256 IS NOT NULL {one} ORDER BY b.file, b.page"""
    found: dict[tuple[str, str], list[int]] = {}
    for path, sha256, page in db.execute(asked, (file,) if file else ()):
        found.setdefault((path, sha256), []).append(page)
    return [Wanted(path, sha256, tuple(numbers[:MOST])) for (path, sha256), numbers in found.items()]


def drawn(root: Path, what: Iterable[Wanted], folder: Path, start: str | None = None) -> dict[str, dict[int, Sketch]]:
    """Draws pages into `folder/pages`, in processes of their own; gives what there is now, by file and page.

    A file that has changed since it was read, or can't be drawn, has none.
    """
    found: dict[str, dict[int, Sketch]] = {}
    (folder / "pages").mkdir(exist_ok=True)
    questions = list(_jobs(root, what))
    jobs = min(JOBS, os.cpu_count() or 1)
    files = {job.place: file for file, job in questions}
    for job, answer in workers.answers(
        facsimile.draw, (job for _, job in questions), jobs=jobs, limits=LIMITS, start=start, alone=lambda _: True
    ):
        if isinstance(answer, workers.Lost | str):
            continue
        own = found.setdefault(files[job.place], {})
        for picture in answer:
            name = f"pages/{job.sha256[:12]}-{picture.number}.webp"
            (folder / name).write_bytes(picture.webp)
            own[picture.number] = Sketch(picture.width, picture.height, name)
    return found


def pages(sketches: Mapping[int, Sketch], places: Iterable[Mapping[str, Any]], notes: Iterable[Any]) -> list[Page]:
    """The pictures that show something of these notes, with a box for each line of each."""
    by_span: dict[tuple[int, int], list[Any]] = {}
    for note in notes:
        by_span.setdefault((note.start, note.end), []).append(note)
    found: dict[int, list[Box]] = {}
    for place in places:
        sketch = sketches.get(place["page"])
        if sketch is None or place["x1"] > sketch.width + 1 or place["bottom"] > sketch.height + 1:
            continue  # drawn otherwise than it was read
        for note in by_span.get((place["start"], place["end"]), ()):
            found.setdefault(place["page"], []).append(_box(note, place))
    order = {"task": 0, "citation": 2, "deadline": 3}
    return [
        Page(
            number,
            sketches[number].width,
            sketches[number].height,
            sketches[number].name,
            tuple(sorted(boxes, key=lambda b: order.get(b.kind, 1))),
        )
        for number, boxes in sorted(found.items())
    ]


def _box(note: Any, place: Mapping[str, Any]) -> Box:
    title = f"{note.values[0][0]}: {note.values[0][1]}" if note.values else note.kind
    size = place["x1"] - place["x0"] + 2 * ROOM, place["bottom"] - place["top"] + 2 * ROOM
    return Box(note.id, note.kind, title, round(place["x0"] - ROOM, 1), round(place["top"] - ROOM, 1), round(size[0], 1), round(size[1], 1))


def _jobs(root: Path, what: Iterable[Wanted]) -> Iterator[tuple[str, facsimile.Job]]:
    """What can be asked for: plain files below the folder that was read."""
    for file, sha256, numbers in what:
        place = root / file
        if "\\x" not in file and place.is_file() and place.resolve().is_relative_to(root.resolve()):
            yield file, facsimile.Job(place.resolve(), sha256, numbers)
