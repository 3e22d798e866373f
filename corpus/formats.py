"""Text dispatches set as paper: PDF with two columns, signed PDF, scan and Word, for trying the readers on content that is known.

    python corpus/formats.py corpus/inbox FOLDER        writes NAME.pdf, NAME.signed.pdf, NAME.scan.pdf, NAME.docx for each text

Needs the test dependencies (`pip install '.[test]'`) and a font with Vietnamese letters (Debian: fonts-liberation2).
The number and date of `NAME.signed.pdf` stand in the appearance of signature widgets, as e-signing programs write
them, and nowhere else. `NAME.scan.pdf` is pictures of the pages at 200 dpi, askew, noisy, with a red stamp on the signature.
"""

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from pipeline import rulebook
from pipeline.ingest import read
from pipeline.model import Layout, Zone
from pipeline.normalise import normalise
from pipeline.segment import documents, zones

FONTS = (
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "C:/Windows/Fonts/times.ttf",
    "/System/Library/Fonts/Supplemental/Times New Roman.ttf",
)
WIDTH, HEIGHT = 595.0, 842.0  # points: A4
TOP, FOOT, LEFT, RIGHT = 60.0, 780.0, 85.0, 540.0
SIZE, LEADING, INDENT = 13.0, 18.0, 28.0
COLUMNS = ((50.0, 255.0), (265.0, 560.0))  # of letterhead and signature
NATION = ("CỘNG HÒA", "CỘNG HOÀ", "Độc lập", "ĐỘC LẬP", "ĐẢNG CỘNG SẢN")
DPI = 200


@dataclass
class Paper:
    """A dispatch as it is laid on paper: paragraphs by place."""

    left: list[str] = field(default_factory=list)  # issuer, number, subject of a letter
    right: list[str] = field(default_factory=list)  # the nation's name, place and date
    centred: list[str] = field(default_factory=list)  # type and title
    flowing: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)  # appendices, on pages of their own
    stamped: list[str] = field(default_factory=list)  # number and date, where they stand in widgets


def papers(path: Path, book: rulebook.Rulebook) -> Iterator[Paper]:
    """The dispatches of a text file, each as its places on paper."""
    text = normalise(read(path), book)
    for part, span in enumerate(documents.split(text, book)):
        yield _paper(text.chars, zones.lay_out(text, span, part, book))


def _paper(chars: str, layout: Layout) -> Paper:
    paper = Paper()
    letter = layout.zone("title") is None
    for zone in layout.zones:
        lines = [chars[line.start : line.end] for line in layout.lines(zone.span)]
        if zone.name == "letterhead":
            for line in lines:
                (paper.right if line.startswith(NATION) else paper.left).append(line)
        else:
            _place(paper, zone, letter=letter).extend(lines)
    return paper


def _place(paper: Paper, zone: Zone, *, letter: bool) -> list[str]:
    places = {"number": paper.left, "place_date": paper.right, "title": paper.centred, "copies": paper.copies, "signature": paper.signature}
    if zone.name == "subject":
        return paper.left if letter else paper.centred
    return paper.behind if zone.name in ("appendix", "notes") else places.get(zone.name, paper.flowing)


