"""Words in pictures of pages, by Tesseract: its Vietnamese model, on the channel where seals and stamps fade."""

from collections import Counter
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.ingest.ocr import tesseract
from pipeline.ingest.ocr.sense import Known
from pipeline.ingest.ocr.signer import signed
from pipeline.ingest.ocr.slots import LONGEST, Slot, checked
from pipeline.ingest.ocr.straight import cleaned, grey_of, ink, levelled
from pipeline.sheet import Reading

INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"
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


def recognise(picture: Any, dpi: float, known: Known = lambda _: True) -> Reading:
    """The words of a page's picture (a Pillow image), in points from its upper left corner; `known` tells surnames."""
    demand()
    grey, lean = levelled(cleaned(grey_of(picture)))
    if lean:
        picture = picture.rotate(lean, fillcolor=255 if picture.mode == "L" else (255, 255, 255), resample=2)
    tokens = signed(tesseract.tokens(grey, dpi, 4), picture, grey, dpi, known)
    tokens = checked(tokens, grey.size, lambda slot: _figures(grey, slot))
    scale = 72 / dpi
    points = (t._replace(**{side: getattr(t, side) * scale for side in ("x0", "top", "x1", "bottom", "base", "size")}) for t in tokens)
    return Reading(list(points), lean)


def digits(picture: Any, expected: str | None = None) -> str | None:
    """The number that a small picture shows, where two of three ways of reading it agree; with `expected`, all must give that."""
    grey = picture.convert("L")
    box = ink(grey)
    if not box or missing():
        return None
    part = grey.crop(box)
    framed = _framed(part.resize((max(round(part.width * FIGURE / part.height), 1), FIGURE), 1), FIGURE // 2)
    if expected is not None:
        return expected if all(_digits(framed, mode) == expected for mode in (7, 8)) else None
    readings = [_digits(framed, mode) for mode in (6, 7)]
    if readings[0] != readings[1]:
        readings.append(_digits(framed, 8))
    reading, count = Counter(readings).most_common(1)[0]
    return reading if count >= 2 and reading.isdigit() and len(reading) <= LONGEST else None


def _digits(framed: Any, mode: int) -> str:
    return "".join(tesseract.run(framed, mode, "eng", "-c", "tessedit_char_whitelist=0123456789").split())


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
    return digits(whole, slot.reading)


def _framed(grey: Any, margin: int) -> Any:
    """The picture with white paper around it."""
    from PIL import Image

    sheet = Image.new("L", (grey.width + 2 * margin, grey.height + 2 * margin), 255)
    sheet.paste(grey, (margin, margin))
    return sheet
