"""Text that knows its origins: each character leads back to the source range that it stands for."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model import Span


class Edit(NamedTuple):
    """Replace `[start, end)` by `new`."""

    start: int
    end: int
    new: str


class Text:
    """Normalised characters and, piece by piece, where they came from.

    A piece is a stretch of text with the source range that it stands for. Where both are
    equally long they correspond character by character, else each character of the piece
    stands for the whole range. Immutable: `sub` returns a new text.
    """

    __slots__ = ("_at", "_from", "_to", "chars")

    def __init__(self, chars: str, pieces: tuple[list[int], list[int], list[int]] | None = None) -> None:
        self.chars = chars
        self._at, self._from, self._to = pieces or ([0], [0], [len(chars)])  # text start, source start, source end

    def __len__(self) -> int:
        return len(self.chars)

    def quote(self, span: Span) -> str:
        """The words at a span, for showing and storing (to search, give the span to a pattern)."""
        return self.chars[span.start : span.end]

    def source(self, span: Span) -> Span:
        """The source range that a span stands for."""
        if span.start >= span.end:
            start = self._edges(span.start)[0] if span.start < len(self.chars) else self._to[-1]
            return Span(start, start)
        start, end = self._edges(span.start)[0], self._edges(span.end - 1)[1]
        if end < start:  # the span runs over a border at which columns were set one behind the other
            edges = [self._edges(at) for at in range(span.start, span.end)]
            return Span(min(edge[0] for edge in edges), max(edge[1] for edge in edges))
        return Span(start, end)

    def respelled(self, chars: str) -> "Text":
        """The text in other characters, one for one."""
        if len(chars) != len(self.chars):
            raise ValueError(f"{len(chars)} characters for {len(self.chars)}")
        return Text(chars, (self._at, self._from, self._to))

    def sub(self, edits: Iterable[Edit]) -> "Text":
        """The text with these edits made: in order, not overlapping, offsets of this text."""
        chars: list[str] = []
        at: list[int] = []
        source_from: list[int] = []
        source_to: list[int] = []
        length = position = 0

        def keep(start: int, end: int) -> None:
            nonlocal length
            i = bisect_right(self._at, start) - 1
            while start < end:
                stop = min(end, self._at[i + 1] if i + 1 < len(self._at) else len(self.chars))
                if stop > start:
                    at.append(length)
                    source_from.append(self._edges(start, i)[0])
                    source_to.append(self._edges(stop - 1, i)[1])
                    chars.append(self.chars[start:stop])
                    length += stop - start
                start, i = stop, i + 1

        for edit in edits:
            if edit.start < position:
                raise ValueError(f"edits out of order at {edit.start}")
            keep(position, edit.start)
            if edit.new:
                origin = self.source(Span(edit.start, edit.end))
                at.append(length)
                source_from.append(origin.start)
                source_to.append(origin.end)
                chars.append(edit.new)
                length += len(edit.new)
            position = edit.end
        keep(position, len(self.chars))
        if not at:
            return Text("", ([0], [0], [0]))
        return Text("".join(chars), (at, source_from, source_to))

    def arranged(self, parts: Iterable[Span | str]) -> "Text":
        """These stretches of the text in this order; words put between them stand for nothing."""
        chars: list[str] = []
        at: list[int] = []
        source_from: list[int] = []
        source_to: list[int] = []
        length = last = 0
        for part in parts:
            whole = None if isinstance(part, str) else self.sub([Edit(0, part.start, ""), Edit(part.end, len(self), "")])
            words = part if isinstance(part, str) else self.chars[part.start : part.end]
            if not words:
                continue
            at += [length] if whole is None else [length + start for start in whole._at]
            source_from += [last] if whole is None else whole._from
            source_to += [last] if whole is None else whole._to
            last = source_to[-1]
            chars.append(words)
            length += len(words)
        return Text("".join(chars), (at, source_from, source_to)) if at else Text("", ([0], [0], [0]))

    def _edges(self, at: int, piece: int | None = None) -> tuple[int, int]:
        """Source start and end of the character at `at`."""
        i = bisect_right(self._at, at) - 1 if piece is None else piece
        stop = self._at[i + 1] if i + 1 < len(self._at) else len(self.chars)
        first, last = self._from[i], self._to[i]
        if last - first == stop - self._at[i]:
            return first + at - self._at[i], first + at - self._at[i] + 1
        return first, last
