"""How a duty is worded: who is named, with whom, and to whom it is reported."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.grammar.duties.counterparts import partners, receiver
from pipeline.grammar.duties.lists import NAMES, Bodies, BodyList, Words, adjoins, bodies
from pipeline.lexicon import Lexicon
from pipeline.model import Span
from pipeline.rulebook import Rulebook

VERBS = ("verb", "nominal", "manner", "lead", "with", "report", "either", "duty", "basis")  # what a subject does
ACTS = ("manner", "lead", "with", "report")  # words that open a main clause
NAMING = frozenset((*NAMES, "order", "agent"))  # without any of these nobody is named
IMPERATIVE = ("verb", "nominal", "manner", "lead", "with", "report")  # first words of a sentence whose actor a heading names
KEPT = {"head", "high", "noun", "hidden", "tail", "manner"}  # kinds that a capital letter doesn't hide
ENDS = ("trong đó", "gồm", "bao gồm", "như", "để", "khi", "nếu")  # words that end the name in a heading
THEREFORE = ("đồng thời", " thì", " và giao", "do đó", "vì vậy", "theo đó")  # words before a clause
EXECUTED = "thi hành"
EXECUTE = ("chịu trách nhiệm thi hành", "chịu trách nhiệm tổ chức thi hành")
LEVELS = ("cấp tỉnh", "cấp thành phố", "cấp huyện", "cấp xã", "cấp trung ương", "cấp bộ", "cấp cơ sở")  # headings of those who act
LEVEL = 20  # characters of such a heading
ABOUT = ("Về ", "Đối với ")
TOPIC = 400  # characters of what a paragraph is about
ASSIGNS = "phân công"  # an order that is a duty, too: Hội đồng phân công rõ trách nhiệm
MAKERS = ("cơ quan", "đơn vị", "địa phương", "sở, ban, ngành", "sở, ngành", "bộ, ngành")  # common nouns that do what is done by `do`
LOOSE = ("trong quá trình", "quá trình", "nếu")  # … nếu có vướng mắc các cơ quan phản ánh …
PREFACES = (
    "căn cứ",
    "trên cơ sở",
    "để ",
    "nhằm",
    "trong ",
    "trước ",
    "sau ",
    "khi ",
    "trường hợp",
    "nếu",
    "đối với",
    "hằng ",
    "hàng ",
    "định kỳ",
    "theo ",
    "về ",
    "từ ",
    "đến ",
    "tại ",
    "với ",
    "do ",
    "ngoài",
    "ngày ",
    "chậm nhất",
    "đồng thời",
    "trên đây",
    "riêng",
    "ngay ",
    "thực hiện ",
    "trên tinh thần",
    "quá trình",
    "bên cạnh",
    "thời gian",
    "tiếp theo",
    "xét ",
    "tùy ",
    "kể từ",
    "qua ",
    "trên ",
    "năm ",
    "tháng ",
    "quý ",
    "mỗi ",
    "vì vậy",
    "do đó",
    "vào ",
    "cuối",
    "giữa",
)  # first words of a sentence whose subject comes behind a comma


class Reading(NamedTuple):
    """What a paragraph says of a duty."""

    leads: tuple[Span, ...] = ()
    how: str | None = None  # order: Giao X; duty: X có trách nhiệm; subject: X chủ trì; agent: do X; owner: của X được; heading; right
    coordinating: tuple[Span, ...] = ()
    report_to: Span | None = None
    opens: str | None = None  # kind of the first word


class Duties:
    """Reads duties. Get it by `book.build(Duties)`."""

    def __init__(self, book: Rulebook) -> None:
        words = [(word, entry["kind"]) for entry in book.entries("tasks", "words") for word in entry["words"]]
        self._lexicon = Lexicon(word for word, _ in words)
        self._kinds = [words[number][1] for number in self._lexicon.numbers]  # by spelling

    def words(self, chars: str, start: int, end: int) -> Words:
        """The vocabulary's words in `chars[start:end]`."""
        known = self._kinds
        kinds: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        base, found = self._lexicon.matches(chars, start, end)
        for spelling, begin, stop in found:
            kind, first, last = known[spelling], begin + base, stop + base
            if chars[first].isupper():
                if kind not in KEPT and _is_proper(chars, first, last):
                    kind = "hidden"
                elif _in_symbol(chars, first, last):
                    continue
                if kind not in KEPT and not _begins_clause(chars, first, start):
                    kind = "hidden"  # a verb with a capital inside a sentence is part of a name: Bộ Xây dựng
            kinds.append(kind)
            starts.append(first)
            ends.append(last)
        return Words(chars, kinds, starts, ends)

    def read(self, words: Words, span: Span, *, led: bool = False) -> Reading:
        """What a paragraph says; what it is about is left out where it says so first: `Về kinh phí: giao Sở Tài chính …`.

        `led` = a heading names who must do it: whoever else acts in an imperative is not looked for.
        """
        span = _behind_topic(words, span)
        indices = words.within(span)
        kinds = words.kinds[indices.start : indices.stop]
        opening = _opening(words, span, indices)
        if led and opening in IMPERATIVE and "order" not in kinds:
            leads, how = list[Span](), None
        else:
            leads, how = _leads(words, span, indices, kinds)
        coordinating: dict[Span, None] = {}  # in order, each once
        if "with" in kinds:
            leading = set(leads)
            for i, kind in zip(indices, kinds, strict=True):
                if kind == "with":
                    coordinating |= dict.fromkeys(name for name in partners(words, i, span) if name not in leading)
        report: Span | None = None
        if "report" in kinds:
            reports = (receiver(words, i, span) for i, kind in zip(indices, kinds, strict=True) if kind == "report")
            report = next((one for one in reports if one), None)
        return Reading(tuple(leads), how, tuple(coordinating), report, opening)

    def heading(self, words: Words, span: Span) -> Reading:
        """What a heading says: the bodies that it consists of, or names as those who do what follows."""
        level = words.chars[span.start : min(span.end, span.start + LEVEL)].rstrip(" .:;")
        if level.lower() in LEVELS:
            return Reading((Span(span.start, span.start + len(level)),), "heading")
        reading = self.read(words, span)
        first = words.first(span.start)
        inside = first < len(words.starts) and words.starts[first] < span.end
        if not inside or not words.is_name(first, span.start) or words.begins(first, span.start) != span.start:
            return reading
        plain = not _is_sentence(words.chars, span)
        if reading.leads and not (plain and reading.how == "subject" and words.kinds[first] == "noun" and not reading.coordinating):
            return reading
        found = bodies(words, first, span)
        if found.names and found.stop is None:
            return reading._replace(leads=_members(words, found.names, span) or found.names, how="heading")
        if found.names and found.stop == "stative" and words.quote(found.next) in ENDS:
            return reading._replace(leads=found.names, how="heading")
        if found.names and plain and found.stop not in ("right", "order") and words.kinds[first] != "high":
            end = span.end
            while end > span.start and words.chars[end - 1] in " .:;,":
                end -= 1
            return reading._replace(leads=(Span(span.start, end),), how="heading")
        return reading

    def listed(self, words: Words, span: Span) -> tuple[Span, ...]:
        """The bodies that a label's line or a cell lists; those of each clause where it has several."""
        names: list[Span] = []
        here = words.within(span)
        i = here.start
        while i < here.stop:
            if words.is_name(i, span.start) and _opens(words, words.begins(i, span.start), span, listed=True):
                found = bodies(words, i, span)
                names += found.names
                i = max(found.next, i + 1)
                if found.stop in VERBS and found.stop != "basis":  # what the verb is about is none of them: on to the next clause
                    at = words.chars.find(";", words.starts[found.next], span.end)
                    i = words.first(at if at >= 0 else span.end)
            else:
                i += 1
        return tuple(names)


