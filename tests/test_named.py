import pytest

from pipeline.named import NamedTexts
from pipeline.rulebook import shared


@pytest.mark.parametrize(
    ("name", "on", "key"),
    [
        ("Luật Bảo hiểm xã hội", "2020-01-01", "58/2014/QH13"),
        ("Luật Bảo hiểm xã hội", "2024-12-01", None),  # the new law is there, the old one may be meant
        ("Luật Bảo hiểm xã hội", "2026-06-01", "41/2024/QH15"),
        ("Luật Bảo hiểm xã hội năm 2024", "2024-12-01", "41/2024/QH15"),
        ("Luật Bảo hiểm xã hội", None, None),
        ("Luật Bảo hiểm xã hội năm 1999", "2024-12-01", None),
        ("Bộ luật lao động", "2024-12-01", "45/2019/QH14"),
    ],
)
def test_editions(name: str, on: str | None, key: str | None) -> None:
    found = shared().build(NamedTexts).find(name, on)
    assert (found.key if found else None) == key


def test_a_law_is_the_assembly_s() -> None:
    found = shared().build(NamedTexts).find("Luật Bình đẳng giới", "2021-01-01")
    assert found is not None
    assert (found.issuer, found.date, found.id) == ("Quốc hội", "2006-11-29", "law-73-2006-qh11")
    assert found.issuer_id
