"""Who signed: the authority, the position and the name in the signature block, wherever it stands."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.grammar.form import Form
from pipeline.grammar.people import KNOWN, Name, People
from pipeline.grammar.positions import CLOSED, Positions, Title
from pipeline.model import Found, Layout, Problem, Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.text import Text

REACH = 60  # paragraphs that a block may be strewn over where an extractor wove Nơi nhận into it
BLOCKS = 24  # candidates that are looked at, from the first
NEAR = 3_500  # characters between Nơi nhận and the block behind it
BEHIND = 300  # characters between a block and the Nơi nhận that follows
JOINT = 12  # paragraphs within which another block is a further signer's
SURE = 8  # points from which nothing else is looked for
FRONT = 0.8  # certainty of a name with which a line begins that goes on
DOUBTFUL = 0.65  # certainty up to which a name is reported
UNTITLED = 0.6  # certainty of a name without a title
ENOUGH = 5  # points below which a block isn't taken for the signature


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that look like a signature: titles, and the name below them."""

    titles: tuple[Span, ...]
    names: tuple[Name, ...]  # several where more than one signs side by side
    first: int  # paragraphs
    last: int
    form: bool = False  # a form to be filled in: `(Ký, ghi rõ họ tên)`


@dataclass(frozen=True, slots=True)
class Choice:
    """The block that is taken for the signature."""

    block: Block
    points: int
    others: tuple[str, ...]  # further signers


@dataclass(frozen=True, slots=True)
class Cues:
    """What one pass over a dispatch finds."""

    titles: list[tuple[int, bool]]  # where a title begins; whether it has a prefix or is in capitals
    copies: list[int]  # Nơi nhận and Lưu lines
    attached: int  # where attachments begin
    copied: list[int]  # certificates of copies


