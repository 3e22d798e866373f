"""What came from the file: its characters as they were, and where its words stand on the page."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import Box, Problem, Signature, Span


class Run(NamedTuple):
    """Words of the source text that stand on one line of a page, a blank between each."""

    start: int  # of the first, in the source text
    page: int  # from 1
    words: Sequence[tuple[str, float, float, float, float, *tuple[float, ...]]]  # word, x0, top, x1, bottom, what else is known of it


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
    words: tuple[Run, ...] = ()  # in text order
    signatures: tuple[Signature, ...] = ()
    problems: tuple[Problem, ...] = ()  # spans are source offsets
    torn: str = ""  # why nothing may be found in it, where a part of the file is missing
    wrapped: bool = True  # lines may end within a paragraph; else the file itself told where paragraphs end

    def page(self, at: int) -> int | None:
        """The page of a source offset, from 1; null where there are no pages."""
        return bisect_right(self.page_starts, at) or None

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """Where a source range stands: one box a line, in reading order; empty for plain text."""
        lines: list[Box] = []
        on, left, high, right, low = 0, 0.0, 0.0, 0.0, 0.0  # the box to which words are still added: its page, its sides
        for i in range(max(bisect_left(self.words, (span.start + 1,)) - 1, 0), len(self.words)):
            at, page, words = self.words[i]
            if at >= span.end:
                break
            for word in words:
                end = at + len(word[0])
                if at < span.end and span.start < end:
                    _, x0, top, x1, bottom = word[:5]
                    if page == on and top < low and bottom > high and x0 >= left:
                        high, right, low = min(high, top), max(right, x1), max(low, bottom)
                    else:
                        if on:
                            lines.append(Box(on, left, high, right, low))
                        on, left, high, right, low = page, x0, top, x1, bottom
                at = end + 1
        return (*lines, Box(on, left, high, right, low)) if on else ()
