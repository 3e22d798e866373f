import pytest

from pipeline import rulebook
from pipeline.grammar.codes import Codes, Tail

CODES = rulebook.load().build(Codes)


@pytest.mark.parametrize(
    ("codes", "stroke", "year", "tail"),
    [
        ("QĐ-UBND", "/", False, Tail(7, "QĐ-UBND", "state", "QĐ", ("UBND",))),
        ("NĐ-CP", "/", True, Tail(5, "NĐ-CP", "normative", "NĐ", ("CP",))),
        ("QĐUBND", "/", False, Tail(6, "QĐ-UBND", "state", "QĐ", ("UBND",))),  # the hyphen was lost
        ("CT/TW", "-", False, Tail(5, "CT/TW", "party", "CT", ("TW",))),
        ("QH15", "/", True, Tail(4, "QH15", "assembly", None, ("QH",))),
        ("CT-CS", "/", False, Tail(5, "CT-CS", "letter", "CV", ("CT",))),  # Cục Thuế
        ("HS-ST", "/", False, None),  # a judgement
    ],
)
def test_what_codes_say(codes: str, stroke: str, year: bool, tail: Tail | None) -> None:
    assert CODES.read(codes, 0, len(codes), len(codes), stroke, year=year) == tail


def test_what_stands_behind_counts_where_it_may_belong_to_them() -> None:
    cut, whole = "NĐ-CP ngày", "NQ-QH 12"
    for _ in range(2):  # read, and then as it was kept
        assert CODES.read(cut, 0, 2, 2, "/", year=True) == Tail(2, "NĐ", "old", None, ("NĐ",))
        assert CODES.read(cut, 0, 5, len(cut), "/", year=True) == Tail(5, "NĐ-CP", "normative", "NĐ", ("CP",))
        assert CODES.read(whole, 0, 5, len(whole), "/", year=False) == Tail(8, "NQ-QH12", "state", "NQ", ("QH",))
        assert CODES.read("NQ-QH về", 0, 5, 8, "/", year=False) == Tail(5, "NQ-QH", "state", "NQ", ("QH",))
