"""Looks for inputs that break the reading, for as long as it is told to.

    python -m tests.hostile.fuzz SECONDS [--seed N] [FILE …]

Texts are put together from pieces of dispatches and changed at random; files (the ones given, and those of
`corpus/inbox`) have bytes changed, cut, doubled and swapped. Nothing may raise; every place must lie in the
text; what a text takes must stay below ten seconds; a phrase said four times as often must not take eight times
as long. What breaks is kept beside this file, in `found/`, and read again by `test_properties.py` from then on.
"""

import argparse
import hashlib
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline import rulebook, workers
from pipeline.parse import parse
from pipeline.store import rows
from pipeline.workers import Limits, Lost
from tests.hostile.test_properties import HARD, PIECES, spans
from tests.letters import letter

ROOT = Path(__file__).resolve().parents[2]
FOUND = Path(__file__).parent / "found"
SLOW = 10.0  # seconds
GROWTH = 8  # times that a text four times as long may take
PHRASE = b"phrase: "
PHRASES = 0.02  # of what is tried


def read(data: bytes) -> str:
    """What is wrong with the reading of these bytes; empty where nothing is."""
    if data.startswith(PHRASE):
        return grows(data.removeprefix(PHRASE).decode("utf-8", "surrogatepass"))
    began = time.process_time()
    try:
        parsed = parse(data, rulebook.shared(), ocr="never")  # recognising takes a second a page and isn't ours
        rows.of_file(parsed, "reader")
    except MemoryError:
        raise
    except Exception as trouble:
        frame = traceback.extract_tb(trouble.__traceback__)[-1]
        return f"{type(trouble).__name__} in {Path(frame.filename).name}:{frame.lineno}"
    if any(not 0 <= span.start <= span.end <= len(parsed.text) for span in spans(parsed)):
        return "a place outside the text"
    if parsed.error_code is None and time.process_time() - began > SLOW:
        return "slow"
    return ""


def grows(phrase: str) -> str:
    """What is wrong with the time that a phrase takes when it is said over and over; empty where nothing is."""

    def took(length: int) -> float:
        text = letter() + phrase * (length // len(phrase)) + "x\n"
        began = time.process_time()
        parse(text, rulebook.shared())
        return time.process_time() - began

    if took(80_000) < GROWTH * max(took(20_000), 0.03):
        return ""
    least, most = (min(took(length) for _ in range(2)) for length in (20_000, 80_000))
    return f"grows {most / max(least, 0.03):.0f} times" if most > GROWTH * max(least, 0.03) else ""


def seeds(files: list[Path]) -> list[bytes]:
    """What is changed: the files given, our own corpus, a letter."""
    own = [path for path in (ROOT / "corpus" / "inbox").rglob("*") if path.is_file()] if (ROOT / "corpus" / "inbox").is_dir() else []
    return [letter().encode(), *(path.read_bytes() for path in [*own, *files])]


def changed(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """The same bytes, changed in a few places."""
    for _ in range(chance.choice([1, 1, 2, 4, 16])):
        at = chance.randrange(len(data) + 1)
        size = chance.choice([1, 1, 2, 8, 64, 512])
        match chance.randrange(6):
            case 0:
                data = data[:at] + data[at + size :]
            case 1:
                data = data[:at] + data[at : at + size] * chance.choice([2, 3, 50]) + data[at + size :]
            case 2:
                data = data[:at] + chance.randbytes(size) + data[at + size :]
            case 3:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                data = data[:at] + other[start : start + size * 4] + data[at:]
            case 4:
                data = data[:at] + chance.choice(PIECES).encode("utf-8", "surrogatepass") + data[at:]
            case 5:
                data = data[:at]
    return data


def made_up(chance: random.Random) -> bytes:
    """A text put together from pieces."""
    words = list(PIECES) + list(HARD.values())
    text = "".join(chance.choice(words) * chance.choice([1, 1, 1, 2, 30]) for _ in range(chance.randrange(1, 80)))
    return (letter()[: chance.randrange(600)] + text).encode("utf-8", "surrogatepass")


def inputs(files: list[Path], chance: random.Random, end: float) -> Iterator[bytes]:
    known = seeds(files)
    while time.monotonic() < end:
        if chance.random() < PHRASES:
            pieces = [chance.choice([*PIECES, *HARD.values()]) for _ in range(chance.randrange(1, 6))]
            said = "".join(pieces).replace(*chance.choice([("\n", "\n"), ("\n", " ")]))
            if len(said) > 1:
                yield PHRASE + said.encode("utf-8", "surrogatepass")
        yield made_up(chance) if chance.random() < 0.4 else changed(chance.choice(known), chance, known)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("seconds", type=float)
    arguments.add_argument("files", nargs="*", type=Path)
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args()
    chance, found, tried = random.Random(asked.seed), Counter[str](), 0
    limits = Limits(seconds=3 * SLOW, megabytes=1024)
    questions = inputs(asked.files, chance, time.monotonic() + asked.seconds)
    for data, answer in workers.answers(
        read, questions, limits=limits, alone=lambda data: not data[:200].isascii() and b"\x00" in data[:200]
    ):
        tried += 1
        trouble = f"{answer.code}: {answer.message}" if isinstance(answer, Lost) else answer
        if trouble:
            found[trouble] += 1
            if found[trouble] == 1:
                FOUND.mkdir(exist_ok=True)
                place = FOUND / f"{hashlib.sha256(data).hexdigest()[:12]}.bin"
                place.write_bytes(data)
                sys.stdout.write(f"{trouble}: {place.name}, {len(data)} bytes\n")
                sys.stdout.flush()
    sys.stdout.write(f"{tried} inputs, {tried / asked.seconds:.0f}/s; {dict(found) or 'nothing found'}\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
