import pytest

from pipeline import rulebook
from pipeline.grammar.people import People
from pipeline.model import Span


@pytest.fixture(scope="module")
def people() -> People:
    return rulebook.load().build(People)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Hoàng Văn Trinh", "Hoàng Văn Trinh"),
        ("  Mai Sơn  ", "Mai Sơn"),
        ("Mạnh Thị Tuyết Mai", "Mạnh Thị Tuyết Mai"),
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("Lò Văn Giàng", "Lò Văn Giàng"),
        ("Y Thanh Hà Niê Kđăm", "Y Thanh Hà Niê Kđăm"),
        ("K'Nhiễu", "K'Nhiễu"),
        ("K’NHIỄU HOÀ", "K’Nhiễu Hoà"),
        ("Giàng Páo Mỷ", "Giàng Páo Mỷ"),
        ("Thào Hồng Sơn", "Thào Hồng Sơn"),
        ("H'Yim Kđoh", "H'Yim Kđoh"),
        ("Thượng tướng Vũ Hải Sản", "Vũ Hải Sản"),
        ("Đại tá, TS. Trần Văn Ba", "Trần Văn Ba"),
        ("GS.TS. Lê Quân", "Lê Quân"),
        ("PGS.TS Nguyễn Văn Phúc", "Nguyễn Văn Phúc"),
        ("PGS, TS Nguyễn Văn Phúc", "Nguyễn Văn Phúc"),
        ("BSCKII. Phạm Minh Huệ", "Phạm Minh Huệ"),
        ("Th.S Đỗ Thị Lan", "Đỗ Thị Lan"),
        ("Ông Đặng Văn Minh", "Đặng Văn Minh"),
        ("Đ/c Hà Thị Hoa", "Hà Thị Hoa"),
        ("Phạm Minh Chính[1]", "Phạm Minh Chính"),
        ("Lê Văn Tám (đã ký)", "Lê Văn Tám"),
        ("Xyz Minh Đức", "Xyz Minh Đức"),  # an unlisted surname: at a lower certainty
        ("Phạm\nMạnh Cường", "Phạm Mạnh Cường"),
    ],
)
def test_names(people: People, line: str, name: str) -> None:
    found = people.read(line, 0, len(line))
    assert found is not None
    assert found.value == name
    assert " ".join(line[found.span.start : found.span.end].split()).casefold() == name.casefold()


@pytest.mark.parametrize(
    "line",
    [
        "Nơi Nhận",
        "PHÓ CHỦ TỊCH",
        "Hà Nội",
        "HÀ NỘI",
        "Thái Nguyên",
        "Sở Nội Vụ",
        "Ủy ban nhân dân",
        "Lưu: VT",
        "Nguyễn",
        "Phó Giám Đốc",
        "Số 12",
        "Nguyễn Văn An, Trần Văn Ba",
        "PHỤ LỤC",
        "CHỈ TIÊU",
        "",
    ],
)
def test_what_is_no_name(people: People, line: str) -> None:
    assert people.read(line, 0, len(line)) is None


def test_certainty_tells_listed_surnames(people: People) -> None:
    listed, other = people.read("Võ An", 0, 5), people.read("Xo An", 0, 5)
    assert listed is not None
    assert other is not None
    assert listed.certainty > other.certainty


def test_name_behind_a_title(people: People) -> None:
    line = "PHÓ CHỦ TỊCH Nguyễn Văn An"
    found = people.at_end(line, 0, len(line))
    assert found is not None
    assert (found.value, found.span) == ("Nguyễn Văn An", Span(13, 26))
    assert people.at_end("Ủy ban nhân dân tỉnh Lai Châu", 0, 29) is None
