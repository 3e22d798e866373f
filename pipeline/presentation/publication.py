"""Files as others find them: whole or not at all, the old one in their place until the new one is complete."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import OutputError, UsageError

MARK = ".congvan"  # lies in every folder that we made, so that we replace no other


def publish(path: Path, data: bytes) -> None:
    """Puts a file in its place. Raises OutputError where that can't be done; what was there before is whole then."""
    with troubles(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o600)  # an office's papers are nobody else's
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def folder(path: Path) -> Iterator[Path]:
    """A new folder to write into, which takes the place of `path` once it is complete.

    Raises UsageError where something lies there that we didn't make, OutputError where it can't be written.
    """
    place = path.resolve()
    if place.exists() and not ((place / MARK).exists() or (place.is_dir() and not any(place.iterdir()))):
        raise UsageError(f"{path}: lies there already and isn't ours; choose another folder with -o, or move it away")
    with troubles(path):
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name[:40]}."))
        try:
            (fresh / MARK).write_text("Made by congvan; replaced whole by the next run.\n", encoding="utf-8")
            yield fresh
            if place.exists():
                old = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name[:40]}."))
                place.replace(old / "old")
                fresh.replace(place)
                shutil.rmtree(old, ignore_errors=True)
            else:
                fresh.replace(place)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise


@contextlib.contextmanager
def troubles(path: Path) -> Iterator[None]:
    """Says in our words what keeps a file from being written."""
    try:
        yield
    except OSError as trouble:
        raise OutputError(f"{path}: can't be written: {trouble.strerror or trouble}; choose another place with -o") from trouble
