"""The certificate of a copy (SAO Y, SAO LỤC, TRÍCH SAO): a fact of the copy in hand, none of the dispatch that was copied."""

from pipeline.model import Found, Layout, Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.text import Text

LONGEST = 160  # characters: who certified it, and when


class Certificates:
    """The lines that certify a copy."""

    def __init__(self, book: Rulebook) -> None:
        entries = list(book.entries("signatures", "certificates"))
        self._ids = [str(entry["id"]) for entry in entries]
        self._words = [str(entry["word"]) for entry in entries]
        known = "|".join(f"(?P<c{at}>{entry['pattern']})" for at, entry in enumerate(entries))
        self._line = Pattern(rf"(?:^|\n)[|*{{_}}]{{0,4}}(?P<words>(?:{known})(?:[^{{L}}\n][^\n]{{0,{LONGEST}}})?)(?:\n|$)")

    def find(self, chars: str, span: Span) -> Found[str] | None:
        """The first certificate in a stretch of text: the words of its line."""
        if not any(word in chars for word in self._words):
            return None
        hit = self._line.search(chars, span.start, span.end)
        if hit is None:
            return None
        words = hit["words"].rstrip(" |*\t\u00a0")
        start = hit.start("words")
        rule = next(id_ for at, id_ in enumerate(self._ids) if hit.start(f"c{at}") >= 0)
        return Found(" ".join(words.split()), Span(start, start + len(words)), rule, 0.9)


def read(text: Text, layout: Layout, book: Rulebook) -> Found[str] | None:
    """What certifies that the paper in hand is a copy; null where it is none, or doesn't say."""
    return book.build(Certificates).find(text.chars, layout.span)
