"""What can be had from a PDF that pdfium can't open: its objects put in order again, or its words by another reader."""

import io

from pipeline.errors import UnreadableError
from pipeline.sheet import Sheet, Token

MAX_PAGES = 300  # of a broken file; this way of reading is slow
TRAILER = 2048  # bytes behind a PDF's last mark of its end, as some servers add
TORN = "the file ends before its end, as a broken download leaves it, and what is left can't be read; get it again"
ENCRYPTED = "the PDF is encrypted; open it with its password, print or save it without one, and run again"


def is_torn(content: bytes) -> bool:
    """Whether a PDF lacks its end."""
    return len(content) - content.rfind(b"%%EOF") > TRAILER and b"startxref" not in content[-TRAILER:]


def repaired(content: bytes) -> bytes | None:
    """The file with its objects in order; null where they can't be found. Raises UnreadableError where it is encrypted."""
    import pikepdf

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            document.save(out)
    except pikepdf.PasswordError as trouble:
        raise UnreadableError("encrypted", ENCRYPTED) from trouble
    except (pikepdf.PdfError, ValueError, RuntimeError, OSError, KeyError, TypeError):
        return None
    return out.getvalue()


def sheets(content: bytes) -> list[Sheet]:
    """The words of each page by pdfplumber; empty where it can't read the file either."""
    import pdfplumber

    found: list[Sheet] = []
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            for number, page in enumerate(document.pages[:MAX_PAGES], 1):
                words = page.extract_words(use_text_flow=True, keep_blank_chars=False)
                found.append(Sheet(number, float(page.width), float(page.height), tuple(map(_token, words))))
                page.close()
    except Exception:
        return [] if not any(sheet.tokens for sheet in found) else found
    return found


def _token(word: dict[str, float]) -> Token:
    top, bottom = float(word["top"]), float(word["bottom"])
    return Token(str(word["text"]), float(word["x0"]), top, float(word["x1"]), bottom, bottom - 0.2 * (bottom - top), bottom - top)
