"""The words for types of documents that stand before a number: `Quyết định`, `Thông báo kết luận`, `NĐ`."""

from pipeline.pattern import Pattern, in_word
from pipeline.rulebook import Rulebook

NEAR = 44  # characters before a number in which its type word stands
WIDE = ("  ", "\u00a0", "\t")  # blanks that may stand within a type word


class TypeWords:
    """Knows type words. Get it by `book.build(TypeWords)`."""

    def __init__(self, book: Rulebook) -> None:
        types = book.entries("document_types", "types")
        self.abbr: dict[str, str] = {  # by word, in small letters: as in the database (`CV`, `KH`, `Luật`)
            word.lower(): t["abbr"] for t in types for word in (t["name"], *t.get("said", ()), *t.get("symbols", ())[:1])
        }
        words = sorted(self.abbr, key=lambda w: (-len(w), w))
        self.pattern = "|".join(word.replace(" ", "{_+}") for word in words)
        self._touching = Pattern(rf"(?i){{<}}(?P<type>{self.pattern})$")
        self._ending: dict[str, list[str]] = {}  # by last word, longest first
        for word in words:
            self._ending.setdefault(word.rpartition(" ")[2], []).append(word)

    def ends(self, words: str) -> str | None:
        """The longest type word with which these end, all in small letters with single blanks."""
        for word in self._ending.get(words[words.rfind(" ") + 1 :], ()):
            at = len(words) - len(word)
            if at >= 0 and words.startswith(word, at) and not (at and in_word(words[at - 1])):
                return word
        return None

    def before(self, chars: str, floor: int, at: int) -> tuple[int, str] | None:
        """Where the type word begins that ends at `at`, not before `floor`, and it in small letters; null where none does."""
        start = max(floor, at - NEAR)
        near = chars[start:at]
        if (word := self.ends(near.lower())) and not any(blank in near for blank in WIDE):
            return at - len(word), word
        hit = self._touching.search(chars, start, at)
        return (hit.start("type"), " ".join(hit["type"].lower().split())) if hit else None
