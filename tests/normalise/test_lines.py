import pytest

from pipeline import rulebook
from pipeline.normalise.lines import unwrap
from pipeline.text import Text

BOOK = rulebook.load()
# a paragraph broken as a portal's pages are: the first line early, since markup took its room
FIRST = "Căn cứ Luật Giá\nsố 16/2023/QH15 và các văn bản quy định chi tiết thi hành luật này của Chính\nphủ;\n"
WIDE = (
    FIRST
    + FIRST.replace("Luật Giá", "Luật Đất đai")
    + FIRST.replace("Luật Giá", "Luật Đầu tư")
    + FIRST.replace("Luật Giá", "Luật Lao động")
)


def lines(chars: str, *, blocks: bool = False) -> list[str]:
    return unwrap(Text(chars), BOOK, blocks=blocks).chars.split("\n")


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Số:\n73/2025/QĐ-UBND", ["Số: 73/2025/QĐ-UBND"]),
        ("Số: 3783/QĐ-\nUBND", ["Số: 3783/QĐ-UBND"]),
        ("theo Thông tư số 10/2025/TT-\nBKHCN của Bộ", ["theo Thông tư số 10/2025/TT-BKHCN của Bộ"]),
        ("giai đoạn 2021-\n2025", ["giai đoạn 2021-2025"]),
        ("số 12/\n2025/QĐ-UBND", ["số 12/2025/QĐ-UBND"]),
        ("Hà Nội, ngày 26\ntháng 11 năm 2025", ["Hà Nội, ngày 26 tháng 11 năm 2025"]),
        ("TM.\nỦY BAN NHÂN DÂN", ["TM. ỦY BAN NHÂN DÂN"]),
        ("TM. ỦY BAN\nNHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ\nTỊCH", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("KT. BỘ TRƯỞNG,\nCHỦ NHIỆM\nPHÓ CHỦ NHIỆM", ["KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"]),
        (
            "CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        ),
        ("ỦY BAN NHÂN\nDÂN\nTỈNH SƠN LA", ["ỦY BAN NHÂN", "DÂN", "TỈNH SƠN LA"]),  # the register reads the lines of a letterhead
        ("KẾ HOẠCH\ntriển khai Nghị quyết", ["KẾ HOẠCH", "triển khai Nghị quyết"]),
        ("Số: 12/UBND-TH\nV/v báo cáo kết quả", ["Số: 12/UBND-TH", "V/v báo cáo kết quả"]),
        (
            "V/v tăng cường phòng chống đuối nước trẻ em\nHà Giang, ngày 12 tháng 5 năm 2025",
            ["V/v tăng cường phòng chống đuối nước trẻ em", "Hà Giang, ngày 12 tháng 5 năm 2025"],
        ),
        (
            "Hội nghị được Ủy ban nhân dân tỉnh tổ chức tại\nHà Giang, ngày 12 tháng 5 năm 2025",
            ["Hội nghị được Ủy ban nhân dân tỉnh tổ chức tại Hà Giang, ngày 12 tháng 5 năm 2025"],
        ),
        (
            "theo Bộ tiêu chí quốc gia về nông thôn mới các cấp trong giai đoạn 2026-\n\n2030; thực hiện theo hướng dẫn",
            ["theo Bộ tiêu chí quốc gia về nông thôn mới các cấp trong giai đoạn 2026-2030; thực hiện theo hướng dẫn"],
        ),
        ("V/v\nThành lập tổ công tác", ["V/v Thành lập tổ công tác"]),
        ("- Sở Tài chính;\n- Sở Nội vụ;", ["- Sở Tài chính;", "- Sở Nội vụ;"]),
        ("- Sở Tài chính,\n- Sở Nội vụ.", ["- Sở Tài chính,", "- Sở Nội vụ."]),
        ("phát triển kinh tế\n- xã hội của tỉnh", ["phát triển kinh tế - xã hội của tỉnh"]),
        ("Bộ Lao động\n- Thương binh và Xã hội", ["Bộ Lao động - Thương binh và Xã hội"]),
        ("quy định tại khoản 2 Điều\n12. Trường hợp khác", ["quy định tại khoản 2 Điều 12. Trường hợp khác"]),
        ("theo quy định tại khoản 2\nĐiều 16 của Luật", ["theo quy định tại khoản 2 Điều 16 của Luật"]),
        ("Sở Nội vụ\na) Chủ trì thực hiện", ["Sở Nội vụ", "a) Chủ trì thực hiện"]),
        ("Điều 1.\nThông qua báo cáo", ["Điều 1. Thông qua báo cáo"]),
        ("a)\nBãi bỏ cụm từ", ["a) Bãi bỏ cụm từ"]),
        ("II.\nNHIỆM VỤ", ["II. NHIỆM VỤ"]),
        ("Chương I\nQUY ĐỊNH CHUNG", ["Chương I", "QUY ĐỊNH CHUNG"]),
        ("- VPCP: BTCN,\nPCN Trần Văn Ba, Trợ lý;", ["- VPCP: BTCN, PCN Trần Văn Ba, Trợ lý;"]),
        ("Tổng cộng\n-----\nHết", ["Tổng cộng", "-----", "Hết"]),
        ("| a | b |\n| c | d |", ["| a | b |", "| c | d |"]),
        ("như sau:\n1. Rà soát\n2. Báo cáo", ["như sau:", "1. Rà soát", "2. Báo cáo"]),
        ("a1) Kế hoạch;\nb1) Báo cáo", ["a1) Kế hoạch;", "b1) Báo cáo"]),
        ("trả kết quả (nếu\ncó) và hồ sơ", ["trả kết quả (nếu có) và hồ sơ"]),
        ("chức danh (hạng\nIII) và tương đương", ["chức danh (hạng III) và tương đương"]),
    ],
)
def test_line_ends(broken: str, whole: list[str]) -> None:
    assert lines(broken) == whole


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Điều 1. Phạm vi điều chỉnh\nThông tư này quy định về\ngiá.", ["Điều 1. Phạm vi điều chỉnh", "Thông tư này quy định về giá."]),
        (
            "Điều 4. Chánh Văn phòng\nỦy ban nhân dân tỉnh, Giám đốc Sở Tài chính chịu trách nhiệm thi hành.",
            ["Điều 4. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Tài chính chịu trách nhiệm thi hành."],
        ),
        ("Phường Tân Tiến, tỉnh Bắc\nNinh", ["Phường Tân Tiến, tỉnh Bắc Ninh"]),
        ("Phạm\nMạnh Tường", ["Phạm Mạnh Tường"]),
        ("Cơ quan thực hiện: Sở Y tế\nCơ quan quyết định: Sở Y tế", ["Cơ quan thực hiện: Sở Y tế", "Cơ quan quyết định: Sở Y tế"]),
        ("Kính gửi: Ông Trần Văn Ba\nCục Thuế nhận được đơn của\nông.", ["Kính gửi: Ông Trần Văn Ba", "Cục Thuế nhận được đơn của ông."]),
        ("QUYẾT ĐỊNH\nVỀ\nVIỆC CÔNG BỐ DANH MỤC THỦ TỤC\nTHUẾ\nỦY BAN NHÂN DÂN TỈNH X\nCăn cứ Luật A;",
         ["QUYẾT ĐỊNH", "VỀ VIỆC CÔNG BỐ DANH MỤC THỦ TỤC THUẾ", "ỦY BAN NHÂN DÂN TỈNH X", "Căn cứ Luật A;"]),
        ("PHÊ DUYỆT CHƯƠNG TRÌNH CỦA\nCHÍNH PHỦ SỐ\nTHỦ TƯỚNG CHÍNH PHỦ\nCăn cứ Luật A;".join(["QUYẾT ĐỊNH\n", ""]),
         ["QUYẾT ĐỊNH", "PHÊ DUYỆT CHƯƠNG TRÌNH CỦA CHÍNH PHỦ SỐ", "THỦ TƯỚNG CHÍNH PHỦ", "Căn cứ Luật A;"]),
    ],
)  # fmt: skip
def test_line_ends_in_wrapped_text(broken: str, whole: list[str]) -> None:
    assert lines(WIDE + broken)[4:] == whole


