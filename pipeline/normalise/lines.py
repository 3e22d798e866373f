"""Which line ends divide paragraphs, and which were only set by an editor, a portal or a page."""

from typing import NamedTuple

from pipeline.grammar.marks import BULLETS, begins_list, heads, is_mark, is_rule
from pipeline.grammar.seams import Seams
from pipeline.rulebook import Rulebook
from pipeline.text import Edit, Text

ENDS = frozenset(".;:!?")
CLOSERS = "”\"')]»"
REFERRED = ("Điều ", "Mục ", "Chương ", "Phụ lục ")
TABLE = 40  # characters: most cells of a table are shorter
LONG = 60  # characters: a line of this length may have been cut by a page turn
WIDEST = 160  # columns at which lines are broken at most
SURE = 3  # line ends of a kind that tell how a text was broken
PHRASE = 8  # lines that a fixed line of the form takes up at most
SLACK = 6  # columns by which lines of one width differ


class Lines(NamedTuple):
    """The lines that aren't blank, without the blanks at their ends."""

    words: list[str]
    starts: list[int]
    gaps: list[int]  # blank lines before each


class Shape(NamedTuple):
    """How the lines of a text were broken."""

    width: int  # columns at which lines were broken; 0 where they weren't
    spaced: bool  # a blank line after every line, so that blank lines say nothing
    early: bool  # first lines of paragraphs break far before that width, as in wrapped markup
    even: bool = False  # all lines break at that width, as on a page


def unwrap(text: Text, book: Rulebook, *, blocks: bool = False, wrapped: bool = True) -> Text:
    """The text with one paragraph a line; where they weren't `wrapped`, only what letters show to be cut is joined."""
    lines = _lines(text.chars)
    if not blocks:
        lines = _without_page_numbers(lines)
    if not lines.words:
        return text.sub([Edit(0, len(text), "")])
    joints = Joints(book.build(Seams), lines, blocks=blocks, wrapped=wrapped)
    at, out, edits = 0, [], []
    for words, start, seam in zip(lines.words, lines.starts, joints.seams(), strict=True):
        if len(seam) == start - at:
            out.append(seam)
        else:
            out.append(text.chars[at:start])
            edits.append(Edit(at, start, seam))
        out.append(words)
        at = start + len(words)
    out.append(text.chars[at:])
    if at < len(text):
        edits.append(Edit(at, len(text), ""))
    return text.respelled("".join(out)).sub(edits) if edits else text.respelled("".join(out))


def _lines(chars: str) -> Lines:
    found: list[str] = []
    starts: list[int] = []
    gaps: list[int] = []
    at = behind = 0
    for i, line in enumerate(chars.split("\n")):
        words = line.strip()
        if words:
            found.append(words)
            starts.append(at if words is line else at + len(line) - len(line.lstrip()))
            gaps.append(i - behind)
            behind = i + 1
        at += len(line) + 1
    return Lines(found, starts, gaps)


def _without_page_numbers(lines: Lines) -> Lines:
    """The lines without the page numbers that cut a sentence in two."""
    words, gaps = lines.words, lines.gaps
    drop = {
        i
        for i, line in enumerate(words[1:-1], start=1)
        if len(line) < 9
        and line.strip("-– ").isdigit()
        and (gaps[i] or gaps[i + 1])
        and len(words[i - 1]) >= LONG
        and words[i - 1][-1] not in ENDS
        and words[i + 1][0].islower()
    }
    if not drop:
        return lines
    kept = [i for i in range(len(words)) if i not in drop]
    return Lines([words[i] for i in kept], [lines.starts[i] for i in kept], [gaps[i] for i in kept])


def _ends(line: str) -> bool:
    """Whether a sentence ends with this line."""
    return line[-1] in ENDS or (line[-1] in CLOSERS and line.rstrip(CLOSERS)[-1:] in ENDS)


def _is_dateline(line: str) -> bool:
    """Whether a line is the place and date of the letterhead, which stands by itself: `Hà Giang, ngày 12 tháng 5 năm 2025`."""
    return len(line) < LONG and line[-1].isdigit() and ", ngày" in line and " tháng " in line and " năm " in line