class Signatures:
    """Finds the block. Get it by `book.build(Signatures)`."""

    def __init__(self, book: Rulebook) -> None:
        self._people, self._positions = book.build(People), book.build(Positions)
        self._form = book.build(Form)
        prefix, head = self._positions.prefix, self._positions.head
        copied = "|".join(entry["pattern"] for entry in book.entries("signatures", "copied"))
        loud = rf"(?:{prefix}[{{U}}]|{head})[^{{l}}\n]{{0,160}}"
        self._cue = Pattern(
            rf"(?m)(?:^[{{_}}]{{0,8}}|[;:.,/][{{_}}]{{1,8}}|[{{_}}]{{3,8}})(?P<loud>{loud})$"
            rf"|^[{{_}}]{{0,8}}(?:(?P<mixed>{prefix}[{{U}}][^\n]{{0,120}})$|(?P<plain>(?i:{head})[^\n;:]{{0,50}})$"
            r"|(?P<copies>[-–+*]?{_*}(?:N[ơƠ][iI][{_}\n]{1,3}(?i:nhận)|L[ưƯ][uU](?::|{_})))"
            rf"|(?P<attached>\((?i:ban hành{{_+}})?(?i:kèm theo)|PHỤ{{_+}}LỤC)|(?P<copied>(?i:{copied})))"
        )
        marks = "|".join(entry["pattern"] for entry in book.entries("signatures", "marks"))
        self._mark = Pattern(rf"(?i)[{{_}}]{{0,8}}(?:{marks})[{{_}}]{{0,8}}")
        self._to_fill = Pattern(r"(?i)ghi rõ|họ tên|họ, tên|họ và tên|đóng dấu nếu")
        self._item = Pattern(r"{_*}(?:[-–+*•]|N[ơƠ][iI][{_}\n]{1,3}(?i:nhận)|L[ưƯ][uU]:)")

    def cues(self, chars: str, span: Span) -> Cues:
        """Where titles, Nơi nhận and attachments begin, by one pass over the dispatch."""
        found = Cues([], [], span.end, [])
        attached = span.end
        for hit in self._cue.finditer(chars, span.start, span.end):
            for group in ("loud", "mixed", "plain"):
                if hit.start(group) >= 0:
                    found.titles.append((hit.start(group), group != "plain"))
            if hit.start("copies") >= 0:
                found.copies.append(hit.start("copies"))
            elif hit.start("copied") >= 0:
                found.copied.append(hit.start("copied"))
            elif hit.start("attached") >= 0:
                attached = min(attached, hit.start("attached"))
        return Cues(found.titles, found.copies, attached, found.copied)

    def name(self, chars: str, line: Span) -> Name | None:
        """The person whose name a line is."""
        return self._people.read(chars, *line)

    def is_mark(self, chars: str, start: int, end: int) -> bool:
        """Whether a line is neither title nor name: `(Đã ký)`, what an e-signature prints."""
        return bool(self._mark.fullmatch(chars, start, end))

    def blocks(self, chars: str, layout: Layout, cues: Cues) -> list[Block]:
        """The blocks that begin at the titles found, in order; a title inside a block begins none."""
        found: list[Block] = []
        done = -1
        for clear in (True, False):  # titles in capitals first, then `Chủ tịch` alone on its line
            for at, loud in cues.titles:
                if loud is clear and at >= done and len(found) < BLOCKS:
                    first = bisect_right(layout.paragraphs, at, key=lambda paragraph: paragraph.start) - 1
                    block = self._block(chars, layout.paragraphs, first, at)
                    found.append(block)
                    done = layout.paragraphs[block.last].end
            if any(block.names for block in found):
                break
            done = -1
        return found

    def _block(self, chars: str, paragraphs: Sequence[Span], first: int, at: int) -> Block:
        titles: list[Span] = []
        names: list[Name] = []
        woven: list[Name] = []  # behind an item of Nơi nhận: only where no other name follows
        last, form, seen = first, False, at  # seen: where the last line of the block ends
        for i in range(first, min(first + REACH, len(paragraphs))):
            start, end = (at if i == first else paragraphs[i].start), paragraphs[i].end
            if names and not self._people.read(chars, start, end):
                break
            if self.is_mark(chars, start, end):
                form = form or bool(self._to_fill.search(chars, start, end))
                continue
            item = i > first and bool(self._item.match(chars, start, end))
            near = i == first or chars.count("\n", seen, start) < 2 or self._names_next(chars, paragraphs, i)
            title, name = self._woven(chars, start, end) if item else self._line(chars, Span(start, end), near=near, titled=bool(titles))
            if name and item:
                woven.append(name)
            elif name or title or item:
                names += [name] if name else []
            elif broken := self._broken_name(chars, paragraphs, i):
                names.append(broken)
            else:
                break
            titles += [title] if title else []
            last, seen = (i if title or name else last), end
        return Block(tuple(titles), tuple(names or woven), first, last, form)

    def _woven(self, chars: str, start: int, end: int) -> tuple[Span | None, Name | None]:
        """The title or the name that an extractor put behind an item of Nơi nhận."""
        at = self._positions.trailing(chars, start, end)
        if at is not None:
            return Span(at, end), None
        return None, self._people.signed_at_end(chars, start, end)

    def _line(self, chars: str, line: Span, *, near: bool, titled: bool) -> tuple[Span | None, Name | None]:
        """What a line gives to a block: a title, a name, both or nothing."""
        start, end = line
        if self._positions.starts(chars, start, end):
            name = self._people.at_end(chars, start, end)
            return Span(start, len(chars[: name.span.start].rstrip()) if name else end), name
        name = self._people.read(chars, start, end)
        if name:
            return None, name
        if near and self._positions.is_loud(chars, start, end):
            return (line, None) if self._form.kind(chars, line) in ("capitals", None) else (None, None)
        name = self._people.at_start(chars, start, end) if near and titled else None
        return None, name._replace(certainty=FRONT) if name else None

    def _names_next(self, chars: str, paragraphs: Sequence[Span], i: int) -> bool:
        """Whether the line behind this one is a name, so that this one may be a title that nobody knows."""
        return i + 1 < len(paragraphs) and self._people.read(chars, *paragraphs[i + 1]) is not None

    def _broken_name(self, chars: str, paragraphs: Sequence[Span], i: int) -> Name | None:
        """A name on two lines: `Phạm` / `Mạnh Cường`."""
        if i + 1 >= len(paragraphs) or paragraphs[i + 1].start > paragraphs[i].end + 2:
            return None
        name = self._people.read(chars, paragraphs[i].start, paragraphs[i + 1].end)
        return name if name and name.certainty == KNOWN else None

    def points(self, block: Block, chars: str, layout: Layout, cues: Cues) -> int:
        """How much speaks for this block being the signature of the dispatch."""
        if not block.titles and not block.names:
            return 0
        start = block.titles[0].start if block.titles else block.names[0].span.start
        zone = layout.zone("signature")
        behind = any(0 <= start - at < NEAR for at in cues.copies)
        before = any(0 <= at - layout.paragraphs[block.last].end < BEHIND for at in cues.copies)
        points = 3 * (behind or before) + 3 * bool(zone and zone.start <= start < zone.end)
        if block.names:
            points += 4 if block.names[0].certainty == KNOWN else 2
        if block.titles:
            line = block.titles[0]
            points += 2 * bool(self._positions.prefix_at(chars, line.start, line.end)) + 2
        appendix = layout.zone("appendix")
        points -= 3 * (start > cues.attached or bool(appendix and appendix.start <= start))
        points -= 5 * any(0 <= start - at < BEHIND for at in cues.copied)
        return points - 5 * block.form

    def titles(self, chars: str, block: Block) -> tuple[list[Title], Title | None]:
        """The capacity in which somebody signs, and the position; a second signer's titles are left out."""
        titles = self._positions.read(chars, block.titles)
        for i in range(len(titles) - 1):
            if not titles[i].prefix and titles[i + 1].prefix:
                titles = titles[: i + 1]
                break
        if not titles or not titles[-1].prefix:
            return titles[:-1], titles[-1] if titles else None
        return titles, None


