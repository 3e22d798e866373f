import pytest

from pipeline import rulebook
from pipeline.grammar.numbers import Numbers

BOOK = rulebook.load()
NUMBERS = BOOK.build(Numbers)
FAMILIES = BOOK.entries("document_types", "families")
REFUSED = BOOK.entries("document_types", "refused")
RUNNING = [(e["text"], e["keys"]) for f in FAMILIES if f["id"] != "header" for e in f["examples"]]
HEADER = [(e["text"], e["keys"][0]) for f in FAMILIES if f["id"] == "header" for e in f["examples"]]
SILENT = [text for f in FAMILIES for text in f["not"]] + [text for r in REFUSED for text in r["examples"]]


def keys(text: str) -> list[str]:
    return [s.key for s in NUMBERS.symbols(text, 0, len(text))]


@pytest.mark.parametrize(("text", "wanted"), RUNNING, ids=[text[:60] for text, _ in RUNNING])
def test_running_text(text: str, wanted: list[str]) -> None:
    assert keys(text) == wanted
    for symbol in NUMBERS.symbols(text, 0, len(text)):
        assert text[symbol.span.start : symbol.span.end] == symbol.raw
        assert symbol.key.endswith(symbol.notation)


@pytest.mark.parametrize(("text", "wanted"), HEADER)
def test_number_line(text: str, wanted: str) -> None:
    symbol = NUMBERS.symbol_at(text, text.find("Số"), len(text))
    assert symbol is not None
    assert (symbol.key or symbol.raw.strip(" .…")) == wanted


@pytest.mark.parametrize("text", SILENT)
def test_lookalikes_are_silent(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize("text", [text for r in REFUSED for text in r["not"]])
def test_a_refusing_word_does_not_reach_over_a_type(text: str) -> None:
    assert len(keys(text)) == 1


@pytest.mark.parametrize(
    ("text", "key", "doc_type", "issuers"),
    [
        ("Số: 15/QĐ-UBND", "15/QĐ-UBND", "QĐ", ("UBND",)),
        ("15/QĐ-UBND", "15/QĐ-UBND", "QĐ", ("UBND",)),
        ("Số 07-CV/BTCTU", "07-CV/BTCTU", "CV", ("BTCTU",)),
        ("07-QĐ/TW", "07-QĐ/TW", "QĐ", ("TW",)),
        ("12/QyĐ-UBND", "12/QyĐ-UBND", "QyĐ", ("UBND",)),
        ("99/SNV-TCBC", "99/SNV-TCBC", "CV", ("SNV",)),
        ("99/CV-SNV", "99/CV-SNV", "CV", ("SNV",)),
        ("05/2024/TTLT-BTC-BNV", "05/2024/TTLT-BTC-BNV", "TTLT", ("BTC", "BNV")),
        ("11/2024/QH15", "11/2024/QH15", None, ("QH",)),
        ("14/2023/UBTVQH15", "14/2023/UBTVQH15", None, ("UBTVQH",)),
        ("31/2023/NQ-HĐND9", "31/2023/NQ-HĐND9", "NQ", ("HĐND",)),
        ("33/QĐ-UBNDngày", "33/QĐ-UBND", "QĐ", ("UBND",)),
        ("33/QĐ-UBND.", "33/QĐ-UBND", "QĐ", ("UBND",)),
        ("33/QĐ-UBND - Sở Nội vụ", "33/QĐ-UBND", "QĐ", ("UBND",)),
        ("33/QĐ-UBND - UBND tỉnh", "33/QĐ-UBND", "QĐ", ("UBND",)),
        ("33/QĐ-\nUBND", "33/QĐ-UBND", "QĐ", ("UBND",)),
        ("8/CT-TTG", "8/CT-TTg", "CT", ("TTg",)),
        ("8/NĐ-CР", "8/NĐ-CP", "NĐ", ("CP",)),
        ("8/KL-TTr", "8/KL-TTr", "KL", ("TTr",)),
    ],
)
def test_symbol_at(text: str, key: str, doc_type: str | None, issuers: tuple[str, ...]) -> None:
    symbol = NUMBERS.symbol_at(text, 0, len(text))
    assert symbol is not None
    assert (symbol.key, symbol.doc_type, symbol.issuers) == (key, doc_type, issuers)


@pytest.mark.parametrize("text", ["", "ngày 12/5/2024", "Số: 12", "năm 2024", "KẾ HOẠCH"])
def test_no_symbol_at(text: str) -> None:
    assert NUMBERS.symbol_at(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("words", "abbr"),
    [
        ("KẾ HOẠCH", "KH"),
        ("Quyết định", "QĐ"),
        ("QUYẾT  ĐỊNH", "QĐ"),
        ("Q U Y Ế T Đ Ị N H", "QĐ"),
        ("KE HOACH", "KH"),
        ("GIẤY UỶ QUYỀN", "GUQ"),
        ("THÔNG BÁO KẾT LUẬN", "TB"),
        ("BÁO CÁO THẨM TRA", "BC"),
        ("THÔNG TƯ LIÊN TỊCH", "TTLT"),
        ("BỘ LUẬT HÌNH SỰ", "Bộ luật"),
        ("**CHỈ THỊ**", "CT"),
        ("ỦY BAN NHÂN DÂN", None),
        ("", None),
    ],
)
def test_type_named(words: str, abbr: str | None) -> None:
    found = NUMBERS.type_named(words)
    assert (found.abbr if found else None) == abbr


def test_type_of() -> None:
    found = NUMBERS.type_of("TTr")
    assert found is not None
    assert found.name == "Tờ trình"
    assert NUMBERS.type_of("XYZ") is None
