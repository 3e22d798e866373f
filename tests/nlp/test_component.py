"""The component says what the command says, and says it of the text as it was given."""

from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import normalize as recomposed

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from pipeline import rulebook
from pipeline.model import Dispatch, Parsed
from pipeline.nlp import groups
from pipeline.parse import parse

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "corpus" / "inbox").glob("*.txt")) + sorted((ROOT.parent / "shared" / "real" / "portal").glob("*.txt"))[:120:20]
WORDS = {"nlp": {"tokenizer": {"@tokenizers": "congvan.words.v1"}}}
SHAPES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "decomposed": lambda text: recomposed("NFD", text),
    "lines of Windows": lambda text: text.replace("\n", "\r\n"),
}


@pytest.fixture(scope="module", params=["syllables", "words"])
def nlp(request: pytest.FixtureRequest) -> Language:
    made = spacy.blank("xx", config=WORDS if request.param == "words" else {})
    made.add_pipe("congvan")
    return made


def facts(dispatch: Dispatch) -> Iterator[tuple[str, object]]:
    """All that a dispatch says, but for where it stands."""
    yield "status", dispatch.status
    yield from ((name, (f.value, f.rule, f.certainty)) for name, f in dispatch.facts.items())
    yield from (("recipient", (r.role, r.name, r.purpose, r.agency_id)) for r in dispatch.recipients)
    yield from (("citation", (c.key, c.relation, c.scope, c.promulgation_date, c.issuer, c.title, c.within)) for c in dispatch.citations)
    yield from (("deadline", (d.start_date, d.due_date, d.period, d.condition, d.recurs, d.anchor)) for d in dispatch.deadlines)
    yield from (("task", (t.section, [(a.role, a.name) for a in t.actors], t.deadlines, t.citation)) for t in dispatch.tasks)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_the_same_facts_as_the_command(nlp: Language, path: Path) -> None:
    parsed: Parsed = parse(path, rulebook.shared())
    doc = nlp(path.read_text(encoding="utf-8"))
    assert [list(facts(d)) for d in doc._.dispatches] == [list(facts(d)) for d in parsed.dispatches]
    for name in groups.GROUPS:
        count = sum(len(d.facts if name == "header" else getattr(d, name)) for d in parsed.dispatches)
        assert len(doc.spans[name]) == count


@pytest.mark.parametrize("shape", SHAPES)
def test_spans_lie_on_the_text_as_it_was_given(nlp: Language, shape: str) -> None:
    path = ROOT / "corpus" / "inbox" / "620-ldld-lai-chau-2025.txt"
    text = SHAPES[shape](path.read_text(encoding="utf-8"))
    doc = nlp(text)
    assert doc.text == text
    assert [recomposed("NFC", s.text) for s in doc.spans["deadlines"]] == ["trước 5/6/2025", "trước ngày 5/12/2025"]
    plan = doc.spans["citations"][0]
    assert "1712/KH-UBND" in recomposed("NFC", plan.text)
    assert (plan.label_, plan.kb_id_, plan._.fact.promulgation_date) == ("based_on", "1712/KH-UBND", "2025-04-22")
    for group in groups.GROUPS:
        for span in doc.spans[group]:
            place = span._.fact.span
            assert span.start_char <= place.start < place.end <= span.end_char


@pytest.mark.parametrize("text", ["", " \n ", "Hôm nay trời đẹp."])
def test_what_is_no_dispatch_is_left_alone(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc._.dispatch is None
    assert {name: len(doc.spans[name]) for name in groups.GROUPS} == dict.fromkeys(groups.GROUPS, 0)


def test_documents_travel(nlp: Language, tmp_path: Path) -> None:
    text = SAMPLES[0].read_text(encoding="utf-8")
    doc = nlp(text)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.dispatch == doc._.dispatch
    assert [s._.fact for s in again.spans["citations"]] == [s._.fact for s in doc.spans["citations"]]
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)(text)._.dispatch == doc._.dispatch


def test_many_documents_by_several_processes() -> None:
    made = spacy.blank("xx")
    made.add_pipe("congvan")
    texts = [path.read_text(encoding="utf-8") for path in SAMPLES[:3]]
    assert [d._.dispatch for d in made.pipe(texts, n_process=2)] == [d._.dispatch for d in made.pipe(texts)]


def test_evaluate_scores_the_groups(nlp: Language) -> None:
    text = SAMPLES[0].read_text(encoding="utf-8")
    scores = nlp.evaluate([Example(nlp.make_doc(text), nlp(text))])
    assert {name: scores[f"{name}_f"] for name in groups.GROUPS if nlp(text).spans[name]} == {
        name: 1.0 for name in groups.GROUPS if nlp(text).spans[name]
    }
