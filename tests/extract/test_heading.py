import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.extract import heading, signature
from pipeline.extract.heading import Heading
from pipeline.normalise import normalise
from pipeline.segment import documents, zones
from pipeline.source import Source

BOOK = rulebook.load()
SHARED = Path(__file__).resolve().parents[3] / "shared"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
BODY = (
    "Căn cứ Luật Giá ngày 19 tháng 6 năm 2023, Sở Tài chính đề nghị các đơn vị thực hiện như sau:\n\n1. Rà soát các quy định.\n\n"
    "2. Báo cáo trước ngày 05/6/2025.\n\nTrên đây là nội dung, đề nghị các đơn vị thực hiện./.\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT, TH.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nTrần Văn Ba\n"
)
LEFT = "UBND TỈNH SƠN LA\nSỞ TÀI CHÍNH\n\nSố: 120/STC-QLG\nV/v rà soát quy định về giá\n\n"
RIGHT = f"{STATE}\n\nSơn La, ngày 05 tháng 5 năm 2025\n\n"
LETTER = f"{LEFT}{RIGHT}Kính gửi: Các đơn vị trực thuộc.\n\n{BODY}"


def read(chars: str, part: int = 0) -> Heading:
    text = normalise(Source(chars), BOOK)
    layout = zones.lay_out(text, documents.split(text, BOOK)[part], part, BOOK)
    found = heading.read(text, layout, signature.read(text, layout, BOOK), BOOK)
    for name, fact in found.facts.items():
        quote = text.quote(fact.span)
        assert quote.strip(), name
        assert 0 <= fact.certainty <= 1
        if name in ("code_number", "promulgation_place", "urgency", "secrecy", "arrival_number"):
            assert quote == fact.value
        if name == "subject":
            assert quote.split() == fact.value.split()
    return found


def value(chars: str, name: str) -> str | None:
    fact = read(chars).facts.get(name)
    return fact.value if fact else None


def test_a_letter_in_full() -> None:
    found = read(LETTER)
    assert {name: fact.value for name, fact in found.facts.items()} == {
        "code_number": "120",
        "code_notation": "STC-QLG",
        "key": "120/STC-QLG",
        "doc_type": "CV",
        "type_name": "Công văn",
        "promulgation_date": "2025-05-05",
        "promulgation_place": "Sơn La",
        "issuer": "Sở Tài chính tỉnh Sơn La",
        "parent_issuer": "Ủy ban nhân dân tỉnh Sơn La",
        "subject": "rà soát quy định về giá",
    }
    assert (found.status, found.problems) == ("issued", ())
    assert (found.setting.key, found.setting.doc_type, found.setting.issued) == ("120/STC-QLG", "CV", "2025-05-05")
    assert found.setting.issuer == "Sở Tài chính tỉnh Sơn La"
    assert found.setting.province is not None


NUMBERED = (
    "SỞ NỘI VỤ\nSố: {}\n" + RIGHT + "{}Căn cứ Luật A;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Việc.\n\nNơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\nTrần Văn Ba"
)


@pytest.mark.parametrize(
    ("number", "title", "doc_type"),
    [
        ("5/QĐ-SNV", "QUYẾT ĐỊNH\nVề việc A\n\n", "QĐ"),
        ("5/SNV-VP", "KẾ HOẠCH\nThực hiện A\n\n", "KH"),  # the printed name, where the symbol has none
        ("5/QĐ-SNV", "QUY CHẾ\nPhối hợp A\n\n", "QC"),  # the printed name wins
        ("5/VBHN-BTC", "THÔNG TƯ\nQuy định về A\n\n", "VBHN"),  # but a consolidated text is one
        ("5/SNV-VP", "Kính gửi: Sở A.\n\n", "CV"),
        ("5/CT-CS", "Kính gửi: Thuế tỉnh A.\n\n", "CV"),  # CT is Cục Thuế, too
        ("5/TTr-SNV", "Kính gửi: Sở A.\n\n", "TTr"),
        ("5/QĐ-SNV", "", "QĐ"),
        ("5/SNV-VP", "", "CV"),
    ],
)
def test_types(number: str, title: str, doc_type: str) -> None:
    assert value(NUMBERED.format(number, title), "doc_type") == doc_type