def _behind_topic(words: Words, span: Span) -> Span:
    """What stands behind `Về …:`, where words of the vocabulary do."""
    chars = words.chars
    if not chars.startswith(ABOUT, span.start, span.end):
        return span
    at = chars.find(": ", span.start, min(span.end, span.start + TOPIC))
    i = words.first(at + 2)
    if at < 0 or i >= len(words.starts) or words.starts[i] >= span.end or words.begins(i, at + 2) != at + 2:
        return span
    return Span(at + 2, span.end)


def _opening(words: Words, span: Span, indices: range) -> str | None:
    """Kind of the first word, or of that behind a preface: `Trên cơ sở …, khẩn trương xây dựng …`."""
    chars, kinds, starts = words.chars, words.kinds, words.starts
    first = kinds[indices.start] if indices and starts[indices.start] == span.start else None
    if first not in (None, "basis") or not _has_preface(chars, span.start):
        return first
    stop = chars.find(". ", span.start, span.end)
    for i in indices:
        start = starts[i]
        if 0 <= stop < start - 1:
            break
        if kinds[i] in ACTS and chars[start - 2 : start] == ", ":
            return kinds[i]
    return first


def _leads(words: Words, span: Span, indices: range, here: Sequence[str]) -> tuple[list[Span], str | None]:
    """Who is named as the one who must do it; `here` = the kinds of the words at `indices`."""
    agents: list[Span] = []
    how: str | None = None
    if NAMING.isdisjoint(here):
        return agents, how
    if "duty" in here and (executors := _executors(words, span, indices)):
        return executors, "duty"
    kinds, starts, ends = words.kinds, words.starts, words.ends
    acts = starts[indices.start] == span.start and here[0] in ("verb", "nominal", "lead", "with")
    i = indices.start
    while i < indices.stop:
        kind, start, end = kinds[i], starts[i], ends[i]
        if kind not in NAMING:
            i += 1
            continue
        if (
            kind == "order"
            and _opens(words, start, span)
            and adjoins(words, i + 1, end)
            and not (acts and _is_inside(words.chars, start, span))
        ):
            return list(bodies(words, i + 1, span).names), "order"
        if kind == "agent" and i + 1 < indices.stop and adjoins(words, i + 1, end):
            found = bodies(words, i + 1, span)
            if not agents and found.stop in VERBS and how != "right" and _is_agent(words, i + 1):
                agents, how = list(found.names), "agent"
            i = max(found.next, i + 1)
        elif words.is_name(i, span.start):
            found = bodies(words, i, span)
            if names := _subject(words, i, span, found):
                if found.stop == "order" and adjoins(words, found.next + 1, ends[found.next]):
                    return list(bodies(words, found.next + 1, span).names), "order"
                if found.stop in VERBS or (found.stop == "order" and words.quote(found.next) == ASSIGNS):
                    return [*agents, *names], "duty" if found.stop == "duty" else "subject"
            if found.stop == "right" and not agents:
                how = "right"
            begin = words.begins(i, span.start)
            if found.stop == "stative" and how is None and words.chars[begin - 4 : begin] == "của " and _is_passive(words, found.next):
                agents, how = list(found.names), "owner"
            i = max(found.next, i + 1)
        else:
            i += 1
    return agents, how


