import sqlite3
from typing import Any

import pytest

from pipeline.evaluate import evaluate, fold, pieces
from pipeline.figures import Row

TABLES = """
CREATE TABLE dispatches (id, file, part, status, key, doc_type, promulgation_date, promulgation_place, issuer, subject, archive,
                         signer_competence, signer_position, signer_full_name);
CREATE TABLE facts (dispatch, field, certainty);
CREATE TABLE recipients (dispatch, role, name);
CREATE TABLE citations (dispatch, key, doc_type, promulgation_date, issuer, title, relation, scope, quote, start);
CREATE TABLE deadlines (id, dispatch, start_date, due_date, bound, period, condition, immediate, start);
CREATE TABLE tasks (id, dispatch, ordinal, text, lead_source, report_to);
CREATE TABLE task_agencies (task, role, name);
CREATE TABLE task_deadlines (task, deadline);
INSERT INTO dispatches VALUES ('d', 'den/7.txt', 0, 'issued', '07/KH-UBND', 'KH', '2025-03-01', 'Huế', 'UBND', 'Về  việc x', NULL, NULL, 'CHỦ TỊCH', NULL);
INSERT INTO facts VALUES ('d', 'key', 0.97);
INSERT INTO recipients VALUES ('d', 'copy', 'Các sở, ban'), ('d', 'copy', 'UBND xã');
INSERT INTO citations VALUES ('d', '5/QĐ-TTg', 'QĐ', '2024-01-02', 'Thủ tướng', NULL, 'mentions', 'body', 'Quyết định số 5/QĐ-TTg', 10),
                             ('d', '5/QĐ-TTg', 'QĐ', NULL, NULL, NULL, 'implements', 'body', 'Quyết định 5', 50),
                             ('d', NULL, 'Luật', NULL, NULL, 'Luật Nhà ở năm 2023', 'mentions', 'body', 'Luật Nhà ở năm 2023', 70);
INSERT INTO deadlines VALUES ('x', 'd', NULL, '2025-06-05', 'before', NULL, NULL, 0, 90);
INSERT INTO tasks VALUES ('t', 'd', 0, 'Giao Sở Y tế chủ trì rà soát', 'named', 'UBND');
INSERT INTO task_agencies VALUES ('t', 'lead', 'Sở Y tế');
INSERT INTO task_deadlines VALUES ('t', 'x');
"""  # noqa: E501
READING: dict[str, Any] = {
    "part": 0,
    "key": "7/KH-UBND",
    "doc_type": "QĐ",
    "promulgation_date": "2025-03-01",
    "subject": "về việc x.",
    "signer": {"position": "Chủ tịch", "full_name": None},
    "copies": ["sở", "ban", "UBND xã"],
    "citations": [
        {"key": "05/QĐ-TTg", "doc_type": "QĐ", "date": "2024-01-02", "relation": "implements", "quote": "Quyết định số 5/QĐ-TTg"}
    ],
    "named": ["Luật Nhà ở"],
    "deadlines": [{"due": "2025-06-05", "bound": "by"}],
    "tasks": [{"starts": "Giao Sở Y tế chủ trì", "lead": ["Sở Y tế"], "due": ["2025-06-05"]}, {"starts": "Sở Xây dựng rà soát"}],
}


def figures(name: str = "7.txt") -> dict[str, Row]:
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    db.executescript(TABLES)

    def query(sql: str, *parameters: object) -> list[dict[str, Any]]:
        return [dict(row) for row in db.execute(sql, parameters)]

    return {row.field: row for row in evaluate(query, {"files": {name: [READING]}}).rows()}


@pytest.mark.parametrize(
    ("field", "want"),
    [
        ("key", 1.0),
        ("doc_type", 0.0),
        ("date", 1.0),
        ("subject", 1.0),
        ("signer_position", 1.0),
        ("signer_full_name", 1.0),
        ("cited_date", 1.0),
        ("relation", 1.0),
        ("span_exact", 1.0),
        ("bound", 0.0),
        ("report_to", 0.0),
        ("task_whole", 0.5),
    ],
)
def test_values(field: str, want: float) -> None:
    assert figures()[field].accuracy == want


@pytest.mark.parametrize(
    ("field", "want"), [("copies", 1.0), ("citations", 1.0), ("edges", 1.0), ("named", 1.0), ("deadlines", 1.0), ("task_lead", 1.0)]
)
def test_bags(field: str, want: float) -> None:
    assert figures()[field].f1 == want


def test_a_missed_task_costs_recall() -> None:
    assert (figures()["tasks"].precision, figures()["tasks"].recall) == (1.0, 0.5)


def test_a_file_that_was_not_read_is_wrong_in_every_field() -> None:
    rows = figures("8.txt")
    assert rows["read"].accuracy == rows["key"].accuracy == 0
    assert rows["citations"].recall == 0


def test_the_same_reading_serves_another_format() -> None:
    assert figures("7.pdf")["key"].accuracy == 1


def test_foldings() -> None:
    assert fold(" Hoà  Bình – Huế. ") == "hòa bình-huế"
    assert pieces(["Các sở, ban; UBND xã và Hội"]) == ["sở", "ban", "ubnd xã", "hội"]
