import pytest

from pipeline import rulebook
from pipeline.grammar.titles import Titles

BOOK = rulebook.load()
TITLES = BOOK.build(Titles)


def names(text: str) -> list[str]:
    return [name.name for name in TITLES.names(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("theo Luật Đất đai và các văn bản hướng dẫn", ["Luật Đất đai"]),
        ("theo Luật Đất đai năm 2024 thì", ["Luật Đất đai năm 2024"]),
        ("theo Bộ luật Dân sự 2015;", ["Bộ luật Dân sự 2015"]),
        ("Luật Phòng , chống ma túy ngày 09 tháng 12", ["Luật Phòng, chống ma túy"]),
        ("Luật Phòng chống ma tuý", ["Luật Phòng chống ma tuý"]),
        ("Luật Phòng, chống thiên tai và Luật Đê điều", ["Luật Phòng, chống thiên tai", "Luật Đê điều"]),
        ("Luật sửa đổi, bổ sung một số điều của Luật Giáo dục", ["Luật sửa đổi, bổ sung một số điều của Luật Giáo dục"]),
        ("Luật sửa đổi Luật Giá và Nghị định", ["Luật sửa đổi Luật Giá"]),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Giá, Luật Thuế và Luật Kế toán số 12/2031/QH16",
            ["Luật sửa đổi, bổ sung một số điều của Luật Giá, Luật Thuế và Luật Kế toán"],
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Kế toán được áp dụng",
            ["Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Kế toán"],
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của các luật có liên quan đến đầu tư xây dựng cơ bản.",
            ["Luật sửa đổi, bổ sung một số điều của các luật có liên quan đến đầu tư xây dựng cơ bản"],
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Giá; Luật Kế toán",
            ["Luật sửa đổi, bổ sung một số điều của Luật Giá", "Luật Kế toán"],
        ),
        ("Luật sửa đổi Luật Giá, Kế toán, Hải quan, Luật Nhà ở thì", ["Luật sửa đổi Luật Giá, Kế toán, Hải quan, Luật Nhà ở"]),
        ("Luật sửa đổi, bổ sung 07 Luật (Luật Giá; Luật Nhà ở)", ["Luật sửa đổi, bổ sung 07 Luật (Luật Giá; Luật Nhà ở)"]),
        ("Pháp lệnh về phí và lệ phí", ["Pháp lệnh về phí và lệ phí"]),
        ("Luật NSNN, Luật thuế TNDN", ["Luật NSNN", "Luật thuế TNDN"]),
        ("Luật Giao thông vũ trụ quy định rằng", ["Luật Giao thông vũ trụ"]),
        ("Luật Hàng không liên hành tinh (sửa đổi)", ["Luật Hàng không liên hành tinh"]),
        ("Luật Luật sư", ["Luật Luật sư"]),
        ("LUẬT ĐẤT ĐAI", ["LUẬT ĐẤT ĐAI"]),
        ("luật Đất đai", ["luật Đất đai"]),
        ("Hiến pháp năm 2013", ["Hiến pháp năm 2013"]),
        (
            "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 1992",
            ["Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 1992"],
        ),
        ("luật đất đai", []),
        ("Luật này", []),
        ("Hiến pháp và pháp luật", []),
        ("tuân thủ Hiến pháp, luật", []),
        ("mà Hiến pháp đã quy định", ["Hiến pháp"]),
        ("bảo vệ hiến pháp", []),
        ("Luật ban hành VBQPPL", ["Luật ban hành VBQPPL"]),
        ("Luật KH,CN&ĐMST năm 2025", ["Luật KH,CN&ĐMST năm 2025"]),
        ("các Luật, Pháp lệnh về thuế", []),
        ("Luật số 12/2031/QH16", []),
        ("", []),
    ],
)
def test_where_a_name_ends(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    "text", [text for section in ("strangers", "drafting") for e in BOOK.entries("named_texts", section) for text in e["examples"]]
)
def test_strangers(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text", [text for section in ("strangers", "drafting") for e in BOOK.entries("named_texts", section) for text in e["not"]]
)
def test_no_strangers(text: str) -> None:
    assert len(names(text)) == 1


def test_every_title_is_read_to_its_end() -> None:
    for law in BOOK.entries("named_texts", "laws"):
        text = f"{law['kind']} {law['title']} và những gì khác"
        assert names(text) == [f"{law['kind']} {law['title']}"], law["id"]


@pytest.mark.parametrize("words", ["Luật sửa đổi ", "Luật Giá, ", "Luật sửa đổi Luật Giá và "])
def test_names_within_names_end(words: str) -> None:
    assert len(names(words * 2000)) < 2001
