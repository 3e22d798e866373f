"""Text to rows: how fast congvan reads dispatches on one core, beside two citation extractors.

    python tests/bench/text_to_rows.py FOLDER [--peers PYTHON] [--rounds N]

FOLDER holds text dispatches. Prints dispatches/s and MB/s of CPU time for the whole run (files to
database), the share of the reading, what tasks and deadlines cost (the same run with those two rooms
closed), and the ratio to legal-reference-extraction (German) and eyecite (English), each on generated
text of its own language, of the same bytes, with as many citations as congvan found. PYTHON is an
interpreter that has both peers installed
(`pip install eyecite legal-reference-extraction`); by default this one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

GERMAN = (
    "Die Behörde hat den Antrag geprüft und die Unterlagen zu den Akten genommen, ohne dass es hierauf noch ankäme. ",
    "Der Anspruch folgt aus § {n} Abs. 1 BGB, wie das Gericht ausgeführt hat. ",
)
ENGLISH = (
    "The agency reviewed the application and placed the papers on file, although nothing turns on that point now. ",
    "The rule was settled in Smith v. Jones, {n} U.S. 98, 99 (1973), as the court below noted. ",
)
PEER = """
import json, sys, time
name, text = sys.argv[1], sys.stdin.read()
chunks = [text[i : i + 20000] for i in range(0, len(text), 20000)]
if name == "eyecite":
    from eyecite import get_citations as read
else:
    from refex.orchestrator import CitationExtractor
    extractor = CitationExtractor()
    read = lambda chunk: extractor.extract(chunk).citations
read(chunks[0])
started = time.process_time()
found = sum(len(read(chunk)) for chunk in chunks)
print(json.dumps({"seconds": time.process_time() - started, "found": found}))
"""


def running_text(sentences: tuple[str, str], size: int, citations: int) -> str:
    """Text of `size` bytes with about `citations` citations, evenly spread."""
    plain, cite = sentences
    out, length, cited = [], 0, 0
    while length < size:
        due = cited < citations * length / size
        sentence = cite.format(n=100 + cited % 400) if due else plain
        cited += due
        out.append(sentence)
        length += len(sentence.encode())
    return "".join(out)


def spent() -> float:
    """Seconds of CPU time of this process and of those that it has ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def files(folder: Path) -> list[Path]:
    """The files of a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def read(folder: Path) -> tuple[float, int]:
    """Seconds of CPU time of the reading by itself, and citations found. What it leaves behind makes later runs faster: do them first."""
    from pipeline.parse import parse
    from pipeline.reading import ready

    book = ready(None)
    started = spent()
    citations = sum(len(dispatch.citations) for path in files(folder) for dispatch in parse(path, book).dispatches)
    return spent() - started, citations


def run(folder: Path) -> float:
    """Seconds of CPU time of one run over the folder, into a new database."""
    from pipeline.cli import main

    with tempfile.TemporaryDirectory() as temp:
        started = spent()
        try:
            code = main.main(["run", str(folder), "-o", temp, "--jobs", "1", "-q"], standalone_mode=False)
        except SystemExit as end:
            code = end.code
        seconds = spent() - started
    if code not in (None, 0, 3):
        raise SystemExit(f"congvan run ended with {code}")
    return seconds


def bare(folder: Path) -> float:
    """The same without tasks and deadlines."""
    with closed():
        return run(folder)


@contextmanager
def closed() -> Iterator[None]:
    """Without tasks and deadlines, and without the outline and tables that only they need: workers are forked from here."""
    from pipeline import segment
    from pipeline.extract import deadlines, tasks

    rooms = ((segment, "parts", segment.Parts([], [], [])), (deadlines, "read", ((), ())), (tasks, "read", ()))
    kept = [getattr(room, name) for room, name, _ in rooms]
    for room, name, nothing in rooms:
        setattr(room, name, lambda *_, nothing=nothing: nothing)
    try:
        yield
    finally:
        for (room, name, _), function in zip(rooms, kept, strict=True):
            setattr(room, name, function)


def peer(python: str, name: str, text: str) -> dict[str, float] | None:
    """Seconds and citations found by a peer; null where it isn't installed."""
    done = subprocess.run([python, "-c", PEER, name], input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: not measured: {done.stderr.strip().splitlines()[-1]}")
        return None
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> None:
    from pipeline.reading import ready

    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path)
    args.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    args.add_argument("--rounds", type=int, default=3)
    options = args.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    paths = files(options.folder)
    count, size = len(paths), sum(path.stat().st_size for path in paths)
    ready(None)
    pairs = [(run(options.folder), bare(options.folder)) for _ in range(options.rounds)]
    whole, without = (median(figures) for figures in zip(*pairs, strict=True))
    reading, citations = read(options.folder)
    print(f"{count} files, {size / 1e6:.2f} MB, {citations} citations; CPU time on one core, median of {options.rounds}")
    print(f"congvan   text to rows   {count / whole:7.0f} dispatches/s  {size / 1e6 / whole:6.2f} MB/s")
    print(
        f"  of it   reading        {count / reading:7.0f} dispatches/s  {size / 1e6 / reading:6.2f} MB/s"
        f"  {reading / whole:4.0%} of the time"
    )
    print(f"  without tasks and deadlines {count / without:5.0f} dispatches/s: with them {1 - without / whole:.1%} of the speed is lost")
    for name, sentences in (("legal-reference-extraction", GERMAN), ("eyecite", ENGLISH)):
        text = running_text(sentences, size, citations)
        if figures := peer(options.peers, name, text):
            rate = len(text.encode()) / 1e6 / figures["seconds"]
            ratio = size / 1e6 / whole / rate
            print(f"{name}: {rate:.2f} MB/s, {figures['found']:.0f} citations found; congvan's whole run is {ratio:.1f} × as fast")


if __name__ == "__main__":
    main()
