"""The end of a dispatch: Nơi nhận and the signature block, in either order or interleaved."""

from collections.abc import Mapping, Sequence

from pipeline.grammar.form import is_item
from pipeline.grammar.marks import is_rule
from pipeline.grammar.people import People
from pipeline.model import Span, Zone
from pipeline.rulebook import Rulebook

BLOCK = 14  # lines from a title to the name below it at most
AHEAD = 12  # lines between Nơi nhận and the signature at most
TITLE = 90  # characters of a title in a signature block at most
TEXT = 60  # characters: a longer line is no part of a signature block
ITEM = 160  # characters of a line of Nơi nhận at most
SIGNING = ("signing", "post")


class Tail:
    """The tail of one dispatch; `found` holds its zones once it was read. `kinds`: start of a line -> what it begins."""

    def __init__(self, chars: str, paragraphs: Sequence[Span], kinds: Mapping[int, str], book: Rulebook) -> None:
        self.found: list[Zone] = []
        self._chars = chars
        self._lines = paragraphs
        self._kinds = kinds
        self._people = book.build(People)

    def begins(self, at: int) -> int:
        """The first line, from `at` on, of Nơi nhận, of the signature, or of an appendix to a paper that nobody signed."""
        for i in range(at, len(self._lines)):
            kind = self._kinds.get(self._lines[i].start)
            if (kind == "copies" and self._is_list(i)) or (kind == "certified" and i > at) or (kind == "appendix" and self._is_over(i)):
                return i
            if kind in SIGNING and self._is_signed(i):
                return self._copies_above(i, at)
        return len(self._lines)

    def read(self, i: int) -> int:
        """The first line behind both."""
        named = listing = False
        while i < len(self._lines):
            line, words = self._lines[i], self._words(i)
            kind = self._kinds.get(line.start)
            if kind == "appendix" or (named and kind not in ("copies", *SIGNING) and not (listing and is_item(words))):
                break
            name = self._zone(i, kind, listing=listing)
            if name is None:
                if not any(self._kinds.get(ahead.start) in ("copies", *SIGNING) for ahead in self._lines[i + 1 : i + AHEAD]):
                    break
            else:
                listing = listing or name == "copies"
                if name == "signature":
                    named = self._is_name(i)
                self._add(name, line)
            i += 1
        return i

    def _words(self, i: int) -> str:
        return self._chars[self._lines[i].start : self._lines[i].end]

    def _add(self, name: str, line: Span) -> None:
        if self.found and self.found[-1].name == name:
            line = Span(self.found.pop().span.start, line.end)
        self.found.append(Zone(name, line))

    def _zone(self, i: int, kind: str | None, *, listing: bool) -> str | None:
        """The zone that a line belongs to; null for a stamp, a drafter's mark, or what follows the block."""
        words, last = self._words(i), self.found[-1].name if self.found else None
        if kind == "copies":
            return "copies"
        if kind in (*SIGNING, "certified") and words[:8].isupper():
            return "signature"
        if is_item(words) or words.startswith("Lưu") or (listing and last == "copies" and self._is_copy(words)):
            return "copies"
        if len(words) <= TITLE and (last == "signature" or words.isupper() or self._is_name(i)):
            return "signature"
        return None

    def _is_name(self, i: int) -> bool:
        return self._people.read(self._chars, *self._lines[i]) is not None

    def _is_list(self, i: int) -> bool:
        """Whether `Nơi nhận` opens a list, and is no column of a table."""
        return ":" in self._words(i) or (i + 1 < len(self._lines) and is_item(self._words(i + 1)))

    def _is_over(self, i: int) -> bool:
        """Whether nobody signs behind line `i`."""
        return not any(self._kinds.get(line.start) in ("copies", "signing") for line in self._lines[i + 1 :])

    def _copies_above(self, i: int, at: int) -> int:
        """Where Nơi nhận begins above the signature if its words are lost, else the signature's own line."""
        k = i
        while k > at and is_item(self._words(k - 1)):
            k -= 1
        lost = any("Lưu" in self._words(m)[:8] or "Như trên" in self._words(m)[:12] for m in range(k, i))
        return k if lost else i

    def _is_signed(self, i: int) -> bool:
        """Whether a line of capitals begins a signature: titles, and a name below them."""
        words = self._words(i)
        if len(words) > TITLE or words[:12] != words[:12].upper():
            return False
        for k in range(i + 1, min(i + BLOCK, len(self._lines))):
            words = self._words(k)
            if self._is_name(k):
                return True
            if len(words) > TEXT and not words.isupper() and not is_rule(words) and not is_item(words):
                return False
        return False

    @staticmethod
    def _is_copy(words: str) -> bool:
        """Whether a line without a mark goes on with Nơi nhận."""
        return not words.isupper() and len(words) < ITEM and (words[0].islower() or words[0] == "(" or words[-1] in ";,." or "/" in words)
