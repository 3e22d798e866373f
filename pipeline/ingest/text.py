"""Plain text and Markdown in any of the encodings that Vietnamese offices have used."""

import codecs
import unicodedata
from itertools import accumulate

from pipeline.errors import UnreadableError
from pipeline.grammar import encodings
from pipeline.model import Problem
from pipeline.pattern import composed
from pipeline.source import Source

KINDS = {  # first bytes of what is no text
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive (or DOCX, XLSX, ODT)",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office file (DOC, XLS)",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"II*\x00": "a picture (TIFF)",
    b"MM\x00*": "a picture (TIFF)",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"SQLite format 3\x00": "a database",
}
BOMS = (  # longest first: UTF-32 begins as UTF-16 does
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNICODE_ONLY = (b"\xe1\xba", b"\xe1\xbb", b"\xcc", b"\xc4\x91", b"\xc6")  # UTF-8 of ạ…ỹ, tone marks, đ, ơ, ư: no look-alike has them
TCVN3_ONLY = "µ¸¶¹®¬Õ×Þß"  # no letters of Vietnamese, and frequent in what TCVN3 looks like
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")


def read(content: bytes) -> Source:
    """A text file as source; its encoding is told by content. Raises UnreadableError (`unsupported`, `encoding`)."""
    text, problem = decode(content)
    return Source(text, problems=(problem,) if problem else ())


def decode(content: bytes) -> tuple[str, Problem | None]:
    """The characters of a text file, and what is wrong with them.

    UTF-8 and UTF-16 (with or without BOM), Windows-1258, TCVN3, VNI and VISCII come out as Unicode; the tone
    marks of Windows-1258 stay characters of their own. So do files whose letters are the look-alikes of
    an old font or of a wrong decoding, saved as Unicode (`ViÖt Nam`): undoing that is part of decoding,
    so offsets of the source count the characters given here.
    Raises UnreadableError: `unsupported` for what is no text, `encoding` where no encoding gives Vietnamese.
    """
    for magic, kind in KINDS.items():
        if content.startswith(magic):
            raise UnreadableError("unsupported", f"this is {kind}, no text; save it as text, PDF or DOCX and run again")
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return _decode_as(encoding, content[len(bom) :])
    if b"\0" in content:
        encoding = _utf16(content) or ""
        if not encoding and content.count(b"\0") > max(STRAY, len(content) // 1000):
            raise UnreadableError("unsupported", "binary content; save it as text, PDF or DOCX and run again")
        if encoding:
            return _decode_as(encoding, content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _other(content)
    return (text, None) if content.isascii() else _undone(text, content)


def _decode_as(encoding: str, content: bytes) -> tuple[str, Problem | None]:
    """What a BOM or the zeros promise; stray bytes (an odd last one) become U+FFFD and a problem."""
    text = content.decode(encoding, "replace")
    lost = text.count("\ufffd") - content.count("\ufffd".encode(encoding))
    strange = sum(char > "\u2fff" for char in text[:SAMPLE])  # what bytes of another encoding come out as
    if (lost + strange) * 10 > len(text[:SAMPLE]):
        raise UnreadableError("encoding", f"looks like {encoding.upper()} but isn't, or not throughout; save the file as UTF-8")
    return text, _lost(lost, encoding)


def _utf16(content: bytes) -> str | None:
    """UTF-16 without its BOM: the upper bytes of ASCII are zero, and only they."""
    even, odd = content[0:SAMPLE:2].count(0), content[1:SAMPLE:2].count(0)
    many = min(len(content), SAMPLE) // 10
    if odd > many and even * 50 < odd:
        return "utf-16-le"
    if even > many and odd * 50 < even:
        return "utf-16-be"
    return None


def _undone(text: str, content: bytes) -> tuple[str, Problem | None]:
    """UTF-8 as it stands, or what its look-alikes stand for; letters may be composed or not."""
    seen = _composed(text)
    if seen is not text:
        content = seen.encode("utf-8")
    if any(total * 10 > len(content) - len(seen) for total in accumulate(map(content.count, UNICODE_ONLY))):  # the first do in most texts
        odd = sum(seen.count(char) for char in TCVN3_ONLY if char in seen)
        return text, Problem("mojibake", f"{odd} characters look like passages in an old font (TCVN3)") if odd >= ODD else None
    right, judged = encodings.fit(seen)
    if right >= encodings.FITS or not judged:
        return text, None
    best = encodings.readings(seen)[0]
    if best.fit >= encodings.FITS and best.fit > right + encodings.MARGIN:
        undone = encodings.read_as(seen, best.encoding)
        if undone and encodings.proves(seen, undone):
            return undone, None
    doubtful = judged >= FEW and best.fit > max(right, 1 / 2)
    return text, Problem("mojibake", f"the letters look like {best.encoding} that was decoded wrongly") if doubtful else None


def _composed(text: str) -> str:
    """The same text, letters and their marks as one: piece by piece, since marks without end take the square of their number."""
    if composed(text):
        return text
    pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    if all(unicodedata.is_normalized("NFC", piece) for piece in pieces):
        return text
    return "".join(unicodedata.normalize("NFC", piece) for piece in pieces)


def _other(content: bytes) -> tuple[str, Problem | None]:
    """What is no UTF-8: nearly so, or one of the old encodings."""
    text = content.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if lost <= max(10, len(text) // 500) and encodings.fit(text)[0] >= encodings.FITS:
        return text, _lost(lost, "utf-8")
    if (len(content) - len(content.translate(None, CONTROLS))) * 50 > len(content):
        raise UnreadableError("unsupported", "binary content; save it as text, PDF or DOCX and run again")
    seen = encodings.look_alike(content)
    encoding = encodings.told(seen)
    if encoding:
        return encodings.read_as(seen, encoding) or seen, None
    if not any(char.isalpha() and not char.isascii() for char in seen):
        return seen, None  # Windows punctuation is all that isn't ASCII
    raise UnreadableError("encoding", "in none of the known encodings is this Vietnamese; save the file as UTF-8")


def _lost(lost: int, encoding: str) -> Problem | None:
    return Problem("mojibake", f"{lost} places aren't {encoding.upper()}; they read U+FFFD") if lost > 0 else None


SAMPLE = 20_000  # bytes or characters by which UTF-16 is told
ODD = 20  # characters of an old font that are too many to be meant
STRAY = 3  # zeros that a text may hold by accident
PIECE = 1_000  # characters composed at once
FEW = 3  # accented words below which nothing is converted
