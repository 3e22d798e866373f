"""How right a reading is: counts by field and file, and what they come to.

`accuracy` = right answers of all; `given` = answers that aren't null; `right_given` = right ones
among those. `precision recall f1` count over all files; `low high` are the 95 % interval of the
main figure, from 1,000 resamplings of the files.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

ROUNDS = 1000


class Row(NamedTuple):
    """The figures of one field; those that don't apply are null."""

    field: str
    n: int
    accuracy: float | None = None
    given: float | None = None
    right_given: float | None = None
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    low: float | None = None
    high: float | None = None


class Bin(NamedTuple):
    """Values whose certainty lies in `[low, high)`: how many, and what share of them is right."""

    low: float
    high: float
    n: int
    right: float


class Tally:
    """Counts of right and wrong answers."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))  # field, file
        self._sets: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self._certain: list[tuple[float, bool]] = []
        self.errors: dict[str, list[str]] = defaultdict(list)

    def value(self, field: str, got: object, want: object, *, file: str, where: str, certainty: float | None = None) -> None:
        """One answer: right where both are the same; null is no answer."""
        right, given = got == want, got is not None
        self._values[field][file].update(of=1, right=right, given=given, right_given=right and given)
        if given and certainty is not None:
            self._certain.append((certainty, right))
        if not right:
            self.errors[field].append(f"{where}: got {got!r}, want {want!r}")

    def bag(self, field: str, got: Iterable[object], want: Iterable[object], *, file: str, where: str, recall_only: bool = False) -> None:
        """A list of answers, compared as a bag; with `recall_only` what is found beyond isn't counted."""
        mine, gold = Counter(list(got)), Counter(list(want))
        missed, invented = gold - mine, Counter[object]() if recall_only else mine - gold
        self._sets[field][file].update(tp=sum((mine & gold).values()), fn=sum(missed.values()), fp=sum(invented.values()))
        self.errors[field] += [f"{where}: missed {item!r}" for item in missed] + [f"{where}: invented {item!r}" for item in invented]

    def rows(self) -> list[Row]:
        """The figures, in the order in which the fields were first seen."""
        return [self._row(field) for field in [*self._values, *self._sets]]

    def files(self) -> dict[str, list[Row]]:
        """The same for each file by itself."""
        out: dict[str, list[Row]] = defaultdict(list)
        for table, figures in ((self._values, _accuracy), (self._sets, _f1)):
            for field, by_file in table.items():
                for file, counts in by_file.items():
                    out[file].append(figures(field, counts))
        return dict(sorted(out.items()))

    def calibration(self, edges: tuple[float, ...] = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)) -> list[Bin]:
        """For each band of certainty, what share of its values is right."""
        bins = []
        for low, high in pairwise(edges):
            inside = [right for certainty, right in self._certain if low <= certainty < high]
            if inside:
                bins.append(Bin(low, min(high, 1.0), len(inside), sum(inside) / len(inside)))
        return bins

    def _row(self, field: str) -> Row:
        table, figures = (self._values, _accuracy) if field in self._values else (self._sets, _f1)
        by_file = list(table[field].values())
        row = figures(field, sum(by_file, Counter()))
        if len(by_file) < 2:
            return row
        chance = random.Random(field)  # noqa: S311 - resampling, the same in every run
        tried = []
        for _ in range(ROUNDS):
            drawn: Counter[str] = Counter()
            for counts in chance.choices(by_file, k=len(by_file)):
                drawn.update(counts)
            again = figures(field, drawn)
            tried.append(again.accuracy if again.accuracy is not None else again.f1 or 0.0)
        tried.sort()
        return row._replace(low=tried[int(ROUNDS * 0.025)], high=tried[int(ROUNDS * 0.975)])


def _accuracy(field: str, c: Counter[str]) -> Row:
    of, given = max(c["of"], 1), max(c["given"], 1)
    return Row(field, c["of"], c["right"] / of, c["given"] / of, c["right_given"] / given)


def _f1(field: str, c: Counter[str]) -> Row:
    found, wanted = c["tp"] + c["fp"], c["tp"] + c["fn"]
    precision, recall = c["tp"] / max(found, 1), c["tp"] / max(wanted, 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else float(not found and not wanted)
    return Row(field, wanted, precision=precision, recall=recall, f1=f1)
