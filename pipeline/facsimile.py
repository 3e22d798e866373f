"""Pages of the original as pictures: small enough for a folder of pages, large enough to be compared with what was read."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import inbox
from pipeline.errors import UnreadableError
from pipeline.ingest import image

DPI = 96
MAX_PIXELS = 4_000_000  # a page
QUALITY = 45  # of WebP: a page of text takes some 40 kB
Refused = str


class Job(NamedTuple):
    """Pages that are wanted of a file."""

    place: Path
    sha256: str  # of the file as it was read: another file has other places
    numbers: tuple[int, ...]  # from 1


class Picture(NamedTuple):
    """A page as one looks at it."""

    number: int
    width: float  # points
    height: float
    webp: bytes


def draw(job: Job) -> list[Picture] | Refused:
    """The pictures of a file's pages; why there are none, where the file is no longer what was read. For a process of its own."""
    try:
        content = inbox.content(job.place)
    except UnreadableError as trouble:
        return trouble.message
    if content.sha256 != job.sha256:
        return "it has changed since it was read"
    return pages(content.data if content.data is not None else job.place.read_bytes(), job.numbers)


def pages(content: bytes, numbers: Iterable[int]) -> list[Picture] | Refused:
    """These pages of a PDF or picture file, as far as it has them."""
    wanted = sorted(set(numbers))
    if content[:1024].lstrip().startswith(b"%PDF") or b"%PDF-" in content[:1024]:
        return _of_pdf(content, wanted)
    return _of_picture(content, wanted)


def _of_pdf(content: bytes, numbers: list[int]) -> list[Picture] | Refused:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as trouble:
        return str(trouble)
    found = []
    try:
        document.init_forms()  # so that what stands in fields is drawn, too
        for number in numbers:
            if not 1 <= number <= len(document):
                continue
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(DPI / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
            if scale * max(width, height) < 100:
                continue
            found.append(_made(number, width, height, page.render(scale=scale, may_draw_forms=True).to_pil()))
            page.close()
    except pypdfium2.PdfiumError as trouble:
        return found or str(trouble)
    finally:
        document.close()
    return found


def _of_picture(content: bytes, numbers: list[int]) -> list[Picture] | Refused:
    from PIL import Image, ImageOps, ImageSequence

    Image.MAX_IMAGE_PIXELS = None  # the limit is ours
    found = []
    try:
        with Image.open(io.BytesIO(content)) as picture:
            for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
                if number > numbers[-1] or frame.width * frame.height > image.MAX_PIXELS:
                    break
                if number in numbers:
                    dpi = image.dots_per_inch(frame)
                    upright = ImageOps.exif_transpose(frame).convert("RGB")
                    width, height = upright.width * 72 / dpi, upright.height * 72 / dpi
                    less = min(DPI / dpi, (MAX_PIXELS / (upright.width * upright.height)) ** 0.5, 1.0)
                    small = upright.resize((max(1, round(upright.width * less)), max(1, round(upright.height * less))))
                    found.append(_made(number, width, height, small))
    except (OSError, ValueError, SyntaxError, EOFError, TypeError) as trouble:
        return found or str(trouble)
    return found


def _made(number: int, width: float, height: float, picture: Any) -> Picture:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "WEBP", quality=QUALITY, method=4)
    return Picture(number, round(width, 1), round(height, 1), out.getvalue())
