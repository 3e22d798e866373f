"""Tasks for other programs: a table as CSV, a spreadsheet, a calendar of deadlines."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pipeline import rounds
from pipeline.presentation import workbook
from pipeline.presentation.wording import Words
from pipeline.presentation.workbook import MOMENT, Cell, Sheet, harmless
from pipeline.store import duties
from pipeline.store.access import Connection, Record

T = Words("vi")  # an office's lists are in Vietnamese
FIELDS = (
    *("due_date", "due_time", "start_date", "bound", "recurs", "period", "condition", "immediate", "deadline", "also_due"),
    *("lead", "lead_source", "coordinating", "text", "section", "deliverable", "report_to", "carries_out", "state"),
    *("dispatch_key", "promulgation_date", "issuer", "file", "page", "start", "end", "task"),
)
HEADING = {  # heading -> width
    "Hạn": 12,
    "Thời hạn ghi trong văn bản": 20,
    "Định kỳ, điều kiện": 16,
    "Đơn vị chủ trì": 24,
    "Đơn vị phối hợp": 24,
    "Nhiệm vụ": 60,
    "Mục": 7,
    "Sản phẩm": 18,
    "Nơi nhận báo cáo": 18,
    "Thực hiện văn bản": 18,
    "Số, ký hiệu": 18,
    "Ngày ban hành": 12,
    "Cơ quan ban hành": 22,
    "Tình trạng": 13,
    "Tệp": 22,
    "Trang": 7,
}
STATES = {"open": "Đang thực hiện", "done": "Đã xong", "answered": "Đã trả lời"}
EVERY = {"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"}
SUMMARY = 90  # characters of an entry's title
NAME = "Thời hạn công văn"


def table(db: Connection) -> bytes:
    """The tasks as CSV in UTF-8 with its mark, a row each, lists joined by `; `; no cell runs."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(FIELDS)
    for row in duties.listed(db):
        writer.writerow([_plain(row[name]) for name in FIELDS])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def sheet(db: Connection) -> bytes:
    """The tasks as a spreadsheet: typed dates, a frozen heading, filters."""
    lines = (_line(row) for row in duties.listed(db))
    return workbook.made([Sheet("Nhiệm vụ", tuple(HEADING), lines, tuple(HEADING.values()))])


def calendar(db: Connection) -> bytes:
    """The deadlines that have a day as a calendar (RFC 5545): each an entry of that day, with its round where it recurs."""
    return _calendar(duties.deadlines(db), todo=False)


def todos(db: Connection) -> bytes:
    """The same as things to do, which a program can tick off."""
    return _calendar(duties.deadlines(db), todo=True)


def _plain(value: object) -> object:
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    return harmless(_one_line(value)) if isinstance(value, str) else value


