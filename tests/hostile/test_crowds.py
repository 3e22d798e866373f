"""Tests 1, 2, 9, 10, 11 and 17 of the reliability plan: many files, bad ones among them, moving ones, none that gets out."""

import faulthandler
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from pipeline import inbox, reading, run, workers
from pipeline.run import Options
from tests.hostile.rig import LARGE, SHARED, ended, forked, forks, letters, sized, statuses, tell
from tests.letters import folder, letter
from tests.test_run import dump

pytestmark = forks
TROUBLES = {"memory": 5, "crash": 5, "timeout": 3, "fault": 3}  # of a hundred files
SURE = ("ok", "quarantine", "skip")
LENIENT = {  # our reader reads what others refuse, and reads it right
    *("docx/no_content_types.docx", "docx/no_rels.docx", "docx/text_named.docx"),  # the text is there
    *("fs/link.txt", "fs/unreadable.txt"),  # a twin in the folder; root reads it
}


def test_chaos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Test 2: memory, exits, hangs and faults among good files: each counted once, the good ones as if alone."""
    number = sized(100, 1000)
    good = letters(tmp_path / "good", number)
    run.run(good, tmp_path / "calm")
    bad = shutil.copytree(good, tmp_path / "bad")
    chance = random.Random(2)
    kinds = [kind for kind, share in TROUBLES.items() for _ in range(share * number // 100)]
    for i, kind in enumerate(kinds):
        (bad / f"{chance.randint(0, 9)}{i:04}-{kind}.txt").write_text(f"{kind} {i}")
    real = reading.parse  # type: ignore[attr-defined]

    def parse(data: bytes, *more: object, **named: object) -> object:
        if data.startswith(b"memory"):
            return bytearray(1 << 34)
        if data.startswith(b"crash"):
            os._exit(7)
        if data.startswith(b"timeout"):
            time.sleep(60)
        if data.startswith(b"fault"):
            faulthandler.disable()
            os.kill(os.getpid(), signal.SIGSEGV)
        return real(data, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "parse", parse)
    summary = run.run(bad, tmp_path / "out", Options(jobs=2, file_seconds=1.5, file_memory=512))
    expected = Counter({"crash" if kind == "fault" else kind: 0 for kind in TROUBLES})
    for kind in kinds:
        expected["crash" if kind == "fault" else kind] += 1
    assert Counter(code for _, code, _ in summary.failures) == expected + Counter(empty=1)
    calm, wild = dump(tmp_path / "calm"), dump(tmp_path / "out")
    assert {name: rows for name, rows in wild.items() if name != "files"} == {name: rows for name, rows in calm.items() if name != "files"}
    assert set(calm["files"]) <= set(wild["files"])


def agitate(place: Path, seconds: float, versions: list[str]) -> None:
    """For so long: deletes, writes, grows, truncates and swaps files, also for links out of the folder."""
    chance, end = random.Random(5), time.monotonic() + seconds
    while time.monotonic() < end:
        file = place / f"m{chance.randrange(30):02}.txt"
        try:
            match chance.randrange(5):
                case 0:
                    file.unlink()
                case 1:
                    file.write_text(chance.choice(versions), encoding="utf-8")
                case 2:
                    os.truncate(file, chance.randrange(200))
                case 3:
                    (place / "swap.part").write_text(chance.choice(versions), encoding="utf-8")
                    (place / "swap.part").replace(file)
                case 4:
                    file.unlink()
                    file.symlink_to("/etc/passwd")
        except OSError:
            pass
        time.sleep(0.001)


def test_moving_files(tmp_path: Path) -> None:
    """Test 9: each file is read whole, or it is a row; what a link leads to outside is never read."""
    place = tmp_path / "in"
    versions = [letter(f"{i}/KH-UBND") for i in range(1, 6)]
    folder(place, **{f"m{i:02}": versions[i % 5] for i in range(30)})
    reading.ready(None)
    child = forked(lambda: agitate(place, sized(4, 60), versions))
    passes = 0
    while not os.waitpid(child, os.WNOHANG)[0]:
        run.run(place, tmp_path / "out", Options(jobs=2, force=True))
        passes += 1
        with closing(sqlite3.connect(tmp_path / "out" / "congvan.db")) as db:
            assert db.execute("SELECT count(*) FROM texts WHERE text LIKE '%root:%'").fetchone() == (0,)
            codes = {row[0] for row in db.execute("SELECT error_code FROM files")}
            assert codes <= {
                None,
                "changed",
                "vanished",
                "link",
                "empty",
                "no_dispatch",
                "no_text",
                "not_a_file",
                "unsupported",
                "encoding",
            }
            whole = "SELECT DISTINCT sha256 FROM files WHERE status = 'ok' AND bytes > 200"
            assert {row[0] for row in db.execute(whole)} <= {hashlib.sha256(text.encode()).hexdigest() for text in versions}
    assert passes >= sized(2, 20)
    run.run(place, tmp_path / "out")
    run.run(place, tmp_path / "fresh")
    assert dump(tmp_path / "out") == dump(tmp_path / "fresh")


def test_soak(tmp_path: Path) -> None:
    """Test 10: memory and open files stay flat, and a second run has nothing to do."""
    number = sized(400, 10_000)
    place = letters(tmp_path / "in", number)
    me, seen = psutil.Process(), {}
    reading.ready(None)
    began, rates = time.monotonic(), {}

    def on_file(done: int, _of: int, _failed: int) -> None:
        if done % (number // 10) == 0:
            seen[done] = me.memory_info().rss >> 10
            rates[done] = time.monotonic() - began

    open_before = me.num_fds()
    took = {}
    for jobs in (1, 2):
        began = time.monotonic()
        seen.clear()
        summary = run.run(place, tmp_path / f"out{jobs}", Options(jobs=jobs), on_file)
        took[jobs] = rates[number]
        assert summary.failed == 1
    began = time.monotonic()
    again = run.run(place, tmp_path / "out2", Options(jobs=2))
    second = time.monotonic() - began
    assert (again.read, again.unchanged) == (0, number + 1)
    assert me.num_fds() <= open_before
    steps = [seen[done] for done in sorted(seen)]
    tell(f"{number} files: {number / took[2]:.0f}/s; {took[1] / took[2]:.2f} x with two; second run {second:.2f} s; memory {steps} kB")
    assert steps[-1] - steps[1] < max(steps[1] * 0.05, 8 << 10)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < sized(600, 300) << 10 or not LARGE
    assert second < max(2.0 * number / 10_000, 1.0) * (1 if LARGE else 3)


@pytest.mark.parametrize("beyond", [-1, 0, 1])
@pytest.mark.parametrize("limit", ["text", "other", "characters", "answer"])
def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, beyond: int) -> None:
    """Test 11: at n - 1 and n all is well, at n + 1 it is a row with its reason."""
    text = letter().encode()
    place = tmp_path / "in"
    place.mkdir()
    (place / "a.txt").write_bytes(text)
    reading.ready(None)
    expected = ("ok", None) if beyond <= 0 else ("failed", "limit")
    if limit == "text":
        monkeypatch.setattr(inbox, "LARGEST_TEXT", len(text) - beyond)
    elif limit == "characters":
        monkeypatch.setattr(sys.modules["pipeline.parse"], "LONGEST", len(letter()) - beyond)
    elif limit == "other":
        (place / "a.txt").write_bytes(b"PK\x03\x04" + text)
        monkeypatch.setattr(inbox, "LARGEST", len(text) + 4 - beyond)
        expected = ("failed", "limit") if beyond > 0 else ("failed", "unsupported")
    else:
        monkeypatch.setattr(workers, "LARGEST_ANSWER", 1 << 20 if beyond <= 0 else 1000)
    run.run(place, tmp_path / "out")
    assert statuses(tmp_path / "out")["a.txt"] == expected


@pytest.mark.skipif(not SHARED.is_dir(), reason="the hostile corpus isn't here")
def test_the_hostile_corpus(tmp_path: Path) -> None:
    """Tests 1 and 17: every entry is a row, as expected of it; nobody dies, connects or writes elsewhere; the parent stays small."""
    place = tmp_path / "in"
    what = ["--only", "text,names,fs", "--big-mb", "2"] if not LARGE else []
    subprocess.run([sys.executable, SHARED / "make_hostile.py", place, *what], check=True, capture_output=True)
    if LARGE:
        shutil.copytree(SHARED / "real", place / "real")
    (place / "good.txt").write_text(letter(), encoding="utf-8")
    expected = {}
    for line in (place / "manifest.jsonl").read_text().splitlines():
        entry = json.loads(line)
        name = bytes.fromhex(entry["file_bytes_hex"]).decode("utf-8", "backslashreplace") if "file_bytes_hex" in entry else entry["file"]
        expected[name] = entry["expect"]
    gone = tmp_path / "gone"
    here, there = os.pipe()

    def work() -> None:
        sys.addaudithook(lambda event, args: watch(event, args, gone, (place, tmp_path)))
        summary = run.run(place, tmp_path / "out", Options(jobs=2, file_seconds=sized(5, 20)))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        os.write(there, json.dumps([summary.found, summary.seconds, most >> 10]).encode())

    child = forked(work)
    assert ended(child, 1800) == 0
    found, seconds, megabytes = json.loads(os.read(here, 1000))
    assert not gone.exists(), gone.read_text()
    states = statuses(tmp_path / "out")
    counts = Counter(status for status, _ in states.values())
    tell(f"{found} entries in {seconds:.0f} s, {dict(counts)}, parent {megabytes} MB, {dict(Counter(code for _, code in states.values()))}")
    assert found == len(states) == sum(counts.values())
    assert megabytes < 300 or not LARGE
    breaches = [(name, want, states.get(name)) for name, want in expected.items() if not as_expected(name, want, states)]
    assert not breaches
    with closing(sqlite3.connect(tmp_path / "out" / "congvan.db")) as db:
        assert db.execute("SELECT count(*) FROM texts WHERE text LIKE '%root:x:%'").fetchone() == (0,)
        assert db.execute("SELECT key FROM dispatches WHERE file = 'good.txt'").fetchone() == ("12/KH-UBND",)


def as_expected(name: str, want: str, states: dict[str, tuple[str, str | None]]) -> bool:
    """Whether an entry became what the corpus expects of it."""
    status, code = states.get(name) or states.get(f"{name}/") or (None, None)
    if name in LENIENT or (want == "either" and (status or "deep" in name)):
        return True
    if status is None:  # a folder that was entered has no row of its own
        return want == "skip"
    if code == "no_dispatch" or status == "duplicate":  # its text came out
        return want == "ok"
    return {"ok": "ok", "failed": "quarantine", "skipped": "skip"}[status] == want


def watch(event: str, args: tuple[object, ...], gone: Path, ours: tuple[Path, ...]) -> None:
    """An audit hook: who connects, or writes outside our folders, is noted and ended."""
    wrong = event in ("socket.connect", "socket.getaddrinfo", "socket.sendto")
    if event == "open" and isinstance(args[0], str) and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        wrong = not any(args[0].startswith(str(place)) for place in ours) and not args[0].startswith(("/dev/null", "/dev/pts"))
        wrong = wrong and "__pycache__" not in args[0]
    if wrong:
        with gone.open("a") as file:
            file.write(f"{event} {args!r}\n")
        os._exit(99)
