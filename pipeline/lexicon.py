"""Words of a list, found in one pass however many there are: the one door to Aho–Corasick."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.spelling import NEW_TONES, OLD_TONES, lower


class Hit(NamedTuple):
    """A word that stands in a text: its number in the list, and where."""

    word: int
    start: int
    end: int


class Lexicon:
    """A list of words, compared in lower case; the longest word that begins at a place counts."""

    def __init__(self, words: Iterable[str]) -> None:
        forms: dict[str, int] = {}
        for number, word in enumerate(words):
            for form in spellings(word):
                forms.setdefault(form, number)
        self.numbers = list(forms.values())  # of the word, by the number of its spelling
        self._automaton = AhoCorasick(list(forms), matchkind=MatchKind.LeftmostLongest)

    def hits(self, chars: str, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """The words in `chars[start:end]`, in order, not overlapping, whole words only."""
        numbers = self.numbers
        for form, first, stop in self.matches(chars, start, end):
            yield Hit(numbers[form], first, stop)

    def matches(self, chars: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, int]]:
        """The same as bare tuples, for those who are in a hurry: number of the spelling, start, end."""
        part = f" {lower(chars[start:end])} "
        base = start - 1
        return [
            (form, first + base, stop + base)
            for form, first, stop in self._automaton.find_matches_as_indexes(part)
            if not (part[first - 1].isalnum() or part[stop].isalnum())
        ]


def everywhere(words: Iterable[str]) -> Callable[[str], list[tuple[int, int, int]]]:
    """What finds all places of these words in a text, those within others too: number of the word, start, end."""
    automaton = AhoCorasick(list(words), matchkind=MatchKind.Standard)

    def find(chars: str) -> list[tuple[int, int, int]]:
        places: list[tuple[int, int, int]] = automaton.find_matches_as_indexes(chars, overlapping=True)
        return places

    return find


def spellings(word: str) -> set[str]:
    """A word in lower case, with the tone mark in either place (`ủy`, `uỷ`)."""
    forms = {word.lower()}
    for old, new in zip(OLD_TONES, NEW_TONES, strict=True):
        forms |= {form.replace(new, old) for form in forms if new in form}
        forms |= {form.replace(old, new) for form in forms if old in form}
    return forms
