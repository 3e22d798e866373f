import pytest

from pipeline.page.columns import zones
from pipeline.sheet import Token, words
from tests.papers import WIDTH, line

LONG = "Thực hiện Nghị định số 30/2020/NĐ-CP của Chính phủ về công tác văn thư trên địa bàn tỉnh"
HEAD = [
    *line("ỦY BAN NHÂN DÂN", 60, 60, 11),
    *line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 270, 60, 11),
    *line("TỈNH LAI CHÂU", 70, 78, 11),
    *line("Độc lập - Tự do - Hạnh phúc", 300, 77, 11),
    *line("Số: 12/KH-UBND", 75, 100, 11),
    *line("Lai Châu, ngày 24 tháng 4 năm 2025", 290, 101, 11),
    *line("KẾ HOẠCH", 270, 130, 13),
    *line(LONG, 60, 160, 10),
]
FOOT = [
    *line(LONG, 60, 500, 10),
    *line("TM. ỦY BAN NHÂN DÂN", 330, 530, 11),
    *line("Nơi nhận:", 60, 545, 11),
    *line("KT. CHỦ TỊCH", 350, 546, 11),
    *line("- Như trên;", 60, 560, 11),
    *line("Tống Thanh Hải", 350, 600, 11),
]


def columns(tokens: list[Token]) -> list[tuple[list[str], list[str]]]:
    return [([words(x) for x in zone.left], [words(x) for x in zone.right]) for zone in zones(tokens, WIDTH)]


def test_the_letterhead_divides_at_the_gutter_and_ends_above_the_title() -> None:
    assert columns(HEAD) == [
        (
            ["ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU", "Số: 12/KH-UBND"],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Lai Châu, ngày 24 tháng 4 năm 2025"],
        )
    ]


def test_the_signature_begins_above_noi_nhan_and_below_the_body() -> None:
    assert columns(FOOT) == [(["Nơi nhận:", "- Như trên;"], ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "Tống Thanh Hải"])]


@pytest.mark.parametrize(
    "tokens",
    [
        line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 130, 60, 13),  # a form's head, in the middle
        line(LONG, 60, 160, 10),
        line("Nơi nhận hồ sơ và trả kết quả của bộ phận một cửa các cấp", 60, 160, 10),
        [],
    ],
)
def test_what_isnt_set_in_columns_stays_whole(tokens: list[Token]) -> None:
    assert columns(tokens) == []


def test_misread_anchors_are_known_on_recognised_pages() -> None:
    read = {"CỘNG": "CÔNG", "HÒA": "HOA", "NGHĨA": "NGHIA", "Nơi": ".Vơi"}
    for tokens in (HEAD, FOOT):
        misread = [t._replace(text=read.get(t.text, t.text), confidence=0.8) for t in tokens]
        assert len(columns(misread)) == 1


def test_a_list_that_goes_on_upon_the_next_page_has_the_name_beside_it() -> None:
    tokens = [*line("- Các sở, ban, ngành;", 60, 60, 11), *line("Tống Thanh Hải", 350, 75, 11), *line("- Lưu: VT, KTNS.", 60, 90, 11)]
    zone = zones(tokens, WIDTH)[0]
    assert (zone.copies, zone.onward) == (True, True)
    assert columns(tokens) == [(["- Các sở, ban, ngành;", "- Lưu: VT, KTNS."], ["Tống Thanh Hải"])]