def _one_line(text: str) -> str:
    """A text in one line, without what steers a program or turns the line."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))


def _line(row: Record) -> list[Cell]:
    return [
        workbook.day(row["due_date"]),
        row["deadline"],
        _when(row),
        "\n".join(row["lead"]),
        "\n".join(row["coordinating"]),
        row["text"],
        "Phần kết" if row["section"] == "closing" else row["section"],
        row["deliverable"],
        row["report_to"],
        row["carries_out"],
        row["dispatch_key"],
        workbook.day(row["promulgation_date"]),
        row["issuer"],
        STATES[row["state"]],
        row["file"],
        row["page"],
    ]


def _when(row: Record) -> str | None:
    """What there is to say of a deadline beside its day."""
    others = ", ".join(T.date(day) for day in row["also_due"])
    said = [_rounds(row["recurs"]), row["condition"], "ngay" if row["immediate"] else None, f"và {others}" if others else None]
    return "; ".join(part for part in said if part) or None


def _rounds(rule: str | None) -> str | None:
    """How often, for people: `3 tháng một lần`; words that are no rule stay as they are."""
    said = dict(part.split("=", 1) for part in (rule or "").split(";") if "=" in part)
    unit = EVERY.get(said.get("FREQ", ""))
    if unit is None:
        return rule
    every = said.get("INTERVAL", "1")
    return f"hằng {unit}" if every == "1" else f"{every} {unit} một lần"


def _calendar(deadlines: Iterable[Record], *, todo: bool) -> bytes:
    from icalendar import Calendar

    book = Calendar()
    for name, value in (("prodid", "-//congvan//tasks//VI"), ("version", "2.0"), ("calscale", "GREGORIAN"), ("x-wr-calname", NAME)):
        book.add(name, value)
    for deadline in deadlines:
        if (day := _day(deadline["due_date"])) is not None:
            book.add_component(_entry(deadline, day, todo=todo))
    made: bytes = book.to_ical()
    return made


def _entry(deadline: Record, day: date, *, todo: bool) -> Any:
    """One deadline as an all-day entry."""
    from icalendar import Event, Todo

    entry: Any = Todo() if todo else Event()
    entry.add("uid", f"{deadline['id']}@congvan")
    entry.add("dtstamp", _stamp(deadline))
    rule = _rule(deadline["recurs"], day)
    if not todo:
        entry.add("dtstart", day)
        entry.add("dtend", day + timedelta(1))  # the first day after it
        entry.add("transp", "TRANSPARENT")  # nobody is busy all day long
    elif rule:
        entry.add("dtstart", day)  # a round begins somewhere
        entry.add("duration", timedelta(1))
    else:
        entry.add("due", day)
    if rule:
        entry.add("rrule", rule)
    tasks = deadline["tasks"]
    entry.add("summary", _summary(deadline))
    entry.add("description", "\n".join(_description(deadline)))
    if todo:
        closed = bool(tasks) and all(task["state"] != "open" for task in tasks)
        entry.add("status", "COMPLETED" if closed else "NEEDS-ACTION")
    return entry


def _day(value: str | None) -> date | None:
    typed = workbook.day(value)
    return typed if isinstance(typed, date) and typed < date.max else None


def _stamp(deadline: Record) -> datetime:
    """When the entry was made, as the format wants it: the dispatch's day, so that the same folder gives the same bytes."""
    known = _day(deadline["promulgation_date"]) or _day(deadline["arrival_date"]) or MOMENT.date()
    return datetime(known.year, known.month, known.day, tzinfo=UTC)


def _rule(recurs: str | None, day: date) -> Any:
    """A rule as the library has it, null for words that are none."""
    from icalendar import vRecur

    if not recurs or "FREQ=" not in recurs:
        return None
    try:
        return vRecur.from_ical(rounds.whole(recurs, day.isoformat()))
    except ValueError:
        return None


def _summary(deadline: Record) -> str:
    """The title of an entry: who does what, as far as there is room."""
    tasks = deadline["tasks"]
    if not tasks:
        said = f"{deadline['quote']} ({deadline['dispatch_key'] or deadline['subject'] or deadline['file']})"
    else:
        lead = ", ".join(tasks[0]["lead"][:2]) + (" …" if len(tasks[0]["lead"]) > 2 else "")
        named = any(tasks[0]["text"].startswith(name) for name in tasks[0]["lead"])
        said = f"{lead}: {tasks[0]['text']}" if lead and not named else tasks[0]["text"]
    line = _one_line(said)
    more = f" (+{len(tasks) - 1})" if len(tasks) > 1 else ""
    return (line if len(line) <= SUMMARY else line[: SUMMARY - 1].rstrip() + "…") + more


def _description(deadline: Record) -> Iterable[str]:
    """The lines below it: the dispatch, the words that say so, the tasks with those who lead them."""
    number = deadline["dispatch_key"] or "không số"
    issued = f" ngày {T.date(deadline['promulgation_date'])}" if deadline["promulgation_date"] else ""
    yield _one_line(f"Văn bản: {number}{issued}{' của ' + deadline['issuer'] if deadline['issuer'] else ''} ({deadline['file']})")
    page = f" (trang {deadline['page']})" if deadline["page"] else ""
    hour = f", {deadline['due_time']}" if deadline["due_time"] else ""
    yield _one_line(f"Thời hạn: “{deadline['quote']}”{page}{hour}")
    if often := _rounds(deadline["recurs"]):
        yield _one_line(f"Định kỳ: {often}")
    for task in deadline["tasks"]:
        yield _one_line(f"- {task['text']}")
        for label, names in (("Chủ trì", task["lead"]), ("Phối hợp", task["coordinating"])):
            if names:
                yield f"  {label}: {_one_line(', '.join(names))}"
        if task["state"] != "open":
            yield f"  {STATES[task['state']]}"
