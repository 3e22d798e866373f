import csv
import io
from datetime import date, datetime
from typing import Any

import icalendar
import openpyxl
import pytest

from pipeline.export import tasks
from pipeline.store import duties
from pipeline.store.access import Connection


def entries(data: bytes, kind: str = "VEVENT") -> list[Any]:
    found: list[Any] = icalendar.Calendar.from_ical(data).walk(kind)
    return found


def sheet(db: Connection) -> Any:
    return openpyxl.load_workbook(io.BytesIO(tasks.sheet(db))).active


def test_the_table_has_a_row_for_each_task(db: Connection) -> None:
    data = tasks.table(db)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["task"] for row in rows] == [row["task"] for row in duties.listed(db)]
    plan = next(row for row in rows if row["due_date"] == "2025-06-20")
    assert (plan["lead"], plan["carries_out"], plan["section"]) == ("Sở Nội vụ", "2855/BNV-BĐG", "1")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("- Báo cáo", "'- Báo cáo"),
        ("\t@x", "'@x"),
        ("một\nhai\r\nba", "một hai ba"),
        ("a\x1b[31mb\u202e", "a\ufffd[31mb\ufffd"),
        (["=a", "b"], "'=a; b"),
        (3, 3),
        (None, None),
    ],
)
def test_cells_of_the_table_are_harmless(value: object, cell: object) -> None:
    assert tasks._plain(value) == cell


def test_the_spreadsheet_is_ready_to_use(db: Connection) -> None:
    page = sheet(db)
    assert [cell.value for cell in page[1]] == list(tasks.HEADING)
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == f"A1:P{1 + len(duties.listed(db))}"
    rows = {str(row[5].value)[:9]: row for row in page.iter_rows(min_row=2)}
    plan = rows["Sở Nội vụ"]
    assert (plan[0].value, plan[0].number_format) == (datetime(2025, 6, 20), "DD/MM/YYYY")
    assert plan[5].alignment.wrap_text
    assert [plan[i].value for i in (3, 9, 10, 13)] == ["Sở Nội vụ", "2855/BNV-BĐG", "1712/KH-UBND", "Đang thực hiện"]
    assert rows["Các xã bá"][2].value == "3 tháng một lần"
    assert rows["Báo cáo t"][2].value == "và 05/12/2025"


def test_nothing_in_the_spreadsheet_runs(db: Connection) -> None:
    assert {cell.data_type for row in sheet(db).iter_rows() for cell in row if cell.value is not None} <= {"s", "d", "n"}


def test_each_deadline_is_an_entry_of_its_day(db: Connection) -> None:
    found = entries(tasks.calendar(db))
    assert [entry["dtstart"].dt for entry in found] == [date.fromisoformat(row["due_date"]) for row in duties.deadlines(db)]
    assert {(entry["dtend"].dt - entry["dtstart"].dt).days for entry in found} == {1}
    assert [entry["uid"] for entry in found] == [f"{row['id']}@congvan" for row in duties.deadlines(db)]
    plan = next(entry for entry in found if entry["dtstart"].dt == date(2025, 6, 20))
    assert plan["summary"].startswith("Sở Nội vụ chủ trì, phối hợp")
    assert "Văn bản: 1712/KH-UBND ngày 22/04/2025 của Ủy ban nhân dân tỉnh Lai Châu" in plan["description"]
    assert "Thời hạn: “trước ngày 20/6/2025”" in plan["description"].splitlines()
    assert "  Chủ trì: Sở Nội vụ" in plan["description"].splitlines()
    assert plan["dtstamp"].dt.isoformat() == "2025-04-22T00:00:00+00:00"  # the dispatch's day, not the clock


def test_things_to_do(db: Connection) -> None:
    found = {entry["summary"][:8]: entry for entry in entries(tasks.todos(db), "VTODO")}
    assert len(entries(tasks.todos(db), "VTODO")) == len(entries(tasks.calendar(db)))
    assert (found["Sở Nội v"]["due"].dt, found["Sở Nội v"]["status"]) == (date(2025, 6, 20), "NEEDS-ACTION")
    assert found["các công"]["status"] == "COMPLETED"
    assert found["Các xã b"]["rrule"]["freq"] == ["MONTHLY"]
    assert "due" not in found["Các xã b"]


@pytest.mark.parametrize(
    ("recurs", "day", "rule"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=15", "2025-12-15", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("FREQ=WEEKLY;BYDAY=FR", "2025-11-28", "FREQ=WEEKLY;BYDAY=FR"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "2025-12-31", "FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=3,6,9,12"),
        ("FREQ=MONTHLY;INTERVAL=3", "2025-06-30", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),  # a quarter's last day
        ("FREQ=MONTHLY;INTERVAL=3", "2025-06-20", "FREQ=MONTHLY;INTERVAL=3"),
        ("02 lần/ngày", "2025-06-20", None),
        ("FREQ=NIE", "2025-06-20", None),
        ("FREQ=MONTHLY;BYMONTHDAY=x", "2025-06-20", None),
        (None, "2025-06-20", None),
    ],
)
def test_rules(recurs: str | None, day: str, rule: str | None) -> None:
    made = tasks._rule(recurs, date.fromisoformat(day))
    assert (made.to_ical().decode() if made is not None else None) == rule


HOSTILE = 'Sở, ban; "ngành"\\n\nBEGIN:VALARM\r\nACTION:PROCEDURE\r\nATTACH:calc.exe\x00\u2028\u202eEND:VALARM'


@pytest.mark.parametrize("todo", [False, True])
def test_what_a_paper_says_steers_no_calendar(*, todo: bool) -> None:
    task = {"text": HOSTILE, "lead": [HOSTILE], "coordinating": [], "state": "open"}
    deadline = {
        "id": "a-0-d0",
        "due_date": "2025-06-20",
        "due_time": None,
        "recurs": None,
        "quote": HOSTILE,
        "page": 1,
        "tasks": [task, task],
    }
    face = {"dispatch_key": HOSTILE, "promulgation_date": "2025", "arrival_date": None, "issuer": HOSTILE, "subject": None, "file": HOSTILE}
    data = tasks._calendar([deadline | face], todo=todo)
    (entry,) = entries(data, "VTODO" if todo else "VEVENT")
    assert not entry.subcomponents
    assert b"\nBEGIN:VALARM" not in data
    assert b"\nATTACH" not in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert entry["summary"].startswith('Sở, ban; "ngành"\\n BEGIN:VALARM ACTION:PROCEDURE')
    assert entry["summary"].endswith("END:VALARM (+1)")
    assert entry["description"].count("\n") == 5


def test_secret_deadlines_are_in_no_file(db: Connection) -> None:
    for made in (tasks.table(db), tasks.calendar(db), tasks.todos(db)):
        assert "Tuyệt Đối" not in made.decode().replace("\r\n ", "")
    assert "Tuyệt Đối" not in str([[cell.value for cell in row] for row in sheet(db).iter_rows()])
