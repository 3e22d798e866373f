"""Doors by which files come in, one module a format; the format is told by content."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.errors import UnreadableError
from pipeline.ingest import text
from pipeline.source import Source

Reader = Callable[[bytes], Source]
READERS: dict[str, Reader] = {  # medium -> who reads it
    "text": text.read,
}


def read(path: Path) -> Source:
    """A file as source. Raises UnreadableError with contract.md's `error_code`."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as trouble:
        raise UnreadableError("vanished", f"{path.name}: no longer there; run again to take it out") from trouble
    except PermissionError as trouble:
        raise UnreadableError("permission", f"{path.name}: may not be read; change its permissions and run again") from trouble
    except OSError as trouble:
        raise UnreadableError("damaged", f"{path.name}: {trouble.strerror or trouble}") from trouble
    return read_bytes(content)


def read_bytes(content: bytes) -> Source:
    """The content of a file as source."""
    if not content.strip():
        raise UnreadableError("empty", "the file is empty")
    source = READERS[medium(content)](content)
    return replace(source, sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def medium(content: bytes) -> str:
    """What kind of file this is, told by its first bytes."""
    return "text" if content else "empty"
