"""To whom it goes: Kính gửi, Nơi nhận, and where it is filed."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.grammar.agencies import Agencies
from pipeline.grammar.marks import is_rule
from pipeline.grammar.people import People
from pipeline.grammar.positions import Positions
from pipeline.model import Found, Layout, Recipient, Setting, Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike
from pipeline.text import Text

TOP = 8_000  # characters in which Kính gửi is looked for where the layout doesn't know it
OPENING = ("ính gửi", "ÍNH GỬI", "ính gởi", "ính trình", "ÍNH TRÌNH", "ính báo", " điện:", " điện :", "điện gửi:")  # addressees
CLOSING = ("ơi nhận", "ƠI NHẬN", "ơi Nhận", "Lưu", "LƯU")  # copies
LONGEST = 60  # paragraphs of a list
SHORT = 20  # characters of a line that is the end of the one before
ITEM = 400  # characters of a recipient; more is a sentence
CERTAIN = 0.9  # from which a body's id is given
LOST = 0.75  # certainty of a list whose opening words are lost
BLANKS = " \t\n\u00a0"
MARKS = "-–—+*•"
DASHES = (" - ", " – ", " + ")
ENDS = BLANKS + ".;:,/*-–—+…"


@dataclass(slots=True)
class Cues:
    """Where the lists open, by one pass: the cue, and where its words end."""

    addressees: list[Span]
    copies: list[Span]
    archive: list[Span]


class Receivers:
    """Reads the lists. Get it by `book.build(Receivers)`."""

    def __init__(self, book: Rulebook) -> None:
        self._people, self._positions, self._agencies = book.build(People), book.build(Positions), book.build(Agencies)
        cues = book.entries("signatures", "cues")
        opens = {kind: "|".join(c["pattern"] for c in cues if c["opens"] == kind) for kind in ("addressees", "copies", "archive")}
        self._cue = Pattern(
            r"(?i)[{_}]{0,8}(?:[-–+*•]{_*})?"
            rf"(?:(?P<addressees>{opens['addressees']})|(?P<copies>{opens['copies']})|(?P<archive>{opens['archive']})[^\n{{_}}])"
        )
        self._again = Pattern(r"(?i){_*}(?:đồng{_+})?kính{_+}(?:gửi|gởi|trình|báo){_*}:?{_*}")
        self._filed = Pattern(rf"(?i){{_*}}(?:{opens['archive']})")
        self._kept = Pattern(r"(?i){_*}lưu{_+}(?:trữ|ý|hành|lượng|thông|động|vực|học|trú|niệm|giữ|danh)")
        self._between = Pattern(r"[;.,:]?{_*}(?P<dash>[;.,:]{_+}[-–+]{_+})")
        self._signed = Pattern(r"(?i:\(đã k[ýí])|[{_}]{3,8}[{U}]")  # a signature that an extractor put on the same line
        self._bracket = Pattern(r"\((?P<words>[^()\n]{1,90})\)")
        self._preamble = Pattern(r"(?i){_*}[-–+]?{_*}(?:căn cứ|theo|xét|thực hiện|trên cơ sở)[{_}]")
        self._heading = Pattern(r"(?i){_*}(?:số|v/v|về việc|[^\n]{0,40}ngày[^\n]{0,12}tháng)[{_}:]")
        remarks = "|".join(entry["pattern"] for entry in book.entries("signatures", "remarks"))
        self._remark = Pattern(rf"(?i){{_*}}(?:{remarks})|{{_*}}\[[0-9]{{1,3}}\]{{_*}}$")
        self._purposes = {
            alike(words): str(entry["purpose"]) for entry in book.entries("signatures", "purposes") for words in entry["words"]
        }

    def cues(self, chars: str, span: Span, words: Sequence[str] = (*OPENING, *CLOSING)) -> Cues:
        """The words that open lists, in order; `words` are pieces of them, to find the lines by."""
        found = Cues([], [], [])
        lines = set()
        for piece in words:
            at = chars.find(piece, span.start, span.end)
            while at >= 0:
                lines.add(max(span.start, chars.rfind("\n", span.start, at) + 1))
                at = chars.find("\n", at, span.end)  # one is enough for a line
                at = chars.find(piece, at, span.end) if at >= 0 else -1
        for start in sorted(lines):
            end = chars.find("\n", start, span.end)
            hit = self._cue.match(chars, start, end if end >= 0 else span.end)
            for kind in ("addressees", "copies", "archive"):
                if hit and hit.start(kind) >= 0:
                    getattr(found, kind).append(Span(*hit.span(kind)))
        found.archive = [cue for cue in found.archive if not self._kept.match(chars, cue.start, cue.end + 12)]
        return found

    def items(self, chars: str, paragraphs: Sequence[Span], i: int, at: int) -> Iterator[Span]:
        """The items of a list that begins at `at` in paragraph `i`: dashed lines, or lines that end on `;`.

        Wrapped lines are put together; titles and names that an extractor wove in are stepped over.
        """
        item: Span | None = Span(at, paragraphs[i].end)
        if not chars[at : paragraphs[i].end].strip(BLANKS) or self._is_title(chars, Span(at, paragraphs[i].end)):
            item = None
        dashed, seen = False, paragraphs[i].end
        for paragraph in paragraphs[i + 1 : i + LONGEST]:
            start, end = paragraph
            gap, seen = chars.count("\n", seen, start) > 1, end
            dash = _behind_dash(chars, paragraph)
            if dash is not None:
                if item:
                    yield item
                item, dashed = Span(dash, end), True
                continue
            if self._is_signing(chars, paragraph):
                continue
            if item is None or not chars[item.start : item.end].strip(BLANKS):  # the words opened the list, or a dash stands alone
                item = paragraph
                continue
            last = chars[item.start : item.end].rstrip(BLANKS)[-1:]
            bracket = chars.count("(", *item) > chars.count(")", *item)
            wraps = not gap and last not in ".;" and (dashed or end - start <= SHORT) and not self._filed.match(chars, *item)
            if bracket or wraps:
                item = Span(item.start, end)
            elif not gap and (last == ";" or self._is_body(chars, paragraph)):
                yield item
                item = paragraph
            else:
                break
        if item:
            yield item

    def _is_signing(self, chars: str, line: Span) -> bool:
        """Whether a line belongs to the signature block."""
        return self._is_title(chars, line) or self._people.read(chars, *line) is not None

    def _is_title(self, chars: str, line: Span) -> bool:
        return self._positions.is_loud(chars, *line) and self._positions.starts(chars, *line)

    def _is_body(self, chars: str, line: Span) -> bool:
        """Whether a line is the name of one body and no more."""
        name = self._agencies.name_at(chars, line.start, line.end)
        return bool(name) and not chars[name.span.end if name else 0 : line.end].strip(ENDS)

    def pieces(self, chars: str, item: Span, *, semicolons: bool) -> Iterator[Span]:
        """What one line holds: several items where dashes follow inside it, or, for Kính gửi, where `;` divides."""
        at = item.start
        for hit in self._between.finditer(chars, *item) if any(chars.find(dash, *item) >= 0 for dash in DASHES) else ():
            yield from self._divided(chars, Span(at, hit.start("dash"))) if semicolons else (Span(at, hit.start("dash")),)
            at = hit.end("dash")
        rest = Span(at, item.end)
        yield from self._divided(chars, rest) if semicolons else (rest,)

    @staticmethod
    def _divided(chars: str, item: Span) -> Iterator[Span]:
        at = semicolon = item.start
        while (semicolon := chars.find(";", semicolon, item.end)) >= 0:
            if chars.count("(", at, semicolon) <= chars.count(")", at, semicolon):
                yield Span(at, semicolon)
                at = semicolon + 1
            semicolon += 1
        yield Span(at, item.end)

    def name(self, chars: str, item: Span) -> Span | None:
        """The recipient that an item names: without `Đồng kính gửi`, address, woven-in titles and outer punctuation."""
        start, end = item
        words = chars[start:end]
        again = self._again.match(chars, start, end) if "ính" in words or "ÍNH" in words else None
        start = again.end() if again else start
        woven = self._positions.trailing(chars, start, end) if words.rstrip(ENDS)[-3:].isupper() else None
        end = woven if woven is not None else end
        remark = self._remark.search(chars, start, end) if "(" in words or "[" in words else None
        end = remark.start() if remark else end
        words = chars[start:end]
        start += len(words) - len(words.lstrip(ENDS))
        end -= len(words) - len(words.rstrip(ENDS))
        return Span(start, end) if 0 < end - start <= ITEM else None

    def purpose(self, chars: str, name: Span) -> str | None:
        """What the recipient is to do with it, in full: `(b/c)` → `để báo cáo`."""
        if chars.find("(", *name) < 0:
            return None
        for hit in reversed(list(self._bracket.finditer(chars, *name))):
            words = " ".join(hit["words"].split()).strip(ENDS)
            known = self._purposes.get(alike(words))
            if known or alike(words).startswith("để "):
                return known or words
        return None

    def recipient(self, chars: str, role: str, name: Span, setting: Setting, certainty: float) -> Recipient:
        """One row of the list, with the body's id where the register is certain of it."""
        words = " ".join(chars[name.start : name.end].split())
        bare = words.split(" (")[0]
        plain = not any(mark in bare for mark in ",;:") and not bare.lower().startswith(("như ", "các ", "lưu "))
        body = self._agencies.read(bare, setting) if plain else None
        known = body.id if body and body.certainty >= CERTAIN else None
        return Recipient(role, words, name, role, certainty, self.purpose(chars, name), known)

    def archive_at(self, chars: str, item: Span) -> Span | None:
        """The words behind `Lưu:`, where an item is the archive line."""
        hit = self._filed.match(chars, *item) if chars[item.start : item.end].lstrip(BLANKS)[:3].lower() == "lưu" else None
        if not hit or self._kept.match(chars, *item):
            return None
        signed = self._signed.search(chars, hit.end(), item.end)
        return self.name(chars, Span(hit.end(), signed.start() if signed else item.end))

    def is_letter(self, chars: str, cue: Span) -> bool:
        """Whether a list of addressees opens with `Kính gửi`, not with `… điện:`."""
        return self._again.match(chars, *cue) is not None

    def list_before(self, chars: str, paragraphs: Sequence[Span], last: int) -> int:
        """The first paragraph of the dashed list that ends in paragraph `last`."""
        i = last
        while i > 0 and last - i < LONGEST:
            above = paragraphs[i - 1]
            if chars.count("\n", above.end, paragraphs[i].start) > 1 or _behind_dash(chars, above) is None:
                break
            if above.end - above.start > ITEM or chars[above.start : above.end].rstrip(BLANKS).endswith("./."):
                break
            i -= 1
        return i

    def lost_list(self, chars: str, layout: Layout) -> int | None:
        """The paragraph in which a list of addressees begins although the words `Kính gửi` are lost: it opens the text."""
        for i, paragraph in enumerate(layout.paragraphs[:LONGEST]):
            if _behind_dash(chars, paragraph) is not None:
                return None if self._preamble.match(chars, *paragraph) or len(chars[paragraph.start : paragraph.end]) > ITEM else i
            if not (
                is_rule(chars[slice(*paragraph)]) or self._positions.is_loud(chars, *paragraph) or self._heading.match(chars, *paragraph)
            ):
                return None
        return None


