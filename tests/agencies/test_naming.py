import pytest

from pipeline.agencies.naming import Naming
from pipeline.rulebook import load

BOOK = load()
NAMING = BOOK.build(Naming)
UNITS = BOOK.entries("agencies", "units")


@pytest.mark.parametrize(("id_", "words"), [(e["id"], w) for e in UNITS for w in e.get("examples", ())])
def test_unit_examples(id_: str, words: str) -> None:
    name = NAMING.at(NAMING.reading(words, 0, len(words)), 0)
    assert name is not None
    assert (name.end, name.id or id_) == (len(words), name.id)


@pytest.mark.parametrize("words", [w for e in UNITS for w in e.get("not", ())])
def test_unit_lookalikes(words: str) -> None:
    assert NAMING.at(NAMING.reading(words, 0, len(words)), 0) is None


@pytest.mark.parametrize("words", [w for e in BOOK.entries("agencies", "groups") for w in e["examples"]])
def test_group_examples(words: str) -> None:
    name = NAMING.at(NAMING.reading(words, 0, len(words)), 0)
    assert name is not None
    assert (name.sort, name.end) == ("group", len(words))


@pytest.mark.parametrize("words", [w for e in BOOK.entries("agencies", "groups") for w in e["not"]])
def test_group_lookalikes(words: str) -> None:
    assert NAMING.at(NAMING.reading(words, 0, len(words)), 0) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("các cơ quan, đơn vị, bộ phận liên quan", "các cơ quan, đơn vị"),
        ("cơ quan, bộ phận, người", None),
        ("các bộ, ngành chủ trì", "các bộ, ngành"),
        ("các sở, ban, ngành, Hội Nông dân tỉnh", "các sở, ban, ngành"),
        ("UBND các xã, phường trên địa bàn tỉnh Nghệ An;", "UBND các xã, phường trên địa bàn tỉnh Nghệ An"),
        ("Thủ trưởng đơn vị sự nghiệp công lập thuộc", "Thủ trưởng đơn vị sự nghiệp công lập"),
        (
            "các đơn vị sự nghiệp công lập trực thuộc Ủy ban nhân dân Thành phố",
            "các đơn vị sự nghiệp công lập trực thuộc Ủy ban nhân dân Thành phố",
        ),
        ("các trường hợp khác", None),
        ("Tổng cục Thuế có ý kiến", "Tổng cục Thuế"),
        ("TTg ngày 15", "TTg"),
        ("Bộ phận một cửa tiếp nhận", "Bộ phận một cửa"),
        ("Công an tỉnh, Viện kiểm sát", "Công an tỉnh"),
    ],
)
def test_borders(text: str, name: str | None) -> None:
    found = NAMING.at(NAMING.reading(text, 0, len(text)), 0)
    assert (text[: found.end] if found else None) == name


def test_symbols_are_no_names() -> None:
    text = "Nghị định số 13/2021/NĐ-CP, Quyết định 12/QĐ-UBND-VX và 356/LĐTBXH-BĐG"
    assert NAMING.all(NAMING.reading(text, 0, len(text))) == []
