import pytest

from pipeline import rulebook
from pipeline.extract.citations import cite, read
from pipeline.model import Citation, Layout, Setting, Span, Zone
from pipeline.text import Text

BOOK = rulebook.load()
PREAMBLE = (
    "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;\nCăn cứ Kế hoạch số 7/KH-UBND ngày 01/02/2031 của UBND tỉnh về việc thi hành Luật Giá;"
)
BODY = "Điều 1. Thay thế Quyết định số 8/QĐ-UBND ngày 01/02/2030.\nĐiều 2. Thực hiện Kế hoạch số 7/KH-UBND."
ANNEX = "(Kèm theo Quyết định số 9/QĐ-UBND ngày 03/3/2031 của UBND tỉnh)"
NOTES = "[1] Công văn số 5/BNV-VP ngày 01/01/2031."


def dispatch(*, key: str | None = "9/QĐ-UBND", body: str = BODY, notes: str = "") -> tuple[Text, tuple[Citation, ...]]:
    parts = [
        ("letterhead", "UBND TỈNH A"),
        ("number", "Số: 9/QĐ-UBND"),
        ("preamble", PREAMBLE),
        ("body", body),
        ("copies", "Lưu: VT, 12/QĐ-UBND"),
    ]
    parts += [("appendix", ANNEX)] + ([("notes", notes)] if notes else [])
    chars, zones, at = "\n".join(words for _, words in parts), [], 0
    for name, words in parts:
        zones.append(Zone(name, Span(at, at + len(words))))
        at += len(words) + 1
    lines, at = [], 0
    for line in chars.split("\n"):
        lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    text = Text(chars)
    layout = Layout(0, Span(0, len(chars)), tuple(lines), tuple(zones))
    return text, read(text, layout, Setting(key=key, issued="2031-03-03"), BOOK)


def test_a_dispatch() -> None:
    text, cited = dispatch()
    assert [(c.key or c.title, c.doc_type, c.promulgation_date, c.relation, c.scope) for c in cited] == [
        ("Luật Đất đai", "Luật", "2024-01-18", "based_on", "preamble"),
        ("7/KH-UBND", "KH", "2031-02-01", "based_on", "preamble"),
        ("8/QĐ-UBND", "QĐ", "2030-02-01", "replaces", "body"),
        ("7/KH-UBND", "KH", "2031-02-01", "implements", "body"),
    ]
    for c in cited:
        assert text.quote(c.span).startswith(("Luật", "Kế hoạch", "Quyết định"))
    assert cited[3].antecedent == 1
    assert cited[1].title == "thi hành Luật Giá"
    assert cited[0].issuer == "Quốc hội"


def test_the_carrier_of_an_annex_is_the_dispatch_itself() -> None:
    assert all(c.key != "9/QĐ-UBND" for c in dispatch(key=None)[1])


def test_another_text_that_carries_an_annex_is_cited() -> None:
    assert [c.key for c in dispatch(key="1/QĐ-UBND")[1]][-1] == "9/QĐ-UBND"


def test_a_footnote_counts_where_its_mark_stands() -> None:
    _, cited = dispatch(body="Thực hiện các văn bản[1] của Bộ.", notes=NOTES)
    assert (cited[-1].key, cited[-1].relation, cited[-1].scope) == ("5/BNV-VP", "implements", "body")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("không có gì", []),
        ("Nghị định số 9/2031/NĐ-CP ngày 2/3/2031. Nghị định 9", [("9/2031/NĐ-CP", "2031-03-02"), ("9/2031/NĐ-CP", "2031-03-02")]),
        ("Nghị định số 9/2031/NĐ-CP ngày 2/3/2031.\n\nNghị định 9", [("9/2031/NĐ-CP", "2031-03-02"), ("9", None)]),
        ("Nghị định số 9/2031/NĐ-CP hướng dẫn Luật Giá", [("9/2031/NĐ-CP", None), (None, None)]),
        ("các Quyết định số 7/QĐ-UBND, số 8/QĐ-UBND ngày 1/2/2031", [("7/QĐ-UBND", "2031-02-01"), ("8/QĐ-UBND", "2031-02-01")]),
    ],
)
def test_cite(text: str, wanted: list[tuple[str | None, str | None]]) -> None:
    assert [(c.key, c.promulgation_date) for c in cite(Text(text), BOOK)] == wanted


@pytest.mark.parametrize(
    ("addressees", "relation"),
    [
        ("Kính gửi: UBND tỉnh Lai Châu", "replies_to"),
        ("Kính gửi: Ủy ban nhân dân tỉnh Lai Châu", "replies_to"),
        ("Kính gửi: Uy ban nhân dân tỉnh Lai Châu", "replies_to"),
        ("Kính gửi: Sở Nội vụ tỉnh Lai Châu", "mentions"),
    ],
)
def test_a_letter_is_answered_to_its_sender_however_he_is_written(addressees: str, relation: str) -> None:
    body = "Bộ A nhận được Công văn số 7/UBND-KT ngày 01/02/2031 của Ủy ban nhân dân tỉnh Lai Châu. Bộ A có ý kiến như sau:"
    chars, cut = f"{addressees}\n{body}", len(addressees)
    zones = (Zone("addressees", Span(0, cut)), Zone("body", Span(cut + 1, len(chars))))
    layout = Layout(0, Span(0, len(chars)), (Span(0, cut), Span(cut + 1, len(chars))), zones)
    (cited,) = read(Text(chars), layout, Setting(key="9/BA-VP", issued="2031-03-03"), BOOK)
    assert cited.relation == relation


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("thực hiện Kế hoạch hành động của Bộ Nội vụ về cây lạ", ["Kế hoạch hành động của Bộ Nội vụ"]),
        ("Thông báo kết luận của Bộ trưởng Bộ Nội vụ tại cuộc họp", ["Thông báo kết luận của Bộ trưởng Bộ Nội vụ"]),
        ("Thông báo kết luận của Bộ trưởng Bộ Nội vụ tại các cuộc họp", []),
        ("Thông báo kết luận của ông ấy", []),
        ("Thông báo kết luận của Bộ Nội vụ tại Thông báo số 7/TB-BNV", [None]),
    ],
)
def test_a_body_makes_a_name_of_its_conclusions_and_plans(text: str, titles: list[str | None]) -> None:
    assert [c.title for c in cite(Text(text), BOOK)] == titles
