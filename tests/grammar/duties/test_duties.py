import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.grammar.duties import Duties, Reading
from pipeline.model import Span

DUTIES = rulebook.shared().build(Duties)


def read(text: str) -> Reading:
    return DUTIES.read(DUTIES.words(text, 0, len(text)), Span(0, len(text)))


def names(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "how", "leads"),
    [
        ("Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính rà soát.", "order", ["Sở Nội vụ"]),
        ("Đề nghị Ủy ban Mặt trận Tổ quốc tỉnh vận động nhân dân.", "order", ["Ủy ban Mặt trận Tổ quốc tỉnh"]),
        ("Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành thực hiện.", "order", ["các sở, ban, ngành"]),
        ("Thủ tướng Chính phủ giao Bộ Y tế báo cáo.", "order", ["Bộ Y tế"]),
        ("Sở Y tế có trách nhiệm tổng hợp.", "duty", ["Sở Y tế"]),
        ("Sở Y tế tổng hợp kết quả.", "subject", ["Sở Y tế"]),
        ("Căn cứ chức năng, nhiệm vụ, các sở, ban, ngành xây dựng kế hoạch.", "subject", ["các sở, ban, ngành"]),
        ("Các trường tiểu học và trung học cơ sở mở lớp dạy bơi.", "subject", ["Các trường tiểu học và trung học cơ sở"]),
        ("Phòng Giáo dục tiểu học tổ chức lớp tập huấn.", "subject", ["Phòng Giáo dục tiểu học"]),
        ("Trên cơ sở đề nghị của các bộ, Bộ Tài chính tổng hợp.", "subject", ["Bộ Tài chính"]),
        ("Trong quá trình thực hiện, nếu có vướng mắc các đơn vị phản ánh về Sở Nội vụ.", "subject", ["các đơn vị"]),
        ("Tập huấn cho cán bộ do Sở Nội vụ tổ chức thực hiện.", "agent", ["Sở Nội vụ"]),
        ("Bản tin của Sở Y tế được phát hành hằng tháng.", "owner", ["Sở Y tế"]),
        ("Sở Y tế có quyền yêu cầu cung cấp hồ sơ.", "right", []),
        ("Báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện.", None, []),
        ("Thủ tướng Chính phủ đã phê duyệt đề án.", None, []),
        ("Kinh phí do ngân sách nhà nước bảo đảm.", None, []),
        ("Bộ Xây dựng: chỉ đạo Ban Quản lý dự án.", "subject", ["Bộ Xây dựng"]),
        # those who execute a decision, whatever stands in their names
        (
            "Giám đốc Trung tâm phục vụ Hành chính công tỉnh và các tổ chức, cá nhân liên quan chịu trách nhiệm thi hành Quyết định này.",
            "duty",
            [
                "Giám đốc Trung tâm phục vụ Hành chính công tỉnh",
                "các tổ chức, cá nhân liên quan",
            ],
        ),
        (
            "Giám đốc các Sở: Y tế, Tài chính; Giám đốc: Trung tâm A, Trung tâm B và các tổ chức chịu trách nhiệm thi hành Quyết định này.",
            "duty",
            [
                "Giám đốc các Sở: Y tế, Tài chính",
                "Trung tâm A",
                "Trung tâm B",
                "các tổ chức",
            ],
        ),
        (
            "Chủ tịch Ủy ban nhân dân các xã có rừng, Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này.",
            "duty",
            [
                "Chủ tịch Ủy ban nhân dân các xã có rừng",
                "Chánh Văn phòng",
            ],
        ),
        ("Bộ Công an: (1) Rà soát; (2) báo cáo.", "subject", ["Bộ Công an"]),
        ("Đồng chí Bộ trưởng Bộ Y tế chỉ đạo.", "subject", ["Bộ trưởng Bộ Y tế"]),
        ("Giao Bộ trưởng Bộ Nội vụ thừa ủy quyền Thủ tướng Chính phủ ký.", "order", ["Bộ trưởng Bộ Nội vụ"]),
        ("Về hỗ trợ kinh phí: giao Bộ Tài chính tổng hợp.", "order", ["Bộ Tài chính"]),
        ("Về đề nghị Bộ Y tế rà soát: Bộ Nội vụ nghiên cứu.", "subject", ["Bộ Nội vụ"]),
        ("Kết quả chưa đạt, do đó đề nghị Sở Y tế rà soát.", "order", ["Sở Y tế"]),
        ("Kiểm tra, yêu cầu đơn vị giải trình.", None, []),  # who checks is to ask
        ("Hội đồng Thi đua - Khen thưởng tỉnh phân công rõ trách nhiệm.", "subject", ["Hội đồng Thi đua - Khen thưởng tỉnh"]),
        ("Ủy ban nhân dân tỉnh phân cấp thẩm quyền cho Sở Tư pháp.", "right", []),
        ("Giấy chứng nhận do cơ quan cấp, do tổ chức, cá nhân cung cấp.", "agent", ["cơ quan"]),
        ("Thực hiện Quy chế phối hợp số 49/QCPH-UBND-UBMT.", None, []),
        ("Phòng cháy chữa cháy - Thang chữa cháy di động - Yêu cầu kỹ thuật;", None, []),  # no office
    ],
)
def test_who(text: str, how: str | None, leads: list[str]) -> None:
    found = read(text)
    assert (found.how, names(text, found.leads)) == (how, leads)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("Rà soát quy chế.", "verb"),
        ("Khẩn trương rà soát.", "manner"),
        ("Trên cơ sở kết quả rà soát, khẩn trương báo cáo.", "manner"),
        ("Kết quả rà soát được công bố.", "stative"),
        ("Tài liệu tập huấn.", None),
    ],
)
def test_first_word(text: str, opens: str | None) -> None:
    assert read(text).opens == opens


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Sở Nội vụ", ["Sở Nội vụ"]),
        ("Các sở, ban, ngành; Ủy ban nhân dân các xã:", ["Các sở, ban, ngành", "Ủy ban nhân dân các xã"]),
        ("Đề nghị Liên đoàn Lao động tỉnh", ["Liên đoàn Lao động tỉnh"]),
        ("Chủ tịch Ủy ban nhân dân các tỉnh: Lai Châu, Sơn La:", ["Chủ tịch Ủy ban nhân dân các tỉnh: Lai Châu, Sơn La"]),
        ("Công tác tuyên truyền", []),
        ("Cấp thành phố", ["Cấp thành phố"]),
        ("Cục Mỹ thuật, Nhiếp ảnh và Triển lãm", ["Cục Mỹ thuật, Nhiếp ảnh và Triển lãm"]),
        ("Thủ tướng Chính phủ quyết định chủ trương:", []),
        ("Bộ Y tế gồm các đơn vị:", ["Bộ Y tế"]),
        ("Phòng cháy trong khai thác khoáng sản", []),
    ],
)
def test_headings(text: str, leads: list[str]) -> None:
    words = DUTIES.words(text, 0, len(text))
    assert names(text, DUTIES.heading(words, Span(0, len(text))).leads) == leads


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sở Nội vụ, Sở Tài chính.", ["Sở Nội vụ", "Sở Tài chính"]),
        ("Sở Nội vụ tham mưu ban hành kế hoạch của cơ quan, đơn vị; Sở Y tế tổ chức tập huấn.", ["Sở Nội vụ", "Sở Y tế"]),
        ("Theo tiến độ.", []),
    ],
)
def test_lines_of_labels(text: str, found: list[str]) -> None:
    assert names(text, DUTIES.listed(DUTIES.words(text, 0, len(text)), Span(0, len(text)))) == found


@given(
    st.lists(
        st.sampled_from(
            [
                "Sở Nội vụ",
                "giao",
                "do",
                "của",
                "được",
                "phối hợp với",
                "báo cáo",
                "về",
                "(qua",
                ")",
                "các",
                "đơn vị",
                "; ",
                ". ",
                ", ",
                "có quyền",
                "Căn cứ",
                ": ",
            ]
        ),
        max_size=16,
    )
)
def test_any_words_are_read(pieces: list[str]) -> None:
    text = " ".join(pieces) or "a"
    found = read(text)
    for span in (*found.leads, *found.coordinating, *([found.report_to] if found.report_to else [])):
        assert 0 <= span.start < span.end <= len(text)
    DUTIES.heading(DUTIES.words(text, 0, len(text)), Span(0, len(text)))
