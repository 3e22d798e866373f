"""Plain text and Markdown in any of the encodings that Vietnamese offices have used."""

from pipeline.errors import UnreadableError
from pipeline.source import Source


def read(content: bytes) -> Source:
    """Text files: UTF-8 with or without BOM."""
    try:
        return Source(content.decode("utf-8-sig"))
    except UnicodeDecodeError as trouble:
        raise UnreadableError("encoding", "the encoding isn't known; save the file as UTF-8") from trouble
