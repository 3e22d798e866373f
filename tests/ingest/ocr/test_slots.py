import pytest

from pipeline.ingest.ocr.slots import Slot, checked
from pipeline.misreading import ILLEGIBLE
from pipeline.sheet import Token, words
from tests.papers import line

SIZE = (600, 800)


def page(left: str, right: str, *, gap: float = 330) -> list[Token]:
    return [t._replace(confidence=0.5) for t in (*line(left, 60, 100), *line(right, gap, 100))]


def trusting(slot: Slot) -> str | None:
    """Believes figures, sees no ink where nothing was read."""
    return slot.reading if slot.reading.isdigit() or not slot.reading else None


@pytest.mark.parametrize(
    ("left", "right", "result"),
    [
        ("Số: 12 /QĐ-UBND", "Hà Nội, ngày 05 tháng 3 năm 2025", "Số: 12 /QĐ-UBND Hà Nội, ngày 05 tháng 3 năm 2025"),
        ("Số:2750 /QĐ-BGDĐT", "Hà Nội, ngày 03 tháng I0năm 2025", "Số: 2750 /QĐ-BGDĐT Hà Nội, ngày 03 tháng 10 năm 2025"),
        ("Số: l57/QĐ-UB", "Cao Bằng, ngày 22 tháng 2 năm 1999.", "Số: 157 /QĐ-UB Cao Bằng, ngày 22 tháng 2 năm 1999."),
        ("Số:5ˆ†5 /UBND-KTTH", "Quảng Ngãi, ngày 04tháng 02 năm 2025", f"Số: {ILLEGIBLE} /UBND-KTTH Quảng Ngãi, ngày 04 tháng 02 năm 2025"),
        (
            "Số: 3/62 /QĐ-SYT",
            "Kiên Giang, ngàW/† tháng 5 năm 2021",
            f"Số: {ILLEGIBLE} /QĐ-SYT Kiên Giang, ngày {ILLEGIBLE} tháng 5 năm 2021",
        ),
        ("Số: /NQ-HĐND", "Quảng Ngãi, ngày tháng năm 2025", "Số: /NQ-HĐND Quảng Ngãi, ngày tháng năm 2025"),
        ("Số : #@ /QĐ-TTg", "Hà Nội, ngày †( tháng 10 năm 2024", f"Số : {ILLEGIBLE} /QĐ-TTg Hà Nội, ngày {ILLEGIBLE} tháng 10 năm 2024"),
        ("Số: 8/ĐHNN", "Đà Nẵng, ngàyO3hángQ1 năm 2022", f"Số: 8 /ĐHNN Đà Nẵng, ngày {ILLEGIBLE} tháng {ILLEGIBLE} năm 2022"),
    ],
)
def test_figures_are_put_right_or_blanked(left: str, right: str, result: str) -> None:
    assert words(checked(page(left, right), SIZE, trusting)) == result


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ",
        "số 15/2020/TT-BGDĐT ngày 26 tháng 5 năm 2020 và được sửa đổi, bổ sung tại",
        "Số liệu báo cáo 12/15 xã",
    ],
)
def test_numbers_of_the_text_stay(text: str) -> None:
    def never(slot: Slot) -> str | None:
        raise AssertionError(slot)

    assert words(checked([t._replace(confidence=0.5) for t in line(text, 60, 200)], SIZE, never)) == text


def test_a_number_that_two_readings_deny_is_blanked() -> None:
    out = checked(
        page("Số: 94 /QĐ-UBND", "Quảng Ngãi, ngày 17 tháng 01 năm 2025"), SIZE, lambda slot: None if slot.reading == "94" else slot.reading
    )
    assert words(out) == f"Số: {ILLEGIBLE} /QĐ-UBND Quảng Ngãi, ngày 17 tháng 01 năm 2025"
    blank = next(t for t in out if t.text == ILLEGIBLE)
    assert blank.confidence == 0
    assert 75 < blank.x0 < blank.x1 < 130


def test_what_stands_low_on_the_page_is_no_letterhead() -> None:
    low = [t._replace(top=t.top + 600, bottom=t.bottom + 600, base=t.base + 600) for t in page("Số: x /QĐ", "A, ngày y tháng z năm 2025")]
    assert checked(low, SIZE, trusting) == low
