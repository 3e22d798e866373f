from pathlib import Path

import pytest

from pipeline.errors import OutputError, UsageError
from pipeline.presentation.publication import folder, publish


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    publish(tmp_path / "new" / "a.txt", b"one")
    publish(tmp_path / "new" / "a.txt", b"two")
    assert (tmp_path / "new" / "a.txt").read_bytes() == b"two"
    assert len(list((tmp_path / "new").iterdir())) == 1


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file where a folder should be")
    with pytest.raises(OutputError, match="choose another place"):
        publish(tmp_path / "a" / "b.txt", b"")


def test_a_folder_replaces_only_what_we_made(tmp_path: Path) -> None:
    place = tmp_path / "report"
    for name in ("one", "two"):
        with folder(place) as fresh:
            (fresh / name).write_text(name)
    assert sorted(p.name for p in place.iterdir()) == [".congvan", "two"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")
    with pytest.raises(UsageError, match="isn't ours"), folder(tmp_path / "mine"):
        pass
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine", "report"]


def test_a_folder_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "report"
    with folder(place) as fresh:
        (fresh / "old").write_text("old")

    def torn() -> None:
        with folder(place) as fresh:
            (fresh / "new").write_text("new")
            raise ValueError("torn")

    with pytest.raises(ValueError, match="torn"):
        torn()
    assert [p.name for p in tmp_path.iterdir()] == ["report"]
    assert (place / "old").exists()