def read(text: Text, layout: Layout, book: Rulebook) -> dict[str, Found[str]]:
    """`signer_competence`, `signer_position`, `signer_full_name`, where they can be read.

    Where several sign, the first is the signer and the others are rivals. A doubtful block gives nothing.
    """
    if not layout.paragraphs:
        return {}
    room, chars = book.build(Signatures), text.chars
    best = _best(room, chars, layout, tail) if (tail := _tail(layout)) else None
    if not best or best.points < SURE:
        best = _best(room, chars, layout, layout.span)
    if not best or best.points < ENOUGH:
        return _untitled(room, chars, layout)
    return _facts(room, chars, best)


def problems(facts: Mapping[str, Found[str]]) -> tuple[Problem, ...]:
    """What is wrong with the signature as read: nobody's name, a doubtful one, a misprint put right."""
    name, position = facts.get("signer_full_name"), facts.get("signer_position")
    found = [] if name else [Problem("no_signer", "nobody's name stands in a signature block")]
    if name and name.certainty < DOUBTFUL:
        found.append(Problem("doubtful_value", f"signer_full_name: perhaps {name.value}", name.span))
    if position and position.certainty <= CLOSED and position.rivals:
        found.append(Problem("misread", f"signer_position: printed {position.rivals[0]}, read {position.value}", position.span))
    return tuple(found)


def _untitled(room: Signatures, chars: str, layout: Layout) -> dict[str, Found[str]]:
    """The name that stands alone where the signature must: its title lies under the seal."""
    zone = layout.zone("signature")
    if zone is None or layout.zone("copies") is None:
        return {}
    names = [name for line in layout.lines(zone) if (name := room.name(chars, line))]
    if len(names) != 1 or names[0].certainty < KNOWN:
        return {}
    return {"signer_full_name": Found(names[0].value, names[0].span, names[0].rule, UNTITLED)}


def _tail(layout: Layout) -> Span | None:
    """Where the layout has the signature and Nơi nhận, with the lines about them."""
    zones = [zone.span for zone in layout.zones if zone.name in ("signature", "copies")]
    if not layout.zone("signature"):
        return None
    return Span(zones[0].start, min(layout.span.end, zones[-1].end + BEHIND))


def _best(room: Signatures, chars: str, layout: Layout, span: Span) -> Choice | None:
    """The block of a stretch for which most speaks, the first of equals; further signers beside it."""
    cues = room.cues(chars, span)
    blocks = room.blocks(chars, layout, cues)
    if not blocks:
        return None
    points = [room.points(block, chars, layout, cues) for block in blocks]
    i = points.index(max(points))
    beside = [b for b in blocks[i + 1 :] if b.first - blocks[i].last <= JOINT and not b.form]
    others = [*blocks[i].names[1:], *(name for block in beside for name in block.names)]
    return Choice(blocks[i], points[i], tuple(name.value for name in others))


def _facts(room: Signatures, chars: str, choice: Choice) -> dict[str, Found[str]]:
    block, trust = choice.block, min(0.99, 0.7 + 0.03 * choice.points)
    capacity, position = room.titles(chars, block)
    facts: dict[str, Found[str]] = {}
    if capacity:
        words = " ".join(title.value for title in capacity)
        span = Span(capacity[0].span.start, capacity[-1].span.end)
        facts["signer_competence"] = Found(words, span, capacity[0].rule, trust)
    if position:
        rivals = (position.printed,) if position.printed else ()
        facts["signer_position"] = Found(position.value, position.span, position.rule, min(trust, position.certainty), rivals)
    if block.names:
        name = block.names[0]
        certainty = min(trust, name.certainty if position or capacity else UNTITLED)
        facts["signer_full_name"] = Found(name.value, name.span, name.rule, certainty, choice.others)
    return facts
