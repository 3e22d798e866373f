"""The registers of incoming documents as Nghị định 30/2020/NĐ-CP, Annex IV, lays them out."""

from collections.abc import Iterable, Iterator

from pipeline.presentation import workbook
from pipeline.presentation.wording import Words
from pipeline.presentation.workbook import Cell, Sheet
from pipeline.store.access import Connection, Record, rows

T = Words("vi")  # an official register is in Vietnamese
REGISTER = (
    *("Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản"),
    *("Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú"),
)
FOLLOW_UP = (
    *("Số đến", "Tên loại, số và ký hiệu, ngày tháng và tên cơ quan, tổ chức ban hành văn bản", "Đơn vị hoặc người nhận"),
    *("Thời hạn giải quyết", "Tiến độ giải quyết", "Số, ký hiệu văn bản trả lời", "Ghi chú"),
)
PROGRESS = {"answered": "Đã trả lời", "done": "Đã giải quyết", "open": "Đang giải quyết"}
SLIP = 16  # rows of a slip
DOTS = "." * 56


def register(db: Connection) -> bytes:
    """Sổ đăng ký văn bản đến: ten columns, a row for each dispatch, by day and number of arrival."""
    lines = (
        [
            *(_day(r["arrival_date"]), r["arrival_number"], r["issuer"], r["key"], _day(r["promulgation_date"])),
            *(_named(r), r["handler"], None, None, _note(r)),
        ]
        for r in _dispatches(db)
    )
    title = ["SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", *_span(db)]
    return workbook.made([Sheet("Sổ văn bản đến", REGISTER, lines, (11, 7, 22, 17, 12, 42, 18, 10, 10, 20), title, numbered=True)])


def follow_up(db: Connection) -> bytes:
    """Sổ theo dõi giải quyết văn bản đến: seven columns, a row for each dispatch that asks for something."""
    lines = (
        [
            *(
                r["arrival_number"],
                _in_full(r),
                r["handler"],
                _day(r["due_date"]),
                PROGRESS.get(r["progress"] or ""),
                r["reply_key"],
            ),
            r["note"],
        ]
        for r in _dispatches(db)
        if r["progress"] or r["due_date"]
    )
    title = ["SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN", *_span(db)]
    return workbook.made([Sheet("Sổ theo dõi", FOLLOW_UP, lines, (7, 56, 22, 12, 15, 20, 24), title, numbered=True)])


def slip(db: Connection) -> bytes:
    """Phiếu giải quyết văn bản đến: a page for each dispatch with open tasks, or for each where none has any."""
    every = list(_dispatches(db))
    chosen = [r for r in every if r["progress"] == "open"] or every
    lines: list[list[Cell]] = []
    for r in chosen:
        lines += _slip(r)
    breaks = [SLIP * n for n in range(1, len(chosen))]
    bold = {SLIP * n + row for n in range(len(chosen)) for row in (1, 5, 10, 13)}
    sheet = Sheet("Phiếu giải quyết", (), lines, (36, 60), ruled=False, breaks=breaks, filtered=False, bold=bold, portrait=True)
    return workbook.made([sheet])


def _dispatches(db: Connection) -> Iterable[Record]:
    return rows(
        db,
        """
        SELECT r.arrival_date, r.arrival_number, r.issuer, r.key, r.promulgation_date, r.subject, r.handler, r.due_date, r.file, r.note,
            d.doc_type, d.type_name, d.status, d.part, f.progress, f.reply_key
        FROM register r JOIN dispatches d ON d.id = r.dispatch JOIN follow_up f ON f.dispatch = r.dispatch
        ORDER BY coalesce(r.arrival_date, r.promulgation_date, '9999'), length(r.arrival_number), r.arrival_number, r.file, d.part
        """,
    )


def _day(value: str | None) -> Cell:
    """A day as a typed cell; a month or a year as it is written."""
    typed = workbook.day(value)
    return T.date(typed) if isinstance(typed, str) else typed


def _named(r: Record) -> str:
    """Tên loại và trích yếu: a công văn has no name of its own."""
    kind = "" if r["doc_type"] == "CV" else _kind(r)
    return " ".join(part for part in (kind, r["subject"]) if part) or _kind(r)


def _in_full(r: Record) -> str:
    parts = [_kind(r), f"số {r['key']}" if r["key"] else "", f"ngày {T.date(r['promulgation_date'])}" if r["promulgation_date"] else ""]
    said = " ".join(part for part in parts if part) + (f" của {r['issuer']}" if r["issuer"] else "")
    return said if r["key"] else f"{said} ({r['file']})".strip()


def _kind(r: Record) -> str:
    return r["type_name"].capitalize() if r["type_name"] else T.type_name(r["doc_type"])


def _note(r: Record) -> str | None:
    due = f"Thời hạn giải quyết: {T.date(r['due_date'])}" if r["due_date"] else ""
    status = T.value(r["status"]).capitalize() if r["status"] != "issued" else ""
    file = r["file"] if not r["key"] else ""
    return "; ".join(part for part in (r["note"], due, status, file) if part) or None


def _span(db: Connection) -> list[str]:
    """From which day to which, as the cover of a register says."""
    asked = """SELECT min(day), max(day) FROM
        (SELECT coalesce(arrival_date, promulgation_date) AS day FROM dispatches) WHERE length(day) = 10"""
    first, last = db.execute(asked).fetchone()
    return [f"Từ ngày {T.date(first)} đến ngày {T.date(last)}"] if first else []


def _slip(r: Record) -> Iterator[list[Cell]]:
    """One slip: its rows, always as many."""
    arrived = f"Số đến: {r['arrival_number'] or DOTS[:12]}   Ngày đến: {T.date(r['arrival_date']) or DOTS[:16]}"
    yield ["PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN", arrived]
    yield ["Văn bản", _in_full(r)]
    yield ["Về việc", r["subject"] or DOTS]
    yield ["", ""]
    yield ["Ý kiến của lãnh đạo cơ quan, tổ chức", ""]
    yield ["- Đơn vị, cá nhân chủ trì", r["handler"] or DOTS]
    yield ["- Đơn vị, cá nhân phối hợp (nếu có)", DOTS]
    yield ["- Thời hạn giải quyết", _day(r["due_date"]) or DOTS]
    yield ["- Ngày, tháng cho ý kiến", DOTS]
    yield ["Ý kiến của lãnh đạo đơn vị", ""]
    yield ["- Giao cho cá nhân; thời hạn (nếu có)", DOTS]
    yield ["- Ngày, tháng, năm cho ý kiến", DOTS]
    yield ["Ý kiến đề xuất của người giải quyết", ""]
    yield ["- Ý kiến đề xuất", DOTS]
    yield ["- Ngày, tháng, năm đề xuất", DOTS]
    yield ["", ""]
