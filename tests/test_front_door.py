"""What `import pipeline` offers."""

import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import networkx
import pytest

import pipeline
import pipeline.parse  # the room of the same name, so that it has been imported
import pipeline.resolve
from pipeline import rulebook
from pipeline.model import Parsed
from tests.letters import three

INBOX = sorted((Path(__file__).resolve().parent.parent / "corpus" / "inbox").glob("*.txt"))


@pytest.fixture(scope="module")
def parsed() -> list[Parsed]:
    return [pipeline.parse(path, rulebook.shared()) for path in INBOX]


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


@pytest.mark.parametrize("name", pipeline.__all__)
def test_everything_offered_is_typed_and_told(name: str) -> None:
    function = getattr(pipeline, name)
    assert callable(function)
    assert function.__doc__
    assert "return" in get_type_hints(function)


def test_a_path_its_bytes_and_its_text_say_the_same(parsed: list[Parsed]) -> None:
    book = rulebook.shared()
    for path, known in zip(INBOX, parsed, strict=True):
        content = path.read_bytes()
        for what in (content, content.decode()):
            other = pipeline.parse(what, book, name=path.name)
            assert (other.dispatches, other.text, other.sha256, other.path) == (known.dispatches, known.text, known.sha256, path.name)


@pytest.mark.parametrize("path", [INBOX[0], str(INBOX[0])], ids=["path", "string"])
def test_a_file_is_read_by_its_path(path: Path | str) -> None:
    assert pipeline.read(path).text == INBOX[0].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("what", "code"),
    [(b"", "empty"), ("", "empty"), (b"\x00\x01\x02" * 100, "unsupported"), ("xin chào", "no_dispatch"), (Path("nowhere"), "vanished")],
)
def test_trouble_is_told_not_raised(what: Path | bytes | str, code: str) -> None:
    assert pipeline.parse(what, rulebook.shared()).error_code == code


def test_the_graph_is_the_same_in_memory_and_from_the_database(parsed: list[Parsed], tmp_path: Path) -> None:
    links = pipeline.resolve(parsed)
    pipeline.save(parsed, links, tmp_path / "congvan.db")
    graph = pipeline.build_graph(parsed, links)
    for stored in (pipeline.load_graph(tmp_path / "congvan.db"), pipeline.build_graph(tmp_path / "congvan.db")):
        assert networkx.utils.graphs_equal(networkx.MultiDiGraph(graph), stored)
