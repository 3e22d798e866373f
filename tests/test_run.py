import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import inbox as inbox_room
from pipeline import reading
from pipeline import run as room
from pipeline.errors import BusyError, OutputError, UnreadableError, UsageError
from pipeline.run import Options
from pipeline.store import save
from tests.letters import folder, letter, three

OWN = ("runs", "sqlite_sequence")


def dump(out: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table's rows but those of `runs`, and what the index finds."""
    with closing(sqlite3.connect(out / "congvan.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'search%'")]
        tables = {name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names if name not in OWN}
        tables["found"] = sorted(db.execute("SELECT rowid FROM search WHERE search MATCH 'cay'").fetchall())
        return tables


def statuses(out: Path) -> dict[str, tuple[str, str | None]]:
    with closing(sqlite3.connect(out / "congvan.db")) as db:
        return {row[0]: row[1:] for row in db.execute("SELECT path, status, error_code FROM files")}


def test_a_folder_becomes_a_database(tmp_path: Path) -> None:
    inbox = three(tmp_path / "in")
    summary = room.run(inbox, tmp_path / "out")
    assert (summary.found, summary.read, summary.failed, summary.counts["dispatches"]) == (3, 3, 0, 3)
    tables = dump(tmp_path / "out")
    keys = {row[0]: row[1] for row in tables["documents"]}
    assert {(keys[edge[0]], keys[edge[1]]) for edge in tables["edges"]} >= {("45/KH-UBND", "12/KH-UBND"), ("78/KH-UBND", "45/KH-UBND")}


def test_the_same_rows_whatever_the_number_of_workers(tmp_path: Path) -> None:
    inbox = three(tmp_path / "in")
    folder(inbox / "more", **{f"n{i}": letter(f"{i}/KH-UBND", f"2025-04-{i:02}") for i in range(1, 25)}, twin=letter(), empty="")
    for name, options in {"one": Options(jobs=1), "two": Options(jobs=2), "three": Options(jobs=3)}.items():
        room.run(inbox, tmp_path / name, options)
    assert dump(tmp_path / "one") == dump(tmp_path / "two") == dump(tmp_path / "three")


def test_a_second_run_reads_nothing(tmp_path: Path) -> None:
    inbox = folder(three(tmp_path / "in"), empty="", twin=letter())
    room.run(inbox, tmp_path / "out")
    before = dump(tmp_path / "out")
    again = room.run(inbox, tmp_path / "out")
    assert (again.read, again.unchanged, again.failed, again.duplicates) == (0, 4, 1, 1)
    assert dump(tmp_path / "out") == before
    assert room.run(inbox, tmp_path / "out", Options(force=True)).read == 4
    assert dump(tmp_path / "out") == before


def test_what_is_added_changed_or_gone_ends_as_if_read_at_once(tmp_path: Path) -> None:
    """Whatever happens to a folder between two runs, the tables are those of a folder read once."""
    chance = random.Random(7)
    inbox = three(tmp_path / "in")
    names = [f"f{i}" for i in range(8)]
    for _ in range(12):
        for name in chance.sample(names, 3):
            place = inbox / f"{name}.txt"
            if place.exists() and chance.random() < 0.5:
                place.unlink()
            else:
                number, day = chance.randint(1, 5), chance.randint(1, 3)
                cited = f"{chance.randint(1, 5)}/KH-UBND ngày 0{chance.randint(1, 3)}/4/2025"
                basis = f"Thực hiện Kế hoạch số {cited} của Ủy ban nhân dân tỉnh Lai Châu,"
                text = "" if chance.random() < 0.1 else letter(f"{number}/KH-UBND", f"2025-04-0{day}", basis=basis)
                place.write_text(text, encoding="utf-8")
        room.run(inbox, tmp_path / "out")
    room.run(inbox, tmp_path / "fresh")
    assert dump(tmp_path / "out") == dump(tmp_path / "fresh")


def test_what_cannot_be_read_is_a_row(tmp_path: Path) -> None:
    inbox = folder(three(tmp_path / "in"), empty="", blank=" \n\n ")
    (inbox / ".hidden").write_text("x")
    (inbox / "link.txt").symlink_to("/etc/passwd")
    (inbox / "twin.txt").write_text("")
    summary = room.run(inbox, tmp_path / "out")
    found = statuses(tmp_path / "out")
    assert found["empty.txt"] == found["twin.txt"] == ("failed", "empty")
    assert found["blank.txt"][0] == "failed"
    assert found[".hidden"] == ("skipped", None)
    assert found["link.txt"] == ("skipped", "link")
    assert summary.read + summary.unchanged + summary.skipped + summary.duplicates + 1 == summary.found == len(found)
    assert [name for name, *_ in summary.failures] == ["blank.txt", "empty.txt", "twin.txt"]


def test_copies_are_named_not_doubled(tmp_path: Path) -> None:
    inbox = folder(tmp_path / "in", b=letter(), c=letter())
    room.run(inbox, tmp_path / "out")
    assert statuses(tmp_path / "out") == {"b.txt": ("ok", None), "c.txt": ("duplicate", None)}
    folder(inbox, a=letter())
    room.run(inbox, tmp_path / "out")
    assert statuses(tmp_path / "out") == {"a.txt": ("ok", None), "b.txt": ("duplicate", None), "c.txt": ("duplicate", None)}
    (inbox / "a.txt").unlink()
    (inbox / "b.txt").unlink()
    room.run(inbox, tmp_path / "out")
    assert statuses(tmp_path / "out") == {"c.txt": ("ok", None)}


def test_a_file_that_ends_its_reader_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = folder(three(tmp_path / "in"), hang=letter("hang"), kill=letter("kill"))
    real = reading.parse  # type: ignore[attr-defined]

    def parse(data: bytes, *more: object, **named: object) -> object:
        if b"hang" in data:
            time.sleep(60)
        if b"kill" in data:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(data, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "parse", parse)  # forked workers inherit it
    monkeypatch.setenv("CONGVAN_START", "fork")
    summary = room.run(inbox, tmp_path / "out", Options(jobs=2, file_seconds=1.0))
    found = statuses(tmp_path / "out")
    assert (found["hang.txt"], found["kill.txt"]) == (("failed", "timeout"), ("failed", "crash"))
    assert (summary.failed, summary.counts["dispatches"]) == (2, 3)


def test_spawned_workers_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = three(tmp_path / "in")
    room.run(inbox, tmp_path / "out")
    monkeypatch.setenv("CONGVAN_START", "spawn")
    room.run(inbox, tmp_path / "spawned", Options(jobs=2))
    assert dump(tmp_path / "spawned") == dump(tmp_path / "out")


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    inbox = three(tmp_path / "in")
    assert room.run(inbox, tmp_path / "out", Options(dry_run=True)).to_read == ["a.txt", "b.txt", "c.txt"]
    assert not (tmp_path / "out").exists()
    room.run(inbox, tmp_path / "out")
    folder(inbox, d=letter("99/KH-UBND"))
    (inbox / "a.txt").unlink()
    plan = room.run(inbox, tmp_path / "out", Options(dry_run=True))
    assert (plan.to_read, plan.unchanged, plan.removed) == (["d.txt"], 2, 1)
    assert len(statuses(tmp_path / "out")) == 3


def test_a_database_is_one_folder_s(tmp_path: Path) -> None:
    room.run(three(tmp_path / "in"), tmp_path / "out")
    before = dump(tmp_path / "out")
    with pytest.raises(UsageError, match=r"belongs to .*in; give .* a place of its own"):
        room.run(folder(tmp_path / "other", a=letter()), tmp_path / "out")
    with pytest.raises(UsageError, match="no such folder"):
        room.run(tmp_path / "nowhere", tmp_path / "out")
    assert dump(tmp_path / "out") == before


def test_two_at_once(tmp_path: Path) -> None:
    inbox = three(tmp_path / "in")
    with save.held(tmp_path / "out" / "congvan.db"), pytest.raises(BusyError, match=str(os.getpid())):
        room.run(inbox, tmp_path / "out")


@pytest.mark.parametrize("size", [0, 4096, 20_000, 60_000, 120_000])
def test_a_full_disk_leaves_the_old_database_whole(tmp_path: Path, size: int) -> None:
    resource = pytest.importorskip("resource")
    inbox = three(tmp_path / "in")
    room.run(inbox, tmp_path / "out")
    before = dump(tmp_path / "out")
    folder(inbox, **{f"x{i}": letter(f"{i}/KH-UBND", "2025-09-09", basis="Cây " * 400) for i in range(1, 30)})
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, limit[1]))
        with pytest.raises(OutputError, match="can't be written"):
            room.run(inbox, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, handler)
    assert dump(tmp_path / "out") == before
    assert room.run(inbox, tmp_path / "out").read == 29


