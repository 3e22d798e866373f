import pytest

from pipeline.binding.kinship import Kinship
from pipeline.rulebook import shared

LAI_CHAU, GIANG, QUANG = "ubnd_tinh@p63:lai_chau", "ubnd_tinh@p63:ha_giang", "ubnd_tinh@p63:tuyen_quang"


@pytest.mark.parametrize(
    ("a", "b", "kin"),
    [
        (LAI_CHAU, LAI_CHAU, True),
        (LAI_CHAU, "ubnd_tinh@p34:lai_chau", True),
        (GIANG, "ubnd_tinh@p34:tuyen_quang", True),
        (QUANG, "ubnd_tinh@p34:tuyen_quang", True),
        (GIANG, QUANG, False),  # merged into one, but two until then
        (LAI_CHAU, "ubnd_tinh@p63:kien_giang", False),
    ],
)
def test_ids(a: str, b: str, kin: bool) -> None:
    bodies = shared().build(Kinship)
    assert bodies.kin(a, None, b, None) is bodies.kin(b, None, a, None) is kin


@pytest.mark.parametrize(
    ("a", "b", "kin"),
    [
        ("Bộ trưởng Bộ Tài chính", "Bộ Tài chính", True),
        ("Ủy ban nhân dân tỉnh Lai Châu", "uỷ ban nhân dân tỉnh Lai Châu", True),
        ("Sở Nội vụ tỉnh Lai Châu", "Sở Nội vụ tỉnh Sơn La", False),
        ("Ủy ban nhân dân xã", "Ủy ban nhân dân xã", False),
    ],
)
def test_names(a: str, b: str, kin: bool) -> None:
    bodies = shared().build(Kinship)
    assert bodies.kin(None, bodies.name(None, a), None, bodies.name(None, b)) is kin


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("p63:lai_chau", "p34:lai_chau", True),
        ("p63:ha_giang", "p63:tuyen_quang", False),
        ("p63:lai_chau", None, False),
        (None, None, False),
    ],
)
def test_provinces(a: str | None, b: str | None, same: bool) -> None:
    assert shared().build(Kinship).same_province(a, b) is same


def test_rank_and_province() -> None:
    bodies = shared().build(Kinship)
    assert (bodies.rank(LAI_CHAU, 99), bodies.rank("nobody", 99), bodies.rank(None, 99)) == (5, 99, 99)
    assert (bodies.province(LAI_CHAU), bodies.province("ubnd_xa@p34:an_giang/xã_Hòn_Tre"), bodies.province("bnv")) == (
        "p63:lai_chau",
        "p34:an_giang",
        None,
    )


@pytest.mark.parametrize(
    ("body", "a", "b", "renewed"),
    [
        ("btc", "2025-02-28", "2025-03-01", True),
        ("btc", "2025-03-01", "2025-02-28", True),
        ("btc", "2025-03-01", "2025-09-01", False),
        ("bnnmt", "2025-02-28", "2025-04-01", False),  # it began on that day
        ("ttg", "2024-01-01", "2025-12-31", False),
        (None, "2024-01-01", "2025-12-31", False),
    ],
)
def test_a_body_is_renewed_when_others_are_merged_into_it(body: str | None, a: str, b: str, renewed: bool) -> None:
    assert shared().build(Kinship).renewed(body, a, b) is renewed


@pytest.mark.parametrize(
    ("code", "body", "known"),
    [
        ("BYT", None, True),
        ("BYT", "byt", True),
        ("BYT", "vpcp", False),
        ("LĐTBXH", "bnv", True),
        ("UBND", LAI_CHAU, True),
        ("XQZ", None, False),
    ],
)
def test_codes(code: str, body: str | None, known: bool) -> None:
    assert shared().build(Kinship).has_code(code, "2024-05-01", body) is known


@pytest.mark.parametrize(
    ("body", "on", "ended"),
    [(LAI_CHAU, "2025-07-01", True), (LAI_CHAU, "2025-06-30", False), ("bnv", "2030-01-01", False), (None, "2030-01-01", False)],
)
def test_a_body_ends(body: str | None, on: str, ended: bool) -> None:
    assert shared().build(Kinship).ended(body, on) is ended
