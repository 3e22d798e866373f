"""The citation graph: documents as nodes, what one says of another as edges, and where these run astray.

For questions about a document's surroundings `store.routes` is quicker; this is the whole, for anyone who wants it.
"""

import importlib.util
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import networkx

from pipeline.model import Document, Links, Parsed, Problem, Span
from pipeline.store import access
from pipeline.store import edges as rows
from pipeline.store.edges import UPWARD

Node = dict[str, Any]
Edge = tuple[str, str, str]  # citing, cited, relation


class Step(NamedTuple):
    """One document is said to implement another: the mention that says so first."""

    dispatch: str
    start: int
    end: int
    citing: str
    cited: str
    citing_key: str | None
    cited_key: str | None
    citing_rank: int | None
    cited_rank: int | None
    citing_date: str | None
    cited_date: str | None


def load(db: Path | str, *, include_secret: bool = False) -> networkx.MultiDiGraph:
    """The graph of a database: a node for each row of `documents` with its columns, an edge citing → cited for each relation.

    Edges have `relation`, `weight` (mentions), `certainty` and `upward`; one that is only told of, in a title that another
    dispatch quotes, has that dispatch's id as `witness`. Nodes and edges come in the order of their ids.
    """
    with closing(access.opened(Path(db), include_secret=include_secret)) as connection:
        columns = ("citing", "cited", "relation", "weight", "certainty", "witness")
        return _graph(rows.nodes(connection), (tuple(edge[name] for name in columns) for edge in rows.edges(connection)))


def build_graph(dispatches: Path | str | Iterable[Parsed], links: Links | None = None) -> networkx.MultiDiGraph:
    """The graph of a database, or of files that were read and resolved."""
    if isinstance(dispatches, (Path, str)):
        return load(dispatches)
    if links is None:
        raise TypeError("build_graph(dispatches, links): what resolve(dispatches) gives is missing")
    document = {link.citation: link.document for link in links.links}
    dated = {d.id: d.date for d in links.documents}
    said: dict[Edge, tuple[int, float, str | None]] = {}
    told: dict[Edge, tuple[int, float, str | None]] = {}
    for parsed in dispatches:
        for citing, cited, relation, certainty in _mentions(parsed, links, document):
            _count(said, (citing, cited, relation), certainty, None)
        for citing, cited, relation, certainty, witness in _hearsay(parsed, document):
            if not (dated[citing] and dated[cited]) or (dated[cited] or "") <= f"{dated[citing]}~":
                _count(told, (citing, cited, relation), certainty, witness)
    return _graph([_node(d) for d in links.documents], [(*edge, *figures) for edge, figures in sorted((told | said).items())])


def authorities(db: Path | str, most: int = 50, *, include_secret: bool = False) -> list[Node]:
    """The documents that the rest stands on most, by PageRank over upward edges; empty where scipy isn't there to reckon it."""
    if importlib.util.find_spec("scipy") is None:
        return []
    with closing(access.opened(Path(db), include_secret=include_secret)) as connection:
        weights: dict[tuple[str, str], int] = {}
        for edge in rows.edges(connection):
            if edge["upward"]:
                ends = (edge["citing"], edge["cited"])
                weights[ends] = weights.get(ends, 0) + edge["weight"]
        upward = networkx.DiGraph()
        upward.add_weighted_edges_from((citing, cited, weight) for (citing, cited), weight in weights.items())
        ranks = networkx.pagerank(upward) if len(upward) else {}
        best = sorted(ranks, key=lambda name: (-ranks[name], name))[:most]
        face = "SELECT key, doc_type, promulgation_date, issuer, title FROM documents WHERE id = ?"
        return [access.rows(connection, face, id_)[0] | {"pagerank": round(ranks[id_], 6), "document": id_} for id_ in best]


def astray(steps: Iterable[Step]) -> Iterator[tuple[str, Problem]]:
    """Implementing edges that run down, or in a circle: by dispatch."""
    backward: list[Step] = []  # not strictly back in time; every circle has one
    every: list[Step] = []
    for step in steps:
        if step.citing_rank is not None and step.cited_rank is not None and step.cited_rank > step.citing_rank:
            what = f"{step.citing_key} is said to implement {step.cited_key}, which stands below it"
            yield step.dispatch, Problem("downward_edge", what, Span(step.start, step.end))
        every.append(step)
        if not (step.citing_date and step.cited_date and step.cited_date < step.citing_date[: len(step.cited_date)]):
            backward.append(step)
    if not backward:
        return
    edges = networkx.DiGraph((step.citing, step.cited) for step in every)
    circles = {name: i for i, names in enumerate(networkx.strongly_connected_components(edges)) if len(names) > 1 for name in names}
    for step in backward:
        if step.citing in circles and circles[step.citing] == circles.get(step.cited):
            what = f"{step.citing_key} is said to implement {step.cited_key}, which is said to implement it"
            yield step.dispatch, Problem("cycle", what, Span(step.start, step.end))


def _mentions(parsed: Parsed, links: Links, document: dict[str, str]) -> Iterator[tuple[str, str, str, float]]:
    for dispatch in parsed.dispatches:
        me = parsed.dispatch_id(dispatch.part)
        for i, citation in enumerate(dispatch.citations):
            citing, cited = links.held[me], document[f"{me}-c{i}"]
            if citing != cited:  # its own number isn't a citation
                yield citing, cited, citation.relation, citation.certainty


def _hearsay(parsed: Parsed, document: dict[str, str]) -> Iterator[tuple[str, str, str, float, str]]:
    """What titles say that dispatches quote: (document so titled, document named in it, relation, certainty, dispatch)."""
    for dispatch in parsed.dispatches:
        me = parsed.dispatch_id(dispatch.part)
        for i, citation in enumerate(dispatch.citations):
            if citation.stated is not None and citation.within is not None:
                citing, cited = document[f"{me}-c{citation.within}"], document[f"{me}-c{i}"]
                if citing != cited:
                    yield citing, cited, citation.stated, citation.certainty, me


def _count(edges: dict[Edge, tuple[int, float, str | None]], edge: Edge, certainty: float, witness: str | None) -> None:
    weight, best, first = edges.get(edge, (0, 0.0, witness))
    edges[edge] = (weight + 1, max(best, certainty), min(first, witness) if first and witness else None)


def _node(document: Document) -> Node:
    node = document._asdict()
    return {("promulgation_date" if name == "date" else name): value for name, value in node.items()}


def _graph(nodes: Iterable[Node], edges: Iterable[tuple[Any, ...]]) -> networkx.MultiDiGraph:
    graph = networkx.MultiDiGraph()
    ranks: dict[str, int | None] = {}
    for node in nodes:
        graph.add_node(node["id"], **{name: value for name, value in node.items() if name != "id"})
        ranks[node["id"]] = node["rank"]
    for citing, cited, relation, weight, certainty, witness in edges:
        low, high = ranks.get(citing), ranks.get(cited)
        upward = relation in UPWARD and (low is None or high is None or high <= low)
        own = {} if witness is None else {"witness": witness}
        graph.add_edge(citing, cited, relation=relation, weight=weight, certainty=certainty, upward=upward, **own)
    return graph
