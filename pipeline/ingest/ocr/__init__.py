"""Words in pictures of pages, by Tesseract: its Vietnamese model, on the channel where seals and stamps fade."""

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.ingest.ocr import tesseract
from pipeline.ingest.ocr.sense import has_name, is_name, lacks_surname, makes_sense, may_be_name, trimmed
from pipeline.ingest.ocr.slots import LONGEST, Slot, checked
from pipeline.ingest.ocr.straight import cleaned, grey_of, ink, levelled, uncoloured
from pipeline.misreading import letters, slips
from pipeline.sheet import Line, Reading, Token, rows
from pipeline.spelling import plain

INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"
ZONE = (0.45, 0.6)  # the signature block: from this share of the width, this many inches above Nơi nhận
GUESSES = 2  # lines that are looked at again for a name
AGREED = 0.7  # confidence of words that two readings share
SURE = 0.9  # confidence from which figures need no second reading
BLANK = 0.8  # confidence of the word before a slot, from which the slot counts as blank
FIGURE = 48  # pixels: height of figures for a second reading


def missing() -> str | None:
    """What has to be installed before pictures can be read; null where nothing is missing."""
    return None if {"vie", "eng"} <= tesseract.languages() else f"Tesseract with its Vietnamese model: {INSTALL}"


def demand() -> None:
    """Raises UnreadableError where pictures can't be read here."""
    trouble = missing()
    if trouble:
        raise UnreadableError("missing_tool", f"these are pictures of pages; reading them needs {trouble}")


def recognise(picture: Any, dpi: float) -> Reading:
    """The words of a page's picture (a Pillow image), in points from its upper left corner."""
    demand()
    grey, lean = levelled(cleaned(grey_of(picture)))
    if lean:
        picture = picture.rotate(lean, fillcolor=255 if picture.mode == "L" else (255, 255, 255), resample=2)
    tokens = _signature(tesseract.tokens(grey, dpi, 4), picture, grey, dpi)
    tokens = checked(tokens, grey.size, lambda slot: _figures(grey, slot))
    scale = 72 / dpi
    points = (t._replace(**{side: getattr(t, side) * scale for side in ("x0", "top", "x1", "bottom", "base", "size")}) for t in tokens)
    return Reading(list(points), lean)


