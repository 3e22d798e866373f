"""Numbers and symbols of documents, and the types that they stand for."""

from typing import NamedTuple

from pipeline.grammar.codes import CAP, CODE, FOLDED, Codes
from pipeline.grammar.typewords import TypeWords
from pipeline.kept import Kept
from pipeline.model import Span
from pipeline.pattern import Match, Pattern
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike, plain

BLANKS = " \u00a0\t\n"
MISREAD = str.maketrans("lIOo", "1100")  # in the digits of a number
SLASH = r"[{_}]{0,3}[/⁄∕][{_}\n]{0,3}"
DASH = r"[{_}]{0,2}[-–—‑−_][{_}\n]{0,3}"
EITHER = r"[{_}]{0,2}[-–—‑−_/⁄∕][{_}\n]{0,3}"
DIGITS = r"(?:\d{1,3}\.\d{1,3}|\d[\dlIOo]{0,5}|[lI]\d{1,4})(?:{_}?[a-zđ]|[A-DĐ])?"
YEAR = r"(?:19|20)\d\d|9\d"
CODES = rf"{CODE}(?:{EITHER}{CODE}){{0,8}}"
SYMBOL = (
    rf"(?P<n>{DIGITS})(?P<s>{SLASH}|{DASH})(?:(?P<y>{YEAR}){EITHER})?(?P<c>{CODES})"
    rf"|(?P<n2>\d{{1,5}}[a-z]?){{_}}(?P<c2>{CAP}{{1,4}}{SLASH}{CODES}|CP|TTg|HĐBT)"
)
ANCHOR = (  # cheap: where a number may meet its symbol
    r"\d[a-zđA-DĐ{_}]{0,2}[/⁄∕–—‑−_-][{_}\n]{0,3}[A-ZĐÐА-Я]"
    r"|\d[a-z]?{_}(?:[A-ZĐÐ]{1,4}{_*}[/⁄∕]|(?:CP|TTg|HĐBT){_})"
)
UNNUMBERED = rf"(?P<n>)(?P<n2>)(?P<c2>)[{{_}}.…_\x{{FFFD}}]{{0,60}}(?P<s>{SLASH}|{DASH})(?:(?P<y>{YEAR}){EITHER})?(?P<c>{CODES})"
UNSTROKED = rf"(?P<n2>)(?P<y>)(?P<s>)(?P<n>{DIGITS}){{_*}}(?P<c>{CAP}{{2,12}}(?:(?:{EITHER}|{{_}}){CODE}){{0,4}})(?P<c2>)"
LEAD = r"(?i)[{_}*]{0,8}(?:số|sô|so|s)?[{_}*:]{0,8}"
PARTY_BODY = r"[{U}]{0,8}(?:TW|TƯ|TU|ĐU)|[HQĐ]U|ThU|CB|ĐB|ĐH|BCSĐ|ĐĐ|(?:TW)?ĐTN|TĐTN"
STROKES = "/⁄∕–—‑−_-"
LONGEST = 100  # characters of a symbol
WORD = 48  # characters of one that is worth keeping
REMEMBERED = 4096  # symbols kept
WINDOW = 44  # characters before a number in which its cue stands


class DocType(NamedTuple):
    """A type of document: `QĐ`, `Quyết định`."""

    abbr: str  # as in the database (`CV`, `KH`, `Luật`)
    name: str


class Symbol(NamedTuple):
    """A number with its symbol, as written somewhere."""

    span: Span
    number: str  # as printed: 01, 30c, 66.18; empty where it was left blank
    notation: str  # canonical, without number: KH-UBND, 2025/QĐ-TTg, CT/TW
    key: str  # canonical: 1712/KH-UBND, 21-CT/TW, 51/2025/QĐ-TTg; empty where the number was left blank
    raw: str  # as printed
    doc_type: str | None  # what the symbol says of the type
    issuers: tuple[str, ...] = ()  # issuer codes of the symbol, in order (several where joint)
    year: int | None = None
    certainty: float = 1.0  # that this is a document's number and no look-alike
    family: str = "letter"  # entry of document_types.yaml, section families


