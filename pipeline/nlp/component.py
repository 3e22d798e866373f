"""A spaCy component that reads dispatches: `nlp.add_pipe("congvan")`."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from pipeline import rulebook
from pipeline.nlp import groups, values
from pipeline.normalise import normalise
from pipeline.parse import dispatches
from pipeline.source import Source


class Reader:
    """Reads the dispatches of a `Doc`, as the command reads a file.

    Sets `doc.spans["citations" | "deadlines" | "tasks" | "header" | "recipients"]`, `doc._.dispatch` (the first) and
    `doc._.dispatches` (`pipeline.model.Dispatch`, offsets as in `doc.text`), and `span._.fact` behind each span.
    A text that is no dispatch gets empty groups and null.
    """

    def __init__(self, name: str, rules: str | None) -> None:
        self.name = name
        self._rules = Path(rules) if rules else None
        groups.declare()

    def __call__(self, doc: Doc) -> Doc:
        """The same `Doc`, read."""
        book = rulebook.shared(self._rules)
        text = normalise(Source(doc.text), book)
        return groups.lay(doc, (values.moved(dispatch, text.source) for dispatch in dispatches(text, book)))

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """How well the span groups agree with those of reference documents: for `nlp.evaluate`."""
        given = list(examples)
        scores: dict[str, Any] = {}
        for name in groups.GROUPS:
            scores |= Scorer.score_spans(given, name, getter=_group, allow_overlap=True, labeled=True, has_annotation=_has(name))
        return scores


def _group(doc: Doc, name: str) -> Iterable[Any]:
    spans: Iterable[Any] = doc.spans.get(name, ())
    return spans


def _has(name: str) -> Callable[[Doc], bool]:
    return lambda doc: name in doc.spans


@Language.factory(
    "congvan",
    assigns=["doc.spans", "doc._.dispatch", "doc._.dispatches", "span._.fact"],
    default_config={"rules": None},
    default_score_weights={f"{name}_f": None for name in groups.GROUPS},
)
def make(nlp: Language, name: str, rules: str | None) -> Reader:  # noqa: ARG001 - spaCy asks for these names
    """What `nlp.add_pipe("congvan")` adds; `rules` = an office's own `congvan.yaml`."""
    return Reader(name, rules)