def _executors(words: Words, span: Span, indices: range) -> list[Span]:
    """Those who `chịu trách nhiệm thi hành` a decision: everything in the sentence before these words."""
    if words.chars.find(EXECUTED, span.start, span.end) < 0:
        return []
    for k in indices:
        if words.kinds[k] == "duty" and words.chars.startswith(EXECUTE, words.starts[k], span.end):
            at = words.chars.rfind(". ", span.start, words.starts[k]) + 2
            at = at if at > 1 else span.start
            i = words.first(at)
            if i < k and words.is_name(i, at) and words.begins(i, at) == at:
                return list(BodyList(words, i, Span(at, words.starts[k]), whole=True).read().names)
    return []


def _subject(words: Words, i: int, span: Span, found: Bodies) -> tuple[Span, ...]:
    """The bodies of a list that are the subject of the verb behind it; none where they aren't."""
    chars = words.chars
    if not found.names or found.stop is None:
        return ()
    begin = words.begins(i, span.start)
    kind, start = words.kinds[i], words.starts[i]
    if kind == "high" and found.stop != "order":
        return ()
    first = _sentence_start(chars, begin, span)
    if not _opens(words, begin, span) and not (chars[first : first + 16].lower().startswith(LOOSE) and begin < start):
        last = found.names[-1]  # trên cơ sở đề nghị của các bộ, Bộ Tài chính …
        if (
            len(found.names) > 1
            and chars[found.names[-2].end : last.start].strip() == ","
            and _has_preface(chars, first)
            and found.stop in VERBS
        ):
            return (last,)
        return ()
    if kind == "noun" and begin == start and not chars[start].isupper() and found.stop not in ("duty", "lead"):
        return ()  # a common noun must be marked as a name, or have a duty laid on it
    if begin > first and found.stop not in ("duty", "lead", "order") and not _has_preface(chars, first):
        return ()
    return found.names


