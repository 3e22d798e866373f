import pytest

from pipeline.pairing import Item, pairs, syllables

OLD = [
    "Tổ chức các lớp tập huấn nâng cao nhận thức về trồng cây cho cán bộ xã",
    "Xây dựng vườn ươm giống cây bản địa tại các huyện vùng cao",
    "Ban chỉ đạo báo cáo kết quả trồng cây trước ngày 5/6",
    "Khen thưởng cá nhân có thành tích trong trồng cây",
]
NEW = [
    "Các xã báo cáo kết quả trồng cây và chăm sóc trước ngày 01/12/2026",
    "Mở lớp tập huấn nâng cao nhận thức về trồng cây cho cán bộ thôn",
    "Kiểm tra việc sử dụng phân bón",
    "Tiếp tục mở rộng vườn ươm giống cây bản địa",
]


def bound(first: list[str], second: list[str]) -> list[tuple[int, int]]:
    return [(p.first, p.second) for p in pairs([Item(t) for t in first], [Item(t) for t in second])]


def test_items_are_paired_by_what_their_words_say() -> None:
    assert bound(OLD, NEW) == [(0, 1), (1, 3), (2, 0)]


@pytest.mark.parametrize(("first", "second"), [([], NEW), (OLD, []), ([], [])])
def test_nothing_pairs_with_nothing(first: list[str], second: list[str]) -> None:
    assert bound(first, second) == []


def test_the_same_items_pair_in_their_order() -> None:
    assert bound(OLD, OLD) == [(i, i) for i in range(4)]
    assert bound(["Như trên"] * 3, ["Như trên"] * 2) == [(0, 0), (1, 1)]


def test_an_item_is_bound_once() -> None:
    found = bound([OLD[1], OLD[1] + " và vùng thấp"], [NEW[3]])
    assert len(found) == 1


def test_marks_count_as_words() -> None:
    first = [Item(text, ("last day",) if "báo cáo" in text else ()) for text in OLD]
    second = [Item(text, ("last day",) if "báo cáo" in text else ()) for text in NEW]
    plain = {p.first: p.likeness for p in pairs([Item(t) for t in OLD], [Item(t) for t in NEW])}
    marked = {p.first: p.likeness for p in pairs(first, second)}
    assert marked[2] > plain[2]


def test_syllables_are_folded() -> None:
    assert syllables("Uỷ ban – KH/2025") == ["ủy", "ban", "kh", "2025"]
