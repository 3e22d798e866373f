import pytest

from pipeline import rulebook
from pipeline.grammar.form import Form, lines
from pipeline.segment.zones.tail import Tail

BOOK = rulebook.load()
COPIES, SIGNED = "Nơi nhận:\n- Như trên;\n- Lưu: VT.", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Văn Ba"


def read(chars: str) -> tuple[list[tuple[str, str]], str]:
    paragraphs = lines(chars, 0, len(chars))
    kinds = {sign.span.start: sign.kind for sign in BOOK.build(Form).tails(chars, 0, len(chars))}
    tail = Tail(chars, paragraphs, kinds, BOOK)
    i = tail.read(tail.begins(0))
    rest = chars[paragraphs[i].start :] if i < len(paragraphs) else ""
    return [(zone.name, chars[zone.span.start : zone.span.end]) for zone in tail.found], rest


@pytest.mark.parametrize(
    ("chars", "zones", "rest"),
    [
        (f"{COPIES}\n{SIGNED}", [("copies", COPIES), ("signature", SIGNED)], ""),
        (f"{SIGNED}\n{COPIES}", [("signature", SIGNED), ("copies", COPIES)], ""),
        (f"- Như trên;\n- Lưu: VT.\n{SIGNED}", [("copies", "- Như trên;\n- Lưu: VT."), ("signature", SIGNED)], ""),
        (f"- Báo cáo kết quả.\n{SIGNED}", [("signature", SIGNED)], ""),
        (f"{COPIES}\n05 bản\nKý bởi: Trần Văn Ba\n{SIGNED}", [("copies", COPIES), ("signature", SIGNED)], ""),
        (f"{COPIES}\n{SIGNED}\nPHỤ LỤC\nBảng", [("copies", COPIES), ("signature", SIGNED)], "PHỤ LỤC\nBảng"),
        (f"{COPIES}\n{SIGNED}\nDANH MỤC\nThủ tục", [("copies", COPIES), ("signature", SIGNED)], "DANH MỤC\nThủ tục"),
        ("Hết.\nPHỤ LỤC I\nBảng", [], "PHỤ LỤC I\nBảng"),
        (
            "Nơi nhận:\n- Như trên;\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n- Lưu: VT.\nTrần Văn Ba",
            [
                ("copies", "Nơi nhận:\n- Như trên;"),
                ("signature", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"),
                ("copies", "- Lưu: VT."),
                ("signature", "Trần Văn Ba"),
            ],
            "",
        ),
        (
            "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n(Đã ký)\nTrần Văn Ba",
            [("signature", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n(Đã ký)\nTrần Văn Ba")],
            "",
        ),
    ],
)
def test_blocks(chars: str, zones: list[tuple[str, str]], rest: str) -> None:
    assert read("Đề nghị thực hiện./.\n" + chars) == (zones, rest)


@pytest.mark.parametrize(
    "chars",
    [
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025 của Quốc hội;",
        "Nơi nhận hồ sơ: bộ phận một cửa",
    ],
)
def test_what_is_no_tail(chars: str) -> None:
    assert read(chars) == ([], "")
