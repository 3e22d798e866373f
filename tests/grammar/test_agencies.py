import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.agencies.register import Register
from pipeline.grammar.agencies import Agencies
from pipeline.model import Setting
from pipeline.rulebook import load

BOOK = load()
AGENCIES = BOOK.build(Agencies)
REGISTER = BOOK.build(Register)
LAI_CHAU = Setting(issued="2025-11-17", province="p34:lai_chau")


@pytest.mark.parametrize(
    ("words", "on", "name", "id_"),
    [
        ("UBND tỉnh", "2025-04-22", "Ủy ban nhân dân tỉnh Lai Châu", "ubnd_tinh@p63:lai_chau"),
        ("Uỷ ban nhân dân tỉnh", None, "Ủy ban nhân dân tỉnh Lai Châu", "ubnd_tinh@p34:lai_chau"),
        ("LĐLĐ tỉnh", None, "Liên đoàn Lao động tỉnh Lai Châu", "ldld_tinh@p34:lai_chau"),
        ("Sở Nội vụ", None, "Sở Nội vụ tỉnh Lai Châu", "so_noi_vu@p34:lai_chau"),
        ("Sở Tài chính tỉnh Bắc Ninh", None, "Sở Tài chính tỉnh Bắc Ninh", "so_tai_chinh@p34:bac_ninh"),
        ("Chủ tịch UBND tỉnh Bắc Giang", None, "Chủ tịch Ủy ban nhân dân tỉnh Bắc Giang", "ubnd_tinh@p63:bac_giang"),
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", None, "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "vpcp"),
        ("Ban Bí thư", None, "Ban Bí thư Trung ương Đảng", "ban_bi_thu"),
        ("Bộ Công thương", None, "Bộ Công Thương", "bct"),
        ("Bộ LĐ-TB&XH", "2022-02-23", "Bộ Lao động - Thương binh và Xã hội", "bldtbxh"),
        ("UBQG VSTBPNVN", None, "Ủy ban Quốc gia Vì sự tiến bộ của phụ nữ Việt Nam", "ubqg_vstbpn"),
        ("Bộ Nội vụ", "1995-01-01", "Bộ Nội vụ", "bnoivu_cu"),
        ("Bộ Nội vụ", "2026-03-27", "Bộ Nội vụ", "bnv"),
        ("Thường trực Tỉnh ủy", None, "Thường trực Tỉnh ủy Lai Châu", "tinh_uy@p34:lai_chau"),
        ("các sở, ban, ngành tỉnh", None, "các sở, ban, ngành tỉnh", None),
        ("Nhóm bạn đọc sách", None, "Nhóm bạn đọc sách", None),
    ],
)
def test_read(words: str, on: str | None, name: str, id_: str | None) -> None:
    body = AGENCIES.read(words, LAI_CHAU, on)
    assert (body.name, body.id) == (name, id_)


