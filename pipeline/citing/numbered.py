"""Documents cited by number: the words around a symbol that belong to it."""

import itertools
from bisect import bisect_left
from typing import NamedTuple

from pipeline.cited import Cited
from pipeline.grammar.agencies import Agencies
from pipeline.grammar.dates import Day, date_at
from pipeline.grammar.numbers import Numbers, Symbol
from pipeline.grammar.titles import Name
from pipeline.grammar.typewords import NEAR, TypeWords
from pipeline.model import Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook

BLANKS = " \u00a0\t"
SO = ("số", "sô", "so")
DOUBTFUL = 0.85  # symbols below need a type word or a day
HEADING = 300  # characters of a heading that a list of numbers hangs on
LAW = 160  # characters of the title of a law
FAR = 130  # characters between a type word and its number: `Nghị định của Chính phủ số …`
BODY = 160  # characters of a body's name
JOINTS = r"{_*}(?:,|;|-|–|&|{_}và){_*}"
NOTE = r"{_*}\({_*}[A-ZĐ]{1,3}\d{0,3}{_*}\)"
BORROWED = r"(?i)(?:\d{1,5}[a-z]?{_*}(?:,|;|{_}và){_*}){1,8}$"
FEW_WORDS = r"(?:{_+}[{l}][{L}]*){1,5}{_*}"
UNKNOWN_BODY = r"{U}[{L}0-9.&]*(?:{_}(?:-{_})?[{L}0-9&]+){0,11}"
PINPOINT = (
    r"(?i)(?P<at>(?:(?:điểm|khoản|điều|tiểu{_}mục|mục|chương|phần|phụ{_}lục){_+}(?:[IVXLC]{1,5}|\d{1,3}[a-zđ]?|[a-zđ])"
    r"(?:{_*}(?:,|;|{_}và|{_}đến){_+}(?:\d{1,3}[a-zđ]?|[a-zđ]))*{_*}(?:,|{_}và)?{_*}){1,8})(?:của{_+}|tại{_+})?(?:các{_+})?$"
)
PARTS = ("điều", "khoản", "điểm", "mục", "chương", "phần", "phụ lục")
JOINT_TYPES = {"TT": "TTLT", "NQ": "NQLT"}
PARTY_IN_STATE_FORM = ("NQ", "CT", "KL", "QyĐ")


class Left(NamedTuple):
    """What stands before a symbol and belongs to it."""

    start: int
    typed: Span | None = None
    doc_type: str | None = None
    weak: bool = False  # `văn bản`: the symbol knows better
    name: str | None = None
    day: Day | None = None
    issuer: Span | None = None


class Right(NamedTuple):
    """What stands behind a symbol and belongs to it."""

    stop: int
    day: Day | None = None
    issuer: Span | None = None


