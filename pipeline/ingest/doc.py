"""DOC, Word's format until 2003: the text by its piece table, the cells of its tables told by paragraph properties."""

import io
import struct
from collections.abc import Iterator
from typing import NamedTuple

from pipeline import grid
from pipeline.errors import UnreadableError
from pipeline.grammar import encodings
from pipeline.source import Source

LOADED_LATE = ("olefile",)
MAX_CHARS = 10_000_000
IDENTS = (0xA5EC, 0xA5DC)
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200  # flags of the file information block
PIECES, PARAGRAPHS = 0x01A2, 0x0102  # places in it: of the piece table, of the paragraph properties
IN_TABLE, ROW_END = 0x2416, 0x2417  # property codes
GONE = dict.fromkeys((*range(9), 14, 15, 18, *range(19, 30), 31)) | {0x0B: "\n", 0x0C: "\n", 0x1E: "-"}


class Piece(NamedTuple):
    """A stretch of the text and where its bytes lie."""

    start: int  # characters
    end: int
    at: int  # bytes in the main stream
    wide: bool  # two bytes a character


def read(content: bytes) -> Source:
    """A DOC file; paragraphs on a line each, rows of tables as `| a | b |`."""
    main, tables = _streams(content)
    try:
        return _read(main, tables)
    except (struct.error, IndexError, ValueError) as trouble:
        raise UnreadableError("damaged", f"the DOC's tables of its text are broken: {trouble}") from trouble


def _read(main: bytes, tables: bytes) -> Source:
    pieces = _pieces(main, tables)
    text = "".join(_characters(main, piece) for piece in pieces)
    body = struct.unpack_from("<i", main, 0x4C)[0]
    notes = struct.unpack_from("<i", main, 0x50)[0]
    if not 0 <= body <= len(text):
        body = len(text)
    if len(text) > MAX_CHARS:
        raise UnreadableError("limit", f"the DOC holds {len(text)} characters; at most {MAX_CHARS} are read")
    marks = _marks(main, tables, pieces, text)
    lines = _lines(text[:body], marks)
    if 0 < notes <= len(text) - body:
        lines += ["", *_lines(text[body : body + notes], marks, body)]
    out = "\n".join(lines).strip("\n")
    if not out.strip():
        raise UnreadableError("no_text", "the DOC holds no text; if it holds pictures, print it as PDF and run again")
    return Source(_decoded(out) + "\n", "doc", wrapped=False)


