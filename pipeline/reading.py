"""One file, read by whoever is asked: a worker beside us, a child of its own, a machine of a cluster."""

import contextlib
import gc
import hashlib
import importlib
import pkgutil
from collections.abc import Callable, Generator, Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

from pipeline import corrections, inbox, ingest, rulebook, workers
from pipeline.errors import UnreadableError
from pipeline.parse import parse
from pipeline.store import rows

MORE_SECONDS = 60.0  # that a file is given for each MB of it: 20 to 50 scanned pages
MOST_SECONDS = 900.0
DAMAGE = {"low_ocr_confidence", "limit"}  # problems of files that aren't as their libraries expect them
SAMPLE = """ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU

Số: 1/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Lai Châu, ngày 02 tháng 01 năm 2025

KẾ HOẠCH
Về việc trồng cây

Căn cứ Quyết định số 2/QĐ-TTg ngày 01/01/2025 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

1. Sở Tài chính chủ trì, phối hợp với Sở Nội vụ báo cáo trước ngày 30/6/2025.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn An
"""


class Job(NamedTuple):
    """One file to be read."""

    path: str
    place: Path
    sha256: str
    size: int
    plain: bool  # text, as far as its first bytes tell: no danger to the process that reads it
    reader: str
    own: Path | None  # the office's own rules
    ocr: str = "auto"
    corrected: tuple[corrections.Correction, ...] = ()
    data: bytes | None = None  # where the worker is on another machine


Answer = rows.FileRows | workers.Lost


class Hands(Protocol):
    """Who reads the files: `workers.answers`, or a cluster."""

    def __call__(
        self,
        work: Callable[[Job], rows.FileRows],
        questions: Iterable[Job],
        *,
        jobs: int,
        limits: workers.Limits,
        alone: Callable[[Job], bool],
        longer: Callable[[Job], float],
        trouble: Callable[[rows.FileRows], workers.Trouble],
    ) -> Generator[tuple[Job, Answer]]:
        """Each job with its answer, in order."""
        ...


def read(job: Job) -> rows.FileRows:
    """What a worker does: one file, from its bytes to its rows."""
    data = job.data
    if data is None:
        try:
            content = inbox.content(job.place)
        except UnreadableError as trouble:
            # without its digest: what kept us from opening it may be over when the next run comes
            return rows.failure(job.path, None, None, trouble.code, trouble.message, job.reader)
        if content.sha256 != job.sha256:
            return rows.failure(job.path, job.sha256, job.size, "changed", "it was written to while it was read; run again", job.reader)
        data = content.data or b""
    book = ready(job.own)
    parsed = replace(parse(data, book, name=job.path, ocr=job.ocr), sha256=job.sha256, size=job.size)
    return rows.of_file(corrections.apply(parsed, job.corrected, book), job.reader)


@lru_cache(maxsize=4)
def ready(own: Path | None) -> rulebook.Rulebook:
    """The rulebook with all that is compiled from it: done once, and inherited by those who are forked from here."""
    book = rulebook.shared(own)
    parse(SAMPLE, book)
    gc.collect()
    gc.freeze()  # what is compiled stays: looking it through again and again costs a tenth of the reading
    gc.set_threshold(20_000, 20, 100)  # and so does looking through the values of one file, which hold no circles
    return book


@lru_cache(maxsize=1)
def load_readers() -> None:
    """Imports what reads PDF, Word and pictures, so that those who are forked for one file needn't."""
    for room in pkgutil.iter_modules(ingest.__path__, "pipeline.ingest."):
        with contextlib.suppress(ImportError):  # then the file that needs it says so
            for library in getattr(importlib.import_module(room.name), "LOADED_LATE", ()):
                importlib.import_module(library)


def is_dangerous(job: Job) -> bool:
    """Whether a file is kept apart from others: the libraries that read it may crash, hang or fill the memory."""
    return not job.plain


def trouble(made: rows.FileRows) -> workers.Trouble:
    """What a file's rows say of the process that read it: libraries that met a damaged file may carry the damage on."""
    if made.status != "ok":
        return workers.Trouble.FAILURE
    met = any(code in DAMAGE for _, _, code, *_ in made.tables.get("problems", ()))
    return workers.Trouble.DOUBT if met else workers.Trouble.NONE


def longer(job: Job) -> float:
    """Seconds that a large file is given beyond the limit."""
    return min(MORE_SECONDS * (job.size >> 20), MOST_SECONDS)


def code() -> str:
    """What tells one state of the program from another: another one reads every file again."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
