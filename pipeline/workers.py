"""Processes that do one thing at a time and may die of it: work is handed out, watched and taken back.

A worker that hangs or grows too large is killed, one that dies is replaced, and what it was doing comes back
as a `Lost`. So no input can stop the whole. What is dangerous gets a process of its own where starting one is
cheap (it is forked from this one, which has everything loaded already); the rest is done by workers that last
for a thousand questions. Answers come in the order of the questions, whatever the number of workers.
"""

import contextlib
import mmap
import multiprocessing
import os
import pickle
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import psutil

from pipeline import cage

Q = TypeVar("Q")
AHEAD = 250  # answers kept for each worker while an earlier one is awaited
QUEUE = 2  # questions that a worker holds, so that it needn't wait for the next; small ones: what is sent must fit into a pipe
PATROL = 0.05  # seconds between looks at the memory of those that are busy
STARTING = 120.0  # seconds in which a worker must be ready
LARGEST_ANSWER = 64 << 20  # bytes
MEGABYTE = 1 << 20
PAGE = mmap.PAGESIZE  # bytes
MEMORY = "reading it takes more memory than it may; give it more with --file-memory"


class Lost(NamedTuple):
    """No answer: the worker that was asked died (`crash`), ran out of memory (`memory`) or of time (`timeout`)."""

    code: str
    message: str


class Limits(NamedTuple):
    """What one question may cost."""

    seconds: float = 120.0
    megabytes: int = 0  # of memory, beyond what the worker starts with; 0 = no limit
    recycle: int = 1000  # questions after which a worker is replaced by a fresh one


class Asked(NamedTuple, Generic[Q]):
    """A question that a worker holds."""

    number: int
    question: Q
    seconds: float


@dataclass(slots=True)
class _Worker(Generic[Q]):
    process: BaseProcess
    line: Connection
    alone: bool  # has one question, and ends after it
    since: float  # when it began with the first of its questions, or was started
    ready: bool = False
    left: int = 0  # questions until it is replaced
    queue: deque[Asked[Q]] = field(default_factory=deque)
    start: tuple[int, int] = (0, 0)  # bytes that it took when it was ready: of address space, of memory
    grown: int = 0  # the most that its address space grew by, as far as anybody looked


def context(start: str | None = None) -> BaseContext:
    """How processes are started: forked from this one on Linux, where that is safe and takes 3 ms; spawned elsewhere.

    CONGVAN_START (`fork`, `spawn`, `forkserver`) overrides it, for tests of the other way.
    """
    start = start or os.environ.get("CONGVAN_START") or ("fork" if sys.platform == "linux" else "spawn")
    return multiprocessing.get_context(start)


def answers(
    work: Callable[[Q], Any],
    questions: Iterable[Q],
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    start: str | None = None,
    alone: Callable[[Q], bool] | None = None,
    longer: Callable[[Q], float] | None = None,
) -> Generator[tuple[Q, Any]]:
    """Each question with its answer, or with a `Lost`, in the order of the questions.

    `work` is a function of a module, so that a spawned process finds it. An exception that it raises
    is a fault of ours: it comes back as `Lost("crash", …)` with its text. `alone` says which questions
    get a process of their own, `longer` how many seconds a question is given beyond the limit.
    """
    pool = Pool(work, jobs=jobs, limits=limits, start=start, alone=alone, longer=longer)
    try:
        yield from pool.run(iter(questions))
    finally:
        pool.close()


