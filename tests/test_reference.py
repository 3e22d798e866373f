"""Rules prove themselves: every pattern has its examples and its look-alikes, and some test runs them."""

from pathlib import Path

import pytest

from pipeline import rulebook
from pipeline.pattern import Pattern

TESTS = Path(__file__).resolve().parent
BOOK = rulebook.load()
PATTERNS = [(f, s) for f, s in BOOK.sections() if any("pattern" in e for e in BOOK.entries(f, s))]
PROVEN = [(f, s) for f, s in BOOK.sections() if any(e.get("examples") for e in BOOK.entries(f, s))]
PARTS = {("deadlines", "parts"), ("deadlines", "anchors")}  # pieces that other patterns of the file are built of
SOURCES = {path: path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py")}


@pytest.mark.parametrize(("file", "section"), [pair for pair in PATTERNS if pair not in PARTS])
def test_patterns_have_examples_or_look_alikes(file: str, section: str) -> None:
    for entry in BOOK.entries(file, section):
        assert entry.get("examples") or entry.get("not"), f"{file}.yaml: {section}: {entry['id']}: neither examples nor not"


@pytest.mark.parametrize(("file", "section"), PROVEN)
def test_a_test_runs_the_examples(file: str, section: str) -> None:
    where = Pattern(rf'"{file}", *"{section}"|"{section}"')
    runs = [path for path, text in SOURCES.items() if path != Path(__file__) and f'"{file}"' in text and where.search(text)]
    assert runs, f"{file}.yaml: {section}: no test runs its examples"


@pytest.mark.parametrize(("file", "section"), BOOK.sections())
def test_no_pattern_reaches_for_what_re2_lacks(file: str, section: str) -> None:
    for entry in BOOK.entries(file, section):
        words = str(entry.get("pattern", ""))
        for gap in (r"\w", r"\b", r"\p", "(?=", "(?!", "(?<"):
            assert gap not in words.replace("(?P<", ""), f"{file}.yaml: {entry['id']}: {gap}"
