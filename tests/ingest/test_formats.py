import io
import zipfile

import pytest

from pipeline.errors import UnreadableError
from pipeline.ingest import formats

OLE = formats.OLE + bytes(600)


def archive(*names: str, kinds: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, kinds if name == "[Content_Types].xml" else "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "medium"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\x00\x00junk before\n%PDF-1.4\n", "pdf"),
        (b"{\\rtf1\\ansi x}", "rtf"),
        (b"\x89PNG\r\n\x1a\n...", "image"),
        (b"\xff\xd8\xff\xe0JFIF", "image"),
        (b"II*\x00....", "image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image"),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", "image"),
        ("BMTE: danh mục biểu mẫu".encode(), "text"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "text"),
        (archive("[Content_Types].xml", "word/document.xml", kinds=formats.WORD), "docx"),
        (archive("word/document.xml"), "docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml", kinds="spreadsheetml"), "text"),
        (archive("một.txt"), "text"),
        (b"PK\x03\x04 torn word/document.xml", "docx"),
        (b"  <!DOCTYPE html><html><body>x</body></html>", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- a --><html>x</html>", "html"),
        ("<html><body>x</body></html>".encode("utf-16"), "html"),
        (b"<!-- nothing closes", "text"),
        ("Số: 12/QĐ-UBND <html>".encode(), "text"),
        (b"", "text"),
    ],
)
def test_files_are_told_by_their_bytes(content: bytes, medium: str) -> None:
    assert formats.medium(content) == medium


def test_locked_word_files_are_refused() -> None:
    with pytest.raises(UnreadableError) as trouble:
        formats.medium(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert trouble.value.code == "encrypted"
