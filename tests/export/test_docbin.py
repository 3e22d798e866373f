import spacy
from spacy.tokens import DocBin

from pipeline.export import docbin
from pipeline.store.access import Connection
from tests.office import hidden


def test_a_document_for_each_dispatch(db: Connection) -> None:
    docs = list(DocBin().from_bytes(docbin.docbin(db)).get_docs(spacy.blank("xx").vocab))
    count = db.execute("SELECT count(*) FROM dispatches").fetchone()[0]
    assert len(docs) == count
    assert all(doc.text for doc in docs)
    plan = next(doc for doc in docs if doc.user_data["source"]["file"] == "tinh/kế hoạch 1712.txt")
    assert [(s.label_, s.text, s.kb_id_) for s in plan.spans["deadlines"]][:1] == [("before", "trước ngày 20/6/2025", "2025-06-20")]


def test_what_is_secret_stays_out(db: Connection) -> None:
    docs = DocBin().from_bytes(docbin.docbin(db)).get_docs(spacy.blank("xx").vocab)
    assert not any(hidden().d.facts["subject"].value in doc.text for doc in docs)
