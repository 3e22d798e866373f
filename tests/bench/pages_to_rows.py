"""Pages to rows: how fast congvan reads PDF on one core, beside pdfplumber and markitdown; and scans, beside Tesseract.

    python tests/bench/pages_to_rows.py FOLDER [--peers PYTHON] [--rounds N] [--scans N]

FOLDER holds PDF files. Those that are text are read whole (files to database: words with their boxes, columns, widgets,
all facts), then by the reader of PDF alone; `pdfplumber.extract_text` and markitdown give their text and nothing else.
N pages that are pictures are read by congvan and by Tesseract alone on the same picture. All figures are CPU time on
one core; PYTHON is an interpreter that has markitdown installed (`pip install 'markitdown[pdf]'`).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from tests.bench.text_to_rows import run, spent

PEER = """
import json, sys, time
from markitdown import MarkItDown
reader = MarkItDown()
paths = sys.argv[1:]
reader.convert(paths[0])
started = time.process_time()
size = sum(len(reader.convert(path).text_content) for path in paths)
print(json.dumps({"seconds": time.process_time() - started, "characters": size}))
"""


class Sorted(NamedTuple):
    """The PDF files of a folder, by what reading them takes."""

    text: list[Path]  # no page is a picture, and no number
    drawn: list[Path]  # text whose number or day is a picture in a signature's widget: Tesseract's own start is most of their time
    scans: list[Path]
    pages: dict[Path, int]


def sorted_out(folder: Path) -> Sorted:
    """What each file needs, told by what its reader asks a recogniser for."""
    from pipeline.errors import UnreadableError
    from pipeline.ingest import pdf
    from pipeline.sheet import Reading

    found = Sorted([], [], [], {})
    for path in sorted(folder.rglob("*.pdf")):
        asked: list[str] = []

        def page(*_: object, asked: list[str] = asked) -> Reading:
            asked.append("page")
            return Reading([])

        def number(_: object, asked: list[str] = asked) -> None:
            asked.append("number")

        recogniser = pdf.Recogniser(page, number, lambda: None)
        try:
            found.pages[path] = len(pdf.read(path.read_bytes(), recogniser).page_starts)
        except UnreadableError:
            found.pages[path] = 0
        if "page" in asked:
            found.scans.append(path)
        elif found.pages[path]:
            (found.drawn if asked else found.text).append(path)
    return found


def timed(work: Callable[[], object]) -> float:
    """Seconds of CPU time."""
    started = spent()
    work()
    return spent() - started


def ingested(paths: list[Path]) -> None:
    """The reader of PDF alone: words with boxes, columns, widgets, tables, e-signatures."""
    from pipeline.ingest import pdf

    for path in paths:
        pdf.read(path.read_bytes())


def plumbed(paths: list[Path]) -> None:
    """What pdfplumber makes of every page."""
    import pdfplumber

    for path in paths:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_text()
                page.close()


def whole(paths: list[Path]) -> float:
    """Seconds of a run over the files, into a new database."""
    with tempfile.TemporaryDirectory() as temp:
        for path in paths:
            shutil.copy(path, temp)
        return run(Path(temp))


def markitdown(python: str, paths: list[Path]) -> float | None:
    """Seconds that markitdown takes; null where it isn't installed."""
    done = subprocess.run([python, "-c", PEER, *map(str, paths)], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"markitdown: not measured: {done.stderr.strip().splitlines()[-1]}")
        return None
    return float(json.loads(done.stdout.splitlines()[-1])["seconds"])


def pictures(paths: list[Path], most: int) -> Iterator[Any]:
    """Pages that are pictures, as congvan's reader sees them."""
    import pypdfium2

    from pipeline.ingest.pdf import drawings

    for path in paths:
        document = pypdfium2.PdfDocument(path)
        for page in list(document)[:most]:
            yield drawings.picture(page.raw, *page.get_size())
            most -= 1
        if not most:
            return


def scanned(paths: list[Path], most: int) -> tuple[float, float, int]:
    """Seconds for pages that are pictures: congvan's, plain Tesseract's, and how many pages."""
    from pipeline.ingest import ocr
    from pipeline.ingest.ocr import tesseract

    own = plain = 0.0
    count = 0
    for picture, dpi in pictures(paths, most):
        grey = picture.convert("L")
        plain += timed(partial(tesseract.run, grey, 3, "vie", "--dpi", str(round(dpi)), "tsv"))
        own += timed(partial(ocr.recognise, picture, dpi))
        count += 1
    return own, plain, count


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path)
    args.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    args.add_argument("--rounds", type=int, default=3)
    args.add_argument("--scans", type=int, default=30)
    options = args.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    text, drawn, scans, pages_of = sorted_out(options.folder)
    pages = sum(pages_of[path] for path in text)
    ingested(text[:1])  # warm
    rounds = [(whole(text), timed(lambda: ingested(text))) for _ in range(options.rounds)]
    rows, read = median(r[0] for r in rounds), median(r[1] for r in rounds)
    plumber = timed(lambda: plumbed(text))
    print(f"{len(text)} files with text, {pages} pages; CPU time on one core, median of {options.rounds}")
    print(f"congvan     PDF to rows        {pages / rows:6.1f} pages/s")
    print(f"  of it     the reader of PDF  {pages / read:6.1f} pages/s  words with boxes, columns, widgets, tables")
    print(f"pdfplumber  extract_text       {pages / plumber:6.1f} pages/s  rows {plumber / rows:.1f} ×, reader {plumber / read:.1f} ×")
    if drawn:
        seconds = whole(drawn) / len(drawn)
        print(f"  {len(drawn)} more with numbers drawn as pictures, {sum(pages_of[p] for p in drawn)} pages: {seconds:.2f} s a file")
    if took := markitdown(options.peers, text):
        print(f"markitdown  text               {pages / took:6.1f} pages/s  rows {took / rows:.1f} ×")
    own, plain, count = scanned(scans, options.scans)
    if count:
        print(f"scans: {count} pages, congvan {own / count:.2f} s a page, Tesseract alone {plain / count:.2f} s: {own / plain:.2f} ×")


if __name__ == "__main__":
    main()
