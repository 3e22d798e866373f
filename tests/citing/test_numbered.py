import pytest

from pipeline import rulebook
from pipeline.citing.numbered import Numbered
from pipeline.grammar.titles import Titles

BOOK = rulebook.load()


def read(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    names = BOOK.build(Titles).names(text, 0, len(text))
    found = BOOK.build(Numbered).read(text, 0, len(text), names)
    return [(text[c.span.start : c.span.end], c.key, c.doc_type, c.date) for c in found]


@pytest.mark.parametrize(
    ("text", "span", "key", "doc_type", "date"),
    [
        (
            "theo Kế hoạch số 9/KH-UBND, ngày 2/3/2031 của UBND tỉnh về việc",
            "Kế hoạch số 9/KH-UBND, ngày 2/3/2031 của UBND tỉnh",
            "9/KH-UBND",
            "KH",
            "2031-03-02",
        ),
        ("theo kế hoạch 9/KH-UBND", "kế hoạch 9/KH-UBND", "9/KH-UBND", "KH", None),
        ("văn bản số 9/TB-VPCP ngày 2/3/2031", "văn bản số 9/TB-VPCP ngày 2/3/2031", "9/TB-VPCP", "TB", "2031-03-02"),
        ("văn bản số 9/VPCP-NN", "văn bản số 9/VPCP-NN", "9/VPCP-NN", "CV", None),
        (
            "văn bản đề ngày 02 tháng 3 năm 2031 số 9/CV-HH của Hội A",
            "văn bản đề ngày 02 tháng 3 năm 2031 số 9/CV-HH của Hội A",
            "9/CV-HH",
            "CV",
            "2031-03-02",
        ),
        ("Quy định số 9-QĐ/TW, ngày 2/3/2031", "Quy định số 9-QĐ/TW, ngày 2/3/2031", "9-QĐ/TW", "QyĐ", "2031-03-02"),
        ("Chỉ thị số 9/CT-TW của Ban Bí thư", "Chỉ thị số 9/CT-TW của Ban Bí thư", "9-CT/TW", "CT", None),
        ("Tờ trình số 9/TT-STC", "Tờ trình số 9/TT-STC", "9/TT-STC", "TTr", None),
        ("Luật Giáo dục số 9/2031/QH16 ngày 2/3/2031", "Luật Giáo dục số 9/2031/QH16 ngày 2/3/2031", "9/2031/QH16", "Luật", "2031-03-02"),
        ("Luật Việc nuôi cây lạ và cá lạ số 9/2031/QH16", "Luật Việc nuôi cây lạ và cá lạ số 9/2031/QH16", "9/2031/QH16", "Luật", None),
        ("Bộ luật Lao động số 9/2031/QH16", "Bộ luật Lao động số 9/2031/QH16", "9/2031/QH16", "Bộ luật", None),
        ("Nghị quyết số 9/2031/QH16 của Quốc hội", "Nghị quyết số 9/2031/QH16 của Quốc hội", "9/2031/QH16", "NQ", None),
        ("Nghị định của Chính phủ số 9/2031/NĐ-CP", "Nghị định của Chính phủ số 9/2031/NĐ-CP", "9/2031/NĐ-CP", "NĐ", None),
        (
            "Nghị định số 9/2031/NĐ-CP của Chính phủ ngày 2/3/2031",
            "Nghị định số 9/2031/NĐ-CP của Chính phủ ngày 2/3/2031",
            "9/2031/NĐ-CP",
            "NĐ",
            "2031-03-02",
        ),
        (
            "Giấy phép khai thác số 9/GP-UBND ngày 2/3/2031",
            "Giấy phép khai thác số 9/GP-UBND ngày 2/3/2031",
            "9/GP-UBND",
            "GP",
            "2031-03-02",
        ),
        ("Thông báo kết luận số 9/TB-UBND", "Thông báo kết luận số 9/TB-UBND", "9/TB-UBND", "TB", None),
        (
            "Quyết định số 9/2004/QĐ-BCA (A11) ngày 2/3/2004",
            "Quyết định số 9/2004/QĐ-BCA (A11) ngày 2/3/2004",
            "9/2004/QĐ-BCA",
            "QĐ",
            "2004-03-02",
        ),
        ("9/QĐ-UBND 02/3/2031", "9/QĐ-UBND 02/3/2031", "9/QĐ-UBND", "QĐ", "2031-03-02"),
        (
            "Quyết định số 9/QĐ-UBND ngày 2/3/2031của UBND huyện",
            "Quyết định số 9/QĐ-UBND ngày 2/3/2031của UBND huyện",
            "9/QĐ-UBND",
            "QĐ",
            "2031-03-02",
        ),
    ],
)
def test_words_that_belong_to_a_number(text: str, span: str, key: str, doc_type: str, date: str | None) -> None:
    assert read(text) == [(span, key, doc_type, date)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Quyết định số 7, 8/QĐ-UBND ngày 2/3/2031",
            [("Quyết định số 7", "7/QĐ-UBND", "QĐ", None), ("8/QĐ-UBND ngày 2/3/2031", "8/QĐ-UBND", "QĐ", "2031-03-02")],
        ),
        (
            "công bố tại các Quyết định của Chủ tịch UBND tỉnh về danh mục: số 7/QĐ-UBND ngày 2/3/2031",
            [("số 7/QĐ-UBND ngày 2/3/2031", "7/QĐ-UBND", "QĐ", "2031-03-02")],
        ),
        ("Điều 5, 8/QĐ-UBND", [("8/QĐ-UBND", "8/QĐ-UBND", "QĐ", None)]),
        ("Số 5/KP3, phường A", []),
    ],
)
def test_lists_and_strangers(text: str, wanted: list[tuple[str, str, str, str | None]]) -> None:
    assert read(text) == wanted


def test_a_year_that_the_date_contradicts_in_one_digit() -> None:
    text = "Quyết định số 9/2002/QĐ-UBND ngày 2/3/2022"
    found = BOOK.build(Numbered).read(text, 0, len(text), [])
    assert [(c.key, c.raw_key, c.method) for c in found] == [("9/2022/QĐ-UBND", "9/2002/QĐ-UBND", "misread")]


@pytest.mark.parametrize(
    ("text", "pinpoint"),
    [
        ("điểm a khoản 2 Điều 5 Nghị định số 9/2031/NĐ-CP", "điểm a khoản 2 Điều 5"),
        ("theo khoản 2, khoản 3 Điều 6 của Nghị định số 9/2031/NĐ-CP", "khoản 2, khoản 3 Điều 6"),
        ("Mục III Hướng dẫn số 9-HD/BTCTU", "Mục III"),
        ("Điều 1. Ban hành Nghị định số 9/2031/NĐ-CP", None),
    ],
)
def test_pinpoint(text: str, pinpoint: str | None) -> None:
    found = BOOK.build(Numbered).read(text, 0, len(text), [])
    assert [c.pinpoint for c in found] == [pinpoint]
