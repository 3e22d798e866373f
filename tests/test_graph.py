from pathlib import Path

import pytest

from pipeline import build_graph, graph, load_graph, resolve, save
from pipeline.graph import Step
from pipeline.model import Citation, Dispatch, Found, Parsed, Span

HERE = ("Ủy ban nhân dân tỉnh Lai Châu", "ubnd_tinh@p63:lai_chau")
ABOVE = ("Bộ Nội vụ", "bnv")


def files() -> list[Parsed]:
    said = [
        ("implements", "2/BNV-X", ABOVE),
        ("mentions", "2/BNV-X", ABOVE),
        ("implements", "2/BNV-X", ABOVE),
        ("mentions", "1/KH-UBND", HERE),
    ]
    cited = tuple(
        Citation(
            Span(i, i + 1), "r", 0.5 + i / 10, relation, "body", "exact", key, promulgation_date="2025-01-01", issuer=by[0], issuer_id=by[1]
        )
        for i, (relation, key, by) in enumerate(said)
    )
    facts = {"key": "1/KH-UBND", "issuer": HERE[0], "promulgation_date": "2025-01-01"}
    found = {name: Found(value, Span(0, 1), "r") for name, value in facts.items()}
    return [
        Parsed("a.txt", "a" * 64, 4, "text", text="abcd", dispatches=(Dispatch(0, Span(0, 4), "issued", found, HERE[1], citations=cited),))
    ]


def test_the_graph_of_what_was_read_is_that_of_its_database(tmp_path: Path) -> None:
    parsed = files()
    links = resolve(parsed)
    made = build_graph(parsed, links)
    save(parsed, links, tmp_path / "congvan.db")
    stored = build_graph(tmp_path / "congvan.db")
    assert dict(made.nodes(data=True)) == dict(stored.nodes(data=True)) == dict(load_graph(tmp_path / "congvan.db").nodes(data=True))
    assert sorted(made.edges(data=True), key=repr) == sorted(stored.edges(data=True), key=repr)
    edges = {data["relation"]: data for *_, data in made.edges(data=True)}  # its own number is no edge
    assert edges["implements"] == {"relation": "implements", "weight": 2, "certainty": 0.7, "upward": True}
    assert edges["mentions"]["upward"] is False
    node = made.nodes["bnv,2025/01/01,2/BNV-X"]
    assert (node["key"], node["rank"], node["dispatch"], node["promulgation_date"]) == ("2/BNV-X", 3, None, "2025-01-01")


def test_links_are_needed() -> None:
    with pytest.raises(TypeError, match="resolve"):
        build_graph(files())


def step(
    citing: str, cited: str, ranks: tuple[int | None, int | None] = (5, 5), dates: tuple[str | None, str | None] = ("2025-02", "2025-01")
) -> Step:
    return Step(f"of {citing}", 0, 9, citing, cited, citing, cited, *ranks, *dates)


@pytest.mark.parametrize(
    ("steps", "codes"),
    [
        ([step("a", "b")], []),
        ([step("a", "b", (6, 5))], []),
        ([step("a", "b", (5, 6))], ["downward_edge"]),
        ([step("a", "b", (None, 6))], []),
        ([step("a", "b"), step("b", "a", dates=("2025-01", "2025-02"))], ["cycle"]),
        ([step("a", "b", dates=(None, None)), step("b", "c", dates=(None, None)), step("c", "a", dates=(None, None))], ["cycle"] * 3),
        ([step("a", "b", dates=(None, None)), step("b", "c", dates=(None, None))], []),
    ],
)
def test_edges_that_run_astray(steps: list[Step], codes: list[str]) -> None:
    assert [problem.code for _, problem in graph.astray(steps)] == codes


def test_pagerank_is_what_it_says(tmp_path: Path) -> None:
    pytest.importorskip("scipy")
    parsed = files()
    save(parsed, resolve(parsed), tmp_path / "congvan.db")
    ranks = {row["key"]: row["pagerank"] for row in graph.authorities(tmp_path / "congvan.db")}
    assert ranks["2/BNV-X"] == pytest.approx(1.85 / 2.85, abs=1e-5)  # all that one of two gives, to the other
    assert sum(ranks.values()) == pytest.approx(1, abs=1e-5)


def test_authorities_are_reckoned_where_scipy_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = files()
    save(parsed, resolve(parsed), tmp_path / "congvan.db")
    monkeypatch.setattr(graph.importlib.util, "find_spec", lambda name: name)  # type: ignore[attr-defined]
    monkeypatch.setattr("networkx.pagerank", lambda g: {name: float(g.in_degree(name, weight="weight")) for name in g})
    assert [(row["key"], row["pagerank"]) for row in graph.authorities(tmp_path / "congvan.db")] == [("2/BNV-X", 2.0), ("1/KH-UBND", 0.0)]
    monkeypatch.setattr(graph.importlib.util, "find_spec", lambda _: None)  # type: ignore[attr-defined]
    assert graph.authorities(tmp_path / "congvan.db") == []