def read(text: Text, layout: Layout, setting: Setting, book: Rulebook) -> tuple[tuple[Recipient, ...], Found[str] | None]:
    """Addressees and copies in order, and the Lưu line (`archive`)."""
    if not layout.paragraphs:
        return (), None
    room, chars = book.build(Receivers), text.chars
    copies, archive = _copies(room, chars, layout)
    first_copy = copies[0][0].start if copies else layout.span.end
    names = _addressees(room, chars, layout, setting, first_copy)
    rows = [room.recipient(chars, "addressee", name, setting, trust) for name, trust in names]
    rows += [room.recipient(chars, "copy", name, setting, trust) for name, trust in copies]
    return tuple(rows), archive


def _behind_dash(chars: str, line: Span) -> int | None:
    """Where the words of a dashed line begin; null where it has no dash."""
    at = line.start
    while at < line.end and chars[at] in BLANKS:
        at += 1
    if at == line.end or chars[at] not in MARKS or is_rule(chars[at : line.end].strip(BLANKS)):
        return None
    at += 1
    while at < line.end and chars[at] in BLANKS:
        at += 1
    return at


def _paragraph(layout: Layout, at: int) -> int:
    """Index of the paragraph that holds `at`."""
    return bisect_right(layout.paragraphs, at, key=lambda paragraph: paragraph.start) - 1


