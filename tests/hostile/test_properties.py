"""Tests 12 and 13 of the reliability plan: what holds for any text whatever, and in a time that grows with its length."""

import random
import time
import unicodedata
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline import rulebook, run
from pipeline.model import Parsed, Span
from pipeline.parse import parse
from pipeline.run import Options
from pipeline.store import rows
from tests.hostile.rig import LARGE, forks, sized
from tests.letters import folder, letter
from tests.test_run import dump

EXAMPLES = settings(
    max_examples=sized(40, 2000), deadline=None, derandomize=not LARGE, suppress_health_check=list(HealthCheck), database=None
)
PIECES = (  # what dispatches are made of, and what makes them hard
    *("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;", "Số: 12/KH-UBND", "QUYẾT ĐỊNH", "KẾ HOẠCH", "Kính gửi:"),
    *(
        "Điều 1. ",
        "khoản 2 Điều 3",
        "trước ngày 30/6/2025",
        "ngày 31/02/2024",
        "chậm nhất 17 giờ 00 ngày 15/3",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
    ),
    *("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An", "ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU", "Lai Châu, ngày 02 tháng 01 năm 2025"),
    *(
        "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính ",
        "| STT | Nội dung |",
        "1.",
        "a)",
        "PHỤ LỤC",
        "(đã ký)",
        "MẬT",
        "HỎA TỐC",
        "V/v ",
        "số 45/TTr-SNV",
    ),
    *(
        "\n",
        "\n\n",
        " ",
        "\t",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\u0301",
        "\u202e",
        "\x00",
        "\x1b",
        "\r\n",
        "\ufffd",
        "Ð",
        "NĐ-CР",
        "²",
        "١٢",
        "😀",
        "/",
        "-",
        "*",
    ),
)
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join)


@cache
def book() -> rulebook.Rulebook:
    return rulebook.shared()


def spans(parsed: Parsed) -> list[Span]:
    """Every place that anything was read from."""
    found = [p.span for p in parsed.problems if p.span]
    for d in parsed.dispatches:
        found += [d.span, *(f.span for f in d.facts.values()), *(p.span for p in d.problems if p.span)]
        for kind in (d.recipients, d.citations, d.deadlines, d.tasks):
            found += [row.span for row in kind]
    return found


@EXAMPLES
@given(texts)
def test_offsets_quote(text: str) -> None:
    """Nothing is ever raised; every place lies in the text; every date is one; each is read the same twice."""
    parsed = parse(text, book())
    assert all(0 <= span.start <= span.end <= len(parsed.text) for span in spans(parsed))
    for d in parsed.dispatches:
        for c in d.citations:
            assert c.span.start < c.span.end
            assert d.span.start <= c.span.start
            assert c.span.end <= d.span.end
        for due in d.deadlines:
            for day in (due.start_date, due.due_date):
                assert day is None or time.strptime(day, "%Y-%m-%d")
    assert parse(text, book()) == parsed
    made = rows.of_file(parsed, "reader")
    for names, start, end in (("facts", 4, 5), ("citations", 14, 15)):
        for row in made.tables.get(names, ()):
            quote = row[3] if names == "facts" else row[5]
            assert rows.sound(parsed.text)[row[start] : row[end]] == quote


@EXAMPLES
@given(texts)
def test_composed_or_not(text: str) -> None:
    """NFD and NFC read the same, as far as letters are of the Latin kind: their marks stand in one block."""
    assume(all("\u0300" <= c <= "\u036f" for c in unicodedata.normalize("NFD", text) if unicodedata.combining(c)))
    assume(not any("\u1100" <= c <= "\u11ff" for c in unicodedata.normalize("NFD", text)))
    one, two = (parse(unicodedata.normalize(form, text), book()) for form in ("NFC", "NFD"))
    assert one.text == two.text
    assert one.dispatches == two.dispatches


@EXAMPLES
@given(texts)
def test_normalised_once_is_enough(text: str) -> None:
    """What was normalised reads on: the keys found in it are found again."""
    first = parse(text, book())
    again = parse(first.text, book())
    assert again.error_code in (first.error_code, "empty", "no_dispatch", None)


@EXAMPLES
@given(st.binary(max_size=600))
def test_any_bytes(data: bytes) -> None:
    parsed = parse(data, book())
    assert parsed.error_code is None or parsed.error


