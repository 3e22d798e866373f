"""Names of texts that are cited by name: where the title of a law begins and where it ends."""

from typing import NamedTuple

from pipeline.model import Span
from pipeline.pattern import Pattern, escape
from pipeline.rulebook import Rulebook
from pipeline.spelling import NEW_TONES, OLD_TONES, alike

# a law named in lower case must go on with a capital: `luật Đất đai`, but `pháp luật về đất đai`
UPPER_KIND = r"BỘ{_}LUẬT|Bộ{_}[Ll]uật|LUẬT|Luật|PHÁP{_}LỆNH|Pháp{_}[Ll]ệnh|HIẾN{_}PHÁP|Hiến{_}[Pp]háp"
LOWER_KIND = r"bộ{_}luật|luật|pháp{_}lệnh|hiến{_}pháp"
ANCHOR = rf"(?:{UPPER_KIND})|(?:{LOWER_KIND}){{_}}[A-ZĐ]"
BLANKS = " \u00a0\t"
AMENDING = (
    r"(?i){_+}(?:về{_+}(?:việc{_+})?)?sửa{_+}đổi(?:{_*},?{_*}(?:và{_+})?bổ{_+}sung)?(?:{_+}[{L}0-9]+(?:{_*},)?){0,16}?{_+}"
    rf"(?:(?P<many>(?:các|\d{{1,2}}){{_+}}(?:bộ{{_+}})?luật)|(?P<kind>{UPPER_KIND}))"
)
CONSTITUTION = r"(?i){_+}nước{_+}(?:cộng{_+}h(?:òa|oà){_+}xã{_+}hội{_+}chủ{_+}nghĩa{_+}|CHXHCN{_*})Việt{_+}Nam"
YEAR_BEGINS = "n12" + BLANKS  # what a year begins with, behind its blank
SHORTENED = "tb" + BLANKS  # and an abbreviated title, if not with a capital
YEAR = r"(?:{_+}năm)?{_+}(?:19|20)\d\d"
ABOUT = r"(?i){_+}về(?:{_+}việc)?"
WORD = r"{_+}(?:[Pp]hòng{_*},{_*}chống|{L}[{L}0-9]*)(?:{_*}[-–]{_*}{L}+)?"
ABBREVIATION = r"{_+}(?:(?:[Tt]huế|[Bb]an{_+}hành){_+})?[{U}]{2,8}(?:[,&][{U}&]{2,10}){0,3}"
IDIOM = r"{_*},?{_*}(?:và{_+}|các{_+}){0,2}(?:pháp{_+})?luật(?:$|[^{L}])"  # `Hiến pháp và pháp luật`: no one text
HELD = {("", "các"), ("hàng", "không")}  # words that end a title, but not here
THROUGH = {"về", "có", "đến"}  # nor in `các luật có liên quan đến`
DEEPEST = 2  # amending laws within one another
LISTED = 40  # laws that one law amends at most
LONGEST = 14  # words of a title that nobody knows
LOOK_BACK = 24  # characters in which the word before a name stands


class Name(NamedTuple):
    """A law, code, ordinance or constitution named in running text."""

    span: Span  # from the kind to the end of the title, with the year where one follows
    doc_type: str
    name: str  # as written, blanks tidied
    rule: str
    certainty: float


