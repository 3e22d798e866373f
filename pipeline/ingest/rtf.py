"""RTF: the words that are printed; tables, list numbers and code pages of fonts minded, hidden and deleted text left out."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline import grid
from pipeline.errors import UnreadableError
from pipeline.grammar import encodings
from pipeline.source import Source

MAX_BYTES = 100 << 20
MAX_DEPTH = 1_000  # groups, one in the other
SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ",
}  # fmt: skip
SYMBOLS = {"~": "\u00a0", "_": "-", "-": "", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}
SILENT = {  # groups that hold no text of the page
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl",
    "footerr", "footerf", "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl", "listtable", "listoverridetable",
    "revtbl", "rsidtbl", "generator", "fldinst", "bkmkstart", "bkmkend", "annotation", "atnid", "atnauthor", "mmathPr", "ftnsep", "ftnsepc",
}  # fmt: skip
CHARSETS = {0: "cp1252", 163: "cp1258", 204: "cp1251", 238: "cp1250", 161: "cp1253", 162: "cp1254", 128: "cp932", 134: "gbk", 136: "big5"}
CELL, ROW, PARAGRAPH = "\x07", "\x06", "\x05"  # marks: end of a cell, of a row, of a paragraph in a cell


@dataclass(frozen=True, slots=True)
class State:
    """What holds for the characters of a group."""

    silent: bool = False
    hidden: bool = False
    in_table: bool = False
    skip: int = 1  # characters that stand in for one of Unicode
    codepage: str = "cp1252"


@dataclass(slots=True)
class Reader:
    """The characters of a file as they are printed, marks between them."""

    out: list[str] = field(default_factory=list)
    state: State = field(default_factory=State)
    stack: list[State] = field(default_factory=list)
    default: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0  # of the font table, the entry that is being read
    skipping: int = 0
    pending: bytearray = field(default_factory=bytearray)  # bytes of one code page

    def put(self, text: str) -> None:
        """Characters that are printed."""
        self.flush()
        if not (self.state.silent or self.state.hidden):
            self.out.append(text)

    def byte(self, value: int) -> None:
        """One byte of the code page."""
        if self.skipping:
            self.skipping -= 1
        elif not (self.state.silent or self.state.hidden):
            self.pending.append(value)

    def flush(self) -> None:
        """Decode the bytes that are waiting."""
        if self.pending:
            raw, self.pending = bytes(self.pending), bytearray()
            self.out.append(encodings.look_alike(raw) if self.state.codepage == "cp1252" else raw.decode(self.state.codepage, "replace"))


def read(content: bytes) -> Source:
    """An RTF file; paragraphs on a line each, rows of tables as `| a | b |`."""
    if len(content) > MAX_BYTES:
        raise UnreadableError("limit", f"the RTF measures {len(content) >> 20} MB; at most {MAX_BYTES >> 20} are read")
    reader = Reader()
    for kind, word, value in _tokens(content):
        _take(reader, kind, word, value)
    reader.flush()
    text = "".join(reader.out)
    told = encodings.told(text)
    text = (encodings.read_as(text, told) or text) if told in ("tcvn3", "vni", "viscii", "windows-1258") else text
    if not text.strip(f" \n\t{CELL}{ROW}{PARAGRAPH}"):
        raise UnreadableError("no_text", "the RTF holds no text; if it holds pictures, print it as PDF and run again")
    return Source("\n".join(_lines(text)).strip("\n") + "\n", "rtf", wrapped=False)


Token = tuple[str, str, int | None]  # kind (`{ } word symbol byte`), word or symbol, its number


def _tokens(content: bytes) -> Iterator[Token]:
    """The tokens of a file; runs of characters come byte by byte."""
    at, length = 0, len(content)
    while at < length:
        byte = content[at]
        at += 1
        if byte in b"{}":
            yield chr(byte), "", None
        elif byte in b"\r\n":
            continue
        elif byte != 0x5C:
            yield "byte", "", byte
        elif at >= length:
            return
        elif chr(content[at]).isascii() and chr(content[at]).isalpha():
            start = at
            while at < length and at - start < 32 and chr(content[at]).isascii() and chr(content[at]).isalpha():
                at += 1
            word, first = content[start:at].decode("ascii"), at
            if at < length and content[at] == 0x2D:
                at += 1
            while at < length and at - first < 12 and 0x30 <= content[at] <= 0x39:
                at += 1
            digits = content[first:at].decode("ascii")
            at += at < length and content[at] == 0x20
            value = int(digits) if digits.lstrip("-") else None
            if word == "bin":
                at += max(value or 0, 0)
            else:
                yield "word", word, value
        elif content[at] == 0x27:
            with contextlib.suppress(ValueError):
                yield "hex", "", int(content[at + 1 : at + 3], 16)
            at += 3
        else:
            yield "symbol", chr(content[at]), None
            at += 1


def _take(reader: Reader, kind: str, word: str, value: int | None) -> None:
    state = reader.state
    if kind == "{":
        reader.flush()
        reader.stack.append(state)
        if len(reader.stack) > MAX_DEPTH:
            raise UnreadableError("limit", f"the RTF's groups lie more than {MAX_DEPTH} deep")
    elif kind == "}":
        reader.flush()
        reader.state = reader.stack.pop() if reader.stack else State()
        reader.skipping = 0
    elif kind in ("byte", "hex"):
        reader.byte(value or 0)
    elif kind == "symbol":
        if word == "*":
            reader.state = replace(state, silent=True)
        elif word in SYMBOLS:
            reader.put(SYMBOLS[word])
    elif word == "u" and value is not None:
        reader.put(chr(value % 0x10000) if not 0xD800 <= value % 0x10000 < 0xE000 else "\ufffd")
        reader.skipping = state.skip
    else:
        _obey(reader, word, value)


def _obey(reader: Reader, word: str, value: int | None) -> None:
    """A control word."""
    state = reader.state
    on = value is None or value != 0
    if word == "par" and state.in_table:
        reader.put(PARAGRAPH)
    elif word in SIGNS:
        reader.put(SIGNS[word])
    elif word in ("intbl", "pard"):
        reader.state = replace(state, in_table=word == "intbl")
    elif word in ("cell", "nestcell"):
        reader.put(CELL if word == "cell" else " ")
    elif word == "row":
        reader.put(ROW)
    elif word in SILENT:
        reader.state = replace(state, silent=True)
    elif word in ("v", "deleted"):
        reader.flush()
        reader.state = replace(state, hidden=on)
    elif word == "uc":
        reader.state = replace(state, skip=min(max(value or 0, 0), 4))
    elif word == "ansicpg" and value:
        reader.default = _known(f"cp{value}")
        reader.state = replace(state, codepage=reader.default)
    elif word == "f" and value is not None:
        reader.font = value
        reader.flush()
        reader.state = replace(state, codepage=reader.fonts.get(value, reader.default))
    elif word == "fcharset" and value in CHARSETS and reader.state.silent:
        reader.fonts[reader.font] = CHARSETS[value] if value else reader.default
    elif word == "plain":
        reader.flush()
        reader.state = replace(state, hidden=False, codepage=reader.default)


def _known(name: str) -> str:
    try:
        b"a".decode(name)
    except LookupError:
        return "cp1252"
    return name


def _lines(text: str) -> list[str]:
    """The paragraphs, with runs of rows written as tables."""
    out: list[str] = []
    rows: list[list[list[str]]] = []
    for part in text.split(ROW):
        cells = part.split(CELL)
        if len(cells) == 1:  # no row ends here: the rest of the text
            return [*out, *grid.write(rows), *part.replace(PARAGRAPH, "\n").split("\n")]
        *before, first = cells[0].split("\n")
        if before:
            out += [*grid.write(rows), *before]
            rows = []
        rows.append([cell.replace("\n", PARAGRAPH).split(PARAGRAPH) for cell in [first, *cells[1:-1]]])
    return [*out, *grid.write(rows)]
