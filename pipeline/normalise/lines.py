"""Which line ends divide paragraphs, and which were only set by an editor, a portal or a page."""

from typing import NamedTuple

from pipeline.rulebook import Rulebook
from pipeline.spelling import alike
from pipeline.text import Edit, Text

BULLETS = frozenset("-–—+•*·●○▪■□►▶➢✓√")
RULES = frozenset("-–—_=*.~ ")
ENDS = frozenset(".;:!?")
CLOSERS = "”\"')]»"
ROMAN = frozenset("IVXLC")
TABLE = 40  # characters: most cells of a table are shorter
LONG = 60  # characters: a line of this length may have been cut by a page turn
SURE = 3  # line ends of a kind that tell how a text was broken
SLACK = 6  # columns by which lines of one width differ


class Line(NamedTuple):
    """A line that isn't blank, without the blanks at its ends."""

    words: str
    start: int
    end: int
    gap: int  # blank lines before it


class Shape(NamedTuple):
    """How the lines of a text were broken."""

    width: int  # columns at which lines were broken; 0 where they weren't
    spaced: bool  # a blank line after every line, so that blank lines say nothing
    early: bool  # first lines of paragraphs break far before that width, as in wrapped markup


class Seams:
    """What is known of line ends. Get it by `book.build(Seams)`."""

    def __init__(self, book: Rulebook) -> None:
        def words(section: str) -> tuple[str, ...]:
            return tuple(alike(word) for entry in book.entries("zones", section) for word in entry["words"])

        self.open = frozenset(words("open_words"))
        self.types = frozenset(words("type_lines"))
        self.labels = frozenset(words("labels"))
        self.phrases = words("phrases")
        self.openers = words("openers")
        self.signing = words("signing")
        self.issuers = words("issuers")
        self.continuing = words("continuing")

    def unfinished(self, line: str) -> bool:
        """Whether the last words of a line ask for more."""
        low = alike(line[-24:])
        last = low.rfind(" ")
        if low[last + 1 :] in self.open:
            return True
        return last > 0 and low[low.rfind(" ", 0, last) + 1 :] in self.open

    def is_type(self, line: str) -> bool:
        """Whether a line holds the type of the document and no more."""
        return len(line) < 30 and alike(line).rstrip(" :.") in self.types

    def is_label(self, line: str) -> bool:
        """Whether a line is a heading's label alone: `Chương II`, `PHỤ LỤC 3`, `Mục 1`."""
        if len(line) > 24:
            return False
        words = alike(line).split()
        return words[0] in self.labels or " ".join(words[:2]) in self.labels

    def opens(self, line: str) -> bool:
        """Whether a paragraph begins with these words, whatever stands before."""
        low = alike(line[:40])
        if not low.startswith(self.openers):
            return False
        if low.startswith("điều"):  # a heading has a stop behind its number, a reference hasn't
            number = low.split()[1:2]
            return bool(number) and number[0][0].isdigit() and number[0][-1] in ".:"
        return True

    def signs(self, line: str) -> bool:
        """Whether a line of capitals begins a line of a signature block."""
        return alike(line[:32]).startswith(self.signing)

    def phrase(self, line: str) -> bool:
        """Whether words begin a fixed line of the form."""
        return alike(line).startswith(self.phrases)

    def in_phrase(self, line: str) -> bool:
        """Whether words are the beginning of a fixed line of the form, or all of it."""
        low = alike(line)
        return any(phrase.startswith(low) for phrase in self.phrases)


def unwrap(text: Text, book: Rulebook, *, blocks: bool = False) -> Text:
    """The text with one paragraph a line."""
    lines = _lines(text.chars)
    if not blocks:
        lines = _without_page_numbers(lines)
    if not lines:
        return text.sub([Edit(0, len(text), "")])
    joints = Joints(book.build(Seams), lines, blocks=blocks)
    at, out, edits = 0, [], []
    for i, line in enumerate(lines):
        seam = joints.before(i) if i else ""
        if len(seam) == line.start - at:
            out.append(seam)
        else:
            out.append(text.chars[at : line.start])
            edits.append(Edit(at, line.start, seam))
        out.append(line.words)
        at = line.end
    out.append(text.chars[at:])
    if at < len(text):
        edits.append(Edit(at, len(text), ""))
    return text.respelled("".join(out)).sub(edits) if edits else text.respelled("".join(out))


