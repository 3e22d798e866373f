"""Many machines: the same reading, handed out to the workers of a dask cluster, the answers in order.

Reading a file is a map, without a state and without a database; what comes back is rows, written by the one
writer as from local workers. A worker of the cluster keeps a watched process of its own for the reading, so
time and memory are limited there as here, and a file that ends its reader is a row. A machine that is lost is
replaced by the others: its files are read again.
"""

import contextlib
import logging
import multiprocessing
import threading
from collections.abc import Callable, Generator, Iterable
from typing import TYPE_CHECKING, Any

from pipeline import inbox, reading, workers
from pipeline.errors import UnreadableError, UsageError
from pipeline.reading import Answer, Job
from pipeline.store import rows

if TYPE_CHECKING:
    from distributed import Client

ANSWERS_IN = 20.0  # seconds in which a cluster must answer
LOOK_AFTER = 5.0  # seconds between looks at the workers on this machine
HELD = 4  # files that each worker of the cluster has or will be given next
LOCAL = "local"
_of_thread = threading.local()


class Cluster:
    """Hands for `run`: the workers at an address (`tcp://…`), or as many as there are jobs on this machine (`local`)."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __call__(
        self,
        work: Callable[[Job], rows.FileRows],
        questions: Iterable[Job],
        *,
        jobs: int,
        limits: workers.Limits,
        alone: Callable[[Job], bool],  # noqa: ARG002 - there a process per worker is watched, and recycled
        longer: Callable[[Job], float],
        trouble: Callable[[rows.FileRows], workers.Trouble],  # noqa: ARG002
    ) -> Generator[tuple[Job, Answer]]:
        """Each job with its answer, in order; the file's bytes go with it."""
        from distributed import as_completed

        with _client(self.address, jobs) as client:
            code = reading.code()
            room = HELD * max(len(client.scheduler_info()["workers"]), jobs if self.address == LOCAL else 1)
            pending: dict[Any, tuple[int, Job]] = {}
            done: dict[int, tuple[Job, Answer]] = {}
            completed = as_completed(loop=client.loop)
            given = due = 0
            waiting = iter(questions)
            more = True
            while more or due < given:
                while more and len(pending) < room and given - due < workers.AHEAD * room:
                    job = next(waiting, None)
                    if job is None:
                        more = False
                        break
                    sent = _with_bytes(job)
                    if isinstance(sent, Job):
                        seconds = limits.seconds + longer(job)
                        future = client.submit(
                            _read, work, sent, limits._replace(seconds=seconds), code, key=f"{given}-{job.sha256}", pure=False
                        )
                        pending[future] = (given, job)
                        completed.add(future)
                    else:
                        done[given] = (job, sent)
                    given += 1
                if due not in done and pending:
                    future = next(completed)
                    number, job = pending.pop(future)
                    done[number] = (job, _result(future, job))
                while due in done:
                    yield done.pop(due)
                    due += 1


def _with_bytes(job: Job) -> Job | rows.FileRows:
    """A job with its file's bytes, or the row of a file that changed meanwhile."""
    try:
        content = inbox.content(job.place)
    except UnreadableError as trouble:
        return rows.failure(job.path, job.sha256, job.size, trouble.code, trouble.message, job.reader)
    if content.sha256 != job.sha256:
        return rows.failure(job.path, job.sha256, job.size, "changed", "it was written to while it was read; run again", job.reader)
    return job._replace(data=content.data)


def _result(future: Any, job: Job) -> Answer:
    """What a worker answered, as far as it is an answer."""
    trouble = future.exception()
    if isinstance(trouble, UsageError):
        raise trouble
    if trouble is not None:
        return workers.Lost("crash", f"the machines that read it were lost: {type(trouble).__name__}")
    answer = future.result()
    future.release()
    if isinstance(answer, workers.Lost) or (isinstance(answer, rows.FileRows) and (answer.path, answer.sha256) == (job.path, job.sha256)):
        return answer
    return workers.Lost("crash", "its worker answered something else")


def _read(work: Callable[[Job], rows.FileRows], job: Job, limits: workers.Limits, code: str) -> Answer:
    """What a worker of the cluster does: has the file read by a process that it watches."""
    if reading.code() != code:
        raise UsageError("a worker of the cluster has another version of congvan; install the same everywhere")
    pool: workers.Pool[Job] | None = getattr(_of_thread, "pool", None)
    if pool is None:
        # workers of dask are daemons, which may have no children; ours end with them, see `cage`
        multiprocessing.current_process()._config.pop("daemon", None)  # type: ignore[attr-defined]
        pool = _of_thread.pool = workers.Pool(work, limits=limits, start="spawn")
    pool.limits = limits
    ((_, answer),) = pool.run(iter([job]))
    found: Answer = answer
    return found


@contextlib.contextmanager
def _client(address: str, jobs: int) -> Generator["Client"]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as trouble:
        raise UsageError("--cluster needs dask.distributed; install it with: pip install 'congvan[cluster]'") from trouble
    with contextlib.ExitStack() as stack:
        if address == LOCAL:
            how: dict[str, Any] = {"dashboard_address": None, "memory_limit": 0, "silence_logs": logging.CRITICAL}
            target: Any = stack.enter_context(LocalCluster(n_workers=jobs, threads_per_worker=1, host="127.0.0.1", **how))
            stack.enter_context(_replaced(target, jobs))
        else:
            target = address
        try:
            client = stack.enter_context(Client(target, timeout=ANSWERS_IN, set_as_default=False))
            client.wait_for_workers(1, timeout=ANSWERS_IN)
        except (OSError, TimeoutError, ValueError) as trouble:
            raise UsageError(f"{address}: no cluster answers there; start it with: dask scheduler, dask worker ADDRESS") from trouble
        yield client


@contextlib.contextmanager
def _replaced(cluster: Any, jobs: int) -> Generator[None]:
    """Starts workers anew that dask has given up: it forgets who takes longer than 15 s to come back, and nobody would be left."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(LOOK_AFTER):
            cluster.scale(jobs)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
