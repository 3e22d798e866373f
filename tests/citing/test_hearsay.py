import pytest

from pipeline.citing.hearsay import Hearsay
from pipeline.rulebook import shared

INNER = "Chỉ thị số 21-CT/TW"
ROWS = [(entry, words, True) for entry in shared().entries("hearsay", "cues") for words in entry["examples"]]
ROWS += [(entry, words, False) for entry in shared().entries("hearsay", "cues") for words in entry["not"]]


def said(words: str) -> tuple[str | None, str | None]:
    chars = words.replace("«»", "Kế hoạch số 52-KH/TU").replace("‹›", INNER)
    return shared().build(Hearsay).relation(chars, len("Kế hoạch số 52-KH/TU"), chars.index(INNER))


@pytest.mark.parametrize(("entry", "words", "fits"), ROWS, ids=lambda v: v["id"] if isinstance(v, dict) else str(v))
def test_examples(entry: dict[str, str], words: str, fits: bool) -> None:
    relation, rule = said(words)
    if not fits:
        assert rule != entry["id"]
    elif entry["relation"] == "none":
        assert relation is None
    else:
        assert (relation, rule) == (entry["relation"], entry["id"])


@pytest.mark.parametrize(
    "words",
    ["«» về phí; thực hiện ‹›", "«» về phí. Thực hiện ‹›", "«»\nthực hiện ‹›", "«» thực hiện " + "rất nhiều việc " * 20 + "‹›", "«» và ‹›"],
)
def test_what_a_title_does_not_say(words: str) -> None:
    assert said(words) == (None, None)
