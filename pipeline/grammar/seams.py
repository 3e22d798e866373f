"""Which words leave a line unfinished, and which open a paragraph or a line of the form."""

from pipeline.rulebook import Rulebook
from pipeline.spelling import alike


class Seams:
    """What is known of line ends. Get it by `book.build(Seams)`."""

    def __init__(self, book: Rulebook) -> None:
        def words(section: str) -> tuple[str, ...]:
            return tuple(alike(word) for entry in book.entries("zones", section) for word in entry["words"])

        kinds: dict[str, set[str]] = {}
        for entry in book.entries("zones", "open_words"):
            kinds.setdefault(entry["kind"], set()).update(entry["words"])
        self.verbs = frozenset(alike(word) for word in kinds["function"])
        self.numbers = frozenset(alike(word) for kind in ("number", "rank") for word in kinds[kind])
        self.open = frozenset(alike(word) for kind, group in kinds.items() if kind not in ("name", "rank") for word in group)
        self.names = frozenset(kinds["name"])
        self.headings = words("headings")
        self.types = frozenset(words("type_lines"))
        self.labels = frozenset(words("labels"))
        self.phrases = words("phrases")
        self.openers = words("openers")
        self.bases = tuple(
            alike(word) for entry in book.entries("zones", "openers") if entry["id"] == "opener-preamble" for word in entry["words"]
        )
        self.signing = words("signing")
        self.issuers = words("issuers")
        self.continuing = words("continuing")

    def unfinished(self, line: str) -> bool:
        """Whether the last words of a line ask for more."""
        tail = line[-24:]
        low = alike(tail)
        last = low.rfind(" ")
        if low[last + 1 :] in self.open or tail[last + 1 :] in self.names:
            return True
        for _ in range(2):
            if last <= 0:
                return False
            last = low.rfind(" ", 0, last)
            if low[last + 1 :] in self.open:
                return True
        return False

    def ends_in(self, words: frozenset[str], line: str) -> bool:
        """Whether the last word of a line is one of these."""
        return alike(line[line.rfind(" ") + 1 :]) in words

    def is_type(self, line: str) -> bool:
        """Whether a line holds the type of the document and no more."""
        return len(line) < 30 and alike(line).rstrip(" :.") in self.types

    def is_label(self, line: str) -> bool:
        """Whether a line is a heading's label alone: `Chương II`, `PHỤ LỤC 3`, `Mục 1`."""
        if len(line) > 24:
            return False
        words = alike(line).split()
        if len(words) > 1 and " ".join(words[:2]) in self.labels:
            words = words[1:]
        elif words[0] not in self.labels:
            return False
        return len(words) == 1 or (len(words) < 4 and len(words[1]) < 6)

    def opens(self, line: str) -> bool:
        """Whether a paragraph begins with these words, whatever stands before."""
        low = alike(line[:40])
        if not low.startswith(self.openers):
            return False
        if low.startswith("điều"):  # a heading has a stop behind its number, a reference hasn't
            number = low.split()[1:2]
            return bool(number) and number[0][0].isdigit() and number[0][-1] in ".:"
        return True

    def grounds(self, line: str) -> bool:
        """Whether a line begins a clause of the preamble, which is never a heading: `Căn cứ …`."""
        return alike(line[:24]).lstrip("- ").startswith(self.bases)

    def is_heading(self, line: str) -> bool:
        """Whether a line ends with the name of a usual section."""
        return alike(line).endswith(self.headings)

    def signs(self, line: str) -> bool:
        """Whether a line of capitals begins a line of a signature block."""
        return alike(line[:32]).startswith(self.signing)

    def issues(self, line: str) -> bool:
        """Whether a line of capitals begins with the name of a body or post that decides."""
        return alike(line[:40]).startswith(self.issuers)

    def phrase(self, line: str) -> bool:
        """Whether words begin with a fixed line of the form."""
        return alike(line).startswith(self.phrases)

    def in_phrase(self, line: str) -> bool:
        """Whether words are the beginning of a fixed line of the form, or all of it."""
        low = alike(line)
        return any(phrase.startswith(low) for phrase in self.phrases)
