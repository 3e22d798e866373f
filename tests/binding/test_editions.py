import pytest

from pipeline.binding.editions import Editions
from pipeline.model import Mention, Paper
from pipeline.rulebook import shared


def mention(key: str | None, date: str | None, title: str | None, doc_type: str = "Luật") -> Mention:
    return Mention("m", key, key, doc_type, date, "Quốc hội", "quoc_hoi", title, "exact", None, 0, 1)


def paper(name: str, date: str = "2025-11-20") -> Paper:
    return Paper(name, f"{name}.txt", 0, "issued", None, None, date, None, None, None, ())


@pytest.mark.parametrize(
    ("title", "date", "by", "key"),
    [
        ("Luật Bảo vệ môi trường", "2020-11-17", "a", "72/2020/QH14"),  # its day before the misprint cited beside it
        ("Luật Bảo vệ môi trường", None, "a", "17/2020/QH14"),  # what the dispatch itself cites
        ("Luật Bảo vệ môi trường", None, "b", "72/2020/QH14"),
        ("Luật Trên Trời", None, "b", None),
        ("Luật Trên Trời", None, "c", "1/2024/QH15"),
        ("Luật Trên Trời năm 2024", None, "b", "1/2024/QH15"),
        ("Luật Trên Trời năm 2023", None, "c", None),
    ],
)
def test_which_edition(title: str, date: str | None, by: str, key: str | None) -> None:
    editions = Editions(shared())
    editions.note(paper("a"), mention("17/2020/QH14", None, "Luật Bảo vệ môi trường"))
    editions.note(paper("c"), mention("1/2024/QH15", "2024-05-06", "Luật Trên Trời"))
    editions.note(paper("b"), mention("9/QĐ-X", "2024-05-06", "Luật Trên Trời", "QĐ"))
    found = editions.meant(title, paper(by), mention(None, date, title))
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("key", "date", "title", "right"),
    [
        ("17/2020/QH14", "2020-11-17", "Luật Bảo vệ môi trường", "72/2020/QH14"),
        ("72/2020/QH14", "2020-11-17", "Luật Bảo vệ môi trường", None),
        ("17/2020/QH14", "2020", "Luật Bảo vệ môi trường", None),
        ("17/2020/QH14", "2020-11-18", "Luật Bảo vệ môi trường", None),
        ("17/2020/QH14", "2020-11-17", None, None),
    ],
)
def test_misprinted_numbers(key: str, date: str, title: str | None, right: str | None) -> None:
    assert Editions(shared()).mended(mention(key, date, title)) == right
