import pytest

from pipeline.grammar.marks import begins_list, heads, is_mark, is_rule


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("1. Rà soát", True),
        ("1.Rà soát", True),
        ("1) Rà soát", True),
        ("2.1. Rà soát", True),
        ("2.1 Rà soát", True),
        ("1.500 tỷ đồng", False),
        ("1.5 triệu", False),
        ("16.6.2025", False),
        ("2025.", False),
        ("81/2018/NĐ-CP", False),
        ("IV. TỔ CHỨC", True),
        ("I- QUY ĐỊNH CHUNG", True),
        ("a) Chủ trì", True),
        ("đ) Phối hợp", True),
        ("b1) Quy mô", True),
        ("aa) Quy mô", True),
        ("có) và hồ sơ", False),
        ("A. PHẦN CHUNG", True),
        ("(1) các chủ trương", True),
        ("(a) các chủ trương", True),
        ("(nếu có)", False),
        ("- Sở Nội vụ", True),
        ("-Sở Nội vụ", True),
        ("+ Chủ trì", True),
        ("-5%", False),
        ("Việt Nam", False),
        ("Chính phủ", False),
        ("V. Kinh phí", True),
    ],
)
def test_marks_of_lists(line: str, begins: bool) -> None:
    assert begins_list(line) is begins


@pytest.mark.parametrize(
    ("line", "mark"),
    [("Điều 1.", True), ("a)", True), ("II.", True), ("-", True), ("[4]", True), ("Điều 1. Phạm vi", False), ("Nơi nhận:", False)],
)
def test_marks_alone(line: str, mark: bool) -> None:
    assert is_mark(line) is mark


@pytest.mark.parametrize(
    ("line", "rule"), [("-----", True), ("*", True), ("* * *", True), ("_____", True), ("-", False), ("- Sở", False), ("...", True)]
)
def test_rules(line: str, rule: bool) -> None:
    assert is_rule(line) is rule


def test_headings_are_numbered() -> None:
    assert heads("Điều 2. Hiệu lực")
    assert heads("II. NHIỆM VỤ")
    assert not heads("- Sở Nội vụ")
