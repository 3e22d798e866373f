"""The parts of the form: letterhead, number line, title, Kính gửi, preamble, body, closing, signature, Nơi nhận, appendices."""

from collections.abc import Sequence

from pipeline.grammar.form import Form, Sign, is_item, lines
from pipeline.grammar.marks import begins_list, heads, is_rule
from pipeline.grammar.numbers import Numbers
from pipeline.grammar.people import People
from pipeline.grammar.positions import Positions
from pipeline.grammar.seams import Seams
from pipeline.model import Layout, Span, Zone
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.text import Text

TOP = 60  # lines that a header has at most
AHEAD = 12  # lines within which the next line of the header must follow
BLOCK = 14  # lines that a signature block has at most
SUBJECT = 500  # characters of a trích yếu that isn't in capitals
ITEM = 160  # characters of a line of Nơi nhận
ORDERS = Pattern(
    r"(?i)(?:như{_}sau|sau{_}đây|sau|dưới{_}đây|yêu{_}cầu|chỉ{_}đạo|quyết{_}định|quyết{_}nghị|nội{_}dung|thông{_}báo){_*}:{_*}$"
)
ARTICLE = Pattern(r"(?i)điều{_}1{_*}[.:]|(?:chương|phần|mục){_}(?:1|I|thứ{_}nhất)(?:[.:{_}]|$)|I{_*}[.)-]|A{_*}[.)]{_}|1{_*}[.)]")
CLOSINGS = (
    "Trên đây",
    "Trong quá trình",
    "Yêu cầu",
    "Đề nghị",
    "Nhận được",
    "Căn cứ nội dung",
    "Giao ",
    "Các ",
    "Vậy ",
    "Kính ",
    "Rất mong",
    "Định kỳ",
)


def lay_out(text: Text, span: Span, part: int, book: Rulebook) -> Layout:
    """The zones of one dispatch."""
    chars = text.chars
    paragraphs = lines(chars, span.start, span.end)
    walk = Walk(chars, paragraphs, book)
    return Layout(part, span, paragraphs, tuple(walk.zones()))


