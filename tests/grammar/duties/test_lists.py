import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.grammar.duties import Duties
from pipeline.grammar.duties.lists import bodies
from pipeline.model import Span

DUTIES = rulebook.shared().build(Duties)


def listed(text: str) -> tuple[list[str], str | None]:
    words = DUTIES.words(text, 0, len(text))
    found = bodies(words, 0, Span(0, len(text)))
    return [text[name.start : name.end] for name in found.names], found.stop


@pytest.mark.parametrize(
    ("text", "names", "stop"),
    [
        ("Sở Nội vụ tham mưu", ["Sở Nội vụ"], "verb"),
        ("Sở Xây dựng, Sở Tài chính chủ trì", ["Sở Xây dựng", "Sở Tài chính"], "lead"),
        ("Sở Văn hóa, Thể thao và Du lịch rà soát", ["Sở Văn hóa, Thể thao và Du lịch"], "verb"),  # commas inside a name
        ("Các sở, ban, ngành và Ủy ban nhân dân các xã phải báo cáo", ["Các sở, ban, ngành", "Ủy ban nhân dân các xã"], "duty"),
        ("các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ khẩn trương", ["các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ"], "manner"),
        ("Chủ tịch Ủy ban nhân dân các tỉnh: Lai Châu, Sơn La chỉ đạo", ["Chủ tịch Ủy ban nhân dân các tỉnh: Lai Châu, Sơn La"], "verb"),
        ("Thủ trưởng các cơ quan: Sở Nội vụ; Sở Y tế chịu trách nhiệm", ["Sở Nội vụ", "Sở Y tế"], "duty"),
        ("Ban Quản lý các khu công nghiệp tỉnh (cơ quan thường trực) tổng hợp", ["Ban Quản lý các khu công nghiệp tỉnh"], "verb"),
        ("Các cơ quan được giao chủ trì có trách nhiệm lập dự toán", ["Các cơ quan được giao chủ trì"], "duty"),  # which of them, then what
        ("Ban Chỉ đạo phòng, chống thiên tai tỉnh chỉ đạo", ["Ban Chỉ đạo phòng, chống thiên tai tỉnh"], "verb"),
        ("Cục Kết cấu hạ tầng xây dựng tham mưu", ["Cục Kết cấu hạ tầng xây dựng"], "verb"),
        ("Quỹ Bảo vệ và phát triển rừng tỉnh chi trả", ["Quỹ Bảo vệ và phát triển rừng tỉnh"], "verb"),
        ("Sở Y tế và các đơn vị liên quan.", ["Sở Y tế", "các đơn vị liên quan"], None),
        ("Văn phòng HĐND-UBND xã tổng hợp", ["Văn phòng HĐND-UBND xã"], "verb"),
        ("Ủy ban nhân dân tỉnh trước ngày 15/12", ["Ủy ban nhân dân tỉnh"], "manner"),
        ("Sở Tài chính về tình hình giải ngân", ["Sở Tài chính"], "stative"),
        ("các tỉnh, thành phố từ Hà Tĩnh đến Lâm Đồng khẩn trương", ["các tỉnh, thành phố từ Hà Tĩnh đến Lâm Đồng"], "manner"),
        ("các hội được Đảng, Nhà nước giao nhiệm vụ phải báo cáo", ["các hội được Đảng, Nhà nước giao nhiệm vụ"], "duty"),
        ("Đơn vị quản lý, vận hành hệ thống có trách nhiệm bảo vệ", ["Đơn vị quản lý, vận hành hệ thống"], "duty"),
        ("Ủy ban nhân dân các xã, đặc khu xây dựng dự toán", ["Ủy ban nhân dân các xã, đặc khu"], "verb"),
        ("Các Bộ: Tài chính, Ngoại giao, Tập đoàn Điện lực rà soát", ["Các Bộ: Tài chính, Ngoại giao", "Tập đoàn Điện lực"], "verb"),
    ],
)
def test_lists_of_bodies(text: str, names: list[str], stop: str | None) -> None:
    assert listed(text) == (names, stop)


@given(
    st.lists(
        st.sampled_from(
            ["Sở", "Nội vụ", ",", "và", "các", "ban", "(", ")", ":", ". ", "báo cáo", "được giao", "Ủy ban nhân dân", ";", "\n"]
        ),
        max_size=14,
    )
)
def test_any_list_is_read(pieces: list[str]) -> None:
    text = " ".join(["Sở", *pieces])
    names, _ = listed(text)
    assert all(name in text and name == name.strip() for name in names)
