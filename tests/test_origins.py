"""Every fact leads back to its words: in the normalised text, and in the file as it was."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import ingest, rulebook
from pipeline.crop import crop
from pipeline.ingest import ocr
from pipeline.misreading import slips
from pipeline.model import Parsed, Span
from pipeline.normalise import normalise
from pipeline.parse import read
from pipeline.pattern import Pattern
from pipeline.source import Source
from pipeline.spelling import plain
from tests import papers

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


FILES = ROOT.parent / "shared" / "real" / "files"
SHOWN = sorted(FILES.glob("*.pdf"))[:1]
FIELDS = ("code_notation", "promulgation_date", "signer_full_name", "subject")  # of a real file, to keep the test short
WRONG = 8  # letters for each that may be misread


def shown(content: bytes, source: Source, span: Span) -> str:
    """What Tesseract reads on the crop of a span of the source."""
    image = pytest.importorskip("PIL.Image")
    with image.open(io.BytesIO(crop(content, source.boxes(span)))) as picture:
        framed = image.new("L", (picture.width + 80, picture.height + 80), 255)
        framed.paste(picture.convert("L"), (40, 40))
    return ocr.tesseract.run(framed, 6, "vie", "--dpi", "200")


@pytest.mark.skipif(ocr.missing() is not None, reason="Tesseract isn't installed")
@pytest.mark.parametrize("path", [None, *SHOWN], ids=lambda p: p.name if p else "made up")
def test_the_crop_of_a_fact_reads_as_its_quote(path: Path | None) -> None:
    content = path.read_bytes() if path else papers.pdf(papers.dispatch)
    book = rulebook.shared()
    source = ingest.read_bytes(content)
    text = normalise(source, book)
    found = [(name, f.span) for d in read(source, "-", book).dispatches for name, f in d.facts.items() if path is None or name in FIELDS]
    assert found
    for name, span in found:
        quote, seen = letters(text.quote(span)), letters(shown(content, source, text.source(span)))
        most = len(quote) // WRONG + 1
        near = min((slips(seen[at : at + len(quote)], quote, most) for at in range(max(len(seen) - len(quote), 0) + 1)), default=most + 1)
        assert near <= most, f"{name}: {quote!r} isn't in {seen!r}"