class Numbers:
    """Reads numbers. Get it by `book.build(Numbers)`."""

    def __init__(self, book: Rulebook) -> None:
        types = book.entries("document_types", "types")
        self._codes = book.build(Codes)
        self._placed = Kept(self._symbol_at)
        self._known: dict[str, tuple[int, int, Symbol] | None] = {}
        self._types = {t["abbr"]: DocType(t["abbr"], t["name"]) for t in types}
        names = [(name, t["abbr"]) for t in types for name in (t["name"], *t.get("said", ()))]
        self._names = sorted(((alike(name), abbr) for name, abbr in names), key=lambda row: -len(row[0]))
        self._bare = [(plain(name), abbr) for name, abbr in self._names]
        self._cues = {f["id"]: bool(f.get("cue")) for f in book.entries("document_types", "families")}
        self._refused_words = [w.lower() for e in book.entries("document_types", "refused") for w in e["words"]]
        self._anchor, self._symbol, self._lead = Pattern(ANCHOR), Pattern(SYMBOL), Pattern(LEAD)
        self._written = (self._symbol, Pattern(UNNUMBERED), Pattern(UNSTROKED))
        self._party_body = Pattern(PARTY_BODY)
        self._unit = Pattern(r"{_}(?P<unit>[{U}]{2,8}\d?){_*}(?:\n|$)")
        strange = {word for words in self._refused_words for word in words.split()}
        self._type_words = book.build(TypeWords)
        self._sure = {name.lower() for name, _ in names if strange.isdisjoint(name.lower().split())}  # before these, nothing refuses
        refused = [
            "(?:{})".format("|".join(w.replace(" ", "{_+}") for w in e["words"])) + ("{_*}(?:{L}+{_+}){0,3}" if e.get("loose") else "{_*}")
            for e in book.entries("document_types", "refused")
        ]
        self._refused = Pattern(rf"(?i){{<}}(?P<words>{'|'.join(refused)})(?:số)?[{{_}}:.]{{0,3}}$")
        named = "|".join(name.replace(" ", "{_+}") for name, _ in self._names)
        self._cue = Pattern(rf"(?i){{<}}(?:(?P<type>{named})?[{{_}}(]{{0,4}}(?P<so>số|sô|so|s)?)[{{_}}:.(]{{0,4}}$")
        self._dated = Pattern(r"(?i)[{_},(]{0,3}(?:ngày|năm|đề ngày)?{_*}\d{1,4}{_*}(?:[/.-]{_*}\d{1,2}|tháng)")

    def symbols(self, chars: str, start: int, end: int) -> list[Symbol]:
        """Every document number in running text, in order; look-alikes left out."""
        found: list[Symbol] = []
        for anchor in self._anchor.finditer(chars, start, end):
            digit = anchor.start()
            at = self._beginning(chars, digit, found[-1].span.end if found else start)
            symbol = self._written_at(chars, at, digit, end) if at >= 0 else None
            if symbol and (certainty := self._trust(chars, start, end, symbol, found[-1] if found else None)):
                found.append(symbol if certainty == symbol.certainty else symbol._replace(certainty=certainty))
        return found

    def _written_at(self, chars: str, at: int, digit: int, end: int) -> Symbol | None:
        """The symbol that begins at `at` and the last digit of whose number stands at `digit`.

        Two of three are written as before, in one word that can't go on behind its blank: these are kept.
        """
        word = chars[at : at + WORD].split(None, 1)[0]
        behind = at + len(word)
        after, tail = chars[behind : behind + 2], chars[digit + 1 : behind]
        alone = after[:1] == "\n" or (after[:1] == " " and after[1].islower())
        if not alone or behind + 2 > end or not tail or tail.isalnum() or word[-1] in STROKES:
            hit = self._symbol.match(chars, at, min(end, at + LONGEST))
            return self._read(chars, hit, end) if hit else None
        if word not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            hit = self._symbol.match(chars, at, min(end, at + LONGEST))
            symbol = self._read(chars, hit, end) if hit else None
            self._known[word] = (symbol.span.start - at, symbol.span.end - at, symbol) if symbol else None
            return symbol
        if (known := self._known[word]) is None:
            return None
        first, last, symbol = known
        return symbol if symbol.span.start == at + first else Symbol(Span(at + first, at + last), *symbol[1:])

    @staticmethod
    def _beginning(chars: str, at: int, start: int) -> int:
        """Where the number begins whose last digit stands at `at`, before its year if it has one; -1 where `start` lies behind it."""
        if at < start:
            return -1

        def run(i: int) -> int:
            while i > start and (chars[i - 1].isdigit() or chars[i - 1] in "lIO"):
                i -= 1
            return i

        i, tip = run(at), at
        i = _after_date(chars, i, at, start)
        if i - 1 > start and chars[i - 1] in "/⁄∕" and at - i in (1, 3):  # 30/2020/NĐ-CP
            j = i - 1
            while j > start and chars[j - 1] in BLANKS:
                j -= 1
            j -= j - 1 > start and chars[j - 1].isalpha() and (chars[j - 2].isdigit() or chars[j - 2] in BLANKS)
            while j > start and chars[j - 1] in BLANKS:
                j -= 1
            if j > start and chars[j - 1].isdigit():
                i, tip = run(j), j
        if i - 1 > start and chars[i - 1] == "." and chars[i - 2].isdigit() and tip - i <= 3:  # 66.18
            i = run(i - 1)
        return i

    def symbol_at(self, chars: str, at: int, end: int) -> Symbol | None:
        """The number that is written at `at`, as after `Số:` in a header (there nearly anything is one).

        `Số:` itself may stand before it. Where the number was left blank (`Số:   /KH-UBND`), `number` and `key` are empty.
        """
        return self._placed(chars, at, end)

    def _symbol_at(self, chars: str, at: int, end: int) -> Symbol | None:
        lead = self._lead.match(chars, at, min(end, at + 24))
        for begin in (lead.end() if lead else at, at):
            for pattern in self._written:
                if (hit := pattern.match(chars, begin, min(end, begin + 140))) and (symbol := self._read(chars, hit, end)):
                    return self._with_unit(chars, symbol, end)
        return None

    def type_named(self, words: str) -> DocType | None:
        """The type that a title line names (`KẾ HOẠCH`, `Quyết định`), however it is spelled."""
        folded = " ".join(alike(words).strip(" *.:-\n").split())
        letters = folded.split(" ")
        if len(letters) > 3 and all(len(letter) == 1 for letter in letters):  # K Ế  H O Ạ C H
            folded = "".join(letters)
        for given, names in ((folded, self._names), (plain(folded), self._bare)):
            for name, abbr in names:
                if given.startswith(name) and not given[len(name) : len(name) + 1].isalnum():
                    return self._types[abbr]
                if given == name.replace(" ", ""):
                    return self._types[abbr]
        return None

    def type_of(self, abbr: str) -> DocType | None:
        """The type with this abbreviation."""
        return self._types.get(abbr)

    def type_within(self, words: str) -> bool:
        """Whether a type's name stands somewhere in these words."""
        return any(name in folded for folded in (alike(words),) for name, _ in self._names)

    def _with_unit(self, chars: str, symbol: Symbol, end: int) -> Symbol:
        """A number line's symbol with the unit that stands behind it without a hyphen (`4977/BVHTTDL VP`)."""
        unit = self._unit.match(chars, symbol.span.end, min(end, symbol.span.end + 24))
        if unit is None or symbol.family != "letter" or "-" in symbol.notation:
            return symbol
        span = Span(symbol.span.start, unit.end("unit"))
        tail = f"-{unit['unit']}"
        return symbol._replace(
            span=span, notation=symbol.notation + tail, key=symbol.key and symbol.key + tail, raw=chars[span.start : span.end]
        )

    def _read(self, chars: str, hit: Match, end: int) -> Symbol | None:
        """The symbol of a match, whatever its surroundings."""
        year, stroke = hit["y"] or None, hit["s"].translate(FOLDED).strip()
        codes, numbered = ("c2", "n2") if hit.group("c2") else ("c", "n")
        stroke = stroke or ("" if numbered == "n2" and hit["n2"] else "/")
        at, last = hit.span(codes)
        tail = self._codes.read(chars, at, last, end, stroke, year=year is not None)
        if tail is None:
            return None
        number = "".join(hit[numbered].split())
        if number[1:2].isdigit() or (number[:1].isdigit() and tail.family != "letter"):
            number = number.translate(MISREAD)
        start, stop = hit.start(numbered if number else "s"), at + tail.length
        notation = f"{year}/{tail.notation}" if year else tail.notation
        return Symbol(
            span=Span(start, stop),
            number=number,
            notation=notation,
            key=f"{number}{stroke}{notation}" if number else "",
            raw=chars[start:stop],
            doc_type=tail.doc_type,
            issuers=tail.issuers,
            year=int(year) + (1900 if len(year) == 2 else 0) if year else None,
            family=tail.family,
        )

    def _trust(self, chars: str, start: int, end: int, symbol: Symbol, before: Symbol | None) -> float:
        """How surely a symbol in running text is a document's number; 0 for look-alikes."""
        at = symbol.span.start
        left = chars[at - 1] if at > start else " "
        if (
            (left.isdigit() and _after_date(chars, at - 4, at, start) != at)
            or left == "/"
            or (left in ".,-–" and at - 1 > start and chars[at - 2].isdigit())
        ):
            return 0.0
        window = max(start, at - WINDOW)
        near = chars[window:at].lower()
        if self._type_words.ends(near.rstrip(" :").removesuffix("số").rstrip()) not in self._sure:
            refused = self._refused.search(chars, window, at) if any(map(near.__contains__, self._refused_words)) else None
            if refused and not self.type_within(refused["words"]):
                return 0.0
        known = symbol.family != "party" or self._party_body.fullmatch(symbol.issuers[0]) is not None
        if known and not left.isalpha() and not self._cues.get(symbol.family, True):
            return 1.0
        cue = self._cue.search(chars, window, at)
        if cue and (cue["type"] or cue["so"]):
            return 1.0 if known and not self._cues.get(symbol.family, True) else 0.98 if cue["type"] or "-" in symbol.notation else 0.8
        if left.isalpha():
            return 0.0
        if before and at - before.span.end < 160 and before.family == symbol.family and near.rstrip().endswith((",", ";", "và", "đến")):
            return 0.9  # one of a list
        return 0.7 if self._dated.match(chars, symbol.span.end, min(end, symbol.span.end + 24)) else 0.0


def _after_date(chars: str, start: int, last: int, floor: int) -> int:
    """Where a number begins whose digits are glued to the year of a date: `ngày 14/11/200310/GP-UBND` (cells of a table)."""
    year = chars[start : start + 4]
    if last - start < 4 or year[:2] not in ("19", "20") or not year.isdigit() or start - 2 <= floor or chars[start - 1] != "/":
        return start
    return start + 4 if chars[start - 2].isdigit() and "/" in chars[max(floor, start - 5) : start - 2] else start
