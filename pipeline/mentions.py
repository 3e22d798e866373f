"""Citations of any text, no dispatch needed."""

from collections.abc import Iterator
from typing import Any

from pipeline import ingest
from pipeline.extract import citations
from pipeline.normalise import normalise
from pipeline.rulebook import Rulebook
from pipeline.source import Source


def cite(what: bytes | str, book: Rulebook) -> Iterator[dict[str, Any]]:
    """Every mention of another document, in order, with its place in the input exactly as given.

    `start` and `end` are code points of the decoded input: `quote = input[start:end]`. UTF-8 is taken as it stands, with a byte
    order mark as its first character; other encodings are told as those of files are. Raises UnreadableError where none fits.
    """
    source = Source(what if isinstance(what, str) else _decoded(what))
    if not source.text.strip():
        return
    text = normalise(source, book, blocks=True)
    for found in citations.cite(text, book):
        start, end = text.source(found.span)
        yield {
            "start": start,
            "end": end,
            "quote": source.text[start:end],
            "key": found.key,
            "doc_type": found.doc_type,
            "promulgation_date": found.promulgation_date,
            "issuer": found.issuer,
            "title": found.title,
            "relation": found.relation,
        }


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return ingest.read_bytes(content).text
