"""The codes of a symbol (`QĐ-UBND`, `CT/TW`): which type of document they stand for, and which bodies."""

from typing import NamedTuple

from pipeline.codepage import LOWER as SMALL
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook

# letters of other alphabets that look like ours, and the strokes that stand for / and -
FOLDED = str.maketrans("ÐАВЕКМНОРСТУХрсео⁄∕–—‑−_\u00ad", "ĐABEKMHOPCTYXpceo//------")
LOWER = "abcdefghijklmnopqrstuvwxyz" + SMALL[3:] + "р"
CAP = r"[{U}ÐАВЕКМНОРСТУХ]"
CAPS = r"[{U}ÐАВЕКМНОРСТУХ0-9&.]"
CODE = rf"{CAP}{CAPS}{{0,24}}(?:[{{l}}р]{{1,2}}{CAP}{CAPS}{{0,14}}){{0,3}}(?:[{{l}}р]{{1,3}}\d{{0,2}})?"
COURT = r"(?:HS|DS|HC|LĐ|KDTM|HNGĐ|HN)-?(?:ST|PT|GĐT)|QĐ[SP]T|QĐXX[{U}]*|HĐ(?:KT|MB|TV|LĐ|XD|TC|TD)[{U}]{0,4}|PL[IVX]+"
TERMED = r"(?P<body>QH|UBTVQH|UBTV|HĐND|HĐNN)K?(?P<term>\d{1,2})?"
REMEMBERED = 4096  # tails of symbols kept
DIRECTING = (
    "UB",
    "B",
    "TTg",
    "NHNN",
    "VKS",
    "TA",
    "CTUB",
    "HĐ",
    "TC",
    "CH",
    "CK",
    "S",
    "LĐ",
    "ĐCT",
    "TLĐ",
    "TƯ",
    "KTNN",
    "CTN",
)  # bodies that issue chỉ thị


class Tail(NamedTuple):
    """What the codes of a symbol say, whatever the number before them."""

    length: int  # characters
    notation: str
    family: str
    doc_type: str | None
    issuers: tuple[str, ...]