@pytest.mark.parametrize(("code", "again"), [("memory", True), ("timeout", True), ("vanished", True), ("crash", False), ("empty", False)])
def test_what_may_go_better_next_time_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, again: bool) -> None:
    """Whoever gives a file more memory or time needn't say --force."""
    known = reading.code()
    monkeypatch.setattr(reading, "code", lambda: known)
    inbox = three(tmp_path / "in")
    real = reading.parse  # type: ignore[attr-defined]
    monkeypatch.setenv("CONGVAN_START", "fork")
    with monkeypatch.context() as patch:
        patch.setattr(reading, "parse", lambda *a, **k: replace(real(*a, **k), dispatches=(), error_code=code, error="trouble"))
        assert room.run(inbox, tmp_path / "out").failed == 3
    summary = room.run(inbox, tmp_path / "out")
    assert (summary.read, summary.failed) == ((3, 0) if again else (0, 3))


def test_a_twin_of_what_could_not_be_opened_is_read_when_it_is_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = folder(tmp_path / "in", a=letter(), b=letter())
    real, known = inbox_room.content, reading.code()
    monkeypatch.setattr(reading, "code", lambda: known)
    monkeypatch.setenv("CONGVAN_START", "fork")

    def content(place: Path, keep: int = inbox_room.LARGEST) -> inbox_room.Content:
        if keep and place.name == "a.txt":
            raise UnreadableError("link", "a link; only plain files are opened")
        return real(place, keep)

    with monkeypatch.context() as patch:
        patch.setattr(inbox_room, "content", content)
        assert room.run(inbox, tmp_path / "out").failed == 2
    (inbox / "a.txt").unlink()
    room.run(inbox, tmp_path / "out")
    assert statuses(tmp_path / "out") == {"b.txt": ("ok", None)}


