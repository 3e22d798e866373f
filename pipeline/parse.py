"""One file, from its bytes to what it says: what a worker does."""

from collections.abc import Sequence
from pathlib import Path

from pipeline import extract, ingest
from pipeline.errors import UnreadableError
from pipeline.model import Box, Dispatch, Parsed, Problem, Span
from pipeline.normalise import normalise
from pipeline.rulebook import Rulebook
from pipeline.segment import documents, zones
from pipeline.source import Source
from pipeline.text import Text

LONGEST = 10_000_000  # characters of a file: a dispatch of a thousand pages has three
MOST = 5_000  # dispatches of a file


def parse(what: Path | bytes | str, book: Rulebook, *, name: str | None = None, ocr: str = "auto") -> Parsed:
    """What a file, its content or a text says. Never raises for the paper's sake: `error_code` tells.

    `name` is the path to be shown and stored; it defaults to the file's own. `ocr` says which pages are
    recognised as pictures: `auto never always`.
    """
    name = name or (what.name if isinstance(what, Path) else "-")
    try:
        source = _source(what, ocr, book)
    except UnreadableError as trouble:
        return Parsed(name, "", 0, "text", error_code=trouble.code, error=trouble.message)
    return read(source, name, book)


def read(source: Source, name: str, book: Rulebook) -> Parsed:
    """What a source says."""
    if len(source.text) > LONGEST:
        too_long = f"longer than {LONGEST // 1_000_000} million characters; split it and run again"
        return Parsed(name, source.sha256, source.size, source.medium, error_code="limit", error=too_long)
    text = normalise(source, book)
    spans = documents.split(text, book)
    if len(spans) > MOST:
        too_many = f"more than {MOST} dispatches in one file; split it and run again"
        return Parsed(name, source.sha256, source.size, source.medium, error_code="limit", error=too_many)
    found = _dispatches(text, spans, book)
    return Parsed(
        path=name,
        sha256=source.sha256,
        size=source.size,
        medium=source.medium,
        pages=len(source.page_starts) or None,
        text=text.chars,
        dispatches=found,
        boxes=_boxes(source, text, found),
        page_starts=_page_starts(source, text),
        signatures=source.signatures,
        problems=tuple(Problem(p.code, p.message) for p in source.problems),
        error_code=None if found else "damaged" if source.torn else "no_dispatch" if text.chars.strip() else "no_text",
        error=None if found else source.torn or "no number line, title, Kính gửi or signature: this is no dispatch",
    )


def dispatches(text: Text, book: Rulebook) -> tuple[Dispatch, ...]:
    """The dispatches of a normalised text, in order."""
    return _dispatches(text, documents.split(text, book), book)


def _dispatches(text: Text, spans: Sequence[Span], book: Rulebook) -> tuple[Dispatch, ...]:
    layouts = [zones.lay_out(text, span, part, book) for part, span in enumerate(spans)]
    return tuple(extract.dispatch(text, layout, book) for layout in layouts)


def _source(what: Path | bytes | str, ocr: str, book: Rulebook) -> Source:
    if isinstance(what, str):
        return ingest.read_bytes(what.encode("utf-8", "surrogatepass"))
    return ingest.read_bytes(what, ocr=ocr, book=book) if isinstance(what, bytes) else ingest.read(what, ocr=ocr, book=book)


def _page_starts(source: Source, text: Text) -> tuple[int, ...]:
    """Page borders as offsets of the normalised text."""
    starts: list[int] = []
    at = 0
    for border in source.page_starts:
        low, high = at, len(text)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if text.source(Span(middle, middle + 1)).start < border else (low, middle)
        starts.append(low)
        at = low
    return tuple(starts)


def _boxes(source: Source, text: Text, dispatches: tuple[Dispatch, ...]) -> tuple[tuple[Span, Box], ...]:
    """Where each quoted span stands on its page."""
    if not source.words:
        return ()
    spans = {found.span for d in dispatches for found in d.facts.values()}
    for d in dispatches:
        for rows in (d.recipients, d.citations, d.deadlines, d.tasks):
            spans |= {row.span for row in rows}
    return tuple((span, box) for span in sorted(spans) for box in source.boxes(text.source(span)))
