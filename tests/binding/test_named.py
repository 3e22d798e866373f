import pytest

from pipeline.binding.named import NamedText, NamedTexts
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
        ("Luật Thuế GTGT", "2026-12-01", "48/2024/QH15"),
        ("Luật Thuế thu nhập doanh nghiệp năm 2025", "2025-12-01", "67/2025/QH15"),
        ("Luật KH,CN&ĐMST năm 2025", "2025-12-01", "93/2025/QH15"),
        ("Luật Khoa học công nghệ và đổi mới sáng tạo năm 2025", "2025-12-01", "93/2025/QH15"),
        ("Luật Phòng chống bạo lực gia đình", "2025-12-01", "13/2022/QH15"),
        ("Chương trình về phòng, chống bạo lực gia đình trong tình hình mới đến năm 2025", "2025-04-24", "45/QĐ-TTg"),
        ("Đề án 06", "2025-04-24", "06/QĐ-TTg"),
        ("Đề án 07", "2025-04-24", None),
        ("Chiến lược quốc gia về bình đẳng giới giai đoạn 2021 - 2030", None, "28/NQ-CP"),  # one, in whichever spelling
    ],
)
def test_editions(name: str, on: str | None, key: str | None) -> None:
    found = shared().build(NamedTexts).find(name, on)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("name", "on", "date", "key"),
    [
        ("Luật Tổ chức chính quyền địa phương", "2025-11-20", "2025-06-16", "72/2025/QH15"),
        ("Luật Tổ chức chính quyền địa phương", "2025-11-20", None, None),
        ("Luật Đường sắt", "2026-11-20", "2025-06-27", "95/2025/QH15"),
        ("Luật Đường sắt", "2026-11-20", "2017-06-16", "06/2017/QH14"),
        ("Luật Đường sắt", "2026-11-20", "2019-03-04", None),
        ("Luật Thương mại", "2025-11-20", "2025-06-14", "36/2005/QH11"),  # a slip
        ("Luật Nhà ở 2023", "2024-01-20", None, "27/2023/QH15"),
        ("Luật Đường sắt 2025", "2025-07-20", None, "95/2025/QH15"),
    ],
)
def test_a_day_tells_the_edition(name: str, on: str, date: str | None, key: str | None) -> None:
    found = shared().build(NamedTexts).find(name, on, date)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(("on", "key"), [("2030-06-01", None), ("2028-06-01", "73/2006/QH11")])
def test_an_edition_that_is_only_cited_makes_a_name_doubtful(on: str, key: str | None) -> None:
    seen = [NamedText("cited", "5/2029/QH17", "2029", None, None, 0.85)]
    found = shared().build(NamedTexts).find("Luật Bình đẳng giới", on, None, seen)
    assert (found.key if found else None) == key


def test_a_law_is_the_assembly_s() -> None:
    found = shared().build(NamedTexts).find("Luật Bình đẳng giới", "2021-01-01")
    assert found is not None
    assert (found.issuer, found.date, found.id) == ("Quốc hội", "2006-11-29", "law-73-2006-qh11")
    assert found.issuer_id
