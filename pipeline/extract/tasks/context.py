"""In what a paragraph stands: what its headings are about, whom they name, and what the lines beside it add."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.grammar.duties import Duties, Reading
from pipeline.grammar.duties.lists import Words
from pipeline.model import Layout, Recipient, Setting, Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.segment.outline import DASH, PLAIN, QUOTED, Item

DECISIONS = ("QĐ", "NQ", "NĐ", "TT", "TTLT", "Luật", "Bộ luật", "L", "PL", "VBHN", "QyĐ", "QC", "Hiến pháp", "BC", "TTr", "GM", "BB", "HĐ")
PLANS = ("kế hoạch", "chương trình", "phương án", "đề án", "chỉ thị", "hướng dẫn")  # titles of annexes whose items are duties
REGULATIONS = ("quy chế", "quy định", "điều lệ", "nội quy")
LETTERS = ("CV", "TTr", "BC", None)  # what may go upwards
HIGHEST = (
    "thủ tướng",
    "phó thủ tướng",
    "chính phủ",
    "quốc hội",
    "ủy ban thường vụ quốc hội",
    "bộ chính trị",
    "ban bí thư",
    "tổng bí thư",
    "chủ tịch nước",
    "chủ tịch quốc hội",
)
SUBMITTED = ("kính trình ", "kính báo cáo ")
ASKED = (
    "nội dung kiến nghị",
    "nội dung phản ánh",
    "nội dung câu hỏi",
    "câu hỏi",
    "nội dung hỏi",
    "kiến nghị:",
    "hỏi:",
)  # lines over a petition
LONGEST_ASKED = max(map(len, ASKED))
ANSWERED = ("trả lời", "như sau:")  # words in the line over the answer
ARTICLE = 5  # rank of `Điều 3.`: in a letter, text of a law
STRICT = ("order", "duty")  # readings that lay a duty in so many words
SHORT = 220  # characters of a heading
CELL = 160  # characters of a cell at most
LABEL = 60  # characters of a label
OPENINGS = ("thời hạn", "thời gian", "hoàn thành")  # lines that need no colon to be a label


class Label(NamedTuple):
    """A line that belongs to the item above it: `Cơ quan chủ trì: …`."""

    part: str  # content lead coordinating time product other
    span: Span  # behind the label


@dataclass(slots=True)
class Place:
    """Where an item stands, and what it passes on to what hangs on it. Paragraphs on which nothing hangs share theirs."""

    effect: str | None = None  # none duty named: what the headings above allow
    leads: tuple[Span, ...] = ()
    source: str | None = None  # heading, where `leads` come from one
    coordinating: tuple[Span, ...] = ()
    open: bool = False  # whether a paragraph that names nobody may be a duty
    broad: bool = False  # whether `leads` come from a sentence that opens the list: who is named in an item goes before them
    heading: bool = False
    label: Label | None = None
    labels: list[Label] = field(default_factory=list)  # of the lines that hang on it
    outer: list[Label] | None = None  # where the labels of its own lines go, if not to itself
    reading: Reading | None = None
    plain: "Place | None" = None  # that of the paragraphs below it that are nothing but paragraphs

    def below(self) -> "Place":
        """That of what hangs on it."""
        return Place(self.effect, self.leads, self.source, self.coordinating, self.open, self.broad)

    def shared(self) -> "Place":
        """That of a paragraph below it, on which nothing hangs."""
        if self.plain is None:
            self.plain = self.below()
        return self.plain


class Headings:
    """Knows what headings and labels mean. Get it by `book.build(Headings)`."""

    def __init__(self, book: Rulebook) -> None:
        entries = book.entries("tasks", "headings")
        self._effects = {f"h{i}": entry["effect"] for i, entry in enumerate(entries)}
        self._heading = Pattern("|".join(f"(?P<h{i}>{entry['pattern']})" for i, entry in enumerate(entries)), ignore_case=True)
        labels = book.entries("tasks", "labels")
        self._parts = {f"l{i}": entry["part"] for i, entry in enumerate(labels)}
        self._label = Pattern("|".join(f"(?P<l{i}>{entry['pattern']})" for i, entry in enumerate(labels)), ignore_case=True)
        self._contents = Pattern(r"(?i)(?:tập{_+}trung{_+}vào|(?:bao{_+})?gồm)(?:{_+}[{l}]+){0,4}{_+}nội{_+}dung")
        self._procedures = Pattern(r"(?i)thủ{_+}tục{_+}hành{_+}chính|quy{_+}trình{_+}(?:nội{_+}bộ|giải{_+}quyết)|TTHC")
        self._rights = Pattern(r"(?i)(?:được{_+}hưởng|có{_+}quyền|được{_+}quyền|quyền{_+}hạn|quyền{_+}lợi)[^:\n]{0,60}:$")
        self._told = Pattern(
            r"(?i)^(?:tại|theo|căn{_+}cứ|khoản|điều|điểm){_+}[^\n]{0,300}(?:quy{_+}định|nêu|ghi|hướng{_+}dẫn)(?:{_+}(?:rõ|như{_+}sau))?{_*}:$"
        )
        self._duties = book.build(Duties)

    def effect(self, chars: str, span: Span) -> tuple[str | None, int]:
        """What a heading makes of its section, and where the words that say so end."""
        hit = self._heading.match(chars, span.start, min(span.end, span.start + SHORT))
        if hit is None:
            return None, span.start
        return next(effect for name, effect in self._effects.items() if hit.start(name) >= 0), hit.end()

    def label(self, chars: str, span: Span) -> Label | None:
        """The label that a line begins with."""
        start, end = span
        if chars.find(":", start, min(end, start + LABEL)) < 0 and not (
            chars[start : start + 1] in "thTH" and chars[start : start + 10].lower().startswith(OPENINGS)
        ):
            return None
        hit = self._label.match(chars, start, min(end, start + LABEL + 20))
        if hit is None:
            return None
        part = next(part for name, part in self._parts.items() if hit.start(name) >= 0)
        at = hit.end() if chars[hit.end() - 1] == ":" else start
        while at < end and chars[at] in " \u00a0":
            at += 1
        return Label(part, Span(at, end))

    def places(self, words: Words, items: list[Item], layout: Layout, setting: Setting) -> list[Place]:
        """Where each item stands."""
        chars = words.chars
        places: list[Place] = []
        kinds = self._kinds(chars, items, layout, setting)
        roots = {kind: Place("none" if kind == "procedure" else None, open=kind == "plan") for kind in set(kinds)}
        letter, asked = setting.doc_type == "CV", False
        openers: dict[int | None, Place] = {}  # sentences that open the list behind them: `… thực hiện các nhiệm vụ sau:`
        for item, kind in zip(items, kinds, strict=True):
            span, rank, _, parent, heads, _ = item
            above = roots[kind] if parent is None else places[parent]
            base = openers.get(parent, above) if openers and rank != PLAIN else above
            label = None if parent is None else self.label(chars, span)
            place = base.below() if heads or label else base.shared()
            if letter:
                asked = self._is_asked(chars, span, asked=asked)
                if asked or rank % QUOTED == ARTICLE:
                    place = base.below()
                    place.effect = "told"
            places.append(place)
            if rank == PLAIN:
                if parent is not None and self._is_title(chars, items[parent], item):
                    above.effect = self.effect(chars, span)[0] or above.effect
                    above.plain = None
                if openers:
                    openers.pop(parent, None)
                if chars[span.end - 1] == ":" and (opener := self._opener(words, item, above)):
                    openers[parent] = opener
            if label:
                place.label = label
                (above.outer if above.outer is not None else above.labels).append(label)
                if label.span.start >= label.span.end:
                    place.outer = above.labels  # `Cơ quan thực hiện:` over `- Đơn vị chủ trì: …`: those belong to the item above both
            elif heads:
                self._head(words, item, place)
        return places

    def _is_asked(self, chars: str, span: Span, *, asked: bool) -> bool:
        """Whether a paragraph of a letter is somebody's question or petition, not the answer."""
        if not asked:
            return chars[span.start : span.start + LONGEST_ASKED].lower().startswith(ASKED)
        words = chars[span.start : min(span.end, span.start + SHORT)].lower()
        return not any(mark in words for mark in ANSWERED)

    def _is_title(self, chars: str, above: Item, item: Item) -> bool:
        """Whether a paragraph is the title of a chapter whose number stands on a line of its own."""
        return above.span.start >= above.span.end and chars[item.span.start : item.span.end].isupper()

    def _opener(self, words: Words, item: Item, above: Place) -> Place | None:
        """What a sentence with a colon passes on that opens a list and names who must do it: `Tỉnh cần thực hiện các nhiệm vụ sau:`."""
        reading = self._duties.read(words, item.span)
        if not reading.leads or reading.how not in (STRICT if above.effect in ("duty", "told") else ("subject", *STRICT)):
            return None
        return Place(None, reading.leads, "heading", reading.coordinating, above.open, broad=True)

    def _head(self, words: Words, item: Item, place: Place) -> None:
        """What an item on which others hang passes on."""
        chars, span = words.chars, item.span
        effect, at = self.effect(chars, span)
        opens = chars[span.end - 1] == ":"
        if place.effect == "told" or (opens and self._told.search(chars, *span)):
            place.effect, place.heading = "told", True
            return
        if effect in ("none", "duty", "named"):
            place.effect = effect if place.effect is None or effect == "none" else place.effect
            place.heading = True
            return
        if effect == "lead":
            leads = self._duties.listed(words, Span(at, span.end))
            if not leads or leads[0].start > at + 8:  # no name that is known begins here
                leads = (Span(at, span.end),) if _names(chars, at) else ()
            if leads:
                place.leads, place.source, place.heading = leads, "heading", True
                place.effect = None if place.effect != "none" else "none"
                return
        reading = self._duties.heading(words, span)
        if reading.how == "agent":
            reading = Reading(opens=reading.opens)  # those who made what the heading is about
        place.reading = reading
        if reading.how == "right" or (opens and self._rights.search(chars, *span)):
            place.effect, place.heading = "none", True
            return
        inherited = bool(place.leads)
        if reading.leads:
            place.leads, place.source, place.broad = reading.leads, "heading", False
            if reading.how in ("duty", "order") and place.effect != "none":
                place.effect = None  # Ủy ban nhân dân tỉnh có trách nhiệm:
            place.coordinating = reading.coordinating
        elif reading.opens is None and self._contents.search(chars, *span):
            place.effect = "none"  # what a thing contains: no duties
        place.heading = not _says_more(chars, item, reading, inherited=inherited)
        if not place.heading:
            place.coordinating = ()  # partners in a duty of its own, not in those below it

    def _kinds(self, chars: str, items: list[Item], layout: Layout, setting: Setting) -> list[str]:
        """What each item is part of: a plan (its items are duties), a decision (only what names somebody is), an annex, a procedure."""
        kind = "decision" if setting.doc_type in DECISIONS else "plan"
        if setting.doc_type is None and any(self._annex(chars, item.span) == "procedure" for item in items[:4]):
            kind = "procedure"  # an annex by itself
        annexes = [zone.span for zone in layout.zones if zone.name == "appendix"]
        if not annexes:
            return [kind] * len(items)
        kinds: list[str] = []
        seen = -1
        for item in items:
            if item.scope == "appendix":
                span = item.span
                if seen < 0 or not annexes[seen].holds(span):
                    here = next((i for i, annex in enumerate(annexes) if annex.holds(span)), seen)
                    if here != seen:
                        kind, seen = "annex", here
                if kind != "procedure" and item.rank == PLAIN and chars[span.start].isupper() and span.end - span.start < SHORT:
                    kind = self._annex(chars, span) or kind
            kinds.append(kind)
        return kinds

    def _annex(self, chars: str, span: Span) -> str | None:
        """What the title of an annex makes of it."""
        words = chars[span.start : span.start + 40].lower()
        if words.startswith(PLANS):
            return "plan"
        if words.startswith(REGULATIONS):
            return "decision"
        return "procedure" if chars[span.start : span.end].isupper() and self._procedures.search(chars, *span) else None


