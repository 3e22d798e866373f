"""Words in pictures of pages, by Tesseract: its Vietnamese model, on the channel where seals and stamps fade."""

import itertools
from collections import Counter
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.ingest.ocr import tesseract
from pipeline.ingest.ocr.sense import has_name, makes_sense
from pipeline.ingest.ocr.slots import LONGEST, Slot, checked
from pipeline.ingest.ocr.straight import cleaned, grey_of, ink, levelled
from pipeline.misreading import letters, slips
from pipeline.sheet import Token, rows
from pipeline.spelling import plain

INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"
ZONE = (0.45, 0.6)  # the signature block: from this share of the width, this many inches above Nơi nhận
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


def recognise(picture: Any, dpi: float) -> list[Token]:
    """The words of a page's picture (a Pillow image), in points from its upper left corner."""
    demand()
    grey, lean = levelled(cleaned(grey_of(picture)))
    if lean:
        picture = picture.rotate(lean, fillcolor=255 if picture.mode == "L" else (255, 255, 255), resample=2)
    tokens = _signature(tesseract.tokens(grey, dpi, 4), picture, grey, dpi)
    tokens = checked(tokens, grey.size, lambda slot: _figures(grey, slot))
    scale = 72 / dpi
    return [
        Token(t.text, t.x0 * scale, t.top * scale, t.x1 * scale, t.bottom * scale, t.base * scale, t.size * scale, t.confidence)
        for t in tokens
    ]


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
    found = _sensible(tesseract.tokens(grey.crop(zone), dpi, 6))
    if not has_name(found):
        named = (_sensible(_enlarged(layer.crop(zone), dpi, by)) for layer, by in ((picture.convert("L"), 1.0), (grey, 1.5)))
        found = next((other for other in named if has_name(other)), found)
    placed = [t._replace(x0=t.x0 + left, x1=t.x1 + left, top=t.top + top, bottom=t.bottom + top, base=t.base + top) for t in found]
    first = _sensible([t for t in tokens if t.top >= top and t.x0 >= left])
    lost = [t for t in first if not any(t.top < p.bottom and p.top < t.bottom for p in placed)]  # lines that came out the first time alone
    return rest + placed + lost


def _enlarged(grey: Any, dpi: float, by: float) -> list[Token]:
    """The words of a picture, read at another size."""
    if by != 1.0:
        grey = grey.resize((round(grey.width * by), round(grey.height * by)), 3)
    return [
        Token(t.text, t.x0 / by, t.top / by, t.x1 / by, t.bottom / by, t.base / by, t.size / by, t.confidence)
        for t in tesseract.tokens(grey, dpi * by, 6)
    ]


def _sensible(tokens: list[Token]) -> list[Token]:
    """The words of lines that mostly hold syllables."""
    return [token for line in rows(tokens) for token in line if makes_sense(line)]


def _is_foot(a: Token, b: Token) -> bool:
    return slips(letters(plain(a.text + b.text))[:7], "noinhan", 2) <= 2


def _framed(grey: Any, margin: int) -> Any:
    """The picture with white paper around it."""
    from PIL import Image

    sheet = Image.new("L", (grey.width + 2 * margin, grey.height + 2 * margin), 255)
    sheet.paste(grey, (margin, margin))
    return sheet
