"""Tesseract: whether it is here, and what words it makes of a grey picture."""

import os
import shutil
import struct
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from statistics import median
from typing import Any

from pipeline.sheet import Token

SPECK = 0.7  # confidence below which a word without letters is none
MARKS = {"-", "–", "+", ":", ";", "/", "*", ".", ",", "./.", "(", ")"}
JUNK = " „#=~_|\\<>^`¬•®©¦°«»{}[]‹›€"  # at the ends of words: seals, rules, the edge of the paper
SECONDS = 120  # for one picture


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """The models that Tesseract has here; empty where it isn't installed."""
    program = shutil.which("tesseract")
    if not program:
        return frozenset()
    try:
        out = subprocess.run([program, "--list-langs"], capture_output=True, check=False, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(out.stdout.decode("utf-8", "replace").split("\n")[1:])


def tokens(grey: Any, dpi: float, mode: int) -> list[Token]:
    """The words of a grey picture, in its pixels, as Vietnamese; `mode` is Tesseract's page segmentation mode."""
    return _tokens(run(grey, mode, "vie", "--dpi", str(round(dpi)), "tsv").split("\n"))


def tokens_of_each(pictures: Sequence[tuple[Any, float]], mode: int) -> list[list[Token]]:
    """The words of grey pictures, each with its dots per inch: to start once takes as long as to read a line."""
    rows = _output(_tiff(pictures), mode, "vie", "tsv").split("\n")
    return [_tokens([row for row in rows if row.startswith(f"5\t{page}\t")]) for page in range(1, len(pictures) + 1)]


def _tokens(table: Sequence[str]) -> list[Token]:
    """The words of Tesseract's table."""
    lines: dict[tuple[str, ...], list[tuple[str, int, int, int, int, float]]] = {}
    for row in table:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        word = (
            (cells[11].strip(JUNK) or cells[11].strip()).replace("£", "L"),
            left,
            top,
            left + width,
            top + height,
            float(cells[10]) / 100,
        )
        lines.setdefault(tuple(cells[1:5]), []).append(word)
    usual = median(_size(line) for line in lines.values()) if lines else 1.0
    return [token for line in lines.values() for token in _line(line, usual) if _is_word(token)]


def _size(words: Sequence[tuple[str, int, int, int, int, float]]) -> float:
    """The size of a line's type: of its taller words."""
    heights = sorted(bottom - top for _, _, top, _, bottom, _ in words)
    return float(heights[len(heights) * 3 // 4])


def _is_word(token: Token) -> bool:
    """Whether this is more than a speck."""
    return token.confidence >= SPECK or any(c.isalnum() for c in token.text) or token.text in MARKS


def _line(words: Sequence[tuple[str, int, int, int, int, float]], usual: float) -> list[Token]:
    """The words of one line with what they have in common: where it stands, the size of its type."""
    base = median(bottom for _, _, _, _, bottom, _ in words)
    size = _size(words)
    if 0.7 * usual < size < 1.4 * usual:  # heights are those of the letters that happen to stand there
        size = usual
    return [Token(text, x0, top, x1, bottom, base, size, max(sure, 0.0)) for text, x0, top, x1, bottom, sure in words]


def run(grey: Any, mode: int, language: str, *options: str) -> str:
    """What Tesseract writes about a grey picture; empty where it takes too long."""
    return _output(f"P5 {grey.width} {grey.height} 255\n".encode() + grey.tobytes(), mode, language, *options)


def _output(picture: bytes, mode: int, language: str, *options: str) -> str:
    command = ["tesseract", "-", "-", "-l", language, "--psm", str(mode), *options]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        out = subprocess.run(command, input=picture, capture_output=True, check=False, timeout=SECONDS, env=environment)
    except subprocess.TimeoutExpired:
        return ""
    return str(out.stdout, "utf-8", "replace")


def _tiff(pictures: Sequence[tuple[Any, float]]) -> bytes:
    """Grey pictures as the pages of one TIFF file, without compression: the one kind of which Tesseract reads several from a pipe."""
    out = bytearray(struct.pack("<2sHI", b"II", 42, 8))
    for number, (grey, dpi) in enumerate(pictures, 1):
        at = len(out)
        end = at + 2 + 12 * 11 + 4  # of the directory; the resolution and the pixels follow
        size = grey.width * grey.height
        after = end + 8 + size + (size & 1)
        entries = (  # tag, type (3 of two bytes, 4 of four, 5 a fraction of two), value
            (256, 4, grey.width),
            (257, 4, grey.height),
            (258, 3, 8),  # bits a pixel
            (259, 3, 1),  # no compression
            (262, 3, 1),  # black is 0
            (273, 4, end + 8),  # where the pixels begin
            (277, 3, 1),  # value a pixel
            (278, 4, grey.height),
            (279, 4, size),
            (282, 5, end),
            (283, 5, end),
        )
        out += struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
        out += struct.pack("<III", after if number < len(pictures) else 0, round(dpi), 1) + grey.tobytes() + bytes(size & 1)
    return bytes(out)
