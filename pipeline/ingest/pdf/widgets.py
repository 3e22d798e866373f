"""What annotations draw over a PDF page: numbers and days in signature widgets, electronic stamps."""

import ctypes
from collections.abc import Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.sheet import Token, words

DRAWN = {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT}
HIDDEN = 0x02 | 0x20  # flags: hidden, no view
SHORT = 14  # characters: a number, a day, a month; longer text is a stamp
INK = 160  # grey value below which a pixel is ink
MAX_ANNOTATIONS = 500
MAX_DEPTH, MAX_PARTS = 4, 50  # of the forms of which a drawing consists
DIGITS_BOX = (120.0, 45.0)  # points: a widget of this size high on the page holds a number, no seal and no signature


class Note(NamedTuple):
    """An annotation that draws something: its place, in points from the upper left corner of the page box."""

    number: int
    x0: float
    top: float
    x1: float
    bottom: float


def notes(page: Any, corner: tuple[float, float]) -> list[Note]:
    """The annotations of a page that may draw text or pictures."""
    found = []
    rect = pdfium.FS_RECTF()
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        seen = pdfium.FPDFAnnot_GetSubtype(annotation) in DRAWN and not pdfium.FPDFAnnot_GetFlags(annotation) & HIDDEN
        if seen and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
            found.append(Note(index, rect.left - corner[0], corner[1] - rect.top, rect.right - corner[0], corner[1] - rect.bottom))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def write(page: Any, found: Sequence[Note]) -> bool:
    """Whether one of the annotations may hold letters: most are pictures of seals and hands, and to draw them costs as much as the page."""
    for note in found:
        annotation = pdfium.FPDFPage_GetAnnot(page, note.number)
        things = [pdfium.FPDFAnnot_GetObject(annotation, i) for i in range(min(pdfium.FPDFAnnot_GetObjectCount(annotation), MAX_PARTS))]
        told = bool(things) and _have_no_letters(things)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if not told:
            return True
    return False


def _have_no_letters(things: list[Any]) -> bool:
    """Whether drawings and the forms in them surely hold no text."""
    for thing in things:  # grows
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and len(things) < MAX_PARTS:
            things += [pdfium.FPDFFormObj_GetObject(thing, i) for i in range(min(pdfium.FPDFFormObj_CountObjects(thing), MAX_PARTS))]
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or len(things) >= MAX_PARTS:
            return False
    return True


def flatten(page: Any) -> bool:
    """Draw the annotations into the page, in memory alone; the page must be loaded again to see them."""
    return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def sort_out(drawn: Sequence[Token], found: Sequence[Note]) -> tuple[list[Token], list[tuple[Token, ...]]]:
    """Drawn words: those that fill a gap of the text, and the stamps.

    A word belongs to the annotation that held the word before it, where it still lies in it:
    annotations are drawn one after the other, and may overlap.
    """
    groups: dict[int, list[Token]] = {}
    last: Note | None = None
    for token in drawn:
        if last is None or not _inside(token, last):
            last = next((note for note in found if _inside(token, note)), None)
        groups.setdefault(last.number if last else -1, []).append(token)
    fills = [token for group in groups.values() if len(words(group)) <= SHORT for token in group]
    return fills, [tuple(group) for group in groups.values() if len(words(group)) > SHORT]


def _inside(token: Token, note: Note) -> bool:
    return note.x0 - 2 <= token.x0 <= note.x1 + 2 and note.top - 4 <= token.base <= note.bottom + 4


def pictures(document: Any, page: Any, found: Sequence[Note], height: float) -> list[tuple[Note, Any]]:
    """Small pictures high on the page, as Pillow images: there they hold the number or the day."""
    out = []
    for note in found:
        small = note.x1 - note.x0 < DIGITS_BOX[0] and note.bottom - note.top < DIGITS_BOX[1]
        if small and note.bottom < 0.4 * height:
            annotation = pdfium.FPDFPage_GetAnnot(page, note.number)
            images = [
                _picture(document, page, pdfium.FPDFAnnot_GetObject(annotation, i), 0)
                for i in range(pdfium.FPDFAnnot_GetObjectCount(annotation))
            ]
            pdfium.FPDFPage_CloseAnnot(annotation)
            out += [(_narrowed(note, image), image) for image in images if image is not None]
    return out


def _narrowed(note: Note, image: Any) -> Note:
    """The part of an annotation in which its picture has ink."""
    box = image.convert("L").point(lambda v: 255 if v < INK else 0).getbbox()
    if not box:
        return note
    across, down = (note.x1 - note.x0) / image.width, (note.bottom - note.top) / image.height
    return Note(note.number, note.x0 + box[0] * across, note.top + box[1] * down, note.x0 + box[2] * across, note.top + box[3] * down)


def _picture(document: Any, page: Any, thing: Any, depth: int) -> Any:
    """The first picture in a drawing, however deep it lies in forms."""
    kind = pdfium.FPDFPageObj_GetType(thing) if thing else None
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(document, page, thing)
        return _image(bitmap) if bitmap else None
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        for i in range(min(pdfium.FPDFFormObj_CountObjects(thing), MAX_PARTS)):
            image = _picture(document, page, pdfium.FPDFFormObj_GetObject(thing, i), depth + 1)
            if image is not None:
                return image
    return None


def _image(bitmap: Any) -> Any:
    """A pdfium bitmap on white paper."""
    from PIL import Image
    from pypdfium2 import PdfBitmap

    image = PdfBitmap.from_raw(bitmap).to_pil()
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image.convert("RGB")
