"""What the title of one document says of another that is named in it, as a third document quotes it."""

from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook

TITLE = 260  # characters of a title that are read
ENDS = Pattern(r"\n|[.;]{_}")  # a title ends here


class Hearsay:
    """Reads titles. Get it by `book.build(Hearsay)`."""

    def __init__(self, book: Rulebook) -> None:
        entries = book.entries("hearsay", "cues")
        self._cues = {entry["id"]: entry for entry in entries}
        self._ids = {f"c{i}": entry["id"] for i, entry in enumerate(entries)}
        joined = "|".join(f"(?P<c{i}>{entry['pattern']})" for i, entry in enumerate(entries))
        self._any = Pattern(f"(?i){{<}}(?:{joined})(?:$|[^{{L}}0-9])")

    def relation(self, chars: str, start: int, end: int) -> tuple[str | None, str | None]:
        """How the document whose citation ends at `start` stands to the one whose citation begins at `end`, and the rule.

        Both null where the words between them don't say.
        """
        if end - start > TITLE or ENDS.search(chars, start, end):
            return None, None
        last = None
        for hit in self._any.finditer(chars, start, end):
            last = hit
        if last is None:
            return None, None
        name = next(name for name in self._ids if last[name])
        cue = self._cues[self._ids[name]]
        if cue["relation"] == "none" or end - last.end(name) > cue["reach"]:
            return None, None
        return cue["relation"], cue["id"]
