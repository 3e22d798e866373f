"""Scans read by Tesseract itself, where it is installed; without it the refusal."""

from typing import Any

import pytest

from pipeline.errors import UnreadableError
from pipeline.ingest import ocr, pdf
from pipeline.ingest.ocr import tesseract
from tests.papers import WIDTH, centred, dispatch, pictures, placed, scanned, write
from tests.papers import pdf as made

needs_tesseract = pytest.mark.skipif(ocr.missing() is not None, reason="Tesseract with its Vietnamese model isn't installed")
RECOGNISER = pdf.Recogniser(ocr.recognise, ocr.digits, ocr.missing)


def sealed(picture: Any) -> Any:
    """The page with a red seal upon the signature, noise, and a lean."""
    from PIL import Image, ImageChops, ImageDraw

    seal = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(seal)
    x, y = 950, 1120
    draw.ellipse((x, y, x + 300, y + 300), outline=(220, 30, 40), width=9)
    draw.ellipse((x + 60, y + 60, x + 240, y + 240), outline=(225, 40, 40), width=5)
    stamped = ImageChops.darker(picture, seal)  # what is printed shows through
    noise = Image.effect_noise(picture.size, 24).convert("RGB")
    return ImageChops.add(stamped, noise, 1.0, -128).rotate(0.6, fillcolor="white", resample=Image.Resampling.BILINEAR)


@needs_tesseract
def test_a_scan_reads_as_the_page_it_was() -> None:
    page = sealed(pictures(made(dispatch))[0])
    source = pdf.read(scanned([page]), RECOGNISER)
    lines = source.text.split("\n")
    assert source.medium == "ocr"
    assert lines[:3] == ["ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU", "Số: 12 /KH-UBND"]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in lines
    assert "Lai Châu, ngày 24 tháng 4 năm 2025" in lines
    assert {"KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Tống Thanh Hải"} <= set(lines)
    assert "số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ" in source.text
    assert all(0 <= word.confidence <= 1 for word in placed(source))


@needs_tesseract
def test_words_of_a_leaning_scan_have_their_places_on_it() -> None:
    upright = pictures(made(dispatch))[0]
    leaning = scanned([upright.rotate(3, fillcolor="white")])
    straight, turned = pdf.read(scanned([upright]), RECOGNISER), pdf.read(leaning, RECOGNISER)

    def place(source: Any, word: str) -> tuple[float, float]:
        found = next(w.box for w in placed(source) if source.text[w.start : w.end] == word)
        return (found.x0 + found.x1) / 2, (found.top + found.bottom) / 2

    (x, y), (a, b) = place(straight, "Tống"), place(turned, "Tống")
    sine, middle = 0.0523, (WIDTH / 2, 421.0)
    assert a == pytest.approx(middle[0] + (x - middle[0]) + (y - middle[1]) * sine, abs=4)
    assert b == pytest.approx(middle[1] + (y - middle[1]) - (x - middle[0]) * sine, abs=4)


@needs_tesseract
@pytest.mark.parametrize("number", ["286", "2118", "06"])
def test_numbers_in_small_pictures(number: str) -> None:
    picture = pictures(made(lambda c: centred(c, number, 300, 400, 14)), 110)[0]
    assert ocr.digits(picture) == number


@needs_tesseract
def test_an_empty_picture_is_no_number() -> None:
    assert ocr.digits(pictures(made(lambda c: write(c, "", 10, 10)), 50)[0]) is None


def test_without_tesseract_the_way_to_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "languages", lambda: frozenset({"eng"}))
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in (ocr.missing() or "")
    assert ocr.digits(pictures(made(lambda c: write(c, "12", 10, 10)), 50)[0]) is None
    with pytest.raises(UnreadableError) as trouble:
        ocr.demand()
    assert trouble.value.code == "missing_tool"
