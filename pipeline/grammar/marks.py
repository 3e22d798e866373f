"""How items, headings and rules are marked at the head of a line."""

BULLETS = frozenset("-–—+•*·●○▪■□►▶➢✓√")
RULES = "-–—_=*.~# "
ROMAN = frozenset("IVXLC")


def begins_list(line: str) -> bool:
    """Whether a line begins with the mark of an item or of a numbered heading: `1.`, `2.1.`, `a)`, `IV.`, `(1)`, `-`, `+`."""
    first = line[0]
    if first in BULLETS:
        return len(line) == 1 or line[1] == " " or first not in "-–" or line[1].isupper()
    if first.isalpha():
        return _lettered(line)
    if first == "(":
        inside, bracket, _ = line[1:6].partition(")")
        return bool(bracket) and inside.isalnum() and len(inside) < 5 and (inside.isdigit() or inside.islower())
    return first.isdigit() and _numbered(line)


def _lettered(line: str) -> bool:
    """`a)`, `a.`, `đ)`, `b1)`, `aa)`, `IV.`, `I-`."""
    first, second = line[0], line[1:2]
    if second in (")", "."):
        return line[2:3] in ("", " ") or line[2:3].isupper()
    if line[2:3] == ")" and (second == first or second.isdigit()):
        return True
    if first not in ROMAN:
        return False
    mark = line[:8].split(" ", 1)[0]
    return mark[-1] in ".)-" and all(c in ROMAN for c in mark[:-1])


def _numbered(line: str) -> bool:
    """`1.`, `1)`, `1/`, `2.1.`, `2.1 Title`, `3.Title`."""
    mark = line[:12].split(" ", 1)[0]
    figures = mark.rstrip(".)/")
    parts = figures.split(".")
    if figures != mark:
        return all(p.isdigit() for p in parts) and len(parts[-1]) < 4
    if len(parts) > 1 and len(mark) < len(line) and all(p.isdigit() and len(p) < 3 for p in parts):
        return line[len(mark) + 1 : len(mark) + 2].isupper()
    at = max(mark.find("."), mark.find(")"))
    return 0 < at < 3 and mark[:at].isdigit() and mark[at + 1 : at + 2].isupper()


def heads(line: str) -> bool:
    """Whether a line may be a heading by its first words: `Điều 2. …`, `II. …`, `1. …`, `a) …`."""
    return line.startswith(("Điều ", "ĐIỀU ")) or (line[0] not in BULLETS and begins_list(line))


def is_mark(line: str) -> bool:
    """Whether a line is the mark of an item and nothing else: `Điều 1.`, `a)`, `II.`, `-`."""
    if line in BULLETS:
        return True
    if len(line) > 10 or line[-1] not in ".):]":
        return False
    if line.startswith(("Điều ", "ĐIỀU ")):
        return line[5:-1].strip().isalnum()
    if line[0] == "[":
        return line[1:-1].isdigit()
    return " " not in line and begins_list(line)


def is_rule(line: str) -> bool:
    """Whether a line is only drawn: `-----`, `***`, `_____`, and the star under the name of a Party body."""
    return line[0] in RULES and (line in ("*", "#", "##") or (len(line) > 2 and not line.strip(RULES)))
