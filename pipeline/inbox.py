"""What lies below a folder, and how a file there is opened: never one that isn't a plain file of that folder."""

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import UnreadableError

LARGEST = 200 << 20  # bytes; what is larger isn't read
LARGEST_TEXT = 50 << 20  # the same for plain text: a dispatch of a thousand pages has 3 MB
JUNCTION = 0xA0000003  # how Windows marks one: IO_REPARSE_TAG_MOUNT_POINT
BLOCK = 1 << 20  # bytes read at once where they aren't kept
BINARY = (  # first bytes of what is no plain text: archives, old Office files, RTF, pictures
    *(b"PK", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF"),
    *(b"\x1f\x8b", b"7z\xbc\xaf", b"\x7fELF", b"MZ"),
)
PASSED_OVER = ("~$", "Thumbs.db", "desktop.ini")  # beginnings of names: lock and thumbnail files
UNFINISHED = (".part", ".crdownload", ".tmp", ".download")  # endings of names
OWN = ("congvan.yaml", "corrections.yaml")  # an office's own settings, which may lie here


class Entry(NamedTuple):
    """One entry below the folder."""

    path: str  # relative, '/'; what isn't UTF-8 as \\xNN
    place: Path  # where it is to be opened
    code: str | None = None  # why it isn't
    message: str | None = None


class Content(NamedTuple):
    """A file, all of one moment."""

    sha256: str
    size: int  # bytes
    plain: bool  # text, as far as its first bytes tell
    data: bytes | None  # null where it is too large to be kept


def discover(folder: Path, leave_out: Path | None = None) -> list[Entry]:
    """Every file below a folder, sorted by path; what is passed over has its reason. `leave_out` = a folder of ours."""
    found: list[Entry] = []
    root = _far(folder.resolve())
    leave_out = leave_out and _far(leave_out)
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
                if _is_junction(item):
                    found.append(Entry(_shown(place, root) + "/", place, "link", "a link to a folder"))
                    continue
                if not _is_hidden(item.name):
                    waiting.append(place)
                    continue
                found.append(Entry(_shown(place, root) + "/", place, "", "a hidden folder"))
            elif not (here == root and item.name in OWN):
                found.append(_entry(item, place, root))
    return sorted(found)


def content(place: Path, keep: int = LARGEST) -> Content:
    """The bytes of a plain file, up to `keep` of them, and what is known by them.

    Raises UnreadableError where it can't be read, is too large, or changes while it is read.
    """
    for _ in range(2):
        try:
            found = _read(place, keep)
        except FileNotFoundError as trouble:
            raise UnreadableError("vanished", "no longer there; run again to take it out") from trouble
        except PermissionError as trouble:
            raise UnreadableError("permission", "may not be read; change its permissions and run again") from trouble
        except IsADirectoryError as trouble:
            raise UnreadableError("not_a_file", "not a plain file") from trouble
        except OSError as trouble:
            if trouble.errno == errno.ELOOP:  # it was a file when the folder was looked through
                raise UnreadableError("link", "a link; only plain files are opened") from trouble
            raise UnreadableError("damaged", f"can't be read: {trouble.strerror or trouble}") from trouble
        if found is not None:
            return found
    raise UnreadableError("changed", "it was written to while it was read; run again when it is complete")


def _entry(item: "os.DirEntry[str]", place: Path, root: Path) -> Entry:
    path = _shown(place, root)
    if _is_hidden(item.name) or item.name.startswith(PASSED_OVER) or item.name.endswith(UNFINISHED):
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


def _is_junction(item: "os.DirEntry[str]") -> bool:
    """Whether a folder is another one's second name on Windows, where nothing else keeps us from going in circles."""
    try:
        return getattr(item.stat(follow_symlinks=False), "st_reparse_tag", 0) == JUNCTION if os.name == "nt" else False
    except OSError:
        return True


def _is_hidden(name: str) -> bool:
    return name.startswith(".") and not name.startswith("..")


def is_plain(head: bytes) -> bool:
    """Whether the first bytes of a file may be those of plain text."""
    return not head.startswith(BINARY) and b"%PDF-" not in head[:1024]


def _read(place: Path, keep: int) -> Content | None:
    """All bytes, null where the file changed meanwhile."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(place, flags)
    try:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise UnreadableError("not_a_file", "not a plain file")
        data = os.read(handle, min(before.st_size, BLOCK) + 1)
        plain = is_plain(data)
        limit = LARGEST_TEXT if plain else LARGEST
        if before.st_size > limit:
            raise UnreadableError("limit", f"larger than {limit >> 20} MB; split it, or read it elsewhere")
        digest, size = hashlib.sha256(data), len(data)
        kept = [data]
        while data and size <= limit:
            data = os.read(handle, BLOCK)
            digest.update(data)
            size += len(data)
            if before.st_size <= keep:
                kept.append(data)
        after = os.fstat(handle)
    finally:
        os.close(handle)
    if not size == before.st_size == after.st_size or before.st_mtime_ns != after.st_mtime_ns:
        return None
    return Content(digest.hexdigest(), size, plain, b"".join(kept) if size <= keep else None)


def _far(place: Path) -> Path:
    """The same folder, so that names below it may be longer than 260 characters on Windows, too."""
    return Path("\\\\?\\" + str(place)) if os.name == "nt" and not str(place).startswith("\\\\") else place


def _shown(place: Path, root: Path) -> str:
    return os.fsencode(place.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")
