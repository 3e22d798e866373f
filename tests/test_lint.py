"""What a dispatch misses, rule by rule."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import lint
from pipeline.resolve import resolve
from pipeline.store import access, save
from tests.office import Writer

GOOD = {
    "key": "15/KH-UBND",
    "code_number": "15",
    "code_notation": "KH-UBND",
    "doc_type": "KH",
    "issuer": "Ủy ban nhân dân tỉnh Lai Châu",
    "promulgation_place": "Lai Châu",
    "promulgation_date": "2025-02-05 @ ngày 05 tháng 02 năm 2025",
    "subject": "trồng cây",
    "signer_competence": "TM. ỦY BAN NHÂN DÂN",
    "signer_position": "CHỦ TỊCH",
    "signer_full_name": "Nguyễn Văn An",
    "archive": "VT, TH",
}
DEPUTY = {"signer_position": "PHÓ CHỦ TỊCH"}


def found(tmp_path: Path, *, cites: str = "", due: str = "", status: str = "issued", to: str = "copy", **facts: str | None) -> list[str]:
    """The rules that a dispatch breaks which is right but for these facts (null = missing)."""
    said = {name: value for name, value in (GOOD | facts).items() if value}
    words = [value.partition(" @ ")[2] or value for value in said.values()]
    paper = Writer("a.txt", "\n".join([*words, "Sở Nội vụ", cites, f"Báo cáo {due}", ""]), **said)
    paper.d = replace(paper.d, issuer_id="ubnd_tinh@p63:lai_chau", status=status)
    if to:
        paper.to("Sở Nội vụ", role=to)
    if cites:
        key, _, rest = cites.partition(" ")
        on, _, by = rest.partition(" ")
        paper.cites(cites, "based_on", key, on or None, by or None, doc_type="Luật" if "QH" in key else "QĐ")
    if due:
        paper.asks(f"Báo cáo {due}", "", due, due)
    parsed = [paper.parsed(1)]
    save.save(parsed, resolve(parsed), tmp_path / "congvan.db")
    with closing(access.opened(tmp_path / "congvan.db")) as db:
        flaws = lint.flaws(db)
        assert flaws == lint.flaws(db, "000000000001-0")
        for flaw in flaws:
            assert flaw.start is None or parsed[0].text[flaw.start : flaw.end] == flaw.quote
        return [flaw.rule for flaw in flaws]


@pytest.mark.parametrize(
    ("changed", "rules"),
    [
        ({}, []),
        ({"archive": None}, ["missing_archive"]),
        ({"archive": "TH, KT"}, ["archive_without_office"]),
        ({"archive": "VTUB, NC"}, []),
        ({"key": "21-CT/TU", "archive": None}, []),  # the Party's own form
        ({"key": "7/KH-UBND", "code_number": "7"}, ["number_without_zero"]),
        ({"key": "07/KH-UBND", "code_number": "07"}, []),
        ({"key": "7/2025/QĐ-UBND", "code_number": "7", "code_notation": "2025/QĐ-UBND", "doc_type": "QĐ"}, []),
        ({"code_notation": "KHUBND"}, ["symbol_without_hyphen"]),
        ({"code_notation": "BNV", "doc_type": "CV", "to": "addressee"}, []),
        ({"doc_type": "CV"}, ["missing_addressee"]),
        ({"promulgation_date": "2025-02-05 @ ngày 5 tháng 2 năm 2025"}, ["date_without_zero"]),
        ({"promulgation_date": "2025-03-15 @ ngày 15 tháng 3 năm 2025"}, []),
        ({**DEPUTY, "signer_competence": None}, ["missing_authority"]),
        ({**DEPUTY, "signer_competence": "KT. CHỦ TỊCH"}, []),
        ({**DEPUTY, "signer_competence": "TRƯỞNG BAN"}, []),
        ({"signer_competence": None}, ["missing_collective"]),
        ({"signer_competence": None, "doc_type": "QĐ"}, []),
        ({"subject": None, "signer_full_name": None}, ["missing_signer_full_name", "missing_subject"]),
        ({"code_number": None, "code_notation": None, "status": "draft"}, []),
        ({"code_number": None, "code_notation": None}, ["missing_code_number"]),
        ({"to": "", "archive": None}, ["missing_archive", "missing_recipients"]),
        ({"status": "incomplete", "issuer": None, "archive": None, "to": ""}, []),
        ({"cites": "12/QĐ-TTg"}, ["first_citation"]),
        ({"cites": "12/QĐ-TTg 2024-05-06"}, ["first_citation"]),
        ({"cites": "12/QĐ-TTg 2024-05-06 Thủ tướng Chính phủ"}, []),
        ({"cites": "12/2024/QH15"}, []),
        ({"cites": "12/QĐ-TTg", "key": "7/2025/QĐ-UBND", "code_notation": "2025/QĐ-UBND", "doc_type": "QĐ"}, []),  # under a law of its own
        ({"cites": "12/QĐ-TTg", "key": "21-CT/TU"}, []),
        ({"due": "2025-02-04"}, ["past_deadline"]),
        ({"due": "2025-02-05"}, []),
    ],
    ids=str,
)
def test_rules(tmp_path: Path, changed: dict[str, str], rules: list[str]) -> None:
    assert found(tmp_path, **changed) == rules
