import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.extract import recipients
from pipeline.extract.recipients import Receivers
from pipeline.model import Layout, Recipient, Setting, Span, Zone
from pipeline.text import Text

BOOK = rulebook.load()
BODY = "Sở Nội vụ đề nghị các đơn vị triển khai thực hiện./.\n\n"
SIGNED = "\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nLê Văn Tám"


def read(chars: str, setting: Setting | None = None) -> tuple[list[str], list[str], str | None, tuple[Recipient, ...]]:
    spans, at = [], 0
    for line in chars.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    layout = Layout(0, Span(0, len(chars)), tuple(spans), (Zone("body", Span(0, len(chars))),))
    rows, archive = recipients.read(Text(chars), layout, setting or Setting(), BOOK)
    for row in rows:
        assert " ".join(chars[row.span.start : row.span.end].split()) == row.name
    if archive:
        assert " ".join(chars[archive.span.start : archive.span.end].split()) == archive.value
    by_role = {role: [row.name for row in rows if row.role == role] for role in ("addressee", "copy")}
    return by_role["addressee"], by_role["copy"], archive.value if archive else None, rows


@pytest.mark.parametrize(
    ("chars", "names"),
    [
        ("Kính gửi: Sở Tài chính.\nThực hiện chỉ đạo của cấp trên, Sở Nội vụ báo cáo.", ["Sở Tài chính"]),
        (
            "Kính gửi:\n\n- Các sở, ban, ngành;\n- Công an tỉnh; Bộ Chỉ huy quân sự tỉnh.\n\nThực hiện",
            ["Các sở, ban, ngành", "Công an tỉnh", "Bộ Chỉ huy quân sự tỉnh"],
        ),
        ("KÍNH GỬI: UBND các huyện, thành phố\n\nTheo đề nghị", ["UBND các huyện, thành phố"]),
        ("Kính gửi: - Sở Tài chính; - Sở Y tế.\nThực hiện", ["Sở Tài chính", "Sở Y tế"]),
        ("Kính gửi: Sở Tài chính; Sở Y tế;\nSở Xây dựng.\nThực hiện", ["Sở Tài chính", "Sở Y tế", "Sở Xây dựng"]),
        ("Kính gửi:\n- Sở Tài chính;\n- Đồng kính gửi: Sở Y tế.\n\nThực hiện", ["Sở Tài chính", "Sở Y tế"]),
        ("Kính trình: Ban Thường vụ Tỉnh ủy\n\nThực hiện", ["Ban Thường vụ Tỉnh ủy"]),
        ("Kính gửi: Công ty TNHH Hoa Sen.\n(Địa chỉ: số 5 phố Huế, Hà Nội)\nTrả lời công văn", ["Công ty TNHH Hoa Sen"]),
        ("Kính gửi: Công ty Hoa Sen (đ/c: lô 5, khu công nghiệp A)\n\nTrả lời công văn", ["Công ty Hoa Sen"]),
        ("Kính gửi: Ông Nguyễn Minh\nĐức\nCục Thuế nhận được đơn của ông", ["Ông Nguyễn Minh Đức"]),
        (
            "Kính gửi:\n- Các cơ quan, ban, ngành,\nđoàn thể cấp tỉnh;\n- Sở Y tế (Trung tâm Y tế;\nBệnh viện tỉnh).\n\nThực hiện",
            ["Các cơ quan, ban, ngành, đoàn thể cấp tỉnh", "Sở Y tế (Trung tâm Y tế; Bệnh viện tỉnh)"],
        ),
        (
            "THỦ TƯỚNG CHÍNH PHỦ điện:\n- Bộ trưởng Bộ Công an;\n- Chủ tịch UBND tỉnh A.\nTheo dự báo, bão sẽ vào",
            ["Bộ trưởng Bộ Công an", "Chủ tịch UBND tỉnh A"],
        ),
        (
            " - Các sở, ban, ngành;\n- UBND các huyện.\n\nThực hiện công văn số 1/BNV, Ủy ban yêu cầu",
            ["Các sở, ban, ngành", "UBND các huyện"],
        ),  # `Kính gửi` lost
        ("Số: 12/UBND-TH\nLai Châu, ngày 2 tháng 3 năm 2025\n- Các sở;\n- UBND các xã.\n\nThực hiện", ["Các sở", "UBND các xã"]),
        ("SỞ Y TẾ\n-------\nSố: 12/QĐ-SYT\n---------------\n\nQUYẾT ĐỊNH\nVề công tác", []),
        ("THÀNH ỦY\n*\nSố 12-HD/BTCTU\n\nHƯỚNG DẪN\nvề công tác Đảng", []),
        ("QUYẾT ĐỊNH\n- Căn cứ Điều lệ Đảng;\n- Căn cứ Quy chế làm việc;\n\nBAN THƯỜNG VỤ", []),
        ("Điều 1. Phạm vi\n- Các sở, ban, ngành;\n- Các xã.", []),
        ("", []),
    ],
)
def test_addressees(chars: str, names: list[str]) -> None:
    assert read(chars)[0] == names


