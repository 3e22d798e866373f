"""The citation graph for other programs: GraphML, GEXF, node-link JSON, DOT, Mermaid, tables of nodes and edges.

Attributes are text and numbers alone, in the order of ids. A node's id is the document's own; `exchange_id` is the name that it
has in the national exchange, with its issuer's name in full.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as Tree

from pipeline.export.edxml import document_id
from pipeline.presentation.workbook import harmless
from pipeline.store import edges as graph
from pipeline.store import routes
from pipeline.store.access import Connection, Record

TEXT = ("key", "doc_type", "promulgation_date", "issuer", "issuer_id", "title", "exchange_id", "label")
NODE = {**dict.fromkeys(TEXT, "string"), "rank": "int", "in_hand": "int"}
EDGE = {"relation": "string", "weight": "int", "certainty": "double", "upward": "int", "witness": "string"}
LONG = 60  # characters of a label
DRAWN = 60  # documents of a picture; more can't be told apart
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF = "http://gexf.net/1.3"
MARKS = str.maketrans({"&": "#amp;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "#": "#35;", "\n": " ", "`": "'", "|": "#124;"})


def graphml(db: Connection) -> bytes:
    """The graph as GraphML."""
    root = Tree.Element("graphml", {"xmlns": GRAPHML})
    for what, columns in (("node", NODE), ("edge", EDGE)):
        for name, kind in columns.items():
            Tree.SubElement(root, "key", {"id": f"{what}_{name}", "for": what, "attr.name": name, "attr.type": kind})
    inside = Tree.SubElement(root, "graph", {"edgedefault": "directed"})
    for node in _nodes(db):
        _data(Tree.SubElement(inside, "node", {"id": node["id"]}), "node", node, NODE)
    for i, edge in enumerate(_edges(db)):
        ends = {"id": f"e{i}", "source": edge["citing"], "target": edge["cited"]}
        _data(Tree.SubElement(inside, "edge", ends), "edge", edge, EDGE)
    return _xml(root)


def gexf(db: Connection) -> bytes:
    """The graph as GEXF; a document begins on its day."""
    root = Tree.Element("gexf", {"xmlns": GEXF, "version": "1.3"})
    inside = Tree.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"})
    for what, columns in (("node", NODE), ("edge", EDGE)):
        kinds = Tree.SubElement(inside, "attributes", {"class": what, "mode": "static"})
        for i, (name, kind) in enumerate(columns.items()):
            Tree.SubElement(kinds, "attribute", {"id": str(i), "title": name, "type": "integer" if kind == "int" else kind})
    nodes = Tree.SubElement(inside, "nodes")
    for node in _nodes(db):
        day = node.get("promulgation_date")
        begins = {"start": day} if day and len(day) == len("2025-01-01") else {}
        _values(Tree.SubElement(nodes, "node", {"id": node["id"], "label": node["label"], **begins}), node, NODE)
    edges = Tree.SubElement(inside, "edges")
    for i, edge in enumerate(_edges(db)):
        ends = {"id": str(i), "source": edge["citing"], "target": edge["cited"], "weight": str(edge["weight"])}
        _values(Tree.SubElement(edges, "edge", ends), edge, EDGE)
    return _xml(root)


def node_link(db: Connection) -> bytes:
    """The graph as node-link JSON: what `networkx.node_link_graph(…, edges="edges")` reads."""
    edges = []
    count: dict[tuple[str, str], int] = {}
    for edge in _edges(db):
        ends = (edge["citing"], edge["cited"])
        count[ends] = count.get(ends, -1) + 1
        edges.append({"source": ends[0], "target": ends[1], "key": count[ends], **{name: edge[name] for name in EDGE if name in edge}})
    made = {"directed": True, "multigraph": True, "graph": {}, "nodes": list(_nodes(db)), "edges": edges}
    return json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n"


def dot(db: Connection) -> bytes:
    """The graph for Graphviz."""
    lines = ["digraph congvan {", "  rankdir=LR;", '  node [shape=box, fontname="DejaVu Sans"];']
    for node in _nodes(db):
        style = "" if node["in_hand"] else ", style=dashed"
        lines.append(f"  {_quoted(node['id'])} [label={_quoted(node['label'])}{style}];")
    for edge in _edges(db):
        style = ", style=dotted" if edge.get("witness") else ""
        label = f"label={_quoted(edge['relation'])}, weight={edge['weight']}{style}"
        lines.append(f"  {_quoted(edge['citing'])} -> {_quoted(edge['cited'])} [{label}];")
    return "\n".join([*lines, "}", ""]).encode()


def mermaid(db: Connection, document: str | None = None) -> bytes:
    """What stands nearest to a document, as Mermaid; without one, to the document that most others stand on."""
    if document is None:
        most = db.execute("SELECT cited FROM edges GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1").fetchone()
        document = most[0] if most else None
    around: dict[str, Record] = {}
    links: list[tuple[str, str, str]] = []
    for down in (False, True) if document else ():
        own = str(document)
        for row in (routes.cited_by if down else routes.cites)(db, own):
            if row["document"] in around or len(around) < DRAWN:
                around[row["document"]] = row
                links.append((row["document"], own, row["relation"]) if down else (own, row["document"], row["relation"]))
    faces = {row["id"]: row for row in _nodes(db, [document, *around])} if document else {}
    names = {id_: f"d{i}" for i, id_ in enumerate(sorted(faces))}
    lines = ["flowchart LR"]
    lines += [f'  {names[id_]}["{faces[id_]["label"].translate(MARKS)}"]' for id_ in sorted(faces)]
    lines += [f"  {names[a]} -->|{relation}| {names[b]}" for a, b, relation in sorted(set(links))]
    return "\n".join([*lines, ""]).encode()


def node_table(db: Connection) -> bytes:
    """The documents as CSV; no cell begins as a formula does."""
    return _csv(("id", *NODE), _nodes(db))


def edge_table(db: Connection) -> bytes:
    """The edges as CSV; no cell begins as a formula does."""
    return _csv(("citing", "cited", *EDGE), _edges(db))


def _nodes(db: Connection, some: Sequence[str | None] | None = None) -> Iterable[Record]:
    """Documents, without nulls where a text is wanted."""
    wanted = None if some is None else set(some)
    for node in graph.nodes(db):
        if wanted is None or node["id"] in wanted:
            node |= {
                "in_hand": int(node.pop("dispatch") is not None),
                "exchange_id": document_id(node["issuer"] or "", node["promulgation_date"], node["key"]),
                "label": _label(node),
            }
            yield {name: _sound(value) if isinstance(value, str) else value for name, value in node.items() if value is not None}


def _edges(db: Connection) -> Iterable[Record]:
    return ({name: value for name, value in edge.items() if value is not None} for edge in graph.edges(db))


def _label(node: Record) -> str:
    """A document in a few words."""
    words = node["key"] or " ".join((node["title"] or node["id"].strip(",")).split())
    return words if len(words) <= LONG else words[: LONG - 1] + "…"


def _data(element: Tree.Element, what: str, record: Record, columns: Iterable[str]) -> None:
    for name in columns:
        if name in record:
            Tree.SubElement(element, "data", {"key": f"{what}_{name}"}).text = str(record[name])


def _values(element: Tree.Element, record: Record, columns: Iterable[str]) -> None:
    values = Tree.SubElement(element, "attvalues")
    for i, name in enumerate(columns):
        if name in record:
            Tree.SubElement(values, "attvalue", {"for": str(i), "value": str(record[name])})


def _xml(root: Tree.Element) -> bytes:
    Tree.indent(root, " ")
    made: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _quoted(text: str) -> str:
    """A text as DOT quotes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _csv(columns: Sequence[str], records: Iterable[Record]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([harmless(value) if isinstance(value := record.get(name, ""), str) else value for name in columns])
    return out.getvalue().encode()


def _sound(text: str) -> str:
    """The same text as XML can hold it: controls and half characters as U+FFFD."""
    if text.isprintable():
        return text
    return "".join(c if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff") else "\ufffd" for c in text)
