"""PDF files as they come: columns, widgets, turned pages, scans, broken and locked ones."""

import io
from typing import Any

import pytest

from pipeline.errors import UnreadableError
from pipeline.ingest import pdf
from pipeline.sheet import Reading
from tests.papers import BODY, HEIGHT, LEFT, WIDTH, columns, dispatch, flowing, pictures, placed, scanned, token, widgets, write
from tests.papers import pdf as made

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\nSố: 12/KH-UBND\n\n"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLai Châu, ngày 24 tháng 4 năm 2025\n\nKẾ HOẠCH\n"
)
FOOT = "Nơi nhận:\n- Như trên;\n- Sở Nội vụ;\n- Lưu: VT, NC.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTống Thanh Hải\n"


def stub(text: str | None = None, number: str | None = None, missing: str | None = None) -> pdf.Recogniser:
    """A recogniser that reads these words everywhere."""
    tokens = [token(word, 100 + 60 * i, 100, confidence=0.9) for i, word in enumerate((text or "").split())]
    return pdf.Recogniser(lambda *_: Reading(tokens), lambda _: number, lambda: missing)


def test_a_page_is_read_column_by_column_and_paragraph_by_paragraph() -> None:
    source = pdf.read(made(dispatch))
    assert source.text.startswith(HEAD)
    assert source.text.endswith(FOOT)
    lines = source.text.split("\n")
    assert BODY in lines
    assert "1. Sở Nội vụ hướng dẫn các đơn vị thực hiện." in lines
    assert (source.medium, source.page_starts, source.wrapped) == ("pdf", (0,), False)
    assert [source.text[w.start : w.end] for w in placed(source)] == source.text.split()


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_turned_pages_are_read_upright(rotate: int) -> None:
    def draw(canvas: Any) -> None:
        canvas.translate(*{90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[rotate])
        canvas.rotate(rotate)
        if rotate == 180:
            dispatch(canvas)
        else:
            canvas.translate(0, WIDTH - HEIGHT)
            flowing(canvas, BODY, 220)
            write(canvas, "dòng cuối", LEFT, 500)

    for turned in (0, rotate):  # the page says so, or its writing alone
        source = pdf.read(made(draw, rotate=turned))
        if rotate == 180:
            assert source.text.startswith(HEAD)
        else:
            assert source.text == f"{BODY}\ndòng cuối\n"
        first = placed(source)[0].box
        lies = first.x1 - first.x0 > first.bottom - first.top
        assert lies is (turned == rotate or rotate == 180)  # places are those of the page as one looks at it


def blank_head(canvas: Any) -> None:
    columns(
        canvas,
        ["BỘ CÔNG AN", "CỤC CẢNH SÁT", "Số:          /C07-P6"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        60,
    )
    write(canvas, "Hà Nội, ngày", 330, 110)
    write(canvas, "tháng 01 năm 2026", 430, 110)
    flowing(canvas, "Thực hiện Kế hoạch xây dựng tiêu chuẩn, Cục đã xây dựng xong dự thảo và đề nghị các đơn vị góp ý.", 180)


def test_numbers_and_days_in_widgets_stand_where_they_are_seen() -> None:
    content = widgets(
        made(blank_head),
        [((140, 86, 170, 98), ["286"]), ((408, 100, 425, 112), ["27"]), ((380, 8, 560, 40), ["Signed by: A. Person", "Date: 2026-01-27"])],
    )
    text = pdf.read(content).text
    assert text.startswith("Signed by: A. Person Date: 2026-01-27\n\nBỘ CÔNG AN\n")
    assert "Số: 286 /C07-P6\n" in text
    assert "Hà Nội, ngày 27 tháng 01 năm 2026\n" in text


def test_a_widgets_words_have_their_places() -> None:
    source = pdf.read(widgets(made(blank_head), [((408, 100, 425, 112), ["27"])]))
    word = next(w for w in placed(source) if source.text[w.start : w.end] == "27")
    assert 405 < word.box.x0 < word.box.x1 < 428
    assert 95 < word.box.top < word.box.bottom < 115


def test_a_scan_goes_through_the_recogniser() -> None:
    content = scanned(pictures(made(dispatch), 72), 72)
    source = pdf.read(content, stub("Kính gửi: Sở"))
    assert (source.text, source.medium) == ("Kính gửi: Sở\n", "ocr")
    assert {w.confidence for w in placed(source)} == {0.9}


def test_of_mixed_files_what_is_text_stays_text() -> None:
    image = pictures(made(dispatch), 72)[0]

    def page(canvas: Any) -> None:
        canvas.drawInlineImage(image, 0, 100, WIDTH, HEIGHT - 200)
        write(canvas, "Chữ in sẵn ở chân", LEFT, 790)

    source = pdf.read(made(dispatch, page, dispatch), stub("Đọc được từ ảnh"))
    assert source.medium == "pdf"
    assert "Đọc được từ ảnh" in source.text
    assert "Chữ in sẵn ở chân" in source.text
    assert source.text.count("KẾ HOẠCH") == 2


@pytest.mark.parametrize(
    ("layer", "kept"), [("CONG HOA XA HOI CHU NGHIA VIET NAM " * 12, False), ("Cộng hòa xã hội chủ nghĩa Việt Nam và Ủy ban " * 12, True)]
)
def test_a_text_layer_is_trusted_if_it_has_its_marks(layer: str, kept: bool) -> None:
    image = pictures(made(dispatch), 50)[0]

    def page(canvas: Any) -> None:
        canvas.drawInlineImage(image, 0, 0, WIDTH, HEIGHT)
        words = canvas.beginText(60, 780)
        words.setFont("Paper", 10)
        words.setTextRenderMode(3)
        for i in range(0, len(layer), 60):
            words.textLine(layer[i : i + 60])
        canvas.drawText(words)

    source = pdf.read(made(page), stub("Kính gửi: Sở"))
    assert ("Kính gửi" not in source.text) is kept


def test_without_a_recogniser_only_scans_fail() -> None:
    scan = scanned(pictures(made(dispatch), 72), 72)
    missing = stub(missing="Tesseract: apt-get install tesseract-ocr")
    with pytest.raises(UnreadableError, match="apt-get install") as trouble:
        pdf.read(scan, missing)
    assert trouble.value.code == "missing_tool"
    with pytest.raises(UnreadableError) as trouble:
        pdf.read(scan)
    assert trouble.value.code == "no_text"
    assert pdf.read(made(dispatch), missing).text.startswith(HEAD)


def test_pages_that_weren_t_read_are_named() -> None:
    image = pictures(made(dispatch), 72)[0]
    content = made(dispatch, lambda c: c.drawInlineImage(image, 0, 0, WIDTH, HEIGHT))
    source = pdf.read(content, stub(missing="Tesseract"))
    assert [(p.code, p.message[:21]) for p in source.problems] == [("low_ocr_confidence", "page 2 is a picture: ")]


def test_always_means_every_page() -> None:
    assert pdf.read(made(dispatch), stub("Kính gửi: Sở"), always=True).text == "Kính gửi: Sở\n"


def test_what_was_drawn_over_and_cropped_counts_from_the_page_s_corner() -> None:
    pikepdf = pytest.importorskip("pikepdf")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made(dispatch))) as document:
        document.pages[0].MediaBox = [-20, -30, WIDTH, HEIGHT]
        document.save(out)
    plain, moved = pdf.read(made(dispatch)), pdf.read(out.getvalue())
    assert moved.text == plain.text
    assert placed(moved)[0].box.x0 == pytest.approx(placed(plain)[0].box.x0 + 20)
    assert placed(moved)[0].box.top == pytest.approx(placed(plain)[0].box.top)


