"""Doors by which files come in, one module a format; the format is told by content."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline.errors import UnreadableError
from pipeline.ingest import formats, text
from pipeline.rulebook import Rulebook
from pipeline.source import Source

OCR = ("auto", "never", "always")  # which pages are recognised: pictures, none, all


def read(path: Path | str, *, ocr: str = "auto", book: Rulebook | None = None) -> Source:
    """A file as source; `book` knows the surnames by which names under seals are told. Raises UnreadableError."""
    path = Path(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError as trouble:
        raise UnreadableError("vanished", f"{path.name}: no longer there; run again to take it out") from trouble
    except PermissionError as trouble:
        raise UnreadableError("permission", f"{path.name}: may not be read; change its permissions and run again") from trouble
    except OSError as trouble:
        raise UnreadableError("damaged", f"{path.name}: {trouble.strerror or trouble}") from trouble
    return read_bytes(content, ocr=ocr, book=book)


def read_bytes(content: bytes, *, ocr: str = "auto", book: Rulebook | None = None) -> Source:
    """The content of a file as source; `ocr` says which pages are recognised as pictures."""
    if not content.strip():
        raise UnreadableError("empty", "the file is empty")
    source = READERS[formats.medium(content)](content, ocr, book)
    return replace(source, sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def _text(content: bytes, *_: object) -> Source:
    return text.read(content)


def _pdf(content: bytes, ocr: str, book: Rulebook | None) -> Source:
    from pipeline.ingest import ocr as pictures
    from pipeline.ingest import pdf

    recogniser = pdf.Recogniser(partial(pictures.recognise, known=_surnames(book)), pictures.digits, pictures.missing)
    return pdf.read(content, None if ocr == "never" else recogniser, always=ocr == "always")


def _surnames(book: Rulebook | None) -> Callable[[str], bool]:
    """Whether a word is a surname; without a rulebook any may be."""
    from pipeline.grammar.people import People

    return book.build(People).begins if book else lambda _: True


def _image(content: bytes, ocr: str, book: Rulebook | None) -> Source:
    from pipeline.ingest import image
    from pipeline.ingest import ocr as pictures

    if ocr == "never":
        raise UnreadableError("no_text", "this is a picture, and --ocr never forbids to read it")
    pictures.demand()
    return image.read(content, partial(pictures.recognise, known=_surnames(book)))


def _docx(content: bytes, *_: object) -> Source:
    from pipeline.ingest import docx

    return docx.read(content)


def _doc(content: bytes, *_: object) -> Source:
    from pipeline.ingest import doc

    return doc.read(content)


def _rtf(content: bytes, *_: object) -> Source:
    from pipeline.ingest import rtf

    return rtf.read(content)


def _html(content: bytes, *_: object) -> Source:
    from pipeline.ingest import html

    return html.read(content)


READERS: dict[str, Callable[[bytes, str, Rulebook | None], Source]] = {  # medium -> who reads it; imported when there is a file to read
    "text": _text,
    "pdf": _pdf,
    "image": _image,
    "docx": _docx,
    "doc": _doc,
    "rtf": _rtf,
    "html": _html,
}
