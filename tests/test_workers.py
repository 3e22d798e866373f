import os
import time
from typing import Any

import pytest

from pipeline import workers
from pipeline.workers import Limits, Lost, Trouble


def double(question: object) -> object:
    """What the workers of these tests do: mostly the double of a number."""
    match question:
        case int(number):
            return number * 2
        case "raise":
            raise KeyError("what is asked")
        case "exit":
            os._exit(3)
        case "kill":
            os.kill(os.getpid(), 9)
        case "hang":
            time.sleep(60)
        case "fill":
            return len(bytearray(1 << 33))
        case ("wait", float(seconds)):
            time.sleep(seconds)
            return seconds
        case "who":
            return os.getpid()
    return question


STARTS = ["fork", "spawn"] if hasattr(os, "fork") else ["spawn"]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_answers_come_in_order(start: str, jobs: int) -> None:
    questions = [("wait", 0.05), *range(40)]
    found = list(workers.answers(double, questions, jobs=jobs, start=start))
    assert [question for question, _ in found] == questions
    assert [answer for _, answer in found[1:]] == [2 * n for n in range(40)]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize(
    ("question", "code", "words"),
    [
        ("raise", "crash", "KeyError: 'what is asked' (tests/test_workers.py:"),
        ("exit", "crash", "(exit 3), twice"),
        ("kill", "crash", "(exit -9), twice"),
        ("hang", "timeout", "not read within 0.5 s"),
    ],
)
def test_what_a_worker_dies_of_is_told(start: str, question: str, code: str, words: str) -> None:
    found = dict(workers.answers(double, [1, question, 2, 3], jobs=2, limits=Limits(seconds=0.5), start=start))
    lost = found[question]
    assert isinstance(lost, Lost)
    assert lost.code == code
    assert words in lost.message
    assert (found[1], found[2], found[3]) == (2, 4, 6)


def test_counts_are_exact_among_many_troubles() -> None:
    questions = [["raise", "exit", "hang"][n % 3] if n % 20 == 0 else n for n in range(200)]
    found = list(workers.answers(double, questions, jobs=2, limits=Limits(seconds=0.3)))
    codes = [answer.code for _, answer in found if isinstance(answer, Lost)]
    assert sorted(codes) == ["crash"] * 7 + ["timeout"] * 3
    assert [answer for question, answer in found if isinstance(question, int)] == [2 * n for n in range(200) if n % 20]


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="memory can't be limited here")  # noqa: PTH110
def test_memory_is_limited() -> None:
    found = dict(workers.answers(double, ["fill", 1], limits=Limits(megabytes=256)))
    assert isinstance(found["fill"], Lost)
    assert found["fill"].code == "memory"
    assert found[1] == 2


def test_workers_are_replaced() -> None:
    found = [answer for _, answer in workers.answers(double, ["who"] * 6, limits=Limits(recycle=2))]
    assert len(set(found)) == 3
    assert os.getpid() not in found


def test_no_more_is_asked_than_can_be_kept() -> None:
    asked = []

    def questions() -> object:
        for n in range(1000):
            asked.append(n)
            yield n

    answers = workers.answers(double, questions(), jobs=2)  # type: ignore[arg-type]
    next(answers)
    assert len(asked) <= 2 * workers.AHEAD + 1
    answers.close()


def test_leaving_early_ends_the_workers() -> None:
    answers = workers.answers(double, ["who", "hang", "hang"], jobs=2)
    _, worker = next(answers)
    began = time.monotonic()
    answers.close()
    assert time.monotonic() - began < 5
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


@pytest.mark.skipif("fork" not in STARTS, reason="needs fork")
def test_what_is_dangerous_has_a_process_of_its_own() -> None:
    questions = [("who", n) for n in range(20)]
    found = list(workers.answers(own_process, questions, jobs=2, alone=lambda question: question[1] % 2 == 0))
    of_even = [answer for (_, n), answer in found if n % 2 == 0]
    of_odd = [answer for (_, n), answer in found if n % 2]
    assert len(set(of_even)) == 10
    assert len(set(of_odd)) <= 2
    assert not set(of_even) & set(of_odd)
    assert [question for question, _ in found] == questions


