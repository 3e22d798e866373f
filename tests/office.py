"""A small office's folder, as it is once it has been read: for the tests of pages, registers and the web view."""

import hashlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.model import Actor, Box, Citation, Deadline, Dispatch, Found, Parsed, Problem, Recipient, Signature, Span, Task
from pipeline.resolve import resolve
from pipeline.store import save

HOSTILE = "<script>alert(1)</script> \"><img src=x onerror=alert(2)> ' javascript:alert(3) </style> {{ 7*7 }} =1+1"


class Writer:
    """A paper under way: every fact is found in its text by the words it was read from."""

    def __init__(self, path: str, text: str, **facts: str) -> None:
        self.path, self.text = path, text
        self.d = Dispatch(0, Span(0, len(text)), "issued", {name: self.found(value) for name, value in facts.items()})

    def span(self, words: str, after: int = 0) -> Span:
        start = self.text.index(words, after)
        return Span(start, start + len(words))

    def found(self, said: str, certainty: float = 1.0) -> Found[str]:
        value, _, words = said.partition(" @ ")
        return Found(value, self.span(words or value), "test_rule", certainty)

    def to(self, *names: str, role: str = "addressee", purpose: str | None = None) -> "Writer":
        more = tuple(Recipient(role, name, self.span(name), "test_rule", purpose=purpose) for name in names)
        self.d = replace(self.d, recipients=self.d.recipients + more)
        return self

    def cites(self, words: str, relation: str, key: str | None, on: str | None = None, issuer: str | None = None, **more: Any) -> "Writer":
        made = Citation(
            self.span(words),
            "test_cite",
            more.pop("certainty", 1.0),
            relation,
            "body",
            "exact",
            key,
            key,
            promulgation_date=on,
            issuer=issuer,
            **more,
        )
        self.d = replace(self.d, citations=(*self.d.citations, made))
        return self

    def asks(self, words: str, lead: str = "", due: str | None = None, day: str | None = None, **more: Any) -> "Writer":
        span = self.span(words)
        bound: tuple[int, ...] = ()
        if due:
            deadline = Deadline(
                self.span(due, span.start), "test_due", more.pop("sure", 1.0), due_date=day, bound="before", recurs=more.pop("recurs", None)
            )
            self.d = replace(self.d, deadlines=(*self.d.deadlines, deadline))
            bound = (len(self.d.deadlines) - 1,)
        actors = tuple(Actor("lead", name, span) for name in lead.split("; ") if name)
        task = Task(span, "test_task", 0.9, lead_source="named" if lead else None, actors=actors, deadlines=bound, **more)
        self.d = replace(self.d, tasks=(*self.d.tasks, task))
        return self

    def trouble(self, code: str, message: str, words: str | None = None) -> "Writer":
        self.d = replace(self.d, problems=(*self.d.problems, Problem(code, message, self.span(words) if words else None)))
        return self

    def parsed(self, number: int, **more: Any) -> Parsed:
        return Parsed(self.path, f"{number:012x}" + "0" * 52, 100, more.pop("medium", "text"), text=self.text, dispatches=(self.d,), **more)


def ministry() -> Writer:
    text = (
        "BỘ NỘI VỤ\nSố: 2855/BNV-BĐG\nHà Nội, ngày 10 tháng 3 năm 2025\nV/v triển khai công tác bình đẳng giới năm 2025\n"
        "Kính gửi: Ủy ban nhân dân các tỉnh\n\nCăn cứ Nghị quyết số 28/NQ-CP ngày 03/3/2021 của Chính phủ, Bộ Nội vụ đề nghị:\n"
        "1. Ủy ban nhân dân các tỉnh xây dựng kế hoạch, gửi Bộ Nội vụ trước ngày 30/4/2025.\n"
        "2. Báo cáo kết quả năm trước ngày 15/12/2025.\nBỘ TRƯỞNG\nNguyễn Văn An\n"
    )
    paper = Writer(
        "bo/2855.txt",
        text,
        key="2855/BNV-BĐG",
        issuer="Bộ Nội vụ @ BỘ NỘI VỤ",
        promulgation_date="2025-03-10 @ ngày 10 tháng 3 năm 2025",
        subject="triển khai công tác bình đẳng giới năm 2025",
        doc_type="CV @ V/v",
        signer_full_name="Nguyễn Văn An",
    )
    paper.d = replace(paper.d, issuer_id="bo_noi_vu")
    paper.to("Ủy ban nhân dân các tỉnh")
    paper.cites("Nghị quyết số 28/NQ-CP ngày 03/3/2021 của Chính phủ", "based_on", "28/NQ-CP", "2021-03-03", "Chính phủ", doc_type="NQ")
    paper.asks(
        "Ủy ban nhân dân các tỉnh xây dựng kế hoạch, gửi Bộ Nội vụ trước ngày 30/4/2025.",
        "Ủy ban nhân dân các tỉnh",
        "trước ngày 30/4/2025",
        "2025-04-30",
        deliverable="kế hoạch",
        report_to="Bộ Nội vụ",
    )
    return paper.asks("Báo cáo kết quả năm trước ngày 15/12/2025.", "", "trước ngày 15/12/2025", "2025-12-15", deliverable="báo cáo")


