"""Processes that do one thing at a time and may die of it: work is handed out, watched and taken back.

A worker that hangs or grows too large is killed, one that dies is replaced, and what it was doing comes back
as a `Lost`. So no input can stop the whole. What is dangerous is kept apart where starting a process is cheap
(it is forked from this one, which has everything loaded already): such a process goes on to a next question only
while all goes well, and what went wrong in one that had done others is asked again in one of its own. The rest is
done by workers that last for a thousand questions. Answers come in the order of the questions, whatever the number
of workers.
"""

import contextlib
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
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pipeline import cage

Q = TypeVar("Q")
AHEAD = 250  # answers kept for each worker while an earlier one is awaited
QUEUE = 2  # questions that a worker holds, so that it needn't wait for the next; small ones: what is sent must fit into a pipe
PATROL = 0.05  # seconds between looks at the memory of those that are busy
STARTING = 120.0  # seconds in which a worker must be ready
LARGEST_ANSWER = 64 << 20  # bytes
MEGABYTE = 1 << 20
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
    caged: int = 16  # dangerous questions that a process answers as long as nothing is wrong: the first touch of memory is dear


class Trouble(Enum):
    """What an answer says of the process that gave it."""

    NONE = 0
    DOUBT = 1  # right, but what it was asked about isn't as it should be: it is asked nothing more
    FAILURE = 2  # none: who had other questions before isn't believed


class Asked(NamedTuple, Generic[Q]):
    """A question that a worker holds."""

    number: int
    question: Q
    seconds: float


@dataclass(slots=True)
class _Worker(Generic[Q]):
    process: BaseProcess
    line: Connection
    caged: bool  # for what is dangerous: one question at a time
    since: float  # when it began with the first of its questions, or was started
    ready: bool = False
    left: int = 0  # questions until it is replaced
    given: int = 0  # questions that it has had
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
    trouble: Callable[[Any], Trouble] | None = None,
) -> Generator[tuple[Q, Any]]:
    """Each question with its answer, or with a `Lost`, in the order of the questions.

    `work` is a function of a module, so that a spawned process finds it. An exception that it raises
    is a fault of ours: it comes back as `Lost("crash", …)` with its text. `alone` says which questions
    are dangerous, `longer` how many seconds a question is given beyond the limit, `trouble` what an answer
    says of the one who gave it; without it each dangerous question gets a process of its own.
    """
    pool = Pool(work, jobs=jobs, limits=limits, start=start, alone=alone, longer=longer, trouble=trouble)
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
        trouble: Callable[[Any], Trouble] | None = None,
    ) -> None:
        self.work, self.limits, self.how = work, limits or Limits(), context(start)
        self.forks = self.how.get_start_method() == "fork"
        self.alone = alone if self.forks else None  # where starting takes a second, the watch has to do
        self.longer, self.trouble = longer, trouble
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
                if not self._give(waiting):
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
                cage.kill(worker.process)
        for worker in self.workers:
            worker.process.join(0.5)
            if worker.process.is_alive():
                cage.kill(worker.process)
                worker.process.join()
        self.workers.clear()

    def _give(self, asked: Asked[Q], *, fresh: bool = False) -> bool:
        """Hands a question to a worker, or to a process that has done nothing else and won't; false where none is free."""
        busy = sum(bool(worker.queue) for worker in self.workers)
        if fresh or (self.alone and self.alone(asked.question)):
            if busy >= self.jobs:
                return False
            idle = [] if fresh else [worker for worker in self.workers if worker.caged and not worker.queue]
            self._ask(idle[0] if idle else self._begin(caged=True, left=1 if fresh or not self.trouble else self.limits.caged), asked)
            return True
        lasting = [worker for worker in self.workers if not worker.caged]
        for worker in [worker for worker in lasting if not worker.left and not worker.queue]:
            self._end(worker)
            lasting.remove(worker)
        free = [worker for worker in lasting if worker.left and len(worker.queue) < QUEUE and (worker.queue or busy < self.jobs)]
        idle = [worker for worker in free if not worker.queue]
        if not idle and busy < self.jobs and len(lasting) < self.jobs:
            idle = [self._begin(caged=False, left=self.limits.recycle)]
        chosen = idle or free
        if not chosen:
            return False
        self._ask(min(chosen, key=lambda worker: len(worker.queue)), asked)
        return True

    def _begin(self, *, caged: bool, left: int) -> _Worker[Q]:
        here, there = self.how.Pipe()
        lines = [worker.line for worker in self.workers] + [here]  # a forked child must not keep the others' lines open
        process = self.how.Process(  # type: ignore[attr-defined]
            target=_serve, args=(self.work, there, self.limits.megabytes, lines if self.forks else []), daemon=True
        )
        with _uninterrupted():
            process.start()
        there.close()
        worker: _Worker[Q] = _Worker(process, here, caged, time.monotonic(), left=left)
        self.workers.append(worker)
        return worker

    def _ask(self, worker: _Worker[Q], asked: Asked[Q]) -> None:
        if not worker.queue and worker.ready:
            worker.since = time.monotonic()
        worker.queue.append(asked)
        worker.left -= 1
        worker.given += 1
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
        size, resident = cage.memory(worker.process.pid)
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
        lost = isinstance(answer, Lost)  # out of memory: what is left of the worker isn't to be trusted
        trouble = Trouble.FAILURE if lost else self.trouble(answer) if worker.caged and self.trouble else Trouble.NONE
        if trouble is Trouble.FAILURE and worker.caged and worker.given > 1:
            self.again.append(asked)
        else:
            self.done[asked.number] = (asked.question, answer)
        if lost or (worker.caged and (trouble is not Trouble.NONE or not worker.left)):
            self._take_back(worker)
            self._end(worker)

    def _lost(self, worker: _Worker[Q], why: Lost | None = None) -> None:
        """Ends a worker that died or has to; what it was at is asked once more where it may not have been its fault."""
        asked = worker.queue.popleft() if worker.queue else None
        self._take_back(worker)
        self._end(worker, dead=True)
        if asked is None:
            return
        if worker.caged and worker.given > 1:
            self.again.append(asked)
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
            cage.kill(worker.process)
        worker.process.join(1.0)
        if worker.process.is_alive():
            cage.kill(worker.process)
            worker.process.join()


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


def _serve(work: Callable[[Any], Any], line: Connection, megabytes: int, others: list[Connection]) -> None:
    """What a worker does until its line is closed."""
    for other in others:
        other.close()
    cage.enter(megabytes)
    with contextlib.suppress(OSError):
        line.send(cage.memory(os.getpid()))
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