@pytest.mark.parametrize(
    ("lines", "issuer", "parent"),
    [
        (["VĂN PHÒNG CHÍNH", "PHỦ"], "Văn phòng Chính phủ", None),
        (["ỦY BAN NHÂN", "DÂN", "THÀNH PHỐ HẢI PHÒNG"], "Ủy ban nhân dân thành phố Hải Phòng", None),
        (["BỘ TÀI CHÍNH", "CỤC THUẾ"], "Cục Thuế", "Bộ Tài chính"),
        (["UBND TỈNH KIÊN GIANG", "VĂN PHÒNG"], "Văn phòng Ủy ban nhân dân tỉnh Kiên Giang", "Ủy ban nhân dân tỉnh Kiên Giang"),
        (
            ["BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN TUYÊN GIÁO VÀ DÂN VẬN"],
            "Ban Tuyên giáo và Dân vận Trung ương",
            "Ban Chấp hành Trung ương Đảng",
        ),
        (["THÀNH ỦY HÀ NỘI", "BAN TỔ CHỨC"], "Ban Tổ chức Thành ủy Hà Nội", "Thành ủy Hà Nội"),
        (["UBND TỈNH BẮC NINH", "SỞ TÀI CHÍNH"], "Sở Tài chính tỉnh Bắc Ninh", "Ủy ban nhân dân tỉnh Bắc Ninh"),
        (["BO TAI CHINH", "TONG CUC THUÊ"], "Tổng cục Thuế", "Bộ Tài chính"),
        (["UY BAN NHÂN DÂN", "TINH LAI CHAU"], "Ủy ban nhân dân tỉnh Lai Châu", None),
        (["BỘ NỘI VỤ - BỘ TÀI CHÍNH"], "Bộ Nội vụ, Bộ Tài chính", None),
        (
            ["UBND XÃ MƯỜNG KIM", "VĂN PHÒNG HĐND VÀ UBND"],
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Mường Kim",
            "Ủy ban nhân dân xã Mường Kim",
        ),
        (["SỞ Y TẾ LAI CHÂU", "TRUNG TÂM KIỂM SOÁT BỆNH TẬT"], "Trung tâm Kiểm soát bệnh tật tỉnh Lai Châu", "Sở Y tế tỉnh Lai Châu"),
        (["ĐẠI HỌC ĐÀ NẴNG", "TRƯỜNG ĐẠI HỌC NGOẠI NGỮ"], "Trường Đại học Ngoại ngữ - Đại học Đà Nẵng", "Đại học Đà Nẵng"),
        (["---", ""], None, None),
    ],
)
def test_letterhead(lines: list[str], issuer: str | None, parent: str | None) -> None:
    got = AGENCIES.letterhead(lines, "2025-11-17", None)
    assert tuple(body and body.name for body in got) == (issuer, parent)


@pytest.mark.parametrize(
    ("code", "id_"),
    [
        ("TTg", "ttg"),
        ("LĐTBXH", "bldtbxh"),
        ("BGD&ĐT", "bgddt"),
        ("UBND", "ubnd_tinh@p34:lai_chau"),
        ("STC", "so_tai_chinh@p34:lai_chau"),
        ("QH15", "quoc_hoi"),
        ("BTCTU", "ban_to_chuc.tinh_uy@p34:lai_chau"),
        ("TW", None),
        ("XYZ", None),
    ],
)
def test_of_symbol(code: str, id_: str | None) -> None:
    body = AGENCIES.of_symbol(code, LAI_CHAU)
    assert (body.id if body else None) == id_


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Giao Sở Nội vụ chủ trì, phối hợp với Công an tỉnh, các sở, ngành có liên quan",
            ["Sở Nội vụ", "Công an tỉnh", "các sở, ngành có liên quan"],
        ),
        ("Bộ Giáo dục và Đào tạo và Bộ Y tế", ["Bộ Giáo dục và Đào tạo", "Bộ Y tế"]),
        ("UBND các xã, phường, đặc khu có trách nhiệm", ["UBND các xã, phường, đặc khu"]),
        ("cán bộ, công chức; phòng, chống bạo lực; các trường hợp", []),
        ("Giám đốc Sở Xây dựng tỉnh Bắc Ninh ký", ["Giám đốc Sở Xây dựng tỉnh Bắc Ninh"]),
    ],
)
def test_mentions(text: str, names: list[str]) -> None:
    found = AGENCIES.mentions("x " + text, 2, len(text) + 2)
    assert [("x " + text)[m.span.start : m.span.end] for m in found] == names
    for mention, name in zip(found, names, strict=True):
        at = AGENCIES.name_at("x " + text, mention.span.start, len(text) + 2)
        assert at is not None
        assert ("x " + text)[at.span.start : at.span.end] == name


def validity(id_: str) -> str:
    """A day on which the entry is valid, and after which the provinces of today are."""
    entry = REGISTER.entries[id_]
    return entry.get("valid_to") or max("2025-07-01", entry.get("valid_from") or "")


@pytest.mark.parametrize(("id_", "alias"), [(e["id"], a) for e in AGENCIES.all() for a in (e["name"], *e.get("aliases", ()))])
def test_every_name_of_a_central_body_reads_back(id_: str, alias: str) -> None:
    on = validity(id_)
    assert AGENCIES.read(alias, Setting(issued=on)).id == id_