def digits(picture: Any, *, printed: bool = True) -> str | None:
    """The number that a small picture shows, where two ways of reading it agree; all must, unless it is surely printed."""
    grey = picture.convert("L")
    box = ink(grey)
    if not box or missing():
        return None
    part = grey.crop(box)
    framed = _framed(part.resize((max(round(part.width * FIGURE / part.height), 1), FIGURE), 1), FIGURE // 2)
    modes = (6, 7, 8) if printed else (7, 8)
    readings = Counter("".join(tesseract.run(framed, mode, "eng", "-c", "tessedit_char_whitelist=0123456789").split()) for mode in modes)
    reading, count = readings.most_common(1)[0]
    return reading if count >= 2 and reading.isdigit() and len(reading) <= LONGEST else None


def _figures(grey: Any, slot: Slot) -> str | None:
    """The figures in a slot of a page: empty where it is blank, null where they can't be trusted."""
    height = slot.bottom - slot.top
    left, right = round(slot.x0) + 2, round(slot.x1) - 2
    if not slot.reading and slot.confidence < BLANK:
        return None  # the word before swallowed what was written behind it
    if right - left < 3:
        return slot.reading or ""
    part = grey.crop((left, round(slot.top - 0.2 * height), right, round(slot.bottom - 0.25 * height)))  # above dotted lines
    box = ink(part)
    if not slot.reading and (box is None or (box[2] - box[0]) * (box[3] - box[1]) < 0.1 * height * height):
        return ""
    if not slot.reading.isdigit() or len(slot.reading) > LONGEST:
        return None
    if slot.confidence >= SURE:
        return slot.reading
    whole = grey.crop((left, round(slot.top - 0.1 * height), right, round(slot.bottom + 0.1 * height)))
    return slot.reading if digits(whole, printed=False) == slot.reading else None


def _signature(tokens: list[Token], picture: Any, grey: Any, dpi: float) -> list[Token]:
    """The words with those of the signature block read again on their own: they stand beside a list, under a seal.

    What makes no sense there is what a seal and a hand have drawn. Where no name comes out, the block is read
    again in grey, for a red name stamp, and enlarged.
    """
    edge = ZONE[0] * grey.width
    foot = next((a for a, b in itertools.pairwise(tokens) if a.x0 < edge and _is_foot(a, b)), None)
    if foot is None:
        return tokens
    top = foot.top - ZONE[1] * dpi
    beside = [t for t in tokens if t.x0 < edge < t.x1 + 2 * t.size and t.top > top]
    top = round(max([top, *(t.bottom + 2 for t in beside if t.base < foot.top)]))  # below the last line of the body
    left = round(max([edge, *(t.x1 + 3 for t in beside if t.base >= foot.top and t.x1 < 0.62 * grey.width)]))
    rest = [t for t in tokens if t.top < top or t.x0 < left]
    zone = (left, top, grey.width, grey.height)
    part = picture.crop(zone)
    layers = (grey.crop(zone), uncoloured(part), part.convert("L"))
    found = _lines(tesseract.tokens(layers[0], dpi, 6))
    if not has_name(found):
        found = _named(found, layers, dpi)
    found = [line for line in found if makes_sense(line) or lacks_surname(line)]
    placed = [_moved(t, left, top) for line in found for t in line]
    first = [line for line in _lines([t for t in tokens if t.top >= top and t.x0 >= left]) if makes_sense(line)]
    lost = [
        t for line in first for t in line if not any(t.top < p.bottom and p.top < t.bottom for p in placed)
    ]  # lines that came out the first time alone
    return rest + placed + lost


def _named(first: list[Line], layers: Sequence[Any], dpi: float) -> list[Line]:
    """The signature block with the name that another look at it brings out, and the titles that came out best.

    A name that is half read is left out.
    """
    readings = [first]
    for at, by in ((1, 1.0), (2, 1.0), (0, 1.5)):
        readings.append(_lines(_enlarged(layers[at], dpi, by)))
        if has_name(readings[-1]):
            break
    titles = max(readings, key=_titled)
    name = next((line for line in readings[-1] if is_name(line) and has_name([line])), None)
    if name is None:
        guesses = sorted((line for reading in readings for line in reading if may_be_name(line)), key=lambda line: -len(line))
        name = next((sure for line in guesses[:GUESSES] if (sure := _confirmed(line, layers, dpi))), None)
    if name is None:
        half = [line for line in first if lacks_surname(line)][-1:]
        return [*(line for line in titles if not may_be_name(line)), *half]
    return [*(line for line in titles if not may_be_name(line) and line[0].base < name[0].top), name]


def _titled(lines: list[Line]) -> float:
    """How much of a reading is words in capitals, by their confidence."""
    return sum(t.confidence * len(t.text) for line in lines if makes_sense(line) for t in line if t.text.isupper())


def _confirmed(line: Line, layers: Sequence[Any], dpi: float) -> Line | None:
    """The words of a name as two readings of its line alone have it."""
    size = line[0].size
    left, right = min(t.x0 for t in line) - size, max(t.x1 for t in line) + size
    top, bottom = min(t.top for t in line) - 0.4 * size, max(t.bottom for t in line) + 0.4 * size
    box = (max(round(left), 0), max(round(top), 0), min(round(right), layers[0].width), min(round(bottom), layers[0].height))
    seen: set[str] = set()
    for at, by in ((0, 1.5), (1, 1.5), (0, 2.0), (2, 1.0)):
        for part in _lines(_enlarged(layers[at].crop(box), dpi, by, 7)):
            words = " ".join(token.text for token in part)
            if is_name(part) and words in seen:
                return tuple(_moved(t, *box[:2])._replace(confidence=max(t.confidence, AGREED)) for t in part)
            seen.add(words)
    return None


def _enlarged(grey: Any, dpi: float, by: float, mode: int = 6) -> list[Token]:
    """The words of a picture, read at another size."""
    if by != 1.0:
        grey = grey.resize((round(grey.width * by), round(grey.height * by)), 3)
    return [
        Token(t.text, t.x0 / by, t.top / by, t.x1 / by, t.bottom / by, t.base / by, t.size / by, t.confidence)
        for t in tesseract.tokens(grey, dpi * by, mode)
    ]


def _lines(tokens: list[Token]) -> list[Line]:
    """The lines of a signature block, without what a seal left at their ends."""
    return [line for row in rows(tokens) if (line := trimmed(row))]


def _moved(token: Token, right: float, down: float) -> Token:
    return token._replace(
        x0=token.x0 + right, x1=token.x1 + right, top=token.top + down, bottom=token.bottom + down, base=token.base + down
    )


def _is_foot(a: Token, b: Token) -> bool:
    return slips(letters(plain(a.text + b.text))[:7], "noinhan", 2) <= 2


def _framed(grey: Any, margin: int) -> Any:
    """The picture with white paper around it."""
    from PIL import Image

    sheet = Image.new("L", (grey.width + 2 * margin, grey.height + 2 * margin), 255)
    sheet.paste(grey, (margin, margin))
    return sheet
