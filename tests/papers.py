"""Papers for tests: PDF pages drawn word by word, pictures of them, Word files, signed widgets."""

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline.model import Box
from pipeline.sheet import Token
from pipeline.source import Source

FONTS = ("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT = 85.0, 540.0  # margins of the body

LETTERHEAD = [  # left column, right column
    (
        ["ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU", "Số: 12/KH-UBND"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Lai Châu, ngày 24 tháng 4 năm 2025"],
    ),
]
SIGNATURE = (
    ["Nơi nhận:", "- Như trên;", "- Sở Nội vụ;", "- Lưu: VT, NC."],
    ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "", "Tống Thanh Hải"],
)
BODY = (
    "Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư, Ủy ban nhân dân tỉnh ban hành "
    "Kế hoạch triển khai trong tỉnh, giao Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành và Ủy ban nhân dân các huyện, thành phố "
    "tổ chức thực hiện, báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 năm 2025 để tổng hợp theo quy định."
)


def token(text: str, x0: float, base: float, size: float = 13.0, confidence: float = 1.0) -> Token:
    """A word of a made-up page, half a size wide a letter."""
    return Token(text, x0, base - 0.8 * size, x0 + 0.5 * size * len(text), base + 0.2 * size, base, size, confidence)


def line(words: str, x0: float, base: float, size: float = 13.0, confidence: float = 1.0) -> list[Token]:
    """Words side by side, a quarter of a size between them."""
    out: list[Token] = []
    for word in words.split():
        out.append(token(word, x0, base, size, confidence))
        x0 = out[-1].x1 + 0.25 * size
    return out


class Placed(NamedTuple):
    """A word of a source text and its place."""

    start: int
    end: int
    box: Box
    confidence: float


def placed(source: Source) -> list[Placed]:
    """The words of a source, one by one."""
    out = []
    for run in source.words:
        at, page = run.start, run.page
        for word, x0, top, x1, bottom, *more in run.words:
            out.append(Placed(at, at + len(word), Box(page, x0, top, x1, bottom), more[-1]))
            at += len(word) + 1
    return out


def font() -> str:
    """A font with Vietnamese letters, registered with reportlab; tests that need one are skipped without."""
    pytest.importorskip("reportlab")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    path = next((path for path in FONTS if Path(path).exists()), None)
    if path is None:
        pytest.skip("no font with Vietnamese letters")
    pdfmetrics.registerFont(TTFont("Paper", path))
    return "Paper"


Draw = Callable[[Any], object]


def pdf(*pages: Draw, size: tuple[float, float] = (WIDTH, HEIGHT), rotate: int = 0, compress: bool = True) -> bytes:
    """A PDF; each of `pages` draws one upon reportlab's canvas."""
    name = font()
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, pageCompression=int(compress), invariant=1)
    for draw in pages:
        canvas.setFont(name, 13)
        if rotate:
            canvas.setPageRotation(rotate)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def write(canvas: Any, words: str, x: float, top: float, size: float = 13.0) -> float:
    """Words on one line; `top` counts from the top of the page. Returns where they end."""
    canvas.setFont("Paper", size)
    canvas.drawString(x, HEIGHT - top, words)
    return x + float(canvas.stringWidth(words, "Paper", size))


def centred(canvas: Any, words: str, x: float, top: float, size: float = 13.0) -> None:
    canvas.setFont("Paper", size)
    canvas.drawCentredString(x, HEIGHT - top, words)


def columns(canvas: Any, left: Iterable[str], right: Iterable[str], top: float, leading: float = 18.0) -> None:
    """Two columns of centred lines, as letterheads have."""
    for i, words in enumerate(left):
        centred(canvas, words, 160, top + leading * i)
    for i, words in enumerate(right):
        centred(canvas, words, 410, top + leading * i)


def flowing(canvas: Any, words: str, top: float, *, indent: float = 28.0, leading: float = 18.0, size: float = 13.0) -> float:
    """A paragraph set between the margins, its first line set in. Returns the height of the next line."""
    canvas.setFont("Paper", size)
    x = LEFT + indent
    row: list[str] = []
    for word in words.split():
        if x + canvas.stringWidth(" ".join([*row, word]), "Paper", size) > RIGHT and row:
            canvas.drawString(x, HEIGHT - top, " ".join(row))
            x, row, top = LEFT, [], top + leading
        row.append(word)
    canvas.drawString(x, HEIGHT - top, " ".join(row))
    return top + leading


def dispatch(canvas: Any) -> None:
    """One page with letterhead, title, body, Nơi nhận and signature."""
    columns(canvas, *LETTERHEAD[0], 60)
    centred(canvas, "KẾ HOẠCH", WIDTH / 2, 140, 14)
    centred(canvas, "Triển khai công tác văn thư năm 2025", WIDTH / 2, 160, 14)
    top = flowing(canvas, BODY, 200)
    top = flowing(canvas, "1. Sở Nội vụ hướng dẫn các đơn vị thực hiện.", top)
    top = flowing(canvas, "2. Sở Tài chính bố trí kinh phí theo quy định./.", top) + 20
    for i, words in enumerate(SIGNATURE[0]):
        write(canvas, words, LEFT, top + 16 * i, 11)
    for i, words in enumerate(SIGNATURE[1]):
        centred(canvas, words, 420, top + 18 * i)


def pictures(content: bytes, dpi: float = 200) -> list[Any]:
    """The pages of a PDF as Pillow images."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def scanned(images: Sequence[Any], dpi: float = 200) -> bytes:
    """A PDF whose pages are pictures."""
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=list(images[1:]), resolution=dpi)
    return out.getvalue()


def widgets(content: bytes, fields: Sequence[tuple[tuple[float, float, float, float], list[str]]]) -> bytes:
    """The PDF with a signature widget for each place (x0, top, x1, bottom), whose appearance shows these lines of ASCII."""
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(content)) as document:
        page = document.pages[0]
        notes: list[Any] = []
        for (x0, top, x1, bottom), lines in fields:
            shown = "".join(f"1 0 0 1 1 {bottom - top - 10 * (i + 1):.1f} Tm ({words}) Tj " for i, words in enumerate(lines))
            form = document.make_stream(f"BT /F 10 Tf {shown} ET".encode())
            form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
            form["/BBox"] = [0, 0, x1 - x0, bottom - top]
            helvetica = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
            form["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=helvetica))
            notes.append(
                document.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Widget,
                        FT=pikepdf.Name.Sig,
                        F=132,
                        T=f"s{len(notes)}",
                        Rect=[x0, HEIGHT - bottom, x1, HEIGHT - top],
                        AP=pikepdf.Dictionary(N=document.make_indirect(form)),
                    )
                )
            )
        page.Annots = document.make_indirect(pikepdf.Array(notes))
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()