def _streams(content: bytes) -> tuple[bytes, bytes]:
    """The main stream of the file and the one that holds its tables of properties."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            main = ole.openstream("WordDocument").read()
            if len(main) < 0x200 or struct.unpack_from("<H", main)[0] not in IDENTS:
                raise UnreadableError("unsupported", "this Word file is older than Word 97; save it as DOCX and run again")
            flags = struct.unpack_from("<H", main, 0x0A)[0]
            if flags & ENCRYPTED:
                raise UnreadableError("encrypted", "the DOC is locked with a password; save it without one and run again")
            return main, ole.openstream("1Table" if flags & SECOND_TABLE else "0Table").read()
    except (OSError, ValueError, IndexError, struct.error, TypeError, AttributeError, RecursionError) as trouble:
        raise UnreadableError("damaged", f"the DOC can't be opened: {trouble}") from trouble


def _pieces(main: bytes, tables: bytes) -> list[Piece]:
    """The stretches of the text, in order."""
    at, length = struct.unpack_from("<II", main, PIECES)
    clx = tables[at : at + length]
    i = 0
    while i + 3 <= len(clx) and clx[i] == 1:  # properties of whole stretches
        i += 3 + struct.unpack_from("<H", clx, i + 1)[0]
    if i + 5 > len(clx) or clx[i] != 2:
        raise UnreadableError("damaged", "the DOC has lost the table of its text")
    plc = clx[i + 5 : i + 5 + struct.unpack_from("<I", clx, i + 1)[0]]
    count = (len(plc) - 4) // 12
    if count < 1:
        raise UnreadableError("damaged", "the DOC's table of its text is empty")
    borders = struct.unpack_from(f"<{count + 1}i", plc)
    pieces = []
    for n in range(count):
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * n + 2)[0]
        wide = not place & 0x40000000
        start = place & 0x3FFFFFFF
        if borders[n + 1] < borders[n] or borders[n] < 0:
            raise UnreadableError("damaged", "the DOC's table of its text is out of order")
        pieces.append(Piece(borders[n], borders[n + 1], start if wide else start // 2, wide))
    return pieces


def _characters(main: bytes, piece: Piece) -> str:
    count = piece.end - piece.start
    if piece.wide:
        return main[piece.at : piece.at + 2 * count].decode("utf-16-le", "replace")
    return encodings.look_alike(main[piece.at : piece.at + count])


class Marks(NamedTuple):
    """Places of paragraph and cell marks, as characters."""

    in_table: set[int]  # of paragraphs that stand in a table
    row_ends: set[int]


def _marks(main: bytes, tables: bytes, pieces: list[Piece], text: str) -> Marks:
    """Which paragraphs stand in tables, and which marks end a row."""
    marks = Marks(set(), set())
    if "\x07" not in text:
        return marks
    for last, row_end in _table_paragraphs(main, tables):
        for piece in pieces:
            size = 2 if piece.wide else 1
            if piece.at < last <= piece.at + size * (piece.end - piece.start):
                mark = piece.start + (last - piece.at) // size - 1
                (marks.row_ends if row_end else marks.in_table).add(mark)
    return marks


def _table_paragraphs(main: bytes, tables: bytes) -> Iterator[tuple[int, bool]]:
    """Where the paragraphs of tables end, in bytes of the main stream, and whether they end a row."""
    at, length = struct.unpack_from("<II", main, PARAGRAPHS)
    count = max((min(length, len(tables) - at) - 4) // 8, 0)
    if not count:
        return
    for page in struct.unpack_from(f"<{count}I", tables, at + 4 * (count + 1)):
        block = main[(page & 0x3FFFFF) * 512 : (page & 0x3FFFFF) * 512 + 512]
        runs = block[511] if len(block) == 512 else 0
        if 4 * (runs + 1) + 13 * runs > 511:
            continue
        borders = struct.unpack_from(f"<{runs + 1}I", block) if runs else ()
        for n in range(runs):
            offset = 2 * block[4 * (runs + 1) + 13 * n]
            if offset and _has(block, offset, IN_TABLE):
                yield borders[n + 1], _has(block, offset, ROW_END)


def _has(block: bytes, offset: int, code: int) -> bool:
    """Whether the properties at `offset` of a page set this one."""
    size = 2 * block[offset]
    start = offset + 1
    if not size and offset + 1 < len(block):
        size, start = 2 * block[offset + 1], offset + 2
    properties = block[start + 2 : start + size]
    wanted = struct.pack("<H", code)
    at = properties.find(wanted)
    return at >= 0 and properties[at + 2 : at + 3] == b"\x01"


def _lines(text: str, marks: Marks, start: int = 0) -> list[str]:
    """The paragraphs of a text, its tables written out; `start` is where it begins among all characters."""
    out: list[str] = []
    rows: list[list[list[str]]] = []
    row: list[list[str]] = []
    cell: list[str] = []
    at = 0
    for i, char in enumerate(text):
        if char not in "\r\x07":
            continue
        paragraph, mark, at = _printed(text[at:i]), start + i, i + 1
        if mark in marks.row_ends:
            rows.append(row)
            row, cell = [], []
        elif char == "\x07":
            row.append([*cell, paragraph])
            cell = []
        elif mark in marks.in_table:
            cell.append(paragraph)
        else:
            out += [*grid.write(rows), paragraph]
            rows = []
    rest = _printed(text[at:])
    return [*out, *grid.write([*rows, row] if row else rows), *cell, *([rest] if rest else [])]


def _printed(text: str) -> str:
    """The characters of a paragraph that are printed: of fields their results."""
    while (begin := text.rfind("\x13")) >= 0:
        end = text.find("\x15", begin)
        shown = text.find("\x14", begin, end if end >= 0 else len(text))
        result = text[shown + 1 : end if end >= 0 else len(text)] if shown >= 0 else ""
        text = text[:begin] + result + (text[end + 1 :] if end >= 0 else "")
    return text.translate(GONE)


def _decoded(text: str) -> str:
    """The text, undone where it was typed in a font of before Unicode."""
    told = encodings.told(text)
    return encodings.read_as(text, told) or text if told in ("tcvn3", "vni", "viscii") else text