def test_broken_files_are_mended() -> None:
    content = made(dispatch)
    assert pdf.read(content[: content.rindex(b"xref")]).text.startswith(HEAD)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"%PDF-1.4 nothing", "damaged"), (b"%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>", "damaged")],
)
def test_what_cant_be_opened_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as trouble:
        pdf.read(content)
    assert trouble.value.code == code


def test_locked_files_are_refused_unless_the_password_is_empty() -> None:
    pikepdf = pytest.importorskip("pikepdf")
    for user, locked in (("secret", True), ("", False)):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(made(dispatch))) as document:
            document.save(out, encryption=pikepdf.Encryption(user=user, owner="owner"))
        if locked:
            with pytest.raises(UnreadableError) as trouble:
                pdf.read(out.getvalue())
            assert trouble.value.code == "encrypted"
        else:
            assert pdf.read(out.getvalue()).text.startswith(HEAD)


def test_an_empty_page_has_no_text() -> None:
    with pytest.raises(UnreadableError) as trouble:
        pdf.read(made(lambda _: None))
    assert trouble.value.code == "no_text"


@pytest.mark.parametrize(("pages", "refused"), [(3, False), (4, True)])
def test_a_book_is_too_much(pages: int, refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 3)
    content = made(*[lambda c: write(c, "một trang", 100, 100)] * pages)
    if refused:
        with pytest.raises(UnreadableError, match="divide the file") as trouble:
            pdf.read(content)
        assert trouble.value.code == "limit"
    else:
        assert len(pdf.read(content).page_starts) == 3


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("S\x01: /KH-UBND\r\nLai Ch\x02u, ng\x03y th\x04ng 4 n\x05m", True),
        ("Số: 12/KH-UBND\r\n\tLai Châu, ngày 4 tháng 4 năm 2026", False),
        ("phát triển kinh \x02tế - xã hội của tỉnh trong năm 2026", False),  # the break of a syllable
        ("", False),
    ],
)
def test_characters_that_nobody_told_are_no_letters(text: str, lost: bool) -> None:
    assert pdf.has_no_letters(text) is lost


def test_a_file_torn_before_its_fonts_gives_no_rubbish() -> None:
    """Its words are there, what they are written in is not: control characters stood in their place."""
    whole = made(dispatch, compress=False)
    for end in range(len(whole) // 8, len(whole), len(whole) // 8):
        try:
            text = pdf.read(whole[:end]).text
        except UnreadableError:
            continue
        assert not pdf.has_no_letters(text)
