import hashlib
from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.errors import UnreadableError
from pipeline.ingest import ocr
from tests.papers import dispatch, pdf, pictures, scanned


def test_every_format_gives_one_kind_of_source() -> None:
    for content, medium in (
        (pdf(dispatch), "pdf"),
        (b"{\\rtf1 a\\par}", "rtf"),
        (b"<html><body>a</body></html>", "html"),
        ("Số: 12/QĐ-UBND".encode(), "text"),
    ):
        source = ingest.read_bytes(content)
        assert (source.medium, source.sha256, source.size) == (medium, hashlib.sha256(content).hexdigest(), len(content))


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b" \n\t", "empty"), (b"\x7fELF\x02\x01\x01", "unsupported"), (b"PK\x03\x04\x14\x00 zip", "unsupported")],
)
def test_what_isnt_read_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as trouble:
        ingest.read_bytes(content)
    assert trouble.value.code == code


def test_never_means_no_picture_is_read() -> None:
    scan = scanned(pictures(pdf(dispatch), 72), 72)
    with pytest.raises(UnreadableError) as trouble:
        ingest.read_bytes(scan, ocr="never")
    assert trouble.value.code == "no_text"
    with pytest.raises(UnreadableError, match="--ocr never") as trouble:
        ingest.read_bytes(b"\x89PNG\r\n\x1a\n", ocr="never")
    assert trouble.value.code == "no_text"


def test_pictures_need_a_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "missing", lambda: "Tesseract: apt-get install tesseract-ocr")
    for content in (scanned(pictures(pdf(dispatch), 72), 72), b"\x89PNG\r\n\x1a\n"):
        with pytest.raises(UnreadableError, match="apt-get install") as trouble:
            ingest.read_bytes(content)
        assert trouble.value.code == "missing_tool"


def test_files_that_cant_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as trouble:
        ingest.read(tmp_path / "gone.pdf")
    assert trouble.value.code == "vanished"
    with pytest.raises(UnreadableError) as trouble:
        ingest.read(tmp_path)
    assert trouble.value.code == "damaged"