def test_a_dispatch_by_wire_needs_to_be_one() -> None:
    chars = "Ủy ban nhân dân tỉnh điện:\n- Sở Y tế;\n- Sở Xây dựng.\n\nThực hiện"
    assert read(chars, Setting(doc_type="CĐ"))[0] == ["Sở Y tế", "Sở Xây dựng"]
    assert read(chars, Setting(doc_type="QĐ"))[0] == []


@pytest.mark.parametrize(
    ("chars", "names", "archive"),
    [
        ("Nơi nhận:\n- Như trên;\n- Sở Nội vụ;\n- Lưu: VT, NC.", ["Như trên", "Sở Nội vụ"], "VT, NC"),
        ("Nơi nhận:\n\n- LĐVP; P. KGVX;\n- Lưu: VT, thuy.", ["LĐVP; P. KGVX"], "VT, thuy"),
        ("NƠI NHẬN:\n- Như Điều 3;\n+ Lưu: VT.", ["Như Điều 3"], "VT"),
        ("Nơi nhận: - Như trên; - Sở Y tế; - Lưu: VT.", ["Như trên", "Sở Y tế"], "VT"),
        ("Nơi nhận:\nNhư trên;\nSở Y tế;\nLưu: VT.", ["Như trên", "Sở Y tế"], "VT"),  # dashes lost
        ("Nơi nhận:\n-\nVăn phòng;\n- Lưu: VT", ["Văn phòng"], "VT"),
        ("Nơi nhận:\n- Các tỉnh ủy,\n- Lưu Văn phòng Trung ương Đảng.", ["Các tỉnh ủy"], "Văn phòng Trung ương Đảng"),
        ("Nơi nhận:\n- VPUB: CVP,\ncác PCVP;\n- Lưu: VT, KTN (100\nbản)", ["VPUB: CVP, các PCVP"], "VT, KTN (100 bản)"),
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT, NC.\nHuy (23 bản)", ["Như trên"], "VT, NC"),  # a drafting mark
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT.\nMinh/KH/20.11", ["Như trên"], "VT"),
        ("Nơi nhận:\n- Như trên;\n- Lưu trữ tỉnh;\n- Lưu: VT.", ["Như trên", "Lưu trữ tỉnh"], "VT"),
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT, TH. (đã ký) ThS. Lê Văn Tám", ["Như trên"], "VT, TH"),
        ("Nơi nhận:\n- Như trên.", ["Như trên"], None),
        ("Nơi nhận:", [], None),
        ("\n- Như trên;\n- CT, PCT;\n- Lưu: VT, K20.", ["Như trên", "CT, PCT"], "VT, K20"),  # `Nơi nhận` lost
        ("Nơi nhận:\nKT. GIÁM ĐỐC\n- Như trên;\nPHÓ GIÁM ĐỐC\n- Lưu: VT.", ["Như trên"], "VT"),  # woven with the signature
        ("Nơi nhận: KT. GIÁM ĐỐC\n- Như trên; PHÓ GIÁM ĐỐC\n- Lưu: VT.", ["Như trên"], "VT"),
    ],
)
def test_copies(chars: str, names: list[str], archive: str | None) -> None:
    assert read(BODY + chars + SIGNED)[1:3] == (names, archive)


