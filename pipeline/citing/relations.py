"""What the words around a citation say of the cited document: which cue governs it."""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.citing.cues import Cue, Cues
from pipeline.model import Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook

BREAK = r"(?P<last>[{L}0-9]*)[)”\"…/»]?{_*}[.!?]{_+}[{U}“\"(–-]"  # a sentence ends and another begins
SHORTENED = frozenset("tp tx tt p q h ths ts pgs gs bs cn ks đ gđ pgđ mr số".split())  # noqa: SIM905 - before a dot that ends nothing
JOINED = r"(?i)(?:[;,]|{<}(?:và|cùng|với|hoặc)){_*}(?:(?:tại{_+}|các{_+})?(?:điểm|khoản|điều|mục|phụ{_+}lục)[^;.\n]{1,60}?(?:của{_+})?)?$"
ITEM = r"{_*}(?:[-–+*•]|[a-zđ]{_*}\)|\(?\d{1,2}(?:\.\d{1,2}){0,3}{_*}[.)]|[Ss]ố{_})"
OUTLINE = r"{_*}(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})\.?{_}"
ORDERED = (
    r"(?i)(?:thực{_+}hiện|triển{_+}khai|tham{_+}mưu|giải{_+}quyết)[^.;\n]{0,120}?theo{_+}(?:đúng{_+})?"
    r"(?:đề{_+}nghị|hướng{_+}dẫn|chỉ{_+}đạo|yêu{_+}cầu|nội{_+}dung|kiến{_+}nghị)[^.;\n]{0,160}?(?:trên|này)"
)
ASSIGNED = (
    r"[^.\n]{0,160}?(?:ý{_+}kiến|chỉ{_+}đạo|yêu{_+}cầu|kết{_+}luận){_*}:?{_*}[“\"]?(?i:giao){_+}{U}"  # said of a letter that was received
)
BACK = 40  # citations, cues and sentence ends of a line that are looked back over
NEAR = 220  # characters over which `theo` looks back for an order
BESIDE = 24  # characters between the mark of an item and the citation that it consists of
QUOTED = 400  # characters of a quotation that is looked for
SOME = 20  # characters over which `bổ sung` alone reaches what is issued or approved in a citation
NUMERALS = "0123456789 \u00a0\t"  # what an outline's number begins with
UP = 40  # lines that are searched for the heading of a list
WITHIN = "within-title"  # the rule of what stands in another's title and isn't said of the text itself
CHANGES = ("amends", "replaces", "repeals", "extends", "corrects", "withdraws")
UPWARD = ("implements", "based_on", "guides")


class Place(NamedTuple):
    """Where a citation stands, the title of the document behind it, and who issued it."""

    span: Span
    title: Span | None = None
    issuer: str | None = None
    mark: int | None = None  # of a citation in a footnote: where the note's mark stands in the text


class Verdict(NamedTuple):
    """What a text says of a citation."""

    relation: str
    rule: str | None = None
    certainty: float = 0.6


class Line(NamedTuple):
    """A paragraph with what was found in it so far."""

    span: Span
    cues: list[Cue]
    breaks: list[int]
    places: list[Place]
    verdicts: list[Verdict]


