r"""Patterns in RE2 syntax: linear time on any text, however hostile.

RE2's `\w \b \d \s` know ASCII only and its `\pL` classes are too large to repeat, so patterns
may write these names in braces:

    {U} an upper-case Vietnamese letter   {l} a lower-case one   {L} either   {W} letter or digit
    {_} one blank (also no-break)         {_*} {_+} any blanks, at most eight
    {<} the left border of a word (takes one character, so put groups after it)

Inside a class write `[{U}{l}]` the same way. There is no look-around.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate

import re2

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
LETTER = "A-Za-zÀ-ɏƠơƯưḀ-ỿ"
BLANK = r" \x{a0}\t"
CLASSES = {"U": UPPER, "l": LOWER, "L": LETTER, "W": LETTER + "0-9", "_": BLANK}
NAMES = {"_*": f"[{BLANK}]{{0,8}}", "_+": f"[{BLANK}]{{1,8}}", "<": f"(?:^|[^{LETTER}0-9])"}
ANYWHERE, AT_START, AT_BOTH = re2._Anchor.UNANCHORED, re2._Anchor.ANCHOR_START, re2._Anchor.ANCHOR_BOTH
STEP = 128  # characters between two marks
KEPT = 8  # texts whose bytes are kept
WORTH_KEEPING = 256  # characters
PART = 600  # characters up to which a part of a text is encoded by itself
MAX_MEMORY = 64 << 20  # bytes for one pattern's automaton; past it RE2 slows down, never fails


class _Encoded:
    """A text as RE2 reads it, with the way back from its bytes to characters.

    A dispatch is asked some five hundred questions: encoding it once, and counting characters from the nearest
    of many marks, makes most of them three times as cheap.
    """

    __slots__ = ("content", "marks", "text", "view")

    def __init__(self, text: str) -> None:
        self.text = text
        self.content = text.encode()
        self.view = memoryview(self.content)
        self.marks: list[int] | None = None  # bytes before every `STEP` characters, null where bytes are characters
        if len(self.content) != len(text):
            sizes = (len(text[at : at + STEP].encode()) for at in range(0, len(text), STEP))
            self.marks = list(accumulate(sizes, initial=0))[:-1]

    def byte(self, char: int) -> int:
        """The byte at which a character begins."""
        if self.marks is None:
            return char
        step = char // STEP
        return self.marks[step] + len(self.text[step * STEP : char].encode())

    def char(self, byte: int) -> int:
        """The character that begins at a byte."""
        if self.marks is None:
            return byte
        step = bisect_right(self.marks, byte) - 1
        return step * STEP + len(self.content[self.marks[step] : byte].decode())


_kept: dict[int, _Encoded] = {}  # the texts asked last, by identity; they are kept alive, so no other takes their place


def _encoded(text: str) -> _Encoded:
    found = _kept.get(id(text))
    if found is None:
        found = _Encoded(text)
        if len(text) >= WORTH_KEEPING:
            if len(_kept) >= KEPT:
                del _kept[next(iter(_kept))]
            _kept[id(text)] = found
    return found


class Match:
    """Where a pattern matched: offsets of the text that was searched."""

    __slots__ = ("_content", "_from", "_index", "_spans", "_text")

    def __init__(self, spans: list[tuple[int, int]], content: bytes, text: _Encoded | None, at: int, index: dict[str, int]) -> None:
        self._spans = spans  # bytes, group by group: behind `at` of the whole text, or of a short part of it
        self._content = content
        self._text = text  # null for a part
        self._from = at  # byte of the whole text at which the search began; of a part, the character
        self._index = index

    def start(self, group: int | str = 0) -> int:
        """Start of a group, -1 where it took no part."""
        at = self._spans[group if isinstance(group, int) else self._index[group]][0]
        return self._char(at) if at >= 0 else -1

    def end(self, group: int | str = 0) -> int:
        """End of a group, -1 where it took no part."""
        at = self._spans[group if isinstance(group, int) else self._index[group]][1]
        return self._char(at) if at >= 0 else -1

    def span(self, group: int | str = 0) -> tuple[int, int]:
        """Start and end of a group."""
        return self.start(group), self.end(group)

    def group(self, group: int | str = 0) -> str | None:
        """The words of a group, null where it took no part."""
        start, end = self._spans[group if isinstance(group, int) else self._index[group]]
        if start < 0:
            return None
        before = self._from if self._text is not None else 0
        return self._content[before + start : before + end].decode()

    def groups(self) -> dict[str, str | None]:
        """The words of every named group."""
        return {name: self.group(group) for name, group in self._index.items()}

    def __getitem__(self, group: int | str) -> str:
        """The words of a group, empty where it took no part."""
        return self.group(group) or ""

    def _char(self, byte: int) -> int:
        if self._text is None:
            return self._from + len(self._content[:byte].decode())
        return self._text.char(self._from + byte)


class Pattern:
    """A compiled pattern. `start` and `end` are borders: `^`, `$` and `{<}` see nothing beyond them."""

    __slots__ = ("_ask", "_index", "source")

    def __init__(self, source: str, *, ignore_case: bool = False) -> None:
        self.source = source
        options = re2.Options()
        options.log_errors = False
        options.max_mem = MAX_MEMORY
        options.case_sensitive = not ignore_case
        compiled = re2.compile(expand(source), options)
        self._index: dict[str, int] = dict(compiled.groupindex)
        self._ask = compiled._regexp.Match  # the engine itself: what stands around it encodes the text for every question

    def __reduce__(self) -> tuple[type, tuple[str], dict[str, bool]]:
        raise TypeError("patterns are compiled where they are used: build them from the rulebook")

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
        """All matches in `text[start:end]`, in order, not overlapping."""
        ask, index = self._ask, self._index
        known: _Encoded | None = None
        if end is not None and start >= 0 and 0 <= end <= start + PART:
            content = text[start:end].encode()
            view: bytes | memoryview = content
            base = start
        else:
            known, base, view = _part(text, start, end)
            content = known.content
        at, size = 0, len(view)
        while at <= size:
            spans = ask(ANYWHERE, view, at, size)
            if spans[0][0] < 0:
                return
            yield Match(spans, content, known, base, index)
            at = spans[0][1]
            if spans[0][0] == at:  # nothing, at `at`: go on behind the next character
                at += 1
                while at < size and view[at] & 0xC0 == 0x80:
                    at += 1

    def search(self, text: str, start: int = 0, end: int | None = None) -> Match | None:
        """The first match in `text[start:end]`."""
        return self._first(ANYWHERE, text, start, end)

    def match(self, text: str, start: int = 0, end: int | None = None) -> Match | None:
        """The match that begins at `start`."""
        return self._first(AT_START, text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> Match | None:
        """The match that spans `text[start:end]`."""
        return self._first(AT_BOTH, text, start, end)

    def _first(self, anchor: object, text: str, start: int, end: int | None) -> Match | None:
        if end is not None and start >= 0 and 0 <= end <= start + PART:  # cheaper than to look up where that part lies
            content = text[start:end].encode()
            spans = self._ask(anchor, content, 0, len(content))
            return Match(spans, content, None, start, self._index) if spans[0][0] >= 0 else None
        known, base, view = _part(text, start, end)
        spans = self._ask(anchor, view, 0, len(view))
        return Match(spans, known.content, known, base, self._index) if spans[0][0] >= 0 else None


def _part(text: str, start: int, end: int | None) -> tuple[_Encoded, int, memoryview]:
    """`text[start:end]` as RE2 reads it, and the byte at which it begins."""
    known = _encoded(text)
    size = len(text)
    if start < 0 or (end is not None and end < 0):
        start, end, _ = slice(start, end).indices(size)
    base = known.byte(start) if start < size else len(known.content)
    if end is None or end >= size:
        return known, base, known.view[base:]
    return known, base, known.view[base : known.byte(end)] if end > start else known.view[:0]


def expand(source: str) -> str:
    """RE2 syntax for a pattern with our names in braces; a name inside a class stays a class."""
    out: list[str] = []
    at, inside = 0, False
    while at < len(source):
        char = source[at]
        if char == "\\":
            out.append(source[at : at + 2])
            at += 2
            continue
        if char == "{":
            name = source[at + 1 : source.find("}", at)]
            if name in CLASSES or name in NAMES:
                out.append(NAMES[name] if name in NAMES else CLASSES[name] if inside else f"[{CLASSES[name]}]")
                at += len(name) + 2
                continue
        if char == "[" and not inside:
            inside = True
        elif char == "]":
            inside = False
        out.append(char)
        at += 1
    return "".join(out)


def fill(source: str, pieces: Mapping[str, str]) -> str:
    """A pattern in which each `{name}` stands for that piece; a piece may hold earlier ones."""
    for name, piece in pieces.items():
        source = source.replace("{" + name + "}", f"(?:{piece})")
    return source


def escape(words: str) -> str:
    """The pattern that matches these words and nothing else."""
    return str(re2.escape(words))
