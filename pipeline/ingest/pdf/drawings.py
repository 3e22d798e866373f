"""What a PDF page draws beside its letters: ruling lines, and the picture that a scanned page is."""

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.errors import UnreadableError
from pipeline.ingest.pdf.calls import bounds_of, kind_of, thing_of
from pipeline.sheet import Rule

DPI = 200.0  # of a page that is to be recognised
LEAST_DPI = 70.0
MAX_PIXELS = 60_000_000
THIN = 3.0  # points: a box no thicker draws a line
MAX_OBJECTS = 20_000  # a page; what comes later isn't looked at
MAX_SEGMENTS = 400  # of one path
TEXT, PATH, IMAGE = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE


class Drawings(NamedTuple):
    """Ruling lines in page coordinates, and the share of the page that its largest picture covers."""

    rules: list[Rule]
    picture: float
    unseen: float  # share of the text that isn't drawn: the text layer of a scan


def look(page: Any, width: float, height: float) -> Drawings:
    """What the page draws."""
    rules: list[Rule] = []
    picture = texts = unseen = 0.0
    bounds = (ctypes.c_float * 4)()
    place, to = memoryview(bounds).cast("B").cast("f"), [ctypes.byref(bounds, at) for at in range(0, 16, 4)]
    for i in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        thing = thing_of(page, i)
        kind = kind_of(thing)
        if kind == TEXT:
            texts += 1
            if picture > 0.5:
                unseen += pdfium.FPDFTextObj_GetTextRenderMode(thing) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        elif kind in (PATH, IMAGE) and bounds_of(thing, *to):
            left, low, right, high = place
            if kind == IMAGE:
                picture = max(picture, min((right - left) * (high - low) / max(width * height, 1.0), 1.0))
            elif right - left <= THIN or high - low <= THIN:
                rules.append(Rule(left, low, right, high))
            else:
                rules += _strokes(thing, Rule(left, low, right, high))
    return Drawings(rules, picture, unseen / texts if texts else 0.0)


def picture(page: Any, width: float, height: float) -> tuple[Any, float]:
    """The page, without its annotations, as a Pillow image turned upright, and its dots per inch.

    `width` and `height` in points. Raises UnreadableError where it would be too large.
    """
    from pypdfium2 import PdfBitmap

    dpi = min(DPI, 72 * (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    if dpi < LEAST_DPI:
        raise UnreadableError("limit", f"the page measures {width / 72:.0f} × {height / 72:.0f} inches and is too large to be recognised")
    across, down = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    size = max(round(across * dpi / 72), 1), max(round(down * dpi / 72), 1)
    bitmap = PdfBitmap.new_native(*size, pdfium.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, 0)
    return bitmap.to_pil(), dpi


def _strokes(path: Any, place: Rule) -> list[Rule]:
    """The straight lines that a drawn path is made of, upright and level ones alone."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    count = pdfium.FPDFPath_CountSegments(path)
    if not stroke.value or not 2 <= count <= MAX_SEGMENTS:
        return []
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    rules: list[Rule] = []
    last: tuple[float, float] | None = None
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        if last and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            rules.append(Rule(min(last[0], point[0]), min(last[1], point[1]), max(last[0], point[0]), max(last[1], point[1])))
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):  # a box
            left, low, right, high = place
            return [Rule(left, low, right, low), Rule(left, high, right, high), Rule(left, low, left, high), Rule(right, low, right, high)]
    return [rule for rule in rules if min(rule.x1 - rule.x0, rule.bottom - rule.top) <= THIN]
