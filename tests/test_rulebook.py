from pathlib import Path

import pytest

from pipeline import rulebook
from pipeline.errors import RuleError


def own(tmp_path: Path, words: str) -> Path:
    path = tmp_path / "congvan.yaml"
    path.write_text(words, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "trouble"),
    [
        ("[1]", "mapping"),
        ("a: [", "not YAML"),
        ("nothing: {x: []}", "no such reference file"),
        ("agencies: {bodies: [{name: x}]}", "missing id"),
        ("agencies: {bodies: [{id: x, nmae: x}]}", "congvan.yaml: agencies: bodies: x: missing"),
        ("agencies: {bodies: 3}", "congvan.yaml: agencies: bodies: a list"),
        (
            "deadlines: {cues: [{id: x, pattern: '(a', bound: by, examples: [a]}]}",
            r"yaml: deadlines: cues: x: pattern: .*missing \)",
        ),
        (r"deadlines: {cues: [{id: x, pattern: '\pL', bound: by, examples: [a]}]}", "cues: x: pattern: .*write the letters themselves"),
    ],
)
def test_malformed_entries_are_named(tmp_path: Path, words: str, trouble: str) -> None:
    with pytest.raises(RuleError, match=trouble):
        rulebook.load(own(tmp_path, words))


def test_version_changes_with_the_entries(tmp_path: Path) -> None:
    assert rulebook.load().version == rulebook.load().version
    assert rulebook.load(own(tmp_path, "{}")).version != rulebook.load().version


def test_recognisers_are_made_once() -> None:
    book = rulebook.load()
    made: list[int] = []

    def make(_: rulebook.Rulebook) -> list[int]:
        made.append(1)
        return made

    assert book.build(make) is book.build(make)
    assert made == [1]
