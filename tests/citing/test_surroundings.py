import pytest

from pipeline import rulebook
from pipeline.citing.numbered import Numbered
from pipeline.citing.surroundings import Surroundings

BOOK = rulebook.load()


@pytest.mark.parametrize(
    ("text", "issuer", "date"),
    [
        ("Theo đề nghị của Giám đốc Sở Tài chính tại Tờ trình số 9/TTr-STC", "Sở Tài chính", None),
        ("trên cơ sở báo cáo đề xuất của Sở Nội vụ tại Công văn số 9/SNV-VP", "Sở Nội vụ", None),
        ("Ngày 02 tháng 3 năm 2031, Bộ Nội vụ đã ban hành Công văn số 9/BNV-VP", "Bộ Nội vụ", "2031-03-02"),
        ("Bộ Nội vụ có Công văn số 9/BNV-VP ngày 4/3/2031", "Bộ Nội vụ", "2031-03-04"),
        ("Bộ Chính trị, Ban Bí thư đã có Kết luận số 9-KL/TW ngày 4/3/2031", "Bộ Chính trị, Ban Bí thư", "2031-03-04"),
        ("Ngày 02/3/2031, Quốc hội đã thông qua Luật số 9/2031/QH16", "Quốc hội", "2031-03-02"),
        ("xem xét Tờ trình của Bộ Nội vụ về Đề án A (Tờ trình số 9/TTr-BNV)", "Bộ Nội vụ", None),
        ("theo hướng dẫn của Bộ Nội vụ (Công văn số 9/XYZ-VP)", "Bộ Nội vụ", None),
        ("Bộ Nội vụ nhận được Công văn số 9/STC-VP", None, None),
        ("đề nghị của Sở Tài chính. Xét Tờ trình số 9/TTr-STC", None, None),
        ("theo chỉ đạo của Thủ tướng Chính phủ tại văn bản số 9/VPCP-NN", None, None),
    ],
)
def test_issuer_and_day_from_the_sentence(text: str, issuer: str | None, date: str | None) -> None:
    (found,) = BOOK.build(Numbered).read(text, 0, len(text), [])
    looked = BOOK.build(Surroundings).look(text, 0, found)
    assert (text[looked.issuer_at.start : looked.issuer_at.end] if looked.issuer_at else None) == issuer
    assert looked.date == date
