import itertools
from typing import Any

import pypdfium2.raw as pdfium
import pytest

from pipeline.ingest.pdf.letters import Letters, mend
from pipeline.sheet import Token, words
from tests.papers import HEIGHT, Draw, line, pdf, token, write


def read(draw: Draw) -> list[Token]:
    content = pdf(draw)
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    page = pdfium.FPDF_LoadPage(document, 0)
    letters = Letters(page, (0.0, HEIGHT))
    try:
        return letters.tokens(letters.text())
    finally:
        letters.close()
        pdfium.FPDF_ClosePage(page)
        pdfium.FPDF_CloseDocument(document)


def test_words_have_their_places() -> None:
    tokens = read(lambda c: write(c, "Quyết định số 12/QĐ-UBND", 100, 200, 14))
    assert words(tokens) == "Quyết định số 12/QĐ-UBND"
    assert tokens[0].x0 == pytest.approx(100, abs=1)
    assert tokens[0].base == pytest.approx(200, abs=0.1)
    assert tokens[0].size == pytest.approx(14, abs=0.1)
    assert all(a.x1 < b.x0 for a, b in itertools.pairwise(tokens))
    assert all(t.top < t.base < t.bottom for t in tokens)


def test_a_hyphen_at_the_line_end_stays_and_divides() -> None:
    def draw(canvas: Any) -> None:
        write(canvas, "Căn cứ Quyết định số 12/QĐ-", 100, 200)
        write(canvas, "UBND ngày 5 tháng 6", 100, 215)

    assert words(read(draw)) == "Căn cứ Quyết định số 12/QĐ- UBND ngày 5 tháng 6"


def raised(before: str, call: str, after: str) -> Draw:
    def draw(canvas: Any) -> None:
        end = write(canvas, before, 100, 200, 14)
        end = write(canvas, call, end, 195, 8)
        write(canvas, after, end, 200, 14)

    return draw


@pytest.mark.parametrize(
    ("before", "call", "after", "result"),
    [
        ("Điều 1", "2", ". Phạm vi", "Điều 1. Phạm vi"),  # a footnote call
        ("THÔNG TƯ", "1", " này", "THÔNG TƯ này"),
        ("rộng 15 m", "2", " trở lên", "rộng 15 m² trở lên"),
        ("lưu lượng 3 m", "3", "; sau", "lưu lượng 3 m³; sau"),
    ],
)
def test_footnote_calls_go_and_exponents_stay(before: str, call: str, after: str, result: str) -> None:
    assert words(mend(read(raised(before, call, after)))) == result


def test_a_footnote_begins_with_a_raised_number() -> None:
    def draw(canvas: Any) -> None:
        end = write(canvas, "3", 100, 696, 7)
        write(canvas, "Điều này được bãi bỏ", end + 2, 700, 11)

    assert words(mend(read(draw))) == "³ Điều này được bãi bỏ"


@pytest.mark.parametrize(
    ("tokens", "result"),
    [
        ([token("ĐIỀ", 100, 200), token("U", 100 + 3 * 6.5, 200)], "ĐIỀU"),  # a change of font within a word
        ([token("KHO", 100, 200), token("ẢN", 100 + 3 * 6.5 - 0.5, 200)], "KHOẢN"),
        (line("hai từ", 100, 200), "hai từ"),
        ([token("QĐ-", 100, 200), token("UBND", 100 + 3 * 6.5, 200)], "QĐ- UBND"),
        ([token("một", 100, 200), token("hai", 100 + 3 * 6.5, 218)], "một hai"),
    ],
)
def test_words_that_fonts_tore_are_joined(tokens: list[Token], result: str) -> None:
    assert words(mend(tokens)) == result


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_writing_turned_on_the_page_is_told(angle: int) -> None:
    def draw(canvas: Any) -> None:
        canvas.translate(300, 300)
        canvas.rotate(angle)  # to the left
        canvas.drawString(0, 0, "Phụ lục kèm theo Kế hoạch")

    content = pdf(draw)
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    page = pdfium.FPDF_LoadPage(document, 0)
    letters = Letters(page)
    try:
        assert letters.turn(letters.text()) == angle
    finally:
        letters.close()
        pdfium.FPDF_ClosePage(page)
        pdfium.FPDF_CloseDocument(document)
