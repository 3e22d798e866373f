import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.model import Span
from pipeline.normalise.characters import settle

BOOK = rulebook.load()


@pytest.mark.parametrize(
    ("source", "settled"),
    [
        ("Số: **73**/QĐ-UBND", "Số: 73/QĐ-UBND"),
        ("**TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH**", "TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH"),
        ("(***báo cáo trước ngày 5/6***)", "(báo cáo trước ngày 5/6)"),
        ("(*Phụ lục kèm theo*).", "(Phụ lục kèm theo)."),
        ("_Nơi nhận:_", "Nơi nhận:"),
        ("**mở\n\nđầu", "mở\n\nđầu"),
        ("*", "*"),  # the star under the name of a Party body
        ("* Giải pháp", "* Giải pháp"),
        ("Ghi chú (*) và (*)", "Ghi chú (*) và (*)"),
        ("13021/BTC_PTHT và 15/BTC_QLG", "13021/BTC_PTHT và 15/BTC_QLG"),
        ("3 * 4 * 5", "3 * 4 * 5"),
        ("_____", "_____"),
        ("## Kế hoạch", "Kế hoạch"),
        ("điểm #3", "điểm #3"),
        ("Số:\u00a012", "Số: 12"),
        ("Số\t12", "Số  12"),
        ("QĐ\u00ad-UB\u200bND", "QĐ-UBND"),
        ("\ufeffSố", "Số"),
        ("Q\u00d0-TTg", "QĐ-TTg"),
        ("N\u0110-C\u0420", "NĐ-CP"),
        ("\u0422T-BTC", "TT-BTC"),
        ("\u041c\u043e\u0441\u043a\u0432\u0430", "\u041c\u043e\u0441\u043a\u0432\u0430"),  # a word of its own alphabet
        ("1478\u2044CĐ-TTg", "1478/CĐ-TTg"),
        ("KH\u2011UBND", "KH-UBND"),
        ("a\u2028b", "a\nb"),
        ("a\rb", "a\nb"),
        (unicodedata.normalize("NFD", "Ủy ban nhân dân tỉnh Đắk Lắk"), "Ủy ban nhân dân tỉnh Đắk Lắk"),
        ("ê\u0301 ơ\u0323", "ế ợ"),  # composed half, as Windows-1258 gives it
    ],
)
def test_characters_are_settled(source: str, settled: str) -> None:
    assert settle(source, BOOK).chars == settled


@pytest.mark.parametrize("section", ["characters", "gone"])
def test_entries_prove_themselves(section: str) -> None:
    for entry in BOOK.entries("misreadings", section):
        for source, settled in entry["examples"].items():
            assert settle(source, BOOK).chars == settled, entry["id"]
        for kept in entry.get("not", ()):
            assert settle(kept, BOOK).chars == kept, entry["id"]


def test_composed_letters_stand_for_what_they_were() -> None:
    source = unicodedata.normalize("NFD", "xã Bế")
    text = settle(source, BOOK)
    assert text.source(Span(3, 5)) == Span(4, 8)
    assert source[4:8] == unicodedata.normalize("NFD", "Bế")


@given(st.text(alphabet="aạĐ \n*_#/-.;:0\u0301\u00a0\u200b\u0420\t(", max_size=60))
def test_every_character_leads_back(source: str) -> None:
    text = settle(source, BOOK)
    last = 0
    for i, char in enumerate(text.chars):
        origin = text.source(Span(i, i + 1))
        assert last <= origin.start < origin.end <= len(source)
        last = origin.start
        words = source[origin.start : origin.end].replace("\u200b", "")
        plain = words.replace("\u00a0", " ").replace("\t", " ").replace("\u0420", "P")
        assert char in unicodedata.normalize("NFC", plain) + words


@given(st.text(alphabet="aạĐ \n*_#/-.;:0\u0301\u0323\u00a0\u200b\u0420\t(", max_size=60))
@example("a**\u0301")
def test_settled_text_is_composed(source: str) -> None:
    assert unicodedata.is_normalized("NFC", settle(source, BOOK).chars)