def province() -> Writer:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\nSố: 1712/KH-UBND\nLai Châu, ngày 22 tháng 4 năm 2025\n"
        "KẾ HOẠCH\nThực hiện công tác bình đẳng giới năm 2025\n\n"
        "Thực hiện Công văn số 2855/BNV-BĐG ngày 10/3/2025 của Bộ Nội vụ, Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:\n"
        "1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tham mưu, báo cáo trước ngày 20/6/2025.\n"
        "2. Sở Y tế rà soát cơ sở y tế, hoàn thành trong tháng 7 năm 2025.\n"
        "3. Các xã báo cáo hằng quý.\nNơi nhận:\n- Bộ Nội vụ (để báo cáo);\nTM. ỦY BAN NHÂN DÂN\nPHÓ CHỦ TỊCH\nTrần Thị Bình\n"
    )
    paper = Writer(
        "tinh/kế hoạch 1712.txt",
        text,
        key="1712/KH-UBND",
        issuer="Ủy ban nhân dân tỉnh Lai Châu @ TỈNH LAI CHÂU",
        promulgation_date="2025-04-22 @ ngày 22 tháng 4 năm 2025",
        subject="Thực hiện công tác bình đẳng giới năm 2025",
        doc_type="KH @ KẾ HOẠCH",
        type_name="KẾ HOẠCH",
        signer_full_name="Trần Thị Bình",
    )
    paper.to("Bộ Nội vụ", role="copy", purpose="để báo cáo")
    paper.cites(
        "Công văn số 2855/BNV-BĐG ngày 10/3/2025 của Bộ Nội vụ",
        "implements",
        "2855/BNV-BĐG",
        "2025-03-10",
        "Bộ Nội vụ",
        issuer_id="bo_noi_vu",
        doc_type="CV",
    )
    paper.asks(
        "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tham mưu, báo cáo trước ngày 20/6/2025.",
        "Sở Nội vụ",
        "trước ngày 20/6/2025",
        "2025-06-20",
        citation=0,
        deliverable="báo cáo",
        section="1",
    )
    paper.asks(
        "Sở Y tế rà soát cơ sở y tế, hoàn thành trong tháng 7 năm 2025.",
        "Sở Y tế",
        "trong tháng 7 năm 2025",
        "2025-07-31",
        section="2",
        sure=0.6,
    )
    paper.asks("Các xã báo cáo hằng quý.", "Các xã", "hằng quý", "2025-06-30", section="3", recurs="FREQ=MONTHLY;INTERVAL=3")
    paper.trouble("misprint", "có lẽ là 2855/BNV-BĐG&GĐ", "2855/BNV-BĐG")
    return paper


def union() -> Writer:
    text = (
        "Số: 620/LĐLĐ\nLai Châu, ngày 24 tháng 4 năm 2025\nV/v thực hiện công tác bình đẳng giới\n"
        "Căn cứ Kế hoạch số 1712/KH-UBND ngày 22/4/2025 của UBND tỉnh, đề nghị các công đoàn:\n"
        "- Báo cáo trước 5/6/2025 và trước 5/12/2025.\nTM. BAN THƯỜNG VỤ\nHoàng Văn Trinh\n"
    )
    paper = Writer(
        "620.txt",
        text,
        key="620/LĐLĐ",
        promulgation_date="2025-04-24 @ ngày 24 tháng 4 năm 2025",
        doc_type="CV @ V/v",
        subject="thực hiện công tác bình đẳng giới",
        signer_full_name="Hoàng Văn Trinh",
    )
    facts = {**paper.d.facts, "issuer": paper.found("Liên đoàn Lao động tỉnh Lai Châu @ LĐLĐ", 0.6)}
    paper.d = replace(paper.d, facts=facts)
    paper.cites(
        "Kế hoạch số 1712/KH-UBND ngày 22/4/2025 của UBND tỉnh",
        "based_on",
        "1712/KH-UBND",
        "2025-04-22",
        "Ủy ban nhân dân tỉnh Lai Châu",
        doc_type="KH",
    )
    paper.asks(
        "Báo cáo trước 5/6/2025 và trước 5/12/2025.", "các công đoàn", "trước 5/6/2025", "2025-06-05", report_to="Liên đoàn Lao động tỉnh"
    )
    second = Deadline(paper.span("trước 5/12/2025"), "test_due", 1.0, due_date="2025-12-05", bound="before")
    task = replace(paper.d.tasks[0], deadlines=(0, 1))
    paper.d = replace(paper.d, deadlines=(*paper.d.deadlines, second), tasks=(task,))
    return paper


