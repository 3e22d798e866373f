"""Texts that wait to be carried out, that were replaced, that ask and aren't answered."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.binding.kinship import Kinship
from pipeline.errors import UsageError
from pipeline.model import Parsed
from pipeline.resolve import resolve
from pipeline.rulebook import shared
from pipeline.store import access, offices, routes, save, standing
from pipeline.store.access import Connection
from tests.office import Writer

BEFORE, AFTER = "ubnd_tinh@p63:kien_giang", "ubnd_tinh@p34:an_giang"
OLD, NEW = "Ủy ban nhân dân tỉnh Kiên Giang", "Ủy ban nhân dân tỉnh An Giang"
MINISTRY = "Bộ Nội vụ"


def writer(path: str, key: str, on: str, by: str, id_: str | None, *lines: str, kind: str = "CV") -> Writer:
    text = "\n".join([by, f"Số: {key}", on, *lines, ""])
    paper = Writer(path, text, key=key, promulgation_date=on, issuer=by)
    paper.d = replace(paper.d, issuer_id=id_, facts={**paper.d.facts, "doc_type": replace(paper.d.facts["key"], value=kind)})
    return paper


def papers() -> list[Writer]:
    order = writer("a.txt", "1/BNV-X", "2025-01-10", MINISTRY, "bnv", OLD, "Gửi báo cáo trước ngày 01/3/2025.")
    order.to(OLD)
    order.d = replace(order.d, recipients=tuple(replace(r, agency_id=BEFORE) for r in order.d.recipients))
    order.asks("Gửi báo cáo trước ngày 01/3/2025.", "", "trước ngày 01/3/2025", "2025-03-01", deliverable="báo cáo")
    everybody = writer(
        "b.txt", "2/BNV-X", "2025-01-20", MINISTRY, "bnv", "Ủy ban nhân dân các tỉnh, thành phố", "Gửi báo cáo trước 01/4/2025."
    )
    everybody.to("Ủy ban nhân dân các tỉnh, thành phố")
    everybody.asks("Gửi báo cáo trước 01/4/2025.", "", "trước 01/4/2025", "2025-04-01", report_to=MINISTRY)
    elsewhere = writer("c.txt", "3/BNV-X", "2025-01-30", MINISTRY, "bnv", "Ủy ban nhân dân các tỉnh: Lai Châu, Sơn La")
    elsewhere.to("Ủy ban nhân dân các tỉnh: Lai Châu, Sơn La")
    report = writer("d.txt", "4/BC-BNV", "2025-01-31", MINISTRY, "bnv", OLD, kind="BC")
    report.to(OLD)
    plan = writer("e.txt", "5/KH-UBND", "2025-02-01", OLD, BEFORE, "Thực hiện Công văn 2", "Căn cứ Thông tư cũ", kind="KH")
    plan.cites("Công văn 2", "implements", "2/BNV-X", "2025-01-20", MINISTRY, issuer_id="bnv")
    plan.cites("Thông tư cũ", "based_on", "9/2020/TT-BNV", "2020-01-01", MINISTRY, issuer_id="bnv", doc_type="TT")
    answer = writer("f.txt", "6/BC-UBND", "2025-03-20", OLD, BEFORE, "Trả lời Công văn 2", kind="BC")
    answer.cites("Công văn 2", "replies_to", "2/BNV-X", "2025-01-20", MINISTRY, issuer_id="bnv")
    ending = writer(
        "g.txt", "7/2025/TT-BNV", "2025-01-15", MINISTRY, "bnv", "thay thế Thông tư cũ", "bãi bỏ Điều 3 của thông tư khác", kind="TT"
    )
    ending.cites("Thông tư cũ", "replaces", "9/2020/TT-BNV", "2020-01-01", MINISTRY, issuer_id="bnv", doc_type="TT")
    ending.cites("thông tư khác", "repeals", "8/2020/TT-BNV", "2020-01-01", MINISTRY, issuer_id="bnv", doc_type="TT", pinpoint="Điều 3")
    late = writer(
        "h.txt", "8/QĐ-UBND", "2025-08-01", NEW, AFTER, "Căn cứ thông tư khác", "Căn cứ 12/QĐ thực hiện 13/NQ", "thay thế 14/CT", kind="QĐ"
    )
    late.cites("thông tư khác", "based_on", "8/2020/TT-BNV", "2020-01-01", MINISTRY, issuer_id="bnv", doc_type="TT")
    late.cites("12/QĐ", "based_on", "12/QĐ-TTg", "2025-06-01", "Thủ tướng Chính phủ", issuer_id="ttg")
    late.cites("13/NQ", "implements", "13/NQ-CP", "2025-05-01", "Chính phủ", issuer_id="chinh_phu", within=1, stated="implements")
    return [order, everybody, elsewhere, report, plan, answer, ending, late]


def files() -> list[Parsed]:
    return [paper.parsed(i) for i, paper in enumerate(papers(), 1)]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path: Path = tmp_path_factory.mktemp("standing") / "congvan.db"
    parsed = files()
    save.save(parsed, resolve(parsed), path)
    with save.held(path):
        writing = save.opened(path)
        with writing.atomic():
            save.set_agencies(writing, shared().build(Kinship).register([BEFORE, AFTER, "bnv"]))
        save.closed(writing)
    with closing(access.opened(path)) as connection:
        yield connection


def keys(rows: list[access.Record]) -> list[object]:
    return [row["key"] for row in rows]


def test_predecessors(db: Connection) -> None:
    assert BEFORE not in offices.named(db, AFTER)
    assert BEFORE in offices.named(db, AFTER, with_predecessors=True)


def test_an_unknown_office_is_named_with_those_that_are_near(db: Connection) -> None:
    with pytest.raises(UsageError, match="Kiên Giang"):
        offices.named(db, "nhân dân tỉnh kiên")


def test_unimplemented(db: Connection) -> None:
    assert keys(standing.unimplemented(db)) == ["8/QĐ-UBND", "5/KH-UBND", "3/BNV-X", "7/2025/TT-BNV", "1/BNV-X"]


@pytest.mark.parametrize(
    ("ids", "wanted"),
    [
        ([BEFORE], ["1/BNV-X"]),  # the second it carries out; the third is for others; a report orders nothing
        ([AFTER], ["2/BNV-X"]),
        ([BEFORE, AFTER], ["1/BNV-X"]),
        (["ubnd_tinh@p63:lai_chau"], ["2/BNV-X"]),
    ],
)
def test_unimplemented_by_somebody(db: Connection, ids: list[str], wanted: list[str]) -> None:
    assert keys(standing.unimplemented(db, ids)) == wanted


def test_superseded(db: Connection) -> None:
    found = standing.superseded(db)
    assert [(r["key"], r["by_relation"], r["by_key"], r["relied_on_by"]) for r in found] == [
        ("9/2020/TT-BNV", "replaces", "7/2025/TT-BNV", "5/KH-UBND")  # a part of 8/2020 was repealed, not the text
    ]


@pytest.mark.parametrize(
    ("as_of", "wanted"), [("2025-02-01", []), ("2025-03-01", []), ("2025-03-02", ["1/BNV-X"]), ("2026-01-01", ["1/BNV-X"])]
)
def test_answers(db: Connection, as_of: str, wanted: list[str]) -> None:
    assert keys(standing.answers(db, as_of)) == wanted


def test_a_chain_goes_on_over_what_titles_say(db: Connection) -> None:
    late = str(db.execute("SELECT document FROM dispatches WHERE key = '8/QĐ-UBND'").fetchone()[0])
    told = [(r["depth"], r["key"], r["relation"], r["witness"]) for r in routes.chain(db, late)]
    assert (2, "13/NQ-CP", "implements", "8/QĐ-UBND") in told
    top = str(db.execute("SELECT id FROM documents WHERE key = '13/NQ-CP'").fetchone()[0])
    down = [(r["depth"], r["key"], r["witness"]) for r in routes.chain(db, top, down=True)]
    assert (1, "12/QĐ-TTg", "8/QĐ-UBND") in down


def test_a_long_chain_is_cut(db: Connection) -> None:
    late = str(db.execute("SELECT document FROM dispatches WHERE key = '8/QĐ-UBND'").fetchone()[0])
    first, *others = routes.chain(db, late, most=1)
    assert first["more"] == 0
    assert others
    assert all(row["more"] for row in others)
