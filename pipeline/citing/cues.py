"""The words that say how a text stands to the documents that it cites: where they are, and which rule they follow."""

from typing import NamedTuple

from pipeline.heads import heads
from pipeline.pattern import Pattern, in_word
from pipeline.rulebook import Rulebook

REMEMBERED = 4096  # words of cues kept
FAR = 100_000  # reach of a cue that governs to the end of its sentence


class Cue(NamedTuple):
    """A cue found in a line."""

    start: int
    end: int
    id: str
    relation: str
    reach: int
    certainty: float


class Cues:
    """Finds cues. Get it by `book.build(Cues)`."""

    def __init__(self, book: Rulebook) -> None:
        self._entries = [(e, Pattern("(?i)" + e["pattern"])) for e in book.entries("relations", "cues")]
        joined = "|".join(f"(?:{e['pattern']})" for e, _ in self._entries)
        begun = "|".join(f"(?:{heads(e['pattern'])})" for e, _ in self._entries)
        self._begins, self._begins_later = Pattern(rf"(?i)(?:^|[^{{W}}])(?:{begun})"), Pattern(rf"(?i)[^{{W}}](?:{begun})")
        self._whole, self._bordered = Pattern(f"(?i)(?:{joined})"), Pattern(rf"(?i)({joined})(?:$|[^{{W}}])")
        self._known: dict[str, tuple[str, str, int, float] | None] = {}

    def read(self, chars: str, at: int, stop: int) -> list[Cue]:
        """The cues of a part of a line, in order; they may touch, so each search goes on at the end of the words before."""
        found: list[Cue] = []
        while (words := self._next(chars, at, stop)) is not None:
            start, end = words
            said = chars[start:end].lower()
            if said not in self._known:
                if len(self._known) >= REMEMBERED:
                    self._known.clear()
                self._known[said] = self._entry(said)
            if (known := self._known[said]) and known[1] != "skip":
                found.append(Cue(start, end, *known))
            at = end
        return found

    def _next(self, chars: str, at: int, stop: int) -> tuple[int, int] | None:
        """Where the words of the first cue in a part of a line stand: looked for by how cues begin, then asked for the whole."""
        if not chars[at:stop].strip():
            return None
        hit = self._begins.search(chars, at, stop)
        if hit and hit.start() == at:  # the border may be none, or the first character
            for start in (at,) if in_word(chars[at]) else (at, at + 1):
                if words := self._at(chars, start, stop):
                    return words
            hit = self._begins_later.search(chars, start, stop)
        while hit:
            start = hit.start() + 1
            if words := self._at(chars, start, stop):
                return words
            hit = self._begins_later.search(chars, start, stop)
        return None

    def _at(self, chars: str, start: int, stop: int) -> tuple[int, int] | None:
        """Where the cue that begins at `start` stands; asked for its border only where a longer word goes on behind it."""
        whole = self._whole.match(chars, start, stop)
        if whole is None:
            return None
        if whole.end() == stop or not in_word(chars[whole.end()]):
            return whole.span()
        bordered = self._bordered.match(chars, start, stop)
        return bordered.span(1) if bordered else None

    def _entry(self, words: str) -> tuple[str, str, int, float] | None:
        for entry, pattern in self._entries:
            if pattern.fullmatch(words):
                return entry["id"], entry["relation"], entry.get("reach", FAR), entry.get("certainty", 0.9)
        return None
