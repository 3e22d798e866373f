import pytest

from pipeline.agencies.capitals import Capitals
from pipeline.rulebook import load

CAPITALS = load().build(Capitals)


@pytest.mark.parametrize(
    ("words", "head", "expected"),
    [
        ("TRUNG TÂM KIỂM SOÁT BỆNH TẬT", "Trung tâm", "Trung tâm Kiểm soát bệnh tật"),
        ("CHI CỤC HẢI QUAN KHU VỰC XI", "Chi cục", "Chi cục Hải quan khu vực XI"),
        ("PHÒNG CẢNH SÁT PCCC VÀ CNCH", "Phòng", "Phòng Cảnh sát PCCC và CNCH"),
        ("TRƯỜNG ĐẠI HỌC TÂY BẮC", "Trường Đại học", "Trường Đại học Tây Bắc"),
        ("PHÒNG KHẢO THÍ - ĐẢM BẢO CHẤT LƯỢNG", "Phòng", "Phòng Khảo thí - Đảm bảo chất lượng"),
        ("CÔNG TY ĐIỆN LỰC LAI CHÂU", "Công ty Điện lực", "Công ty Điện lực Lai Châu"),
        ("ĐẢNG BỘ XÃ MƯỜNG KIM", "", "Đảng bộ xã Mường Kim"),
        ("Nhóm bạn đọc", "", "Nhóm bạn đọc"),
        ("", "", ""),
    ],
)
def test_sentence(words: str, head: str, expected: str) -> None:
    assert CAPITALS.sentence(words, head) == expected