def _lines(chars: str) -> list[Line]:
    lines: list[Line] = []
    at = gap = 0
    for line in chars.split("\n"):
        words = line.strip()
        if words:
            start = at if words is line else at + len(line) - len(line.lstrip())
            lines.append(Line(words, start, start + len(words), gap))
            gap = 0
        else:
            gap += 1
        at += len(line) + 1
    return lines


def _without_page_numbers(lines: list[Line]) -> list[Line]:
    """The lines without the page numbers that cut a sentence in two."""
    drop = []
    for i in range(1, len(lines) - 1):
        words = lines[i].words
        if len(words) > 8 or not words.strip("-– ").isdigit() or not (lines[i].gap or lines[i + 1].gap):
            continue
        if len(lines[i - 1].words) >= LONG and lines[i - 1].words[-1] not in ENDS and lines[i + 1].words[0].islower():
            drop.append(i)
    if not drop:
        return lines
    return [line for i, line in enumerate(lines) if i not in set(drop)]


def _begins_list(line: str) -> bool:
    """Whether a line begins with the mark of a list item or a numbered heading: `1.`, `2.1.`, `a)`, `IV.`, `(1)`, `-`, `+`."""
    first = line[0]
    if first in BULLETS:
        return len(line) == 1 or line[1] == " " or first not in "-–" or line[1].isupper()
    second = line[1:2]
    if first.isalpha():
        if second in (")", "."):
            return line[2:3] in ("", " ") or line[2:3].isupper()
        if first in ROMAN or line[1:3] == second + ")":
            mark = line[:8].split(" ", 1)[0]
            return mark[-1] in ".)-" and (all(c in ROMAN for c in mark[:-1]) or (len(mark) == 3 and mark[-1] == ")"))
        return False
    if first == "(":
        inside = line[1:6].split(")", 1)
        return len(inside) == 2 and len(inside[0]) <= 4 and inside[0].isalnum() and (inside[0].isdigit() or inside[0].islower())
    if not first.isdigit():
        return False
    mark = line[:12].split(" ", 1)[0]
    figures = mark.rstrip(".)/")
    if figures == mark:
        parts = mark.split(".")
        if len(parts) > 1 and len(mark) < len(line):  # 1.1 Title
            return all(p.isdigit() and len(p) < 3 for p in parts) and line[len(mark) + 1 : len(mark) + 2].isupper()
        at = max(mark.find("."), mark.find(")"))  # 1.Title
        return at > 0 and mark[:at].isdigit() and len(mark[:at]) < 3 and mark[at + 1 : at + 2].isupper()
    parts = figures.split(".")
    return all(p.isdigit() for p in parts) and len(parts[-1]) < 4


def _heads(line: str) -> bool:
    """Whether a line may be a heading by its first words."""
    return line.startswith(("Điều ", "ĐIỀU ")) or (line[0] not in BULLETS and _begins_list(line))


def _is_rule(line: str) -> bool:
    return line[0] in RULES and all(c in RULES for c in line)


def _ends(line: str) -> bool:
    """Whether a sentence ends with this line."""
    return line[-1] in ENDS or (line[-1] in CLOSERS and line.rstrip(CLOSERS)[-1:] in ENDS)


def _tight(a: str, b: str) -> bool:
    """Whether two halves of one word or symbol meet: `QĐ-` `UBND`, `12/` `2025`."""
    if a[-1] in "/&" or (a[-1] == "-" and len(a) > 1 and a[-2] not in " -") or b[0] in ",;)":
        return a[-2:-1] != " "
    return b[0] in "/-" and b[1:2].isalnum() and "/" in a[a.rfind(" ") + 1 :]


