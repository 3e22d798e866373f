import spacy
from spacy.tokens import DocBin
from spacy.training import Example
from thinc.api import fix_random_seed

from pipeline import rulebook
from pipeline.nlp import training
from pipeline.parse import parse
from tests.letters import letter

TEXTS = [
    letter(
        f"{n}/KH-UBND", f"2025-0{n}-04", basis=f"Thực hiện Kế hoạch số {n}7/KH-UBND ngày 0{n}/02/2025 của Ủy ban nhân dân tỉnh Lai Châu,"
    )
    for n in range(1, 7)
]


def packed() -> bytes:
    found = [(text, parse(text, rulebook.shared())) for text in TEXTS]
    return training.packed(training.Sample(p.text, p.dispatches[0], {"file": f"{i}.txt"}) for i, (_, p) in enumerate(found))


def test_documents_come_back() -> None:
    docs = list(DocBin().from_bytes(packed()).get_docs(spacy.blank("xx").vocab))
    assert [doc.user_data["source"]["file"] for doc in docs] == [f"{i}.txt" for i in range(6)]
    assert [span.kb_id_ for span in docs[0].spans["citations"]] == ["17/KH-UBND"]
    assert [(e.text, e.label_) for e in docs[0].ents] == [
        ("Kế hoạch số 17/KH-UBND ngày 01/02/2025 của Ủy ban nhân dân tỉnh Lai Châu", "CITATION"),
        ("trước ngày 30/11/2025", "DEADLINE"),
    ]
    assert [sent.text.strip() for sent in docs[0].sents] == [line for line in docs[0].text.split("\n") if line]


def test_a_model_of_ten_lines_learns_from_them() -> None:
    fix_random_seed(0)
    nlp = spacy.blank("xx")
    docs = DocBin().from_bytes(packed()).get_docs(nlp.vocab)
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs]
    nlp.add_pipe("ner")
    nlp.initialize(lambda: examples)
    for _ in range(12):
        for example in examples[:5]:
            nlp.update([example])
    assert nlp.evaluate(examples[:5])["ents_f"] > 0.9
    assert nlp.evaluate(examples[5:])["ents_f"] > 0.5  # a letter that it hasn't seen
