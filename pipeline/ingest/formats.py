"""What kind of file some bytes are: their first ones, and what lies inside an archive or an OLE file."""

import io
import zipfile
import zlib

from pipeline.errors import UnreadableError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<title", b"<div", b"<table", b"<p>", b"<p ")
HEAD = 2_048  # bytes that are looked at
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WORD_PART = b"WordDocument".decode().encode("utf-16-le")  # names in an OLE file
LOCKED_PART = "EncryptedPackage".encode("utf-16-le")


def medium(content: bytes) -> str:
    """`pdf docx doc rtf html image` or `text`, which also stands for whatever else it is."""
    head = content[:HEAD]
    if b"%PDF" in head[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(PICTURES) and not (head.startswith(b"BM") and b"\x00" not in head[:32]):
        return "image"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    if head.startswith(OLE):
        return _ole(content)
    if head.startswith(b"PK\x03\x04"):
        return _archive(content)
    return "html" if _is_html(head) else "text"


def _is_html(head: bytes) -> bool:
    """Whether markup comes first, behind a byte order mark, blanks, comments and declarations."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    low = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    while low.startswith((b"<!--", b"<?xml")):
        closer = b"-->" if low.startswith(b"<!--") else b"?>"
        _, found, rest = low.partition(closer)
        if not found:
            return False
        low = rest.lstrip()
    return low.startswith(HTML)


def _ole(content: bytes) -> str:
    if LOCKED_PART in content:
        raise UnreadableError("encrypted", "the file is locked with a password; save it without one and run again")
    return "doc" if WORD_PART in content else "text"


def _archive(content: bytes) -> str:
    """`docx` where an archive says that it holds a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" in names:
                kinds = archive.open("[Content_Types].xml").read(1 << 20)
                return "docx" if WORD.encode() in kinds else "text"
            return "docx" if "word/document.xml" in names else "text"
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return "docx" if b"word/document.xml" in content else "text"
