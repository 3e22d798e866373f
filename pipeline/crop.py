"""The place of a fact cut out of its page: the one look by which a reader believes a value, or doesn't."""

import io
from collections.abc import Sequence
from typing import Any

from pipeline.errors import UsageError
from pipeline.ingest import image
from pipeline.model import Box

DPI = 200
MARGIN = 6.0  # points around the words
GAP = 8  # pixels between places on two pages
MAX_PIXELS = 40_000_000  # of the picture, and of a page


def crop(content: bytes, boxes: Sequence[Box]) -> bytes:
    """The PNG of the places of a PDF or picture file that `boxes` name, one below the other, page by page.

    Raises UsageError where there is nothing to cut out.
    """
    pages: dict[int, list[Box]] = {}
    for box in boxes:
        pages.setdefault(box.page, []).append(box)
    if not pages:
        raise UsageError("this value has no place on a page: the file is plain text, or was typed")
    is_pdf = b"%PDF-" in content[:1024]
    parts = [
        _of_pdf(content, page, _around(held)) if is_pdf else _of_picture(content, page, _around(held))
        for page, held in sorted(pages.items())
    ]
    return _stacked(parts)


def _around(boxes: Sequence[Box]) -> Box:
    """One box around all, with a margin."""
    return Box(
        boxes[0].page,
        min(b.x0 for b in boxes) - MARGIN,
        min(b.top for b in boxes) - MARGIN,
        max(b.x1 for b in boxes) + MARGIN,
        max(b.bottom for b in boxes) + MARGIN,
    )


def _of_pdf(content: bytes, number: int, box: Box) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as trouble:
        raise UsageError(f"the file can't be opened: {trouble}") from trouble
    try:
        if not 1 <= number <= len(document):
            raise UsageError(f"the file has no page {number}: it has changed since it was read")
        document.init_forms()  # numbers and days stand in signature fields
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(DPI / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
        picture = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    finally:
        document.close()
    return _cut(picture, box, scale)


def _of_picture(content: bytes, number: int, box: Box) -> Any:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the limit is ours
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.seek(number - 1)
            if picture.width * picture.height > image.MAX_PIXELS:
                raise UsageError("the picture is too large to be cut")
            scale = image.dots_per_inch(picture) / 72
            return _cut(ImageOps.exif_transpose(picture).convert("RGB"), box, scale)
    except (OSError, ValueError, SyntaxError, EOFError) as trouble:
        raise UsageError(f"the picture can't be opened: {trouble}") from trouble


def _cut(picture: Any, box: Box, scale: float) -> Any:
    left, top = max(int(box.x0 * scale), 0), max(int(box.top * scale), 0)
    right, bottom = min(round(box.x1 * scale), picture.width), min(round(box.bottom * scale), picture.height)
    if right - left < 2 or bottom - top < 2:
        raise UsageError("the place lies outside the page: the file has changed since it was read")
    return picture.crop((left, top, right, bottom))


def _stacked(parts: Sequence[Any]) -> bytes:
    from PIL import Image

    sheet = Image.new("RGB", (max(p.width for p in parts), sum(p.height for p in parts) + GAP * (len(parts) - 1)), "white")
    at = 0
    for part in parts:
        sheet.paste(part, (0, at))
        at += part.height + GAP
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()
