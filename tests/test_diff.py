"""Two plans of one series: what the second says otherwise."""

from contextlib import closing
from pathlib import Path

import pytest

from pipeline import diff, run
from pipeline.errors import UsageError
from pipeline.store import access, queries
from tests.letters import folder, letter

CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "inbox"
BASIS = "Thực hiện Kế hoạch số {0}/KH-UBND ngày 04/3/{1} của Ủy ban nhân dân tỉnh Lai Châu,"
TASKS = "1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính xây dựng báo cáo, gửi Ủy ban nhân dân tỉnh trước ngày 30/11/"


def plan(number: str, year: str, *, by: str = "30/11", lead: str = "Sở Nội vụ", more: str = "", basis: str = "9") -> str:
    text = letter(f"{number}/KH-UBND", f"{year}-03-04", f"Trồng cây đầu xuân năm {year}", BASIS.format(basis, year))
    text = text.replace("trước ngày 30/11/", f"trước ngày {by}/").replace("1. Sở Nội vụ", f"1. {lead}")
    return text.replace("\nNơi nhận:", f"{more}\nNơi nhận:", 1)


NEW = "\n3. Sở Y tế kiểm tra vệ sinh các vườn ươm, chuồng trại và nguồn nước trong tháng 5 hằng năm.\n"
TOLD = "\n3. Sở Y tế rà soát các vườn ươm; Kế hoạch số 9/KH-UBND ngày 04/3/2024 của Ủy ban nhân dân tỉnh Lai Châu nói rõ cách làm.\n"
PLANS = {
    "a": plan("12", "2024"),
    "same": plan("20", "2025"),
    "later": plan("21", "2025", by="15/12"),
    "other": plan("22", "2025", lead="Sở Y tế"),
    "more": plan("23", "2025", more=NEW, basis="10"),
    "told": plan("24", "2025", more=TOLD, basis="10"),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("plans")
    run.run(folder(place / "in", **PLANS), place / "out", run.Options(jobs=1))
    return place / "out" / "congvan.db"


def compared(database: Path, before: str, after: str) -> diff.Difference:
    with closing(access.opened(database)) as db:
        return diff.compare(db, queries.find(db, before), queries.find(db, after))


def changes(found: diff.Difference) -> dict[str, tuple[str | None, str | None]]:
    return {change.field: (change.before, change.after) for pair in found.tasks for change in pair.changes}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("same.txt", {}),  # the same day a year on is no change
        ("later.txt", {"deadlines": ("trước ngày 30/11/2024 [2024-11-30]", "trước ngày 15/12/2025 [2025-12-15]")}),
        ("other.txt", {"lead": ("Sở Nội vụ", "Sở Y tế")}),
        ("more.txt", {}),
    ],
)
def test_deadlines_and_bodies(database: Path, after: str, expected: dict[str, tuple[str, str]]) -> None:
    found = compared(database, "a.txt", after)
    assert found.years == 1
    assert changes(found) == expected


def test_tasks_that_came_and_went(database: Path) -> None:
    there, back = compared(database, "a.txt", "more.txt"), compared(database, "more.txt", "a.txt")
    assert [pair.after.text[:8] for pair in there.tasks if pair.state == "new" and pair.after] == ["Sở Y tế "]
    assert [pair.before.text[:8] for pair in back.tasks if pair.state == "dropped" and pair.before] == ["Sở Y tế "]
    assert (there.counts()["dropped"], back.counts()["new"]) == (0, 0)


def test_basis(database: Path) -> None:
    found = compared(database, "a.txt", "more.txt")
    assert sorted((entry.state, entry.name) for entry in found.basis) == [("dropped", "9/KH-UBND"), ("new", "10/KH-UBND")]


def test_a_document_that_is_only_mentioned_is_no_basis(database: Path) -> None:
    there, back = compared(database, "a.txt", "told.txt"), compared(database, "told.txt", "a.txt")
    assert ("dropped", "9/KH-UBND", "implements") in [(entry.state, entry.name, entry.about) for entry in there.basis]
    assert ("new", "9/KH-UBND", "implements") in [(entry.state, entry.name, entry.about) for entry in back.basis]


def test_header(database: Path) -> None:
    fields = {change.field: change.after for change in compared(database, "a.txt", "same.txt").header}
    assert fields["key"] == "20/KH-UBND"
    assert "issuer" not in fields


@pytest.mark.parametrize(
    ("before", "after", "message"), [("a.txt", "a.txt", "same dispatch twice"), ("a.txt", "10/KH-UBND", "not in hand")]
)
def test_what_cannot_be_compared(database: Path, before: str, after: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        compared(database, before, after)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> diff.Difference:
    out = tmp_path_factory.mktemp("corpus")
    run.run(CORPUS, out, run.Options(jobs=1))
    return compared(out / "congvan.db", "01-bvstbpn-lai-chau-2023.txt", "du-thao-kh-ubnd-lai-chau-2026.txt")


def test_the_plan_of_2023_and_the_draft_of_2026(plans: diff.Difference) -> None:
    """Read beside the two texts: these pairs are right, and these tasks have no counterpart."""
    opening = {
        pair.after.text[:40]: pair.before.text[:40] for pair in plans.tasks if pair.before and pair.after and pair.state != "perhaps"
    }
    assert {
        "Tiếp tục triển khai lồng ghép các mục ti": "Chủ động tham mưu việc lồng ghép các mục",
        "Xây dựng kế hoạch và tổ chức triển khai ": "Tham mưu, phối hợp triển khai hiệu quả, ",  # Tháng hành động
        "Tăng cường phát hiện sớm, can thiệp, xử ": "Phối hợp trong giải quyết, xử lý các vụ ",
        "Các sở, ban, ngành, địa phương căn cứ ch": "Ban VSTBCPN các sở, ban, ngành, đoàn thể",  # báo cáo
    }.items() <= opening.items()
    report = next(pair for pair in plans.tasks if pair.after and pair.after.text.startswith("Các sở, ban, ngành, địa phương căn cứ"))
    due = [[due.due_date for due in duty.due] for duty in (report.before, report.after) if duty]
    assert due == [["2023-06-05", "2023-12-05"], ["2026-12-01"]]
    alone = {(pair.state, duty.text[:20]) for pair in plans.tasks for duty in (pair.before, pair.after) if duty and pair.likeness is None}
    assert {("dropped", "Tham mưu, chỉ đạo tr"), ("new", "Tổ chức triển khai t"), ("new", "Khen thưởng, biểu dư")} <= alone


def test_basis_of_the_two_plans(plans: diff.Difference) -> None:
    states = {entry.name: entry.state for entry in plans.basis}
    assert (states["8416/KH-UBND"], states["1415/KH-UBND"], states["2282/QĐ-TTg"]) == ("new", "dropped", "kept")


def test_words_give_both_texts_back(plans: diff.Difference) -> None:
    for pair in plans.tasks:
        for duty, mark in ((pair.after, "+"), (pair.before, "-")):
            if duty and (mark == "+" or pair.state == "dropped"):
                assert " ".join(words for kind, words in pair.words if kind in ("=", mark)) == duty.text
