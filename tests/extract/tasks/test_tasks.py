import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.pattern import Pattern
from tests.extract.paper import DECISION, LETTER, PLAN, names, read

BOOK = rulebook.shared()
EVERYBODY = ["Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các huyện, thành phố"]


def tasks(head: str, body: str, after: str = "") -> list[tuple[str | None, str, str | None, str]]:
    """Section, first words, source of the lead, leads, of each task."""
    chars, found = read(head, body, after)
    return [(t.section, chars[t.span.start : t.span.end][:24], t.lead_source, "; ".join(names(t))) for t in found.tasks]


@pytest.mark.parametrize(
    ("head", "body", "found"),
    [
        # a heading's body does what follows; the nearer one counts; who is named in the sentence counts most
        (PLAN, "1. Sở Nội vụ\na) Rà soát quy chế.\nb) Sở Y tế tập huấn.", [
            ("1.a", "Rà soát quy chế.", "heading", "Sở Nội vụ"), ("1.b", "Sở Y tế tập huấn.", "named", "Sở Y tế"),
        ]),
        # nobody is named: those whom a letter is addressed to; in a plan, nobody
        (LETTER, "1. Rà soát quy chế.\n2. Giao Sở Nội vụ tổng hợp.", [
            ("1", "Rà soát quy chế.", "addressees", "; ".join(EVERYBODY)), ("2", "Giao Sở Nội vụ tổng hợp.", "named", "Sở Nội vụ"),
        ]),
        (PLAN, "1. Rà soát quy chế.", [("1", "Rà soát quy chế.", None, "")]),
        # aims, funding, a lead-in and what is only told are no tasks
        (PLAN, "I. MỤC TIÊU\n1. Rà soát 100% quy chế.\nII. KINH PHÍ\nKinh phí do ngân sách bảo đảm.\nIII. NỘI DUNG\n1. Sở Y tế tập huấn.", [
            ("III.1", "Sở Y tế tập huấn.", "named", "Sở Y tế"),
        ]),
        (LETTER, "1. Tập trung thực hiện các nội dung sau:\na) Rà soát quy chế.\nb) Tập huấn.", [
            ("1.a", "Rà soát quy chế.", "addressees", "; ".join(EVERYBODY)), ("1.b", "Tập huấn.", "addressees", "; ".join(EVERYBODY)),
        ]),
        (LETTER, "Sở Nội vụ trả lời để Công ty biết./.", []),
        (LETTER, "Ngày 01/4/2025, Bộ Nội vụ ban hành Thông tư.", []),
        # lines with labels are one task
        (PLAN, "1. Tập huấn nghiệp vụ\n- Nội dung: Tổ chức lớp tập huấn.\n- Đơn vị chủ trì: Sở Nội vụ.\n- Thời gian: Quý II/2025.", [
            ("1", "Tổ chức lớp tập huấn.", "named", "Sở Nội vụ"),
        ]),
        (PLAN, "1. Tập huấn\n- Cơ quan thực hiện: Sở Y tế chủ trì, phối hợp với Sở Nội vụ.", [("1", "Tập huấn", "named", "Sở Y tế")]),
        # a decision lays duties on those it names alone; the clause on who carries it out is one
        (DECISION, "Điều 1. Ban hành Quy chế.\nĐiều 2. Chánh Văn phòng và Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này./.", [
            ("Điều 2", "Chánh Văn phòng và Giám ", "named", "Chánh Văn phòng; Giám đốc Sở Y tế"),
        ]),
        (DECISION, "Điều 1. Hiệu lực\n1. Quyết định này có hiệu lực từ ngày ký.\n2. Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này.", [  # noqa: E501
            ("Điều 1.2", "Giám đốc Sở Y tế chịu tr", "named", "Giám đốc Sở Y tế"),
        ]),
        (DECISION, "Điều 2. Chánh Văn phòng;\nGiám đốc Sở Y tế;\nGiám đốc Sở Nội vụ và các sở chịu trách nhiệm thi hành Quyết định này.", [
            ("Điều 2", "Chánh Văn phòng;\nGiám đố", "named", "Chánh Văn phòng; Giám đốc Sở Y tế; Giám đốc Sở Nội vụ; các sở"),
        ]),
        (DECISION, "Điều 1. Quyền của Sở Y tế\n1. Sở Y tế có quyền thu hồi giấy phép.", []),
        # what goes on belongs to the sentence before; a report at times of its own is a task of its own
        (LETTER, "1. Rà soát.\nĐịnh kỳ 6 tháng gửi báo cáo về Sở Nội vụ.\nĐồng thời, phản ánh khó khăn.", [
            ("1", "Rà soát.", "addressees", "; ".join(EVERYBODY)),
            ("closing", "Định kỳ 6 tháng gửi báo ", "addressees", "; ".join(EVERYBODY)),
        ]),
        (PLAN, "1. Các sở xây dựng kế hoạch. Hằng năm, báo cáo kết quả về Bộ Nội vụ.", [
            ("1", "Các sở xây dựng kế hoạch", "named", "Các sở"), ("1", "Hằng năm, báo cáo kết qu", "named", "Các sở"),
        ]),
    ],
)  # fmt: skip
def test_who_must_do_what(head: str, body: str, found: list[tuple[str, str, str | None, str]]) -> None:
    assert tasks(head, body) == found