def _names(chars: str, at: int) -> bool:
    """Whether the words before a place say that a body follows: `Trách nhiệm của …`."""
    return chars[max(0, at - 4) : at].lower().strip().endswith(("của", "với"))


def _says_more(chars: str, item: Item, reading: Reading, *, inherited: bool) -> bool:
    """Whether an item is a duty of its own, beside what hangs on it: a whole sentence that names somebody, or inherits a lead."""
    if chars[item.span.end - 1] not in ".;" and (chars[item.span.end - 1] == ":" or item.span.end - item.span.start < SHORT):
        return False
    if reading.how in ("order", "duty", "subject", "owner") or inherited:
        return True
    return item.rank < DASH and reading.how is None and ". " in chars[item.span.start : item.span.end]


def is_submission(chars: str, layout: Layout, setting: Setting, recipients: Sequence[Recipient]) -> bool:
    """Whether a letter goes upwards: to the heads of state, or it says so. It reports and proposes, it lays no duties."""
    if setting.doc_type not in LETTERS:
        return False
    first = next((r.name.lower() for r in recipients if r.role == "addressee"), "")
    if first.startswith(HIGHEST):
        return True
    body = layout.zone("body")
    return body is not None and any(chars.find(word, body.start, body.end) >= 0 for word in SUBMITTED)


def is_cell(chars: str, item: Item) -> bool:
    """Whether a paragraph of an annex is no sentence: a title, a cell of a table."""
    words = chars[item.span.start : item.span.end]
    if not words or words.isupper() or (words[0] == "(" and words.rstrip(" .;/")[-1:] == ")"):
        return True
    return item.scope == "appendix" and item.rank == PLAIN and len(words) < CELL and words[-1] not in ".;:/"
