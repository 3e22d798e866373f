"""Which items of two lists say the same thing, judged by their words.

Words that many items share (the theme of the series) weigh little, rare ones much (tf-idf); neighbouring words
count together, too; and the opening words, which say what is to be done, count twice. Pairs are bound from the
strongest down: a matching of the greatest sum gives up a sure pair for two weak ones.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.spelling import alike

LIKELY = 0.2  # from here on two items may say the same thing: half of such pairs do
SURE = 0.28
COMMON = 0.5  # what a word weighs that stands everywhere: where items are few, nearly every word does
OPENING = 20  # syllables that say what is to be done
NEIGHBOURS = 0.3  # weight of two words that stand together


class Item(NamedTuple):
    """What is compared: words, and marks that count like a word each (`due before a day`, `led by name`)."""

    text: str
    marks: tuple[str, ...] = ()


class Pair(NamedTuple):
    """Two items that say the same thing."""

    first: int  # index in the first list
    second: int
    likeness: float  # 0..1, the cosine of their weighted words


def pairs(first: Sequence[Item], second: Sequence[Item], least: float = LIKELY) -> list[Pair]:
    """The items that belong together, each at most once, in the order of the first list."""
    bags = [_bag(item) for item in (*first, *second)]
    spread = Counter(word for bag in bags for word in bag)
    weights = {word: COMMON + math.log((1 + len(bags)) / (n + 0.5)) for word, n in spread.items()}
    vectors = [_vector(bag, weights) for bag in bags]
    found = []
    for i, mine in enumerate(vectors[: len(first)]):
        for j, theirs in enumerate(vectors[len(first) :]):
            likeness = sum(weight * theirs.get(word, 0.0) for word, weight in mine.items())
            if likeness >= least or alike(first[i].text) == alike(second[j].text):
                found.append(Pair(i, j, round(min(likeness, 1.0), 3)))
    taken: tuple[set[int], set[int]] = (set(), set())
    chosen = []
    for pair in sorted(found, key=lambda p: (-p.likeness, abs(p.first - p.second), p.first, p.second)):
        if pair.first not in taken[0] and pair.second not in taken[1]:
            taken[0].add(pair.first)
            taken[1].add(pair.second)
            chosen.append(pair)
    return sorted(chosen)


def syllables(text: str) -> list[str]:
    """The syllables and numbers of a text, folded."""
    return "".join(c if c.isalnum() else " " for c in alike(text)).split()


def _bag(item: Item) -> dict[str, float]:
    words = syllables(item.text)
    bag: defaultdict[str, float] = defaultdict(float, dict.fromkeys(item.marks, 2.0))
    for i, word in enumerate(words):
        if not word.isdecimal():  # years and item numbers change from one dispatch of a series to the next
            bag[word] += 2 if i < OPENING else 1
    for i, (one, other) in enumerate(pairwise(words)):
        if not (one.isdecimal() or other.isdecimal()):
            bag[f"{one} {other}"] += NEIGHBOURS * (2 if i < OPENING else 1)
    return bag


def _vector(bag: Mapping[str, float], weights: Mapping[str, float]) -> dict[str, float]:
    values = {word: math.sqrt(count) * max(weights[word], 0.0) for word, count in bag.items()}
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    return {word: value / length for word, value in values.items()}