@pytest.mark.parametrize(
    ("chars", "doc_type"),
    [
        ("Kính gửi: Sở A.\n\n" + BODY, "CV"),
        ("- Các sở, ban, ngành;\n- UBND các xã.\n\n" + BODY, "CV"),
        ("Điều 2. Quy chế này áp dụng cho A.\n\nĐiều 3. Quy chế này và Quyết định này có hiệu lực kể từ ngày ký.", "QĐ"),
        ("NGHỊ ĐỊNH\nQuy định về A\n\nCăn cứ Luật A;\n\nĐiều 1. Việc.", "NĐ"),
    ],
)
def test_types_without_a_number(chars: str, doc_type: str) -> None:
    found = read(chars)
    assert found.status == "incomplete"
    assert found.facts["doc_type"].value == doc_type
    assert {problem.code for problem in found.problems} >= {"no_number", "no_date", "no_issuer"}


@pytest.mark.parametrize(
    ("before", "after", "date", "status", "codes"),
    [
        ("Số: 120/STC-QLG", "Số:      /STC-QLG", "2025-05-05", "draft", {"draft", "no_number"}),
        ("ngày 05 tháng 5", "ngày     tháng 5", "2025-05", "draft", {"draft"}),
        ("ngày 05 tháng 5", "ngày … tháng …", "2025", "draft", {"draft"}),
        ("UBND TỈNH SƠN LA", "DỰ THẢO LẦN 2\n\nUBND TỈNH SƠN LA", "2025-05-05", "draft", {"draft"}),
        ("ngày 05 tháng 5", "ngày 31 tháng 6", None, "issued", {"impossible_date", "no_date"}),
        ("Sơn La, ngày 05 tháng 5 năm 2025\n\n", "", None, "issued", {"no_date"}),
    ],
)
def test_what_is_left_blank(before: str, after: str, date: str | None, status: str, codes: set[str]) -> None:
    found = read(LETTER.replace(before, after))
    fact = found.facts.get("promulgation_date")
    assert (fact.value if fact else None, found.status, {problem.code for problem in found.problems}) == (date, status, codes)


@pytest.mark.parametrize(
    ("chars", "subject"),
    [
        (LETTER.replace("V/v rà", "V/v: rà"), "rà soát quy định về giá"),
        (LETTER.replace("V/v rà", "V/v việc rà"), "rà soát quy định về giá"),
        (LETTER.replace("V/v rà soát quy định về giá", "V/v rà soát quy định\nvề giá"), "rà soát quy định về giá"),
        (NUMBERED.format("5/QĐ-SNV", "QUYẾT ĐỊNH\nVỀ VIỆC BỔ NHIỆM\n\n"), "BỔ NHIỆM"),
        (NUMBERED.format("5/QĐ-SNV", "QUYẾT ĐỊNH\nVề chế độ hội họp[1]\n\n"), "Về chế độ hội họp"),
        (NUMBERED.format("5/QĐ-SNV", "QUYẾT ĐỊNH VỀ VIỆC BỔ NHIỆM\n\n"), "BỔ NHIỆM"),
        (NUMBERED.format("5/QĐ-SNV", "QUYẾT ĐỊNH\n\n"), None),
    ],
)
def test_subjects(chars: str, subject: str | None) -> None:
    assert value(chars, "subject") == subject


@pytest.mark.parametrize(
    ("mark", "field"),
    [
        ("HỎA TỐC", "urgency"),
        ("KHẨN", "urgency"),
        ("THƯỢNG KHẨN", "urgency"),
        ("MẬT", "secrecy"),
        ("TỐI MẬT", "secrecy"),
        ("TUYỆT MẬT", "secrecy"),
    ],
)
def test_marks(mark: str, field: str) -> None:
    found = read(LETTER.replace(RIGHT, f"{mark}\n\n{RIGHT}"))
    assert found.facts[field].value == mark
    assert ("secret" in {problem.code for problem in found.problems}) == (field == "secrecy")


def test_words_are_no_marks() -> None:
    found = read(LETTER.replace("V/v rà soát", "V/v bảo vệ bí mật, khẩn trương rà soát").replace("1. Rà", "MẬT\n\n1. Rà"))
    assert not {"urgency", "secrecy"} & found.facts.keys()


@pytest.mark.parametrize(
    "stamp", ["ĐẾN\nSố: 1234\nNgày: 07/5/2025\nChuyển: VP", "ĐẾN Số: 1234 Ngày: 07/5/2025", "CÔNG VĂN ĐẾN\nSố: 1234\nNgày: 07/5/2025"]
)
def test_the_stamp_of_arrival_is_not_the_header(stamp: str) -> None:
    found = read(LETTER.replace(RIGHT, f"SỞ NỘI VỤ\n{stamp}\n\n{RIGHT}"))
    values = {name: fact.value for name, fact in found.facts.items()}
    assert (values["arrival_number"], values["arrival_date"]) == ("1234", "2025-05-07")
    assert (values["key"], values["promulgation_date"], values["issuer"]) == ("120/STC-QLG", "2025-05-05", "Sở Tài chính tỉnh Sơn La")


