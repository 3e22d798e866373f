import pytest

from pipeline import rulebook
from pipeline.citing.numbered import Numbered
from pipeline.citing.shorts import Shorts, recall
from pipeline.extract.citations import Reader

BOOK = rulebook.load()
TYPES = BOOK.entries("citations", "short_types")


def bare(text: str) -> list[str | None]:
    return [c.key for c in BOOK.build(Shorts).read(text, 0, len(text))]


@pytest.mark.parametrize(("text", "keys"), [(e["text"], e["keys"]) for t in TYPES for e in t["examples"]])
def test_bare_numbers(text: str, keys: list[str]) -> None:
    assert bare(text) == keys


@pytest.mark.parametrize("text", [text for t in TYPES for text in t["not"]])
def test_no_bare_numbers(text: str) -> None:
    assert bare(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Nghị định số 9/2031/NĐ-CP ngày 2/3/2031; Nghị định 9",
            [("9/2031/NĐ-CP", "2031-03-02", "exact", None), ("9/2031/NĐ-CP", "2031-03-02", "short", 0)],
        ),
        (
            "Nghị định số 9/2031/NĐ-CP ngày 2/3/2031; Nghị định số 9/2031/NĐ-CP",
            [("9/2031/NĐ-CP", "2031-03-02", "exact", None), ("9/2031/NĐ-CP", "2031-03-02", "short", 0)],
        ),
        (
            "V/v Nghị định số 9/2031/NĐ-CP; Nghị định số 9/2031/NĐ-CP ngày 2/3/2031",
            [("9/2031/NĐ-CP", "2031-03-02", "short", None), ("9/2031/NĐ-CP", "2031-03-02", "exact", None)],
        ),
        (
            "Thông tư số 9/2031/TT-BTC ngày 2/3/2031; Nghị định 9",
            [("9/2031/TT-BTC", "2031-03-02", "exact", None), ("9", None, "exact", None)],
        ),
        (
            "Nghị định số 9/2030/NĐ-CP ngày 2/3/2030; NĐ 9/2031",
            [("9/2030/NĐ-CP", "2030-03-02", "exact", None), ("9/2031", None, "exact", None)],
        ),
    ],
)
def test_what_a_short_form_inherits(text: str, wanted: list[tuple[str, str | None, str, int | None]]) -> None:
    full = BOOK.build(Numbered).read(text, 0, len(text), [])
    shorts = [s for s in BOOK.build(Shorts).read(text, 0, len(text)) if not any(c.span.meets(s.span) for c in full)]
    found = recall(sorted([*full, *shorts], key=lambda c: c.span))
    assert [(c.key, c.date, c.method, c.antecedent) for c in found] == wanted


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Căn cứ Luật Đường sắt số 95/2031/QH16; khoản 1 Điều 25 Luật Đường sắt", ["95/2031/QH16", "95/2031/QH16"]),
        ("Căn cứ Luật Đường sắt số 95/2031/QH16; Điều 25 Luật Đường sắt năm 2031", ["95/2031/QH16", "95/2031/QH16"]),
        ("Căn cứ Luật Đường sắt số 95/2031/QH16; thay Luật Đường sắt năm 2017", ["95/2031/QH16", None]),
        ("theo Luật Đường sắt; Căn cứ Luật Đường sắt số 95/2031/QH16", [None, "95/2031/QH16"]),
    ],
)
def test_a_law_named_again_is_the_one_that_was_cited_with_its_number(text: str, keys: list[str | None]) -> None:
    assert [c.key for c in recall(BOOK.build(Reader).mentions(text, 0, len(text)))] == keys


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Luật Giá năm 2023; theo Luật Giá", ["Luật Giá năm 2023"] * 2),
        ("theo Luật Giá; Luật Giá năm 2023", ["Luật Giá", "Luật Giá năm 2023"]),
        ("Luật Giá năm 2012 và Luật Giá năm 2023; theo Luật Giá", ["Luật Giá năm 2012", "Luật Giá năm 2023", "Luật Giá"]),
        (
            "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XX của Đảng; Nghị quyết Đại hội Đảng lần thứ XX",
            ["Nghị quyết Đại hội đại biểu toàn quốc lần thứ XX của Đảng"] * 2,
        ),
        (
            "Nghị quyết Đại hội Đảng lần thứ XX; Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX",
            ["Nghị quyết Đại hội Đảng lần thứ XX", "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX"],
        ),
    ],
)
def test_a_text_named_again_has_the_name_that_it_was_named_with_in_full(text: str, names: list[str]) -> None:
    assert [c.name for c in recall(BOOK.build(Reader).mentions(text, 0, len(text)))] == names
