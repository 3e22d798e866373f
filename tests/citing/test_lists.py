import pytest

from pipeline import rulebook
from pipeline.citing.lists import share
from pipeline.citing.numbered import Numbered

BOOK = rulebook.load()


def read(text: str, *, divided: bool = False) -> list[tuple[str | None, str | None, str | None, str]]:
    found = share(text, BOOK.build(Numbered).read(text, 0, len(text), [], divided=divided), divided=divided)
    return [(c.key, c.doc_type, c.date, text[c.issuer_at.start : c.issuer_at.end] if c.issuer_at else "") for c in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "các Quyết định số 7/QĐ-UBND, số 8/QĐ-UBND ngày 05/01/2031 của UBND tỉnh",
            [("7/QĐ-UBND", "QĐ", "2031-01-05", "UBND tỉnh"), ("8/QĐ-UBND", "QĐ", "2031-01-05", "UBND tỉnh")],
        ),
        (
            "các Nghị định của Chính phủ: số 7/2031/NĐ-CP ngày 1/2/2031 về A; số 8/2032/NĐ-CP ngày 1/2/2032",
            [("7/2031/NĐ-CP", "NĐ", "2031-02-01", "Chính phủ"), ("8/2032/NĐ-CP", "NĐ", "2032-02-01", "Chính phủ")],
        ),
        (
            "Quyết định số 7, 8 và 9/QĐ-UBND ngày 05/01/2031 của UBND tỉnh",
            [(f"{n}/QĐ-UBND", "QĐ", "2031-01-05", "UBND tỉnh") for n in (7, 8, 9)],
        ),
        (
            "Quyết định số 7/QĐ-UBND ngày 1/2/2031, Quyết định số 8/QĐ-UBND ngày 3/2/2031 của Chủ tịch UBND tỉnh",
            [("7/QĐ-UBND", "QĐ", "2031-02-01", "Chủ tịch UBND tỉnh"), ("8/QĐ-UBND", "QĐ", "2031-02-03", "Chủ tịch UBND tỉnh")],
        ),
        ("Luật số 7/2031/QH16, số 8/2031/QH16", [("7/2031/QH16", "Luật", None, ""), ("8/2031/QH16", "Luật", None, "")]),
        ("7/2029/QĐ-TTg và 8/2031/QĐ-TTg ngày 1/2/2031", [("7/2029/QĐ-TTg", "QĐ", None, ""), ("8/2031/QĐ-TTg", "QĐ", "2031-02-01", "")]),
        (
            "Quyết định số 7/QĐ-UBND và Quyết định số 8/QĐ-UBND ngày 1/2/2031",
            [("7/QĐ-UBND", "QĐ", None, ""), ("8/QĐ-UBND", "QĐ", "2031-02-01", "")],
        ),
        ("Từ 7/NQ-UBTVQH16 đến 9/NQ-UBTVQH16", [("7/NQ-UBTVQH16", "NQ", None, ""), ("9/NQ-UBTVQH16", "NQ", None, "")]),
        (
            "các văn bản số: 7/VPCP-CN ngày 1/2/2031, 8/VPCP-CN ngày 3/2/2031 của Văn phòng Chính phủ",
            [("7/VPCP-CN", "CV", "2031-02-01", "Văn phòng Chính phủ"), ("8/VPCP-CN", "CV", "2031-02-03", "Văn phòng Chính phủ")],
        ),
    ],
)
def test_what_a_list_shares(text: str, wanted: list[tuple[str, str, str | None, str]]) -> None:
    assert read(text) == wanted


def test_a_blank_line_may_divide() -> None:
    text = "Luật số 7/2031/QH16\n\nsố 8/2031/QH16"
    assert [row[1] for row in read(text)] == ["Luật", "Luật"]
    assert [row[1] for row in read(text, divided=True)] == ["Luật", None]
