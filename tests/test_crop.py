import io
from typing import Any

import pytest

from pipeline.crop import crop
from pipeline.errors import UsageError
from pipeline.ingest import ocr, read_bytes
from pipeline.model import Box, Span
from tests.papers import dispatch, pdf, pictures

Image = pytest.importorskip("PIL.Image")


def opened(png: bytes) -> Any:
    return Image.open(io.BytesIO(png))


def test_a_crop_is_as_large_as_its_place() -> None:
    picture = opened(crop(pdf(dispatch), [Box(1, 100, 100, 200, 120)]))
    assert picture.format == "PNG"
    assert picture.size == pytest.approx((112 * 200 / 72, 32 * 200 / 72), abs=2)


def test_places_on_two_pages_stand_below_one_another() -> None:
    one = opened(crop(pdf(dispatch, dispatch), [Box(1, 100, 100, 200, 120)]))
    two = opened(crop(pdf(dispatch, dispatch), [Box(1, 100, 100, 200, 120), Box(2, 100, 100, 200, 120)]))
    assert two.height == 2 * one.height + 8


@pytest.mark.parametrize("boxes", [[], [Box(9, 1, 1, 50, 50)], [Box(1, 5_000, 5_000, 5_050, 5_050)]])
def test_no_place_is_no_picture(boxes: list[Box]) -> None:
    with pytest.raises(UsageError):
        crop(pdf(dispatch), boxes)


def test_a_file_that_isnt_one_is_refused() -> None:
    for content in (b"%PDF-1.4 torn", b"no picture"):
        with pytest.raises(UsageError):
            crop(content, [Box(1, 1, 1, 50, 50)])


@pytest.mark.skipif(ocr.missing() is not None, reason="Tesseract isn't installed")
@pytest.mark.parametrize("quote", ["KẾ HOẠCH", "Lai Châu, ngày 24 tháng 4 năm 2025", "Sở Tài chính bố trí kinh phí"])
def test_the_crop_reads_as_the_quote(quote: str) -> None:
    content = pdf(dispatch)
    source = read_bytes(content)
    at = source.text.index(quote)
    place = source.boxes(Span(at, at + len(quote)))
    found = ocr.recognise(opened(crop(content, place)).convert("RGB"), 200)
    assert quote in " ".join(token.text for token in found.tokens)


@pytest.mark.skipif(ocr.missing() is not None, reason="Tesseract isn't installed")
def test_pictures_are_cut_as_well() -> None:
    out = io.BytesIO()
    pictures(pdf(dispatch))[0].save(out, "PNG", dpi=(200, 200))
    source = read_bytes(out.getvalue())
    at = source.text.index("HOẠCH")
    assert opened(crop(out.getvalue(), source.boxes(Span(at, at + 5)))).width > 50
