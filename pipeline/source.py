"""What came from the file: its characters as they were, and where its words stand on the page."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
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
    wrapped: bool = True  # lines may end within a paragraph; else the file itself told where paragraphs end

    def page(self, at: int) -> int | None:
        """The page of a source offset, from 1; null where there are no pages."""
        return bisect_right(self.page_starts, at) or None

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """Where a source range stands: one box a line, in reading order; empty for plain text."""
        first = max(bisect_right(self.words, span.start, key=lambda run: run.start) - 1, 0)
        lines: list[Box] = []
        for start, page, words in islice(self.words, first, None):
            if start >= span.end:
                break
            at = start
            for word, x0, top, x1, bottom, *_ in words:
                end = at + len(word)
                if at < span.end and span.start < end:
                    last = lines[-1] if lines else None
                    if last and last.page == page and top < last.bottom and bottom > last.top and x0 >= last.x0:
                        lines[-1] = Box(page, last.x0, min(last.top, top), max(last.x1, x1), max(last.bottom, bottom))
                    else:
                        lines.append(Box(page, x0, top, x1, bottom))
                at = end + 1
        return tuple(lines)