def _in_brackets(line: str) -> bool:
    """Whether a bracket or quotation is open at the end of a line."""
    return line.rfind("(") > line.rfind(")") or line.rfind("“") > line.rfind("”")


def _refers(line: str) -> bool:
    """Whether a line ends within a reference: `… tại khoản 2`, `… điểm b`."""
    words = line[-16:].lower().split()
    return len(words) > 1 and words[-2] in ("khoản", "điểm", "mục") and len(words[-1]) < 4


def _tight(a: str, b: str) -> bool:
    """Whether two halves of one word or symbol meet: `QĐ-` `UBND`, `12/` `2025`."""
    if a[-1] in "/&" or (a[-1] == "-" and a[-2:-1].isalnum()) or b[0] in ",;)":
        return a[-2:-1] != " "
    return b[0] in "/-" and b[1:2].isalnum() and "/" in a[a.rfind(" ") + 1 :]


class Joints:
    """The line ends of one text, in order."""

    def __init__(self, seams: Seams, lines: Lines, *, blocks: bool, wrapped: bool) -> None:
        self._seams = seams
        self._words, _, self._gaps = lines
        self._blocks = blocks
        self._wrapped_lines = wrapped  # lines were set to a width, so that their ends say little
        self._shape = _shape(lines) if wrapped else Shape(0, spaced=False, early=False)
        self._short = 0 if self._shape.spaced else min(LONG, self._shape.width - 3 * SLACK) if self._shape.width else LONG
        self._head = 0  # the line that the paragraph begins with
        self._titled = False  # the letterhead is over
        self._looked = 0  # the line up to which that was looked for

    def seams(self) -> list[str]:
        """What stands before each line: nothing, a blank, a line end or an empty line."""
        found = [""]
        a = self._words[0]
        for i, (b, gap) in enumerate(zip(self._words, self._gaps, strict=True)):
            if not i:
                continue
            if gap and len(a) < self._short and a[-1] != ":":
                self._head = i
                found.append("\n\n")  # most gaps: between cells, and between paragraphs of few words
            elif not gap and b[0].islower() and (a[-1].islower() or a[-1] == ",") and b[1:2] not in (")", ".") and b[2:3] != ")":
                found.append(" ")  # most line ends in wrapped text
            else:
                found.append(self._seam(i, a, b, gap))
            a = b
        return found

    def _seam(self, i: int, a: str, b: str, gap: int) -> str:
        """The same where more must be looked at, between lines `a` and `b`."""
        if gap and self._shape.spaced and not self._blocks:
            gap -= 1
        if (not self._blocks and self._cut(i)) if gap else self._wrapped(i):
            return "" if _tight(a, b) else " "
        self._head = i
        return "\n\n" if gap else "\n"

    def _cut(self, i: int) -> bool:
        """Whether a page turn cut a sentence at this gap."""
        a, b = self._words[i - 1], self._words[i]
        if a[-1] in ENDS:
            return a[-3:].lower() == "số:" and b[0].isdigit()
        if len(a) < (self._short or LONG):
            return False
        if a[-1] == "-" and a[-5:-1].isdigit() and b[:4].isdigit():
            return True  # a span of years: `giai đoạn 2026-` `2030; …`
        if begins_list(b) or self._in_table(i):
            return False
        if b[0].islower():
            return True
        if a.isupper() or b.isupper() or not b[0].isupper() or len(b) < TABLE or self._seams.opens(b):
            return False
        dangling = a[-1] == ")" and a[a.rfind("(") + 1 : -1].isdigit()
        return dangling or self._seams.ends_in(self._seams.verbs, a)

    def _in_table(self, i: int) -> bool:
        around = range(max(i - 3, 0), min(i + 4, len(self._words)))
        return sum(self._gaps[k] > 0 and len(self._words[k]) < TABLE for k in around) >= SURE

    def _wrapped(self, i: int) -> bool:
        """Whether the sentence goes on at this line end."""
        a, b = self._words[i - 1], self._words[i]
        first = b[0]
        if a[-1] in "-/&" and "/" in a[a.rfind(" ") + 1 :] and _tight(a, b):
            return True
        if first.islower():
            if (b[1:2] in (")", ".") or b[2:3] == ")") and begins_list(b):
                return a[-1] == "," or self._seams.ends_in(self._seams.numbers, a)
            return not (a.isupper() and len(a) < 40 and (self._seams.is_type(a) or self._seams.is_label(a))) and not is_rule(a)
        if first.isupper():
            if b[1:2] in ").IVXL-" and begins_list(b):
                return not _ends(a) and (_in_brackets(a) or self._seams.ends_in(self._seams.numbers, a))
            return self._capital(i, a, b)
        if first.isdigit():
            if begins_list(b):
                return not _ends(a) and self._seams.ends_in(self._seams.numbers, a)
            return not _ends(a) or self._seams.unfinished(a)
        if first in BULLETS:
            return self._dash(a, b)
        if first in "([":
            if _ends(a) or self._seams.opens(b) or (a.isupper() and not b.isupper()) or is_rule(a):
                return False
            return not b[1:2].isupper() or self._full(i) or self._seams.unfinished(a)
        if first in "“\"‘'«":
            return not _ends(a) and not a.isupper()
        return first in "/%,;)&…" and not is_rule(b)

    def _dash(self, a: str, b: str) -> bool:
        """Whether a line that begins with a dash or bullet goes on with the sentence: `kinh tế` `- xã hội`."""
        if b[0] not in "-–" or len(b) < 3 or a[-1] == "," or _ends(a) or is_rule(b) or is_rule(a):
            return False
        if b[1] != " ":
            return not b[1].isupper() or "/" in a[a.rfind(" ") + 1 :]
        return b[2].islower() or b[2].isdigit() or b[:24].lower().startswith(self._seams.continuing)

    def _capital(self, i: int, a: str, b: str) -> bool:
        """Whether the sentence goes on with a word in a capital letter."""
        seams = self._seams
        if a[-1] == "|" or is_rule(a) or seams.is_phrase(a):
            return False
        if a[0] in "sS" and len(a) < 40 and a[:2].lower() == "số" and not seams.unfinished(a):
            return False  # the number line
        if self._head == i - 1 and is_mark(a):
            return True
        upper_a, upper_b = a.isupper() and a[0] not in BULLETS, b.isupper()
        if upper_a and upper_b:
            return self._capitals(i, a, b)
        if _ends(a):
            return seams.unfinished(a) or (a[-1] == "." and self._full(i) and self._goes_on(i))
        if seams.opens(b) and not (seams.unfinished(a) and a[-1] != "-"):
            return _refers(a) and not upper_a
        if a[-1] == ",":
            return not upper_a
        if upper_a:
            return False
        if upper_b:
            return not seams.signs(b) and not seams.is_type(b) and (seams.unfinished(a) or (" " not in b and len(b) < 10))
        return self._mixed(i, a, b)

    def _mixed(self, i: int, a: str, b: str) -> bool:
        """The same where neither line is in capitals."""
        seams = self._seams
        if self._ends_short(i) or len(b) > WIDEST:  # so long a line is a paragraph, not a part of one
            return False
        if self._words[self._head][:3].lower() == "v/v" and _is_dateline(b) and not seams.unfinished(a):
            return False
        if seams.unfinished(a) or _in_brackets(a) or (self._wrapped_lines and seams.grounds(a)) or (b.startswith(REFERRED) and _refers(a)):
            return True
        first = self._head == i - 1
        if (first and seams.is_label(a)) or (": " in a[:50] and ": " in b[:50]):
            return False
        if not self._shape.width:
            return self._wrapped_lines and len(a) >= TABLE
        if self._words[self._head][:8].lower() == "kính gửi":
            return len(b) < TABLE and (b[-1] == "." or i + 1 == len(self._words) or self._gaps[i + 1] > 0)
        if self._full(i):
            return True
        if self._begins_paragraph(i):
            return False
        if first and heads(a) and not self._goes_on(i):
            return not a.startswith(("Điều ", "ĐIỀU ")) and not seams.is_heading(a) and ": " not in b[:30]
        return self._shape.early or (max(len(a), len(b)) if self._shape.even else len(a)) < TABLE

    def _ends_short(self, i: int) -> bool:
        """Whether the line before `i` had room to spare, in a text whose lines are all broken at one width."""
        return self._shape.even and len(self._words[i]) >= TABLE and self._reach(i) < self._shape.width - 3 * SLACK

    def _full(self, i: int) -> bool:
        """Whether the next word would not have found room on the line."""
        return bool(self._shape.width) and self._reach(i) > self._shape.width - 3

    def _begins_paragraph(self, i: int) -> bool:
        """Whether line `i` itself breaks early and goes on, as first lines do."""
        return self._shape.early and self._runs_on(i) and self._reach(i + 1) < self._shape.width - SLACK

    def _goes_on(self, i: int) -> bool:
        """Whether line `i` is as wide as only lines within a paragraph are."""
        if not self._shape.early:
            return False
        return (self._reach(i + 1) if self._runs_on(i) else len(self._words[i])) > self._shape.width - 3

    def _runs_on(self, i: int) -> bool:
        """Whether the sentence of line `i` surely goes on with the next line."""
        if i + 1 >= len(self._words) or self._gaps[i + 1]:
            return False
        return self._words[i + 1][0].islower() and not begins_list(self._words[i + 1])

    def _reach(self, i: int) -> int:
        """Columns that the line before `i` would have had with the first word of `i`."""
        return len(self._words[i - 1]) + 1 + len(self._words[i].split(" ", 1)[0])

    def _capitals(self, i: int, a: str, b: str) -> bool:
        """Whether a line in capitals goes on with the next one."""
        seams = self._seams
        whole = f"{' '.join(self._words[self._head : min(i, self._head + PHRASE)])} {b}"
        if seams.in_phrase(whole):
            return True
        if seams.phrase(b) or seams.is_type(a) or seams.is_type(b) or seams.is_label(a) or _ends(a):
            return seams.unfinished(a) and not seams.is_type(a)
        if a[-1] == ",":
            return True
        head = self._words[self._head]
        if seams.signs(head):
            return not seams.signs(b) or seams.halves(whole)
        if b[:40].lower().startswith(seams.issuers) and self._preamble_follows(i) and not seams.ends_in(seams.verbs, a):
            return False
        if seams.unfinished(a):
            return True
        if seams.signs(b) or begins_list(b):
            return False
        return self._after_title(i)

    def _preamble_follows(self, i: int) -> bool:
        """Whether the run of capitals ends with line `i` and what belongs to it, and `Căn cứ` follows."""
        for line in self._words[i + 1 : i + 4]:
            low = line[:40].lower()
            if not line.isupper():
                return low.lstrip("- ").startswith("căn cứ") or low == "căn"
            if low.startswith(self._seams.issuers):
                return False
        return False

    def _after_title(self, i: int) -> bool:
        """Whether the letterhead is over: a number line, a type line or a gap of body text came before."""
        if not self._titled:
            self._titled = any(
                line[:3].lower().startswith("số") or self._seams.is_type(line) or len(line) > LONG
                for line in self._words[max(i - 40, self._looked) : i]
            )
            self._looked = i
        return self._titled


