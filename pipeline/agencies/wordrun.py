"""How far a name runs on that no register has: over capitals, fields of work, and what links them."""

from collections.abc import Callable
from typing import NamedTuple

from pipeline.agencies.gazetteer import Gazetteer, Place, kind_at
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike

MAX_STEPS = 16


class Run(NamedTuple):
    """Where a name's own words end, and the place behind them."""

    stop: int
    place: Place | None
    capital: bool  # whether any of its words begins with a capital


class Words(NamedTuple):
    """A text in which names run on."""

    folded: str
    chars: str
    begins: Callable[[int], bool]  # whether another name begins there
    capitals: bool = False  # all is in capitals: they tell nothing
    breaks: tuple[int, ...] = ()  # where the lines of a letterhead begin
    on: str | None = None


class WordRuns:
    """Knows the words that stand inside names. Get it by `book.build(WordRuns)`."""

    def __init__(self, book: Rulebook) -> None:
        self._places = book.build(Gazetteer)
        self._fields: dict[str, list[tuple[str, bool]]] = {}  # by first word, longest first; whether it can be a verb
        words = [(alike(w), entry["id"]) for entry in book.entries("agencies", "inner") for w in entry["words"]]
        self._links = {w for w, id_ in words if id_ == "links"}
        for field, id_ in sorted(words, key=lambda pair: -len(pair[0])):
            if id_ != "links":
                self._fields.setdefault(field.split()[0], []).append((field, id_ == "verbs"))
        self._stops = {alike(w) for entry in book.entries("agencies", "stops") for w in entry["words"]}

    def run(self, words: Words, at: int, *, about: bool = True) -> Run:
        """How far the name whose head ends at `at` runs on; `about`: whether `về …` may be part of it."""
        here = stop = at
        capital, after_lower = False, False
        for step in range(MAX_STEPS):
            start = skip(words.folded, here)
            if start >= len(words.folded) or start - here > 1 or (start in words.breaks and words.begins(start)):
                break
            field = self._field(words, start, after_lower=after_lower)
            if field is None and (place := self._place(words, start)):
                return Run(stop, place, capital)
            found = self._step(words, start, step, field)
            if found is None or (not about and words.folded[start : found[0]] == "về"):
                break
            here, linking = found
            after_lower = not words.chars[start].isupper()
            if not linking:
                stop = here
                capital = capital or words.chars[start].isupper() or words.chars[start].isdigit()
        return Run(stop, None, capital)

    def may_begin(self, folded: str, chars: str, at: int) -> bool:
        """Whether the word at `at` can begin the rest of a name."""
        if at >= len(chars):
            return False
        first = folded[at : at + 12].partition(" ")[0].rstrip(",;.")
        return not chars[at].islower() or first in self._fields or first in self._links or kind_at(folded, at, len(folded))[0] is not None

    def stops(self, folded: str, at: int) -> bool:
        """Whether the word at `at` can't belong to a name."""
        return folded[at : at + 12].partition(" ")[0].rstrip(",;.:") in self._stops

    def _place(self, words: Words, start: int) -> Place | None:
        """The place at the end of a name."""
        if kind_at(words.folded, start, len(words.folded))[0] is None:
            return None
        place = self._places.place_at(words.folded, words.chars, start, len(words.folded), words.on)
        if place is None or place.kind is None:
            return None
        return None if words.capitals and place.end < len(words.folded) and place.end + 1 not in words.breaks else place

    def _step(self, words: Words, at: int, step: int, field: int | None) -> tuple[int, bool] | None:
        """Where the next words of a name end, and whether they only link; null where the name is over."""
        folded, chars = words.folded, words.chars
        if chars[at] in "-&,–":
            after = skip(folded, at + 1)
            if not step or after >= len(folded) or (words.begins(after) and not words.capitals):
                return None
            goes_on = self._field(words, after, after_lower=False) or (chars[after].isupper() and (chars[at] != "," or words.capitals))
            return (at + 1, True) if goes_on else None
        if not chars[at].isalnum() or (chars[at].isupper() and not words.capitals and words.begins(at)):
            return None
        if field:
            return field, False
        stop = at
        while stop < len(folded) and (chars[stop].isalnum() or (chars[stop] in "'’./&" and chars[stop + 1 : stop + 2].isalnum())):
            stop += 1
        if chars[at].isdigit() or words.capitals:
            return stop, False
        if chars[at].isupper():
            return self._compound(words, at, stop, first=step == 0), False
        if step and folded[at:stop] in self._links:
            after = skip(folded, stop)
            if after < len(folded) and not words.begins(after) and (chars[after].isupper() or self._field(words, after, after_lower=False)):
                return stop, True
        return None

    def _compound(self, words: Words, at: int, stop: int, *, first: bool) -> int:
        """Where a word ends whose first syllable alone has a capital: `Phòng Nội vụ`; but not `Bệnh viện Bạch Mai`."""
        before = words.chars[:at].rsplit(maxsplit=1)[-1:]
        proper = not first and before and before[0][:1].isupper() and before[0][1:].islower()
        second = stop + 1
        while second < len(words.folded) and words.chars[second].islower():
            second += 1
        whole = words.folded[stop : stop + 1] == " " and second > stop + 1 and not words.folded[second : second + 1].isalnum()
        return second if whole and not proper and words.folded[stop + 1 : second] not in self._stops else stop

    def _field(self, words: Words, at: int, *, after_lower: bool) -> int | None:
        """Where a field of work ends; one that may be a verb counts with a capital, or within words in lower case."""
        sure = after_lower or words.chars[at : at + 1].isupper()
        for field, verb in self._fields.get(words.folded[at : at + 12].partition(" ")[0].rstrip(",;."), ()):
            end = at + len(field)
            if (sure or not verb) and words.folded.startswith(field, at) and not words.folded[end : end + 1].isalnum():
                return end
        return None


def skip(folded: str, at: int) -> int:
    """Behind the blanks that stand at `at`."""
    while at < len(folded) and folded[at] == " ":
        at += 1
    return at