class Walk:
    """One dispatch, walked from its letterhead to its last appendix."""

    def __init__(self, chars: str, paragraphs: Sequence[Span], book: Rulebook) -> None:
        self.chars = chars
        self.lines = paragraphs
        self.form = book.build(Form)
        self.seams = book.build(Seams)
        self.numbers = book.build(Numbers)
        self.people = book.build(People)
        self.positions = book.build(Positions)
        self.found: list[Zone] = []

    def zones(self) -> list[Zone]:
        """All zones, in order."""
        if not self.lines:
            return []
        at = self._header()
        tail, signs = self._tail_from(at)
        body, end = self._preamble(at, tail), tail
        if body > at:
            self._add("preamble", at, body)
        closing = self._closing(body, end)
        if closing > body:
            self._add("body", body, closing)
        if end > closing:
            self._add("closing", closing, end)
        rest = self._block(tail, signs)
        if rest < len(self.lines):
            self._add("notes" if self._is_note(rest) else "appendix", rest, len(self.lines))
        return self.found

    def _is_note(self, i: int) -> bool:
        """Whether footnotes begin here, under their rule or without one."""
        i += is_rule(self._words(i)) and i + 1 < len(self.lines)
        return self._words(i)[0] == "[" and self._words(i)[1:4].split("]")[0].isalnum()

    def _words(self, i: int) -> str:
        return self.chars[self.lines[i].start : self.lines[i].end]

    def _add(self, name: str, first: int, stop: int) -> None:
        """Lines `first` to `stop` as a zone; it grows the last one where that has the same name."""
        if self.found and self.found[-1].name == name:
            self.found[-1] = Zone(name, Span(self.found[-1].span.start, self.lines[stop - 1].end))
        elif stop > first:
            self.found.append(Zone(name, Span(self.lines[first].start, self.lines[stop - 1].end)))

    def _header(self) -> int:
        """The zones of the header; the first line behind it."""
        i, last, titled = 0, len(self.lines), False
        seen: set[str] = set()
        while i < min(last, TOP):
            kind = self.form.kind(self.chars, self.lines[i])
            if kind == "number" and "number" not in seen and self._own_number(i):
                i = self._number(i)
            elif kind == "about" and not titled:
                self._add("subject", i, i + 1)
                i += 1
            elif kind == "type" and not titled and not self._ordered(i):
                i = self._title(i)
                titled = True
            elif kind == "addressees":
                i = self._addressees(i)
            elif kind == "place_date" and "place_date" not in seen:
                self._add("place_date", i, i + 1)
                i += 1
            elif kind in ("nation", "motto", "rule", "mark", "number", "place_date") or (kind == "capitals" and not titled):
                self._add("letterhead", i, i + 1)
                i += 1
            elif not self._goes_on(i, titled or "addressees" in seen):
                break
            else:
                self._add("letterhead", i, i + 1)
                i += 1
            seen.add(kind or "")
        while (
            i > 0
            and self.found
            and self.found[-1].name == "letterhead"
            and not seen & {"number", "nation", "type", "addressees", "about", "place_date"}
        ):
            self.found.pop()
            i = 0
        return i if i else self._listed()

    def _goes_on(self, i: int, over: bool) -> bool:  # noqa: FBT001
        """Whether the header goes on behind a line that tells nothing: a stamp, a remark, a broken name."""
        if over or self.lines[i].end - self.lines[i].start > 90 or begins_list(self._words(i)) or self.seams.grounds(self._words(i)):
            return False
        ahead = self.lines[i + 1 : i + AHEAD]
        return any(self.form.kind(self.chars, line) in ("number", "nation", "type", "place_date") for line in ahead)

    def _own_number(self, i: int) -> bool:
        """Whether a number line is that of the dispatch, not of the stamp of its arrival."""
        before = self._words(i - 1).strip(" *:").upper() if i else ""
        line = self.lines[i]
        return before not in ("ĐẾN", "CÔNG VĂN ĐẾN", "VĂN BẢN ĐẾN") and self.numbers.symbol_at(self.chars, line.start, line.end) is not None

    def _number(self, i: int) -> int:
        """The number line, and what an extractor put behind the number: V/v, place and date."""
        line = self.lines[i]
        symbol = self.numbers.symbol_at(self.chars, line.start, line.end)
        stop = symbol.span.end if symbol else line.end
        self.found.append(Zone("number", Span(line.start, stop)))
        while stop < line.end and self.chars[stop] in " |*,;.":
            stop += 1
        rest = Span(stop, line.end)
        if rest.end - rest.start > 5:
            kind = self.form.kind(self.chars, rest)
            name = {"about": "subject", "place_date": "place_date", "nation": "letterhead"}.get(kind or "", "letterhead")
            self.found.append(Zone(name, rest))
        return i + 1

    def _ordered(self, i: int) -> bool:
        """Whether a line that names a type is the sentence that orders: `QUYẾT ĐỊNH:`."""
        return self._words(i).rstrip()[-1] == ":"

    def _title(self, i: int) -> int:
        """The title line and the trích yếu behind it."""
        line = self.lines[i]
        length = self.form.type_length(self.chars, line)
        self.found.append(Zone("title", Span(line.start, line.start + length)))
        start = line.start + length
        while start < line.end and self.chars[start] in " .*:":
            start += 1
        if start < line.end:
            self.found.append(Zone("subject", Span(start, line.end)))
        i += 1
        while i < len(self.lines) and self._is_subject(i, any(zone.name == "subject" for zone in self.found)):
            self._add("subject", i, i + 1)
            i += 1
        return i

    def _is_subject(self, i: int, begun: bool) -> bool:  # noqa: FBT001
        """Whether a line behind the title is its trích yếu or goes on with it."""
        line, words = self.lines[i], self._words(i)
        kind = self.form.kind(self.chars, line)
        if kind in ("number", "place_date", "addressees", "rule", "mark", "nation", "motto"):
            return False
        if self._is_issuer(i) or self._ordered(i) or self.seams.grounds(words):
            return False
        if words.isupper():
            return True
        if len(words) > SUBJECT or begun or words[-1] in ".;:" or begins_list(words) or words.startswith(("Điều", "Chương", "(")):
            return False
        return not words.startswith("Ngày ")

    def _is_issuer(self, i: int) -> bool:
        """Whether a line of capitals names who decides, above the preamble."""
        words = self._words(i)
        if not words.isupper() or not self.seams.issues(words):
            return False
        after = self._words(i + 1) if i + 1 < len(self.lines) else ""
        return self.seams.grounds(after) or (after.isupper() and i + 2 < len(self.lines) and self.seams.grounds(self._words(i + 2)))

    def _addressees(self, i: int) -> int:
        """Kính gửi and its list."""
        first, listed, items = i, self._words(i).rstrip()[-1] == ":", False
        i += 1
        while i < len(self.lines):
            words, line = self._words(i), self.lines[i]
            if self.form.kind(self.chars, line) == "addressees":
                listed, items = words.rstrip()[-1] == ":", False
            elif is_item(words):
                items = True
            elif words[0] == "(" and words[-1] in ").;" and line.end - line.start < ITEM:
                pass  # the address of a company
            elif items or not listed or line.end - line.start > ITEM or self._is_text(i):
                break
            else:
                listed = words[-1] != "."
            i += 1
        self._add("addressees", first, i)
        return i

    def _is_text(self, i: int) -> bool:
        """Whether a line behind `Kính gửi:` is the text already."""
        words = self._words(i)
        return self.seams.grounds(words) or words[-1] == ":" or begins_list(words) or ". " in words.rstrip(".")

    def _listed(self) -> int:
        """The list of addressees with which a text begins whose header is lost; the first line behind it."""
        i = 0
        while i < len(self.lines) and is_item(self._words(i)) and self.lines[i].end - self.lines[i].start < ITEM and i < 20:
            i += 1
        if 0 < i < len(self.lines) and all(self._words(k)[-1] in ";.," for k in range(i)):
            self._add("addressees", 0, i)
            return i
        return 0

    def _preamble(self, at: int, tail: int) -> int:
        """The first line behind the sentence that orders."""
        for i in range(at, tail):
            line = self.lines[i]
            if ARTICLE.match(self.chars, line.start, line.end) or (begins_list(self._words(i)) and not self.seams.grounds(self._words(i))):
                return i
            if self.form.is_a("order", self.chars, line) or (
                self.chars[line.end - 1] == ":" and ORDERS.search(self.chars, line.start, line.end)
            ):
                return i + 1
        return min(at + 1, tail) if self.found else at

    def _closing(self, body: int, end: int) -> int:
        """The first line of the paragraphs that close the body, behind its items."""
        i = end
        while i > body and not heads(self._words(i - 1)) and not is_item(self._words(i - 1)) and not self._words(i - 1).isupper():
            i -= 1
        if i == body:
            return end
        under_heading = (heads(self._words(i - 1)) and self._words(i - 1)[-1] not in ".;:/") or self._words(i - 1).isupper()
        if self._words(i - 1).startswith("Điều "):
            return end
        if under_heading:
            while i < end and not self._words(i).startswith(CLOSINGS[:6]):
                i += 1
        return i

    def _tail_from(self, at: int) -> tuple[int, list[Sign]]:
        """The first line of Nơi nhận or of the signature, and the lines that begin them or an appendix."""
        if at >= len(self.lines):
            return len(self.lines), []
        signs = self.form.tails(self.chars, self.lines[at].start, self.lines[-1].end)
        starts = {line.start: i for i, line in enumerate(self.lines)}
        for sign in signs:
            i = starts.get(sign.span.start)
            if i is None or (sign.kind in ("signing", "post") and not self._is_signed(i)):
                continue
            if sign.kind == "appendix" and not self._is_over(i, signs):
                continue
            while i > at and sign.kind in ("signing", "post") and is_item(self._words(i - 1)) and self._is_list_of_copies(i, at):
                i -= 1
            return i, signs
        return len(self.lines), signs

    def _is_over(self, i: int, signs: list[Sign]) -> bool:
        """Whether an appendix begins although nobody signed before it."""
        return not any(sign.kind in ("copies", "signing") for sign in signs if sign.span.start > self.lines[i].start)

    def _is_list_of_copies(self, i: int, at: int) -> bool:
        """Whether the items before line `i` are Nơi nhận without the words."""
        k = i
        while k > at and is_item(self._words(k - 1)):
            k -= 1
        return any("Lưu" in self._words(m)[:8] or "Như trên" in self._words(m)[:12] for m in range(k, i))

    def _is_signed(self, i: int) -> bool:
        """Whether a line of capitals begins a signature: titles, and a name below them."""
        if self._words(i)[:12].upper() != self._words(i)[:12] or len(self._words(i)) > 90:
            return False
        for k in range(i + 1, min(i + BLOCK, len(self.lines))):
            line, words = self.lines[k], self._words(k)
            if self.people.read(self.chars, line.start, line.end):
                return True
            if not words.isupper() and not is_rule(words) and not is_item(words) and len(words) > 60:
                return False
        return False

    def _block(self, i: int, signs: list[Sign]) -> int:
        """Nơi nhận and the signature, in either order or interleaved; the first line behind them."""
        kinds = {sign.span.start: sign.kind for sign in signs}
        named = listing = False
        while i < len(self.lines):
            line, words = self.lines[i], self._words(i)
            kind = kinds.get(line.start)
            if kind == "appendix" or (named and kind not in ("copies", "signing", "post") and not (is_item(words) and listing)):
                break
            if kind == "copies":
                listing, name = True, "copies"
            elif kind in ("signing", "post") and words[:8].isupper():
                name, named = "signature", False
            elif is_item(words) or words.startswith("Lưu") or (listing and self.found[-1].name == "copies" and self._is_copy(i)):
                name = "copies"
            elif self.found[-1].name == "signature" or words.isupper() or self.people.read(self.chars, line.start, line.end):
                name = "signature"
                if len(words) > 90:
                    break
                named = self.people.read(self.chars, line.start, line.end) is not None
            elif any(kinds.get(ahead.start) in ("copies", "signing", "post") for ahead in self.lines[i + 1 : i + AHEAD]):
                i += 1  # a stamp or a drafter's mark between the two
                continue
            else:
                break
            self._add(name, i, i + 1)
            i += 1
        return i

    def _is_copy(self, i: int) -> bool:
        """Whether a line without a mark goes on with Nơi nhận."""
        words = self._words(i)
        return not words.isupper() and len(words) < ITEM and (words[0].islower() or words[-1] in ";,." or "/" in words or words[0] in "(")
