import contextlib
from pathlib import Path
from typing import Any

import psutil
import pytest

from pipeline import cluster, inbox, reading, run, workers
from pipeline.errors import UsageError
from pipeline.reading import Job
from pipeline.run import Options
from tests.hostile.rig import sized, tell
from tests.letters import folder, letter, three
from tests.test_run import dump

pytest.importorskip("distributed")


def test_lost_workers_lose_nothing(tmp_path: Path) -> None:
    """Test 24 of the reliability plan. Two workers, killed again and again in the middle: the rows are those of a local run."""
    kills, number = sized(1, 20), sized(40, 400)
    inbox_ = three(tmp_path / "in")
    folder(inbox_, **{f"n{i:03}": letter(f"{i}/KH-UBND", f"2025-04-{i % 28 + 1:02}") for i in range(1, number)}, twin=letter(), empty="")
    killed: list[int] = []

    def on_file(done: int, _of: int, _failed: int) -> None:
        if done > number * (len(killed) + 1) // (kills + 2) and len(killed) < kills:
            with contextlib.suppress(psutil.Error):  # one has ended meanwhile
                for child in [child for child in psutil.Process().children() if child.children()][:1]:  # one that is at work
                    child.kill()
                    killed.append(child.pid)

    summary = run.run(inbox_, tmp_path / "far", Options(jobs=2), on_file, cluster.Cluster("local"))
    tell(f"{len(killed)} workers killed, {number} files")
    assert len(killed) >= max(kills // 2, 1)
    assert summary.failed == 1
    run.run(inbox_, tmp_path / "near", Options(jobs=2))
    assert dump(tmp_path / "far") == dump(tmp_path / "near")


def test_workers_that_dask_gave_up_are_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All are lost at once, and dask forgets them before they are back."""
    dask = pytest.importorskip("dask")
    monkeypatch.setattr(cluster, "LOOK_AFTER", 0.5)
    inbox_ = folder(tmp_path / "in", **{f"n{i:03}": letter(f"{i}/KH-UBND", f"2025-04-{i % 28 + 1:02}") for i in range(1, 40)})
    killed: list[int] = []

    def on_file(done: int, _of: int, _failed: int) -> None:
        if done > 5 and not killed:
            for child in [child for child in psutil.Process().children() if "resource_tracker" not in " ".join(child.cmdline())]:
                child.kill()
                killed.append(child.pid)

    with dask.config.set({"distributed.deploy.lost-worker-timeout": "1ms"}):
        summary = run.run(inbox_, tmp_path / "out", Options(jobs=2), on_file, cluster.Cluster("local"))
    assert killed
    assert (summary.read, summary.failed) == (39, 0)


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWERS_IN", 1.0)
    hands = cluster.Cluster("tcp://127.0.0.1:1")
    care: Any = {"alone": reading.is_dangerous, "longer": reading.longer, "trouble": reading.trouble}
    with pytest.raises(UsageError, match="no cluster answers there"):
        next(hands(reading.read, [], jobs=1, limits=workers.Limits(), **care))


@pytest.mark.parametrize(("what", "code"), [("same", None), ("changed", "changed"), ("gone", "vanished")])
def test_a_job_takes_its_bytes_along(tmp_path: Path, what: str, code: str | None) -> None:
    place = tmp_path / "a.txt"
    place.write_text("one")
    found = inbox.content(place)
    job = Job("a.txt", place, found.sha256, found.size, found.plain, "reader", None)
    if what != "same":
        place.unlink()
    if what == "changed":
        place.write_text("two")
    sent = cluster._with_bytes(job)
    assert (sent.data if isinstance(sent, Job) else sent.tables["files"][0][6]) == (code or b"one")