class Numbered:
    """Reads numbered citations. Get it by `book.build(Numbered)`."""

    def __init__(self, book: Rulebook) -> None:
        self._numbers = book.build(Numbers)
        self._agencies = book.build(Agencies)
        self._types = book.build(TypeWords)
        self._words = self._types.abbr
        self._weak = {w.lower() for e in book.entries("citations", "weak_types") for w in e["words"]}
        self._typed = Pattern(rf"(?i){{<}}(?P<type>{self._types.pattern})")
        self._kind = Pattern(r"{<}(?P<kind>Bộ{_}[Ll]uật|Luật|Pháp{_}lệnh){_}")
        self._pinpoint, self._note, self._borrowed = Pattern(PINPOINT), Pattern(NOTE), Pattern(BORROWED)
        self._digits, self._few, self._joint, self._unknown = (
            Pattern(r"\d{1,5}[a-z]?"),
            Pattern(FEW_WORDS),
            Pattern(JOINTS),
            Pattern(UNKNOWN_BODY),
        )
        plain = sorted({w for e in book.entries("citations", "plain_bodies") for w in e["words"]}, key=lambda w: (-len(w), w))
        self._plain: dict[str, list[str]] = {w[:2]: [other for other in plain if other[:2] == w[:2]] for w in plain}
        self._stops = {w for e in book.entries("citations", "body_ends") for w in e["words"]}

    def read(self, chars: str, start: int, end: int, names: list[Name], *, divided: bool = False) -> list[Cited]:
        """The numbered citations in `chars[start:end]`, each with its own words only.

        `names` are the laws named there; `divided`: a heading doesn't reach over a blank line.
        """
        found: list[Cited] = []
        ends = [name.span.end for name in names]
        symbols = self._numbers.symbols(chars, start, end)
        for place, symbol in enumerate(symbols):
            stop = symbols[place + 1].span.start if place + 1 < len(symbols) else end
            floor = found[-1].span.end if found else start
            line = max(floor, chars.rfind("\n", floor, symbol.span.start) + 1)
            borrowing = None
            if chars[_back(chars, symbol.span.start, line, BLANKS) - 1] in ",;à":
                borrowing = self._borrowed.search(chars, max(line, symbol.span.start - NEAR), symbol.span.start)
            first = borrowing.start() if borrowing else symbol.span.start
            at, so = _before(chars, first, line)
            if borrowing and so == first:  # bare numbers borrow a symbol only where `số` stands before them
                borrowing, first = None, symbol.span.start
                at, so = _before(chars, first, line)
            left = self._left(chars, line, at, so, symbol, names, ends)
            if left.typed is None and not (divided and chars[max(0, so - 2) : so].startswith("\n\n")):
                left = self._headed(chars, at, so, symbol) or left
            right = self.behind(chars, symbol.span.end, stop, joint=symbol.family == "joint")
            if symbol.certainty < DOUBTFUL and not left.typed and not right.day:
                continue
            if borrowing:
                found += self._borrowers(chars, Span(*borrowing.span()), symbol, left)
                left = left._replace(start=symbol.span.start, typed=None)
            found.append(self._cited(chars, floor, symbol, left, right))
        return found

    def _cited(self, chars: str, floor: int, symbol: Symbol, left: Left, right: Right) -> Cited:
        day, issuer = right.day or left.day, right.issuer or left.issuer
        doc_type = symbol.doc_type if left.doc_type is None or (left.weak and symbol.doc_type) else left.doc_type
        if doc_type in JOINT_TYPES and JOINT_TYPES[doc_type] == symbol.doc_type:
            doc_type = symbol.doc_type  # `Thông tư số …/TTLT-…`
        exact = "".join(symbol.raw.split()) == symbol.key
        cited = Cited(
            span=Span(left.start, max(right.stop, symbol.span.end)),
            rule=symbol.family,
            certainty=symbol.certainty,
            symbol=symbol,
            key=symbol.key,
            raw_key=symbol.raw,
            doc_type=doc_type,
            typed=left.typed,
            day=day,
            date=day.iso if day else None,
            issuer_at=issuer,
            name=left.name,
            pinpoint=self.pinpoint(chars, floor, left.start),
            method="exact" if exact else "folded",
        )
        return self._mended(cited)

    @staticmethod
    def _mended(cited: Cited) -> Cited:
        """A Party symbol that was typed the State way (21/CT-TW), a year that its own date contradicts in one digit."""
        symbol = cited.symbol
        if symbol and symbol.family == "state" and symbol.issuers == ("TW",) and symbol.doc_type in PARTY_IN_STATE_FORM:
            code = symbol.notation.partition("-")[0]
            return cited._replace(key=f"{symbol.number}-{code}/TW", method="folded")
        day = cited.day
        if symbol and symbol.family == "normative" and symbol.year and day and day.year and day.year != symbol.year and cited.key:
            printed, year = str(symbol.year), str(day.year)
            if day.month and day.iso and sum(a != b for a, b in zip(printed, year, strict=False)) == 1:
                key = cited.key.replace(f"/{printed}/", f"/{year}/", 1)
                return cited._replace(key=key, method="misread", certainty=0.7)
        return cited

    def _left(self, chars: str, floor: int, at: int, so: int, symbol: Symbol, names: list[Name], ends: list[int]) -> Left:
        """The type word, law name, day and issuer that stand before the number (`so`: where `số` begins)."""
        i = bisect_left(ends, at)
        law = names[i] if i < len(names) and ends[i] == at else None
        if law is None and (typed := self._types.before(chars, floor, at)):
            start, words = typed
            return Left(start, Span(start, at), self._words[words], words in self._weak)
        before = names[i - 1] if i and law is None else None
        if before and before.span.start >= floor and symbol.doc_type is None and self._runs_on(chars, before.span.end, at):
            law = before  # a title that nobody knows, cut too short
        if law and law.span.start >= floor:
            name = law.name if law.span.end == at else " ".join(chars[law.span.start : at].split()).replace(" ,", ",")
            return Left(law.span.start, law.span, law.doc_type, name=name)
        return self._far(chars, floor, at, symbol) or (self._law(chars, floor, at) if symbol.family == "assembly" else None) or Left(so)

    def _law(self, chars: str, floor: int, at: int) -> Left | None:
        """A law with its number whose title nobody knows, and which begins with words that seem to end one."""
        last = None
        for hit in self._kind.finditer(chars, max(floor, at - LAW), at):
            last = hit
        if last is None or not self._runs_on(chars, last.end(), at):
            return None
        words = " ".join(last["kind"].lower().split())
        name = " ".join(chars[last.start("kind") : at].split()).replace(" ,", ",")
        return Left(last.start("kind"), Span(last.start("kind"), at), self._words[words], name=name)

    def _runs_on(self, chars: str, start: int, at: int) -> bool:
        between = chars[start:at]
        return len(between) < 90 and not any(c in '.;:()\n"“”' for c in between) and not self._numbers.type_within(between)

    def _far(self, chars: str, floor: int, at: int, symbol: Symbol) -> Left | None:
        """A type word with its issuer or day between it and the number, or with a few words that say what sort it is."""
        last = None
        for hit in self._typed.finditer(chars, max(floor, at - FAR), at):
            last = hit
        if last is None:
            return None
        typed, words = Span(*last.span("type")), " ".join(last["type"].lower().split())
        between = self.behind(chars, typed.end, at, joint=True, bare=True)
        rest = chars[between.stop : at].strip(BLANKS + ":,")
        if between.stop > typed.end and not rest:
            return Left(typed.start, typed, self._words[words], words in self._weak, None, between.day, between.issuer)
        if self._words[words] == symbol.doc_type and self._few.fullmatch(chars, typed.end, at):
            return Left(typed.start, typed, self._words[words])
        return None

    def _headed(self, chars: str, at: int, so: int, symbol: Symbol) -> Left | None:
        """A number in a list whose heading names type and issuer: `các Quyết định của Chủ tịch UBND tỉnh về …: số 761/QĐ-UBND`."""
        if chars[at : at + 1] != ":":
            at = _back(chars, at, 0, BLANKS + "-–+*•\n")
            if chars[at:so].count("\n") == 0 or chars[at - 1 : at] != ":":
                return None
        last = None
        for hit in self._typed.finditer(chars, max(0, at - HEADING, chars.rfind("\n", 0, at - 1)), at):
            last = hit if self._words[" ".join(hit["type"].lower().split())] == symbol.doc_type else last
        if last is None:
            return None
        right = self.behind(chars, last.end("type"), at)
        return Left(so, None, symbol.doc_type, issuer=right.issuer)

    def behind(self, chars: str, at: int, end: int, *, joint: bool = False, bare: bool = False) -> Right:
        """The day and the issuer that follow a number, in either order; `bare`: the issuer may stand without `của`."""
        stop, day, issuer = at, None, None
        place = at
        for _ in range(3):
            place = _skip(chars, place, end)
            if chars[place : place + 1] == "(" and (note := self._note.match(chars, place, min(end, place + 12))):
                place = _skip(chars, note.end(), end)
            if day is None and (found := _day_at(chars, place, end)):
                day, place, stop = found, found.span.end, found.span.end
            elif issuer is None and (body := self._body(chars, place, end, joint=joint, bare=bare)):
                issuer, place, stop = body, body.end, body.end
            else:
                break
        return Right(stop, day, issuer)

    def _body(self, chars: str, at: int, end: int, *, joint: bool, bare: bool) -> Span | None:
        """The name of the issuer: `của UBND tỉnh`, `do Bộ Tài chính`."""
        low = chars[at : at + 6].lower()
        apart = low.startswith(",")
        if apart:
            after = _skip(chars, at + 1, end)
            if not chars[after : after + 4].lower().startswith("của "):
                return None
            at, low = after, "của "
        by = low.startswith("do ")
        if by or low.startswith(("của ", "của\u00a0")):
            at = _skip(chars, at + 3 if low.startswith("của") else at + 2, end)
            if chars[at : at + 4].lower() == "của ":  # printed twice
                at = _skip(chars, at + 3, end)
        elif not bare:
            return None
        stop = self._name(chars, at, end)
        if by and not chars[stop : stop + 10].lower().startswith((" ban hành", " ký")):
            return None
        if apart and chars[stop : stop + 5].lower() == " tại ":  # `…, của Ban Bí thư tại Kết luận số …`: the next document's
            return None
        while joint and stop > at and (more := self._joint.match(chars, stop, min(end, stop + 8))):
            further = self._name(chars, more.end(), end)
            if further <= more.end():
                break
            stop = further
        return Span(at, stop) if stop > at else None

    def _name(self, chars: str, at: int, end: int) -> int:
        """Where the body's name that begins at `at` ends."""
        for words in self._plain.get(chars[at : at + 2], ()):
            after = at + len(words)
            if chars.startswith(words, at) and not chars[after : after + 1].isalnum() and not chars[after + 1 : after + 2].isupper():
                return after
        if body := self._agencies.name_at(chars, at, min(end, at + BODY)):
            joint = chars.rfind(" và ", at, body.span.end)
            more = joint > 0 and self._numbers.type_within(chars[joint : body.span.end])  # `của Bộ A và Nghị định số …`
            return joint if more else body.span.end
        return self._run(chars, at, end) if at < end and chars[at].isupper() else at

    def _run(self, chars: str, at: int, end: int) -> int:
        """Where a name in capital letters ends that no register knows."""
        run = self._unknown.match(chars, at, min(end, at + BODY))
        stop = at
        words = chars[at : run.end()].split(" ") if run else []
        for word, following in itertools.zip_longest(words, words[1:], fillvalue=""):
            if word.lower() in self._stops or f"{word} {following}".lower() in self._stops:
                break
            stop += len(word) + (stop > at)
        return at + len(chars[at:stop].rstrip(" -.&"))

    def pinpoint(self, chars: str, floor: int, at: int) -> str | None:
        """The article, clause and point of the document that is meant: `khoản 2 Điều 5`."""
        near = chars[max(floor, at - 24) : at].lower()
        if not any(map(near.__contains__, PARTS)):
            return None
        hit = self._pinpoint.search(chars, max(floor, at - 120), at)
        return " ".join(hit["at"].split()).strip(" ,") if hit else None

    def _borrowers(self, chars: str, numbers: Span, symbol: Symbol, left: Left) -> list[Cited]:
        """The bare numbers of `Quyết định số 1551, 1552/QĐ-UBND`, which borrow the symbol that follows."""
        found: list[Cited] = []
        for hit in self._digits.finditer(chars, *numbers):
            start = left.start if not found else hit.start()
            borrowed = symbol._replace(span=Span(*hit.span()), number=hit[0], raw=hit[0])
            key = symbol.key.replace(symbol.number, hit[0], 1)
            doc_type = symbol.doc_type or left.doc_type
            cited = Cited(
                Span(start, hit.end()),
                "borrowed-symbol",
                0.75,
                borrowed,
                key,
                hit[0],
                doc_type,
                None if found else left.typed,
                method="folded",
            )
            found.append(cited)
        return found


