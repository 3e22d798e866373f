import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.extract import signature
from pipeline.extract.signature import Signatures
from pipeline.model import Layout, Span, Zone
from pipeline.text import Text

BOOK = rulebook.load()
BODY = "Đề nghị các đơn vị nghiêm túc triển khai thực hiện./.\n\n"
COPIES = "Nơi nhận:\n- Như trên;\n- Sở Tài chính;\n- Lưu: VT, TH.\n\n"


def layout(chars: str, zones: tuple[Zone, ...] = ()) -> Layout:
    spans, at = [], 0
    for line in chars.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Layout(0, Span(0, len(chars)), tuple(spans), zones or (Zone("body", Span(0, len(chars))),))


def read(chars: str) -> tuple[str | None, str | None, str | None]:
    facts = signature.read(Text(chars), layout(chars), BOOK)
    for fact in facts.values():
        assert 0 <= fact.certainty <= 1
        assert chars[fact.span.start : fact.span.end].strip()
    given = [facts.get(f"signer_{part}") for part in ("competence", "position", "full_name")]
    competence, position, name = (fact.value if fact else None for fact in given)
    return competence, position, name


@pytest.mark.parametrize(
    ("chars", "signer"),
    [
        (BODY + COPIES + "GIÁM ĐỐC\n\nNguyễn Văn An", (None, "GIÁM ĐỐC", "Nguyễn Văn An")),
        (BODY + COPIES + "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(Đã ký)\nLê Thị Bình", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Bình")),
        (
            BODY + COPIES + "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nLò Văn Giàng",
            ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lò Văn Giàng"),
        ),
        (
            BODY + "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nH'Yim Kđoh\n\n" + COPIES,
            ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "H'Yim Kđoh"),
        ),  # block before the copies
        (BODY + COPIES + "TRƯỞNG BAN\n\nPHÓ CHỦ TỊCH UBND TỈNH\nTrần Văn Ba", ("TRƯỞNG BAN", "PHÓ CHỦ TỊCH UBND TỈNH", "Trần Văn Ba")),
        (BODY + COPIES + "T/M BAN BÍ THƯ\n\nTrần Văn Ba", ("T/M BAN BÍ THƯ", None, "Trần Văn Ba")),
        (
            BODY + COPIES + "KT. BỘ TRƯỞNG,\nCHỦ NHIỆM\nPHÓ CHỦ NHIỆM\nĐỗ Thị Lan",
            ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Đỗ Thị Lan"),
        ),
        (BODY + COPIES + "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nĐẶNG VĂN MINH", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đặng Văn Minh")),
        (BODY + COPIES + "KT. Chủ tịch\nPhó Chủ tịch\n\nĐặng Văn Minh", ("KT. Chủ tịch", "Phó Chủ tịch", "Đặng Văn Minh")),
        (BODY + COPIES + "Hiệu trưởng\n\nPGS.TS. Đặng Văn Minh", (None, "Hiệu trưởng", "Đặng Văn Minh")),
        (BODY + COPIES + "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nThượng tướng Vũ Văn Sáu", ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Vũ Văn Sáu")),
        (BODY + COPIES + "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nPhạm\nMạnh Tường", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phạm Mạnh Tường")),
        (BODY + COPIES + "Q. GIÁM ĐỐC\n\nNguyễn Văn An", (None, "Q. GIÁM ĐỐC", "Nguyễn Văn An")),
        (BODY + COPIES + "GIÁM ĐỐC\nSỞ Y TẾ\n\nNguyễn Văn An", (None, "GIÁM ĐỐC SỞ Y TẾ", "Nguyễn Văn An")),
        (
            BODY + COPIES + "XÁC THỰC VĂN BẢN HỢP NHẤT\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nNguyễn Văn An",
            ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Nguyễn Văn An"),
        ),
        (BODY + COPIES + "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH Nguyễn Văn An", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn An")),
        (
            BODY + COPIES + "Ký bởi: Văn phòng\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nThời gian ký: 24/04/2025\nNguyễn Văn An",
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn An"),
        ),
        (
            BODY + COPIES + "GIÁM ĐỐC\nNguyễn Văn An 40 Cụm từ này được bãi bỏ theo Thông tư",
            (None, "GIÁM ĐỐC", "Nguyễn Văn An"),
        ),  # a footnote behind it
        (BODY + COPIES + "GIÁM ĐỐC\nNguyễn Văn An CÔNG BÁO/Số 3/Ngày 1-2-2026 Phụ lục", (None, "GIÁM ĐỐC", "Nguyễn Văn An")),
        (
            BODY + "Nơi nhận: KT. TRƯỞNG PHÒNG\n- Sinh viên; PHÓ TRƯỞNG PHÒNG\n- Lưu: KT. (đã ký) ThS. Vũ Thu Hà\n\n"
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Vũ Thu Hà"),
        ),
        (BODY + "GIÁM ĐỐC\n\nNguyễn Văn An", (None, "GIÁM ĐỐC", "Nguyễn Văn An")),  # no Nơi nhận
        (BODY + COPIES + "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", None)),  # a signature that is a picture
        ("Lời kêu gọi toàn dân tham gia.\n\nChào thân ái", (None, None, None)),
        (BODY, (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_blocks(chars: str, signer: tuple[str | None, ...]) -> None:
    assert read(chars) == signer


@pytest.mark.parametrize(
    "block",
    [
        "Nơi nhận:\nTM. ỦY BAN NHÂN DÂN\n- Như trên;\nKT. CHỦ TỊCH\n- Sở Nội vụ;\nPHÓ CHỦ TỊCH\n- Lưu: VT, TH.\nLê Văn Tám",
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; KT. CHỦ TỊCH\n- Sở Nội vụ; PHÓ CHỦ TỊCH\n- Lưu: VT, TH.\nLê Văn Tám",
        "Nơi nhận:     TM. ỦY BAN NHÂN DÂN\n- Như trên;    KT. CHỦ TỊCH\n- Sở Nội vụ;   PHÓ CHỦ TỊCH\n- Lưu: VT, TH.    Lê Văn Tám",
    ],
)
def test_woven_into_the_copies(block: str) -> None:
    assert read(BODY + block) == ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Tám")


@pytest.mark.parametrize(
    "rest",
    [
        "\n\nPHỤ LỤC\n(Kèm theo Công văn số 12/UBND-TH)\nTM. ĐƠN VỊ\nTHỦ TRƯỞNG ĐƠN VỊ\n(Ký, ghi rõ họ tên)\n",
        "\n\nQUY CHẾ\n(Ban hành kèm theo Quyết định số 12/QĐ-UBND)\nĐiều 1. Phạm vi\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nPhan Văn Chín",
        "\n\nSAO Y BẢN CHÍNH\nTL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nPhan Văn Chín",
        "\n\nDANH MỤC\nCÁC DỰ ÁN\nChủ tịch\nGiám đốc\nHà Nội",
    ],
)
def test_what_follows_is_not_the_signature(rest: str) -> None:
    assert read(BODY + COPIES + "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn Tám" + rest) == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Tám")


@pytest.mark.parametrize(
    "chars",
    [
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n\nCăn cứ Luật Tổ chức chính quyền địa phương;\n\n" + BODY,
        "1. Giao Sở Tài chính\nChủ tịch\nUBND các xã\n\n" + BODY,
        "Mẫu số 01\nGIÁM ĐỐC\n(Ký, ghi rõ họ tên, đóng dấu)\n",
    ],
)
def test_doubt_gives_nothing(chars: str) -> None:
    assert read(chars) == (None, None, None)


@pytest.mark.parametrize(
    "block",
    [
        "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nLê Văn Tám\n\nKT. CHÁNH ÁN\nPHÓ CHÁNH ÁN\n\nPhan Văn Chín",
        "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nKT. CHÁNH ÁN\nPHÓ CHÁNH ÁN\n\nLê Văn Tám\nPhan Văn Chín",
    ],
)
def test_of_several_the_first_signs(block: str) -> None:
    chars = BODY + COPIES + block
    facts = signature.read(Text(chars), layout(chars), BOOK)
    assert {field: fact.value for field, fact in facts.items()} == {
        "signer_competence": "KT. BỘ TRƯỞNG",
        "signer_position": "THỨ TRƯỞNG",
        "signer_full_name": "Lê Văn Tám",
    }
    assert facts["signer_full_name"].rivals == ("Phan Văn Chín",)


@pytest.mark.parametrize("printed", ["HỮU TRƯỞNG", "THỬ TRUỜNG", "THƯ TRƯỞNG"])
def test_a_misread_deputy_is_put_right_and_says_so(printed: str) -> None:
    chars = BODY + COPIES + f"KT. BỘ TRƯỞNG\n\n{printed}\n\nLê Thị Bình"
    position = signature.read(Text(chars), layout(chars), BOOK)["signer_position"]
    assert position.value == "THỨ TRƯỞNG"
    assert position.rivals == (printed,)
    assert position.certainty < 0.9


def test_an_unlisted_surname_is_less_certain() -> None:
    sure, unsure = (
        signature.read(Text(chars), layout(chars), BOOK)["signer_full_name"].certainty
        for chars in (BODY + COPIES + "GIÁM ĐỐC\n\n" + name for name in ("Lê Văn Tám", "Xyz Văn Tám"))
    )
    assert sure > 0.9 > unsure


@pytest.mark.parametrize(
    ("block", "codes"),
    [
        ("GIÁM ĐỐC\n\nLê Văn Tám", []),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", ["no_signer"]),
        ("GIÁM ĐỐC\n\nXyz Văn Tám", ["doubtful_value"]),
        ("KT. BỘ TRƯỞNG\nHỮU TRƯỞNG\nLê Văn Tám", ["misread"]),
        ("", ["no_signer"]),
    ],
)
def test_trouble_is_reported(block: str, codes: list[str]) -> None:
    chars = BODY + COPIES + block
    facts = signature.read(Text(chars), layout(chars), BOOK)
    assert [problem.code for problem in signature.problems(facts)] == codes


def test_zones_decide_between_blocks() -> None:
    first, second = "GIÁM ĐỐC\n\nLê Văn Tám\n\n", "GIÁM ĐỐC\n\nPhan Văn Chín"
    chars = BODY + first + BODY * 40 + second
    zone = Zone("signature", Span(chars.index("GIÁM", len(BODY + first)), len(chars)))
    facts = signature.read(Text(chars), layout(chars, (Zone("body", Span(0, zone.span.start)), zone)), BOOK)
    assert facts["signer_full_name"].value == "Phan Văn Chín"


@pytest.mark.parametrize("section", ["marks", "copied"])
def test_lines_about_a_block(section: str) -> None:
    room = BOOK.build(Signatures)
    for entry in BOOK.entries("signatures", section):
        for line in entry["examples"]:
            hit = room.is_mark(line, 0, len(line)) if section == "marks" else room.cues(line, Span(0, len(line))).copied
            assert hit, (entry["id"], line)
        for line in entry["not"]:
            hit = room.is_mark(line, 0, len(line)) if section == "marks" else room.cues(line, Span(0, len(line))).copied
            assert not hit, (entry["id"], line)


LINES = st.sampled_from(
    [
        *BODY.split("\n"),
        *COPIES.split("\n"),
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lê Văn Tám",
        "T/M",
        "PHÓ",
        "KT.",
        "(Đã ký)",
        "PHỤ LỤC",
        "CHỦ",
        "TỊCH",
        "Phạm",
        "-",
        "Số: 1",
    ]
)


@given(st.lists(LINES, max_size=25))
def test_any_lines_give_facts_with_their_words(lines: list[str]) -> None:
    read("\n".join(lines))
