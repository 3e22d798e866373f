"""Pages to rows: how fast congvan reads PDF on one core, beside pdfplumber and markitdown; and scans, beside Tesseract.

    python tests/bench/pages_to_rows.py FOLDER [--peers PYTHON] [--rounds N] [--scans N]

FOLDER holds PDF files. Those with text are read whole (files to database: words with their boxes, columns, widgets,
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
from typing import Any

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


def sorted_out(folder: Path) -> tuple[list[Path], list[Path], int]:
    """The PDF files of which no page is a picture, those that are pictures, and the pages of the former."""
    from pipeline.errors import UnreadableError
    from pipeline.ingest import pdf

    text, scans, pages = [], [], 0
    for path in sorted(folder.rglob("*.pdf")):
        try:
            source = pdf.read(path.read_bytes())
        except UnreadableError as trouble:
            if trouble.code == "no_text":
                scans.append(path)
            continue
        if any(problem.code == "low_ocr_confidence" for problem in source.problems):
            scans.append(path)
        else:
            text.append(path)
            pages += len(source.page_starts)
    return text, scans, pages


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
    text, scans, pages = sorted_out(options.folder)
    ingested(text[:1])  # warm
    rounds = [(whole(text), timed(lambda: ingested(text))) for _ in range(options.rounds)]
    rows, read = median(r[0] for r in rounds), median(r[1] for r in rounds)
    plumber = timed(lambda: plumbed(text))
    print(f"{len(text)} files with text, {pages} pages; CPU time on one core, median of {options.rounds}")
    print(f"congvan     PDF to rows        {pages / rows:6.1f} pages/s")
    print(f"  of it     the reader of PDF  {pages / read:6.1f} pages/s  words with boxes, columns, widgets, tables")
    print(f"pdfplumber  extract_text       {pages / plumber:6.1f} pages/s  rows {plumber / rows:.1f} ×, reader {plumber / read:.1f} ×")
    if seconds := markitdown(options.peers, text):
        print(f"markitdown  text               {pages / seconds:6.1f} pages/s  rows {seconds / rows:.1f} ×")
    own, plain, count = scanned(scans, options.scans)
    if count:
        print(f"scans: {count} pages, congvan {own / count:.2f} s a page, Tesseract alone {plain / count:.2f} s: {own / plain:.2f} ×")


if __name__ == "__main__":
    main()