@pytest.mark.parametrize(
    "top",
    [
        "CÔNG BÁO/Số 851 + 852/Ngày 01-7-2025\n\n",
        "CÔNG BÁO/Số 302/Ngày 02-06-2026\n\n",
        "Ký bởi: Cổng Thông tin điện tử\nEmail: vanthu@example.vn\nThời gian ký: 06/05/2025 08:01:02 +07:00\n\n",
        "Số: 2 phố Hoàng Quốc Việt, phường Tô Hiệu\nĐT: 0212 385 2123\n\n",
    ],
)
def test_other_numbers_and_dates_are_not_its_own(top: str) -> None:
    found = read(top + LETTER)
    values = {name: fact.value for name, fact in found.facts.items()}
    assert (values["key"], values["promulgation_date"], values["issuer"]) == ("120/STC-QLG", "2025-05-05", "Sở Tài chính tỉnh Sơn La")


@pytest.mark.parametrize(
    ("chars", "issuer", "rule"),
    [
        (
            "Số: 5/KH-UBND\n\nSơn La, ngày 5 tháng 5 năm 2025\n\nKẾ HOẠCH\nLàm A\n\n" + BODY,
            "Ủy ban nhân dân tỉnh Sơn La",
            "symbol-and-place",
        ),
        ("Số: 5/QĐ-BTC\n\nHà Nội, ngày 5 tháng 5 năm 2025\n\nQUYẾT ĐỊNH\nVề A\n\n" + BODY, "Bộ Tài chính", "symbol-and-place"),
        (LETTER, "Sở Tài chính tỉnh Sơn La", "letterhead"),
    ],
)
def test_issuers(chars: str, issuer: str, rule: str) -> None:
    fact = read(chars).facts["issuer"]
    assert (fact.value, fact.rule) == (issuer, rule)
    assert (fact.certainty < 1) == (rule != "letterhead")


def test_hints_of_a_lost_header() -> None:
    chars = "Kính gửi: Các sở.\n\nThực hiện như sau:\n\n1. Rà soát.\n\nNơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\nTrần Văn Ba\n\nPHỤ LỤC\n"
    found = read(chars + "(Kèm theo Công văn số 40/UBND-TH ngày 24 tháng 11 năm 2025 của Ủy ban nhân dân tỉnh Sơn La)")
    hints = {name: fact.value for name, fact in found.facts.items() if name.endswith("hint")}
    assert hints == {
        "key_hint": "40/UBND-TH",
        "promulgation_date_hint": "2025-11-24",
        "issuer_hint": "Ủy ban nhân dân tỉnh Sơn La",
    }
    assert "issuer" not in found.facts
    assert found.setting.key is None


FRAGMENTS = [
    *LETTER.split("\n"),
    *NUMBERED.split("\n"),
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Số 5-KH/ĐU",
    "| a | b |",
    "ĐẾN",
    "Số: 9",
    "XÁC THỰC VĂN BẢN HỢP NHẤT",
    "PHỤ LỤC",
    "[1] Số 5/QĐ-UBND",
    "MẬT",
    "1",
    "",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("\n".join))
def test_whatever_stands_where_is_read_without_trouble(chars: str) -> None:
    text = normalise(Source(chars), BOOK)
    spans = documents.split(text, BOOK)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for part, span in enumerate(spans):
        layout = zones.lay_out(text, span, part, BOOK)
        assert all(a.span.end <= b.span.start for a, b in pairwise(layout.zones))
        assert all(span.holds(zone.span) for zone in layout.zones)
        found = heading.read(text, layout, {}, BOOK)
        assert all(span.holds(fact.span) and text.quote(fact.span).strip() for fact in found.facts.values())


def gold(name: str, folder: str) -> list[tuple[Path, list[dict[str, str | None]]]]:
    path = SHARED / "gold" / name
    files = json.loads(path.read_text(encoding="utf-8"))["files"] if path.exists() else {}
    return [(SHARED / folder / file, readings) for file, readings in files.items()]


@pytest.mark.parametrize(
    ("path", "readings"),
    [*gold("seeds.json", "seeds"), *gold("real.json", "real/portal")],
    ids=lambda x: x.name if isinstance(x, Path) else "",
)
def test_hand_made_readings(path: Path, readings: list[dict[str, str | None]]) -> None:
    for part, reading in enumerate(readings):
        found = read(path.read_text(encoding="utf-8-sig"), part)
        for name in ("key", "doc_type", "promulgation_date", "code_number", "code_notation"):
            if name in reading:
                fact = found.facts.get(name)
                assert (name, fact.value if fact else None) == (name, reading[name])
        assert found.status == reading["status"]