def _sentence_start(chars: str, at: int, span: Span) -> int:
    """Where the sentence or clause begins that holds a place, two thousand characters before it at most."""
    start = max(span.start, at - 2_000)
    for mark in (". ", "; ", ": ", ") "):
        before = chars.rfind(mark, start, at)
        if before >= 0:
            start = before + 2
    while start < at and chars[start] in " \u00a0":
        start += 1
    return start


def _has_preface(chars: str, first: int) -> bool:
    """Whether a sentence opens with words that its subject follows: `Căn cứ …, Sở A …`."""
    return chars[first : first + 24].lower().startswith(PREFACES)


def _is_passive(words: Words, i: int) -> bool:
    return words.quote(i) == "được"


def _is_agent(words: Words, i: int) -> bool:
    """Whether a word behind `do` names a body, not the maker of a thing: `do tổ chức, cá nhân cung cấp`."""
    return words.kinds[i] == "head" or words.quote(i).lower() in MAKERS


def _is_inside(chars: str, at: int, span: Span) -> bool:
    """Whether an order stands inside a sentence: `Rà soát, yêu cầu đơn vị giải trình` is said to him who reviews."""
    before = chars[max(span.start, at - 2) : at]
    return before in (", ", "; ")


def _opens(words: Words, at: int, span: Span, *, listed: bool = False) -> bool:
    """Whether a clause (or, `listed`, a name) begins here."""
    chars = words.chars
    before = at - 1
    while before >= span.start and chars[before] in " \u00a0":
        before -= 1
    if before < span.start or chars[before] in ',;:.–-)“"]':
        return True
    return chars[max(span.start, before - 9) : before + 1].lower().endswith((" và", " cùng") if listed else THEREFORE)


def _in_symbol(chars: str, start: int, end: int) -> bool:
    """Whether a word is part of a symbol: `QCPH-UBND-UBMT`."""
    if not chars[start + 1 : start + 2].isupper() or not chars[start:end].isupper():
        return False
    before, after = chars[start - 2 : start] if start > 1 else "", chars[end : end + 2]
    return (before[-1:] in ("-", "/") and before[:1].isalnum()) or (after[:1] in ("-", "/") and after[1:2].isalnum())


def _is_proper(chars: str, start: int, end: int) -> bool:
    """Whether the second syllable has a capital, too: the commune of `Thống Nhất`."""
    blank = chars.find(" ", start, end)
    return blank > 0 and chars[blank + 1].isupper()


def _begins_clause(chars: str, at: int, start: int) -> bool:
    before = at - 1
    while before >= start and chars[before] in " \u00a0":
        before -= 1
    if before >= start and chars[before] in "–-+*":  # a dash begins a line; `Thi đua - Khen thưởng` is a name
        before -= 1
        while before >= start and chars[before] in " \u00a0":
            before -= 1
        return before < start or chars[before] in ".:;\n"
    return before < start or chars[before] in '.:;(“"\n)/•'


def _members(words: Words, names: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    """The bodies in brackets that a group consists of: `Các cơ quan đăng ký đầu tư (Sở Tài chính, Ban quản lý …)`."""
    opened = words.chars.find("(", names[-1].start, span.end)
    closed = words.chars.find(")", opened, span.end)
    if opened < 0 or closed < 0:
        return ()
    starts = [
        at
        for i in words.within(Span(opened + 1, closed))
        if words.is_name(i, opened) and words.chars[opened : (at := words.begins(i, opened + 1))].rstrip()[-1:] in ("(", ",", ";")
    ]
    if len(starts) < 2 or starts[0] != opened + 1:
        return ()
    found = [words.chars[a:b].rstrip(" ,;") for a, b in zip(starts, [*starts[1:], closed], strict=True)]
    return tuple(Span(at, at + len(name)) for at, name in zip(starts, found, strict=True))


def _is_sentence(chars: str, span: Span) -> bool:
    return span.end - span.start > 180 or chars[span.end - 1] in ".;"
