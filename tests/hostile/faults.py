"""Runs and exports whose disk fails, or who are killed, at the n-th call of a kind: what is left is whole.

    LD_PRELOAD=faults.so python -m tests.hostile.faults WHAT CALL HOW PLACE MOST

WHAT = `run`, `again` (a run over a database that is there), or a kind of export; CALL = `write read sync truncate rename unlink`;
HOW = `once always kill`; PLACE = a folder with the dispatches in `in` (and, for `read in`, the one whose files can't be read).
The calls 1, 2, 3 … are tried, with growing steps behind the tenth, until one isn't reached or MOST have been tried.
"""

import ctypes
import os
import shutil
import signal
import sqlite3
import sys
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pipeline import reading, run
from pipeline.cli import main as congvan
from pipeline.store import save
from tests.hostile.rig import ended, forked
from tests.letters import letter
from tests.test_run import dump

HOWS = ("once", "always", "kill")


def numbers(most: int) -> Iterator[int]:
    """1, 2, 3 … 10, 11, 13, 15, 17, 20 … as many as that."""
    number = 1
    for _ in range(most):
        yield number
        number += 1 + number // 8


def broken(words: list[str], call: str, below: Path, number: int, how: str) -> tuple[int, list[str], int]:
    """A command whose n-th call fails: how it ended, the lines that it said, how many such calls there were."""
    said, here = os.pipe()
    counted, count = os.pipe()

    def work() -> None:
        sys.stderr = os.fdopen(here, "w", encoding="utf-8")
        shim = ctypes.CDLL(None)
        shim.fault_arm(call.encode(), os.fsencode(below), ctypes.c_long(number), HOWS.index(how))
        code: object = 0
        try:
            congvan(words)
        except SystemExit as end:
            code = end.code
        except BaseException:
            traceback.print_exc()
            code = 99
        passed = shim.fault_passed()
        shim.fault_arm(b"", b"", ctypes.c_long(0), 0)
        os.write(count, str(passed).encode())
        sys.stderr.flush()
        os._exit(int(str(code or 0)))

    child = forked(work)
    os.close(here)
    os.close(count)
    code = ended(child)
    with os.fdopen(said, encoding="utf-8") as lines, os.fdopen(counted) as figure:
        return code, lines.read().splitlines(), int(figure.read() or number)


def runs(again: bool, call: str, how: str, place: Path, most: int) -> str:
    """Faults while the database is written or read."""
    inbox, out, before = place / "in", place / "out", place / "before"
    run.run(inbox, place / "whole")
    expected = dump(place / "whole")
    if again:  # half of the folder is known, one file has gone
        half = shutil.copytree(inbox, place / "half")
        for path in sorted(half.rglob("*.txt"))[::2]:
            path.write_text(letter(f"{path.stem.lstrip('0') or 0}/CV-SNV"), encoding="utf-8")
        (half / "gone.txt").write_text(letter("99/TB-UBND"), encoding="utf-8")
        inbox.rename(place / "new")
        half.rename(inbox)
        run.run(inbox, before)
        shutil.rmtree(inbox)
        (place / "new").rename(inbox)
    tried = failed = 0
    for number in numbers(most):
        shutil.rmtree(out, ignore_errors=True)
        if again:
            shutil.copytree(before, out)
        words = ["run", str(inbox), "-o", str(out), "-q", "--jobs", "1"]
        code, lines, passed = broken(words, call, out, number, how)
        tried += 1
        failed += code not in (0, 3)
        assert code in ((-signal.SIGKILL, 3) if how == "kill" else (3, 4)), (number, code, lines)
        assert len(lines) == (code == 4), (number, code, lines)
        if (out / "congvan.db").exists() and (out / "congvan.db").stat().st_size:
            with closing(sqlite3.connect(out / "congvan.db")) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",), number
        run.run(inbox, out)
        assert dump(out) == expected, number
        if code == 3 and passed < number:
            break
    return f"{call} {how}: {failed} of {tried} runs ended early"


def inputs(how: str, place: Path, most: int) -> str:
    """Files that can't be read for once are rows, and are read by the next run."""
    inbox, out = place / "in", place / "out"
    run.run(inbox, place / "whole")
    expected = dump(place / "whole")
    tried = rows = 0
    for number in numbers(most):
        shutil.rmtree(out, ignore_errors=True)
        code, lines, passed = broken(["run", str(inbox), "-o", str(out), "-q", "--jobs", "1"], "read", inbox, number, how)
        tried += 1
        assert (code, lines) == (3, []), (number, code, lines)
        with closing(sqlite3.connect(out / "congvan.db")) as db:
            rows += db.execute("SELECT count(*) FROM files WHERE error_code = 'damaged'").fetchone()[0]
        run.run(inbox, out)
        assert dump(out) == expected, number
        if passed < number:
            break
    assert rows
    return f"read in {how}: {rows} files weren't read in {tried} runs"


def exports(kind: str, call: str, how: str, place: Path, most: int) -> str:
    """An export that fails leaves the old one, whole, and nothing else; one that is killed leaves the old or the new one."""
    run.run(place / "in", place / "out")
    (place / "to").mkdir()
    target = place / "to" / kind
    words = ["export", kind, "-o", str(target), "--db", str(place / "out" / "congvan.db")]
    assert broken(words, "", place, 0, "once")[0] == 0
    new = target.read_bytes()
    tried = failed = 0
    for number in numbers(most):
        target.write_bytes(b"old")
        code, lines, passed = broken(words, call, place / "to", number, how)
        tried += 1
        failed += code != 0
        assert code in ((-signal.SIGKILL, 0) if how == "kill" else (0, 4)), (number, code, lines)
        assert len(lines) == 1 or how == "kill", (number, lines)
        assert target.read_bytes() == (new if code == 0 else b"old"), number
        if how == "kill":
            shutil.rmtree(place / "to")
            (place / "to").mkdir()
        assert [path.name for path in (place / "to").iterdir()] in ([kind], []), number
        if passed < number:
            break
    assert failed
    return f"{kind}, {call} {how}: {failed} of {tried} ended early"


def main() -> None:
    what, call, how, where, most = sys.argv[1:]
    reading.ready(None)
    run.COMMIT_FILES, save.BATCH = 8, 4
    known = reading.code()
    reading.code = lambda: known  # somebody may be at work on the program meanwhile
    place = Path(where).resolve()
    if what == "inputs":
        said = inputs(how, place, int(most))
    elif what in ("run", "again"):
        said = runs(what == "again", call, how, place, int(most))
    else:
        said = exports(what, call, how, place, int(most))
    sys.stdout.write(said + "\n")


if __name__ == "__main__":
    main()
