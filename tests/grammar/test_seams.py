from pipeline import rulebook
from pipeline.grammar.seams import Seams

BOOK = rulebook.load()
SEAMS = BOOK.build(Seams)


def test_open_words_prove_themselves() -> None:
    for entry in BOOK.entries("zones", "open_words"):
        for line in entry["examples"]:
            assert SEAMS.unfinished(line) or SEAMS.ends_in(SEAMS.numbers, line), (entry["id"], line)
        for line in entry["not"]:
            assert not SEAMS.unfinished(line), (entry["id"], line)


def test_tones_and_case_do_not_matter() -> None:
    assert SEAMS.unfinished("CHỦ TỊCH UỶ")
    assert SEAMS.unfinished("Chủ tịch Ủy")
    assert SEAMS.phrase("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")


def test_first_words_of_names_need_their_capital() -> None:
    assert SEAMS.unfinished("Ban Thường trực Hội")
    assert not SEAMS.unfinished("phát triển kinh tế - xã hội")


def test_references_do_not_open_paragraphs() -> None:
    assert SEAMS.opens("Điều 16. Hồ sơ")
    assert SEAMS.opens("Điều 16: Hồ sơ")
    assert not SEAMS.opens("Điều 16 của Luật")


def test_labels_stand_alone() -> None:
    assert all(SEAMS.is_label(line) for line in ("Chương II", "PHỤ LỤC 3", "Mục 1", "PHỤ LỤC", "Biểu mẫu số 2"))
    assert not any(SEAMS.is_label(line) for line in ("Mục đích, yêu cầu chung", "Phần mềm quản lý văn bản", "Mục tiêu"))


def test_lines_of_the_form() -> None:
    assert SEAMS.is_type("QUYẾT ĐỊNH:")
    assert SEAMS.is_type("Kế hoạch")
    assert not SEAMS.is_type("QUYẾT ĐỊNH SỐ 5")
    assert SEAMS.signs("KT. CHỦ TỊCH")
    assert SEAMS.signs("PHÓ CHỦ")
    assert not SEAMS.signs("NHÂN DÂN")
    assert SEAMS.in_phrase("Cộng hòa xã hội")
    assert not SEAMS.in_phrase("Hòa xã hội")
    assert SEAMS.grounds("- Căn cứ Điều lệ Đảng")
    assert not SEAMS.grounds("Theo quy định")
    assert SEAMS.issues("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X")
    assert SEAMS.is_heading("Điều 2. Đối tượng áp dụng")
