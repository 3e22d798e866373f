"""What the hostile tests share: their size, runs that are killed, what a database says."""

import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest

from pipeline import reading, run
from pipeline.run import Options
from tests.letters import letter
from tests.test_run import dump

LARGE = os.environ.get("CONGVAN_SIZE", "S") != "S"  # see tests/hostile/__init__.py
SHARED = Path(__file__).resolve().parents[3] / "shared" / "hostile"
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def sized(small: int, large: int) -> int:
    """A figure of the small or of the large size."""
    return large if LARGE else small


def tell(figures: str) -> None:
    """Says what was measured, for those who look on (`pytest -s`)."""
    sys.stdout.write(f"\n{figures}\n")


def letters(place: Path, number: int, seed: int = 1) -> Path:
    """A folder of dispatches that cite one another, two of them twins, one empty."""
    chance = random.Random(seed)
    for i in range(1, number + 1):
        cited = chance.randint(1, number)
        basis = f"Căn cứ Kế hoạch số {cited}/KH-UBND ngày {cited % 28 + 1:02}/4/2025 của Ủy ban nhân dân tỉnh Lai Châu;"
        text = letter(f"{i}/KH-UBND", f"2025-04-{i % 28 + 1:02}", subject=f"Việc số {i}", basis=basis)
        (place / f"{i // 500:02}").mkdir(parents=True, exist_ok=True)
        (place / f"{i // 500:02}" / f"{i:05}.txt").write_text(text, encoding="utf-8")
    (place / "twin.txt").write_text(text, encoding="utf-8")
    (place / "empty.txt").write_text("")
    return place


def forked(work: Callable[[], object]) -> int:
    """Does some work in a child; its process id."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        os._exit(1)
    os._exit(0)


def ended(child: int, seconds: float = 120.0) -> int:
    """How a child ended: its exit code, negative for a signal."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise TimeoutError(f"still running after {seconds} s")


def killed_after(work: Callable[[], object], seconds: float) -> bool:
    """Does some work in a child and kills it after so many seconds; false where it had ended before. Nobody may outlive it."""
    child = forked(work)
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.002)
    family = psutil.Process(child).children(recursive=True)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    _, alive = psutil.wait_procs(family, timeout=3)
    assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE], "somebody outlived the run"
    return True


def ends_as(inbox: Path, out: Path, expected: object) -> None:
    """The database is sound; another run ends at what is expected."""
    if (out / "congvan.db").exists():
        with closing(sqlite3.connect(out / "congvan.db")) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    run.run(inbox, out, Options(jobs=2))
    assert dump(out) == expected


@contextmanager
def small_batches(monkeypatch: pytest.MonkeyPatch, files: int = 10) -> Iterator[None]:
    """Many transactions in a small run."""
    reading.ready(None)
    with monkeypatch.context() as patch:
        patch.setattr(run, "COMMIT_FILES", files)
        patch.setattr("pipeline.run.save.BATCH", max(files // 2, 1))
        yield


def statuses(out: Path) -> dict[str, tuple[str, str | None]]:
    """What became of each file."""
    with closing(sqlite3.connect(out / "congvan.db")) as db:
        return {row[0]: row[1:] for row in db.execute("SELECT path, status, error_code FROM files")}
