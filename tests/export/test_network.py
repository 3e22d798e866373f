"""What other programs read back is what the database says."""

import csv
import io
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import networkx
import pytest

from pipeline import graph
from pipeline.export import network
from pipeline.store import access, save
from pipeline.store.access import Connection

Graph = Any  # a networkx.MultiDiGraph, whose library tells no types


def from_graphml(made: bytes) -> Graph:
    return networkx.read_graphml(io.BytesIO(made), force_multigraph=True)


def from_gexf(made: bytes) -> Graph:
    return networkx.read_gexf(
        io.BytesIO(made.replace(b"gexf.net/1.3", b"www.gexf.net/1.2draft").replace(b'version="1.3"', b'version="1.2"'))
    )


def from_json(made: bytes) -> Graph:
    return networkx.node_link_graph(json.loads(made), edges="edges")


def from_tables(nodes: bytes, edges: bytes) -> Graph:
    found = networkx.MultiDiGraph()
    for row in csv.DictReader(io.StringIO(nodes.decode())):
        found.add_node(row.pop("id"), **{name: value for name, value in row.items() if value})
    for row in csv.DictReader(io.StringIO(edges.decode())):
        found.add_edge(row.pop("citing"), row.pop("cited"), **{name: value for name, value in row.items() if value})
    return found


def plain(data: object) -> str:
    return "".join(c if c in "\t\n" or c >= " " else "\ufffd" for c in str(data))


READERS: dict[str, Callable[[Connection], Graph]] = {
    "graphml": lambda db: from_graphml(network.graphml(db)),
    "gexf": lambda db: from_gexf(network.gexf(db)),
    "json": lambda db: from_json(network.node_link(db)),
    "csv": lambda db: from_tables(network.node_table(db), network.edge_table(db)),
}


@pytest.mark.parametrize("form", READERS)
def test_what_is_read_back_is_the_graph(database: Path, db: Connection, form: str) -> None:
    wanted, found = graph.load(database), READERS[form](db)
    assert found.is_directed()
    assert set(found.nodes) == set(wanted.nodes)
    assert {(a, b, data["relation"], float(data["weight"])) for a, b, data in found.edges(data=True)} == {
        (a, b, data["relation"], float(data["weight"])) for a, b, data in wanted.edges(data=True)
    }
    for name, data in found.nodes(data=True):
        for column in ("key", "issuer", "promulgation_date", "title"):
            value = data.get(column)
            assert (value or "").lstrip("'") == plain(wanted.nodes[name][column] or "").lstrip("'")


def test_documents_begin_on_their_day(db: Connection) -> None:
    dated = {row["id"]: row["promulgation_date"] for row in access.rows(db, "SELECT * FROM documents WHERE length(promulgation_date) = 10")}
    found = from_gexf(network.gexf(db))
    assert dated
    assert {name: data["start"] for name, data in found.nodes(data=True) if "start" in data} == dated


def test_dot(db: Connection, database: Path) -> None:
    made = network.dot(db).decode()
    assert made.count(" -> ") == graph.load(database).number_of_edges()
    for line in made.splitlines():
        unescaped = line.replace("\\\\", "").replace('\\"', "")
        assert unescaped.count('"') % 2 == 0


@pytest.mark.skipif(shutil.which("dot") is None, reason="needs Graphviz")
def test_graphviz_reads_back_the_graph(db: Connection, database: Path) -> None:
    program = str(shutil.which("dot"))
    found = json.loads(subprocess.run([program, "-Tjson0"], input=network.dot(db), check=True, capture_output=True).stdout)
    names = {node["_gvid"]: node["name"] for node in found["objects"]}
    wanted = graph.load(database)
    assert set(names.values()) == set(wanted.nodes)
    assert {(names[e["tail"]], names[e["head"]], e["label"], e["weight"]) for e in found["edges"]} == {
        (a, b, data["relation"], str(data["weight"])) for a, b, data in wanted.edges(data=True)
    }


def test_mermaid_shows_what_is_near(db: Connection) -> None:
    made = network.mermaid(db).decode().splitlines()
    assert made[0] == "flowchart LR"
    nodes, edges = [line for line in made if '["' in line], [line for line in made if "-->" in line]
    assert nodes
    assert edges
    assert all(line.count('"') == 2 for line in nodes)
    names = {line.split("[")[0].strip() for line in nodes}
    assert {end.strip() for line in edges for end in (line.split("-->")[0], line.split("|")[-1])} <= names
    assert not any(mark in line for line in nodes for mark in "<>")


def test_an_empty_database_has_an_empty_graph(tmp_path: Path) -> None:
    path = tmp_path / "congvan.db"
    save.save([], None, path)
    with closing(access.opened(path)) as db:
        for read in READERS.values():
            assert read(db).number_of_nodes() == 0
        assert network.mermaid(db) == b"flowchart LR\n"


@pytest.mark.parametrize(
    ("title", "cell"), [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("a\x00\x1bb", "a\ufffd\ufffdb"), ('nói "không"', 'nói "không"')]
)
def test_hostile_titles(title: str, cell: str, tmp_path: Path, database: Path) -> None:
    path = tmp_path / "congvan.db"
    shutil.copy(database, path)
    with closing(sqlite3.connect(path)) as writing:
        name = writing.execute("SELECT id FROM documents WHERE key = '1712/KH-UBND'").fetchone()[0]
        writing.execute("UPDATE documents SET title = ?, key = NULL WHERE id = ?", (title, name))
        writing.commit()
    with closing(access.opened(path)) as db:
        assert READERS["csv"](db).nodes[name]["title"] == cell
        for form in ("graphml", "gexf", "json"):
            assert READERS[form](db).nodes[name]["title"] == plain(title)
        assert network.dot(db).count(b"digraph") == 1