def test_forms_in_an_appendix_are_not_the_copies() -> None:
    chars = BODY + "Nơi nhận:\n- Sở Y tế;\n- Lưu: VT, TH." + SIGNED + "\n\nPHỤ LỤC\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    assert read(chars)[1:3] == (["Sở Y tế"], "VT, TH")


def test_nothing_is_made_up() -> None:
    assert read("Hồ sơ lưu: 2 bộ.\nNơi nhận hồ sơ: Trung tâm.\n" + BODY) == ([], [], None, ())


@pytest.mark.parametrize(
    ("item", "purpose"),
    [
        ("Bộ trưởng (để báo cáo)", "để báo cáo"),
        ("Chủ tịch UBND tỉnh (B/c)", "để báo cáo"),
        ("Sở Y tế (t/h)", "để thực hiện"),
        ("Sở Y tế (để t/hiện.)", "để thực hiện"),
        ("Sở Y tế (để biết)", "để biết"),
        ("Sở Y tế (để p/h)", "để phối hợp"),
        ("Hội Chăn nuôi (thay trả lời)", "thay trả lời"),
        ("Bộ Công an (qua Cục A03) (để b/c)", "để báo cáo"),
        ("Vụ Pháp chế (để đăng tải trên Cơ sở dữ liệu)", "để đăng tải trên Cơ sở dữ liệu"),
        ("Cục Kiểm soát (VPCP)", None),
        ("Sở Nội vụ", None),
    ],
)
def test_purposes(item: str, purpose: str | None) -> None:
    (row,) = read(BODY + f"Nơi nhận:\n- {item};\n- Lưu: VT." + SIGNED)[3]
    assert (row.name, row.purpose) == (item, purpose)


def test_lost_words_cost_certainty() -> None:
    told, lost = read(BODY + "Nơi nhận:\n- Như trên;\n- Lưu: VT.")[3], read(BODY + "- Như trên;\n- Lưu: VT.")[3]
    assert told[0].certainty > lost[0].certainty


@pytest.mark.parametrize("entry", BOOK.entries("signatures", "cues"), ids=lambda entry: str(entry["id"]))
def test_opening_words(entry: rulebook.Entry) -> None:
    room = BOOK.build(Receivers)
    for line, after in entry["examples"].items():
        (cue,) = getattr(room.cues(line, Span(0, len(line))), entry["opens"])
        assert line[cue.end :].strip() == after
    for line in entry["not"]:
        assert not getattr(room.cues(line, Span(0, len(line))), entry["opens"])


@pytest.mark.parametrize("entry", BOOK.entries("signatures", "remarks"), ids=lambda entry: str(entry["id"]))
def test_remarks(entry: rulebook.Entry) -> None:
    room = BOOK.build(Receivers)
    for words in entry["examples"]:
        line = f"Sở Y tế {words}"
        assert room.name(line, Span(0, len(line))) == Span(0, 7)
    for words in entry["not"]:
        line = f"Sở Y tế {words}"
        assert room.name(line, Span(0, len(line))) == Span(0, len(line))


LINES = st.sampled_from(
    [
        "Kính gửi:",
        "Kính gửi: Sở Y tế",
        "- Sở Y tế;",
        "- ",
        "*",
        "",
        "Nơi nhận:",
        "- Lưu: VT.",
        "Lưu:",
        "KT. GIÁM ĐỐC",
        "Lê Văn Tám",
        "(để",
        "b/c)",
        ";",
        "- A; - B",
        BODY,
    ]
)


@given(st.lists(LINES, max_size=25))
def test_any_lines_give_recipients_with_their_words(lines: list[str]) -> None:
    addressees, copies, _, rows = read("\n".join(lines))
    assert len(addressees) + len(copies) == len(rows)
