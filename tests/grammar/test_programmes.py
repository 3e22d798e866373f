import pytest

from pipeline import rulebook
from pipeline.grammar.programmes import Programmes

BOOK = rulebook.load()
ENTRIES = BOOK.entries("named_texts", "programmes")


def names(text: str) -> list[str]:
    return [p.name for p in BOOK.build(Programmes).names(text, 0, len(text))]


@pytest.mark.parametrize(("text", "name"), [(e["text"], e["name"]) for entry in ENTRIES for e in entry["examples"]])
def test_names(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize("text", [text for entry in ENTRIES for text in entry["not"]])
def test_no_names(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chương trình A và Đề án B đến năm 2040", ["Đề án B đến năm 2040"]),
        ("Chương trình này đến năm 2040", []),
        ("thi hành Chiến lược về cây lạ đến năm 2040", ["Chiến lược về cây lạ đến năm 2040"]),
        ("ban hành Chiến lược về cây lạ đến năm 2040", []),
        ("Chương trình “Trồng cây lạ” giai đoạn 2031-2040", ["Chương trình “Trồng cây lạ” giai đoạn 2031-2040"]),
        ("Chiến lược về cây lạ đến năm 2040, tầm nhìn đến năm 2060.", ["Chiến lược về cây lạ đến năm 2040, tầm nhìn đến năm 2060"]),
    ],
)
def test_where_a_name_ends(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted
