"""What lies below a folder, and how a file there is opened: never one that isn't a plain file of that folder."""

import hashlib
import os
import stat
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import UnreadableError

LARGEST = 200 << 20  # bytes; what is larger isn't opened
PASSED_OVER = ("~$", ".", "Thumbs.db", "desktop.ini")  # beginnings of names: hidden, lock and thumbnail files
UNFINISHED = (".part", ".crdownload", ".tmp", ".download")  # endings of names
OWN = ("congvan.yaml", "corrections.yaml")  # an office's own settings, which may lie here


class Entry(NamedTuple):
    """One entry below the folder."""

    path: str  # relative, '/'; what isn't UTF-8 as \\xNN
    place: Path  # where it is to be opened
    code: str | None = None  # why it isn't
    message: str | None = None


class Content(NamedTuple):
    """A file's bytes, all of one moment."""

    data: bytes
    sha256: str


def discover(folder: Path, leave_out: Path | None = None) -> list[Entry]:
    """Every file below a folder, sorted by path; what is passed over has its reason. `leave_out` = a folder of ours."""
    found: list[Entry] = []
    root = folder.resolve()
    waiting = [root]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                inside = list(entries)
        except OSError as trouble:
            code = (
                "permission"
                if isinstance(trouble, PermissionError)
                else "vanished"
                if isinstance(trouble, FileNotFoundError)
                else "damaged"
            )
            found.append(Entry(_shown(here, root) + "/", here, code, f"the folder can't be opened: {trouble.strerror or trouble}"))
            continue
        for item in inside:
            place = Path(item.path)
            if item.is_dir(follow_symlinks=False):
                if place == leave_out:
                    continue
                if not item.name.startswith("."):
                    waiting.append(place)
                    continue
                found.append(Entry(_shown(place, root) + "/", place, "", "a hidden folder"))
            elif not (here == root and item.name in OWN):
                found.append(_entry(item, place, root))
    return sorted(found)


def content(place: Path) -> Content:
    """The bytes of a plain file. Raises UnreadableError where it can't be read, or changes while it is read."""
    for _ in range(2):
        try:
            data = _read(place)
        except FileNotFoundError as trouble:
            raise UnreadableError("vanished", "no longer there; run again to take it out") from trouble
        except PermissionError as trouble:
            raise UnreadableError("permission", "may not be read; change its permissions and run again") from trouble
        except IsADirectoryError as trouble:
            raise UnreadableError("not_a_file", "not a plain file") from trouble
        except OSError as trouble:
            raise UnreadableError("damaged", f"can't be read: {trouble.strerror or trouble}") from trouble
        if data is not None:
            return Content(data, hashlib.sha256(data).hexdigest())
    raise UnreadableError("changed", "it was written to while it was read; run again when it is complete")


def _entry(item: "os.DirEntry[str]", place: Path, root: Path) -> Entry:
    path = _shown(place, root)
    if item.name.startswith(PASSED_OVER) or item.name.endswith(UNFINISHED):
        return Entry(path, place, "", "a hidden, temporary or unfinished file")
    try:
        if item.is_symlink():
            target = place.resolve(strict=True)
            if not target.is_relative_to(root) or not target.is_file():
                return Entry(path, place, "link", "a link to something outside the folder, or to a folder")
            return Entry(path, target)
        if not item.is_file(follow_symlinks=False):
            return Entry(path, place, "not_a_file", "a pipe, socket or device")
    except (OSError, RuntimeError):
        return Entry(path, place, "link", "a link that leads nowhere")
    return Entry(path, place)


def _read(place: Path) -> bytes | None:
    """All bytes, null where the file changed meanwhile."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(place, flags), "rb") as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise UnreadableError("not_a_file", "not a plain file")
        if before.st_size > LARGEST:
            raise UnreadableError("limit", f"larger than {LARGEST >> 20} MB; split it, or read it elsewhere")
        data = file.read(LARGEST + 1)
        after = os.fstat(file.fileno())
    whole = len(data) == after.st_size and (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return data if whole else None


def _shown(place: Path, root: Path) -> str:
    return os.fsencode(place.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")