class Titles:
    """Reads the names of laws. Get it by `book.build(Titles)`."""

    def __init__(self, book: Rulebook) -> None:
        kinds = book.entries("named_texts", "kinds")
        self._types: dict[str, str] = {alike(k["word"]): k["doc_type"] for k in kinds}
        self._ends: set[str] = {word for e in book.entries("named_texts", "ends") for word in e["words"]}
        self._not_after: set[str] = {word for e in book.entries("named_texts", "strangers") for word in e.get("after", ())}
        self._not_before: set[str] = {word for e in book.entries("named_texts", "strangers") for word in e.get("before", ())}
        self._drafting: set[str] = {word for e in book.entries("named_texts", "drafting") for word in e["words"]}
        known: dict[str, set[str]] = {}
        for law in book.entries("named_texts", "laws"):
            known.setdefault(alike(law["kind"]), set()).add(law["title"])
        for entry in book.entries("named_texts", "titles"):
            known.setdefault(alike(entry["kind"]), set()).update(entry["titles"])
        self._known = {kind: Pattern(_any_of(titles)) for kind, titles in known.items()}
        self._anchor, self._kind, self._word = Pattern(ANCHOR), Pattern(f"{UPPER_KIND}|{LOWER_KIND}"), Pattern(WORD)
        self._amending, self._constitution, self._year = Pattern(AMENDING), Pattern(CONSTITUTION), Pattern(YEAR)
        self._about, self._abbreviation = Pattern(ABOUT), Pattern(ABBREVIATION)
        self._idiom = Pattern(IDIOM)
        self._listed = Pattern(r"(?:{_*},|{_+}và){_+}(?:các{_+})?")
        self._bracket = Pattern(r"{_*}\([^()]{1,500}[Ll]uật[^()]{1,500}\)")

    def names(self, chars: str, start: int, end: int) -> list[Name]:
        """The laws named in running text, in order; drafts, and laws within another's title, aren't among them."""
        found: list[Name] = []
        at = start
        for anchor in self._anchor.finditer(chars, start, end):
            first, last = anchor.span()
            if first < at:
                continue
            kind = Span(first, last - 2 if chars[first].islower() else last)  # behind one in lower case stands a capital
            if name := self._read(chars, kind, end, start, 0):
                at = name.span.end
                if _word_before(chars, max(start, name.span.start - LOOK_BACK), name.span.start) not in self._drafting:
                    found.append(name)
        return found

    def name_at(self, chars: str, at: int, end: int, start: int = 0, depth: int = 0) -> Name | None:
        """The law whose kind (`Luật`, `Bộ luật` …) stands at `at`; `depth`: amending laws that it stands within."""
        kind = self._kind.match(chars, at, min(end, at + 12))
        return self._read(chars, Span(*kind.span()), end, start, depth) if kind else None

    def _read(self, chars: str, kind: Span, end: int, start: int, depth: int) -> Name | None:
        at = kind.start
        if (at > start and chars[at - 1].isalnum()) or (kind.end < end and chars[kind.end].isalnum()):
            return None
        if _word_before(chars, max(start, at - LOOK_BACK), at) in self._not_after:
            return None
        what = " ".join(alike(chars[at : kind.end]).split())
        stop, rule, certainty = self._title(chars, kind.end, end, what, depth, known_only=chars[at].islower())
        if stop < 0:
            return None
        if chars[stop + 1 : stop + 2] in YEAR_BEGINS and (year := self._year.match(chars, stop, min(end, stop + 16))):
            border = chars[year.end() : year.end() + 1]
            stop = stop if border.isalnum() or (border and border in "/-") else year.end()
        return Name(Span(at, stop), self._types[what], _tidy(chars[at:stop]), rule, certainty)

    def _title(self, chars: str, at: int, end: int, kind: str, depth: int, *, known_only: bool) -> tuple[int, str, float]:
        """Where the title that begins at `at` ends, -1 where there is none; by which rule, how surely."""
        limit = min(end, at + 400)
        if kind == "hiến pháp":
            country = self._constitution.match(chars, at, limit)
            if country or self._year.match(chars, at, limit):
                return country.end() if country else at, "constitution", 1.0
            plain = chars[at - 1].islower() and not known_only and not self._idiom.match(chars, at, limit)
            return at if plain else -1, "constitution", 0.8
        first = chars[at + 1 : at + 2]
        shortened = not known_only and chars[at - 1].islower() and (first.isupper() or first in SHORTENED)
        short = self._abbreviation.match(chars, at, limit) if shortened else None
        if short and not chars[short.end() : short.end() + 1].isalnum():
            return short.end(), "abbreviated-title", 0.9
        if (title := self._known[kind].match(chars, at, limit)) and not chars[title.end() : title.end() + 1].isalnum():
            return title.end(), "known-title", 1.0
        if depth < DEEPEST and (amending := self._amending.match(chars, at, limit)):
            return self._amended(chars, amending.start("kind"), amending.end("many"), end, depth + 1)
        if about := self._about.match(chars, at, limit):
            title = self._known[kind].match(chars, about.end(), limit)
            return (title.end() if title else -1), "known-title", 1.0
        return (-1 if known_only else self._run(chars, at, end)), "title-run", 0.8

    def _amended(self, chars: str, kind: int, many: int, end: int, depth: int) -> tuple[int, str, float]:
        """Where the title of an amending law ends: with the last of the laws that it amends."""
        if many >= 0:
            stop = self._run(chars, many, end, through=True)
            listed = self._bracket.match(chars, max(many, stop), min(end, max(many, stop) + 600))
            return (listed.end() if listed else max(many, stop)), "amending-title", 0.9
        stop = -1
        for _ in range(LISTED):
            law = self.name_at(chars, kind, end, depth=depth)
            bare = None if law or stop < 0 else self._known["luật"].match(chars, kind - 1, min(end, kind + 200))
            if law is None and bare is None:
                return stop, "amending-title", 0.9
            stop = law.span.end if law else bare.end() if bare else stop
            listed = self._listed.match(chars, stop, min(end, stop + 16))
            if listed is None:
                return stop, "amending-title", 0.9
            kind = listed.end()
        return stop, "amending-title", 0.9

    def _run(self, chars: str, at: int, end: int, *, through: bool = False) -> int:
        """Where a title that nobody knows ends: before the first word that cannot be in one. -1 where it has no word."""
        stops, last = [at], ""
        while len(stops) <= LONGEST:
            word = self._word.match(chars, stops[-1], min(end, stops[-1] + 40))
            if word is None:
                break
            plain = word[0].strip().lower()
            if f"{last} {plain}" in self._ends:
                stops.pop()
                break
            if plain in self._ends and (last, plain) not in HELD and not (through and plain in THROUGH):
                break
            if not last and not through and plain in self._not_before:
                return -1
            stops.append(word.end())
            last = plain
        return stops[-1] if len(stops) > 1 else -1


def _word_before(chars: str, start: int, at: int) -> str:
    """The word that stands before `at`, small; empty where another mark stands there."""
    words = chars[start:at].rstrip(" \u00a0\t")
    i = len(words)
    while i and words[i - 1].isalpha():
        i -= 1
    return words[i:].lower()


def _tidy(words: str) -> str:
    """One blank between words, none before a comma."""
    return " ".join(words.split()).replace(" ,", ",")


def _any_of(titles: set[str]) -> str:
    """The pattern of these titles, longest first: case, old tone places, commas and dashes do not matter."""
    return "(?i){_+}(?:" + "|".join(_loose(title) for title in sorted(titles, key=lambda t: (-len(t), t))) + ")"


def _loose(title: str) -> str:
    words = []
    for word in title.replace(",", " , ").replace(";", " , ").split():
        pattern = escape(word)
        for old, new in zip(OLD_TONES, NEW_TONES, strict=True):
            pattern = pattern.replace(new, f"(?:{old}|{new})") if new in pattern else pattern.replace(old, f"(?:{old}|{new})")
        words.append("," if word == "," else pattern)
    out = ""
    for word in words:
        if word == ",":
            out += "(?:{_*}[,;–-]|{_+}và)?"
        else:
            out += ("{_+}" if out and not out.endswith("?") else "{_*}" if out else "") + word
    return out
