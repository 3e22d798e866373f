"""Processes that do one thing at a time and may die of it: work is handed out, watched and taken back.

A worker that hangs is killed, one that dies is replaced, and what it was doing comes back as a `Lost`.
So no input can stop the whole. Answers come in the order of the questions, whatever the number of workers.
"""

import multiprocessing
import os
import sys
import threading
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

Q = TypeVar("Q")
AHEAD = 32  # answers kept for each worker while an earlier one is awaited
MEGABYTE = 1 << 20


class Lost(NamedTuple):
    """No answer: the worker that was asked died (`crash`), ran out of memory (`memory`) or of time (`timeout`)."""

    code: str
    message: str


class Limits(NamedTuple):
    """What one question may cost."""

    seconds: float = 120.0
    megabytes: int = 0  # of memory, beyond what the worker starts with; 0 = no limit
    recycle: int = 1000  # questions after which a worker is replaced by a fresh one


@dataclass(slots=True)
class _Worker(Generic[Q]):
    process: BaseProcess
    line: Connection
    asked: int = 0
    index: int | None = None  # of the question it is at
    question: Q | None = None
    since: float = field(default=0.0)


def context(start: str | None = None) -> BaseContext:
    """How processes are started: forked from this one on Linux, where that is safe and takes 3 ms; spawned elsewhere.

    CONGVAN_START (`fork`, `spawn`, `forkserver`) overrides it, for tests of the other way.
    """
    start = start or os.environ.get("CONGVAN_START") or ("fork" if sys.platform == "linux" else "spawn")
    return multiprocessing.get_context(start)


def answers(
    work: Callable[[Q], Any], questions: Iterable[Q], *, jobs: int = 1, limits: Limits | None = None, start: str | None = None
) -> Generator[tuple[Q, Any]]:
    """Each question with its answer, or with a `Lost`, in the order of the questions.

    `work` is a function of a module, so that a spawned process finds it. An exception that it raises
    is a fault of ours: it comes back as `Lost("crash", …)` with its text.
    """
    pool = _Pool(work, jobs, limits or Limits(), context(start))
    try:
        yield from pool.run(iter(questions))
    finally:
        pool.close()


