import pytest

from pipeline.binding import likeness


@pytest.mark.parametrize(
    ("key", "number", "symbol"),
    [
        ("01/BVSTBPN-VP", "1", "bvstbpnvp"),
        ("21-CT/TW", "21", "cttw"),
        ("51/2025/QĐ-TTg", "51", "2025qdttg"),
        ("30c/NQ-CP", "30c", "nqcp"),
        ("66.18/2026/NQ-CP", "66.18", "2026nqcp"),
        ("2855/BNV-CTTN&BDG", "2855", "bnvcttnbdg"),
        ("54", "54", ""),
        ("000/X", "0", "x"),
    ],
)
def test_number(key: str, number: str, symbol: str) -> None:
    assert likeness.number_of(key) == (number, symbol)


@pytest.mark.parametrize(
    ("a", "b", "slip"),
    [
        ("khubnd", "khubnd", False),
        ("khubnd", "khunbd", False),
        ("khubn", "khubnd", True),
        ("khubnd", "kxubnd", True),
        ("kh", "khub", False),
    ],
)
def test_one_slip(a: str, b: str, slip: bool) -> None:
    assert likeness.one_slip(a, b) is likeness.one_slip(b, a) is slip


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [("2021-05-25", "2021", True), (None, "2021", True), ("2021-05", "2021-06-01", False), ("2021-05-25", "2021-05-25", True)],
)
def test_dates_agree(a: str | None, b: str | None, agree: bool) -> None:
    assert likeness.dates_agree(a, b) is agree


@pytest.mark.parametrize(
    ("a", "b", "slip"), [("2021-05-25", "2021-05-26", True), ("2021-05-06", "2021-06-05", True), ("2021-05-25", "2021-07-11", False)]
)
def test_date_slip(a: str, b: str, slip: bool) -> None:
    assert likeness.date_slip(a, b) is slip


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("thực hiện công tác bình đẳng giới năm 2025", "Thực hiện công tác Bình đẳng giới, năm 2025", True),
        ("thực hiện công tác bình đẳng giới năm 2025", "phòng cháy, chữa cháy rừng mùa khô", False),
        ("kế hoạch năm", "kế hoạch năm", False),
    ],
)
def test_titles_agree(a: str, b: str, agree: bool) -> None:
    assert likeness.titles_agree(likeness.title_words(a), likeness.title_words(b)) is agree


@pytest.mark.parametrize(
    ("a", "b"), [("Luật Hòa giải", "luật hoà giải."), ("giai đoạn 2021 -2030", "giai đoạn 2021–2030"), ("“Đề án 06”", "đề án  06")]
)
def test_names_are_folded(a: str, b: str) -> None:
    assert likeness.fold_name(a) == likeness.fold_name(b)


def test_slug() -> None:
    assert likeness.slug("Luật Bình đẳng giới, 2006!") == "luat_binh_dang_gioi_2006"
