import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.almanac import Workdays
from pipeline.grammar.deadlines import Deadlines, Expression, sentence
from pipeline.model import Span
from tests.grammar.deadlines.reading import line

BOOK = rulebook.shared()
READER = BOOK.build(Deadlines)
WORKDAYS = Workdays()
SECTIONS = ("points", "cues", "labels", "silences", "durations", "recurrences", "conditions", "immediates")


def examples() -> Iterator[tuple[str, str, str, int | None, list[str]]]:
    for section in SECTIONS:
        for entry in BOOK.entries("deadlines", section):
            silent = list(entry.get("not", ()))
            for example in entry["examples"]:
                if isinstance(example, str):
                    silent.append(example)
                else:
                    issued = str(example.get("issued", "2025-04-24"))
                    yield entry["id"], example["text"], issued, example.get("plan"), [str(r) for r in example["reads"]]
            for text in silent:
                yield entry["id"], text, "2025-04-24", None, []


@pytest.mark.parametrize(("rule", "text", "issued", "plan", "reads"), list(examples()), ids=lambda value: str(value)[:60])
def test_rules_read_their_examples(rule: str, text: str, issued: str, plan: int | None, reads: list[str]) -> None:
    assert [line(found) for found in READER.find(text, issued=issued, plan_year=plan)] == reads, rule


FORMS = [
    "ngày {d} tháng {m} năm {y}",
    "ngày {d:02} tháng {m:02} năm {y}",
    "ngày {d:02}/{m:02}/{y}",
    "{d}/{m}/{y}",
    "ngày {d:02}-{m:02}-{y}",
    "ngày {d}.{m}.{y}",
    "ngày {d} tháng{m} năm {y}",
    "ngày {d:02} / {m} /{y}",
    "ngày {d} tháng {m}, năm {y}",
    "17h00 ngày {d:02}/{m:02}/{y}",
    "17 giờ 00 phút, ngày {d} tháng {m} năm {y}",
    "24h00 ngày {d}/{m}/{y}",
]
BOUNDS = [("trước {}", "before"), ("chậm nhất {}", "by"), ("đến hết {}", "by"), ("hạn cuối {}", "by"), ("trong {}", "by")]


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(FORMS), st.sampled_from(BOUNDS), st.booleans())
def test_every_day_in_every_form(day: date, form: str, bound: tuple[str, str], dash: bool) -> None:
    words = bound[0].format(form.format(d=day.day, m=day.month, y=day.year))
    text = ("- Gửi báo cáo " + words + ".") if dash else words
    found = READER.find(text, issued=(day - timedelta(days=20)).isoformat())
    hour = f" time={form[:2]}:00" if form[:2].isdigit() else ""
    assert [line(f) for f in found] == [f"{day.isoformat()} {bound[1]}{hour}"]
    assert text[found[0].deadline.span.start : found[0].deadline.span.end] == words


@given(
    st.dates(date(2000, 1, 1), date(2100, 11, 30)),
    st.integers(0, 60),
    st.sampled_from(["từ ngày {} đến ngày {}", "từ {} - {}", "Thời gian: {} đến hết ngày {}"]),
)
def test_every_window_of_days(first: date, days: int, form: str) -> None:
    last = first + timedelta(days=days + 1)
    found = READER.find(form.format(f"{first:%d/%m/%Y}", f"{last:%d/%m/%Y}"), issued=(first - timedelta(days=9)).isoformat())
    assert [(f.deadline.start_date, f.deadline.due_date, f.deadline.bound) for f in found] == [
        (first.isoformat(), last.isoformat(), "within")
    ]


@given(
    st.integers(2000, 2100),
    st.integers(1, 12),
    st.sampled_from(["trong tháng {m}/{y}", "Thời gian: Tháng {m} năm {y}", "hoàn thành tháng {m:02}/{y}"]),
)
def test_every_month(year: int, month: int, form: str) -> None:
    found = READER.find(form.format(m=month, y=year), issued=f"{year}-01-01")
    last = (date(year, month, 28) + timedelta(4)).replace(day=1) - timedelta(1)
    assert [(f.deadline.start_date, f.deadline.due_date) for f in found] == [(f"{year}-{month:02}-01", last.isoformat())]


@given(st.integers(2000, 2100), st.integers(0, 3), st.integers(0, 3))
def test_every_span_of_quarters(year: int, one: int, two: int) -> None:
    one, two = min(one, two), max(one, two)
    names = ["I", "II", "III", "IV"]
    words = f"quý {names[one]}/{year}" if one == two else f"quý {names[one]}, {names[two]} năm {year}"
    found = READER.find(f"Thời gian thực hiện: {words}.", issued=f"{year}-01-01")
    first = f"{year}-{3 * one + 1:02}-01"
    last = date(year + (two == 3), (3 * two + 3) % 12 + 1, 1) - timedelta(1)
    assert [(f.deadline.start_date, f.deadline.due_date) for f in found] == [(first, last.isoformat())]


