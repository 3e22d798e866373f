import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.agencies.gazetteer import Gazetteer, Province
from pipeline.rulebook import load

GAZETTEER = load().build(Gazetteer)
PROVINCES = GAZETTEER.provinces()


def day(one: Province) -> str:
    return one.valid_to or (one.valid_from or "2025-07-01")


@given(
    st.sampled_from(PROVINCES),
    st.sampled_from(["{}", "{} ", "tỉnh {}", "Tỉnh {}", "TP. {}", "T.P {}", "TP.{}", "thành phố {}", "TỈNH {}"]),
    st.booleans(),
)
def test_every_name_reads_back(one: Province, form: str, capitals: bool) -> None:
    city = form.lower().startswith(("tp", "t.p", "thành"))
    if city and GAZETTEER.kind(one.id, day(one)) != "thành phố":
        return
    words = form.format(one.name)
    assert GAZETTEER.province(words.upper() if capitals else words, day(one)) == one.id


@pytest.mark.parametrize(
    ("words", "on", "expected"),
    [
        ("Lai Châu", "2025-04-24", "p63:lai_chau"),
        ("Lai Châu", "2025-07-01", "p34:lai_chau"),
        ("Lai Châu", None, "p34:lai_chau"),
        ("Kiên Giang", "2021-02-25", "p63:kien_giang"),
        ("An Giang", "2025-06-30", "p63:an_giang"),
        ("An Giang", "2025-07-01", "p34:an_giang"),
        ("Huế", "2025-01-01", "p34:hue"),
        ("Thừa Thiên - Huế", "2024-12-31", "p63:thua_thien_hue"),
        ("Thành phố Hồ Chí Minh", "2025-11-18", "p34:ho_chi_minh"),
        ("TP. HCM", "2025-11-18", "p34:ho_chi_minh"),
        ("Tp Hồ Chí Minh,", "2020", "p63:ho_chi_minh"),
        ("Thanh Hoá", "2025-11", "p34:thanh_hoa"),
        ("Phan Thiết", "2009-03-02", "p63:binh_thuan"),
        ("Phan Thiết", "2019-03-02", "p63:binh_thuan"),
        ("Rạch Giá", "2025-08-02", "p34:an_giang"),
        ("Tân Lập", "2025-08-02", None),
        ("Việt Nam", "2025-11-18", None),
        ("", "2025-11-18", None),
    ],
)
def test_province(words: str, on: str | None, expected: str | None) -> None:
    assert GAZETTEER.province(words, on) == expected


@pytest.mark.parametrize(
    ("id_", "on", "expected"),
    [
        ("p34:dong_nai", "2026-04-29", "tỉnh Đồng Nai"),
        ("p34:dong_nai", "2026-04-30", "thành phố Đồng Nai"),
        ("p34:bac_ninh", "2025-11-17", "tỉnh Bắc Ninh"),
        ("p34:ho_chi_minh", None, "Thành phố Hồ Chí Minh"),
    ],
)
def test_full(id_: str, on: str | None, expected: str) -> None:
    assert GAZETTEER.full(id_, on) == expected
