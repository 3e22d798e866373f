"""Which document each mention means: one node for one document, however often and in whichever spelling it is cited."""

from collections.abc import Iterable

from pipeline.model import Document, Link, Links, Paper


def resolve(dispatches: Iterable[Paper]) -> Links:
    """The nodes, the links and the trouble met."""
    documents: dict[str, Document] = {}
    links: list[Link] = []
    held: dict[str, str] = {}
    papers = list(dispatches)
    for p in papers:
        name = _id(p.issuer_id or p.issuer, p.date, p.key) if p.key else f",,{p.id}"
        documents.setdefault(name, Document(name, p.key, p.doc_type, p.date, p.issuer, p.issuer_id, p.subject, None, p.id))
        held[p.id] = name
    for p in papers:
        for m in p.mentions:
            name = _id(m.issuer_id or m.issuer, m.date, m.key or m.title or m.id)
            method = m.method if name in documents else "new"
            documents.setdefault(name, Document(name, m.key, m.doc_type, m.date, m.issuer, m.issuer_id, m.title, None, None))
            links.append(Link(m.id, name, m.key, method, "same_words", 1.0))
    return Links(tuple(documents.values()), tuple(links), held, ())


def _id(issuer: str | None, date: str | None, key: str) -> str:
    return f"{issuer or ''},{(date or '').replace('-', '/')},{key}"