class Codes:
    """Reads codes. Get it by `book.build(Codes)`."""

    def __init__(self, book: Rulebook) -> None:
        types = book.entries("document_types", "types")
        codes = book.entries("document_types", "codes")
        self._state: dict[str, str] = {code: t["abbr"] for t in types for code in t.get("symbols", ())}
        self._party: dict[str, str] = {code: t["abbr"] for t in types for code in t.get("party", ())}
        self._mended: dict[str, str] = {code: t["symbols"][0] for t in types for code in t.get("misspelt", ())}
        self._cased: dict[str, str] = {entry["code"].casefold(): entry["code"] for entry in codes}
        self._bodies = {entry["code"] for entry in codes}
        self._tails: dict[tuple[str, str, str, bool], Tail | None] = {}
        self._code, self._court, self._termed, self._term = Pattern(CODE), Pattern(COURT), Pattern(TERMED), Pattern(r"{_}\d{1,2}")

    def read(self, chars: str, start: int, stop: int, end: int, stroke: str, *, year: bool) -> Tail | None:
        """What the codes in `[start, stop)` say, which stand behind a number and `stroke`; null where they are none.

        The same few come again and again, so they are kept.
        """
        after = chars[stop : stop + 3]
        if not after[:1].isalnum() and not after[1:2].isdigit():
            after = ""  # neither a word that the codes run into nor a term: it tells nothing
        known = (chars[start:stop], after, stroke, year)
        if known not in self._tails:
            if len(self._tails) >= REMEMBERED:
                self._tails.clear()
            self._tails[known] = self._read(chars, start, stop, end, stroke, year=year)
        return self._tails[known]

    def _read(self, chars: str, start: int, stop: int, end: int, stroke: str, *, year: bool) -> Tail | None:
        groups, strokes, last = self._take_apart(chars, start, stop, end)
        if not groups:
            return None
        if stroke == "/" or strokes[:1] != ["/"]:
            groups, strokes = self._split(groups, strokes)
        family, doc_type, issuers = self._classify(groups, strokes, stroke, year=year)
        if family == "court":
            return None
        if family in ("state", "normative", "joint", "consolidated"):
            strokes = ["-"] * len(strokes)  # QĐ/TTg
        notation = groups[0] + "".join(s + g for s, g in zip(strokes, groups[1:], strict=True))
        return Tail(last - start, notation, family, doc_type, issuers)

    def _take_apart(self, chars: str, start: int, stop: int, end: int) -> tuple[list[str], list[str], int]:
        """The codes of a symbol in canonical case, the stroke before each but the first, and where the last one ends."""
        codes: list[str] = []
        strokes: list[str] = []
        last = start
        for hit in self._code.finditer(chars, start, stop):
            at, to = hit.span()
            gap = chars[last:at].translate(FOLDED)
            if to < end and chars[to].isalpha():  # the match ran into a word: UBNDngày
                to = at + len(chars[at:to].rstrip(LOWER))
                to = to if to - at > 1 else at
            to = at + len(chars[at:to].rstrip(".&"))
            code = self._canonical(chars[at:to].translate(FOLDED), first=not codes)
            if not code or self._is_word(code) or (codes and not self._joins(code, gap, len(codes))):
                break
            if codes:
                strokes.append("/" if "/" in gap else "-")
            codes.append(code)
            last = to
            if to < hit.end():
                break
        if codes and codes[-1] in ("QH", "UBTVQH") and (term := self._term.match(chars, last, min(end, last + 3))):
            codes[-1] += term[0].strip()  # NQ-QH 12
            last = term.end()
        return codes, strokes, last

    def _is_word(self, code: str) -> bool:
        """Whether this is the beginning of a word and no code: `Văn`."""
        return len(code) > 1 and code[1:].islower() and code not in self._bodies and code not in self._state

    @staticmethod
    def _joins(code: str, gap: str, place: int) -> bool:
        """Whether a code belongs to the symbol although blanks stand in the gap before it."""
        if gap.strip() == gap:
            return True
        both = gap[:1].isspace() and gap[-1:].isspace()  # `535 /BTP - TGPL`, but not `12/QĐ-UBND - UBND`
        return len(code) > 1 and code[1].isupper() and not (both and place > 1)

    def _canonical(self, code: str, *, first: bool) -> str:
        if first and code in self._mended:
            return self._mended[code]
        return self._cased.get(code.casefold(), code) if code not in self._bodies else code

    def _split(self, groups: list[str], strokes: list[str]) -> tuple[list[str], list[str]]:
        """Puts back the hyphen that a text layer dropped: QĐUBND, TBMTTQ-BTT. Only a known type before a known body is split."""
        first = groups[0]
        if first in self._state or first in self._bodies:
            return groups, strokes
        for cut in range(min(5, len(first) - 1), 0, -1):
            body = first[cut:]
            if first[:cut] in self._state and (body in self._bodies or body.startswith("UBTVQH")):
                return [first[:cut], body, *groups[1:]], ["-", *strokes]
        return groups, strokes

    def _classify(self, groups: list[str], strokes: list[str], stroke: str, *, year: bool) -> tuple[str, str | None, tuple[str, ...]]:
        """Family, type and issuer codes of a symbol."""
        first, rest = groups[0], groups[1:]
        if self._court.fullmatch(first) or self._court.fullmatch("-".join(groups[:2])):
            return "court", None, ()
        if stroke == "-":
            if rest and strokes[0] == "/" and first in self._party:
                return "party", self._party[first], (rest[0],)
            return "old", self._state.get(first), (rest[0] if rest and first in self._state else first,)
        termed = self._termed.fullmatch(first)
        if termed and year and termed["body"] in ("QH", "UBTVQH", "UBTV"):
            return "assembly", None, ("QH" if termed["body"] == "QH" else "UBTVQH",)
        kind = self._state.get(first)
        if kind == "CT" and rest and not (rest[0] in self._bodies or rest[0].startswith(DIRECTING)):
            return "letter", "CV", (first,)  # Cục Thuế: 3316/CT-CS
        if kind == "PL" and rest and not rest[0].startswith(("UBTVQH", "HĐNN", "CTN")):
            return "court", None, ()  # an annex: 09A/PL-TNCN
        if kind and rest:
            if kind in ("TTLT", "NQLT") or rest[0] in ("LB", "LT"):
                return "joint", kind, tuple(self._untermed(code) for code in rest if code not in ("LB", "LT"))
            family = "consolidated" if kind == "VBHN" else "normative" if year else "state" if stroke else "old"
            return family, kind, (self._untermed(rest[0]),)
        if year and rest and rest[-1] in self._state:  # BYT-QĐ, before 1998
            return "normative", self._state[rest[-1]], (first,)
        if year or (first in ("CP", "TTg", "HĐBT") and not rest):
            return "old", None, (first,)
        return ("old", None, ()) if not stroke else ("letter", "CV", (self._untermed(first),))

    def _untermed(self, code: str) -> str:
        """An issuer code without the number of its term: HĐND17, UBTVQH14."""
        hit = self._termed.fullmatch(code)
        return hit["body"].replace("UBTV", "UBTVQH") if hit and hit["body"] == "UBTV" else hit["body"] if hit else code
