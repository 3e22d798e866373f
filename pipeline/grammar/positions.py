"""How offices are written where somebody signs: `TM.`, `KT.`, `TL.` and the names of positions."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.kept import Kept
from pipeline.model import Span
from pipeline.pattern import Pattern, escape
from pipeline.rulebook import Rulebook
from pipeline.spelling import TONE_PLACES, alike, plain
from pipeline.syllables import is_syllable

GAP = r"[{_}\n]{1,4}"  # between two words of a title, which may stand on two lines
BORDER = r"(?:[^{L}]|$)"
ACTING = r"(?:Q{_*}\.{_*}|QUYỀN{_+})"
CLOSED = 0.85  # certainty of a title that was put right


class Title(NamedTuple):
    """One title of a signature block: `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`."""

    value: str  # joined by one blank
    span: Span
    rule: str  # prefix or position that was recognised
    prefix: bool  # whether it says for whom somebody signs
    certainty: float = 1.0
    printed: str | None = None  # what stands on paper, where that was put right


class Positions:
    """Reads titles. Get it by `book.build(Positions)`."""

    def __init__(self, book: Rulebook) -> None:
        entries = book.entries("signatures", "prefixes")
        self._acts_for = {str(entry["letters"]): str(entry["acts_for"]) for entry in entries}
        self._rules = {str(entry["letters"]): str(entry["id"]) for entry in entries}
        self._position_rules: dict[str, str] = {}
        self._deputies: dict[str, str] = {}
        for entry in book.entries("signatures", "positions"):
            for name in entry["names"]:
                self._position_rules[alike(name)] = str(entry["id"])
                self._deputies[alike(name)] = str(entry.get("deputy") or f"PHÓ {name}")
            if "deputy" in entry:
                self._position_rules[alike(entry["deputy"])] = str(entry["id"])
        heads = sorted(self._position_rules, key=len, reverse=True)
        self._vocabulary = {plain(word): word for head in [*heads, "phó", "thường trực", "phụ trách"] for word in head.upper().split()}
        names = "|".join(_spelled(head) for head in heads)
        self.prefix = "(?:" + "|".join(_letters(letters) for letters in self._rules) + ")"
        self.head = rf"{ACTING}?(?:PHÓ{GAP})?(?:{names})"
        self._prefix = Pattern(rf"{{_*}}(?P<prefix>{self.prefix})(?:[{{U}}]|$)")
        self._head = Pattern(rf"(?i)[{{_}}\n]{{0,4}}(?P<head>{ACTING}?(?:PHÓ{GAP})?(?P<name>{names})){BORDER}")
        self._placed = Kept(self._starts)
        self._loud = Pattern(r"[{U}{_}\n,.&()/'’–-]{2,160}")
        behind = r"(?:[;:.,/][{_}]{1,8}|[{_}]{3,8})"
        self._begun = Pattern(rf"{behind}(?:{self.prefix}[{{U}}]|{self.head})")  # how the next begins: cheap to look for
        self._trailing = Pattern(rf"{behind}(?P<title>(?:{self.prefix}[{{U}}]|{self.head})[^{{l}}\n]{{0,160}})$")
        self._inner = Pattern(rf"(?:{{_}}|\n)(?P<head>{ACTING}?(?:PHÓ{GAP})?(?P<name>{names})){BORDER}")

    def starts(self, chars: str, start: int, end: int) -> bool:
        """Whether a line begins as a title does: with a prefix or the name of a position."""
        return self._placed(chars, start, end)

    def _starts(self, chars: str, start: int, end: int) -> bool:
        return bool(self._prefix.match(chars, start, end) or self._head.match(chars, start, end))

    def is_loud(self, chars: str, start: int, end: int) -> bool:
        """Whether a line is in capitals throughout, as the lines of a title are."""
        return bool(self._loud.fullmatch(chars, start, end))

    def trailing(self, chars: str, start: int, end: int) -> int | None:
        """Where a title begins that an extractor put behind other words (`- Như trên; KT. CHỦ TỊCH`)."""
        hit = self._trailing.search(chars, start, end) if self._begun.search(chars, start, end) else None
        return hit.start("title") if hit else None

    def prefix_at(self, chars: str, start: int, end: int) -> str | None:
        """The letters, as printed, with which a line says for whom somebody signs."""
        hit = self._prefix.match(chars, start, end)
        return hit["prefix"].rstrip("\n \t\u00a0") if hit else None

    def read(self, chars: str, lines: Sequence[Span]) -> list[Title]:
        """The titles of a signature block, given its lines of titles in order.

        Lines that begin neither with a prefix nor with a position go on with the title before them.
        """
        groups: list[tuple[list[Span], str, bool]] = []  # lines, rule, prefix
        done = -1  # end of a head that runs into the next line
        for i, whole in enumerate(lines):
            line = whole
            if line.start < done:
                groups[-1][0].append(line)
                continue
            after = lines[i + 1].end if i + 1 < len(lines) and lines[i + 1].start <= line.end + 2 else line.end
            prefix = self._prefix.match(chars, line.start, line.end)
            head = self._head.match(chars, prefix.end("prefix") if prefix else line.start, after)
            if head:
                done = head.end("head")
            rule = None if prefix else self._rule(head["name"]) if head else self._misspelt(chars, Span(line.start, after))
            torn = _torn_deputy(chars, groups[-1][0][-1]) if groups and head and not prefix else None
            if torn:  # `… PHÓ` / `TRƯỞNG BAN`
                before = groups[-1][0][-1]
                groups[-1][0][-1] = Span(before.start, torn)
                line = Span(torn, line.end)
            if prefix:
                groups.append(([line], self._rules[_bare(prefix["prefix"])], True))
            elif rule and not (groups and _open(chars, groups[-1][0][-1])):
                groups.append(([line], rule, False))
            elif groups:
                groups[-1][0].append(line)
            else:
                groups.append(([line], "unknown", False))
        titles = [_title(chars, *group) for group in groups]
        return self._divided(chars, titles) if not any(not title.prefix for title in titles) else [self._mended(title) for title in titles]

    def deputy_of(self, title: Title) -> str | None:
        """The position that a deputy of this title's head has (`KT. BỘ TRƯỞNG` → `THỨ TRƯỞNG`)."""
        hit = self._prefix.match(title.value)
        head = self._head.match(title.value, hit.end("prefix")) if hit else None
        return self._deputies.get(alike(" ".join(head["name"].split()))) if head else None

    def acts_for_head(self, title: Title) -> bool:
        """Whether this prefix needs a position of the signer's own below it (KT., TL., TUQ.)."""
        hit = self._prefix.match(title.value)
        return bool(hit) and self._acts_for[_bare(hit["prefix"]) if hit else ""] == "head"

    def misread(self, printed: str, expected: str) -> bool:
        """Whether `printed` is `expected` with at most two letters of its first word read wrongly, accents apart."""
        mine, right = plain(printed).split(), plain(expected).split()
        return len(mine) == len(right) and mine[1:] == right[1:] and _distance(mine[0], right[0]) <= 2 and len(right) > 1

    def _divided(self, chars: str, titles: list[Title]) -> list[Title]:
        """A position that stands on the line of its prefix, cut off: `KT. CHỦ TỊCH PHÓ CHỦ TỊCH`."""
        if not titles:
            return titles
        last = titles[-1]
        at, own = self._own_head_ends(chars, last), None
        while hit := self._inner.search(chars, at, last.span.end):
            if not _goes_on(chars[max(0, hit.start("head") - 12) : hit.start("head")], hit["head"]):
                own = hit
                break
            at = hit.end("head")
        if own is None:
            return self._divided_misspelt(chars, titles)
        at = own.start("head")
        rule = self._rule(own["name"])
        before = Span(last.span.start, len(chars[:at].rstrip()))
        return [*titles[:-1], _title(chars, [before], last.rule, prefix=True), _title(chars, [Span(at, last.span.end)], rule, prefix=False)]

    def _divided_misspelt(self, chars: str, titles: list[Title]) -> list[Title]:
        """The same where the position is misspelt (`KT. BỘ TRƯỞNG THỨ TRỬỞNG`) or nearly the one that is expected (`… HỮU TRƯỞNG`)."""
        last = titles[-1]
        at = self._own_head_ends(chars, last) if self.acts_for_head(last) else last.span.end
        at += len(chars[at : last.span.end]) - len(chars[at : last.span.end].lstrip())
        span, expected = Span(at, last.span.end), self.deputy_of(last)
        rule, printed = self._misspelt(chars, span), " ".join(chars[at : last.span.end].split())
        if rule:
            own = self._mended(_title(chars, [span], rule, prefix=False))
        elif expected and self.misread(printed, expected):
            own = Title(expected, span, "misread", prefix=False, certainty=CLOSED, printed=printed)
        else:
            return titles
        before = Span(last.span.start, len(chars[:at].rstrip()))
        return [*titles[:-1], _title(chars, [before], last.rule, prefix=True), own]

    def _own_head_ends(self, chars: str, title: Title) -> int:
        """Where the title of the head for whom somebody signs ends."""
        prefix = self._prefix.match(chars, title.span.start, title.span.end)
        at = prefix.end("prefix") if prefix else title.span.start
        head = self._head.match(chars, at, title.span.end) if self.acts_for_head(title) else None
        return head.end("head") if head else at - 1

    def _rule(self, name: str) -> str:
        return self._position_rules.get(alike(" ".join(name.split())), "position")

    def _misspelt(self, chars: str, line: Span) -> str | None:
        """The rule of the position that a line names when its impossible words are put right."""
        words = chars[line.start : line.end]
        right = self._right(words)
        head = self._head.match(right) if right != " ".join(words.split()) else None
        return self._rule(head["name"]) if head else None

    def _right(self, words: str) -> str:
        """Words that no spelling allows, put right where a word of a title differs by its accents alone."""
        return " ".join(
            word if is_syllable(word) or not word.isalpha() else self._vocabulary.get(plain(word), word) for word in words.split()
        )

    def _mended(self, title: Title) -> Title:
        right = title.value if title.prefix else self._right(title.value)
        return title if right == title.value else title._replace(value=right, printed=title.value, certainty=CLOSED)


