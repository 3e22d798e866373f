import json
from pathlib import Path

import pytest

from pipeline import rulebook
from pipeline.model import Span
from pipeline.nlp import values
from pipeline.parse import parse

INBOX = sorted((Path(__file__).resolve().parents[2] / "corpus" / "inbox").iterdir())


@pytest.mark.parametrize("path", INBOX, ids=lambda p: p.name)
def test_plain_values_lead_back(path: Path) -> None:
    for dispatch in parse(path, rulebook.shared()).dispatches:
        stored = json.loads(json.dumps(values.plain(dispatch)))
        assert values.dispatch(stored) == dispatch


def test_every_span_moves() -> None:
    dispatch = parse(INBOX[0], rulebook.shared()).dispatches[0]
    moved = values.moved(dispatch, lambda span: Span(span.start + 7, span.end + 7))
    assert str(values.plain(moved)) != str(values.plain(dispatch))
    assert values.moved(moved, lambda span: Span(span.start - 7, span.end - 7)) == dispatch