class Pool(Generic[Q]):
    """Workers that are kept between one run of questions and the next; `close` ends them."""

    def __init__(
        self,
        work: Callable[[Q], Any],
        *,
        jobs: int = 1,
        limits: Limits | None = None,
        start: str | None = None,
        alone: Callable[[Q], bool] | None = None,
        longer: Callable[[Q], float] | None = None,
    ) -> None:
        self.work, self.limits, self.how = work, limits or Limits(), context(start)
        self.forks = self.how.get_start_method() == "fork"
        self.alone = alone if self.forks else None  # where starting takes a second, the watch has to do
        self.longer = longer
        self.jobs = max(jobs, 1)
        self.workers: list[_Worker[Q]] = []
        self.done: dict[int, tuple[Q, Any]] = {}
        self.again: deque[Asked[Q]] = deque()  # went down with a worker: asked once more, alone in a fresh one
        self.tried: set[int] = set()
        self.patrolled = 0.0

    def run(self, questions: Iterator[Q]) -> Generator[tuple[Q, Any]]:
        """What `answers` gives."""
        self.tried.clear()
        given = due = 0
        waiting: Asked[Q] | None = None  # the next question, where no worker is free for it
        more = True
        while more or waiting or due < given:
            while self.again and self._give(self.again[0], fresh=True):
                self.again.popleft()
            while more and given - due < AHEAD * self.jobs:
                if waiting is None:
                    try:
                        question = next(questions)
                    except StopIteration:
                        more = False
                        break
                    waiting = Asked(given, question, self.limits.seconds + (self.longer(question) if self.longer else 0.0))
                if not self._give(waiting, fresh=bool(self.alone and self.alone(waiting.question))):
                    break
                given, waiting = given + 1, None
            if due not in self.done and due < given:
                self._listen()
            while due in self.done:
                yield self.done.pop(due)
                due += 1

    def close(self) -> None:
        """Ends the workers, whatever they are at."""
        for worker in self.workers:
            worker.line.close()
            if worker.queue:
                _kill(worker.process)
        for worker in self.workers:
            worker.process.join(0.5)
            if worker.process.is_alive():
                _kill(worker.process)
                worker.process.join()
        self.workers.clear()

    def _give(self, asked: Asked[Q], *, fresh: bool) -> bool:
        """Hands a question to a worker; false where none is free."""
        busy = sum(bool(worker.queue) for worker in self.workers)
        if fresh:
            if busy >= self.jobs:
                return False
            self._ask(self._begin(alone=True), asked)
            return True
        lasting = [worker for worker in self.workers if not worker.alone]
        for worker in [worker for worker in lasting if not worker.left and not worker.queue]:
            self._end(worker)
            lasting.remove(worker)
        free = [worker for worker in lasting if worker.left and len(worker.queue) < QUEUE and (worker.queue or busy < self.jobs)]
        idle = [worker for worker in free if not worker.queue]
        if not idle and busy < self.jobs and len(lasting) < self.jobs:
            idle = [self._begin(alone=False)]
        chosen = idle or free
        if not chosen:
            return False
        self._ask(min(chosen, key=lambda worker: len(worker.queue)), asked)
        return True

    def _begin(self, *, alone: bool) -> _Worker[Q]:
        here, there = self.how.Pipe()
        lines = [worker.line for worker in self.workers] + [here]  # a forked child must not keep the others' lines open
        process = self.how.Process(  # type: ignore[attr-defined]
            target=_serve, args=(self.work, there, self.limits.megabytes, lines if self.forks else []), daemon=True
        )
        with _uninterrupted():
            process.start()
        there.close()
        worker: _Worker[Q] = _Worker(process, here, alone, time.monotonic(), left=1 if alone else self.limits.recycle)
        self.workers.append(worker)
        return worker

    def _ask(self, worker: _Worker[Q], asked: Asked[Q]) -> None:
        if not worker.queue and worker.ready:
            worker.since = time.monotonic()
        worker.queue.append(asked)
        worker.left -= 1
        try:
            worker.line.send(asked.question)
        except OSError:
            self._lost(worker)

    def _listen(self) -> None:
        busy = [worker for worker in self.workers if worker.queue]
        if not busy:
            return
        first = min(self._until(worker) for worker in busy)
        pause = max(min(first - time.monotonic(), PATROL), 0.0)
        ready = set(map(id, wait([worker.line for worker in busy], pause)))
        now = time.monotonic()
        for worker in busy:
            if id(worker.line) in ready:
                self._hear(worker)
            elif now >= self._until(worker):
                seconds = worker.queue[0].seconds if worker.ready else STARTING
                self._lost(worker, Lost("timeout", f"not read within {seconds:g} s; give it more with --file-seconds"))
        if now - self.patrolled >= PATROL:
            self.patrolled = now
            for worker in [worker for worker in busy if worker.queue and worker.ready]:
                self._look_at(worker)

    def _until(self, worker: _Worker[Q]) -> float:
        return worker.since + (worker.queue[0].seconds if worker.ready else STARTING)

    def _look_at(self, worker: _Worker[Q]) -> None:
        """Kills a worker that has grown too large, where the system doesn't see to it."""
        size, resident = _memory(worker.process.pid)
        worker.grown = max(worker.grown, size - worker.start[0])
        if self.limits.megabytes and resident - worker.start[1] > self.limits.megabytes * MEGABYTE:
            self._lost(worker, Lost("memory", MEMORY))

    def _hear(self, worker: _Worker[Q]) -> None:
        try:
            content = worker.line.recv_bytes()
        except (EOFError, OSError):
            self._lost(worker)
            return
        if not worker.ready:
            worker.ready, worker.since = True, time.monotonic()
            worker.start = pickle.loads(content)  # noqa: S301 - from our own process
            return
        answer = pickle.loads(content)  # noqa: S301
        asked = worker.queue.popleft()
        worker.since = time.monotonic()
        self.done[asked.number] = (asked.question, answer)
        if isinstance(answer, Lost):  # out of memory: what is left of it isn't to be trusted
            self._take_back(worker)
            self._end(worker)
        elif worker.alone:
            self._end(worker)

    def _lost(self, worker: _Worker[Q], why: Lost | None = None) -> None:
        """Ends a worker that died or has to; what it was at is asked once more where it may not have been its fault."""
        asked = worker.queue.popleft() if worker.queue else None
        self._take_back(worker)
        self._end(worker, dead=True)
        if asked is None:
            return
        if why is None:
            how = worker.process.exitcode
            if self.limits.megabytes and worker.grown > 0.8 * self.limits.megabytes * MEGABYTE:
                why = Lost("memory", MEMORY)
            elif asked.number in self.tried:
                why = Lost("crash", f"reading it ended the process that read it (exit {how}), twice")
            else:
                self.tried.add(asked.number)
                self.again.append(asked)
                return
        self.done[asked.number] = (asked.question, why)

    def _take_back(self, worker: _Worker[Q]) -> None:
        """What a worker held beside the question that it was at, and has no part in its end."""
        self.again.extend(worker.queue)
        worker.queue.clear()

    def _end(self, worker: _Worker[Q], *, dead: bool = False) -> None:
        self.workers.remove(worker)
        worker.line.close()
        if dead:
            _kill(worker.process)
        worker.process.join(1.0)
        if worker.process.is_alive():
            _kill(worker.process)
            worker.process.join()