class _Pool(Generic[Q]):
    def __init__(self, work: Callable[[Q], Any], jobs: int, limits: Limits, how: BaseContext) -> None:
        self.work, self.limits, self.how = work, limits, how
        self.size = max(jobs, 1)
        self.workers: list[_Worker[Q]] = []
        self.done: dict[int, tuple[Q, Any]] = {}
        self.again: deque[tuple[int, Q]] = deque()  # went down with a worker: asked once more, alone in a fresh one
        self.tried: set[int] = set()

    def run(self, questions: Iterator[Q]) -> Generator[tuple[Q, Any]]:
        given = due = 0
        more = True
        while more or due < given:
            while more and given - due < AHEAD * self.size and (idle := self._idle()):
                try:
                    question = next(questions)
                except StopIteration:
                    more = False
                    break
                self._ask(idle, given, question)
                given += 1
            while self.again and (idle := self._idle()):
                self._ask(idle, *self.again.popleft())
            if due not in self.done and due < given:
                self._listen()
            while due in self.done:
                yield self.done.pop(due)
                due += 1

    def close(self) -> None:
        for worker in self.workers:
            worker.line.close()
        for worker in self.workers:
            worker.process.join(0.2)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self.workers.clear()

    def _idle(self) -> _Worker[Q] | None:
        for worker in self.workers:
            if worker.index is None:
                if worker.asked < self.limits.recycle:
                    return worker
                self._end(worker)
                break
        return self._begin() if len(self.workers) < self.size else None

    def _begin(self) -> _Worker[Q]:
        here, there = self.how.Pipe()
        lines = [worker.line for worker in self.workers] + [here]  # a forked child must not keep the others' lines open
        forked = self.how.get_start_method() == "fork"
        process = self.how.Process(  # type: ignore[attr-defined]
            target=_serve, args=(self.work, there, self.limits.megabytes, lines if forked else []), daemon=True
        )
        process.start()
        there.close()
        worker: _Worker[Q] = _Worker(process, here)
        self.workers.append(worker)
        return worker

    def _ask(self, worker: _Worker[Q], index: int, question: Q) -> None:
        worker.index, worker.question, worker.since = index, question, time.monotonic()
        worker.asked += 1
        try:
            worker.line.send(question)
        except OSError:
            self._lost(worker, "crash", "")

    def _listen(self) -> None:
        busy = [worker for worker in self.workers if worker.index is not None]
        if not busy:
            return
        first = min(worker.since for worker in busy) + self.limits.seconds
        ready = set(map(id, wait([worker.line for worker in busy], max(first - time.monotonic(), 0.0))))
        now = time.monotonic()
        for worker in busy:
            if id(worker.line) in ready:
                self._hear(worker)
            elif now - worker.since >= self.limits.seconds:
                self._lost(worker, "timeout", f"not read within {self.limits.seconds:g} s; give it more with --file-seconds")

    def _hear(self, worker: _Worker[Q]) -> None:
        try:
            answer = worker.line.recv()
        except (EOFError, OSError):
            self._lost(worker, "crash", "")
            return
        self._answer(worker.index, worker.question, answer)
        worker.index = worker.question = None
        if isinstance(answer, Lost):  # out of memory: what is left of it isn't to be trusted
            self._end(worker)

    def _lost(self, worker: _Worker[Q], code: str, message: str) -> None:
        index, question = worker.index, worker.question
        self._end(worker)
        if index is None or question is None:
            return
        if code == "crash" and index not in self.tried:
            self.tried.add(index)
            self.again.append((index, question))
            return
        how = worker.process.exitcode
        self._answer(index, question, Lost(code, message or f"reading it ended the process that read it (exit {how}), twice"))

    def _answer(self, index: int | None, question: Q | None, answer: Any) -> None:
        if index is not None and question is not None:
            self.done[index] = (question, answer)

    def _end(self, worker: _Worker[Q]) -> None:
        self.workers.remove(worker)
        worker.line.close()
        if worker.index is not None:
            worker.process.kill()
        worker.process.join(1.0)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _serve(work: Callable[[Any], Any], line: Connection, megabytes: int, others: list[Connection]) -> None:
    """What a worker does until its line is closed."""
    for other in others:
        other.close()
    threading.Thread(target=_follow, daemon=True).start()
    _limit_memory(megabytes)
    while True:
        try:
            question = line.recv()
        except (EOFError, OSError):
            return
        except KeyboardInterrupt:
            return
        try:
            answer = work(question)
        except KeyboardInterrupt:
            return
        except MemoryError:
            answer = Lost("memory", "reading it takes more memory than it may; give it more with --file-memory")
        except Exception as trouble:  # whatever a library raises, the run goes on and the file becomes a row
            frame = traceback.extract_tb(trouble.__traceback__)[-1]
            answer = Lost("crash", f"{type(trouble).__name__}: {str(trouble)[:200]} ({Path(frame.filename).name}:{frame.lineno})")
        try:
            line.send(answer)
        except (BrokenPipeError, KeyboardInterrupt):
            return


def _follow() -> None:
    """Ends this process when the one that started it has ended, however it did."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_memory(megabytes: int) -> None:
    """Lets this process grow by so much and no more, where the system knows how."""
    try:
        import resource
    except ImportError:  # Windows: there the time limit has to do
        return
    if megabytes:
        try:
            with open("/proc/self/statm", encoding="ascii") as pages:  # noqa: PTH123
                size = int(pages.read().split()[0]) * resource.getpagesize()
        except OSError:
            size = 512 * MEGABYTE
        limit = size + megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
