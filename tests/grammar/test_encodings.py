import unicodedata

import pytest

from pipeline.grammar import encodings

WORDS = "Ủy ban nhân dân tỉnh đề nghị các sở, ngành khẩn trương triển khai"


@pytest.mark.parametrize(
    ("seen", "encoding", "text"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "tcvn3", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "vni", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Nghò quyeát cuûa Ñaûng uûy, löïc löôïng, quyõ ñaát", "vni", "Nghị quyết của Đảng ủy, lực lượng, quỹ đất"),
        ("Cá»™ng hÃ²a xÃ£ há»™i", "utf-8", "Cộng hòa xã hội"),
        ("Ðôòc lâòp, Haònh phuìc", "windows-1258", "Độc lập, Hạnh phúc"),
    ],
)
def test_look_alikes_are_told_and_undone(seen: str, encoding: str, text: str) -> None:
    assert encodings.readings(seen)[0].encoding == encoding
    assert unicodedata.normalize("NFC", encodings.read_as(seen, encoding) or "") == text


@pytest.mark.parametrize("seen", ["déjà vu à la carte, garçon", "Größe und Maß über Straßen", "", "abc"])
def test_other_languages_are_not_told(seen: str) -> None:
    assert encodings.told(seen) is None


def test_saved_wrongly_twice() -> None:
    once = encodings.look_alike(WORDS.encode())
    twice = encodings.look_alike(once.encode())
    assert encodings.read_as(once, "utf-8") == encodings.read_as(twice, "utf-8") == WORDS


def test_a_look_alike_has_one_character_a_byte() -> None:
    content = bytes(range(256))
    assert len(encodings.look_alike(content)) == 256
    assert encodings.bytes_of(encodings.look_alike(content)) == content
    assert encodings.bytes_of(WORDS) is None


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("ủY BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN"),
        ("THàNH PHố Đà NẵNG", "THÀNH PHỐ ĐÀ NẴNG"),
        ("Là tỉnh Lào Cai, Đà Nẵng", "Là tỉnh Lào Cai, Đà Nẵng"),
        ("UBND và HĐND Đà Nẵng", "UBND và HĐND Đà Nẵng"),
        ("UBND của tỉnh", "UBND của tỉnh"),
    ],
)
def test_tcvn3_capitals(text: str, right: str) -> None:
    assert encodings.capitals(text) == right