def test_a_killed_run_is_taken_up_again(tmp_path: Path) -> None:
    """Kill -9 at any moment: the database is whole, and the next run ends at the same rows."""
    inbox = folder(tmp_path / "in", **{f"f{i:03}": letter(f"{i}/KH-UBND", "2025-04-01", basis="Cây " * 50) for i in range(1, 60)})
    room.run(inbox, tmp_path / "whole")
    expected = dump(tmp_path / "whole")
    code = (
        "import sys; from pathlib import Path; from pipeline import run; run.COMMIT_FILES = 10; run.save.BATCH = 5\n"
        "print('ready', flush=True); run.run(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    chance = random.Random(3)
    for delay in [chance.uniform(0.0, 1.2) for _ in range(6)]:
        out = tmp_path / f"killed{delay}"
        child = subprocess.Popen([sys.executable, "-c", code, inbox, out], stdout=subprocess.PIPE)
        assert child.stdout
        child.stdout.readline()
        time.sleep(delay)
        child.kill()
        child.wait()
        child.stdout.close()
        if (out / "congvan.db").exists():
            with closing(sqlite3.connect(out / "congvan.db")) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for _ in range(50):  # a forked worker may hold on for a moment
            try:
                room.run(inbox, out)
                break
            except BusyError:
                time.sleep(0.1)
        assert dump(out) == expected


def test_clocks_stand_in_runs_alone(tmp_path: Path) -> None:
    inbox = three(tmp_path / "in")
    room.run(inbox, tmp_path / "one")
    for path in inbox.iterdir():
        os.utime(path, (0, 0))
    time.sleep(0.01)
    room.run(inbox, tmp_path / "two")
    assert dump(tmp_path / "one") == dump(tmp_path / "two")
    with closing(sqlite3.connect(tmp_path / "one" / "congvan.db")) as db:
        (row,) = db.execute("SELECT read, failed, finished_at > started_at, folder FROM runs").fetchall()
    assert row == (3, 0, 1, str(inbox.resolve()))
