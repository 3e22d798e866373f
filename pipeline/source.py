"""What came from the file: its characters as they were, and where its words stand on the page."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import Box, Problem, Signature, Span


class Word(NamedTuple):
    """A word of the source text with its place; `confidence` 0..1 where it was recognised from an image."""

    start: int
    end: int
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Source:
    """One file, read but not yet normalised.

    `text` holds the code points exactly as the file gives them (decoded, no more);
    offsets into it are called source offsets.
    """

    text: str
    medium: str = "text"
    sha256: str = ""
    size: int = 0  # bytes of the file
    page_starts: tuple[int, ...] = ()  # source offset at which each page begins; empty where there are no pages
    words: tuple[Word, ...] = ()  # in text order
    signatures: tuple[Signature, ...] = ()
    problems: tuple[Problem, ...] = ()  # spans are source offsets
    wrapped: bool = True  # lines may end within a paragraph; else the file itself told where paragraphs end

    def page(self, at: int) -> int | None:
        """The page of a source offset, from 1; null where there are no pages."""
        return bisect_right(self.page_starts, at) or None

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """Where a source range stands: one box a line, in reading order; empty for plain text."""
        first = bisect_right(self.words, span.start, key=lambda word: word.end)
        lines: list[Box] = []
        for word in self.words[first:]:
            if word.start >= span.end:
                break
            box = word.box
            last = lines[-1] if lines else None
            if last and last.page == box.page and box.top < last.bottom and box.bottom > last.top and box.x0 >= last.x0:
                lines[-1] = Box(last.page, last.x0, min(last.top, box.top), max(last.x1, box.x1), max(last.bottom, box.bottom))
            else:
                lines.append(box)
        return tuple(lines)
