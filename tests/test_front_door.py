"""What `import pipeline` offers."""

import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
import pipeline.parse  # the room of the same name, so that it has been imported
import pipeline.resolve
from pipeline import rulebook
from tests.letters import three


@pytest.mark.parametrize("name", pipeline.__all__)
def test_the_names_mean_functions(name: str) -> None:
    assert callable(getattr(pipeline, name))


def test_from_files_to_a_graph(tmp_path: Path) -> None:
    book = rulebook.shared()
    parsed = [pipeline.parse(path, book) for path in sorted(three(tmp_path / "in").iterdir())]
    links = pipeline.resolve(parsed)
    pipeline.save(parsed, links, tmp_path / "congvan.db")
    made, stored = pipeline.build_graph(parsed, links), pipeline.build_graph(tmp_path / "congvan.db")
    assert sorted(made.edges(data="relation")) == sorted(stored.edges(data="relation")) != []
    assert pipeline.read(tmp_path / "in" / "a.txt").medium == "text"


def test_it_opens_quickly() -> None:
    code = "import sys, pipeline; print([m for m in sys.modules if m.startswith('pipeline.') or m in ('networkx', 're2', 'sqlite3')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_what_it_does_not_have() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        getattr(pipeline, "no" + "thing")
