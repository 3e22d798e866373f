"""The numbers that Word prints before paragraphs of lists, and keeps out of the text."""

from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
LEVELS = 9
BULLETS = {"\uf02d": "-", "\uf0ad": "-", "\uf02b": "+", "o": "+"}  # of symbol fonts; others are shown as •


@dataclass(slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    form: str = "decimal"
    text: str = ""  # %1.%2.


@dataclass(slots=True)
class List:
    """A list: its levels, and how far each has been counted."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the lists of a document, paragraph by paragraph."""

    def __init__(self, root: Any | None) -> None:
        self._lists: dict[str, List] = {}
        self._starts: dict[tuple[str, int], int] = {}
        if root is None:
            return
        abstract = {entry.get(f"{W}abstractNumId"): entry for entry in root.iter(f"{W}abstractNum")}
        counted: dict[str, List] = {}
        for entry in root.iter(f"{W}num"):
            number = entry.get(f"{W}numId") or ""
            link = entry.find(f"{W}abstractNumId")
            shape = link.get(f"{W}val") if link is not None else ""
            if shape not in counted:
                counted[shape] = List(_levels(abstract.get(shape)))
            self._lists[number] = counted[shape]
            for change in entry.iter(f"{W}lvlOverride"):
                self._override(number, change)

    def _override(self, number: str, change: Any) -> None:
        level = _number(change.get(f"{W}ilvl"), 0)
        start = change.find(f"{W}startOverride")
        own = change.find(f"{W}lvl")
        if own is not None:
            self._lists[number] = List({**self._lists[number].levels, level: _level(own)}, self._lists[number].counts)
        if start is not None:
            self._starts[number, level] = _number(start.get(f"{W}val"), 1)

    def label(self, number: str, level: int) -> str:
        """What is printed before the next paragraph of a list at a level."""
        found = self._lists.get(number)
        if found is None or level not in found.levels or not 0 <= level < LEVELS:
            return ""
        start = self._starts.pop((number, level), None)
        if start is not None:
            found.counts[level] = start - 1
        count = found.counts.get(level, found.levels[level].start - 1) + 1
        found.counts[level] = count
        for deeper in range(level + 1, LEVELS):
            found.counts.pop(deeper, None)
        shape = found.levels[level]
        if shape.form == "bullet":
            return BULLETS.get(shape.text, shape.text if shape.text in ("-", "–", "+", "*") else "•" if shape.text else "")
        text = shape.text
        for other in range(level + 1):
            lower = found.levels.get(other, Level())
            text = text.replace(f"%{other + 1}", printed(found.counts.get(other, lower.start), lower.form))
        return text


def printed(count: int, form: str) -> str:
    """A count in one of Word's forms: 3, III, c, 03."""
    if form == "none":
        return ""
    if form in ("upperRoman", "lowerRoman"):
        out, rest = "", max(count, 0) % 4000
        for value, sign in ROMAN:
            out += sign * (rest // value)
            rest %= value
        return out.upper() if form == "upperRoman" else out
    if form in ("upperLetter", "lowerLetter"):
        letter = LETTERS[(count - 1) % 26] * ((count - 1) // 26 % 8 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _levels(entry: Any | None) -> dict[int, Level]:
    if entry is None:
        return {}
    return {_number(level.get(f"{W}ilvl"), 0): _level(level) for level in entry.findall(f"{W}lvl")}


def _level(entry: Any) -> Level:
    def value(name: str, default: str) -> str:
        child = entry.find(f"{W}{name}")
        return default if child is None else str(child.get(f"{W}val") or default)

    return Level(_number(value("start", "1"), 1), value("numFmt", "decimal"), value("lvlText", ""))


def _number(value: str | None, default: int) -> int:
    return int(value) if value and value.lstrip("-").isdigit() and len(value) < 7 else default