class Joints:
    """The line ends of one text, in order."""

    def __init__(self, seams: Seams, lines: list[Line], *, blocks: bool) -> None:
        self._seams = seams
        self._lines = lines
        self._blocks = blocks
        self._shape = _shape(lines)
        self._head = 0  # the line that the paragraph begins with
        self._titled = False  # the letterhead is over

    def before(self, i: int) -> str:
        """What stands between line `i` and the one before: nothing, a blank, a line end or an empty line."""
        gap = self._lines[i].gap
        if gap and self._shape.spaced and not self._blocks:
            gap -= 1
        joined = (not self._blocks and self._cut(i)) if gap else self._wrapped(i)
        if joined:
            return "" if _tight(self._lines[i - 1].words, self._lines[i].words) else " "
        self._head = i
        return "\n\n" if gap else "\n"

    def _cut(self, i: int) -> bool:
        """Whether a page turn cut a sentence at this gap."""
        a, b = self._lines[i - 1].words, self._lines[i].words
        if a[-1] in ENDS:
            return a[-3:].lower() == "số:" and b[0].isdigit()
        if len(a) < LONG and not (self._shape.width and len(a) >= self._shape.width - 3 * SLACK):
            return False
        if b[0].islower():
            return not _begins_list(b) and not self._in_table(i)
        if _begins_list(b) or a.isupper() or b.isupper() or self._in_table(i):
            return False
        dangling = a[-1] == ")" and a[a.rfind("(") + 1 : -1].isdigit()
        return dangling or (self._seams.unfinished(a) and not self._seams.opens(b))

    def _in_table(self, i: int) -> bool:
        around = self._lines[max(i - 3, 0) : i + 4]
        return sum(bool(line.gap) and len(line.words) < TABLE for line in around) >= SURE

    def _wrapped(self, i: int) -> bool:
        """Whether the sentence goes on at this line end."""
        a, b = self._lines[i - 1].words, self._lines[i].words
        first = b[0]
        if first.islower():
            if b[1:2] in (")", ".") and _begins_list(b):
                return self._seams.unfinished(a)
            return not (a.isupper() and len(a) < 40 and (self._seams.is_type(a) or self._seams.is_label(a))) and not _is_rule(a)
        if first.isupper():
            return self._capital(i, a, b)
        if first.isdigit():
            if _begins_list(b):
                return not _ends(a) and self._seams.unfinished(a)
            return not _ends(a) or self._seams.unfinished(a)
        if first in BULLETS:
            return self._dash(a, b)
        if first in "([":
            if _ends(a) or self._seams.opens(b) or (a.isupper() and not b.isupper()) or _is_rule(a):
                return False
            return not b[1:2].isupper() or self._full(i) or self._seams.unfinished(a)
        if first in "“\"‘'«":
            return not _ends(a) and not a.isupper()
        return first in "/%,;)&…" and not _is_rule(b)

    def _dash(self, a: str, b: str) -> bool:
        """Whether a line that begins with a dash or bullet goes on with the sentence: `kinh tế` `- xã hội`."""
        if b[0] not in "-–" or len(b) < 3 or _is_rule(b) or _is_rule(a) or _ends(a) or a[-1] == ",":
            return False
        if b[1] != " ":
            return not b[1].isupper() or "/" in a[a.rfind(" ") + 1 :]
        return b[2].islower() or b[2].isdigit() or alike(b[:24]).startswith(self._seams.continuing)

    def _capital(self, i: int, a: str, b: str) -> bool:
        """Whether the sentence goes on with a word in a capital letter."""
        seams = self._seams
        if _is_rule(a) or a[-1] == "|":
            return False
        low = alike(a[:6])
        if low.startswith("số") and len(a) < 40 and not seams.unfinished(a):
            return False  # the number line
        upper_a, upper_b = a.isupper(), b.isupper()
        if upper_a and upper_b and len(a) > 1:
            return self._capitals(i, a, b)
        if _ends(a):
            if seams.unfinished(a) or (i - 1 == self._head and self._is_mark(a)):
                return True
            return a[-1] == "." and self._full(i) and self._goes_on(i)
        if a in BULLETS:
            return True
        if seams.opens(b) and not (seams.unfinished(a) and a[-1] != "-"):
            return self._refers(a) and not upper_a
        if a[-1] == ",":
            return not upper_a
        if upper_a:
            return self._head == i - 1 and self._is_mark(a)
        if upper_b:
            return not seams.signs(b) and not seams.is_type(b) and (seams.unfinished(a) or (" " not in b and len(b) < 10))
        return self._mixed(i, a, b)

    def _mixed(self, i: int, a: str, b: str) -> bool:
        """The same where neither line is in capitals."""
        if self._seams.unfinished(a):
            return True
        first = self._head == i - 1
        if first and self._seams.is_label(a):
            return False
        if ": " in a[:50] and ": " in b[:50]:
            return False
        if not self._shape.width:
            return len(a) >= TABLE
        if self._full(i):
            return True
        if self._begins_paragraph(i):
            return False
        if first and _heads(a) and not a[a.rfind(" ") + 1].isupper():
            return self._goes_on(i) and not self._is_heading(a)
        return self._shape.early or len(a) < TABLE

    def _is_heading(self, a: str) -> bool:
        return a.startswith(("Điều ", "ĐIỀU "))

    @staticmethod
    def _is_mark(a: str) -> bool:
        """Whether a line is the mark of an item alone: `Điều 1.`, `a)`, `II.`."""
        if len(a) > 10 or a[-1] not in ".):":
            return False
        return (a.startswith(("Điều ", "ĐIỀU ")) and a[5:-1].strip().isalnum()) or (" " not in a and _begins_list(a))

    @staticmethod
    def _refers(a: str) -> bool:
        """Whether a line ends within a reference: `… tại khoản 2`, `… điểm b`."""
        words = alike(a[-16:]).split()
        return len(words) > 1 and words[-2] in ("khoản", "điểm", "mục") and len(words[-1]) < 4

    def _full(self, i: int) -> bool:
        """Whether the next word would not have found room on the line."""
        word = self._lines[i].words.split(" ", 1)[0]
        return bool(self._shape.width) and len(self._lines[i - 1].words) + 1 + len(word) > self._shape.width - 3

    def _begins_paragraph(self, i: int) -> bool:
        """Whether line `i` itself breaks early and goes on, as first lines do."""
        if not self._shape.early or i + 1 >= len(self._lines):
            return False
        after = self._lines[i + 1]
        if after.gap or not after.words[0].islower() or _begins_list(after.words):
            return False
        return len(self._lines[i].words) + 1 + len(after.words.split(" ", 1)[0]) < self._shape.width - SLACK

    def _goes_on(self, i: int) -> bool:
        """Whether line `i` is as wide as lines within a paragraph are."""
        if not self._shape.early or i + 1 >= len(self._lines):
            return False
        after = self._lines[i + 1]
        if after.gap or not after.words[0].islower() or _begins_list(after.words):
            return False
        return len(self._lines[i].words) + 1 + len(after.words.split(" ", 1)[0]) > self._shape.width - 3

    def _capitals(self, i: int, a: str, b: str) -> bool:
        """Whether a line in capitals goes on with the next one."""
        seams = self._seams
        whole = f"{' '.join(line.words for line in self._lines[self._head : i])} {b}"
        if seams.in_phrase(whole):
            return True
        if seams.phrase(b) or seams.is_type(a) or seams.is_type(b) or seams.is_label(a) or _ends(a):
            return seams.unfinished(a) and not seams.is_type(a)
        head = self._lines[self._head].words
        if seams.signs(head):
            return not seams.signs(b)
        if seams.unfinished(a):
            return True
        if seams.signs(b) or _begins_list(b):
            return False
        if alike(b[:40]).startswith(seams.issuers) and self._preamble_follows(i):
            return False
        return self._after_title(i)

    def _preamble_follows(self, i: int) -> bool:
        """Whether the run of capitals ends with line `i` and what belongs to it, and `Căn cứ` follows."""
        for line in self._lines[i + 1 : i + 4]:
            low = alike(line.words[:40])
            if not line.words.isupper():
                return low.lstrip("- ").startswith("căn cứ")
            if low.startswith(self._seams.issuers):
                return False
        return False

    def _after_title(self, i: int) -> bool:
        """Whether the letterhead is over: a number line, a type line or a gap of body text came before."""
        if not self._titled:
            self._titled = any(
                alike(line.words[:3]).startswith("số") or self._seams.is_type(line.words) or len(line.words) > LONG
                for line in self._lines[max(i - 40, 0) : i]
            )
        return self._titled