def _title(chars: str, lines: Sequence[Span], rule: str, prefix: bool) -> Title:  # noqa: FBT001
    words = " ".join(word for line in lines for word in chars[line.start : line.end].split())
    mark = words.find(".") + 1
    if prefix and 0 < mark < 5 and words[mark : mark + 1].isalpha() and words[mark + 1 : mark + 2] not in (".", "/"):
        words = f"{words[:mark]} {words[mark:]}"  # KT.CHỦ TỊCH
    return Title(words.rstrip(" ,;:./"), Span(lines[0].start, lines[-1].end), rule, prefix)


def _open(chars: str, line: Span) -> bool:
    """Whether a title goes on behind this line (`KT. BỘ TRƯỞNG,`)."""
    words = chars[line.start : line.end].rstrip()
    return words.endswith((",", "-", "–")) or words.casefold().endswith((" kiêm", " và"))


def _goes_on(before: str, head: str) -> bool:
    """Whether the words before a position bind it to themselves (`, CHỦ NHIỆM`, `ĐOÀN CHỦ TỊCH`, `BAN BÍ THƯ`)."""
    before = before.rstrip()
    if before.endswith(" BAN") and not before.endswith("TRƯỞNG BAN"):
        return not head.startswith("PHÓ")
    return before.endswith((",", "-", "–", "ĐOÀN", "KIÊM", "VÀ", "KT.", "TL.", "TUQ.", "K/T", "T/L"))


def _torn_deputy(chars: str, line: Span) -> int | None:
    """Where the `PHÓ` begins that ends a line although its position stands on the next."""
    words = chars[line.start : line.end].rstrip()
    return line.start + len(words) - 3 if words.endswith((" PHÓ", "\nPHÓ")) else None


def _letters(letters: str) -> str:
    """`KT` in all its forms, before a title: `KT.`, `K.T`, `K/T`; without a mark only before capitals."""
    loose = "{_*}[./]{_*}".join(letters)
    return rf"(?:{loose}[.:]?|{letters}{{_*}}[.:/]|{letters}{{_}}(?:{{_*}}\n)?)" + r"{_*}\n?"


def _bare(prefix: str) -> str:
    return "".join(char for char in prefix if char.isalpha())


def _spelled(words: str) -> str:
    """A pattern for these words however the tone is placed."""
    pattern = escape(words.upper()).replace(r"\ ", GAP).replace(" ", GAP)
    for old, new in TONE_PLACES:
        if new.upper() in pattern:
            pattern = pattern.replace(new.upper(), f"(?:{new.upper()}|{old.upper()})")
    return pattern


def _distance(a: str, b: str) -> int:
    """Letters to change, add or drop to make one word of the other."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]