def _memory(process: int | None) -> tuple[int, int]:
    """Bytes that a process takes: of address space, of memory; none where it has ended."""
    if sys.platform == "linux":  # at a twentieth of the cost: a busy run looks twenty times a second
        try:
            with open(f"/proc/{process}/statm", "rb", buffering=0) as pages:  # noqa: PTH123
                size, resident, *_ = map(int, pages.read(80).split())
        except (OSError, ValueError):
            return 0, 0
        return size * PAGE, resident * PAGE
    with contextlib.suppress(psutil.Error):
        memory = psutil.Process(process).memory_info()
        return memory.vms, memory.rss
    return 0, 0


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keeps Ctrl-C waiting: whoever is started meanwhile never hears of it, and says nothing on the terminal."""
    mask = getattr(signal, "pthread_sigmask", None)  # not on Windows
    before = mask(signal.SIG_BLOCK, {signal.SIGINT}) if mask else None
    try:
        yield
    finally:
        if mask:
            mask(signal.SIG_SETMASK, before)


def _kill(process: BaseProcess) -> None:
    """Ends a process and whatever it has started."""
    family: list[psutil.Process] = []
    with contextlib.suppress(psutil.Error):
        family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    for member in family:
        with contextlib.suppress(psutil.Error):
            member.kill()


def _serve(work: Callable[[Any], Any], line: Connection, megabytes: int, others: list[Connection]) -> None:
    """What a worker does until its line is closed."""
    for other in others:
        other.close()
    cage.enter(megabytes)
    with contextlib.suppress(OSError):
        line.send(_memory(os.getpid()))
    while True:
        try:
            question = line.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            content = pickle.dumps(_answer(work, question), pickle.HIGHEST_PROTOCOL)
            if len(content) > LARGEST_ANSWER:
                content = pickle.dumps(Lost("limit", f"what it says takes more than {LARGEST_ANSWER >> 20} MB; split it and run again"))
        except MemoryError:
            content = pickle.dumps(Lost("memory", MEMORY))
        except KeyboardInterrupt:
            return
        try:
            line.send_bytes(content)
        except (OSError, KeyboardInterrupt):
            return


def _answer(work: Callable[[Any], Any], question: Any) -> Any:
    try:
        return work(question)
    except MemoryError:
        return Lost("memory", MEMORY)
    except Exception as trouble:  # whatever a library raises, the run goes on and the file becomes a row
        frame = traceback.extract_tb(trouble.__traceback__)[-1]
        if _is_memory(trouble):
            return Lost("memory", MEMORY)
        return Lost("crash", f"{type(trouble).__name__}: {str(trouble)[:200]} ({'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno})")


def _is_memory(trouble: BaseException | None) -> bool:
    """Whether want of memory is behind an error that a library made of it."""
    for _ in range(8):
        if trouble is None or isinstance(trouble, MemoryError):
            break
        trouble = trouble.__cause__ or trouble.__context__
    return isinstance(trouble, MemoryError)
