"""How persons are named: surname first, each word with a capital, ranks and degrees before."""

from typing import NamedTuple

from pipeline.kept import Kept
from pipeline.model import Span
from pipeline.pattern import Pattern, escape
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike

# K'Nhiễu, H'Yim, Kđăm, Y, Niê-Kđăm
WORD = r"(?:(?:[{U}]['’ʼ])?[{U}][{l}]{1,9}(?:-[{U}][{l}]{1,9})?|[{U}])"
NAME = rf"{WORD}(?:[{{_}}\n]{{1,3}}{WORD}){{1,5}}|[{{U}}]['’ʼ][{{U}}{{l}}][{{l}}]{{1,9}}"
SHOUTED = r"[{U}]['’ʼ]?[{U}]{1,9}(?:[{_}\n]{1,3}[{U}]['’ʼ]?[{U}]{0,9}){1,5}"
MARKED = r"(?:[{_}]{0,3}(?:\[[0-9a-z]{1,3}\]|\((?i:đã ký)[^)\n]{0,10}\)))?[{_}.,;*]{0,8}"
KNOWN, UNKNOWN = 0.98, 0.6  # certainty of a name whose surname is listed, and of another


class Name(NamedTuple):
    """A person's name in the usual capitals, without rank or degree, and where it stands."""

    value: str
    span: Span
    certainty: float
    rule: str


class People:
    """Reads names. Get it by `book.build(People)`."""

    def __init__(self, book: Rulebook) -> None:
        self._surnames = {alike(word): str(entry["id"]) for entry in book.entries("signatures", "surnames") for word in entry["words"]}
        self._never = {alike(words) for entry in book.entries("signatures", "no_names") for words in entry["words"]}
        self._places = {alike(entry["name"]) for entry in book.entries("provinces", "provinces")}
        styles: list[str] = []
        for entry in book.entries("signatures", "styles"):
            words = "|".join(escape(word) for word in sorted(entry["words"], key=len, reverse=True))
            styles.append(rf"(?:{words})[.,:]{{{{_*}}}}|(?:{words}){{{{_+}}}}".replace("{{", "{").replace("}}", "}"))
        style = rf"(?:{{_*}}(?i:{'|'.join(styles)})){{0,6}}"
        self._line = Pattern(rf"{{_*}}{style}(?P<name>{NAME}){MARKED}")
        self._loud = Pattern(rf"{{_*}}{style}(?P<name>{SHOUTED}){MARKED}")
        self._front = Pattern(rf"{{_*}}{style}(?P<name>{WORD}(?:{{_}}{WORD}){{1,4}}){{_+}}[^{{l}}]")
        self._signed = Pattern(rf"(?:\((?i:đã ký)[^)\n]{{0,10}}\)|[{{_}}]{{3,8}}|[.;]{{_*}}){style}(?P<name>{NAME}){MARKED}$")
        self._placed = Kept(self._read)
        self._tail = Pattern(rf"[{{_}}.;:]{style}(?P<name>{NAME}){MARKED}$")

    def read(self, chars: str, start: int, end: int) -> Name | None:
        """The name that `[start, end)` consists of; null where it is none. All capitals need a listed surname."""
        return self._placed(chars, start, end)

    def _read(self, chars: str, start: int, end: int) -> Name | None:
        hit = self._line.fullmatch(chars, start, end)
        if hit:
            return self._judge(hit["name"], Span(*hit.span("name")))
        hit = self._loud.fullmatch(chars, start, end)
        if hit:
            name = self._judge(hit["name"], Span(*hit.span("name")))
            return name if name and name.certainty == KNOWN else None
        return None

    def at_end(self, chars: str, start: int, end: int) -> Name | None:
        """The name with which a line of other words ends (`PHÓ CHỦ TỊCH Nguyễn Văn A`); listed surnames only."""
        hit = self._tail.search(chars, start, end)
        name = self._judge(hit["name"], Span(*hit.span("name"))) if hit else None
        return name if name and name.certainty == KNOWN else None

    def at_start(self, chars: str, start: int, end: int) -> Name | None:
        """The name with which a line begins although other words follow (the head of the next page); listed surnames only."""
        hit = self._front.match(chars, start, end)
        name = self._judge(hit["name"], Span(*hit.span("name"))) if hit else None
        return name if name and name.certainty == KNOWN else None

    def signed_at_end(self, chars: str, start: int, end: int) -> Name | None:
        """The name that an extractor put behind an item of a list: after `(đã ký)`, wide blanks or a full stop."""
        hit = self._signed.search(chars, start, end)
        name = self._judge(hit["name"], Span(*hit.span("name"))) if hit else None
        return name if name and name.certainty == KNOWN else None

    def begins(self, word: str) -> bool:
        """Whether a name can begin with this word."""
        return alike(word) in self._surnames

    def _judge(self, words: str, span: Span) -> Name | None:
        parts = words.split()
        folded = [alike(part) for part in parts]
        whole = " ".join(folded)
        if folded[0] in self._never or " ".join(folded[:2]) in self._never or whole in self._places:
            return None
        head = folded[0].replace("ʼ", "'").split("'")[0]
        rule = self._surnames.get(head)
        if rule is None and len(parts) == 1:
            return None
        value = " ".join(map(_capitalised, parts)) if words.isupper() else " ".join(parts)
        return Name(value, span, KNOWN if rule else UNKNOWN, rule or "unlisted")


def _capitalised(word: str) -> str:
    """`NGUYỄN` as `Nguyễn`, `K'NHIỄU` as `K'Nhiễu`."""
    at = next((i + 1 for i, char in enumerate(word) if char in "'’ʼ"), 0)
    return word[:at].capitalize() + word[at:].capitalize()
