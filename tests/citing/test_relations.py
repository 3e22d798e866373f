import pytest

from pipeline import rulebook
from pipeline.citing.relations import Place, Relations, Verdict
from pipeline.model import Span
from pipeline.rulebook import Entry

BOOK = rulebook.load()
CUES = BOOK.entries("relations", "cues")
AFTER = BOOK.entries("relations", "after")
READS = {"none": "mentions", "weak": "mentions"}


def read(text: str, *, titles: dict[int, str] | None = None, addressed: str = "", issuer: str | None = None) -> list[Verdict]:
    """What is said of each «citation», the marks taken out."""
    chars, places = "", []
    start = 0
    for char in text:
        if char == "«":
            start = len(chars)
        elif char == "»":
            places.append(Place(Span(start, len(chars)), None, issuer))
        else:
            chars += char
    for i, words in (titles or {}).items():
        at = chars.index(words)
        places[i] = places[i]._replace(title=Span(at, at + len(words)))
    lines, at = [], 0
    for line in chars.split("\n"):
        if line.strip():
            lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    return BOOK.build(Relations).read(chars, lines, places, addressed=addressed)


def examples(entries: tuple[Entry, ...]) -> list[tuple[str, str, str]]:
    rows = []
    for entry in entries:
        for example in entry["examples"]:
            text, reads = (example["text"], example["reads"]) if isinstance(example, dict) else (example, entry["relation"])
            rows.append((entry["id"], text, READS.get(str(reads), str(reads))))
    return rows


@pytest.mark.parametrize(("id_", "text", "relation"), examples(CUES) + examples(AFTER))
def test_examples(id_: str, text: str, relation: str) -> None:
    assert read(text)[-1].relation == relation, id_


@pytest.mark.parametrize(("id_", "text"), [(e["id"], text) for e in (*CUES, *AFTER) for text in e["not"]])
def test_lookalikes(id_: str, text: str) -> None:
    assert read(text)[-1].rule != id_


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Thực hiện «Kế hoạch A»; «Công văn B» và «Công văn C»", ["implements"] * 3),
        ("Thực hiện «Kế hoạch A». Sở đã nêu tại «Công văn B»", ["implements", "mentions"]),
        ("Căn cứ «Luật A» được sửa đổi, bổ sung bởi «Luật B»", ["based_on", "based_on"]),
        ("Trên cơ sở «Báo cáo số 1» và Kết luận của Ủy ban tại «Thông báo số 2», Bộ A thực hiện", ["based_on", "based_on"]),
        ("thay thế: Điều 1, 2 «Quyết định số 1» ban hành Quy định; Điều 3 «Quyết định số 2»", ["replaces", "replaces"]),
        ("Căn cứ «Nghị định số 1» về thủ tục; danh mục bị bãi bỏ; «số 2»", ["based_on", "based_on"]),
        ("Căn cứ:\n- «Luật A»;\n- «Luật B»;", ["based_on", "based_on"]),
        ("Thực hiện nội dung sau:\n- Nâng cao nhận thức về «Luật A»;", ["mentions"]),
        ("4. Tổ chức triển khai các chương trình\n4.1. Chương trình A («Quyết định B»)", ["implements"]),
        ("4. Mục tiêu\n4.1. Chương trình A («Quyết định B»)", ["mentions"]),
        ("Sửa đổi, bổ sung hoặc thay thế «Quyết định A»", ["amends"]),
        ("Bãi bỏ Điều 3 Quy định ban hành kèm theo «Quyết định A»", ["repeals"]),
        ("«Quyết định A» hết hiệu lực thi hành", ["repeals"]),
        ("phòng ngừa bạo lực trên cơ sở giới («Quyết định A»)", ["mentions"]),
        ("Thực hiện «Kế hoạch A» (sửa đổi tại «Kế hoạch B»)", ["implements", "implements"]),
        ("Bãi bỏ thủ tục: “Đăng ký sửa đổi chế độ kế toán” tại «Quyết định A»", ["repeals"]),
        ("Thay thế cụm từ “«Quyết định A»” bằng cụm từ “«Quyết định B»” tại «Thông tư C»", ["mentions", "mentions", "replaces"]),
        ("Việc điều chỉnh nguồn vốn cho trạm biến áp đã được phê duyệt tại «Quyết định A»", ["mentions"]),
        ("Việc điều chỉnh tuân thủ quy định tại Điều 1 «Nghị định A»", ["mentions"]),
    ],
)
def test_which_cue_governs(text: str, relations: list[str]) -> None:
    assert [verdict.relation for verdict in read(text)] == relations


@pytest.mark.parametrize(
    ("text", "title", "relations"),
    [
        ("Căn cứ «NĐ A» sửa đổi «NĐ B»", "sửa đổi NĐ B", ["based_on", "based_on"]),
        ("Căn cứ «KH A» về triển khai thực hiện «NQ B»", "về triển khai thực hiện NQ B", ["based_on", "implements"]),
        ("Thay thế «NĐ A» sửa đổi «NĐ B»", "sửa đổi NĐ B", ["replaces", "mentions"]),
        ("Thực hiện «KL A» về cơ chế theo «NQ B»", "về cơ chế theo NQ B", ["implements", "mentions"]),
        ("Xét «TTr A» về việc bãi bỏ quy định cũ; «BC B»", "về việc bãi bỏ quy định cũ", ["proposed_by", "proposed_by"]),
        (
            "Căn cứ «Nghị định A» quy định chi tiết «Luật B» được sửa đổi, bổ sung bởi «Nghị định C»",
            "quy định chi tiết Luật B",
            ["based_on", "mentions", "based_on"],
        ),
    ],
)
def test_within_a_title(text: str, title: str, relations: list[str]) -> None:
    assert [verdict.relation for verdict in read(text, titles={0: title})] == relations


@pytest.mark.parametrize(
    ("text", "addressed", "relation"),
    [
        ("Bộ A nhận được «Công văn B» của Sở C. Bộ A có ý kiến như sau:", "kính gửi: sở c", "replies_to"),
        (
            "UBND tỉnh đã nhận «Công văn B» của Sở C.\nGiao Sở D tổ chức thực hiện theo đề nghị của Sở C tại văn bản nêu trên",
            "sở d",
            "implements",
        ),
        ("Văn phòng nhận được «Công văn B» của Sở C kiến nghị tháo gỡ", "sở d", "mentions"),
    ],
)
def test_a_letter_that_was_received(text: str, addressed: str, relation: str) -> None:
    assert read(text, addressed=addressed, issuer="sở c")[0].relation == relation


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Thực hiện các văn bản[1] của Bộ.\n[1] «Công văn A»", "implements"),
        ("Thực hiện các văn bản[1] của Bộ.\n[1] Bãi bỏ «Công văn A»", "repeals"),
        ("Một số văn bản[1] của Bộ.\n[1] «Công văn A»", "mentions"),
    ],
)
def test_a_footnote_that_only_lists_is_governed_where_its_mark_stands(text: str, relation: str) -> None:
    chars = text.replace("«", "").replace("»", "")
    first, second = chars.index("\n"), len(chars)
    start = chars.index("Công văn A")
    lines = [Span(0, first), Span(first + 1, second)]
    place = Place(Span(start, second), mark=chars.index("[1]"))
    assert BOOK.build(Relations).read(chars, lines, [place])[0].relation == relation


def test_nothing_to_read() -> None:
    assert read("không có gì") == []
