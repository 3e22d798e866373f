import pytest

from pipeline import rulebook
from pipeline.extract import orders
from pipeline.model import Layout, Setting, Span, Zone
from pipeline.text import Text

BOOK = rulebook.shared()
OFFICE, CENTRE = "van_phong.ubnd_tinh@p63:kien_giang", "vpcp"


def read(body: str, subject: str = "triển khai kế hoạch", by: str | None = OFFICE) -> tuple[str | None, str | None, str | None]:
    chars = f"V/v {subject}\n{body}"
    layout = Layout(
        0, Span(0, len(chars)), (), (Zone("subject", Span(0, 4 + len(subject))), Zone("body", Span(5 + len(subject), len(chars))))
    )
    setting = Setting(issued="2021-02-25", issuer_id=by, province="p63:kien_giang")
    found, id_ = orders.read(Text(chars), layout, setting, BOOK)
    return (found.value, chars[found.span.start : found.span.end], id_) if found else (None, None, id_)


@pytest.mark.parametrize(
    ("body", "subject", "by", "id_"),
    [
        ("Phó Chủ tịch UBND tỉnh Trần Văn An có ý kiến chỉ đạo như sau:", "việc A", OFFICE, "ubnd_tinh@p63:kien_giang"),
        ("UBND tỉnh giao Sở Nội vụ chủ trì.", "việc A", OFFICE, "ubnd_tinh@p63:kien_giang"),
        ("Về việc này, Phó Thủ tướng Chính phủ Trần Văn An có ý kiến như sau:", "việc A", CENTRE, "ttg"),
        ("Nội dung như sau.", "KẾT LUẬN CỦA PHÓ THỦ TƯỚNG CHÍNH PHỦ TRẦN VĂN AN TẠI BUỔI LÀM VIỆC", CENTRE, "ttg"),
        ("Phó Thủ tướng Trần Văn An yêu cầu các bộ báo cáo.", "triển khai Kết luận của Ủy ban Thường vụ Quốc hội", CENTRE, "ttg"),
        ("Văn phòng UBND tỉnh đề nghị quý cơ quan góp ý.", "việc A", OFFICE, None),  # for itself
        ("Chủ tịch UBND tỉnh yêu cầu báo cáo.", "việc A", "ubnd_tinh@p63:kien_giang", None),  # no office
        ("Chủ tịch UBND tỉnh yêu cầu báo cáo.", "việc A", None, None),
    ],
)
def test_whose_order(body: str, subject: str, by: str | None, id_: str | None) -> None:
    assert read(body, subject, by)[2] == id_


def test_a_person_known_by_his_office() -> None:
    value, quote, _ = read("Nội dung.", "Kết luận của đồng chí Tổng Bí thư tại buổi làm việc", "vptw")
    assert value == "Tổng Bí thư"
    assert str(quote).startswith("Tổng Bí thư")
