"""The functions of pdfium that are called for every word and every drawing of a page.

ctypes' conversion of arguments takes thrice as long as what pdfium then does, so they go without: a pointer must be
one already, and whole numbers are ints. They keep the interpreter's lock, for they take less than a microsecond.
"""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium


def _bare(function: Any, result: Any = ctypes.c_int) -> Any:
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


box_of = _bare(pdfium.FPDFText_GetLooseCharBox)  # text page, index, to four floats: left, top, right, bottom
origin_of = _bare(pdfium.FPDFText_GetCharOrigin)  # text page, index, to x, to y: doubles
size_of = _bare(pdfium.FPDFText_GetFontSize, ctypes.c_double)  # text page, index
angle_of = _bare(pdfium.FPDFText_GetCharAngle, ctypes.c_float)  # text page, index
thing_of = _bare(pdfium.FPDFPage_GetObject, pdfium.FPDF_PAGEOBJECT)  # page, index
kind_of = _bare(pdfium.FPDFPageObj_GetType)  # thing
bounds_of = _bare(pdfium.FPDFPageObj_GetBounds)  # thing, to left, to bottom, to right, to top: floats
