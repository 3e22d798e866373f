import pytest

from pipeline.ingest.ocr.sense import has_name, is_name, lacks_surname, makes_sense, may_be_name, name_of, trimmed
from pipeline.sheet import Line, words
from tests.papers import line

KNOWN = {"Phạm", "Trần", "Hoàng"}.__contains__


def read(text: str, *sure: float) -> Line:
    tokens = line(text, 100, 100)
    return tuple(t._replace(confidence=sure[i] if i < len(sure) else 0.95) for i, t in enumerate(tokens))


@pytest.mark.parametrize(
    ("found", "sense"),
    [
        (read("KT. CHỦ TỊCH"), True),
        (read("PHÓ CHÁNH VĂN PHÒNG"), True),
        (read("Lê Hoàng Anh"), True),
        (read("(92/2 X2"), False),
        (read("ị W/AY 22/ :", 0.0, 0.3, 0.2), False),
        (read("VIỆT HÀN"), False),  # stands round a seal
        (read("My J", 0.13, 0.67), False),
        (read("qHÚ TƯỚNG", 0.2, 0.92), True),
    ],
)
def test_lines_of_syllables_make_sense(found: Line, sense: bool) -> None:
    assert makes_sense(found) is sense


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ("eem=ẽqHÚ TƯỚNG", "HÚ TƯỚNG"),
        ("ZLê Quân ,", "Lê Quân"),
        (". Trần Thế Sơn ”", "Trần Thế Sơn"),
        ("—KT. GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
        ("“ssNgpuyên Hòa Bình", "Ngpuyên Hòa Bình"),
        ("TL, HIỆU TRƯỞNG", "TL. HIỆU TRƯỞNG"),
        ("' / |", ""),
    ],
)
def test_what_a_seal_leaves_at_the_ends_goes(found: str, kept: str) -> None:
    assert words(trimmed(read(found))) == kept


@pytest.mark.parametrize(
    ("found", "name", "sure", "near", "lacking"),
    [
        (read("Phạm Minh Chính"), True, True, True, False),
        (read("TS. Phạm Thị Tố Như"), True, True, True, False),
        (read("Phạm Xinh Huệ", 0.77, 0.17), True, False, True, False),
        (read("Phạm Minh Huệ", 0.62), True, True, True, False),  # a surname that is listed needn't be certain
        (read("Ngôn Minh Nghiện", 0.97, 0.97, 0.91), True, False, True, False),
        (read("Sô Minh Huệ", 0.9), True, False, True, False),
        (read("Ngpuyên Hòa Bình", 0.1), False, False, True, True),
        (read("GIÁM ĐỐC"), False, False, False, False),
        (read("sở y tế"), False, False, False, False),
    ],
)
def test_names(found: Line, name: bool, sure: bool, near: bool, lacking: bool) -> None:
    assert (is_name(found), has_name([found], KNOWN), may_be_name(found), lacks_surname(found)) == (name, sure, near, lacking)


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("PS, Trần Thế Sơn", "Trần Thế Sơn"),
        ("ý EŠ/ Trần Thế Sơn", "Trần Thế Sơn"),
        ("Z 14 Hoàng Anh", ""),  # what stands before may be the surname
        ("Văn, Trần Sơn", ""),
        ("Trần Thế Sơn", ""),
    ],
)
def test_a_degree_before_a_name_may_be_misread(found: str, name: str) -> None:
    assert words(name_of(read(found), KNOWN)) == name
