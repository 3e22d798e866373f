import pytest

from pipeline.naming import Naming
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
