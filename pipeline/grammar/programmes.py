"""Strategies, programmes, schemes and Party resolutions that are cited by their names."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.model import Span
from pipeline.pattern import Match, Pattern
from pipeline.rulebook import Rulebook

PERIOD = (
    r"(?:giai{_+}đoạn{_+}(?:từ{_+}(?:năm{_+})?)?\d{4}{_*}(?:[-–]|đến(?:{_+}năm)?){_*}\d{4}|thời{_+}kỳ{_+}\d{4}{_*}[-–]{_*}\d{4}|đến(?:{_+}năm)?{_+}\d{4})"
    r"(?:{_*},?{_*}(?:và{_+})?(?:tầm{_+}nhìn|định{_+}hướng){_+}(?:đến{_+})?(?:năm{_+})?\d{4})?"
)
WORDS = r"[^;.:()\n“”\"]{1,240}?"
QUOTED = r"[“\"][^;.:()\n“”\"]{4,240}[”\"]"
PLANNED = r"(?i)(?P<two>(?:{L}+{_+})?(?P<one>{L}+)){_*}:?{_*}[“\"]?$"
APPROVED = r"phê{_+}duyệt|ban{_+}hành|kèm|theo|tại|duyệt|công{_+}bố|của|thông{_+}qua"
NUMBERED = (
    rf"(?i)[”\"]?{{_*}}(?:\({{_*}}|,{{_*}})?(?:(?:đã{{_+}})?được{{_+}}(?:{{L}}+{{_+}}){{1,8}}?(?:phê{{_+}}duyệt|ban{{_+}}hành){{_+}})?"
    rf"(?:được{{_+}}|đã{{_+}})?(?:(?:{APPROVED}){{_+}}){{0,5}}"
    r"(?:quyết{_+}định|nghị{_+}quyết|kế{_+}hoạch|công{_+}văn|thông{_+}báo|kết{_+}luận|chỉ{_+}thị|thông{_+}tư|nghị{_+}định|văn{_+}bản){_+}(?:số|\d)"
)
LONGEST = 340  # characters of a name
TELLING = 40  # characters before a name in which the words stand that say whether it is one
BODY = 170  # characters before a name in which a body stands that is named after it
NUMBER = 120  # characters behind a name in which its number stands
TAIL = ";.,) \u00a0\n"  # marks that end a name


class Programme(NamedTuple):
    """A text named in running text without its number."""

    span: Span
    doc_type: str
    name: str  # as written, blanks tidied
    rule: str
    certainty: float
    issued: bool = False  # only together with the body behind it


class Programmes:
    """Reads the names of programmes. Get it by `book.build(Programmes)`."""

    def __init__(self, book: Rulebook) -> None:
        entries = book.entries("named_texts", "programmes")
        self._entries: dict[str, list[tuple[Mapping[str, Any], Pattern, bool]]] = {}
        for entry in entries:
            self._entries.setdefault(_beginning(entry["anchor"]), []).append(
                (entry, Pattern(_spelled(entry["pattern"])), "{words}" in entry["pattern"])
            )
        self._anchor = Pattern("|".join(f"(?:{e['anchor']})" for e in entries))
        self._planned, self._numbered = Pattern(PLANNED), Pattern(NUMBERED)

        def words(section: str, field: str = "words") -> set[str]:
            return {w for e in book.entries("named_texts", section) for w in e[field]}

        self._pointing, self._plans, self._several, self._sorts = (words(s) for s in ("pointing", "planning", "several", "sorts"))
        heads, apart = (r"|".join(w.replace(" ", "{_+}") for w in sorted(words("bodies", f))) for f in ("words", "apart"))
        self._body = Pattern(rf"(?:{heads})(?P<rest>{{_}}[^;.:()\n]{{0,150}})$")
        self._apart = Pattern(rf"{{<}}(?:{apart}){{_}}|,{{_}}(?:triển{{_+}}khai|thực{{_+}}hiện){{_}}")
        self._telling = Pattern(rf"{{<}}(?:{'|'.join(sorted(words('telling')))}){{_}}")
        self._period, self._word = Pattern(rf"{{<}}(?:{PERIOD})$"), Pattern(r"{_+}({L}+|%)")
        self._year = Pattern(r"[;.:()\n“”\"]|\d{4}")
        self._many = Pattern(r"{_+}(?:tại|trong|qua){_+}(?:các|những){_}")
        self._counted = {w for e in book.entries("citations", "counted") for w in e["words"]}

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
        dated: bool | None = None
        for entry, pattern, free in self._entries[chars[at : at + 2].lower()]:
            if free:
                dated = self._may_be_dated(chars, anchor.end() - 1, min(end, at + LONGEST)) if dated is None else dated
                if not dated:
                    continue
            hit = pattern.match(chars, at, min(end, at + LONGEST))
            if hit is None:
                continue
            last = hit.end("name" if "(?P<name>" in entry["pattern"] else 0)
            if not self._ends(chars, last, end, bare=entry.get("bare", False)):
                continue
            if free and not self._is_name(chars, anchor, hit):
                continue
            if not free and " và các " in chars[at : hit.end()]:
                continue  # other texts are named with it, so that nobody knows where its name ends
            stop = at + len(chars[at:last].rstrip(TAIL))
            words = " ".join(chars[at:stop].split()).replace(" ,", ",").strip('“”"')
            return Programme(Span(at, stop), entry["doc_type"], words, entry["id"], entry.get("certainty", 0.8), entry.get("issued", False))
        return None

    def _may_be_dated(self, chars: str, at: int, end: int) -> bool:
        """Whether a year stands before the mark that ends what may be a name: cheap, as most names of programmes have none."""
        hit = self._year.search(chars, at + 1 if chars[at] in '“"' else at, end)
        if hit and hit[0] in '“”"':
            hit = self._year.search(chars, hit.end(), end)
        return hit is not None and hit[0][0].isdigit()

    def _ends(self, chars: str, at: int, end: int, *, bare: bool) -> bool:
        """Whether a name may end at `at`; a bare number may not, where a symbol or a thing that is counted follows."""
        if not bare:
            return not chars[at : at + 1].isalnum()
        after = self._word.match(chars, at, min(end, at + 16))
        return not (chars[at : at + 1].isalnum() or chars[at : at + 1] in ("/", "-", ".")) and not (after and after[1] in self._counted)

    def _is_name(self, chars: str, anchor: Match, hit: Match) -> bool:
        """Whether these words are one name: no other begins within, they point at nothing, say nothing, and are no mere sort."""
        if self._anchor.search(chars, anchor.end(), hit.end()) or self._telling.search(chars, hit.start(), hit.end()):
            return False
        words = chars[hit.start() : hit.end()].lower().split()
        if words[2:3] and words[2].strip(",") in self._pointing:
            return False
        period = self._period.search(chars, hit.start(), hit.end())
        return period is None or " ".join(chars[hit.start() : period.start()].lower().split()[2:]) not in self._sorts

    def stands(self, chars: str, at: int, end: int) -> bool:
        """Whether a text whose name with its body ends at `at` stands for itself: neither its number follows, nor `tại các cuộc họp`."""
        return not self._numbered.match(chars, at, min(end, at + NUMBER)) and not self._many.match(chars, at, min(end, at + 16))

    def _without_standing(self, chars: str, start: int, span: Span, end: int) -> bool:
        """Whether this is a text yet to be made, one of several, part of a body's name, or one whose number follows."""
        before = self._planned.search(chars, max(start, span.start - TELLING), span.start)
        if before:
            near = before["one"].lower()
            if near in self._plans or near in self._several or " ".join(before["two"].lower().split()) in self._plans:
                return True
        body = self._body.search(chars, max(start, span.start - BODY), span.start)
        if body and not self._apart.search(chars, body.start("rest"), span.start):
            return True
        return self._numbered.match(chars, span.end, min(end, span.end + NUMBER)) is not None


def _beginning(anchor: str) -> str:
    """The first two letters of what an anchor matches, small: it begins with letters, the first perhaps as a choice of two."""
    return (anchor[1] + anchor[anchor.index("]") + 1] if anchor.startswith("[") else anchor[:2]).lower()


def _spelled(pattern: str) -> str:
    return pattern.replace("{period}", PERIOD).replace("{words}", WORDS).replace("{quoted}", QUOTED)
