import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.ingest.ocr import tesseract
from tests.papers import FONTS

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
GREY = SimpleNamespace(width=2, height=2, tobytes=lambda: b"\0\0\0\0")


def table(*rows: tuple[int, int, int, int, int, float, str]) -> str:
    return "\n".join([HEAD, *(f"5\t1\t1\t1\t{line}\t1\t{x}\t{y}\t{w}\t{h}\t{sure}\t{word}" for line, x, y, w, h, sure, word in rows)])


def test_words_of_a_line_share_its_base_and_type(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        (1, 10, 10, 40, 30, 96.0, "Kính"),
        (1, 60, 12, 40, 22, 91.5, "nga"),
        (2, 10, 60, 40, 28, 90.0, "Sở"),
        (2, 60, 80, 5, 5, 20.0, "‘"),
    ]
    monkeypatch.setattr(tesseract, "run", lambda *_: table(*rows))
    found = tesseract.tokens(GREY, 200, 4)
    assert [t.text for t in found] == ["Kính", "nga", "Sở"]  # the last was a speck
    assert [t.confidence for t in found] == pytest.approx([0.96, 0.915, 0.9])
    assert found[0].base == found[1].base
    assert len({t.size for t in found}) == 1


@pytest.mark.parametrize(("read", "word"), [("|Kính", "Kính"), ("£ê", "Lê"), ("-", "-"), ("¬a", "a")])
def test_what_clings_to_words_goes(read: str, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "run", lambda *_: table((1, 10, 10, 40, 30, 96.0, read)))
    assert [t.text for t in tesseract.tokens(GREY, 200, 4)] == [word]


def test_one_thread_and_a_limit_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def run(command: list[str], **options: Any) -> Any:
        asked.update(options, command=command)
        return SimpleNamespace(stdout="Số: 12".encode())

    monkeypatch.setattr(subprocess, "run", run)
    assert tesseract.run(GREY, 7, "eng", "-c", "x=1") == "Số: 12"
    assert asked["command"] == ["tesseract", "-", "-", "-l", "eng", "--psm", "7", "-c", "x=1"]
    assert asked["env"]["OMP_THREAD_LIMIT"] == "1"
    assert asked["input"] == b"P5 2 2 255\n\0\0\0\0"
    assert asked["timeout"] == tesseract.SECONDS


def test_a_picture_that_takes_too_long_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **_: Any) -> Any:
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(subprocess, "run", run)
    assert tesseract.run(GREY, 4, "vie") == ""


def test_models_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/tesseract")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=b"List of available languages (2):\neng\nvie\n"))
    tesseract.languages.cache_clear()
    assert tesseract.languages() >= {"eng", "vie"}
    monkeypatch.setattr(shutil, "which", lambda _: None)
    tesseract.languages.cache_clear()
    assert tesseract.languages() == frozenset()
    tesseract.languages.cache_clear()


def test_several_pictures_are_read_at_once_as_each_alone() -> None:
    if "vie" not in tesseract.languages():
        pytest.skip("no Tesseract with its Vietnamese model")
    draw, font, image = (pytest.importorskip(f"PIL.{name}") for name in ("ImageDraw", "ImageFont", "Image"))
    face = next((path for path in FONTS if Path(path).exists()), None)
    if face is None:
        pytest.skip("no font with Vietnamese letters")
    pictures = []
    for words, size in (("Nguyễn Văn An", 40), ("", 40), ("CHỦ TỊCH", 61)):
        grey = image.new("L", (size * 12 + 1, 2 * size + 1), 255)
        draw.Draw(grey).text((size, size // 2), words, font=font.truetype(face, size), fill=0)
        pictures.append((grey, 5.0 * size))
    found = tesseract.tokens_of_each(pictures, 7)
    assert [[token.text for token in tokens] for tokens in found] == [["Nguyễn", "Văn", "An"], [], ["CHỦ", "TỊCH"]]
    assert found == [tesseract.tokens(grey, dpi, 7) for grey, dpi in pictures]
