import sqlite3

import pytest

from pipeline.store import schema

CONTRACT = {  # tables and views with the columns that scripts rely on
    "files": "path sha256 bytes medium pages status error_code error",
    "texts": "file text",
    "dispatches": "id file part status code_number code_notation key doc_type type_name promulgation_date promulgation_place "
    "issuer issuer_id parent_issuer subject signer_competence signer_position signer_full_name archive urgency "
    "secrecy arrival_number arrival_date issuer_hint key_hint promulgation_date_hint document start end",
    "recipients": "dispatch ordinal role name purpose agency_id start end rule certainty rivals",
    "documents": "id key doc_type promulgation_date issuer issuer_id title rank dispatch",
    "citations": "id dispatch document relation scope quote key raw_key doc_type promulgation_date issuer title pinpoint method "
    "start end page rule certainty rivals",
    "tasks": "id dispatch ordinal section text lead_source deliverable report_to citation start end page rule certainty rivals",
    "task_agencies": "task role name agency_id start end rule certainty rivals",
    "deadlines": "id dispatch quote start_date due_date due_time bound year_inferred recurs period working_days anchor condition "
    "immediate start end page rule certainty rivals",
    "task_deadlines": "task deadline",
    "facts": "dispatch field value quote start end page rule certainty rivals",
    "signatures": "dispatch common_name organisation signed_at intact page",
    "boxes": "file start end page x0 top x1 bottom",
    "problems": "file dispatch code message start end",
    "corrections": "file field value who at",
    "agencies": "id name rank level parent valid_from valid_to successor",
    "runs": "id started_at finished_at version rules_version read failed seconds",
    "open_tasks": "task text lead due_date dispatch_key file",
    "register": "arrival_date arrival_number issuer key promulgation_date subject handler due_date file note",
    "follow_up": "arrival_number document handler due_date progress reply_key note",
    "unresolved": "document key title mentions",
    "edges": "citing cited relation weight certainty",
}


@pytest.fixture
def empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(connection)
    return connection


@pytest.mark.parametrize("table", CONTRACT)
def test_columns(empty: sqlite3.Connection, table: str) -> None:
    there = [column[0] for column in empty.execute(f"SELECT * FROM {table}").description]
    assert there[: len(CONTRACT[table].split())] == CONTRACT[table].split()


@pytest.mark.parametrize(
    ("column", "target"),
    [
        ("texts.file", "files"),
        ("dispatches.file", "files"),
        ("dispatches.issuer_id", "agencies"),
        ("dispatches.document", "documents"),
        ("recipients.dispatch", "dispatches"),
        ("documents.dispatch", "dispatches"),
        ("citations.dispatch", "dispatches"),
        ("citations.document", "documents"),
        ("tasks.citation", "citations"),
        ("task_agencies.task", "tasks"),
        ("task_deadlines.deadline", "deadlines"),
        ("deadlines.dispatch", "dispatches"),
        ("facts.dispatch", "dispatches"),
        ("signatures.dispatch", "dispatches"),
        ("boxes.file", "files"),
        ("problems.dispatch", "dispatches"),
        ("agencies.parent", "agencies"),
        ("agencies.successor", "agencies"),
    ],
)
def test_foreign_keys(empty: sqlite3.Connection, column: str, target: str) -> None:
    table, name = column.split(".")
    assert (name, target) in [(row[3], row[2]) for row in empty.execute(f"PRAGMA foreign_key_list({table})")]


def test_what_there_is() -> None:
    there = {table.name: table for table in schema.tables()}
    assert set(CONTRACT) < set(there)
    assert [name for name, table in there.items() if table.view][:2] == ["unresolved", "edges"]
    assert there["texts"] == schema.Table("texts", view=False, columns=("file", "text"), leads={"file": "files"})


def test_versions(empty: sqlite3.Connection) -> None:
    assert empty.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA_VERSION > 0
    assert empty.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID


def test_search_rows_come_back() -> None:
    row = schema.search_row("60e8f4df85be-12")
    assert f"{row >> 14:012x}-{row & 16383}" == "60e8f4df85be-12"
    assert 0 < schema.search_row("ffffffffffff-16383") < 1 << 63


def test_search_works() -> None:
    assert schema.search_works() == sqlite3.sqlite_version
