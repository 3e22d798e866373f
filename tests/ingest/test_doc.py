"""DOC files are made here as small as they can be: one stream of text, one of tables."""

import struct

import pytest

from pipeline.errors import UnreadableError
from pipeline.ingest import doc

WIDE = 0x600  # where the text begins in the main stream


def streams(
    text: str, *, table_marks: dict[int, bool] | None = None, flags: int = 0, narrow: bool = False, notes: int = 0
) -> tuple[bytes, bytes]:
    """The two streams of a file. `table_marks`: paragraph ends that stand in a table -> whether they end a row."""
    body = text.encode("cp1252") if narrow else text.encode("utf-16-le")
    size = 1 if narrow else 2
    main = bytearray(WIDE) + body
    struct.pack_into("<HH", main, 0, 0xA5EC, 0)
    struct.pack_into("<H", main, 0x0A, flags)
    struct.pack_into("<ii", main, 0x4C, len(text) - notes, notes)
    place = (WIDE * 2 | 0x40000000) if narrow else WIDE
    pieces = struct.pack("<ii", 0, len(text)) + struct.pack("<HIH", 0, place, 0)
    clx = b"\x01" + struct.pack("<H", 3) + b"abc" + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    page = bytearray(512)
    ends = sorted(table_marks or {})
    if ends:
        borders = [WIDE, *(WIDE + size * (end + 1) for end in ends)]
        struct.pack_into(f"<{len(borders)}I", page, 0, *borders)
        offsets = {False: 400, True: 420}
        for row_end, at in offsets.items():
            properties = struct.pack("<HHB", 0, 0x2416, 1) + (struct.pack("<HB", 0x2417, 1) if row_end else b"\0")
            page[at] = (len(properties) + 2) // 2
            page[at + 1 : at + 1 + len(properties)] = properties
        for n, end in enumerate(ends):
            page[4 * len(borders) + 13 * n] = offsets[(table_marks or {})[end]] // 2
        page[511] = len(ends)
    while len(main) % 512:
        main.append(0)
    number = len(main) // 512
    main += page
    tables = bytearray(clx)
    at = len(tables)
    tables += struct.pack("<II", WIDE, WIDE + size * len(text)) + struct.pack("<I", number)
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    struct.pack_into("<II", main, 0x0102, at, 12)
    return bytes(main), bytes(tables)


def read(monkeypatch: pytest.MonkeyPatch, made: tuple[bytes, bytes]) -> str:
    monkeypatch.setattr(doc, "_streams", lambda _: made)
    return doc.read(b"").text


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Số: 12/QĐ-UBND\rKính gửi: Sở\r", "Số: 12/QĐ-UBND\nKính gửi: Sở\n"),
        ("a\x0bb\x0cc\r", "a\nb\nc\n"),
        ("12\x1eQĐ\x1fUBND\r", "12-QĐUBND\n"),
        ("a\x13 PAGE \x14 7\x15 b\x13HYPERLINK\x15c\r", "a 7 bc\n"),
        ("a\x02\x05\x01\x08b\r", "ab\n"),
    ],
)
def test_the_text_is_put_together(text: str, result: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, streams(text)) == result


def test_narrow_pieces_and_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, streams("Tr\xe0 v\xf4\rghi ch\xfa\r", narrow=True, notes=8)) == "Trà vô\n\nghi chú\n"


def test_tables_are_told_by_their_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "trước\rSTT\x07Việc\x07Ai\x07\x071\x07a\rb\x07c\x07\x07sau\r"
    marks = {i: False for i in range(6, text.index("sau")) if text[i] in "\r\x07"}
    for row_end in (text.index("\x07\x07") + 1, text.index("c\x07\x07") + 2):
        marks[row_end] = True
    assert read(monkeypatch, streams(text, table_marks=marks)) == "trước\n| STT | Việc | Ai |\n| 1 | a b | c |\nsau\n"


def test_the_letterhead_is_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "CHÍNH PHỦ\x07CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\x07\x07Số: 1\x07Hà Nội\x07\x07x\r"
    marks = {i: False for i, char in enumerate(text) if char == "\x07"}
    for i in (j for j in range(1, len(text)) if text[j - 1 : j + 1] == "\x07\x07"):
        marks[i] = True
    assert read(monkeypatch, streams(text, table_marks=marks)) == "CHÍNH PHỦ\nSố: 1\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHà Nội\n\nx\n"


@pytest.mark.parametrize(
    ("main", "tables", "code"),
    [
        (bytes(0x600), b"", "damaged"),
        (streams("a\r")[0], b"", "damaged"),
        (streams("a\r")[0], b"\x02\xff\xff\xff\xff", "damaged"),
        (*streams("\r"), "no_text"),
    ],
)
def test_what_cant_be_read_is_refused(main: bytes, tables: bytes, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableError) as trouble:
        read(monkeypatch, (main, tables))
    assert trouble.value.code == code


def test_what_is_no_ole_file_is_damaged() -> None:
    with pytest.raises(UnreadableError) as trouble:
        doc.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))
    assert trouble.value.code == "damaged"
