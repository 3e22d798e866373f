"""Strategies, programmes, schemes and Party resolutions that are cited by their names."""

from typing import NamedTuple

from pipeline.model import Span
from pipeline.pattern import Match, Pattern
from pipeline.rulebook import Rulebook

PERIOD = (
    r"(?:giai{_+}đoạn{_+}(?:từ{_+}(?:năm{_+})?)?\d{4}{_*}(?:[-–]|đến(?:{_+}năm)?){_*}\d{4}|thời{_+}kỳ{_+}\d{4}{_*}[-–]{_*}\d{4}|đến{_+}năm{_+}\d{4})"
    r"(?:{_*},?{_*}(?:và{_+})?(?:tầm{_+}nhìn|định{_+}hướng){_+}(?:đến{_+})?(?:năm{_+})?\d{4})?"
)
WORDS = r"[^;.:()\n“”\"]{1,240}?"
QUOTED = r"[“\"][^;.:()\n“”\"]{4,240}[”\"]"
PLANNED = r"(?i)(?P<two>(?:{L}+{_+})?(?P<one>{L}+)){_*}:?{_*}(?:các{_+})?[“\"]?$"
APPROVED = r"phê{_+}duyệt|ban{_+}hành|kèm|theo|tại|duyệt|công{_+}bố|của|thông{_+}qua"
NUMBERED = (
    rf"(?i)[”\"]?{{_*}}(?:\({{_*}}|,{{_*}})?(?:được{{_+}}|đã{{_+}})?(?:(?:{APPROVED}){{_+}}){{0,5}}"
    r"(?:quyết{_+}định|nghị{_+}quyết|kế{_+}hoạch|công{_+}văn){_+}(?:số|\d)"
)


class Programme(NamedTuple):
    """A text named in running text without its number."""

    span: Span
    doc_type: str
    name: str  # as written, blanks tidied
    rule: str
    certainty: float


class Programmes:
    """Reads the names of programmes. Get it by `book.build(Programmes)`."""

    def __init__(self, book: Rulebook) -> None:
        entries = book.entries("named_texts", "programmes")
        self._entries = [(e, Pattern(_spelled(e["pattern"]))) for e in entries]
        self._anchor = Pattern("|".join(f"(?:{e['anchor']})" for e in entries))
        self._planned, self._numbered = Pattern(PLANNED), Pattern(NUMBERED)
        self._pointing: set[str] = {w for e in book.entries("named_texts", "pointing") for w in e["words"]}
        self._plans: set[str] = {w for e in book.entries("named_texts", "planning") for w in e["words"]}

    def names(self, chars: str, start: int, end: int) -> list[Programme]:
        """The programmes named in `chars[start:end]`, in order; drafts, and those whose number stands beside them, left out."""
        found: list[Programme] = []
        at = start
        for anchor in self._anchor.finditer(chars, start, end):
            if anchor.start() < at or (anchor.start() > start and chars[anchor.start() - 1].isalnum()):
                continue
            if (name := self._read(chars, anchor, end)) and not self._without_standing(chars, start, name.span, end):
                found.append(name)
                at = name.span.end
        return found

    def _read(self, chars: str, anchor: Match, end: int) -> Programme | None:
        at = anchor.start()
        for entry, pattern in self._entries:
            hit = pattern.match(chars, at, min(end, at + 340))
            if hit and not chars[hit.end() : hit.end() + 1].isalnum() and not self._several(chars, anchor, hit):
                words = " ".join(hit[0].split()).replace(" ,", ",").strip('“”"')
                return Programme(Span(at, hit.end()), entry["doc_type"], words, entry["id"], entry.get("certainty", 0.8))
        return None

    def _several(self, chars: str, anchor: Match, hit: Match) -> bool:
        """Whether this isn't one name: another begins within, or its first word points back (`Chương trình này`)."""
        if self._anchor.search(chars, anchor.end(), hit.end()):
            return True
        first = chars[hit.start() : hit.end()].lower().split()[2:3]
        return bool(first) and first[0].strip(",") in self._pointing

    def _without_standing(self, chars: str, start: int, span: Span, end: int) -> bool:
        """Whether this is a text yet to be made, or one whose number follows."""
        before = self._planned.search(chars, max(start, span.start - 40), span.start)
        if before and (before["one"].lower() in self._plans or " ".join(before["two"].lower().split()) in self._plans):
            return True
        return self._numbered.match(chars, span.end, min(end, span.end + 80)) is not None


def _spelled(pattern: str) -> str:
    return pattern.replace("{period}", PERIOD).replace("{words}", WORDS).replace("{quoted}", QUOTED)