@forks
@settings(EXAMPLES, max_examples=sized(3, 60))
@given(st.integers(0, 1 << 30))
def test_order_and_halves_make_no_difference(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Names drawn anew, workers, two runs in place of one: the same documents and bindings."""
    chance = random.Random(seed)
    place = tmp_path_factory.mktemp("order")
    numbers = chance.sample(range(1, 20), 8)
    basis = {n: f"Căn cứ Kế hoạch số {chance.choice(numbers)}/KH-UBND ngày 0{chance.randint(1, 9)}/4/2025;" for n in numbers}
    letters = {f"f{n:02}": letter(f"{n}/KH-UBND", f"2025-04-0{n % 9 + 1}", basis=basis[n]) for n in numbers}
    run.run(folder(place / "in", **letters), place / "once", Options(jobs=chance.choice([1, 2, 4])))
    half = dict(list(letters.items())[:4])
    run.run(folder(place / "in2", **half), place / "twice", Options(jobs=1))
    run.run(folder(place / "in2", **letters), place / "twice", Options(jobs=2))
    assert dump(place / "twice") == dump(place / "once")
    shuffled = dict(zip(chance.sample(sorted(letters), 8), letters.values(), strict=True))
    run.run(folder(place / "in3", **shuffled), place / "shuffled")
    one, two = dump(place / "once"), dump(place / "shuffled")
    for table in ("documents", "edges", "agencies"):
        assert one[table] == two[table]


HARD = {
    "digits": "1",
    "slashes": "1/",
    "dashes": "QĐ-",
    "blanks": " ",
    "words": "Căn cứ ",
    "upper": "Ủ",
    "number": "Số: 12/",
    "of": "của Ủy ban nhân dân ",
    "dots": ".",
    "tabs": "\t \n",
    "open": "(",
    "date": "ngày ",
    "points": "khoản 1, điểm a, ",
    "marks": "\u0301\u0323",
    "lines": "\n",
    "upper lines": "ỦY BAN NHÂN DÂN\n",
    "due": "trước ngày 30/6 và ",
    "duties": "Sở Nội vụ chủ trì, phối hợp với ",
    "cites": "Nghị định số 30/2020/NĐ-CP, ",
    "bullets": "- Sở Nội vụ;\n",
    "cells": "| 1 | a |\n",
    "stars": "**a",
    "to": "Kính gửi: Sở A; ",
    "columns": "| 1 | Nội dung | STT ",
    "copies": "Nơi nhận: ",
    "clauses": "quan liên quan tham mưu UBND tỉnh ban hành kế hoạch và tổ chức triển khai Nguyễn Văn An - ",
    "articles": "Điều 1. Nghị định số 1/2020/NĐ-CP ngày 01/01/2020;\n",
}


@pytest.mark.parametrize("name", HARD)
def test_time_grows_with_length(name: str) -> None:
    """Four times the text takes no more than eight times as long, and no MB takes twenty seconds."""
    head = letter()
    size = sized(12_000, 150_000)

    def took(length: int) -> float:
        text = head + "Căn cứ" + HARD[name] * (length // len(HARD[name])) + "x\n"
        began = time.process_time()
        parse(text, book())
        return time.process_time() - began

    took(size // 4)
    least = [min(took(length) for _ in range(2)) for length in (size, 4 * size)]
    assert least[1] < 8 * max(least[0], 0.02)
    assert least[1] / (4 * size) < 20e-6


def test_time_grows_with_a_footnote() -> None:
    """The mark of a note is looked for once, not by each of its citations."""

    def took(lines: int) -> float:
        note = "[1] Xem thêm:\n" + "".join(f"Quyết định số {i}/QĐ-TTg ngày 01/01/2025 của Thủ tướng Chính phủ.\n" for i in range(lines))
        began = time.process_time()
        parse(f"{letter()}\n\n-----\n{note}", book())
        return time.process_time() - began

    took(100)
    least = [min(took(lines) for _ in range(2)) for lines in (400, 1_600)]
    assert least[1] < 8 * max(least[0], 0.02)


def test_found_before() -> None:
    """Whatever once broke the reading, kept as it was found."""
    from tests.hostile import fuzz

    kept = sorted(path for path in fuzz.FOUND.iterdir() if path.suffix == ".bin")
    assert kept
    assert [(path.name, trouble) for path in kept if (trouble := fuzz.read(path.read_bytes()))] == []
