"""Words of a list, found in one pass however many there are: the one door to Aho–Corasick."""

from collections.abc import Callable, Iterable

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, MatchKind

from pipeline.codepage import CODES, PAGE, encode
from pipeline.pattern import encoded
from pipeline.spelling import NEW_TONES, OLD_TONES, lower

SMALL = bytes(CODES.get(ord(lower(char)), code) for code, char in enumerate(PAGE))  # of every byte, the lower case
INSIDE = [char.isalnum() for char in PAGE]  # whether no word ends beside a byte


class Lexicon:
    """A list of words, compared in lower case; the longest that begins at a place counts. They are looked for in what RE2 reads."""

    def __init__(self, words: Iterable[str]) -> None:
        forms: dict[str, int] = {}
        for number, word in enumerate(words):
            for form in spellings(word):
                forms.setdefault(form, number)
        self.numbers = list(forms.values())  # of the word, by the number of its spelling
        self._automaton = BytesAhoCorasick([encode(form) for form in forms], matchkind=MatchKind.LeftmostLongest)

    def matches(self, chars: str, start: int, end: int) -> tuple[int, list[tuple[int, int, int]]]:
        """The words in `chars[start:end]`, in order, not overlapping, whole words only: number of the spelling, start, end.

        Places are counted from the number that comes first: there are hundreds in a page, and they are made but once.
        """
        part = b" %b " % encoded(chars)[start:end].translate(SMALL)
        inside = INSIDE
        found = self._automaton.find_matches_as_indexes(part)
        return start - 1, [hit for hit in found if not (inside[part[hit[1] - 1]] or inside[part[hit[2]]])]


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