def _addressees(room: Receivers, chars: str, layout: Layout, setting: Setting, before: int) -> list[tuple[Span, float]]:
    """The names behind Kính gửi, and how certain they are."""
    zone = layout.zone("addressees")
    top = zone or Span(layout.span.start, min(layout.span.start + TOP, before))
    wired = setting.doc_type in (None, "CĐ")
    cues = room.cues(chars, top, OPENING).addressees
    cue = next((c for c in cues if c.start < before and (wired or room.is_letter(chars, c))), None)
    if cue:
        i, at, trust = _paragraph(layout, cue.start), cue.end, 0.98
    else:
        lost = room.lost_list(chars, layout)
        if lost is None or layout.paragraphs[lost].start >= before:
            return []
        i, at, trust = lost, layout.paragraphs[lost].start, LOST
    spans = [piece for item in room.items(chars, layout.paragraphs, i, at) for piece in room.pieces(chars, item, semicolons=True)]
    return [(name, trust) for span in spans if (name := room.name(chars, span))]


def _copies(room: Receivers, chars: str, layout: Layout) -> tuple[list[tuple[Span, float]], Found[str] | None]:
    """The names of Nơi nhận, and the archive line that ends it."""
    zone = layout.zone("copies")
    cues = room.cues(chars, Span(zone.start, layout.span.end) if zone else layout.span, CLOSING)
    filed = next(iter(cues.archive), None)
    opening = [cue for cue in cues.copies if filed is None or cue.start < filed.start]
    cue = (opening[-1] if filed else opening[0]) if opening else None
    last = _paragraph(layout, filed.start) if filed else 0
    if cue and (not filed or last - _paragraph(layout, cue.start) < LONGEST):
        i, at, trust = _paragraph(layout, cue.start), cue.end, 0.98
    elif filed:
        i, trust = room.list_before(chars, layout.paragraphs, last), LOST
        at = layout.paragraphs[i].start
    else:
        return [], None
    names: list[tuple[Span, float]] = []
    for item in room.items(chars, layout.paragraphs, i, at):
        for piece in room.pieces(chars, item, semicolons=False):
            where = room.archive_at(chars, piece)
            if where:
                words = " ".join(chars[where.start : where.end].split())
                return names, Found(words, where, "filed", trust)
            name = room.name(chars, piece)
            if name:
                names.append((name, trust))
    return names, None
