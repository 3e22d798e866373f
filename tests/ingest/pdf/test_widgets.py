import io

import pypdfium2.raw as pdfium
import pytest

from pipeline.ingest.pdf.widgets import Note, notes, sort_out, write
from pipeline.sheet import words
from tests.papers import HEIGHT, line, pdf, token, widgets

NUMBER = Note(0, 100, 90, 160, 115)
STAMP = Note(1, 400, 10, 560, 60)


def test_short_words_fill_gaps_and_long_ones_are_stamps() -> None:
    drawn = [token("565", 120, 108), *line("Ký bởi: VĂN PHÒNG", 405, 25, 6), *line("Ngày ký: 2026-06-02", 405, 33, 6)]
    fills, stamps = sort_out(drawn, [NUMBER, STAMP])
    assert words(fills) == "565"
    assert [words(stamp) for stamp in stamps] == ["Ký bởi: VĂN PHÒNG Ngày ký: 2026-06-02"]


def test_annotations_that_overlap_are_told_by_their_order() -> None:
    under, over = Note(0, 400, 10, 560, 60), Note(1, 420, 10, 560, 60)
    drawn = [*line("Ký bởi: VĂN PHÒNG", 430, 25, 6), *line("Cơ quan: SỞ", 430, 33, 6)]
    assert len(sort_out(drawn, [under, over])[1]) == 1


def test_nothing_drawn_is_nothing() -> None:
    assert sort_out([], [NUMBER]) == ([], [])


@pytest.mark.parametrize(("drawn", "writes"), [(["Signed by"], True), ([], True), ("a line", False)])
def test_what_holds_no_letters_writes_nothing(drawn: list[str] | str, *, writes: bool) -> None:
    content = widgets(pdf(lambda canvas: canvas.line(0, 0, 1, 1)), [((100, 90, 160, 115), [] if isinstance(drawn, str) else drawn)])
    if isinstance(drawn, str):
        pikepdf = pytest.importorskip("pikepdf")
        with pikepdf.open(io.BytesIO(content)) as document:
            document.pages[0].Annots[0].AP.N.write(b"0 0 m 20 20 l S")
            out = io.BytesIO()
            document.save(out)
        content = out.getvalue()
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    page = pdfium.FPDF_LoadPage(document, 0)
    assert write(page, notes(page, (0.0, HEIGHT))) is writes
    pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
