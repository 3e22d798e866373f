import multiprocessing
import os
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import pytest

from pipeline import cage

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these limits are Linux's")


def _try(what: str, place: str, line: Connection) -> None:
    cage.enter(64)
    try:
        if what == "fill":
            bytearray(1 << 30)
        elif what == "little":
            bytearray(1 << 20)
        elif what == "write":
            Path(place).write_text("x")
        elif what == "print":
            os.write(1, b"x")
        elif what == "many":
            kept = [open(os.devnull) for _ in range(1000)]  # noqa: SIM115, PTH123
            kept.clear()
    except BaseException as trouble:
        line.send(type(trouble).__name__)
    else:
        line.send("done")


@pytest.mark.parametrize(
    ("what", "came"), [("fill", "MemoryError"), ("little", "done"), ("write", "OSError"), ("print", "done"), ("many", "OSError")]
)
def test_what_a_shut_in_process_may_do(what: str, came: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_try, args=(what, str(tmp_path / "made"), there))
    process.start()
    assert here.recv() == came
    process.join()
    assert capfd.readouterr() == ("", "")
    assert not (tmp_path / "made").exists() or not (tmp_path / "made").read_text()


def _sit(line: Connection) -> None:
    process = multiprocessing.get_context("fork").Process(target=_sit_below, args=(line,))
    process.start()
    process.join()


def _sit_below(line: Connection) -> None:
    cage.enter()
    line.send(os.getpid())
    time.sleep(60)


def test_it_outlives_nobody() -> None:
    here, there = multiprocessing.Pipe()
    parent = multiprocessing.get_context("fork").Process(target=_sit, args=(there,))
    parent.start()
    child = here.recv()
    parent.kill()
    parent.join()
    for _ in range(100):
        if not Path(f"/proc/{child}").exists() or ") Z " in Path(f"/proc/{child}/stat").read_text():
            return
        time.sleep(0.02)
    pytest.fail("it is still there")


def test_memory_of_a_process() -> None:
    size, resident = cage.memory(os.getpid())
    known = psutil.Process().memory_info()
    assert size == pytest.approx(known.vms, rel=0.05)
    assert resident == pytest.approx(known.rss, rel=0.05)
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert cage.memory(child.pid) == (0, 0)
