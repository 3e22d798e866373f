import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import run
from pipeline.errors import CongvanError, UsageError
from tests.letters import folder, letter, three
from tests.test_run import dump, statuses


def made(place: Path, **texts: str) -> Path:
    """The database of a folder with these files."""
    run.run(folder(place, **texts), place.with_name(f"{place.name}-out"))
    return place.with_name(f"{place.name}-out") / "congvan.db"


def cites(number: int) -> str:
    return f"Căn cứ Kế hoạch số {number}/KH-UBND ngày {number:02}/4/2025 của Ủy ban nhân dân tỉnh Lai Châu;"


LETTERS = {f"f{i}": letter(f"{i}/KH-UBND", f"2025-04-{i:02}", basis=cites(10 - i)) for i in range(1, 9)}


def test_joined_they_are_as_if_read_at_once(tmp_path: Path) -> None:
    """What one cites and the other is becomes one node; the order doesn't matter; the same file twice is one."""
    parts = [{n: t for i, (n, t) in enumerate(LETTERS.items()) if i % 3 == rest} for rest in range(3)]
    parts[0] |= {"zz": LETTERS["f2"], "empty": ""}
    parts[1]["f1"] = LETTERS["f1"]
    sources = [made(tmp_path / name, **texts) for name, texts in zip("abc", parts, strict=True)]
    made(tmp_path / "whole", **(parts[0] | parts[1] | parts[2]))
    run.merge(sources, tmp_path / "joined" / "congvan.db")
    run.merge(sources[::-1], tmp_path / "again" / "congvan.db")
    assert dump(tmp_path / "joined") == dump(tmp_path / "again") == dump(tmp_path / "whole-out")
    assert statuses(tmp_path / "joined")["zz.txt"] == ("duplicate", None)


def test_names_that_clash_stand_below_their_folders(tmp_path: Path) -> None:
    one = made(tmp_path / "one", a=LETTERS["f1"], b=LETTERS["f3"])
    two = made(tmp_path / "two", a=LETTERS["f2"], c=LETTERS["f3"])
    counts = run.merge([one, two], tmp_path / "joined" / "congvan.db")
    assert counts["dispatches"] == 3
    assert statuses(tmp_path / "joined") == {
        "one/a.txt": ("ok", None),
        "one/b.txt": ("ok", None),
        "two/a.txt": ("ok", None),
        "two/c.txt": ("duplicate", None),
    }
    assert len(dump(tmp_path / "joined")["found"]) == 3


def test_no_folder_may_be_read_into_it(tmp_path: Path) -> None:
    one, two = made(tmp_path / "one", a=LETTERS["f1"]), made(tmp_path / "two", b=LETTERS["f2"])
    run.merge([one, two], tmp_path / "joined" / "congvan.db")
    with pytest.raises(UsageError, match="belongs to joined"):
        run.run(three(tmp_path / "in"), tmp_path / "joined")


def test_what_stood_there_is_replaced_at_the_end(tmp_path: Path) -> None:
    one, two = made(tmp_path / "one", a=LETTERS["f1"]), made(tmp_path / "two", b=LETTERS["f2"])
    target = tmp_path / "joined" / "congvan.db"
    run.merge([one], target)
    before = dump(tmp_path / "joined")
    broken = tmp_path / "broken.db"
    shutil.copy(two, broken)
    with closing(sqlite3.connect(broken)) as db:
        db.execute("DROP TABLE tasks")
        db.commit()
    for wrong in ([one, broken], [one, one], [one, target], [one, tmp_path / "gone.db"]):
        with pytest.raises(CongvanError):
            run.merge(wrong, target)
        assert dump(tmp_path / "joined") == before
    run.merge([one, two], target)
    assert len(dump(tmp_path / "joined")["dispatches"]) == 2
    assert [path.name for path in target.parent.iterdir() if not path.name.endswith(".lock")] == ["congvan.db"]
