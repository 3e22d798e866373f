"""Pictures of pages: PNG, JPEG, TIFF (also of many pages), BMP, GIF, WebP."""

import io
from collections.abc import Callable
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.page import compose
from pipeline.sheet import Reading, Sheet
from pipeline.source import Source

LOADED_LATE = ("PIL.Image",)
MAX_PIXELS = 60_000_000  # a page
MAX_PAGES = 300
DPI = 200.0  # of a page that doesn't say
LEAST, MOST = 70.0, 600.0  # dots per inch that can be believed
PAPER = 8.3  # inches: width of a page, for one whose own figure can't be believed


def read(content: bytes, recognise: Callable[[Any, float], Reading]) -> Source:
    """The pages of a picture file; `recognise` reads a picture of so many dots per inch."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    sheets: list[Sheet] = []
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, below
    try:
        with Image.open(io.BytesIO(content)) as picture:
            for number, page in enumerate(ImageSequence.Iterator(picture), 1):
                if number > MAX_PAGES:
                    raise UnreadableError("limit", f"the picture has more than {MAX_PAGES} pages")
                if page.width * page.height > MAX_PIXELS:
                    raise UnreadableError(
                        "limit", f"the picture has {page.width} × {page.height} pixels; at most {MAX_PIXELS // 10**6} million are read"
                    )
                sheets.append(_sheet(page, number, recognise))
    except UnidentifiedImageError as trouble:
        raise UnreadableError("damaged", "the picture can't be opened") from trouble
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as trouble:
        raise UnreadableError("damaged", f"the picture is damaged: {trouble}") from trouble
    if not any(sheet.tokens for sheet in sheets):
        raise UnreadableError("no_text", "no words can be made out in the picture")
    return compose(sheets, "image")


def _sheet(picture: Any, number: int, recognise: Callable[[Any, float], Reading]) -> Sheet:
    from PIL import ImageOps

    dpi = dots_per_inch(picture)
    upright = ImageOps.exif_transpose(picture)
    page = upright.convert("L") if upright.mode in ("1", "L", "I", "I;16", "F") else _on_paper(upright)
    if dpi > 1.3 * DPI:  # more dots only take longer
        page = page.resize((round(page.width * DPI / dpi), round(page.height * DPI / dpi)), 3)
        dpi = DPI
    reading = recognise(page, dpi)
    return Sheet(number, page.width * 72 / dpi, page.height * 72 / dpi, tuple(reading.tokens), recognised=True, lean=reading.lean)


def _on_paper(picture: Any) -> Any:
    """The picture in colours, on white where it is transparent."""
    from PIL import Image

    if picture.mode not in ("RGBA", "LA", "P", "PA"):
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def dots_per_inch(picture: Any) -> float:
    """Dots per inch as the file says, else as the width of a page makes them."""
    try:
        said = float((picture.info.get("dpi") or (0, 0))[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        said = 0.0
    if LEAST <= said <= MOST and 0.4 * PAPER < picture.width / said < 2.2 * PAPER:
        return said
    return float(min(max(picture.width / PAPER, LEAST), MOST))