def reply() -> Writer:
    text = (
        "Số: 45/BC-SNV\nLai Châu, ngày 18 tháng 6 năm 2025\nBÁO CÁO\nKết quả\n"
        "Thực hiện Kế hoạch số 1712/KH-UBND ngày 22/4/2025 của UBND tỉnh Lai Châu\n"
    )
    paper = Writer(
        "so/45.txt",
        text,
        key="45/BC-SNV",
        doc_type="BC @ BÁO CÁO",
        subject="Kết quả",
        promulgation_date="2025-06-18 @ ngày 18 tháng 6 năm 2025",
    )
    return paper.cites(
        "Kế hoạch số 1712/KH-UBND ngày 22/4/2025 của UBND tỉnh Lai Châu",
        "mentions",
        "1712/KH-UBND",
        "2025-04-22",
        "Ủy ban nhân dân tỉnh Lai Châu",
        doc_type="KH",
    )


def hostile() -> Writer:
    text = f"Số: 9/CV\n{HOSTILE}\nSở {HOSTILE} làm trước ngày 1/1/2026\n"
    paper = Writer("x/<b>&\"'.txt", text, key="9/CV", subject=HOSTILE, issuer=f"=Sở @ {HOSTILE}", doc_type="CV")
    paper.cites(HOSTILE, "mentions", None, title=HOSTILE)
    paper.asks(f"Sở {HOSTILE} làm trước ngày 1/1/2026", HOSTILE, "trước ngày 1/1/2026", "2026-01-01", deliverable=HOSTILE)
    return paper.trouble("doubtful_value", HOSTILE, HOSTILE)


def hidden() -> Writer:
    text = (
        "MẬT\nSố: 7/QĐ-UBND\nQUYẾT ĐỊNH\nKho đạn Thung Lũng Xanh\nGiao Sở Tuyệt Đối xong trước ngày 1/8/2025\n"
        "Căn cứ Kế hoạch số 1712/KH-UBND\n"
    )
    paper = Writer("mat/7.txt", text, key="7/QĐ-UBND", secrecy="MẬT", subject="Kho đạn Thung Lũng Xanh", doc_type="QĐ @ QUYẾT ĐỊNH")
    paper.cites("Kế hoạch số 1712/KH-UBND", "based_on", "1712/KH-UBND", "2025-04-22", "Ủy ban nhân dân tỉnh Lai Châu")
    return paper.asks("Giao Sở Tuyệt Đối xong trước ngày 1/8/2025", "Sở Tuyệt Đối", "trước ngày 1/8/2025", "2025-08-01")


def scanned() -> Parsed:
    text = "SỞ Y TẾ\nSố: 88/SYT-VP\nngày 02 tháng 5 năm 2025\nPhúc đáp Công văn số 620/LĐLĐ ngày 24/4/2025\n"
    paper = Writer(
        "scan/88.pdf",
        text,
        key="88/SYT-VP",
        issuer="Sở Y tế @ SỞ Y TẾ",
        promulgation_date="2025-05-02 @ ngày 02 tháng 5 năm 2025",
        doc_type="CV @ SYT",
    )
    paper.cites(
        "Công văn số 620/LĐLĐ ngày 24/4/2025", "replies_to", "620/LĐLĐ", "2025-04-24", "Liên đoàn Lao động tỉnh Lai Châu", doc_type="CV"
    )
    key = paper.d.facts["key"].span
    sign = Signature("Lê Văn C", "Sở Y tế", "2025-05-02T09:00:00+07:00", intact=True, page=1)
    return paper.parsed(7, medium="pdf", pages=1, boxes=((key, Box(1, 100.0, 90.0, 180.0, 104.0)),), page_starts=(0,), signatures=(sign,))


def build(folder: Path, *, scan: bytes | None = None) -> Path:
    """Writes the office's database below a folder, and gives its place; `scan` = the bytes of the scanned PDF, laid where it was read."""
    papers = [ministry(), province(), union(), reply(), hostile(), hidden()]
    parsed = [paper.parsed(i) for i, paper in enumerate(papers, 1)]
    broken = Parsed("broken.docx", "f" * 64, 3, "docx", error_code="damaged", error="the archive ends early")
    path = folder / "congvan.db"
    paper = scanned()
    if scan is not None:
        place = folder / "Công văn đến" / paper.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(scan)
        paper = replace(paper, sha256=hashlib.sha256(scan).hexdigest())
    everything = [*parsed, paper, broken]
    save.save(everything, resolve(everything), path)
    with closing(save.opened(path).conn) as writing:
        writing.execute("INSERT INTO runs (id, folder) VALUES ('2025', ?)", (str(folder / "Công văn đến"),))
        writing.execute("PRAGMA journal_mode = DELETE")
    return path


def blank_pdf() -> bytes:
    """A PDF of one empty page of A4."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
