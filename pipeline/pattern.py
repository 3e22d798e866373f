r"""Patterns in RE2 syntax: linear time on any text, however hostile.

RE2's `\w \b \d \s` know ASCII only and its `\pL` classes are too large to repeat, so patterns
may write these names in braces:

    {U} an upper-case Vietnamese letter   {l} a lower-case one   {L} either   {W} letter or digit
    {_} one blank (also no-break)         {_*} {_+} any blanks, at most eight
    {<} the left border of a word (takes one character, so put groups after it)

Inside a class write `[{U}{l}]` the same way. There is no look-around.
"""

from collections.abc import Iterator, Mapping

import re2

from pipeline.codepage import LATIN, LOWER, OTHER, UPPER, encode, translate

LETTER = "A-Za-z" + "".join(f"{first}-{last}" for first, last in LATIN)
BLANK = r" \x{a0}\t"
CLASSES = {"U": UPPER, "l": LOWER, "L": LETTER, "W": LETTER + "0-9", "_": BLANK}
NAMES = {"_*": f"[{BLANK}]{{0,8}}", "_+": f"[{BLANK}]{{1,8}}", "<": f"(?:^|[^{LETTER}0-9])"}
ANYWHERE, AT_START, AT_BOTH = re2._Anchor.UNANCHORED, re2._Anchor.ANCHOR_START, re2._Anchor.ANCHOR_BOTH
KEPT = 8  # texts whose bytes are kept
WORTH_KEEPING = 256  # characters
COPIED = 32_768  # characters up to which a part of a text is cut out; a longer one is only looked into
MAX_MEMORY = 64 << 20  # bytes for one pattern's automaton; past it RE2 slows down, never fails

_kept: dict[int, tuple[str, bytes]] = {}  # the texts asked last, by identity; they are kept alive, so no other takes their place


def encoded(text: str) -> bytes:
    """The text as RE2 reads it, a byte a character (`codepage`), kept for the next question: a dispatch is asked some five hundred."""
    found = _kept.get(id(text))
    if found is not None:
        return found[1]
    content = encode(text)
    if len(text) >= WORTH_KEEPING:
        if len(_kept) >= KEPT:
            del _kept[next(iter(_kept))]
        _kept[id(text)] = text, content
    return content


def composed(text: str) -> bool:
    """Whether each letter and its marks are surely one character (NFC): all that the page holds is so, but for blanks that are dropped."""
    content = encoded(text)
    return OTHER not in content and 0 not in content


def _part(text: str, start: int, end: int | None) -> tuple[bytes | memoryview, int]:
    """`text[start:end]` as RE2 reads it, and where it begins."""
    found = _kept.get(id(text))
    content = found[1] if found is not None else encoded(text)
    if end is not None and 0 <= start <= end <= start + COPIED:
        return content[start:end], start
    start, end, _ = slice(start, end).indices(len(content))
    return (content if end - start <= COPIED else memoryview(content))[start:end], start


class Match:
    """Where a pattern matched: offsets of the text that was searched."""

    __slots__ = ("_from", "_index", "_spans", "_text")

    def __init__(self, spans: list[tuple[int, int]], text: str, at: int, index: dict[str, int]) -> None:
        self._spans = spans  # group by group, behind `at`
        self._text = text
        self._from = at
        self._index = index

    def start(self, group: int | str = 0) -> int:
        """Start of a group, -1 where it took no part."""
        at = self._spans[group if isinstance(group, int) else self._index[group]][0]
        return self._from + at if at >= 0 else -1

    def end(self, group: int | str = 0) -> int:
        """End of a group, -1 where it took no part."""
        at = self._spans[group if isinstance(group, int) else self._index[group]][1]
        return self._from + at if at >= 0 else -1

    def span(self, group: int | str = 0) -> tuple[int, int]:
        """Start and end of a group."""
        start, end = self._spans[group if isinstance(group, int) else self._index[group]]
        return (self._from + start, self._from + end) if start >= 0 else (-1, -1)

    def group(self, group: int | str = 0) -> str | None:
        """The words of a group, null where it took no part."""
        start, end = self._spans[group if isinstance(group, int) else self._index[group]]
        return self._text[self._from + start : self._from + end] if start >= 0 else None

    def groups(self) -> dict[str, str | None]:
        """The words of every named group."""
        return {name: self.group(group) for name, group in self._index.items()}

    def __getitem__(self, group: int | str) -> str:
        """The words of a group, empty where it took no part."""
        start, end = self._spans[group if isinstance(group, int) else self._index[group]]
        return self._text[self._from + start : self._from + end] if start >= 0 else ""


class Pattern:
    """A compiled pattern. `start` and `end` are borders: `^`, `$` and `{<}` see nothing beyond them."""

    __slots__ = ("_ask", "_index", "source")

    def __init__(self, source: str, *, ignore_case: bool = False) -> None:
        self.source = source
        options = re2.Options()
        options.log_errors = False
        options.max_mem = MAX_MEMORY
        options.encoding = re2.Options.Encoding.LATIN1
        compiled = re2.compile(translate(expand(source), ignore_case=ignore_case), options)
        self._index: dict[str, int] = {name.decode(): group for name, group in compiled.groupindex.items()}
        self._ask = compiled._regexp.Match  # the engine itself: what stands around it encodes the text for every question

    def __reduce__(self) -> tuple[type, tuple[str], dict[str, bool]]:
        raise TypeError("patterns are compiled where they are used: build them from the rulebook")

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
        """All matches in `text[start:end]`, in order, not overlapping."""
        ask, index = self._ask, self._index
        view, start = _part(text, start, end)
        at, size = 0, len(view)
        while at <= size:
            spans = ask(ANYWHERE, view, at, size)
            if spans[0][0] < 0:
                return
            yield Match(spans, text, start, index)
            at = spans[0][1] if spans[0][0] < spans[0][1] else spans[0][1] + 1  # nothing: go on behind the next character

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
        view, start = _part(text, start, end)
        spans = self._ask(anchor, view, 0, len(view))
        return Match(spans, text, start, self._index) if spans[0][0] >= 0 else None


def fault(source: str) -> str | None:
    """What keeps a pattern from being compiled; null where nothing does."""
    try:
        Pattern(source)
    except re2.error as trouble:
        reason = trouble.args[0]
        return (reason.decode("latin-1") if isinstance(reason, bytes) else str(reason)).partition(": ")[0]
    except ValueError as trouble:
        return str(trouble)
    return None


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


def in_word(char: str) -> bool:
    """Whether a character is a letter or a digit, as {W} has it."""
    return "a" <= char <= "z" or "À" <= char <= "ɏ" or "Ḁ" <= char <= "ỿ" or "A" <= char <= "Z" or "0" <= char <= "9"


def fill(source: str, pieces: Mapping[str, str]) -> str:
    """A pattern in which each `{name}` stands for that piece; a piece may hold earlier ones."""
    for name, piece in pieces.items():
        source = source.replace("{" + name + "}", f"(?:{piece})")
    return source


def escape(words: str) -> str:
    """The pattern that matches these words and nothing else."""
    return str(re2.escape(words))
