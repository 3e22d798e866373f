"""Pages put together: the order in which a page is read, and what carries over a page turn."""

from pipeline.model import Span
from pipeline.page import compose
from pipeline.sheet import Rule, Sheet
from tests.papers import HEIGHT, WIDTH, line, placed, token

FULL = 539.0


def stretched(text: str, x: float, base: float) -> list:  # type: ignore[type-arg]
    tokens = line(text, x, base)
    return [*tokens[:-1], tokens[-1]._replace(x1=FULL)]


BODY = [*stretched("Căn cứ một", 113, 100), *line("hai;", 85, 118), *stretched("Căn cứ ba", 113, 136), *stretched("bốn năm", 85, 154)]


def test_a_sentence_that_a_page_turn_cuts_is_one_line() -> None:
    second = [*line("sáu bảy.", 85, 80), *stretched("Điều 1 tám", 113, 98), *line("chín.", 85, 116), *line("mười.", 113, 134)]
    source = compose([Sheet(1, WIDTH, HEIGHT, tuple(BODY)), Sheet(2, WIDTH, HEIGHT, (*line("2", 295, 40), *second))], "pdf")
    assert source.text == "Căn cứ một hai;\nCăn cứ ba bốn năm sáu bảy.\nĐiều 1 tám chín.\nmười.\n"
    assert source.page_starts == (0, source.text.index("sáu"))
    at = source.text.index("năm")
    assert [box.page for box in source.boxes(Span(at, at + 7))] == [1, 2]
    assert not source.wrapped


def test_a_footnote_stands_before_the_sentence_that_goes_on() -> None:
    rule = Rule(85, 700, 229, 700.5)
    note = line("1 Điều này được sửa đổi.", 85, 716, 10)
    first = Sheet(1, WIDTH, HEIGHT, (*BODY, *note), rules=(rule,))
    second = Sheet(2, WIDTH, HEIGHT, tuple(line("sáu bảy.", 85, 80)))
    text = compose([first, second], "pdf").text
    assert text.index("Điều này được") < text.index("Căn cứ ba")
    assert "bốn năm sáu bảy." in text


def test_stamps_stand_apart_from_the_text() -> None:
    stamp = (*line("Ký bởi: SỞ NỘI VỤ", 400, 20, 6), *line("08.04.2026 17:35", 400, 27, 6))
    low = (*line("Ký bởi: A", 400, 700, 6),)
    text = compose([Sheet(1, WIDTH, HEIGHT, tuple(BODY), stamps=(stamp, low))], "pdf").text
    assert text.startswith("Ký bởi: SỞ NỘI VỤ 08.04.2026 17:35\n\nCăn cứ")
    assert text.endswith("\n\nKý bởi: A\n")


def test_a_table_that_turns_the_page_is_one() -> None:
    def page(number: int, *cells: list) -> Sheet:  # type: ignore[type-arg]
        rules = [Rule(50, y, 550, y + 0.5) for y in (100, 130, 160)] + [Rule(x, 100, x + 0.5, 160) for x in (50, 100, 550)]
        return Sheet(number, WIDTH, HEIGHT, tuple(t for cell in cells for t in cell), rules=tuple(rules))

    head = [line("STT", 60, 118, 10), line("Nhiệm vụ", 110, 118, 10)]
    first = page(1, *head, line("1", 60, 148, 10), line("Rà soát các văn", 110, 148, 10))
    second = page(2, *head, line("bản đã ban hành", 110, 148, 10))
    source = compose([first, second], "pdf")
    assert source.text == "| STT | Nhiệm vụ |\n| 1 | Rà soát các văn bản đã ban hành |\n"
    at = source.text.index("Rà soát")
    assert [box.page for box in source.boxes(Span(at, len(source.text) - 3))] == [1, 2]  # the row is one, its places are two


def test_words_and_text_agree() -> None:
    source = compose([Sheet(1, WIDTH, HEIGHT, tuple(BODY))], "pdf")
    assert [source.text[w.start : w.end] for w in placed(source)] == source.text.split()


def test_a_cut_symbol_is_put_together() -> None:
    tokens = [
        *line("Quyết định số", 113, 100),
        token("12/QĐ-", 500, 100)._replace(x1=FULL),
        *line("UBND ngày 5", 85, 118),
        *stretched("a b", 113, 136),
    ]
    assert compose([Sheet(1, WIDTH, HEIGHT, tuple(tokens))], "pdf").text.startswith("Quyết định số 12/QĐ-UBND ngày 5\n")


def test_pages_that_a_recogniser_doubts_are_named() -> None:
    dim = tuple(t._replace(confidence=0.3) for t in BODY)
    source = compose([Sheet(1, WIDTH, HEIGHT, dim, recognised=True), Sheet(2, WIDTH, HEIGHT, tuple(BODY), recognised=True)], "ocr")
    assert [p.code for p in source.problems] == ["low_ocr_confidence"]
    assert "page 1" in source.problems[0].message


def test_a_name_beside_a_list_that_goes_on_follows_the_title_on_the_page_before() -> None:
    first = (*BODY, *line("Nơi nhận:", 60, 200), *line("CHỦ TỊCH", 350, 200), *line("- Như trên;", 60, 215))
    second = (*line("- Các sở, ban, ngành;", 60, 60, 11), *line("Tống Thanh Hải", 350, 75, 11), *line("- Lưu: VT.", 60, 90, 11))
    text = compose([Sheet(1, WIDTH, HEIGHT, first), Sheet(2, WIDTH, HEIGHT, second)], "pdf").text
    assert text.split() == [
        *text[: text.index("CHỦ TỊCH")].split(),
        "CHỦ",
        "TỊCH",
        "Tống",
        "Thanh",
        "Hải",
        *["-", "Các", "sở,", "ban,", "ngành;", "-", "Lưu:", "VT."],
    ]


def test_the_subject_of_a_letter_runs_on_in_its_column() -> None:
    left = ["SỞ Y TẾ", "Số: 1/SYT-VP", "V/v góp ý của Ủy ban", "Thường vụ"]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Lai Châu, ngày 2 tháng 3 năm 2025"]
    head = [t for i, words in enumerate(left) for t in line(words, 60, 60 + 16 * i, 11)]
    head += [t for i, words in enumerate(right) for t in line(words, 300, 60 + 16 * i, 11)]
    text = compose([Sheet(1, WIDTH, HEIGHT, (*head, *line("Kính gửi: Sở Nội vụ.", 113, 140)))], "pdf").text
    assert text.splitlines()[:3] == ["SỞ Y TẾ", "Số: 1/SYT-VP", "V/v góp ý của Ủy ban Thường vụ"]


def test_each_dash_of_a_list_of_copies_begins_an_item() -> None:
    left = ["Nơi nhận:", "- Sở Y tế, sở (để báo cáo)", "- Sở Nội vụ;", "- Lưu: VT."]
    right = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Hoa"]
    foot = [t for i, words in enumerate(left) for t in line(words, 85, 600 + 16 * i, 11)]
    foot += [t for i, words in enumerate(right) for t in line(words, 360, 600 + 16 * i, 11)]
    text = compose([Sheet(1, WIDTH, HEIGHT, (*BODY, *foot))], "pdf").text
    assert "\n- Sở Y tế, sở (để báo cáo)\n- Sở Nội vụ;\n- Lưu: VT.\n" in text
