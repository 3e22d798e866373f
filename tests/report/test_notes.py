from pipeline.presentation.wording import Words
from pipeline.report import notes, views
from pipeline.store.access import Connection

T = Words("vi")
PLAN = "000000000002-0"


def test_every_note_says_words_value_rule_and_certainty(db: Connection) -> None:
    (date,) = [n for n in notes.facts(views.records(db, "facts", PLAN), T) if n.id == "f-promulgation_date"]
    assert (date.quote, date.values, date.rule, date.certainty) == (
        "ngày 22 tháng 4 năm 2025",
        (("Ngày ban hành", "22/04/2025"),),
        "test_rule",
        1.0,
    )


def test_a_citation_names_its_document_in_words(db: Connection) -> None:
    (note,) = notes.citations(views.records(db, "citations", PLAN), T)
    assert ("Quan hệ", "thực hiện") in note.values
    assert ("Ngày ban hành", "10/03/2025") in note.values
    assert note.document is not None


def test_deadlines_tasks_and_recipients_have_theirs(db: Connection) -> None:
    text = views.text(db, "tinh/kế hoạch 1712.txt")
    due = notes.deadlines(views.records(db, "deadlines", PLAN), T)
    assert [(n.id, n.trust) for n in due] == [("d0", "sure"), ("d1", "weak"), ("d2", "sure")]
    tasks = notes.tasks(views.duties(db, PLAN), T)
    assert ("Chủ trì", "Sở Y tế") in tasks[1].values
    (copy,) = notes.recipients(views.records(db, "recipients", PLAN), text, T)
    assert (copy.quote, copy.values) == ("Bộ Nội vụ", (("Nơi nhận", "Bộ Nội vụ"), ("Để", "để báo cáo")))
    (trouble,) = notes.problems(views.records(db, "problems", PLAN), text, T)
    assert (trouble.quote, trouble.values[0][0]) == ("2855/BNV-BĐG", "có lẽ in sai")


def test_values_are_shown_as_people_write_them() -> None:
    assert [notes.shown(*pair, T) for pair in (("due_date", "2025-06"), ("bound", "before"), ("doc_type", "KH"), ("key", "1/KH"))] == [
        "06/2025",
        "trước ngày",
        "Kế hoạch",
        "1/KH",
    ]
