import pytest

from pipeline import rulebook
from pipeline.grammar.positions import Positions
from pipeline.model import Span


@pytest.fixture(scope="module")
def positions() -> Positions:
    return rulebook.load().build(Positions)


def lines(block: str) -> list[Span]:
    spans, at = [], 0
    for line in block.split("\n"):
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return [span for span in spans if span.end > span.start]


@pytest.mark.parametrize(
    ("block", "titles"),
    [
        ("CHỦ TỊCH", ["CHỦ TỊCH"]),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("KT.CHỦ TỊCH\nPHÓ CHỦ TỊCH", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("KT. Chủ tịch\nPhó Chủ tịch", ["KT. Chủ tịch", "Phó Chủ tịch"]),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("TM. ỦY BAN\nNHÂN DÂN\nCHỦ TỊCH", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("KT. BỘ TRƯỞNG,\nCHỦ NHIỆM\nPHÓ CHỦ NHIỆM", ["KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"]),
        ("KT. BỘ TRƯỞNG, CHỦ NHIỆM\nPHÓ CHỦ NHIỆM", ["KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"]),
        ("TL. CỤC\nTRƯỞNG\nKT.\nTRƯỞNG BAN THUẾ\nPHÓ\nTRƯỞNG BAN", ["TL. CỤC TRƯỞNG", "KT. TRƯỞNG BAN THUẾ", "PHÓ TRƯỞNG BAN"]),
        (
            "TL. CỤC TRƯỞNG\nKT. TRƯỞNG BAN CHÍNH SÁCH,\nTHUẾ QUỐC TẾ\nPHÓ TRƯỞNG BAN",
            ["TL. CỤC TRƯỞNG", "KT. TRƯỞNG BAN CHÍNH SÁCH, THUẾ QUỐC TẾ", "PHÓ TRƯỞNG BAN"],
        ),
        ("TRƯỞNG BAN\nPHÓ CHỦ TỊCH UBND TỈNH", ["TRƯỞNG BAN", "PHÓ CHỦ TỊCH UBND TỈNH"]),
        ("T/M BỘ CHÍNH TRỊ", ["T/M BỘ CHÍNH TRỊ"]),
        ("T/M BAN BÍ THƯ\nTHƯỜNG TRỰC BAN BÍ THƯ", ["T/M BAN BÍ THƯ", "THƯỜNG TRỰC BAN BÍ THƯ"]),
        ("K/T CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG THƯỜNG TRỰC", ["K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG THƯỜNG TRỰC"]),
        ("GIÁM ĐỐC\nSỞ Y TẾ", ["GIÁM ĐỐC SỞ Y TẾ"]),
        ("Q. CHỦ TỊCH", ["Q. CHỦ TỊCH"]),
        ("QUYỀN GIÁM ĐỐC", ["QUYỀN GIÁM ĐỐC"]),
        ("TM. ĐOÀN CHỦ TỊCH\nPHÓ CHỦ TỊCH", ["TM. ĐOÀN CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("TM. ĐOÀN CHỦ TỊCH", ["TM. ĐOÀN CHỦ TỊCH"]),
        ("PHÓ CHỦ TỊCH -\nTỔNG THƯ KÝ", ["PHÓ CHỦ TỊCH - TỔNG THƯ KÝ"]),
        ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("KT.CHỦ TỊCH PHÓ CHỦ TỊCH", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH", ["TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("TM. ỦY BAN NHÂN DÂN CHỦ TỊCH", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("TUQ. BỘ TRƯỞNG\nCỤC TRƯỞNG CỤC THÚ Y", ["TUQ. BỘ TRƯỞNG", "CỤC TRƯỞNG CỤC THÚ Y"]),
        ("CHỦ\nTỊCH", ["CHỦ TỊCH"]),
        ("KT. BỘ TRƯỞNG\nTHỨ\nTRƯỞNG", ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"]),
        ("UỶ VIÊN THƯỜNG TRỰC", ["UỶ VIÊN THƯỜNG TRỰC"]),
        ("KT. BỘ TRƯỞNG\nTHỨ\nTRỬỞNG THUỜNG TRỰC", ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG THƯỜNG TRỰC"]),
        ("KT. BỘ TRƯỞNG THỨ TRỬỞNG THUỜNG TRỰC", ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG THƯỜNG TRỰC"]),
        ("KT. BỘ TRƯỞNG HỮU TRƯỞNG", ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"]),
        ("KT. BỘ TRƯỞNG\nHỮU TRƯỞNG", ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"]),
        ("T/M BAN BÍ THƯ", ["T/M BAN BÍ THƯ"]),
        ("TM. BAN GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", ["TM. BAN GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ("KT. TRƯỞNG BAN PHÓ TRƯỞNG BAN", ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]),
        ("KT. TRƯỞNG BAN THUẾ PHÓ\nTRƯỞNG BAN", ["KT. TRƯỞNG BAN THUẾ", "PHÓ TRƯỞNG BAN"]),
        ("KT. BỘ TRƯỞNG\nTHỨ TRỬỞNG THUỜNG TRỰC", ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG THƯỜNG TRỰC"]),
    ],
)
def test_titles(positions: Positions, block: str, titles: list[str]) -> None:
    assert [title.value for title in positions.read(block, lines(block))] == titles


def test_spans_are_the_words(positions: Positions) -> None:
    block = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH PHÓ CHỦ TỊCH"
    for title in positions.read(block, lines(block)):
        assert "".join(block[title.span.start : title.span.end].split()) == title.value.replace(" ", "")


@pytest.mark.parametrize(
    ("line", "starts"),
    [
        ("KT. CHỦ TỊCH", True),
        ("T/M BAN THƯỜNG VỤ", True),
        ("Phó Giám đốc Sở Y tế", True),
        ("KT-XH vùng", False),
        ("TMĐT", False),
        ("Giám định viên", False),
        ("VĂN PHÒNG", False),
    ],
)
def test_starts(positions: Positions, line: str, starts: bool) -> None:
    assert positions.starts(line, 0, len(line)) is starts


@pytest.mark.parametrize("entry", rulebook.load().entries("signatures", "prefixes"), ids=lambda entry: str(entry["id"]))
def test_prefixes(positions: Positions, entry: rulebook.Entry) -> None:
    for line, letters in entry["examples"].items():
        assert positions.prefix_at(line, 0, len(line)) == letters
    for line in entry["not"]:
        assert positions.prefix_at(line, 0, len(line)) is None


@pytest.mark.parametrize(
    ("block", "deputy"),
    [("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), ("TM. ỦY BAN NHÂN DÂN", None), ("CHỦ TỊCH", None)],
)
def test_deputies(positions: Positions, block: str, deputy: str | None) -> None:
    assert positions.deputy_of(positions.read(block, lines(block))[0]) == deputy


@pytest.mark.parametrize(
    ("printed", "expected", "same"),
    [
        ("HỮU TRƯỞNG", "THỨ TRƯỞNG", True),
        ("PHỒ CHỦ TICH", "PHÓ CHỦ TỊCH", True),
        ("VĂN PHÒNG", "THỨ TRƯỞNG", False),
    ],
)
def test_misreadings(positions: Positions, printed: str, expected: str, same: bool) -> None:
    assert positions.misread(printed, expected) is same
