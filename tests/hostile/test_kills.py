"""Tests 3, 4, 5, 7 and 8 of the reliability plan: whatever ends a run, the next one ends where an undisturbed one does."""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline import reading, run
from pipeline.cli import main
from pipeline.run import Options
from pipeline.store import save
from tests.hostile.rig import LARGE, ended, ends_as, forked, forks, killed_after, letters, sized, small_batches, statuses
from tests.test_run import dump

pytestmark = forks
MAIN = "from pipeline.cli import main; main()"
POINTS = (  # beginnings of the statements at which a run is killed
    *(
        "BEGIN",
        "COMMIT",
        "PRAGMA journal_mode",
        "PRAGMA wal_checkpoint",
        "CREATE TABLE",
        "CREATE TABLE IF NOT EXISTS holder",
        "DELETE FROM holder",
    ),
    *(
        "INSERT INTO runs",
        "INSERT INTO files",
        "INSERT INTO texts",
        "INSERT INTO dispatches",
        "INSERT INTO recipients",
        "INSERT INTO citations",
    ),
    *("INSERT INTO tasks", "INSERT INTO task_agencies", "INSERT INTO deadlines", "INSERT INTO task_deadlines", "INSERT INTO facts"),
    *("INSERT INTO search", "INSERT INTO documents", "INSERT INTO agencies", "UPDATE dispatches", "UPDATE citations", "UPDATE runs"),
)


def test_killed_at_random(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Test 3: every third is killed again while it is taken up."""
    inbox = letters(tmp_path / "in", sized(40, 300))
    reading.ready(None)  # the others inherit it: what it takes isn't time in which they could be killed
    with small_batches(monkeypatch):
        began = time.monotonic()
        run.run(inbox, tmp_path / "whole", Options(jobs=2))
        took = time.monotonic() - began
        expected = dump(tmp_path / "whole")
        chance = random.Random(3)
        kills = 0
        for point in range(sized(5, 50)):
            out = tmp_path / "killed"
            for _ in range(1 + (point % 3 == 0)):
                kills += killed_after(lambda: run.run(inbox, out, Options(jobs=2)), chance.uniform(0.0, took * 1.05))  # noqa: B023
            ends_as(inbox, out, expected)
            shutil.rmtree(out)
    assert kills > sized(2, 40)


def die_at(statement: str, time_to_die: int, inbox: Path, out: Path) -> None:
    """A run that ends itself when it is about to do a statement of this kind for the n-th time."""
    passed = 0

    def watch(sql: str) -> None:
        nonlocal passed
        if sql.startswith(statement):
            passed += 1
            if passed >= time_to_die:
                os.kill(os.getpid(), signal.SIGKILL)

    real = sqlite3.connect

    def connect(*args: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(*args, **named)
        connection.set_trace_callback(watch)
        return connection

    sqlite3.connect = connect  # type: ignore[assignment]
    run.run(inbox, out, Options(jobs=1))


@pytest.mark.parametrize("statement", POINTS)
def test_killed_at_each_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    """Test 4: at the n-th passing, n = 1, 2, 3, 5 … until the run gets through."""
    inbox = letters(tmp_path / "in", sized(6, 30))
    with small_batches(monkeypatch, 4):
        run.run(inbox, tmp_path / "whole")
        expected = dump(tmp_path / "whole")
        died = 0
        for passing in (1, 2, 3, 5, 8, 13, 21, 34, 40) if LARGE else (2, 7):
            out = tmp_path / "killed"
            how = ended(forked(lambda: die_at(statement, passing, inbox, out)))  # noqa: B023
            assert how in (0, -signal.SIGKILL)
            died += how != 0
            ends_as(inbox, out, expected)
            shutil.rmtree(out)
            if how == 0:
                break
    assert died or "PRAGMA" in statement or "CREATE" in statement or "holder" in statement or "runs" in statement or "UPDATE" in statement


@pytest.mark.parametrize("step", range(sized(5, 24)))
def test_a_disk_that_fills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Test 5: no file may grow beyond a size: exit 4 in one line, a sound database, and the next run makes up for it."""
    inbox = letters(tmp_path / "in", 40)
    run.run(inbox, tmp_path / "whole")
    expected = dump(tmp_path / "whole")
    most = (tmp_path / "whole" / "congvan.db").stat().st_size
    limit = most * step // sized(5, 24) // 4096 * 4096
    there, here = os.pipe()

    def work() -> None:
        sys.stderr = sys.stdout = os.fdopen(here, "w", encoding="utf-8")
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            main(["run", str(inbox), "-o", str(tmp_path / "out"), "-q", "--jobs", "1"])
        except SystemExit as end:
            os._exit(int(end.code or 0))

    reading.ready(None)
    with small_batches(monkeypatch):
        assert ended(forked(work)) == 4
    os.close(here)
    with os.fdopen(there, encoding="utf-8") as lines:
        (line,) = lines.read().splitlines()
    assert "can't be written" in line
    ends_as(inbox, tmp_path / "out", expected)


@pytest.mark.skipif(not shutil.which("unshare") or os.getuid() != 0, reason="needs unshare, as root")
@pytest.mark.parametrize("kilobytes", [128, 256, 512, 1024, 2048, 4096] if LARGE else [128, 512])
def test_a_small_disk(tmp_path: Path, kilobytes: int) -> None:
    """Test 5: a file system that is really full."""
    inbox = letters(tmp_path / "in", sized(60, 300))
    out = tmp_path / "out"
    out.mkdir()
    begin = f"mount -t tmpfs -o size={kilobytes}k none {out}"
    command = f"{begin} && {sys.executable} -c '{MAIN}' run {inbox} -o {out} -q; echo $?; cp {out}/* {tmp_path}"
    done = subprocess.run(["unshare", "-m", "sh", "-c", command], capture_output=True, text=True, check=False, timeout=120)
    if "permission" in done.stderr.lower():
        pytest.skip("may not mount here")
    assert done.stdout.strip() in ("4", "3")
    if done.stdout.strip() == "4":
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    if (tmp_path / "congvan.db").exists():
        with closing(sqlite3.connect(tmp_path / "congvan.db")) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_at_once(tmp_path: Path) -> None:
    """Test 7: the second names the first and leaves; where the first is killed, the next begins at once."""
    inbox = letters(tmp_path / "in", 20)
    run.run(inbox, tmp_path / "whole")
    out = tmp_path / "out"

    def hold() -> None:
        with save.held(out / "congvan.db"):
            (tmp_path / "holds").touch()
            time.sleep(60)

    first = forked(hold)
    while not (tmp_path / "holds").exists():
        time.sleep(0.01)
    began = time.monotonic()
    second = subprocess.run([sys.executable, "-c", MAIN, "run", inbox, "-o", out], capture_output=True, text=True, check=False)
    assert time.monotonic() - began < 10
    assert second.returncode == 5
    assert str(first) in second.stderr
    assert len(second.stderr.strip().splitlines()) == 1
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    ends_as(inbox, out, dump(tmp_path / "whole"))


UNPRIVILEGED = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]


