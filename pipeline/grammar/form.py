"""How the lines of the form are told: quốc hiệu, number, place and date, type, V/v, Kính gửi, Nơi nhận, signature, appendix."""

from typing import NamedTuple

from pipeline.grammar.marks import begins_list, is_rule
from pipeline.model import Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike

SHORT = 100  # characters: longer lines are no lines of the form
TITLE = 240  # characters: longer lines hold no title
LINE = r"[^\n]"


class Sign(NamedTuple):
    """A line of the form, told by its first words."""

    kind: str  # id of the entry in zones.yaml, section lines
    span: Span


class Form:
    """Tells the lines of the form. Get it by `book.build(Form)`."""

    def __init__(self, book: Rulebook) -> None:
        self._rules = {entry["id"]: Pattern(entry["pattern"]) for entry in book.entries("zones", "lines")}
        tails = [entry["pattern"] for entry in book.entries("zones", "lines") if entry.get("at") == "tail"]
        heads = [entry["pattern"] for entry in book.entries("zones", "lines") if entry.get("at") == "head"]
        self._tails = Pattern(rf"(?m)^(?:{'|'.join(f'(?:{pattern})' for pattern in tails)})")
        self._heads = Pattern(rf"(?m)^(?:{'|'.join(f'(?:{pattern})' for pattern in heads)})")
        self._tail_kinds = [
            (entry["id"], self._rules[entry["id"]]) for entry in book.entries("zones", "lines") if entry.get("at") == "tail"
        ]
        self._types = sorted(
            (alike(name) for entry in book.entries("document_types", "types") for name in (entry["name"], *entry.get("said", ()))),
            key=len,
            reverse=True,
        )
        self._named = tuple(self._types)
        self._running = tuple(f"{name} " for name in self._types if name not in ("văn bản", "điện", "cv"))
        self._proper = tuple(sorted((alike(entry["name"]) for entry in book.entries("document_types", "types")), key=len, reverse=True))
        names = "|".join(entry["name"].replace(" ", "{_}") for entry in book.entries("document_types", "types")) or "Văn{_}bản"
        self.itself = Pattern(rf"(?P<type>{names}){{_}}này")  # a dispatch's word for itself
        self._phrases: list[tuple[str, str]] = [
            (alike(word), entry["kind"]) for entry in book.entries("zones", "phrases") for word in entry["words"]
        ]
        self._banners = tuple(alike(word) for entry in book.entries("zones", "banners") for word in entry["words"])
        self._marks: dict[str, str] = {alike(word): entry["id"] for entry in book.entries("zones", "marks") for word in entry["words"]}

    def is_a(self, kind: str, chars: str, line: Span) -> bool:
        """Whether a line is of this kind."""
        return self._rules[kind].match(chars, line.start, line.end) is not None

    def kind(self, chars: str, line: Span) -> str | None:
        """What a line of the header is; null for a line of text."""
        words = chars[line.start : min(line.end, line.start + SHORT)]
        if is_rule(words):
            return "rule"
        short = line.end - line.start < SHORT
        if short and words[0] in "Ss|*" and self.is_a("number", chars, line):
            return "number"
        low = alike(words)
        for phrase, kind in self._phrases:
            at = low.find(phrase)
            if at >= 0 and (not low[:at].strip(" |*") or low[at - 2 : at] in ("  ", "| ")):
                return kind
        if low.startswith(("v/v", "v/v:")):
            return "about"
        if low.startswith(self._banners):
            return "banner"
        if low.startswith(("kính", "đồng kính")) and self.is_a("addressees", chars, line):
            return "addressees"
        if short and "ngày" in low and self.is_a("place_date", chars, line):
            return "place_date"
        if low.rstrip(" :*().") in self._marks:
            return "mark"
        if (low.startswith(("ký ", "người ký")) or chars[max(line.start, line.end - 3)] == ":") and self.is_a("stamp", chars, line):
            return "mark"
        if words.isupper():
            if self.type_length(chars, line):
                return "type"
            return "capitals"
        if low.endswith("điện:") and self.is_a("wired", chars, line):
            return "addressees"
        return "type" if short and self.type_length(chars, line) == line.end - line.start else None

    def type_length(self, chars: str, line: Span) -> int:
        """How many characters of a title line name the type; 0 where it is no title line.

        In capitals more may follow (`QUYẾT ĐỊNH VỀ VIỆC …`), otherwise the type stands alone.
        """
        words = chars[line.start : min(line.end, line.start + 40)]
        low = alike(words)
        if not low.startswith(self._named):
            return 0
        for name in self._types:
            if low.startswith(name) and not low[len(name) : len(name) + 1].isalnum():
                rest = words[len(name) :].strip(" *")
                if not rest and line.end - line.start < 40:
                    return line.end - line.start
                if rest[:1] == "(" and rest[-1] == ")" and line.end - line.start < 40:
                    return line.end - line.start  # THÔNG BÁO (Lần 2)
                return len(name) if words[: len(name)].isupper() and rest[:2].isupper() else 0
        return 0

    def heads(self, chars: str, line: Span) -> bool:
        """Whether a first line is a title that runs on behind its type: `Thông báo tuyển sinh năm 2025`."""
        words = chars[line.start : min(line.end, line.start + TITLE)]
        return (
            line.end - line.start < TITLE and words[0].isupper() and words[-1] not in ".:;," and alike(words[:40]).startswith(self._running)
        )

    def proper_length(self, chars: str, line: Span) -> int:
        """How many characters of a title line are the type's proper name: `THÔNG BÁO` of `THÔNG BÁO KẾT LUẬN`."""
        low = alike(chars[line.start : min(line.end, line.start + 40)])
        return next((len(name) for name in self._proper if low.startswith(name) and not low[len(name) : len(name) + 1].isalnum()), 0)

    def mark(self, chars: str, line: Span) -> str | None:
        """The mark of secrecy or urgency that a line is: id of the entry in zones.yaml, section marks."""
        return self._marks.get(alike(chars[line.start : min(line.end, line.start + SHORT)]).strip(" :*()."))

    def numbers(self, chars: str, start: int, end: int) -> list[Span]:
        """Every line that begins as a number line does, with a number."""
        return [Span(*hit.span()) for hit in self._heads.finditer(chars, start, end)]

    def tails(self, chars: str, start: int, end: int) -> list[Sign]:
        """Lines that begin Nơi nhận, a signature or an appendix, in order."""
        signs = []
        for hit in self._tails.finditer(chars, start, end):
            stop = chars.find("\n", hit.end(), end)
            line = Span(hit.start(), stop if stop >= 0 else end)
            kind = next((kind for kind, rule in self._tail_kinds if rule.match(chars, line.start, line.end)), None)
            if kind:
                signs.append(Sign(kind, line))
        return signs


def lines(chars: str, start: int, end: int) -> tuple[Span, ...]:
    """The paragraphs of a stretch of normalised text."""
    spans: list[Span] = []
    at, new = start, tuple.__new__  # there are hundreds: a NamedTuple's own way takes three times as long
    for words in chars[start:end].split("\n"):
        if words:
            spans.append(new(Span, (at, at := at + len(words))))
        at += 1
    return tuple(spans)


def is_item(words: str) -> bool:
    """Whether a line is an item of a list, as in Kính gửi and Nơi nhận."""
    return words[0] in "-–+•*" and begins_list(words)