class Sheet:
    """Draws papers upon reportlab's canvas, from the top of a page to its foot."""

    def __init__(self) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        font = next((path for path in FONTS if Path(path).exists()), None)
        if font is None:
            raise SystemExit("no font with Vietnamese letters; install one: apt-get install fonts-liberation2")
        pdfmetrics.registerFont(TTFont("Paper", font))
        self.out = io.BytesIO()
        self.canvas: Any = Canvas(self.out, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.top = TOP
        self.pages = 1
        self.stamps: list[tuple[float, float, str]] = []  # left, top, words that stand in widgets
        self.seals: list[tuple[int, float]] = []  # page, top of a signature

    def width(self, words: str, size: float = SIZE) -> float:
        """Points that words take."""
        return float(self.canvas.stringWidth(words, "Paper", size))

    def write(self, words: str, x: float, top: float, size: float = SIZE) -> None:
        """Words on one line."""
        self.canvas.setFont("Paper", size)
        self.canvas.drawString(x, HEIGHT - top, words)

    def turn(self) -> None:
        """The next page."""
        self.canvas.showPage()
        self.pages += 1
        self.top = TOP

    def rows(self, words: str, width: float, size: float = SIZE, indent: float = 0.0) -> list[str]:
        """A paragraph broken at a width."""
        rows: list[str] = []
        room = width - indent
        for word in words.split():
            if rows and self.width(f"{rows[-1]} {word}", size) <= room:
                rows[-1] += f" {word}"
            else:
                room = width if rows else room
                rows.append(word)
        return rows or [""]

    def flow(self, words: str) -> None:
        """A paragraph between the margins."""
        for i, row in enumerate(self.rows(words, RIGHT - LEFT, indent=INDENT)):
            if self.top > FOOT:
                self.turn()
            self.write(row, LEFT + (0 if i else INDENT), self.top)
            self.top += LEADING
        self.top += 4

    def centre(self, words: str) -> None:
        """A paragraph in the middle."""
        for row in self.rows(words, RIGHT - LEFT - 60):
            self.write(row, (LEFT + RIGHT - self.width(row)) / 2, self.top)
            self.top += LEADING

    def columns(self, left: Sequence[str], right: Sequence[str], size: float, *, centred: bool, without: Sequence[str] = ()) -> None:
        """Two columns beside each other; of lines that are among `without` only the place is kept."""
        ends = []
        for (x0, x1), lines in zip(COLUMNS, (left, right), strict=True):
            top = self.top
            for line in lines:
                for row in self.rows(line, x1 - x0, size):
                    x = x0 if lines is left and not centred else (x0 + x1 - self.width(row, size)) / 2
                    if line in without:
                        self.stamps.append((x, top, row))
                    else:
                        self.write(row, x, top, size)
                    top += size + 4
            ends.append(top)
        self.top = max(ends) + LEADING

    def paper(self, paper: Paper) -> None:
        """One dispatch, from a page of its own."""
        if self.top > TOP:
            self.turn()
        self.columns(paper.left, paper.right, 12.0, centred=True, without=paper.stamped)
        for words in paper.centred:
            self.centre(words)
        self.top += 6
        for words in paper.flowing:
            self.flow(words)
        if self.top + 16 * max(len(paper.copies), len(paper.signature)) > FOOT and (paper.copies or paper.signature):
            self.turn()
        signature = [*paper.signature[:-1], "", "", "", *paper.signature[-1:]] if paper.signature else []
        if signature:
            self.seals.append((self.pages, self.top))
        self.columns(paper.copies, signature, 12.0, centred=False)
        if paper.behind:
            self.turn()
        for words in paper.behind:
            self.flow(words)

    def saved(self) -> bytes:
        """The PDF."""
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()


def drawn(found: Sequence[Paper]) -> Sheet:
    """All papers, one behind the other."""
    sheet = Sheet()
    for paper in found:
        sheet.paper(paper)
    return sheet


def pdf(found: Sequence[Paper]) -> bytes:
    """A born-digital PDF."""
    return drawn(found).saved()


def signed(found: Sequence[Paper]) -> bytes:
    """The same, its first page's number and date in the appearance of signature widgets."""
    import pikepdf

    for paper in found[:1]:
        paper.stamped = [line for line in (*paper.left, *paper.right) if line.startswith("Số") or " tháng " in line]
    sheet, stamps = drawn(found), Sheet()
    for x, top, row in sheet.stamps:
        stamps.write(row, x, top, 12.0)
        stamps.turn()
    with pikepdf.open(io.BytesIO(sheet.saved())) as document, pikepdf.open(io.BytesIO(stamps.saved())) as shown:
        notes: list[Any] = []
        for (x, top, row), page in zip(sheet.stamps, shown.pages, strict=False):
            form = document.copy_foreign(page.as_form_xobject())
            box = [x - 1, HEIGHT - top - 4, x + stamps.width(row, 12.0) + 1, HEIGHT - top + 12]
            own = document.make_stream(b"/P Do")
            own["/Type"], own["/Subtype"], own["/BBox"] = pikepdf.Name.XObject, pikepdf.Name.Form, box
            own["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=form))
            note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, F=132, Rect=box)
            note["/T"], note["/AP"] = f"s{len(notes)}", pikepdf.Dictionary(N=document.make_indirect(own))
            notes.append(document.make_indirect(note))
        document.pages[0].Annots = document.make_indirect(pikepdf.Array(notes))
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(notes), SigFlags=3)
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def scan(found: Sequence[Paper], seed: int = 0) -> bytes:
    """Pictures of the pages: half a degree askew, speckled, a red stamp on each signature."""
    import pypdfium2
    from PIL import Image, ImageChops, ImageDraw

    dice = Random(seed)  # noqa: S311
    sheet = drawn(found)
    pages = [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(sheet.saved())]
    for page in pages:
        draw = ImageDraw.Draw(page)
        for _ in range(page.width * page.height // 2000):
            at = dice.randrange(page.width), dice.randrange(page.height)
            draw.point(at, fill=(dice.choice((0, 90, 200)),) * 3)
    for number, top in sheet.seals:  # a seal covers the left third of what is signed
        stamp = Image.new("RGB", pages[number - 1].size, "white")
        ring = ImageDraw.Draw(stamp)
        x, y, wide = 325 * DPI / 72, (top - 5) * DPI / 72, 36 * DPI / 25.4
        for inset in (0.0, 18.0):
            ring.ellipse((x + inset, y + inset, x + wide - inset, y + wide - inset), outline=(214, 40, 40), width=5)
        pages[number - 1] = ImageChops.multiply(pages[number - 1], stamp)  # ink on ink: what is black stays black
    askew = [page.rotate(0.5, fillcolor=(255, 255, 255), resample=Image.Resampling.BICUBIC) for page in pages]
    out = io.BytesIO()
    askew[0].save(out, "PDF", save_all=True, append_images=askew[1:], resolution=DPI)
    return out.getvalue()


def docx(found: Sequence[Paper]) -> bytes:
    """A Word file: letterhead and signature as tables without lines, as templates have them."""
    import docx as word

    document: Any = word.Document()
    for i, paper in enumerate(found):
        if i:
            document.add_page_break()
        _table(document, paper.left, paper.right)
        for words in (*paper.centred, *paper.flowing):
            document.add_paragraph(words)
        if paper.copies or paper.signature:
            _table(document, paper.copies, paper.signature)
        if paper.behind:
            document.add_page_break()
        for words in paper.behind:
            document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: Any, left: Sequence[str], right: Sequence[str]) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, (left, right), strict=True):
        cell.text = lines[0] if lines else ""
        for line in lines[1:]:
            cell.add_paragraph(line)


FORMATS: dict[str, Callable[[Sequence[Paper]], bytes]] = {".pdf": pdf, ".signed.pdf": signed, ".scan.pdf": scan, ".docx": docx}


def main(texts: str, folder: str) -> None:
    """Every text of a folder in every format."""
    book = rulebook.load()
    Path(folder).mkdir(parents=True, exist_ok=True)
    for path in sorted(Path(texts).glob("*.txt")):
        for suffix, made in FORMATS.items():
            (Path(folder) / f"{path.stem}{suffix}").write_bytes(made(list(papers(path, book))))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
