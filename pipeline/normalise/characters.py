"""Which characters a text is settled on: composed letters, plain blanks, no emphasis marks, no look-alikes."""

import unicodedata
from collections.abc import Iterable

from pipeline.pattern import Pattern, composed, escape
from pipeline.rulebook import Rulebook
from pipeline.text import Edit, Text

COMBINING = ("\u0300", "\u036f")  # the block of combining marks: all that Vietnamese needs
MARKS = 31  # a letter and the marks behind it that are composed: sorting more of them takes the square of the time (UAX 15)
STARS = Pattern(r"\*+")
LOWLINES = Pattern(r"_+")
HEADINGS = Pattern(r"(?m)^[ \t]{0,3}#{1,6}[ \t]+")
OPENING, CLOSING = set(" \n([{\"'“‘-–—:;,/*_"), set(" \n)]}\"'”’-–—:;,./!?…*_")  # what may stand outside the marks
FIRST, LAST = set("\"'“‘([{/*_"), set("\"'”’)]}.,;:!?%/…*_")  # what may stand inside them, beside letters and digits


class Lettering:
    """The characters to be replaced or dropped. Get it by `book.build(Lettering)`."""

    def __init__(self, book: Rulebook) -> None:
        self.everywhere: dict[str, str] = {}
        self.in_words: dict[str, str] = {}
        for entry in book.entries("misreadings", "characters"):
            table = self.in_words if entry.get("inside") == "word" else self.everywhere
            table.update(zip(entry["from"], entry["to"], strict=True))
        self.gone = {char for entry in book.entries("misreadings", "gone") for char in entry["from"]}
        self.odd = Pattern(f"[{escape(''.join([*self.everywhere, *self.in_words, *self.gone]))}]")
        foreign = "".join(self.in_words)
        self.mixed = Pattern(
            rf"[{{W}}/&.-]*[{{L}}][{{W}}/&.-]*[{escape(foreign)}][{{W}}{escape(foreign)}/&.-]*|[{escape(foreign)}]+[/&.-]*[{{W}}]"
        )


def settle(chars: str, book: Rulebook) -> Text:
    """The text with its characters settled; each leads back to its source."""
    lettering = book.build(Lettering)
    if "\r" in chars and "\n" not in chars:
        chars = chars.replace("\r", "\n")
    odd = lettering.odd.search(chars) is not None
    text = Text(_alike(chars, lettering) if odd else chars)
    if odd and (dropped := [char for char in lettering.gone if char in text.chars]):
        text = text.sub(_dropped(text.chars, dropped))
    plain = not odd and composed(chars)
    if not plain:
        text = _in_one(text)
    if "\t" in text.chars:  # a tab divides columns, so it must not pass for a single blank
        text = text.sub(Edit(i, i + 1, "  ") for i in _places(text.chars, "\t"))
    if "#" in text.chars:
        text = text.sub(Edit(hit.start(), hit.end(), "") for hit in HEADINGS.finditer(text.chars))
    for mark, runs in (("*", STARS), ("_", LOWLINES)):
        if mark in text.chars:
            text = text.sub(_emphasis(text.chars, runs, mark))
    return text if plain else _in_one(text)  # what stood behind a mark of emphasis may meet a letter now


def _in_one(text: Text) -> Text:
    """The text with each letter and its marks as one character."""
    return text if unicodedata.is_normalized("NFC", text.chars) else text.sub(_composed(text.chars))


def _alike(chars: str, lettering: Lettering) -> str:
    """The same number of characters, look-alikes replaced."""
    for char, plain in lettering.everywhere.items():
        if char in chars:
            chars = chars.replace(char, plain)
    if any(char in chars for char in lettering.in_words):
        table = str.maketrans(lettering.in_words)
        out, at = [], 0
        for hit in lettering.mixed.finditer(chars):
            out += [chars[at : hit.start()], chars[hit.start() : hit.end()].translate(table)]
            at = hit.end()
        chars = "".join([*out, chars[at:]])
    return chars


def _composed(chars: str) -> list[Edit]:
    """Each letter with the marks behind it as one character, where there is one."""
    edits, start, length = [], 0, len(chars)
    for i in range(1, length + 1):
        if i < length and (COMBINING[0] <= chars[i] <= COMBINING[1]):
            continue
        if i - start > 1 or not unicodedata.is_normalized("NFC", chars[start]):
            piece = chars[start : min(i, start + MARKS)]
            if (composed := unicodedata.normalize("NFC", piece)) != piece:
                edits.append(Edit(start, start + len(piece), composed))
        start = i
    return edits


def _dropped(chars: str, dropped: Iterable[str]) -> list[Edit]:
    return [Edit(i, i + 1, "") for i in sorted(i for char in dropped for i in _places(chars, char))]


def _places(chars: str, char: str) -> list[int]:
    places, at = [], chars.find(char)
    while at >= 0:
        places.append(at)
        at = chars.find(char, at + 1)
    return places


def _emphasis(chars: str, runs: Pattern, mark: str) -> list[Edit]:
    """Removals of the marks that open or close emphasis; bullets, rules and marks inside a word stay."""
    edits: list[Edit] = []
    opened: list[tuple[int, int]] = []  # marks that may open
    for hit in runs.finditer(chars):
        start, end = hit.span()
        before = chars[start - 1] if start else "\n"
        after = chars[end] if end < len(chars) else "\n"
        if end - start > 3:
            continue  # a rule, or a blank to be filled in
        strong = mark == "*" and end - start > 1
        closes = (before.isalnum() or before in LAST) and (strong or after in CLOSING)
        opens = (after.isalnum() or after in FIRST) and (strong or before in OPENING)
        if opened and "\n\n" in chars[opened[-1][1] : start]:
            edits += [Edit(*o, "") for o in opened if mark == "*" and o[1] - o[0] > 1]
            opened.clear()
        fitting = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][1] - opened[i][0] == end - start), None)
        if closes and fitting is not None:
            edits += [Edit(*opened[fitting], ""), Edit(start, end, "")]
            del opened[fitting:]
        elif opens:
            opened.append((start, end))
        elif strong and closes:
            edits.append(Edit(start, end, ""))  # bold that was opened in another block
    if mark == "*":
        edits += [Edit(start, end, "") for start, end in opened if end - start > 1]
    return sorted(edits)
