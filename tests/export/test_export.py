from pathlib import Path

import pytest

from pipeline import export
from pipeline.errors import UsageError
from pipeline.store.access import Connection


@pytest.mark.parametrize("kind", export.KINDS)
def test_every_kind_is_written_the_same_twice(db: Connection, tmp_path: Path, kind: str) -> None:
    made = []
    for name in ("one", "two"):
        assert export.write(kind, db, tmp_path / name / kind) >= 1
        made.append(
            {p.relative_to(tmp_path / name).as_posix(): p.read_bytes() for p in sorted((tmp_path / name).rglob("*")) if p.is_file()}
        )
    assert made[0] == made[1]
    assert all(made[0].values())


def test_an_unknown_kind_is_named_with_those_there_are(db: Connection, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there are register\.xlsx, follow-up\.xlsx"):
        export.write("register.doc", db, tmp_path / "x")
