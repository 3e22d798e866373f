import pytest

from pipeline.agencies.wordrun import WordRuns, Words
from pipeline.rulebook import load
from pipeline.spelling import alike

RUNS = load().build(WordRuns)


@pytest.mark.parametrize(
    ("head", "name", "rest"),
    [
        ("Phòng", " Nội vụ", " chủ trì việc này"),
        ("Vụ", " Bình đẳng giới", ""),
        ("Bệnh viện", " Bạch Mai", " thúc đẩy công tác"),
        ("Phòng", " Văn hóa - Xã hội", " xã báo cáo"),
        ("Ban Quản lý", " dự án đầu tư xây dựng", ""),
        ("Ban Quản lý", "", " tổ chức đánh giá"),
        ("Văn phòng", " Điều phối nông thôn mới", " tổng hợp báo cáo"),
        ("Trung tâm", " Khuyến nông và Dịch vụ nông nghiệp", ", các xã"),
        ("Cục", " Quản lý Y, Dược cổ truyền", ""),
    ],
)
def test_run(head: str, name: str, rest: str) -> None:
    text = head + name + rest
    run = RUNS.run(Words(alike(text), text, lambda _: False), len(head))
    assert text[len(head) : run.stop] == name


@pytest.mark.parametrize(
    ("text", "end"),
    [("TRUNG TÂM KIỂM SOÁT BỆNH TẬT TỈNH LAI CHÂU", "TỈNH LAI CHÂU"), ("TRUNG TÂM Y TẾ HUYỆN THAN UYÊN", "HUYỆN THAN UYÊN")],
)
def test_place_in_capitals(text: str, end: str) -> None:
    run = RUNS.run(Words(alike(text), text, lambda _: False, capitals=True, breaks=(0,)), len("TRUNG TÂM"))
    assert run.place is not None
    assert text[run.stop : run.place.end].strip() == end
