"""The header of a dispatch, line by line: letterhead, number, V/v, place and date, title and trích yếu, Kính gửi."""

from collections.abc import Sequence

from pipeline.grammar.form import Form, is_item
from pipeline.grammar.marks import begins_list
from pipeline.grammar.numbers import Numbers
from pipeline.grammar.positions import Positions
from pipeline.grammar.seams import Seams
from pipeline.model import Span, Zone
from pipeline.rulebook import Rulebook

TOP = 60  # lines that a header has at most
AHEAD = 12  # lines within which the next line of the header must follow
LONG = 90  # characters: a longer line that tells nothing is text
SUBJECT = 500  # characters of a trích yếu that isn't in capitals
ITEM = 160  # characters of a line of Kính gửi
TRUSTED = 0.5  # certainty from which a number line's number counts
LISTED = 20  # lines of a list of addressees at most
ANCHORS = {"number", "nation", "title", "addressees", "subject", "place_date"}


class Header:
    """The header of one dispatch; `found` holds its zones once it was read."""

    def __init__(self, chars: str, paragraphs: Sequence[Span], book: Rulebook) -> None:
        self.found: list[Zone] = []
        self._chars = chars
        self._lines = paragraphs
        self._form = book.build(Form)
        self._seams = book.build(Seams)
        self._numbers = book.build(Numbers)
        self._positions = book.build(Positions)

    def read(self) -> int:
        """The first line behind the header."""
        i, titled = 0, False
        seen: set[str] = set()
        while i < min(len(self._lines), TOP):
            kind = self._form.kind(self._chars, self._lines[i])
            name = self._zone(i, kind, seen, titled=titled)
            if name is None:
                break
            seen |= {name, kind or name}
            if name == "title":
                i, titled = self._title(i), True
            elif name == "addressees":
                i = self._addressees(i)
            elif name == "number":
                i = self._number(i)
            else:
                self._add(name, i)
                i += 1
        if not seen & ANCHORS:
            self.found.clear()
            return self._listed()
        return i

    def letterhead_above(self, i: int, floor: int) -> int:
        """Where the letterhead and number line begin that stand above line `i`, a certificate."""
        kinds = ("number", "nation", "motto", "rule", "place_date", "capitals")
        while i > floor and self._form.kind(self._chars, self._lines[i - 1]) in kinds:
            i -= 1
        return i

    def read_certificate(self, i: int) -> int:
        """The zones of the header in a certificate from line `i` on; the first line behind them."""
        numbered = False
        while i < len(self._lines):
            kind = self._form.kind(self._chars, self._lines[i])
            if kind == "number" and not numbered and self._own_number(i):
                self._number(i)
                numbered = True
            elif kind == "place_date":
                self._add("place_date", i)
            elif kind in ("nation", "motto", "rule") or (
                kind == "capitals" and not self._positions.starts(self._chars, *self._lines[i]) and not self._is_certificate(i)
            ):
                self._add("letterhead", i)
            elif not self._is_certificate(i):
                break
            i += 1
        return i

    def _is_certificate(self, i: int) -> bool:
        return self._form.is_a("certified", self._chars, self._lines[i])

    def _words(self, i: int) -> str:
        return self._chars[self._lines[i].start : self._lines[i].end]

    def _add(self, name: str, i: int) -> None:
        """Line `i` as a zone; it grows the last one where that has the same name."""
        start = self.found[-1].span.start if self.found and self.found[-1].name == name else None
        if start is None:
            self.found.append(Zone(name, self._lines[i]))
        else:
            self.found[-1] = Zone(name, Span(start, self._lines[i].end))

    def _zone(self, i: int, kind: str | None, seen: set[str], *, titled: bool) -> str | None:
        """The zone that a line belongs to; null for the first line of text."""
        if kind == "number" and "number" not in {zone.name for zone in self.found} and self._own_number(i):
            return "number"
        if kind == "about" and not titled:
            return "subject"
        if kind == "type" and not titled and self._words(i)[-1] != ":":  # QUYẾT ĐỊNH: is the sentence that orders
            return "title"
        if kind == "addressees" or (kind == "place_date" and kind not in seen):
            return kind
        if kind in ("nation", "motto", "rule", "mark", "banner", "number", "place_date") or (kind == "capitals" and not titled):
            return "letterhead"
        if i == 0 and kind is None and self._form.heads(self._chars, self._lines[0]):
            return "title"
        return "letterhead" if self._goes_on(i, over=titled or "addressees" in seen) else None

    def _goes_on(self, i: int, *, over: bool) -> bool:
        """Whether the header goes on behind a line that tells nothing: a stamp, a remark, a broken name."""
        line, words = self._lines[i], self._words(i)
        if over or line.end - line.start > LONG or begins_list(words) or self._seams.grounds(words):
            return False
        ahead = self._lines[i + 1 : i + AHEAD]
        return any(self._form.kind(self._chars, other) in ("number", "nation", "type", "place_date") for other in ahead)

    def _own_number(self, i: int) -> bool:
        """Whether a number line is that of the dispatch: not of the stamp of its arrival, not of a street, not of the gazette."""
        line = self._lines[i]
        stamped = i > 0 and self._form.mark(self._chars, self._lines[i - 1]) == "arrival"
        symbol = None if stamped else self._numbers.symbol_at(self._chars, line.start, line.end)
        return symbol is not None and symbol.certainty >= TRUSTED and not self._chars[symbol.span.end : symbol.span.end + 1].islower()

    def _number(self, i: int) -> int:
        """The number line, and what an extractor put behind the number: V/v, place and date."""
        line = self._lines[i]
        symbol = self._numbers.symbol_at(self._chars, line.start, line.end)
        stop = symbol.span.end if symbol else line.end
        self.found.append(Zone("number", Span(line.start, stop)))
        while stop < line.end and self._chars[stop] in " |*,;.":
            stop += 1
        rest = Span(stop, line.end)
        if rest.end > rest.start:
            kind = self._form.kind(self._chars, rest) or ""
            self.found.append(Zone({"about": "subject", "place_date": "place_date"}.get(kind, "letterhead"), rest))
        return i + 1

    def _title(self, i: int) -> int:
        """The title line and the trích yếu behind it; the first line behind both."""
        line = self._lines[i]
        length = self._form.type_length(self._chars, line)
        if not length:  # Thông báo tuyển sinh năm 2025
            self.found.append(Zone("title", line))
            return i + 1
        after = self._chars[line.start + length : line.end].strip() or (self._words(i + 1) if i + 1 < len(self._lines) else "")
        if after[:4].lower() == "của ":  # THÔNG BÁO KẾT LUẬN / CỦA …: the conclusion is the subject
            length = self._form.proper_length(self._chars, line) or length
        start = line.start + length
        self.found.append(Zone("title", Span(line.start, start)))
        while start < line.end and self._chars[start] in " .*:":
            start += 1
        begun = start < line.end
        if begun:
            self.found.append(Zone("subject", Span(start, line.end)))
        i += 1
        while i < len(self._lines) and self._is_subject(i, begun=begun):
            self._add("subject", i)
            i, begun = i + 1, True
        return i

    def _is_subject(self, i: int, *, begun: bool) -> bool:
        """Whether a line behind the title is its trích yếu or goes on with it."""
        words = self._words(i)
        kind = self._form.kind(self._chars, self._lines[i])
        if kind in ("number", "place_date", "addressees", "rule", "mark", "nation", "motto"):
            return False
        if self._is_issuer(i) or words[-1] == ":":
            return False
        if words.isupper() or (begun and words[0] == "(" and words[-1] == ")" and len(words) < LONG and not self._seams.opens(words)):
            return True  # (Đợt 1 năm 2025)
        if self._seams.grounds(words) or begun or len(words) > SUBJECT or words[-1] in ".;" or begins_list(words):
            return False
        return not words.startswith(("Điều", "Chương", "(", "Ngày "))

    def _is_issuer(self, i: int) -> bool:
        """Whether a line of capitals names who decides, above the preamble."""
        words = self._words(i)
        if not words.isupper() or not self._seams.issues(words):
            return False
        after = [self._words(k) for k in range(i + 1, min(i + 3, len(self._lines)))]
        return any(self._seams.grounds(line) and all(above.isupper() for above in after[:k]) for k, line in enumerate(after))

    def _addressees(self, i: int) -> int:
        """Kính gửi and its list; the first line behind it."""
        self._add("addressees", i)
        listed, items = self._words(i)[-1] == ":", False
        i += 1
        while i < len(self._lines):
            words, line = self._words(i), self._lines[i]
            if self._form.kind(self._chars, line) == "addressees":
                listed, items = words[-1] == ":", False
            elif is_item(words):
                items = True
            elif words[0] == "(" and words[-1] in ").;" and line.end - line.start < ITEM:
                pass  # the address of a company
            elif items or not listed or line.end - line.start > ITEM or self._is_text(words):
                break
            else:
                listed = words[-1] != "."
            self._add("addressees", i)
            i += 1
        return i

    def _is_text(self, words: str) -> bool:
        """Whether a line behind `Kính gửi:` is the text already."""
        return self._seams.grounds(words) or words[-1] == ":" or begins_list(words) or ". " in words.rstrip(".")

    def _listed(self) -> int:
        """The list of addressees with which a text begins whose header is lost; the first line behind it."""
        i = 0
        while i < min(len(self._lines), LISTED) and is_item(self._words(i)) and len(self._words(i)) < ITEM and self._words(i)[-1] in ";.,":
            i += 1
        if 0 < i < len(self._lines) and not is_item(self._words(i)):
            for k in range(i):
                self._add("addressees", k)
            return i
        return 0
