"""Which words leave a line unfinished, and which open a paragraph or a line of the form."""

from collections.abc import Iterable

from pipeline.rulebook import Rulebook
from pipeline.spelling import TONE_PLACES, alike


class Seams:
    """What is known of line ends. Get it by `book.build(Seams)`."""

    def __init__(self, book: Rulebook) -> None:
        def words(section: str) -> tuple[str, ...]:
            return _spellings(word for entry in book.entries("zones", section) for word in entry["words"])

        kinds: dict[str, set[str]] = {}
        for entry in book.entries("zones", "open_words"):
            kinds.setdefault(entry["kind"], set()).update(entry["words"])
        marks = _spellings(word for entry in book.entries("zones", "marks") for word in entry["words"])
        self.verbs = frozenset(_spellings(kinds["function"]))
        self.numbers = frozenset(_spellings(kinds["number"] | kinds["rank"]))
        self.open = frozenset(_spellings(word for kind, group in kinds.items() if kind not in ("name", "rank") for word in group))
        self.names = frozenset(kinds["name"])
        self.headings = words("headings")
        self.types = frozenset((*words("type_lines"), *marks))
        self.labels = frozenset(words("labels"))
        self.phrases = words("phrases")
        self._whole = frozenset(self.phrases)
        self._begun = frozenset(phrase[:i] for phrase in self.phrases for i in range(len(phrase) + 1))
        self.openers = words("openers")
        self.bases = _spellings(w for entry in book.entries("zones", "openers") if entry["id"] == "opener-preamble" for w in entry["words"])
        self.signing = words("signing")
        self._halved = frozenset(head[:i] for head in self.signing for i in range(3, len(head) + 1))
        self.issuers = words("issuers")
        self.continuing = words("continuing")

    def unfinished(self, line: str) -> bool:
        """Whether the last words of a line ask for more."""
        tail = line[-24:]
        low = tail.lower()
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
        return line[line.rfind(" ") + 1 :].lower() in words

    def is_type(self, line: str) -> bool:
        """Whether a line holds the type of the document and no more."""
        return len(line) < 30 and line.lower().rstrip(" :.") in self.types

    def is_label(self, line: str) -> bool:
        """Whether a line is a heading's label alone: `Chương II`, `PHỤ LỤC 3`, `Mục 1`."""
        if len(line) > 24:
            return False
        words = line.lower().split()
        if len(words) > 1 and " ".join(words[:2]) in self.labels:
            words = words[1:]
        elif words[0] not in self.labels:
            return False
        if len(words) == 1:
            return True
        mark = words[1].strip(".:")
        return len(words) < 4 and (len(mark) < 2 or mark.isdigit() or mark in ("số", "thứ") or all(char in "ivxlc" for char in mark))

    def opens(self, line: str) -> bool:
        """Whether a paragraph begins with these words, whatever stands before."""
        low = line[:40].lower()
        if not low.startswith(self.openers):
            return False
        if low.startswith("điều"):  # a heading has a stop behind its number, a reference hasn't
            number = low.split()[1:2]
            return bool(number) and number[0][0].isdigit() and number[0][-1] in ".:"
        return True

    def grounds(self, line: str) -> bool:
        """Whether a line begins a clause of the preamble, which is never a heading: `Căn cứ …`."""
        return line[:24].lower().lstrip("- ").startswith(self.bases)

    def is_heading(self, line: str) -> bool:
        """Whether a line ends with the name of a usual section."""
        return line.lower().endswith(self.headings)

    def signs(self, line: str) -> bool:
        """Whether a line of capitals begins a line of a signature block."""
        low = line[:32].lower()
        return low in self._halved or low.startswith(self.signing)

    def halves(self, words: str) -> bool:
        """Whether words are a title of the signature block that a line end cut in two: `THỨ` `TRƯỞNG`."""
        low = words.lower()
        return low in self.signing or (". " in low and low.split(". ", 1)[1] in self.signing)

    def issues(self, line: str) -> bool:
        """Whether a line of capitals begins with the name of a body or post that decides."""
        return line[:40].lower().startswith(self.issuers)

    def phrase(self, line: str) -> bool:
        """Whether words begin with a fixed line of the form."""
        return line.lower().startswith(self.phrases)

    def is_phrase(self, line: str) -> bool:
        """Whether words are a fixed line of the form."""
        return line.lower() in self._whole

    def in_phrase(self, line: str) -> bool:
        """Whether words are the beginning of a fixed line of the form, or all of it."""
        return line.lower() in self._begun


def _spellings(words: Iterable[str]) -> tuple[str, ...]:
    """These words in lower case, with the tone on either letter: comparing lower case with them is cheaper than folding every line."""
    spelled: list[str] = []
    for word in words:
        new = alike(word)
        old = new
        for before, after in TONE_PLACES:
            old = old.replace(after, before)
        spelled += [new] if old == new else [new, old]
    return tuple(spelled)