@given(st.dates(date(2015, 1, 1), date(2035, 12, 1)), st.integers(1, 30))
def test_working_days_from_the_day_of_issue(issued: date, number: int) -> None:
    found = READER.find(f"chậm nhất {number} ngày làm việc kể từ ngày ký văn bản này", issued=issued.isoformat())
    due = date.fromisoformat(found[0].deadline.due_date or "")
    days = [issued + timedelta(n) for n in range(1, (due - issued).days + 1)]
    assert sum(WORKDAYS.is_one(day) for day in days) == number
    assert WORKDAYS.is_one(due)
    assert (found[0].deadline.period, found[0].deadline.working_days) == (f"P{number}D", True)


@given(st.integers(1, 31), st.integers(1, 12), st.integers(2000, 2100))
def test_no_day_is_shifted(day: int, month: int, year: int) -> None:
    found = READER.find(f"trước ngày {day}/{month}/{year}")
    try:
        assert [f.deadline.due_date for f in found] == [date(year, month, day).isoformat()]
    except ValueError:
        assert [(f.impossible, f.deadline.due_date) for f in found] == [(True, None)]


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(1, 28), st.integers(1, 12))
def test_a_missing_year_never_lies_before_the_day_of_issue(issued: date, day: int, month: int) -> None:
    found = READER.find(f"gửi trước ngày {day}/{month}", issued=issued.isoformat())
    assert len(found) == 1
    assert found[0].deadline.year_inferred
    due = date.fromisoformat(found[0].deadline.due_date or "")
    assert issued <= due < issued + timedelta(days=367)


@pytest.mark.parametrize(
    ("text", "issued", "plan", "reads"),
    [
        ("Báo cáo kết quả năm 2026 gửi trước ngày 10/01", "2025-11-20", None, ["2026-01-10 before"]),
        ("Báo cáo kết quả năm 2026 gửi trước ngày 01/12", "2026-04-02", None, ["2026-12-01 before"]),
        ("xây dựng kế hoạch năm 2026, gửi trước ngày 15/12", "2025-11-20", None, ["2025-12-15 before"]),
        ("gửi trước ngày 15/6 và 15/12", "2025-04-24", None, ["2025-06-15 before", "2025-12-15 before"]),
        ("Hằng năm, xã lập danh sách gửi trước ngày 20/12", "2025-04-24", None, ["2025-12-20 before FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20"]),
        ("báo cáo định kỳ hằng năm (trước ngày 05/12)", "2025-12-20", None, ["2026-12-05 before FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5"]),
        ("trước ngày 5/6", None, 2024, ["2024-06-05 before"]),
        ("trước ngày 5/6", None, None, ["before"]),
        ("trước ngày 31/6", "2025-04-24", None, ["impossible"]),
        ("trước ngày 30/02/2025", "2025-04-24", None, ["impossible"]),
        ("trước ngày 29/02/2028", "2025-04-24", None, ["2028-02-29 before"]),
        ("hoàn thành trước ngày 15/3/2024", "2025-04-24", None, ["2024-03-15 before"]),
        ("hoàn thành vào ngày 15/3/2024", "2025-04-24", None, []),
    ],
)
def test_years_that_are_not_written(text: str, issued: str | None, plan: int | None, reads: list[str]) -> None:
    assert [line(found) for found in READER.find(text, issued=issued, plan_year=plan)] == reads


def test_what_lies_before_the_day_of_issue_is_marked() -> None:
    assert [found.past for found in READER.find("trước ngày 15/3/2024", issued="2025-04-24")] == [True]


def test_first_day_of_a_repetition_follows_the_day_of_effect() -> None:
    found = READER.find("trước ngày 20 tháng 12 hằng năm", issued="2025-11-18", effect="2026-01-01")
    assert [f.deadline.due_date for f in found] == ["2026-12-20"]


def test_nothing_is_read_inside_what_is_masked() -> None:
    text = "theo Công văn số 1/SNV ngày 5/5/2025 trước ngày 6/6/2025"
    assert [line(f) for f in READER.find(text, issued="2025-04-24", masked=[Span(5, 36)])] == ["2025-06-06 before"]


@pytest.mark.parametrize(
    ("text", "at", "want"),
    [
        ("Một. Hai ba. Bốn", 6, "Hai ba."),
        ("Một. Hai ba. Bốn", 14, "Bốn"),
        ("giá 1.000. hai đồng. Ba", 3, "giá 1.000. hai đồng."),
        ("a\nbc\nd", 3, "bc"),
    ],
)
def test_sentence(text: str, at: int, want: str) -> None:
    span = sentence(text, at, 0, len(text))
    assert text[span.start : span.end] == want