def test_deadlines_come_from_the_sentence_the_label_and_the_heading() -> None:
    body = (
        "1. Tuyên truyền (hoàn thành trong tháng 6/2025)\na) Sở Y tế viết tin, gửi trước ngày 15/5.\nb) Sở Nội vụ in tờ rơi.\n"
        "2. Tập huấn\na) Sở Y tế tập huấn.\nb) Thời gian thực hiện: Quý III/2025."
    )
    _, found = read(PLAN, body)
    due = [sorted(found.deadlines[i].due_date or "" for i in task.deadlines) for task in found.tasks]
    assert due == [["2025-05-15", "2025-06-30"], ["2025-06-30"], ["2025-09-30"]]


def test_a_row_is_a_task() -> None:
    annex = (
        "\n\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n\n| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn | Sản phẩm |\n"
        "| 1 | Lập danh sách hội viên | Sở Y tế | Sở Nội vụ, Công an tỉnh | 30/6/2025 | Danh sách |\n| 2 | In thẻ |  |  |  |  |\n"
    )
    chars, found = read(PLAN, "Các sở thực hiện theo Phụ lục.", annex)
    rows = [task for task in found.tasks if task.rule == "row"]
    assert [(t.section, chars[t.span.start : t.span.end], names(t), names(t, "coordinating"), t.deliverable) for t in rows] == [
        ("1", "Lập danh sách hội viên", ["Sở Y tế"], ["Sở Nội vụ", "Công an tỉnh"], "Danh sách"),
        ("2", "In thẻ", ["Sở Y tế"], [], None),
    ]
    assert [[found.deadlines[i].due_date for i in task.deadlines] for task in rows] == [["2025-06-30"], ["2025-06-30"]]


def test_a_task_knows_what_it_carries_out() -> None:
    body = "1. Thực hiện Công văn số 55/SNV-VP ngày 10/4/2025 của Sở Nội vụ, lập danh sách.\n2. Tập huấn văn thư."
    _, found = read(LETTER, body)
    keys = [found.citations[task.citation].key for task in found.tasks if task.citation is not None]
    assert keys == ["55/SNV-VP", "100/BNV-VP"]


def test_to_whom_and_what() -> None:
    _, found = read(LETTER, "1. Xây dựng kế hoạch số hóa tài liệu, gửi Sở Nội vụ (qua Phòng Văn thư) trước ngày 15/5.")
    assert [(task.report_to, task.deliverable) for task in found.tasks] == [("Sở Nội vụ (qua Phòng Văn thư)", "kế hoạch số hóa tài liệu")]


@pytest.mark.parametrize("entry", BOOK.entries("tasks", "silences"), ids=lambda entry: entry["id"])
def test_silences(entry: rulebook.Entry) -> None:
    pattern = Pattern(entry["pattern"], ignore_case=True)
    assert all(pattern.search(text) for text in entry["examples"])
    assert not any(pattern.search(text) for text in entry.get("not", ()))


LINES = [
    "1. Sở Nội vụ",
    "a) Rà soát.",
    "- Thời gian: Quý I",
    "I. MỤC TIÊU",
    "Điều 1. Hiệu lực",
    "Giao Sở A",
    "Đồng thời, báo cáo.",
    "| 1 | a |",
    "a)",
    "Điều 2.",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=8), st.sampled_from([PLAN, LETTER, DECISION]))
def test_any_lines_are_read(lines: list[str], head: str) -> None:
    chars, found = read(head, "\n".join(lines))
    for task in found.tasks:
        assert 0 <= task.span.start < task.span.end <= len(chars)
        assert all(chars[actor.span.start : actor.span.end] for actor in task.actors)
        assert all(0 <= i < len(found.deadlines) for i in task.deadlines)
