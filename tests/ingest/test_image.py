import io
from typing import Any

import pytest

from pipeline.errors import UnreadableError
from pipeline.ingest import image
from pipeline.sheet import Reading
from tests.papers import token

Image = pytest.importorskip("PIL.Image")


def saved(*pictures: Any, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    pictures[0].save(out, kind, **({"save_all": True, "append_images": pictures[1:]} if len(pictures) > 1 else {}), **options)
    return out.getvalue()


def seen(content: bytes) -> tuple[Any, list[tuple[tuple[int, int], float, str]]]:
    """The source, and what the recogniser was given."""
    given: list[tuple[tuple[int, int], float, str]] = []

    def recognise(picture: Any, dpi: float) -> Reading:
        given.append((picture.size, round(dpi), picture.mode))
        return Reading([token("Kính", 100, 100), token("gửi:", 150, 100)])

    return image.read(content, recognise), given


@pytest.mark.parametrize(
    ("picture", "options", "given"),
    [
        (Image.new("RGB", (1660, 2340), "white"), {"dpi": (200, 200)}, ((1660, 2340), 200, "RGB")),
        (Image.new("RGB", (1660, 2340), "white"), {}, ((1660, 2340), 200, "RGB")),
        (Image.new("L", (3320, 4680), 255), {"dpi": (400, 400)}, ((1660, 2340), 200, "L")),
        (Image.new("RGBA", (830, 1170), (0, 0, 0, 0)), {"dpi": (100, 100)}, ((830, 1170), 100, "RGB")),
        (Image.new("1", (1660, 2340), 1), {"dpi": (72, 72)}, ((1660, 2340), 200, "L")),  # no page is 23 inches wide
    ],
)
def test_pictures_come_at_the_size_of_a_page(picture: Any, options: dict[str, Any], given: tuple[tuple[int, int], int, str]) -> None:
    source, got = seen(saved(picture, **options))
    assert got == [given]
    assert (source.text, source.medium, source.page_starts) == ("Kính gửi:\n", "image", (0,))


def test_pictures_of_many_pages() -> None:
    pages = [Image.new("L", (830, 1170), 255) for _ in range(3)]
    source, given = seen(saved(*pages, kind="TIFF"))
    assert len(given) == len(source.page_starts) == 3


def test_a_turned_photograph_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    _, given = seen(saved(Image.new("RGB", (1170, 830), "white"), kind="JPEG", exif=exif))
    assert given[0][0] == (830, 1170)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x89PNG\r\n\x1a\n torn", "damaged"),
        (saved(Image.new("L", (800, 800), 255))[:120], "damaged"),
    ],
)
def test_torn_pictures_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as trouble:
        seen(content)
    assert trouble.value.code == code


@pytest.mark.parametrize(("limit", "refused"), [(640_000, False), (639_999, True)])
def test_giant_pictures_are_refused(limit: int, refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "MAX_PIXELS", limit)
    content = saved(Image.new("L", (800, 800), 255))
    if not refused:
        assert seen(content)[1]
        return
    with pytest.raises(UnreadableError) as trouble:
        seen(content)
    assert trouble.value.code == "limit"


def test_a_picture_without_words_has_no_text() -> None:
    with pytest.raises(UnreadableError) as trouble:
        image.read(saved(Image.new("L", (800, 800), 255)), lambda *_: Reading([]))
    assert trouble.value.code == "no_text"