def _shape(lines: list[Line]) -> Shape:
    """How the lines were broken, told by those whose sentence surely goes on."""
    wrapped: list[int] = []
    first: list[int] = []
    gaps = cut = 0
    for i in range(1, len(lines)):
        line = lines[i]
        if line.gap == 1:
            gaps += 1
        if not line.words[0].islower() or line.gap > 1:
            continue
        before = lines[i - 1]
        if line.gap:
            cut += len(before.words) >= TABLE and before.words[-1] not in ENDS
            continue
        if line.words[1:2] in (")", "."):
            continue
        wrapped.append(len(before.words))
        if before.gap or lines[i - 2].words[-1] in ".;:":
            first.append(len(before.words) + 1 + len(line.words.split(" ", 1)[0]))
    spaced = cut >= SURE and cut * 4 >= gaps
    if spaced:
        wrapped += [len(lines[i - 1].words) for i in range(1, len(lines)) if lines[i].gap == 1 and lines[i].words[0].islower()]
    if len(wrapped) < SURE:
        return Shape(0, spaced, early=False)
    wrapped.sort()
    width = wrapped[len(wrapped) * 9 // 10]
    early = [reach < width - SLACK for reach in first]
    return Shape(width, spaced, early=len(early) >= SURE and sum(early) * 2 > len(early))
