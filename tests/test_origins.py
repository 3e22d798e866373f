"""Every fact leads back to its words: in the normalised text, and in the file as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import ingest, rulebook
from pipeline.model import Parsed, Span
from pipeline.normalise import normalise
from pipeline.parse import read
from pipeline.pattern import Pattern
from pipeline.source import Source
from pipeline.spelling import plain

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "corpus" / "inbox").glob("*")) + sorted((ROOT.parent / "shared" / "real" / "portal").glob("*.txt"))[::8]
LETTERS = Pattern(r"[{W}]")


def spans(parsed: Parsed) -> Iterator[tuple[str, Span]]:
    for d in parsed.dispatches:
        yield from ((name, found.span) for name, found in d.facts.items())
        for rows in (d.recipients, d.citations, d.deadlines, d.tasks):
            yield from ((type(row).__name__, row.span) for row in rows)
        yield from ((p.code, p.span) for p in d.problems if p.span)


def letters(words: str) -> str:
    """What is left when blanks, line breaks, marks and look-alike letters no longer count."""
    return "".join(hit[0] for hit in LETTERS.finditer(plain(words)))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_source_range_gives_the_quote_back(path: Path) -> None:
    book = rulebook.shared()
    source = ingest.read(path)
    text = normalise(source, book)
    parsed = read(source, path.name, book)
    assert parsed.text == text.chars
    seen = 0
    for name, span in spans(parsed):
        assert 0 <= span.start < span.end <= len(parsed.text), f"{name}: {span}"
        quote = text.quote(span)
        assert quote == quote.strip(), f"{name}: {quote!r} has blanks at its ends"
        origin = text.source(span)
        raw = normalise(Source(source.text[origin.start : origin.end]), book).chars
        assert letters(raw) == letters(quote), f"{name}: {quote!r} comes from {raw!r}"
        seen += 1
    assert seen or not parsed.dispatches
