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

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
LETTER = "A-Za-zÀ-ɏƠơƯưḀ-ỿ"
BLANK = r" \x{a0}\t"
CLASSES = {"U": UPPER, "l": LOWER, "L": LETTER, "W": LETTER + "0-9", "_": BLANK}
NAMES = {"_*": f"[{BLANK}]{{0,8}}", "_+": f"[{BLANK}]{{1,8}}", "<": f"(?:^|[^{LETTER}0-9])"}
MAX_MEMORY = 64 << 20  # bytes for one pattern's automaton; past it RE2 slows down, never fails


class Match:
    """Where a pattern matched: offsets of the text that was searched."""

    __slots__ = ("_hit", "_index", "_shift")

    def __init__(self, hit: re2._Match, shift: int, index: dict[str, int]) -> None:
        self._hit = hit
        self._shift = shift
        self._index = index  # re2 works this out anew for every question

    def start(self, group: int | str = 0) -> int:
        """Start of a group, -1 where it took no part."""
        at: int = self._hit.start(group if isinstance(group, int) else self._index[group])
        return at + self._shift if at >= 0 else -1

    def end(self, group: int | str = 0) -> int:
        """End of a group, -1 where it took no part."""
        at: int = self._hit.end(group if isinstance(group, int) else self._index[group])
        return at + self._shift if at >= 0 else -1

    def span(self, group: int | str = 0) -> tuple[int, int]:
        """Start and end of a group."""
        return self.start(group), self.end(group)

    def group(self, group: int | str = 0) -> str | None:
        """The words of a group, null where it took no part."""
        words: str | None = self._hit[group if isinstance(group, int) else self._index[group]]
        return words

    def groups(self) -> dict[str, str | None]:
        """The words of every named group."""
        return {name: self._hit[group] for name, group in self._index.items()}

    def __getitem__(self, group: int | str) -> str:
        """The words of a group, empty where it took no part."""
        return self._hit[group if isinstance(group, int) else self._index[group]] or ""


class Pattern:
    """A compiled pattern. `start` and `end` are borders: `^`, `$` and `{<}` see nothing beyond them."""

    __slots__ = ("_compiled", "_index", "source")

    def __init__(self, source: str, *, ignore_case: bool = False) -> None:
        self.source = source
        options = re2.Options()
        options.log_errors = False
        options.max_mem = MAX_MEMORY
        options.case_sensitive = not ignore_case
        self._compiled = re2.compile(expand(source), options)
        self._index: dict[str, int] = dict(self._compiled.groupindex)

    def __reduce__(self) -> tuple[type, tuple[str], dict[str, bool]]:
        raise TypeError("patterns are compiled where they are used: build them from the rulebook")

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
        """All matches in `text[start:end]`, in order, not overlapping."""
        for hit in self._compiled.finditer(text[start:end]):
            yield Match(hit, start, self._index)

    def search(self, text: str, start: int = 0, end: int | None = None) -> Match | None:
        """The first match in `text[start:end]`."""
        hit = self._compiled.search(text[start:end])
        return Match(hit, start, self._index) if hit else None

    def match(self, text: str, start: int = 0, end: int | None = None) -> Match | None:
        """The match that begins at `start`."""
        hit = self._compiled.match(text[start:end])
        return Match(hit, start, self._index) if hit else None

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> Match | None:
        """The match that spans `text[start:end]`."""
        hit = self._compiled.fullmatch(text[start:end])
        return Match(hit, start, self._index) if hit else None


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
