import pytest
import spacy

from pipeline.model import Citation, Deadline, Dispatch, Found, Span
from pipeline.nlp import groups

TEXT = "Số 7/KH. Thực hiện Kế hoạch số1712/KH-UBND trước ngày 5/6/2025"


def place(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


DISPATCH = Dispatch(
    part=0,
    span=Span(0, len(TEXT)),
    status="issued",
    facts={"key": Found("7/KH", place("7/KH"), "rule", 0.9)},
    citations=(Citation(place("1712/KH-UBND"), "rule", 0.8, "implements", "body", "exact", "1712/KH-UBND", title="<b>x</b>"),),
    deadlines=(Deadline(place("trước ngày 5/6/2025"), "rule", 1.0, due_date="2025-06-05", bound="before"),),
)


@pytest.fixture(scope="module")
def doc() -> spacy.tokens.Doc:
    groups.declare()
    return groups.lay(spacy.blank("xx")(TEXT), [DISPATCH])


@pytest.mark.parametrize(
    ("group", "text", "label", "means"),
    [
        ("header", "7/KH", "key", ""),
        ("citations", "số1712/KH-UBND", "implements", "1712/KH-UBND"),  # whole tokens: the number is glued to a word
        ("deadlines", "trước ngày 5/6/2025", "before", "2025-06-05"),
    ],
)
def test_groups(doc: spacy.tokens.Doc, group: str, text: str, label: str, means: str) -> None:
    assert [(s.text, s.label_, s.kb_id_) for s in doc.spans[group]] == [(text, label, means)]


def test_values_are_typed(doc: spacy.tokens.Doc) -> None:
    assert doc._.dispatch == DISPATCH
    assert doc._.dispatches == (DISPATCH,)
    facts = [doc.spans[name][0]._.fact for name in ("header", "citations", "deadlines")]
    assert facts == [DISPATCH.facts["key"], DISPATCH.citations[0], DISPATCH.deadlines[0]]


def test_other_spans_and_documents_have_none(doc: spacy.tokens.Doc) -> None:
    assert doc[0:2]._.fact is None
    assert spacy.blank("xx")("x")._.dispatch is None


def test_entities_do_not_overlap(doc: spacy.tokens.Doc) -> None:
    assert [(e.text, e.label_) for e in groups.entities(doc)] == [("số1712/KH-UBND", "CITATION"), ("trước ngày 5/6/2025", "DEADLINE")]


@pytest.mark.parametrize(
    ("deadline", "label"),
    [
        ({"due_date": "2025-01-01", "bound": "by"}, "by"),
        ({"period": "P15D", "bound": "within"}, "within"),
        ({"condition": "khi có hướng dẫn"}, "condition"),
        ({"immediate": True}, "immediate"),
        ({"recurs": "FREQ=YEARLY"}, "recurring"),
        ({}, "undated"),
    ],
)
def test_a_deadline_in_one_word(deadline: dict[str, object], label: str) -> None:
    assert groups.bound(Deadline(Span(0, 1), "rule", 1.0, **deadline)) == label  # type: ignore[arg-type]