class Relations:
    """Reads relations. Get it by `book.build(Relations)`."""

    def __init__(self, book: Rulebook) -> None:
        self._cues = book.build(Cues)
        self._after = [(e, Pattern("(?i)" + e["pattern"])) for e in book.entries("relations", "after")]
        self._said_after = Pattern("(?i)" + "|".join(f"(?:{e['pattern']})" for e, _ in self._after))
        self._break, self._item, self._outline, self._ordered = Pattern(BREAK), Pattern(ITEM), Pattern(OUTLINE), Pattern(ORDERED)
        self._some = Pattern(r"(?i)(?:{_+}(?:một|số|các|những|toàn|bộ|phần|nội|dung)){0,4}{_*}")
        self._joined, self._assigned = Pattern(JOINED), Pattern(ASSIGNED)

    def read(self, chars: str, lines: Sequence[Span], places: Sequence[Place], *, addressed: str = "") -> list[Verdict]:
        """What is said of each of `places`, in order; `lines` are the paragraphs of the text, in order.

        `addressed`: the words of Kính gửi. A letter received from a body that stands there is being answered.
        """
        verdicts: list[Verdict] = []
        told: dict[int, Verdict] = {}  # by line: what is said of its first citation
        walked: dict[int, Line] = {}
        homes = [_line_of(lines, place.span.start) for place in places]
        marks = [_line_of(lines, place.mark) if place.mark is not None else -1 for place in places]
        last = {home: place.span.start for home, place in zip(homes, places, strict=True)}  # by line: where its last citation begins
        for home, place in zip(marks, places, strict=True):
            if place.mark is not None:
                last[home] = max(last.get(home, 0), place.mark)

        def line_at(index: int) -> Line:
            if index not in walked:
                start, end = lines[index].start, max(lines[index].start, min(last[index], lines[index].end))
                cues = self._cues.read(chars, start, end) if end > start else []  # what stands behind its last citation governs none
                walked[index] = Line(lines[index], cues, list(self._breaks(chars, start, min(end + 1, lines[index].end))), [], [])
            return walked[index]

        for at, mark, place in zip(homes, marks, places, strict=True):
            line = line_at(at)
            self._trim(chars, line, place)
            verdict = (
                self._judge(chars, line, place)
                or self._beside(chars, line, place)
                or self._headed(chars, lines, at, place, told, line.breaks)
            )
            if verdict is None and place.mark is not None:  # a note that only lists: the sentence of its mark governs
                verdict = self._judge(chars, line_at(mark), Place(Span(place.mark, place.mark)))
            verdict = verdict or Verdict("mentions")
            if verdict.relation == "received":
                verdict = self._received(chars, place, lines[-1].end, addressed, verdict)
            if at not in told and not any(_within(place, other.title) for other in line.places[-BACK:]):
                told[at] = verdict
            line.places.append(place)
            line.verdicts.append(verdict)
            verdicts.append(verdict)
        return verdicts

    def _trim(self, chars: str, line: Line, place: Place) -> None:
        """Cues end where a citation begins: the `Báo cáo` of `Trên cơ sở Báo cáo số 12` is its type."""
        i = bisect_left(line.cues, place.span.start, key=lambda cue: cue.end)
        if i < len(line.cues) and line.cues[i].start < place.span.start < line.cues[i].end:
            line.cues[i : i + 1] = self._cues.read(chars, line.cues[i].start, place.span.start)

    def _breaks(self, chars: str, start: int, end: int) -> Iterator[int]:
        """Where sentences end, one by one as they are asked for: a line may have thousands."""
        if end - start < 2 or not any(chars.find(mark, start, end) >= 0 for mark in ".!?"):
            return iter(())
        return (hit.end("last") for hit in self._break.finditer(chars, start, end) if hit["last"].lower() not in SHORTENED)

    def _judge(self, chars: str, line: Line, place: Place) -> Verdict | None:
        """The verdict of the cue that governs a place within its own line."""
        near = range(len(line.places) - 1, max(-1, len(line.places) - 1 - BACK), -1)
        outer = next((i for i in near if _within(place, line.places[i].title)), None) if line.places else None
        if outer is not None and self._stands_beside(chars, line, line.places[outer], place):
            outer = None
        border = line.places[outer].span.end if outer is not None else line.span.start
        last = bisect_right(line.cues, place.span.start, key=lambda cue: cue.end) - 1
        for i in range(last, max(-1, last - BACK), -1):
            cue = line.cues[i]
            if cue.start < border or (line.places and self._hidden(line, cue, place)) or _quoted(chars, cue, place.span.start):
                continue
            if self._broken(line, cue.end, place.span.start):
                break
            if self._distance(line, cue.end, place.span.start) > cue.reach:
                continue
            verdict = self._resolve(chars, line, i, place, border)
            if outer is None:
                return verdict
            return verdict if verdict.relation == "implements" else self._nested(verdict, line.verdicts[outer])
        return Verdict("mentions", WITHIN, 0.7) if outer is not None else self._ceases(chars, line, place)

    def _stands_beside(self, chars: str, line: Line, outer: Place, place: Place) -> bool:
        """Whether a citation in what looks like another's title is joined to that other: `X về A và Y`, not `X thực hiện A và Y`."""
        first = bisect_left(line.cues, outer.span.end, key=lambda cue: cue.start)
        if any(cue.end <= place.span.start and cue.relation not in ("none", "skip") for cue in line.cues[first : first + BACK]):
            return False
        if any(outer.span.end <= other.span.start for other in line.places[-BACK:]):
            return False
        return self._joined.search(chars, max(outer.span.end, place.span.start - BACK * 2), place.span.start) is not None

    def _beside(self, chars: str, line: Line, place: Place) -> Verdict | None:
        """The verdict of the citation that a place is joined to by `và`, a comma or a semicolon, where no cue says more."""
        before = len(line.places) - 1
        if before < 0 or line.verdicts[before].relation == "mentions" or self._broken(line, line.places[before].span.end, place.span.start):
            return None
        if self._joined.search(chars, max(line.places[before].span.end, place.span.start - BACK * 2), place.span.start) is None:
            return None
        return line.verdicts[before]._replace(certainty=0.7)

    @staticmethod
    def _nested(inner: Verdict, outer: Verdict) -> Verdict:
        """What a title says of a document within it: an amended text shares the relation of the one that amends it."""
        if inner.relation in CHANGES and outer.relation in UPWARD:
            return outer._replace(certainty=0.6)
        return Verdict("mentions", WITHIN, 0.7)

    def _resolve(self, chars: str, line: Line, i: int, place: Place, border: int) -> Verdict:
        cue = line.cues[i]
        if cue.relation == "none":
            return Verdict("mentions", cue.id, cue.certainty)
        if cue.relation == "same":
            back = range(len(line.places) - 1, max(-1, len(line.places) - 1 - BACK), -1)
            ended = [k for k in back if line.places[k].span.end <= cue.start]
            before = next((k for k in ended if line.verdicts[k].rule != WITHIN), ended[0] if ended else None)
            return line.verdicts[before]._replace(certainty=0.8) if before is not None else Verdict("mentions", cue.id, 0.6)
        if cue.relation in ("weak", "content"):
            return self._by_order(chars, line, i, place, border)
        if cue.relation in ("issued", "held"):
            return self._by_change(chars, line, i, place)
        if cue.relation in CHANGES:
            cue = self._strongest(line, i)
        return Verdict(cue.relation, cue.id, cue.certainty)

    def _by_order(self, chars: str, line: Line, i: int, place: Place, border: int) -> Verdict:
        """`theo X`, `quy định tại X`: as the order, ground or change that stands shortly before, if it says something of X."""
        cue = line.cues[i]
        for k in range(i - 1, max(-1, i - 1 - BACK), -1):
            earlier = line.cues[k]
            near = place.span.start - earlier.end <= NEAR and not self._broken(line, earlier.end, place.span.start)
            if not near or earlier.start < border or earlier.relation == "none" or self._hidden(line, earlier, place):
                break
            if chars.rfind("(", earlier.end, cue.start) > chars.rfind(")", earlier.end, cue.start):  # said aside
                break
            if earlier.relation in ("implements", "based_on"):
                return Verdict(earlier.relation, earlier.id, 0.75)
            if cue.relation == "content" and earlier.relation in CHANGES and self._some.fullmatch(chars, earlier.end, cue.start):
                earlier = self._strongest(line, k)
                return Verdict(earlier.relation, earlier.id, 0.8)
        return Verdict("mentions", cue.id, 0.7)

    def _by_change(self, chars: str, line: Line, i: int, place: Place) -> Verdict:
        """`ban hành kèm theo X`, `được công bố tại X`: as the change that an earlier verb makes to what X holds."""
        cue = line.cues[i]
        for earlier in reversed(line.cues[max(0, i - BACK) : i]):
            if self._broken(line, earlier.end, place.span.start) or self._hidden(line, earlier, place):
                break
            reaches = earlier.reach > SOME or cue.start - earlier.end <= SOME
            if earlier.relation in CHANGES and reaches and not _quoted(chars, earlier, place.span.start):
                return Verdict(earlier.relation, earlier.id, 0.85)
        return Verdict("attaches" if cue.relation == "issued" else "mentions", cue.id, 0.8)

    @staticmethod
    def _strongest(line: Line, i: int) -> Cue:
        """Of verbs that are joined (`sửa đổi, bổ sung hoặc thay thế`) the strongest."""
        cue = line.cues[i]
        for k in range(i - 1, -1, -1):
            between = line.cues[k + 1].start - line.cues[k].end
            if between > 12 or line.cues[k].relation not in CHANGES:
                break
            cue = min(cue, line.cues[k], key=lambda c: CHANGES.index(c.relation))
        return cue

    @staticmethod
    def _hidden(line: Line, cue: Cue, place: Place) -> bool:
        """Whether a cue belongs to another citation: to its own words, or to its title."""
        for other in line.places[-BACK:]:
            if other.span.start <= cue.start < other.span.end:
                return True
            if other.title and other.title.start <= cue.start < other.title.end and not _within(place, other.title):
                return True
        return False

    @staticmethod
    def _broken(line: Line, start: int, end: int) -> bool:
        first = bisect_left(line.breaks, start)
        for at in line.breaks[first : first + BACK]:
            if at >= end:
                return False
            if not any(p.span.start <= at < p.span.end for p in line.places[-BACK:]):
                return True
        return False

    @staticmethod
    def _distance(line: Line, start: int, end: int) -> int:
        """Characters between a cue and a place, other citations and their titles left out."""
        length = end - start
        reached = start
        for other in line.places[-BACK:]:
            first = max(other.span.start, reached)
            last = min(max(other.span.end, other.title.end if other.title and other.title.end <= end else 0), end)
            if last > first:
                length -= last - first
                reached = last
        return length

    def _ceases(self, chars: str, line: Line, place: Place) -> Verdict | None:
        """`Quyết định số … về … hết hiệu lực`: what a sentence says of its subject."""
        if any(not self._broken(line, other.span.end, place.span.start) for other in line.places[-BACK:]):
            return None
        stop = next(self._breaks(chars, place.span.end, line.span.end), line.span.end)
        if self._said_after.search(chars, place.span.end, stop) is None:
            return None
        for entry, pattern in self._after:
            hit = pattern.search(chars, place.span.end, stop)
            if hit and ";" not in chars[place.span.end : hit.start()]:
                return Verdict(entry["relation"], entry["id"], entry.get("certainty", 0.85))
        return None

    def _headed(
        self, chars: str, lines: Sequence[Span], at: int, place: Place, told: dict[int, Verdict], breaks: Sequence[int]
    ) -> Verdict | None:
        """The verdict of what a list hangs on: a line that ends in a colon, the outline's own heading, the item before."""
        here = lines[at]
        outline = self._outline.match(chars, here.start, here.end) if chars[here.start] in NUMERALS else None
        if outline and chars[max(here.start, place.span.start - 2) : place.span.start].rstrip().endswith("("):
            parent = outline["n"].rpartition(".")[0]
            for line in reversed(lines[max(0, at - UP) : at]):
                if chars[line.start : line.end].lstrip().startswith((f"{parent}. ", f"{parent}.\u00a0", f"{parent} ")):
                    return self._last(chars, line, outline=True)
            return None
        before = chars[lines[at - 1].start : lines[at - 1].end].rstrip() if at else ""
        if before[-1:].islower() and not (breaks and breaks[0] < place.span.start):  # a line that goes on here
            return self._last(chars, lines[at - 1], touching=True)
        item = self._item.match(chars, here.start, here.end)
        if place.span.start - (item.end() if item else here.start) > BESIDE:
            return None
        if at - 1 in told and before.endswith(";"):
            return told[at - 1]._replace(certainty=0.8)
        for line in reversed(lines[max(0, at - (UP if item else 1)) : at]):
            if chars[line.start : line.end].rstrip().endswith(":"):
                return self._last(chars, line)
            if not self._item.match(chars, line.start, line.end) and not chars[line.start : line.end].rstrip().endswith(";"):
                return None
        return None

    def _last(self, chars: str, line: Span, *, outline: bool = False, touching: bool = False) -> Verdict | None:
        """The verdict of a heading's last cue; a heading of the outline orders, or says nothing.

        `touching`: the cue must stand at the end of the line.
        """
        breaks = list(self._breaks(chars, line.start, line.end))
        known = UPWARD if outline else (*UPWARD, *CHANGES, "proposed_by", "attaches")
        cues = [
            cue for cue in self._cues.read(chars, line.start, line.end) if cue.relation in known and (not breaks or cue.start > breaks[-1])
        ]
        if not cues or (touching and line.end - cues[-1].end > BESIDE):
            return None
        return Verdict(cues[-1].relation, cues[-1].id, 0.8)

    def _received(self, chars: str, place: Place, end: int, addressed: str, verdict: Verdict) -> Verdict:
        """A letter that was received: answered to its sender, passed on for execution, or only named."""
        if place.issuer and place.issuer in addressed:
            return verdict._replace(relation="replies_to")
        if self._assigned.match(chars, place.span.end, end) or self._ordered.search(chars, place.span.end, min(end, place.span.end + 2500)):
            return verdict._replace(relation="implements", certainty=0.75)
        return verdict._replace(relation="mentions", certainty=0.7)


def _line_of(lines: Sequence[Span], at: int) -> int:
    return max(0, bisect_right(lines, (at, sys.maxsize)) - 1)


def _quoted(chars: str, cue: Cue, place: int) -> bool:
    """Whether a cue and a place are apart by a quotation: the cue stands in one that closes, a change before one that opens."""
    closing = chars.find("”", cue.end, min(place, cue.end + QUOTED))
    if closing >= 0 and chars.find("“", cue.end, closing) < 0:
        return True
    near = max(cue.end, place - QUOTED)
    return cue.relation in CHANGES and chars.rfind("“", near, place) > chars.rfind("”", near, place)


def _within(place: Place, title: Span | None) -> bool:
    return title is not None and title.start <= place.span.start < title.end
