from pathlib import Path

from pipeline import build_graph, resolve
from pipeline.store import access, edges, save
from tests.store.test_standing import files


def test_edges_told_by_others_have_their_witness(tmp_path: Path) -> None:
    parsed = files()
    links = resolve(parsed)
    save.save(parsed, links, tmp_path / "congvan.db")
    db = access.opened(tmp_path / "congvan.db")
    found = list(edges.edges(db))
    told = [edge for edge in found if edge["witness"]]
    assert [(edge["citing"].split(",")[-1], edge["cited"].split(",")[-1], edge["relation"], edge["upward"]) for edge in told] == [
        ("12/QĐ-TTg", "13/NQ-CP", "implements", 1)
    ]
    assert told[0]["witness"] == next(p.dispatch_id(0) for p in parsed if p.path == "h.txt")
    assert [node["id"] for node in edges.nodes(db)] == sorted(d.id for d in links.documents)
    db.close()
    made, stored = build_graph(parsed, links), build_graph(tmp_path / "congvan.db")
    assert sorted(made.edges(data=True), key=repr) == sorted(stored.edges(data=True), key=repr)