def _shape(lines: Lines) -> Shape:
    """How the lines were broken, told by those whose sentence surely goes on."""
    words, _, gaps = lines
    wrapped: list[int] = []
    first: list[int] = []
    cut = 0
    for i, (line, gap) in enumerate(zip(words, gaps, strict=True)):
        if not line[0].islower() or gap > 1 or not i:
            continue
        before = words[i - 1]
        if gap:
            cut += len(before) >= TABLE and before[-1] not in ENDS
        elif line[1:2] not in (")", "."):
            wrapped.append(len(before))
            if gaps[i - 1] or words[i - 2][-1] in ".;:":
                first.append(len(before) + 1 + len(line.split(" ", 1)[0]))
    spaced = cut >= SURE and cut * 4 >= gaps.count(1)
    if spaced:
        wrapped += [len(words[i - 1]) for i in range(1, len(words)) if gaps[i] == 1 and words[i][0].islower()]
    if len(wrapped) < SURE:
        return Shape(0, spaced, early=False)
    wrapped.sort()
    width = wrapped[len(wrapped) * 9 // 10]
    if width > WIDEST:
        return Shape(0, spaced, early=False)
    early = sum(reach < width - SLACK for reach in first)
    return Shape(width, spaced, early=len(first) >= SURE and early * 2 > len(first), even=len(first) > SURE and early * 5 < len(first))