@pytest.mark.parametrize(
    ("id_", "alias", "level"),
    [
        (e["id"], a, level)
        for e in BOOK.entries("agencies", "local")
        for a in (e["name"], *e.get("aliases", ()))
        for level in e["levels"]
        if not (level == "huyen" and e.get("valid_from", "") > "2025-06-30")
    ],
)
def test_every_name_of_a_local_body_reads_back(id_: str, alias: str, level: str) -> None:
    on = "2025-06-30" if level == "huyen" else validity(id_)
    on = min(on, REGISTER.entries[id_].get("valid_to") or on)
    places = {"tinh": "tỉnh Lai Châu", "huyen": "huyện Than Uyên", "xa": "xã Than Uyên"}
    bare = REGISTER.entries[id_].get("bare")
    words = f"{alias} {places[level].partition(' ')[2] if bare else places[level]}"
    setting = Setting(issued=on, province=AGENCIES.province("Lai Châu", on))
    body = AGENCIES.read(words, setting)
    assert body.id is not None, words
    assert REGISTER.local_id(id_, level, setting.province, None if level == "tinh" else places[level]) == body.id
    row = AGENCIES.instance(body.id)
    assert row is not None
    assert (row.name, row.rank) == (body.name, body.rank)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Triển khai trên địa bàn Thành phố Hồ Chí Minh; giao Sở Nội vụ tham mưu Ủy ban nhân dân Thành phố.", "p34:ho_chi_minh"),
        ("Trên địa bàn tỉnh Lai Châu, UBND tỉnh yêu cầu", "p34:lai_chau"),
        ("Trên địa bàn tỉnh Lai Châu, Bộ Nội vụ đề nghị UBND các xã", None),
        ("Trên địa bàn tỉnh Lai Châu và địa bàn tỉnh Sơn La, UBND tỉnh", None),
        ("UBND tỉnh yêu cầu", None),
    ],
)
def test_home(text: str, expected: str | None) -> None:
    assert AGENCIES.home(text, 0, len(text), "2025-11-17") == expected


@pytest.mark.parametrize(("code", "id_"), [("LĐTĐBXH", "bldtbxh"), ("BNV1", None), ("STTT", None)])
def test_of_misprinted_symbol(code: str, id_: str | None) -> None:
    body = AGENCIES.of_symbol(code, Setting())
    assert (body.id if body and body.certainty < 0.8 else None) == id_


SYLLABLES = (
    "UBND tỉnh Lai Châu các xã, phường Sở Nội vụ và - , Chủ tịch Trung tâm y tế TP. Văn phòng / Đảng ủy thành phố Huế BCH Ban Chỉ đạo"
    " Bộ trưởng, thuộc ( quận 1 Uỷ ban nhân dân cấp huyện ủy Ð Hội đồng khu vực IX Cục Thuế"
)
WORDS = st.lists(
    st.sampled_from([*SYLLABLES.split(), "Lai Châu", "Ủy ban nhân dân", "Hội đồng nhân dân", "Trung tâm", "Bộ trưởng", "\n"]), max_size=14
).map(" ".join)


@given(st.one_of(WORDS, st.text(max_size=60)))
def test_any_text_is_read(text: str) -> None:
    last = 0
    for mention in AGENCIES.mentions(text, 0, len(text)):
        assert last <= mention.span.start < mention.span.end <= len(text)
        last = mention.span.end
        body = AGENCIES.read(text[mention.span.start : mention.span.end], LAI_CHAU)
        assert body.name
        assert body.id is None or AGENCIES.instance(body.id) is not None
    AGENCIES.province(text, "2020-01-01")
    AGENCIES.home(text, 0, len(text))


@given(
    st.lists(st.one_of(WORDS.map(str.upper), st.text(max_size=20)), max_size=4), st.sampled_from([None, "2019", "2025-05", "2025-11-17"])
)
def test_any_letterhead_is_read(lines: list[str], on: str | None) -> None:
    for body in AGENCIES.letterhead(lines, on, "Lai Châu"):
        assert body is None or (body.name and (body.id is None or AGENCIES.instance(body.id) is not None))
