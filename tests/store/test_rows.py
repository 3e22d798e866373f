import sqlite3
from contextlib import closing
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Actor, Box, Citation, Deadline, Dispatch, Found, Parsed, Problem, Recipient, Signature, Span, Task
from pipeline.store import rows
from pipeline.store.schema import SEARCH

DISPATCH = Dispatch(
    part=0,
    span=Span(0, 30),
    status="issued",
    facts={"key": Found("1/X", Span(4, 7), "number", 0.9, ("7/X",))},
    issuer_id="x",
    recipients=(Recipient("copy", "Sở A", Span(10, 14), "dash", 0.8, "để biết", "a"),),
    citations=(
        Citation(Span(15, 18), "r", 0.7, "implements", "body", "exact", "2/Y", "2 /Y", relation_rule="cue"),
        Citation(Span(20, 22), "r", 0.7, "mentions", "body", "short", "2", antecedent=0, within=0),
    ),
    deadlines=(Deadline(Span(23, 26), "d", 0.6, due_date="2025-01-02"),),
    tasks=(Task(Span(10, 30), "t", 0.5, actors=(Actor("lead", "Sở A", Span(10, 14)),), citation=0, deadlines=(0, 0)),),
    problems=(Problem("misread", "so"),),
)
PARSED = Parsed(
    "a.txt",
    "0123456789abcdef",
    31,
    "pdf",
    2,
    "Số: 1/X.. Sở A 2/Y về ab. trước đó.",
    (DISPATCH,),
    boxes=((Span(4, 7), Box(1, 1.0, 2.0, 3.0, 4.0)),),
    page_starts=(0, 19),
    signatures=(Signature("UBND", None, None, True, 2),),
    problems=(Problem("mojibake", "ó", Span(1, 2)),),
)
ID = "0123456789ab-0"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("files", [("a.txt", "0123456789abcdef", 31, "pdf", 2, "ok", None, None, "reader")]),
        ("texts", [("a.txt", PARSED.text)]),
        ("facts", [(ID, "key", "1/X", "1/X", 4, 7, 1, "number", 0.9, '["7/X"]')]),
        ("recipients", [(ID, 0, "copy", "Sở A", "để biết", "a", 10, 14, "dash", 0.8, None)]),
        ("task_agencies", [(f"{ID}-t0", "lead", "Sở A", None, 10, 14, "t", 0.5, None)]),
        ("task_deadlines", [(f"{ID}-t0", f"{ID}-d0")]),
        ("signatures", [(ID, "UBND", None, None, 1, 2)]),
        ("boxes", [("a.txt", 4, 7, 1, 1.0, 2.0, 3.0, 4.0)]),
        ("problems", [("a.txt", None, "mojibake", "ó", 1, 2, "read"), ("a.txt", ID, "misread", "so", None, None, "read")]),
    ],
)
def test_rows(table: str, expected: list[rows.Row]) -> None:
    assert rows.of_file(PARSED, "reader").tables[table] == expected


def test_citations_name_each_other_and_their_page() -> None:
    first, second = rows.of_file(PARSED, "").tables["citations"]
    assert first[:9] == (f"{ID}-c0", ID, None, "implements", "body", "2/Y", "2/Y", "2 /Y", None)
    assert first[13:19] == ("exact", 15, 18, 1, "r", 0.7)
    assert (second[16], second[23], second[24]) == (2, f"{ID}-c0", f"{ID}-c0")


def test_half_a_character_is_stored_as_the_sign_for_none() -> None:
    broken = Parsed(
        "a.txt",
        "0" * 16,
        1,
        "text",
        text="a\ud800b",
        dispatches=(Dispatch(0, Span(0, 3), "issued", {"key": Found("\ud800", Span(1, 2), "r")}),),
    )
    made = rows.of_file(broken, "")
    assert made.tables["texts"] == [("a.txt", "a\ufffdb")]
    assert made.tables["facts"][0][2:4] == ("\ufffd", "\ufffd")
    assert made.shadows == [("000000000000-0", "a b")]


def test_files_that_were_not_read() -> None:
    assert rows.failure("a", None, None, "vanished", "gone", "r").tables["files"] == [
        ("a", None, None, None, None, "failed", "vanished", "gone", "r")
    ]
    assert rows.passed_over("a", "skipped", "link", "out").tables["files"] == [
        ("a", None, None, None, None, "skipped", "link", "out", None)
    ]
    assert rows.of_file(Parsed("a", "", 0, "text", error_code="empty", error="no"), "r").status == "failed"


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ("Đình đám", "Dinh dam"),
        ("QUYẾT ĐỊNH – “ỦY BAN”…\n\tđ/c «5", "QUYET DINH    UY BAN  \n\td/c  5"),
        ("500 m² đất", "500 m² dất"),  # a rare character: the tokenizer folds it all
        ("Phối hợp với МО", "Phối hợp với МО"),
    ],
)
def test_shadow(text: str, shadow: str) -> None:
    assert rows.shadow(text) == shadow


RARE = "ÀẢạặệỗợữỵĐđ0a -–“…\u00a0²½�ʼ⁄■−\u200dÐрА"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.one_of(st.sampled_from(RARE), st.characters(codec="utf-8")), max_size=60).map("".join))
def test_the_tokenizer_makes_the_same_words_of_a_shadow(text: str) -> None:
    text = normalize("NFC", text.replace("\0", " "))
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(SEARCH)
        db.execute("CREATE VIRTUAL TABLE words USING fts5vocab(search, instance)")
        found = []
        for shadow in (text.replace("đ", "d").replace("Đ", "D"), rows.shadow(text)):
            db.execute("INSERT INTO search (rowid, plain) VALUES (1, ?)", (shadow,))
            found.append(db.execute("SELECT term, offset FROM words").fetchall())
            db.execute("INSERT INTO search (search, rowid, plain) VALUES ('delete', 1, ?)", (shadow,))
        assert found[0] == found[1]
        assert db.execute("SELECT count(*) FROM words").fetchone() == (0,)
