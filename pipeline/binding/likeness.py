"""When two readings may mean one thing: numbers in two spellings, dates of two precisions, titles in two wordings."""

from collections.abc import Mapping, Set
from functools import lru_cache
from typing import NamedTuple

from pipeline.spelling import alike, plain

SYMBOL = 4  # letters and digits of a symbol that tell something
FULL = 10  # characters of a date with its day
SHARED_WORDS = 0.6  # of all words of two titles, for them to be one title
FEW_WORDS = 4  # a title of fewer proves nothing
LINKING = frozenset(("về", "và", "của", "các", "trong", "vào", "ở", "trên"))  # words that tell no name from another
OTHER_WORDS = 0.34  # of all words of two titles, below which they are two titles


class Number(NamedTuple):
    """A key for comparison."""

    number: str  # no leading zeros: 1, 30c, 66.18
    symbol: str  # letters and digits alone, no diacritics: khubnd, cttw, 2025qdttg; empty for a bare number


@lru_cache(maxsize=1 << 16)
def number_of(key: str) -> Number:
    """A key without what two spellings of it differ in: leading zeros, case, strokes, blanks, đ for d."""
    ends = next((i for i, c in enumerate(key) if c in "/-"), len(key))
    number = key[:ends].strip().lstrip("0").lower()
    return Number(number or "0", "".join(c for c in plain(key[ends:]) if c.isalnum()))


def one_slip(a: str, b: str) -> bool:
    """Whether one letter more, less or other makes the one of the other."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    if len(a) > len(b):
        a, b = b, a
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[i:] == b[i + 1 :] or a[i + 1 :] == b[i + 1 :]


def cut_short(a: str, b: str) -> bool:
    """Whether one symbol is the beginning of the other: `2025qh` of `2025qh15`."""
    return a != b and min(len(a), len(b)) >= SYMBOL and (a.startswith(b) or b.startswith(a))


def dates_agree(a: str | None, b: str | None) -> bool:
    """Whether two dates of whatever precision may be one."""
    return not a or not b or a.startswith(b) or b.startswith(a)


def date_slip(a: str, b: str) -> bool:
    """Whether two full dates differ as a slip of the pen makes them: in one digit, by one day, or with day and month exchanged."""
    swapped = f"{b[:4]}-{b[8:]}-{b[5:7]}"
    if a == swapped or sum(x != y for x, y in zip(a, b, strict=True)) == 1:
        return True
    return a[:7] == b[:7] and a[8:].isdigit() and b[8:].isdigit() and abs(int(a[8:]) - int(b[8:])) == 1


@lru_cache(maxsize=1 << 14)
def title_words(title: str) -> frozenset[str]:
    """The words of a title, folded."""
    return frozenset("".join(c if c.isalnum() else " " for c in plain(title)).split())


def titles_agree(a: Set[str], b: Set[str]) -> bool:
    """Whether the words of two titles are mostly the same, and enough to tell."""
    return len(a) >= FEW_WORDS and len(b) >= FEW_WORDS and len(a & b) >= SHARED_WORDS * len(a | b)


def titles_differ(a: Set[str], b: Set[str]) -> bool:
    """Whether two titles are long enough to tell, and say different things; one may be the beginning of the other."""
    return len(a) >= FEW_WORDS and len(b) >= FEW_WORDS and len(a & b) < OTHER_WORDS * min(len(a), len(b))


@lru_cache(maxsize=1 << 14)
def fold_name(name: str) -> str:
    """A proper name for comparison: case, dashes, blanks and outer punctuation don't count."""
    folded = " ".join(alike(name).replace("-", " - ").split())
    return folded.strip(" .,;:\"'()*")


def bare_name(name: str, shortened: Mapping[str, str]) -> str:
    """A proper name without the words and marks that only link: those who cite one rarely keep them. `shortened`: abbreviations."""
    words = " ".join(shortened.get(word, word) for word in fold_name(name).split())
    return " ".join(word for word in words.replace(",", " ").replace('"', " ").split() if word not in LINKING)


def slug(name: str, length: int = 80) -> str:
    """A name as part of an id: `luat_binh_dang_gioi`."""
    return "_".join("".join(c if c.isalnum() else " " for c in plain(name)).split())[:length]
