import ctypes

import pypdfium2.raw as pdfium
import pytest

from pipeline.ingest.pdf.calls import angle_of, bounds_of, box_of, kind_of, origin_of, size_of, thing_of
from tests.papers import HEIGHT, pdf, write


def test_they_say_what_pdfium_s_own_functions_say() -> None:
    pdfium.FPDF_InitLibrary()
    content = pdf(lambda canvas: write(canvas, "Quyết định", 100, 200, 14))
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    page = pdfium.FPDF_LoadPage(document, 0)
    text = pdfium.FPDFText_LoadPage(page)
    own, same = pdfium.FS_RECTF(), (ctypes.c_float * 4)()
    pdfium.FPDFText_GetLooseCharBox(text, 3, own)
    box_of(text, 3, ctypes.byref(same))
    assert list(same) == [own.left, own.top, own.right, own.bottom]
    x, y = ctypes.c_double(), ctypes.c_double()
    origin_of(text, 0, ctypes.byref(x), ctypes.byref(y))
    assert x.value == pytest.approx(100, abs=0.1)
    assert y.value == pytest.approx(HEIGHT - 200, abs=0.1)
    assert size_of(text, 3) == pdfium.FPDFText_GetFontSize(text, 3) == pytest.approx(14)
    assert angle_of(text, 3) == 0
    thing = thing_of(page, 0)
    assert kind_of(thing) == pdfium.FPDF_PAGEOBJ_TEXT
    assert bounds_of(thing, *(ctypes.byref(same, at) for at in range(0, 16, 4)))
    assert same[0] < same[2]
    assert same[1] < same[3]
    pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
