"""Tests 4, 5 and 6 of the reliability plan: a disk, or a memory, that fails in the middle; a kill at each call to the system."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import reading, run
from pipeline.cli import main
from tests.hostile.rig import LARGE, SHARED, ended, ends_as, forked, forks, letters, sized, small_batches, tell
from tests.test_run import dump

pytestmark = forks
MAIN = "from pipeline.cli import main; main()"
REACHES_OUT = ("connect(", "bind(", "listen(", "accept", "sendto(", "sendmsg(", "socket(")
CHANGES = ("creat(", "rename", "unlink", "mkdir", "symlink", "link")
HARMLESS = ("/dev/null", "/dev/pts", "/dev/tty", "/dev/shm", "/proc/self", "/tmp/")  # noqa: S108 - our own temporary files
SOURCE = Path(__file__).with_name("faults.c")
KINDS = [  # what, call, how; the first of each at size S
    *(("run", "write", "once"), ("run", "sync", "once"), ("again", "write", "always"), ("again", "read", "once")),
    *(("run", "write", "kill"), ("again", "write", "kill"), ("again", "sync", "kill"), ("inputs", "read", "once")),
    *(("tasks.csv", "write", "once"), ("tasks.csv", "sync", "once"), ("tasks.csv", "rename", "once"), ("tasks.csv", "rename", "kill")),
]
MORE = [
    *(
        ("run", "write", "always"),
        ("run", "sync", "always"),
        ("run", "truncate", "once"),
        ("run", "unlink", "once"),
        ("run", "read", "once"),
    ),
    *(("again", "write", "once"), ("again", "sync", "once"), ("again", "truncate", "once"), ("again", "unlink", "once")),
    *(("run", "sync", "kill"), ("run", "unlink", "kill"), ("again", "truncate", "kill"), ("again", "unlink", "kill")),
    *(("inputs", "read", "always"), ("tasks.xlsx", "write", "kill"), ("tasks.ics", "write", "kill"), ("tasks.ics", "sync", "kill")),
]


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("needs a C compiler, on Linux")
    made = tmp_path_factory.mktemp("shim") / "faults.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, SOURCE, "-ldl"], check=True)
    return made


@pytest.mark.parametrize(("what", "call", "how"), [*KINDS, *MORE] if LARGE else KINDS)
def test_calls_that_fail(shim: Path, tmp_path: Path, what: str, call: str, how: str) -> None:
    letters(tmp_path / "in", sized(6, 30))
    command = [sys.executable, "-m", "tests.hostile.faults", what, call, how, str(tmp_path), str(sized(4, 1000))]
    environment = {**os.environ, "LD_PRELOAD": str(shim), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, env=environment, cwd=SOURCE.parents[2], capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr[-3000:]
    tell(done.stdout.strip())


@pytest.mark.parametrize("megabytes", [8, 64] if not LARGE else [1, 2, 4, 8, 16, 32, 48, 64, 96, 128])
def test_a_parent_without_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int) -> None:
    """Test 6: the run ends in order or does its work; the database is sound, and the next run makes up for it."""
    inbox = letters(tmp_path / "in", sized(60, 300))
    run.run(inbox, tmp_path / "whole")
    expected = dump(tmp_path / "whole")

    def work() -> None:
        size = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        most = size + (megabytes << 20)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        sys.stderr = sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
        try:
            main(["run", str(inbox), "-o", str(tmp_path / "out"), "-q", "--jobs", "1", "--file-memory", "0"])
        except SystemExit as end:
            os._exit(int(end.code or 0))

    reading.ready(None)
    with small_batches(monkeypatch):
        how = ended(forked(work))
    tell(f"{megabytes} MB more: exit {how}")
    assert how in (0, 1, 3, 4)
    ends_as(inbox, tmp_path / "out", expected)


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_what_the_system_is_asked_for(tmp_path: Path) -> None:
    """Test 17: a run connects to nobody, starts nothing, and writes nowhere but into its own folder."""
    inbox = letters(tmp_path / "in", sized(10, 100))
    for path in sorted((SHARED / "real").glob("*"))[:: sized(20, 1)] if SHARED.is_dir() else ():
        if path.suffix in (".pdf", ".docx"):
            shutil.copy(path, inbox)
    (inbox / "link.txt").symlink_to("/etc/passwd")
    log, out = tmp_path / "log", tmp_path / "out"
    calls = "network,execve,openat,open,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,symlink,symlinkat,link,linkat"
    command = [sys.executable, "-B", "-c", MAIN, "run", str(inbox), "-o", str(out), "--ocr", "never", "--jobs", "2"]
    done = subprocess.run(["strace", "-f", "-qq", "-o", log, "-e", f"trace={calls}", *command], capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr or not log.exists():
        pytest.skip("may not trace here")
    assert done.returncode == 3, done.stderr
    lines = [line.split(None, 1)[1] for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if " " in line]
    started = [line for line in lines if line.startswith("execve(")]
    wrong = [line for line in lines if line.startswith(REACHES_OUT) and "AF_UNIX" not in line]
    for line in lines:
        changes = line.startswith(CHANGES) or (line.startswith("open") and any(flag in line for flag in ("O_WRONLY", "O_RDWR", "O_CREAT")))
        if changes and "= -1" not in line and f'"{out}' not in line and not any(f'"{place}' in line for place in HARMLESS):
            wrong.append(line)
    tell(f"{len(lines)} calls looked at")
    assert len(started) == 1
    assert not wrong