@pytest.mark.skipif(os.getuid() == 0 and not shutil.which("setpriv"), reason="root may write anything")
def test_read_only(tmp_path: Path) -> None:
    """Test 8: a folder that may only be read gives the same and is left as it was; an output that may not be written is exit 4."""
    inbox = letters(tmp_path / "in", 20)
    run.run(inbox, tmp_path / "whole")
    before = {path: (path.stat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in inbox.rglob("*")}
    (inbox / "locked.txt").write_text("x")
    (inbox / "locked.txt").chmod(0)
    (inbox / "closed").mkdir()
    (inbox / "closed" / "x.txt").write_text("x")
    (inbox / "closed").chmod(0)
    inbox.chmod(0o555)
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    prefix = UNPRIVILEGED if os.getuid() == 0 else []
    try:
        for out, code in ((tmp_path / "out", 3), (shut, 4), (shut / "below", 4)):
            command = [*prefix, sys.executable, "-c", MAIN, "run", str(inbox), "-o", str(out), "-q"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert (done.returncode, len(done.stderr.strip().splitlines())) == (code, int(code == 4)), done.stderr
    finally:
        inbox.chmod(0o755)
        (inbox / "closed").chmod(0o755)
    found = statuses(tmp_path / "out")
    assert found.pop("locked.txt") == ("failed", "permission")
    assert found.pop("closed/") == ("skipped", "permission")
    assert found == statuses(tmp_path / "whole")
    assert {path: (path.stat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in before} == before


@pytest.mark.skipif(not shutil.which("unshare") or os.getuid() != 0, reason="needs unshare, as root")
def test_a_medium_that_cannot_be_written(tmp_path: Path) -> None:
    """Test 8: dispatches on a disk mounted for reading only."""
    inbox = letters(tmp_path / "in", sized(10, 100))
    run.run(inbox, tmp_path / "whole")
    mount = f"mount --bind {inbox} {inbox} && mount -o remount,ro,bind {inbox}"
    command = f"{mount} && ! touch {inbox}/x 2>/dev/null && {sys.executable} -c '{MAIN}' run {inbox} -o {tmp_path}/out -q; echo $?"
    done = subprocess.run(["unshare", "-m", "sh", "-c", command], capture_output=True, text=True, check=False, timeout=120)
    if "mount" in done.stderr:
        pytest.skip("may not mount here")
    assert (done.stdout.strip(), done.stderr) == ("3", "")
    assert dump(tmp_path / "out") == dump(tmp_path / "whole")
