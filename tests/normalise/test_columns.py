import pytest

from pipeline import rulebook
from pipeline.model import Span
from pipeline.normalise import normalise
from pipeline.normalise.columns import uncolumn
from pipeline.source import Source
from pipeline.text import Text

BOOK = rulebook.load()
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DATED = "Sơn La, ngày 05 tháng 5 năm 2025"
HEADER = [
    "UBND TỈNH SƠN LA",
    "SỞ TÀI CHÍNH",
    "Số: 120/STC-QLG",
    "V/v rà soát quy định về giá",
    "",
    NATION,
    MOTTO,
    "Sơn La, ngày 05 tháng 5 năm 2025",
    "",
    "Kính gửi: Sở Nội vụ.",
]
TAIL = ["Nơi nhận:", "- Như trên;", "- UBND tỉnh (để b/c);", "- Lưu: VT, TH.", "", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Văn Ba"]


@pytest.mark.parametrize(
    "header",
    [
        f"UBND TỈNH SƠN LA {NATION}\nSỞ TÀI CHÍNH {MOTTO}\nSố: 120/STC-QLG {DATED}\nV/v rà soát quy định về giá",
        f"UBND TỈNH SƠN LA        {NATION}\n  SỞ TÀI CHÍNH         {MOTTO}\n   ------              ------\n"
        f"Số: 120/STC-QLG        {DATED}\nV/v rà soát quy định\n     về giá",
        f"| UBND TỈNH SƠN LA | {NATION} |\n|---|---|\n| **SỞ TÀI CHÍNH** | **{MOTTO}** |\n| Số: 120/STC-QLG | {DATED} |\n"
        "| V/v rà soát quy định về giá | |",
        f"| UBND TỈNH SƠN LA<br>**SỞ TÀI CHÍNH** | {NATION}<br>{MOTTO} |\n| --- | --- |\n"
        f"| Số: 120/STC-QLG<br>V/v rà soát quy định về giá | *{DATED}* |",
        f"UBND TỈNH SƠN LA\t{NATION}\nSỞ TÀI CHÍNH\t\t{MOTTO}\nSố: 120/STC-QLG\t\t{DATED}\nV/v rà soát quy định về giá",
    ],
    ids=["woven", "blanks", "table", "table-with-breaks", "tabs"],
)
def test_headers(header: str) -> None:
    assert normalise(Source(header + "\n\nKính gửi: Sở Nội vụ."), BOOK).chars.split("\n") == HEADER


@pytest.mark.parametrize(
    "tail",
    [
        "Nơi nhận: KT. GIÁM ĐỐC\n- Như trên; PHÓ GIÁM ĐỐC\n- UBND tỉnh (để b/c);\n- Lưu: VT, TH. Trần Văn Ba",
        "Nơi nhận:                KT. GIÁM ĐỐC\n- Như trên;              PHÓ GIÁM ĐỐC\n"
        "- UBND tỉnh (để b/c);\n- Lưu: VT, TH.\n                 Trần Văn Ba",
        "| Nơi nhận:<br>- Như trên;<br>- UBND tỉnh (để b/c);<br>- Lưu: VT, TH. | KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC<br><br>Trần Văn Ba |",
    ],
    ids=["woven", "blanks", "table"],
)
def test_signature_blocks(tail: str) -> None:
    assert normalise(Source("Đề nghị thực hiện./.\n\n" + tail), BOOK).chars.split("\n")[2:] == TAIL


@pytest.mark.parametrize(
    "chars",
    [
        f"UBND TỈNH SƠN LA\nSỞ TÀI CHÍNH\n\n{NATION}\n{MOTTO}",
        f"HIỆP ĐỊNH GIỮA CHÍNH PHỦ NƯỚC {NATION} VÀ CHÍNH PHỦ NƯỚC CỘNG HÒA DÂN CHỦ NHÂN DÂN LÀO",
        "ỦY BAN\n\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "Nơi nhận:\n- Như trên;\n- Ban PC, NVT, KT (CT);\n- Lưu: VT.",
        "Tài liệu của ĐẢNG CỘNG SẢN VIỆT NAM",
    ],
)
def test_what_has_no_columns_stays(chars: str) -> None:
    assert uncolumn(Text(chars), BOOK).chars == chars


def test_columns_lead_back() -> None:
    source = f"UBND TỈNH SƠN LA {NATION}\nSỞ TÀI CHÍNH {MOTTO}\nSố: 1/STC {DATED}\n"
    text = uncolumn(Text(source), BOOK)
    for words in ("SỞ TÀI CHÍNH", MOTTO, "Số: 1/STC", DATED):
        at = text.chars.find(words)
        origin = text.source(Span(at, at + len(words)))
        assert source[origin.start : origin.end] == words
    whole = text.source(Span(0, len(text)))
    assert whole.start == 0
    assert whole.end >= source.rfind("2025")
