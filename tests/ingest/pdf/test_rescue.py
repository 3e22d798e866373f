import io

import pytest

from pipeline.errors import UnreadableError
from pipeline.ingest.pdf import rescue
from pipeline.sheet import words
from tests.papers import dispatch, pdf


def test_a_broken_file_is_put_in_order() -> None:
    content = pdf(dispatch)
    torn = content[: content.rindex(b"xref")]
    mended = rescue.repaired(torn)
    assert mended is not None
    assert mended.startswith(b"%PDF-")
    assert rescue.repaired(b"%PDF-1.4 nothing more") is None


def test_another_reader_gives_words_with_places() -> None:
    (sheet,) = rescue.sheets(pdf(dispatch))
    assert "Độc lập - Tự do - Hạnh phúc" in words(sheet.tokens)
    assert all(t.top < t.base < t.bottom for t in sheet.tokens)
    assert rescue.sheets(b"%PDF-1.4 nothing more") == []


def test_a_locked_file_is_refused() -> None:
    pikepdf = pytest.importorskip("pikepdf")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(dispatch))) as document:
        document.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(UnreadableError) as trouble:
        rescue.repaired(out.getvalue())
    assert trouble.value.code == "encrypted"


def test_a_file_without_its_end_is_torn() -> None:
    content = pdf(dispatch)
    assert not rescue.is_torn(content)
    assert not rescue.is_torn(content + b"<!-- served in 12 ms -->")
    assert rescue.is_torn(content[: len(content) // 2])
    assert rescue.is_torn(content + content[: len(content) // 2])  # what was added to it broke off