def _before(chars: str, at: int, floor: int) -> tuple[int, int]:
    """Where the words end that stand before a number, and where `số` begins (`at` itself where there is none)."""
    i = _back(chars, at, floor, BLANKS + ":.(")
    so = at
    if i - 2 >= floor and chars[i - 2 : i].lower() in SO and not chars[i - 3 : i - 2].isalnum():
        so = i - 2
        i = _back(chars, so, floor, BLANKS + ":(")
    elif i == at and i > floor and chars[i - 1] in "sS":  # s20/2008
        so = i - 1
        i = _back(chars, so, floor, BLANKS)
    return i, so


def _back(chars: str, at: int, floor: int, over: str) -> int:
    while at > floor and chars[at - 1] in over:
        at -= 1
    return at


def _skip(chars: str, at: int, end: int) -> int:
    while at < end and chars[at] in BLANKS:
        at += 1
    return at


def _day_at(chars: str, at: int, end: int) -> Day | None:
    """A day, month or year that belongs to the number before `at`; a comma may stand before `ngày`."""
    low = chars[at : at + 6].lower()
    if low.startswith(","):
        at = _skip(chars, at + 1, end)
        low = chars[at : at + 6].lower()
        if not low.startswith(("ngày", "đề", "năm")):
            return None
    if low.startswith(("đề ngày"[:6], "ký ngày"[:6])):
        at += 3
    elif not low.startswith(("ngày", "ngay", "năm ", "tháng")) and not low[:1].isdigit():
        return None
    found = date_at(chars, at, end)
    if found is None or (low[:1].isdigit() and not (found.year and found.month and found.day)):
        return None
    return found
