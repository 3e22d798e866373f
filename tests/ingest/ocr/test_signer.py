"""What readings of a signer's name agree upon, and which stretch of a page is read again."""

import pytest
from PIL import Image

from pipeline.ingest.ocr import signer, tesseract
from pipeline.sheet import Line, Token, words
from tests.papers import line

KNOWN = {"Trần", "Lê", "Võ", "Hoàng", "Nguyễn"}.__contains__


def read(text: str) -> Line:
    """`Lê:0.9 Quân`: words with what they are sure by; 0.97 where it isn't said."""
    parts = [word.partition(":") for word in text.split()]
    tokens = line(" ".join(part[0] for part in parts), 300, 100)
    return tuple(t._replace(confidence=float(part[2] or 0.97)) for t, part in zip(tokens, parts, strict=True))


@pytest.mark.parametrize(
    ("readings", "name"),
    [
        (["Trần Thế Sơn", "Trần Thế Sơn"], "Trần Thế Sơn"),
        (["bSTrần:0.0 Thế Sơn", "PS,:0.0 Trần Thế:0.91 Sơn", "Trân:0.5 Thế:0.95 Sơn", "Trân:0.4 Thế Sơn"], "Trần Thế Sơn"),
        (["Lê:0.3 Quân", "zê:0.3 Quân", "Zê:0.3 Quân:0.94"], "Lê Quân"),  # no other surname was read
        (["Lê:0.9 Chỉnh:0.91", "Lê:0.9 Chỉnh:0.78"], None),  # twice, but never for certain
        (["Lê Chinh:0.95", "Lê Chinh", "Lê Chỉnh:0.94"], None),  # certain of two words
        (["Võ:0.5 Minh", "Vữ:0.5 Minh", "Vử:0.5 Minh"], None),  # what else was read is a word
        (["Lê Minh", "Võ Minh"], None),
        (["Z:0.7 14:0.6 Hoàng Anh", "Z:0.7 14:0.6 Hoàng Anh"], None),  # a surname is missing
        (["Mạnh Tuyết Mai", "Mạnh Tuyết Mai"], "Mạnh Tuyết Mai"),  # not listed, but certain
        (["Mạnh:0.9 Tuyết Mai", "Mạnh:0.9 Tuyết Mai"], None),
        ([], None),
    ],
)
def test_the_name_upon_which_readings_agree(readings: list[str], name: str | None) -> None:
    found = signer.agreed([read(text) for text in readings], KNOWN)
    assert (words(found) if found else None) == name


LIST = [*line("Nơi nhận:", 60, 500, 11), *line("- Như trên;", 60, 515, 11), *line("- Lưu: VT.", 60, 530, 11)]


@pytest.mark.parametrize(
    ("tokens", "name"),
    [
        (LIST, "Lê Minh Quân"),
        (LIST[2:], "Lê Minh Quân"),  # the list goes on from the page before
        (line("Kính gửi: các đơn vị", 60, 500, 11), None),
    ],
)
def test_the_signature_block_is_read_again(tokens: list[Token], name: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = [*line("GIÁM ĐỐC", 40, 10, 11), *line("Lê Minh Quân", 40, 60, 11)]
    monkeypatch.setattr(tesseract, "tokens", lambda *_: [t._replace(confidence=0.97) for t in seen])
    paper = Image.new("RGB", (595, 842), "white")
    read_again = signer.signed(tokens, paper, paper.convert("L"), 72, KNOWN)
    found = [t for t in read_again if t not in tokens]
    assert (words(found[-3:]) or None) == name
    assert all(t.x0 > 0.4 * paper.width for t in found)
