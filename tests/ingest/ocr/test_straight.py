import random
from typing import Any

import pytest

from pipeline.ingest.ocr.straight import cleaned, grey_of, ink, levelled, skew, smoothed, uncoloured

Image = pytest.importorskip("PIL.Image")
Draw = pytest.importorskip("PIL.ImageDraw")


def page(angle: float = 0.0) -> Any:
    """Lines of strokes, turned to the left."""
    picture = Image.new("L", (800, 1000), 255)
    draw = Draw.Draw(picture)
    for y in range(100, 900, 40):
        for x in range(100, 700, 25):
            draw.rectangle((x, y, x + 15, y + 14), fill=0)
    return picture.rotate(angle, fillcolor=255, resample=2)


@pytest.mark.parametrize("angle", [0.0, 3.0, -2.5])
def test_the_lean_of_lines_is_told(angle: float) -> None:
    assert skew(page(angle)) == pytest.approx(-angle, abs=0.5)


def test_pages_that_hang_are_levelled() -> None:
    upright, lean = levelled(page(3.0))
    assert lean == pytest.approx(-3.0, abs=0.5)
    assert abs(skew(upright)) < 1
    same = page(0.5)
    assert levelled(same) == (same, 0.0)


def test_red_fades_in_the_red_channel_and_colours_go() -> None:
    picture = Image.new("RGB", (60, 20), "white")
    picture.paste((220, 30, 40), (0, 0, 20, 20))
    picture.paste((20, 20, 30), (20, 0, 40, 20))
    picture.paste((40, 60, 190), (40, 0, 60, 20))
    assert [grey_of(picture).getpixel((x, 10)) for x in (10, 30, 50)] == [220, 20, 40]
    assert [uncoloured(picture).getpixel((x, 10)) for x in (10, 30, 50)] == [255, 20, 255]


def test_specks_are_taken_off_noisy_pages_alone() -> None:
    clean, noisy = page(), page()
    for i in range(0, 800 * 1000, 17):
        noisy.putpixel((i % 800, i // 800), 0 if i % 2 else 255)
    assert cleaned(clean) is clean
    assert cleaned(noisy) is not noisy
    assert cleaned(noisy).histogram()[0] < noisy.histogram()[0]


def test_ink_is_boxed() -> None:
    picture = Image.new("L", (50, 50), 255)
    assert ink(picture) is None
    picture.paste(0, (10, 20, 30, 25))
    assert ink(picture) == (10, 20, 30, 25)


@pytest.mark.parametrize("size", [(1, 1), (1, 5), (3, 2), (40, 30)])
def test_smoothing_is_the_median_of_nine(size: tuple[int, int]) -> None:
    image_filter = pytest.importorskip("PIL.ImageFilter")
    grey = Image.frombytes("L", size, random.Random(1).randbytes(size[0] * size[1]))
    assert smoothed(grey).tobytes() == grey.filter(image_filter.MedianFilter(3)).tobytes()
