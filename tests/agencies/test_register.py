import pytest

from pipeline.agencies.register import Register
from pipeline.rulebook import load

REGISTER = load().build(Register)


@pytest.mark.parametrize(
    ("id_", "name", "parent", "valid_to", "successor"),
    [
        ("bldtbxh", "Bộ Lao động - Thương binh và Xã hội", "chinh_phu", "2025-02-28", "bnv"),
        ("ubnd_tinh@p34:lai_chau", "Ủy ban nhân dân tỉnh Lai Châu", "chinh_phu", None, None),
        ("ubnd_tinh@p63:kien_giang", "Ủy ban nhân dân tỉnh Kiên Giang", "chinh_phu", "2025-06-30", "ubnd_tinh@p34:an_giang"),
        ("van_phong.ubnd_tinh@p63:kien_giang", "Văn phòng Ủy ban nhân dân tỉnh Kiên Giang", "ubnd_tinh@p63:kien_giang", "2025-06-30", None),
        (
            "so_ldtbxh@p63:lai_chau",
            "Sở Lao động - Thương binh và Xã hội tỉnh Lai Châu",
            "ubnd_tinh@p63:lai_chau",
            "2025-02-28",
            "so_noi_vu@p63:lai_chau",
        ),
        ("tinh_uy@p34:ha_noi", "Thành ủy Hà Nội", "bch_tw", None, None),
        ("ubnd_xa@p34:an_giang/đặc_khu_Kiên_Hải", "Ủy ban nhân dân đặc khu Kiên Hải", "ubnd_tinh@p34:an_giang", None, None),
    ],
)
def test_instance(id_: str, name: str, parent: str | None, valid_to: str | None, successor: str | None) -> None:
    row = REGISTER.instance(id_)
    assert row is not None
    assert (row.id, row.name, row.parent, row.valid_to, row.successor) == (id_, name, parent, valid_to, successor)


@pytest.mark.parametrize("id_", ["", "nobody", "ubnd_tinh@p99:x", "bnv@p34:lai_chau", "van_phong.nobody"])
def test_unknown_instance(id_: str) -> None:
    assert REGISTER.instance(id_) is None


def test_parents_and_successors_are_known() -> None:
    for entry in REGISTER.entries.values():
        for other in filter(None, [entry.get("parent"), *entry.get("successor", ())]):
            assert other in REGISTER.entries, f"{entry['id']}: {other}"


def test_local_bodies_have_a_rank_for_each_level() -> None:
    for entry in REGISTER.entries.values():
        if "levels" in entry:
            assert len(entry["levels"]) == len(entry["rank"]), entry["id"]