def own_process(_: tuple[str, int]) -> int:
    return os.getpid()


def grow(_: int) -> int:
    """Takes more and more memory, a little at a time."""
    kept = []
    for _ in range(400):
        kept.append(bytearray(b"x" * (1 << 20)))
        time.sleep(0.005)
    return len(kept)


@pytest.mark.skipif("fork" not in STARTS, reason="needs fork")
def test_who_grows_is_stopped_where_the_system_has_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.workers.cage.enter", lambda _: None)
    ((_, lost),) = workers.answers(grow, [1], limits=Limits(megabytes=100))
    assert isinstance(lost, Lost)
    assert lost.code == "memory"


def test_some_are_given_longer() -> None:
    found = list(workers.answers(double, [("wait", 0.6), ("wait", 0.7)], limits=Limits(seconds=0.3), longer=lambda q: 5 * (q[1] > 0.6)))
    assert [getattr(answer, "code", answer) for _, answer in found] == ["timeout", 0.7]


def spoken(question: tuple[str, int]) -> tuple[str, int]:
    """What was said, and by whom; who was told to die, to hang or to fill the memory does so unless it is the first thing that it does."""
    fresh = not SAID
    SAID.append(question)
    what = question[0]
    if not fresh or question[1] < 0:
        if what == "exit":
            os._exit(3)
        if what == "hang":
            time.sleep(60)
        if what == "fill":
            bytearray(1 << 33)
    return ("failed" if what == "spoilt" and not fresh else what), os.getpid()


SAID: list[object] = []  # by this process


def of(answer: tuple[str, int]) -> Trouble:
    return {"failed": Trouble.FAILURE, "odd": Trouble.DOUBT}.get(answer[0], Trouble.NONE)


def caged(whats: list[str], **limits: float) -> list[Any]:
    questions = [(what.strip("!"), -1 if "!" in what else n) for n, what in enumerate(whats)]
    made = Limits(megabytes=256, **limits)  # type: ignore[arg-type]
    found = list(workers.answers(spoken, questions, limits=made, alone=lambda _: True, trouble=of))
    assert [question for question, _ in found] == questions
    return [answer for _, answer in found]


@pytest.mark.skipif("fork" not in STARTS, reason="needs fork")
def test_what_is_dangerous_shares_a_process_while_all_goes_well() -> None:
    pids = [pid for _, pid in caged(["fine"] * 10, caged=4)]
    assert [len(set(pids[n : n + 4])) for n in (0, 4, 8)] == [1, 1, 1]
    assert len(set(pids)) == 3


@pytest.mark.skipif("fork" not in STARTS, reason="needs fork")
def test_who_answered_something_odd_is_asked_nothing_more() -> None:
    (_, a), (_, b), (_, c), (_, d) = caged(["fine", "odd", "fine", "fine"])
    assert a == b != c == d


@pytest.mark.skipif("fork" not in STARTS, reason="needs fork")
@pytest.mark.parametrize("what", ["spoilt", "exit", "hang", "fill"])
def test_what_goes_wrong_after_others_is_asked_again_alone(what: str) -> None:
    first, again, last = caged(["fine", what, "fine"], seconds=0.5)
    assert again[0] == what
    assert len({first[1], again[1], last[1]}) == 3


@pytest.mark.skipif("fork" not in STARTS, reason="needs fork")
@pytest.mark.parametrize(("what", "code"), [("exit", "crash"), ("hang", "timeout"), ("fill", "memory")])
def test_what_goes_wrong_alone_is_lost(what: str, code: str) -> None:
    _, lost, last = caged(["fine", what + "!", "fine"], seconds=0.5)
    assert isinstance(lost, Lost)
    assert lost.code == code
    assert last[0] == "fine"
