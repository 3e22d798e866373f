"""Ten thousand files, one process more or less, and once again: what a run costs and keeps.

    python -m tests.bench.crowd [FILES] [--kilobytes 20] [--folder PLACE]

Makes dispatches that cite one another (FILES = 10,000, each of so many kB, with a citation and a task to each of them), reads them
with one worker and with two, and once more with nothing changed. Prints the rates and their ratio; seconds of CPU of the process that
writes and of those that read, for each dispatch: two workers are 1.6 times as fast as one only where the writer takes less than a
fifth of all; the memory of all processes at every tenth of the way, and how far it moves after the first tenth; the second run.
Clocks mean nothing on a machine that does something else as well.
"""

import argparse
import resource
import shutil
import tempfile
import time
from pathlib import Path
from random import Random
from typing import NamedTuple

import psutil

from pipeline import reading, run
from pipeline.run import Options
from tests.letters import letter

SENTENCES = (
    "Tổ chức tuyên truyền, phổ biến sâu rộng nội dung kế hoạch đến cán bộ, công chức, viên chức và các tầng lớp nhân dân trên địa bàn, "
    "bảo đảm thiết thực, hiệu quả, tránh phô trương, hình thức và phù hợp với điều kiện của từng địa phương, đơn vị.",
    "Kết quả rà soát cho thấy việc chấp hành kỷ cương hành chính có chuyển biến, song tiến độ giải quyết hồ sơ ở một số nơi còn chậm, "
    "sự phối hợp giữa các ngành chưa chặt chẽ, việc ứng dụng công nghệ thông tin còn hạn chế và thiếu đồng bộ.",
    "Kinh phí thực hiện được bố trí từ nguồn ngân sách nhà nước theo phân cấp hiện hành, nguồn xã hội hóa và các nguồn hợp pháp khác; "
    "việc lập dự toán, quản lý, sử dụng và quyết toán theo quy định của pháp luật về ngân sách.",
)
BODIES = ("Sở Nội vụ", "Sở Tài chính", "Sở Giáo dục và Đào tạo", "Công an tỉnh", "Văn phòng Ủy ban nhân dân tỉnh", "Sở Y tế")


class Figures(NamedTuple):
    """What one run took."""

    seconds: float
    own: float  # seconds of CPU of the process that writes
    readers: float
    memory: list[int]  # kB of all processes, at every tenth of the way
    parent: list[int]  # kB of the one that writes


def dispatch(number: int, of: int, kilobytes: int, chance: Random) -> str:
    """A plan of so many kB."""
    parts = []
    for n in range(2, kilobytes * 5 // 4 + 2):
        cited = chance.randint(1, of)
        parts.append(
            f"{n}. {chance.choice(BODIES)} chủ trì, phối hợp với {chance.choice(BODIES)} thực hiện Kế hoạch số {cited}/KH-UBND ngày "
            f"{cited % 28 + 1:02}/4/2025 của Ủy ban nhân dân tỉnh Lai Châu, báo cáo trước ngày {chance.randint(1, 28)}/12/2025.\n\n"
            + " ".join(chance.sample(SENTENCES, 2))
        )
    text = letter(f"{number}/KH-UBND", f"2025-04-{number % 28 + 1:02}", subject=f"Việc thứ {number} của năm")
    return text.replace("\n2. ", "\n" + "\n\n".join(parts) + "\n\n2. ", 1)


def made(place: Path, files: int, kilobytes: int) -> Path:
    """The folder."""
    chance = Random(1)
    for number in range(1, files + 1):
        below = place / f"{number // 500:03}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{number:06}.txt").write_text(dispatch(number, files, kilobytes, chance), encoding="utf-8")
    return place


def spent(whose: int) -> float:
    """Seconds of CPU."""
    usage = resource.getrusage(whose)
    return usage.ru_utime + usage.ru_stime


def measured(folder: Path, out: Path, jobs: int, files: int) -> Figures:
    """One run into a new database."""
    me = psutil.Process()
    memory: list[int] = []
    parent: list[int] = []

    def on_file(done: int, _of: int, _failed: int) -> None:
        if done * 10 // files > len(memory):
            parent.append(me.memory_info().rss >> 10)
            memory.append(parent[-1] + sum(child.memory_info().rss >> 10 for child in me.children()))

    own, readers, began = spent(resource.RUSAGE_SELF), spent(resource.RUSAGE_CHILDREN), time.monotonic()
    summary = run.run(folder, out, Options(jobs=jobs), on_file)
    seconds = time.monotonic() - began
    assert (summary.read, summary.failed) == (files, 0)
    return Figures(seconds, spent(resource.RUSAGE_SELF) - own, spent(resource.RUSAGE_CHILDREN) - readers, memory, parent)


def main() -> None:
    """Prints figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", type=int, nargs="?", default=10_000)
    arguments.add_argument("--kilobytes", type=int, default=20)
    arguments.add_argument("--folder", type=Path, help="where it all goes; a temporary place otherwise")
    asked = arguments.parse_args()
    place = Path(tempfile.mkdtemp(dir=asked.folder))
    try:
        folder = made(place / "in", asked.files, asked.kilobytes)
        size = sum(path.stat().st_size for path in folder.rglob("*.txt"))
        print(f"{asked.files} files, {size / 1e6:.0f} MB")
        reading.ready(None)
        took = {}
        for jobs in (1, 2):
            figures = took[jobs] = measured(folder, place / f"out{jobs}", jobs, asked.files)
            share = figures.own / (figures.own + figures.readers)
            print(f"{jobs} workers: {asked.files / figures.seconds:.0f} files/s ({figures.seconds:.1f} s)")
            print(f"  CPU a file: writer {figures.own / asked.files * 1e3:.2f} ms ({share:.0%} of all), readers", end=" ")
            print(f"{figures.readers / asked.files * 1e3:.2f} ms")
            for who, rows in (("all", figures.memory), ("writer", figures.parent)):
                later = rows[1:] or rows
                drift = (max(later) - min(later)) / later[0]
                print(
                    f"  memory of {who}: {', '.join(str(row >> 10) for row in rows)} MB; {drift:.1%} between the second tenth and the last"
                )
        print(f"2 workers are {took[1].seconds / took[2].seconds:.2f} x as fast as 1")
        began = time.monotonic()
        again = run.run(folder, place / "out2", Options(jobs=2))
        seconds = time.monotonic() - began
        assert again.read == 0
        print(f"nothing changed: {seconds:.2f} s, {seconds * 10_000 / asked.files:.2f} s for 10,000 files")
        print(f"most memory of the writer, with what resolving takes: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