def test_wrapped_paragraphs_are_one_line() -> None:
    assert lines(WIDE)[0] == "Căn cứ Luật Giá số 16/2023/QH15 và các văn bản quy định chi tiết thi hành luật này của Chính phủ;"
    assert len(lines(WIDE)) == 4


SPACED = (
    "Thực hiện công văn của Bộ Nội vụ về việc hướng dẫn triển khai công tác năm 2022 của các \n\n"
    "bộ, ngành và địa phương trong cả nước, Ủy ban nhân dân tỉnh yêu cầu các đơn vị tập trung \n\n"
    "triển khai một số nội dung công tác trọng tâm trong năm 2022 trên địa bàn tỉnh như sau: \n\n"
    "- Rà soát, thu thập số liệu trong phạm vi quản lý để phục vụ việc đánh giá kết quả, xác \n\n"
    "định thuận lợi và khó khăn trong quá trình thực hiện. \n\n"
    "- Báo cáo kết quả. \n \n \n\nKT. CHỦ TỊCH \n\nPHÓ CHỦ TỊCH"
)


def test_blank_lines_after_every_line_say_nothing() -> None:
    assert lines(SPACED) == [
        "Thực hiện công văn của Bộ Nội vụ về việc hướng dẫn triển khai công tác năm 2022 của các bộ, ngành và địa phương trong cả nước,"
        " Ủy ban nhân dân tỉnh yêu cầu các đơn vị tập trung triển khai một số nội dung công tác trọng tâm trong năm 2022"
        " trên địa bàn tỉnh như sau:",
        "- Rà soát, thu thập số liệu trong phạm vi quản lý để phục vụ việc đánh giá kết quả,"
        " xác định thuận lợi và khó khăn trong quá trình thực hiện.",
        "- Báo cáo kết quả.",
        "",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    ]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (
            "kịp thời báo cáo những vấn đề đột xuất liên quan cho các cơ quan\n\nnhà nước có thẩm quyền để phối hợp.",
            ["kịp thời báo cáo những vấn đề đột xuất liên quan cho các cơ quan nhà nước có thẩm quyền để phối hợp."],
        ),
        (
            "kịp thời báo cáo những vấn đề đột xuất liên quan cho các cơ quan\n\n2\n\nnhà nước có thẩm quyền để phối hợp.",
            ["kịp thời báo cáo những vấn đề đột xuất liên quan cho các cơ quan nhà nước có thẩm quyền để phối hợp."],
        ),
        ("Địa điểm\n\nđồng/kg", ["Địa điểm", "", "đồng/kg"]),
        ("1. Mục đích\n\nTăng cường sự lãnh đạo", ["1. Mục đích", "", "Tăng cường sự lãnh đạo"]),
        ("\n\n\nSố: 1/QĐ-UBND\n\n\n\nLai Châu\n\n", ["Số: 1/QĐ-UBND", "", "Lai Châu"]),
    ],
)
def test_page_turns(broken: str, whole: list[str]) -> None:
    assert lines(broken) == whole


def test_blocks_are_never_joined() -> None:
    cut = "kịp thời báo cáo những vấn đề đột xuất liên quan cho các cơ quan\n\nnhà nước có thẩm quyền để phối hợp"
    assert len(lines(cut, blocks=True)) == 3
    assert lines("một dòng\nchưa hết", blocks=True) == ["một dòng chưa hết"]


def test_text_of_blanks_is_empty() -> None:
    assert lines(" \n\n \t") == [""]
