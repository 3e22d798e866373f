import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from pipeline import facsimile

canvas = pytest.importorskip("reportlab.pdfgen.canvas")


def pdf(pages: int = 2, size: tuple[float, float] = (595.0, 842.0)) -> bytes:
    out = io.BytesIO()
    made = canvas.Canvas(out, pagesize=size)
    for number in range(1, pages + 1):
        made.setFont("Helvetica", 40)
        made.drawString(100, size[1] - 100, f"page {number}")
        made.showPage()
    made.save()
    return out.getvalue()


def scan(width: int = 1700, height: int = 2200, dpi: int = 200) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height), 255).save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def test_pages_of_a_pdf_are_drawn_in_their_size() -> None:
    found = facsimile.pages(pdf(3), [3, 1, 9])
    assert not isinstance(found, str)
    assert [(p.number, p.width, p.height) for p in found] == [(1, 595.0, 842.0), (3, 595.0, 842.0)]
    picture = Image.open(io.BytesIO(found[0].webp))
    assert picture.width == pytest.approx(595 * facsimile.DPI / 72, abs=2)
    assert min(picture.convert("L").tobytes()) < 60


def test_a_page_that_is_too_large_is_drawn_smaller() -> None:
    found = facsimile.pages(pdf(1, (5000, 5000)), [1])
    assert not isinstance(found, str)
    picture = Image.open(io.BytesIO(found[0].webp))
    assert picture.width * picture.height <= facsimile.MAX_PIXELS * 1.01


def test_a_scan_is_drawn_in_points() -> None:
    found = facsimile.pages(scan(), [1])
    assert not isinstance(found, str)
    assert (found[0].width, found[0].height) == (612.0, 792.0)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\nbroken", b"text"])
def test_what_cannot_be_drawn_says_why(content: bytes) -> None:
    assert isinstance(facsimile.pages(content, [1]), str)


def test_a_file_that_has_changed_is_not_drawn(tmp_path: Path) -> None:
    place = tmp_path / "a.pdf"
    place.write_bytes(pdf())
    digest = hashlib.sha256(place.read_bytes()).hexdigest()
    drawn = facsimile.draw(facsimile.Job(place, digest, (1,)))
    assert [p.number for p in drawn if not isinstance(p, str)] == [1]
    assert facsimile.draw(facsimile.Job(place, "0" * 64, (1,))) == "it has changed since it was read"
    assert isinstance(facsimile.draw(facsimile.Job(tmp_path / "gone.pdf", digest, (1,))), str)