SHARED = Path(__file__).resolve().parents[4] / "shared" / "domain" / "deadline_examples.yaml"
UNITS = {"day": "P{}D", "working_day": "P{}D working"}
FREQUENCIES = {"monthly": "FREQ=MONTHLY", "semiannual": "FREQ=MONTHLY;INTERVAL=6", "yearly": "FREQ=YEARLY", "weekly": "FREQ=WEEKLY"}
SILENT = ("policy_period", "event", "report_period", "none", "unspecified", "effect_date", "ongoing")
DEPARTURES = {  # where an expression is read otherwise than its collector has it: how, and why
    "T16": ([], "khi được yêu cầu bounds nothing"),
    "T17": ([], "khi có yêu cầu bounds nothing"),
    "T23": (["2022-01-01/2022-06-30"], "alone it is a window, as T46; behind `báo cáo` it is the period reported on, and silent"),
    "T40": (["2025-06-01/2025-06-10"], "the due day is the last on time, not the first"),
    "T43": (["2026-01-01/2026-03-31"], "the due day is the last on time, not the first"),
    "T47": (["/2025-04-25 FREQ=MONTHLY;BYMONTHDAY=25"], "issued on the 24th: the first such day is the 25th of that month"),
    "T61": (["2025-05-24/ P30D"], "from that day on: a start, no due day"),
    "T64": (["2025-07-01/"], "from that day on: a start, no due day"),
    "T71": ([], "khẩn trương bounds nothing"),
    "T76": (["2025-01-01/2025-12-31 FREQ=YEARLY"], "the window of that year, again each year"),
    "T94": (["/ 02 lần/năm"], "twice a year can't be written as a rule"),
}


def short(found: Expression) -> str:
    """Start, due day and the rest of a reading, without its bound."""
    if found.impossible:
        return "impossible"
    d = found.deadline
    words = [f"{d.start_date or ''}/{d.due_date or ''}", d.recurs, d.period, "working" if d.working_days else None, d.due_time]
    kinds = ["condition" if d.condition and not d.due_date else None, "immediate" if d.immediate else None]
    said = " ".join(word for word in words if word)
    return next((kind for kind in kinds if kind), said)


def collected(reading: dict[str, Any]) -> list[str]:
    """The same of an expression as it was collected."""
    kind = reading["kind"]
    if kind == "multi":
        return [one for item in reading["items"] for one in collected(item)]
    if kind in SILENT or reading.get("is_deadline") is False:
        return []
    if kind == "invalid_date":
        return ["impossible"]
    if kind in ("condition", "immediate") and not reading.get("due"):
        return [kind]
    if kind == "relative":
        period = UNITS[reading["unit"]].format(reading["amount"])
        return [f"/{reading.get('due', '')} {period}"]
    if kind == "recurring":
        return [f"/{reading.get('first_due', '')[:10]} {_rule(reading)}" + _time(reading.get("first_due", ""))]
    due = str(reading["due"])
    return [f"{reading.get('start', '')}/{due[:10]}{_time(due)}"]


def _time(moment: str) -> str:
    return f" {moment[11:16]}" if "T" in moment else ""


def _rule(reading: dict[str, Any]) -> str:
    if "weekday" in reading:
        return f"FREQ=WEEKLY;BYDAY={reading['weekday']}"
    if "offset_after_period_days" in reading:
        return f"FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY={reading['offset_after_period_days']}"
    if "months" in reading:
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, reading['months']))};BYMONTHDAY={reading['day']}"
    if "month" in reading:
        return f"FREQ=YEARLY;BYMONTH={reading['month']};BYMONTHDAY={reading['day']}"
    day = f";BYMONTHDAY={reading['day']}" if "day" in reading else ""
    return {"quarterly": "FREQ=MONTHLY;INTERVAL=3", **FREQUENCIES}[reading["freq"]] + day


def collection() -> list[dict[str, Any]]:
    return yaml.safe_load(SHARED.read_text(encoding="utf-8"))["examples"] if SHARED.exists() else []


@pytest.mark.skipif(not SHARED.exists(), reason="the collection of expressions lies beside the project only where it is built")
@pytest.mark.parametrize("example", collection(), ids=lambda example: example["id"])
def test_collected_expressions(example: dict[str, Any]) -> None:
    days = re.findall(r"\d{4}-\d{2}(?:-\d{2})?", example["context"])
    plan = re.search(r"(?:plan year|plan for|report year) (\d{4})", example["context"])
    found = READER.find(example["text"], issued=days[0] if days else None, plan_year=int(plan[1]) if plan else None)
    want = DEPARTURES[example["id"]][0] if example["id"] in DEPARTURES else collected(example["reading"])
    got = [short(one) for one in found]
    if any(one.startswith("/ FREQ") or "BYMONTH=" in one for one in want):  # some are collected without their first day
        got = [one if one in want else re.sub(r"/\d{4}-\d\d-\d\d", "/", one) for one in got]
    assert got == want
    if example["reading"].get("bound") == "before" and not found[0].impossible:
        assert {one.deadline.bound for one in found} == {"before"}
