from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import inbox, reading
from pipeline.reading import Job
from pipeline.workers import Trouble
from tests.letters import letter


def job(place: Path, **other: object) -> Job:
    found = inbox.content(place)
    made = Job(place.name, place, found.sha256, found.size, found.plain, "reader", None)
    return made._replace(**other)  # type: ignore[arg-type]


def test_a_file_becomes_rows(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(letter(), encoding="utf-8")
    made = reading.read(job(tmp_path / "a.txt"))
    assert (made.path, made.status, len(made.tables["dispatches"])) == ("a.txt", "ok", 1)


def test_bytes_may_come_with_the_job(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(letter(), encoding="utf-8")
    sent = job(tmp_path / "a.txt", data=(tmp_path / "a.txt").read_bytes())
    (tmp_path / "a.txt").unlink()
    assert reading.read(sent).status == "ok"


@pytest.mark.parametrize(("what", "code"), [("changed", "changed"), ("gone", "vanished"), ("folder", "not_a_file")])
def test_a_file_that_moves_is_a_row(tmp_path: Path, what: str, code: str) -> None:
    place = tmp_path / "a.txt"
    place.write_text(letter(), encoding="utf-8")
    asked = job(place)
    place.unlink()
    if what == "changed":
        place.write_text("x")
    if what == "folder":
        place.mkdir()
    made = reading.read(asked)
    assert made.tables["files"][0][5:7] == ("failed", code)
    assert bool(made.sha256) == (what == "changed")  # what couldn't be opened isn't known by its bytes: the next run tries again


@pytest.mark.parametrize(("size", "seconds"), [(0, 0), (1 << 20, 60), (5 << 20, 300), (200 << 20, 900)])
def test_large_files_have_longer(tmp_path: Path, size: int, seconds: int) -> None:
    (tmp_path / "a").write_text("x")
    asked = job(tmp_path / "a", size=size)
    assert reading.longer(asked) == seconds
    assert not reading.is_dangerous(asked)
    assert reading.is_dangerous(asked._replace(plain=False))


def test_what_rows_say_of_their_reader(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(letter(), encoding="utf-8")
    (tmp_path / "b.txt").write_text("nothing of ours")
    made = reading.read(job(tmp_path / "a.txt"))
    assert reading.trouble(made) is Trouble.NONE
    damaged = made.tables | {"problems": [("a.txt", None, "low_ocr_confidence", "page 1 is damaged", None, None, "read")]}
    assert reading.trouble(made._replace(tables=damaged)) is Trouble.DOUBT
    assert reading.trouble(reading.read(job(tmp_path / "b.txt"))) is Trouble.FAILURE


def test_the_sample_is_a_dispatch() -> None:
    from pipeline.parse import parse

    parsed = parse(reading.SAMPLE, reading.ready(None))
    (dispatch,) = parsed.dispatches
    assert dispatch.value("key") == "1/KH-UBND"
    assert replace(parsed, sha256="x").error_code is None
