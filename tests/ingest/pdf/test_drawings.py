from collections.abc import Callable
from typing import Any, TypeVar

import pypdfium2.raw as pdfium
import pytest

from pipeline.errors import UnreadableError
from pipeline.ingest.pdf import drawings
from tests.papers import HEIGHT, WIDTH, dispatch, pdf, pictures, scanned, write

T = TypeVar("T")


def on_page(content: bytes, look: Callable[[Any], T]) -> T:
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    page = pdfium.FPDF_LoadPage(document, 0)
    try:
        return look(page)
    finally:
        pdfium.FPDF_ClosePage(page)
        pdfium.FPDF_CloseDocument(document)


def test_ruling_lines_are_found_however_they_are_drawn() -> None:
    def draw(canvas: Any) -> None:
        canvas.line(100, 700, 300, 700)
        canvas.rect(100, 600, 200, 50)
        canvas.rect(100, 500, 200, 0.5, stroke=0, fill=1)
        canvas.line(100, 300, 300, 400)  # slanting

    rules = on_page(pdf(draw), lambda page: drawings.look(page, WIDTH, HEIGHT)).rules
    assert len(rules) == 6
    assert {round(rule.top) for rule in rules if rule.x1 - rule.x0 > 100} == {699, 599, 651, 500}


def test_a_scan_is_one_picture() -> None:
    content = scanned(pictures(pdf(dispatch), 72), 72)
    found = on_page(content, lambda page: drawings.look(page, WIDTH, HEIGHT))
    assert found.picture > 0.95
    assert found.unseen == 0


def test_a_text_layer_that_isnt_drawn_is_told() -> None:
    image = pictures(pdf(dispatch), 50)[0]

    def draw(canvas: Any) -> None:
        canvas.drawInlineImage(image, 0, 0, WIDTH, HEIGHT)
        layer = canvas.beginText(100, 700)
        layer.setFont("Paper", 12)
        layer.setTextRenderMode(3)
        layer.textLine("CONG HOA XA HOI")
        canvas.drawText(layer)

    found = on_page(pdf(draw), lambda page: drawings.look(page, WIDTH, HEIGHT))
    assert (found.picture > 0.9, found.unseen) == (True, 1.0)


def test_the_picture_of_a_page_has_its_size() -> None:
    image, dpi = on_page(pdf(lambda c: write(c, "một", 100, 100)), lambda page: drawings.picture(page, WIDTH, HEIGHT))
    assert dpi == drawings.DPI
    assert abs(image.width - WIDTH * dpi / 72) < 2


def test_a_giant_page_isnt_drawn() -> None:
    content = pdf(lambda c: write(c, "một", 100, 100))
    with pytest.raises(UnreadableError, match="too large") as trouble:
        on_page(content, lambda page: drawings.picture(page, 14_400 * 40.0, 14_400 * 40.0))
    assert trouble.value.code == "limit"
