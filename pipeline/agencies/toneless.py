"""Names of bodies and places that a scan robbed of their marks: `TONG CUC THUE`, `UY BAN NHAN DAN TINH LAI CHAU`."""

from pipeline.agencies.gazetteer import KINDS, Gazetteer
from pipeline.agencies.register import Register
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike, plain

MISREAD = str.maketrans({"0": "o", "1": "i", "|": "i", "]": "i", "[": "i", "!": "i"})
MAX_WORDS = 12


class Toneless:
    """Gives names in capitals their marks back. Get it by `book.build(Toneless)`."""

    def __init__(self, book: Rulebook) -> None:
        names = [form.words for form in book.build(Register).forms() if " " in form.words and form.exact is None]
        names += [alike(one.name) for one in book.build(Gazetteer).provinces()]
        names += [kind for kind in KINDS if (kind.isalpha() and len(kind) > 2) or " " in kind]
        self._known: dict[str, str | None] = {}  # without marks -> with them; null where two names would be meant
        for name in names:
            bare = plain(name)
            self._known[bare] = name if self._known.get(bare, name) == name else None

    def restored(self, words: str) -> str:
        """`words`, of the same length, with the names that are known in their usual letters; what isn't known stays."""
        text = words
        bare = plain(words).translate(MISREAD)
        starts = [i for i in range(len(bare)) if bare[i] != " " and (i == 0 or bare[i - 1] == " ")]
        ends = [i for i in range(1, len(bare) + 1) if bare[i - 1] != " " and (i == len(bare) or bare[i] == " ")]
        at = 0
        for n, start in enumerate(starts):
            if start < at:
                continue
            for end in reversed(ends[n : n + MAX_WORDS]):
                if usual := self._known.get(bare[start:end]):
                    text = text[:start] + usual.upper() + text[end:]
                    at = end
                    break
        return text
