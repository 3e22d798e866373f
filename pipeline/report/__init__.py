"""Pages to look at: what came, what it asks of whom by when, and the words that say so."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import review
from pipeline.presentation import publication, troubles
from pipeline.presentation.wording import Words
from pipeline.report import agenda, album, lanes, marks, notes, render, views
from pipeline.rounds import rounds
from pipeline.store import access

NEXT = 12  # tasks that the overview shows as due next
LATE = 6  # and as overdue
LATEST = 8  # dispatches
BODIES = 10
DOUBTS = 1000  # rows of the review page
PAGED = ("pdf", "ocr", "image")  # media that have pages to be looked at
LISTED = 10_000  # rows of any list; a browser has trouble with more
LABEL = 20  # characters of a name in the graph
DRAWN = 700  # nodes of the graph page
SUGGESTED = 400  # bodies that a filter suggests
LINES = (("implements", True), ("based_on", False), ("guides", False), ("replies_to", False), ("mentions", False))


class Item(NamedTuple):
    """A task, as lists show it."""

    duty: views.Duty
    name: str  # of its dispatch
    lead: str
    state: str
    due: str | None
    months: str  # in which it is due
    recurs: bool
    yaml_file: str
    yaml_text: str


class Link(NamedTuple):
    """A document in a chain, and those behind it."""

    step: views.Step
    children: list["Link"]


class Report:
    """The pages of a database: each is asked for by its name."""

    def __init__(self, db: access.Connection, lang: str = "vi", as_of: str | None = None, *, live: bool = False) -> None:
        self.db, self.t, self.live = db, Words(lang), live
        self.as_of = as_of or date.today().isoformat()
        self.folder = Path(views.folder(db) or "").name or "—"
        self.pictures: Callable[[str], Mapping[int, album.Sketch]] = lambda _: {}  # of a file's pages

    def names(self) -> list[str]:
        """The pages, as paths below the report's folder."""
        pages = [f"{name}.html" for name in self._makers()]
        return pages + [f"d/{entry.id}.html" for entry in views.entries(self.db)]

    def page(self, path: str) -> str | None:
        """A page, whole; null where there is none of that name."""
        name = path.removesuffix(".html")
        if name.startswith("d/"):
            found = views.entries(self.db, name.removeprefix("d/"))
            return self._dispatch(found[0]) if found else None
        maker = self._makers().get(name)
        return maker() if maker else None

    def _makers(self) -> dict[str, Callable[[], str]]:
        return {
            "index": self._index,
            "register": self._register,
            "tasks": self._tasks,
            "calendar": self._calendar,
            "graph": self._graph,
            "cited": self._cited,
            "review": self._review,
        }

    def render(self, name: str, label: str, **values: Any) -> str:
        """A page by its template, with what every page says."""
        root = values.pop("root", "../" if name == "dispatch" else "")
        title = values.pop("title", None) or self.t(label)
        common = {"title": title, "here": name, "folder": self.folder, "as_of": self.as_of}
        return render.page(name, self.t, root=root, live=self.live, **common, **values)

    def _index(self) -> str:
        entries, items = views.entries(self.db), self._items()
        ahead = [i for i in items if i.state in ("soon", "dated") and i.due]
        late = [i for i in items if i.state == "overdue"]
        unread, nodes = views.unread(self.db), views.nodes(self.db)
        issued = sorted(e.date for e in entries if e.date and len(e.date) == 10)
        wanted = sorted((n for n in nodes if not n["dispatch"] and n["weight"] > 1), key=lambda n: (-n["weight"], n["id"]))[:8]
        n = {
            "files": self.db.execute("SELECT count(*) FROM files WHERE status <> 'skipped'").fetchone()[0],
            "dispatches": len(entries),
            "bodies": len({e.issuer for e in entries if e.issuer}),
            "tasks": len(items),
            "cited": sum(1 for node in nodes if not node["dispatch"]),
            "soon": sum(1 for i in items if i.state == "soon"),
            "overdue": len(late),
            "unread": len(unread),
            "secret": views.left_out(self.db),
        }
        return self.render(
            "index",
            "overview",
            n=n,
            span=(issued[0], issued[-1]) if issued else None,
            ahead=_by_day(sorted(ahead, key=lambda i: (i.due, i.duty.id))[:NEXT]),
            late=_by_day(sorted(late, key=lambda i: (i.due, i.duty.id), reverse=True)[:LATE]),
            latest=entries[:LATEST],
            unanswered=self._unanswered(entries, items),
            senders=views.counted((e.issuer for e in entries), BODIES),
            kinds=views.counted((e.doc_type for e in entries), BODIES),
            wanted=[{**node, "anchor": views.document_anchor(node["id"])} for node in wanted],
            unread=unread,
        )

    def _register(self) -> str:
        entries = views.entries(self.db)
        return self.render(
            "register",
            "register",
            entries=entries[:LISTED],
            rest=len(entries) - LISTED,
            bodies=[body for body, _ in views.counted((e.issuer for e in entries), SUGGESTED)[0] if body],
            kinds=sorted({e.doc_type for e in entries if e.doc_type}, key=self.t.type_name),
            years=sorted({e.date[:4] for e in entries if e.date}, reverse=True),
        )

    def _tasks(self) -> str:
        items = self._items()
        groups = {state: [i for i in items if i.state == state] for state in dict.fromkeys(i.state for i in items)}
        ahead = sorted(groups.get("soon", []) + groups.get("dated", []), key=lambda i: (i.due, i.duty.id))
        late = sorted(groups.get("overdue", []), key=lambda i: i.due or "", reverse=True)
        items = [
            *ahead,
            *late,
            *sorted(groups.get("open", []), key=lambda i: i.due is None),
            *groups.get("answered", []),
            *groups.get("done", []),
        ]
        return self.render(
            "tasks",
            "tasks",
            tasks=items[:LISTED],
            rest=len(items) - LISTED,
            bodies=[body for body, _ in views.counted((name for i in items for name in i.duty.lead), SUGGESTED)[0] if body],
            months=sorted({month for i in items for month in i.months.split()}),
        )

    def _calendar(self) -> str:
        days: dict[str, list[Item]] = {}
        for item in self._items():
            for day in self._days(item.duty):
                days.setdefault(day, []).append(item)
        months = agenda.months(days)
        this = self.as_of[:7]
        past = [m for m in months if m.month < this]
        return self.render("calendar", "calendar", ahead=[m for m in months if m.month >= this], past=past[::-1])

    def _cited(self) -> str:
        by = views.mentions(self.db)
        rows = []
        for node in views.nodes(self.db):
            if not node["dispatch"] and node["id"] in by:
                said = views.by_dispatch(by[node["id"]])
                rows.append({**node, "anchor": views.document_anchor(node["id"]), "by": said, "mentions": len(by[node["id"]])})
        rows.sort(key=lambda row: (-len(row["by"]), -row["mentions"], row["id"]))
        kinds = sorted({row["doc_type"] for row in rows if row["doc_type"]}, key=self.t.type_name)
        return self.render("cited", "cited", rows=rows[:LISTED], rest=len(rows) - LISTED, kinds=kinds)

    def _review(self) -> str:
        doubts = review.doubts(self.db)
        shown = [_doubt(d, self.t) for d in doubts[:DOUBTS]]
        unread = [{**row, "error": troubles.remedy(row["error_code"], row["error"], self.t.lang)} for row in views.unread(self.db)]
        return self.render("review", "review", doubts=shown, total=len(doubts), unread=unread)

    def _graph(self) -> str:
        nodes = views.nodes(self.db)
        held = sorted((n for n in nodes if n["dispatch"]), key=lambda n: (-n["weight"], n["id"]))
        cited = sorted((n for n in nodes if not n["dispatch"] and n["weight"] > 1), key=lambda n: (-n["weight"], n["id"]))
        if len(nodes) <= DRAWN:
            drawn = nodes
        else:
            drawn = held[: DRAWN // 2]
            drawn = drawn + cited[: DRAWN - len(drawn)]
        plan = lanes.plan(lanes.Node(n["id"], n["rank"], (n["date"] or "")[:4] or None, bool(n["dispatch"]), n["weight"]) for n in drawn)
        shown, edges = [], []
        for node in drawn:
            place, name = plan.places[node["id"]], self._name(node)
            about = " · ".join(v for v in (self.t.date(node["date"]), node["issuer"], node["title"]) if v)
            href = f"d/{node['dispatch']}.html" if node["dispatch"] else f"cited.html#{views.document_anchor(node['id'])}"
            label = (node["key"] or name)[:LABEL] + ("…" if len(node["key"] or name) > LABEL else "")
            own = {
                "id": views.document_anchor(node["id"]),
                "name": name,
                "label": label,
                "about": about,
                "href": href,
                "held": bool(node["dispatch"]),
            }
            shown.append({**own, "x": place.x, "y": place.y})
        groups = {name for name, _ in LINES}
        for (citing, cited_id), relation in sorted(views.strongest(views.edges(self.db)).items()):
            if citing in plan.places and cited_id in plan.places:
                ends = {"a": views.document_anchor(citing), "b": views.document_anchor(cited_id)}
                group = relation if relation in groups else "mentions"
                edges.append({**ends, "relation": relation, "group": group, "path": lanes.path(plan.places[citing], plan.places[cited_id])})
        return self.render(
            "graph",
            "graph",
            plan=plan,
            nodes=shown,
            edges=edges,
            relations=LINES,
            box=(lanes.WIDTH, lanes.HEIGHT),
            cut=len(drawn) < len(nodes),
        )

    def _dispatch(self, entry: views.Entry) -> str:
        db, t = self.db, self.t
        text = views.text(db, entry.file)
        duties = views.duties(db, entry.id)
        recipients = notes.recipients(rows := views.records(db, "recipients", entry.id), text, t)
        facts = notes.facts(views.records(db, "facts", entry.id), t)
        problems = notes.problems(views.records(db, "problems", entry.id), text, t)
        citations = notes.citations(views.records(db, "citations", entry.id), t)
        deadlines = notes.deadlines(views.records(db, "deadlines", entry.id), t)
        every = [*facts, *recipients, *citations, *deadlines, *notes.tasks(duties, t), *problems]
        spans = [marks.Mark(n.id, n.kind, n.start, n.end) for n in every if n.start is not None and n.end is not None]
        pages = sorted({(n.start, n.page) for n in every if n.page and n.start is not None})
        documents = views.documents(db, (n.document for n in citations))
        up, down = (views.chain(db, entry.document, down=way) for way in (False, True))
        known = {step.witness for step in (*up, *down)}
        citing = views.by_dispatch(views.mentions(db, entry.document).get(entry.document or "", ()))
        mentioned = [m for m in citing if m["dispatch"] not in known and m["dispatch"] != entry.id]
        order = {name: i for i, name in enumerate(notes.ORDER)}
        facsimile = album.pages(self.pictures(entry.file), views.boxes(db, entry.file), every) if entry.medium in PAGED else []
        return self.render(
            "dispatch",
            "dispatch",
            title=self._name({"key": entry.key, "doc_type": entry.doc_type, "title": entry.file}),
            entry=entry,
            siblings=views.siblings(db, entry),
            facts=sorted(facts, key=lambda n: order.get(n.id[2:], 99)),
            roles={role: [n for n, row in zip(recipients, rows, strict=True) if row["role"] == role] for role in ("addressee", "copy")},
            corrected=views.who_corrected(db, entry.file),
            tasks=[self._item(duty, {entry.id: entry}) for duty in duties],
            up=_tree(up),
            down=_tree(down),
            mentioned=mentioned,
            problems=problems,
            signatures=views.records(db, "signatures", entry.id),
            lines=marks.lines(text, entry.start or 0, entry.end or len(text), spans, _turns(pages)),
            notes=sorted(every, key=lambda n: (n.start is None, n.start or 0, n.end or 0, n.id)),
            documents=documents,
            anchors=views.document_anchor,
            lane=lambda rank: t.lane(lanes.lane(rank)),
            pages=facsimile,
            shown={page.number for page in facsimile},
        )

    def _items(self) -> list[Item]:
        entries = {e.id: e for e in views.entries(self.db)}
        return [self._item(duty, entries) for duty in views.duties(self.db)]

    def _item(self, duty: views.Duty, entries: Mapping[str, views.Entry]) -> Item:
        entry = entries[duty.dispatch]
        days = self._days(duty)
        recurs = any(due.recurs for due in duty.dues)
        at = agenda.standing(days, self.as_of, closed=duty.closed, recurs=recurs)
        months = " ".join(dict.fromkeys(day[:7] for day in days if len(day) >= 7))
        name = entry.key or render.clip(entry.file.rsplit("/", 1)[-1], 28)
        return Item(
            duty,
            name,
            "; ".join(duty.lead),
            at.state,
            at.due,
            months,
            recurs,
            _quoted(entry.file),
            _quoted(render.clip(duty.text, 70).rstrip(" …")),
        )

    def _days(self, duty: views.Duty) -> list[str]:
        """The days on which a task is due, with the next rounds of what recurs."""
        days = [due.due_date for due in duty.dues if due.due_date]
        for due in duty.dues:
            days += rounds(due.due_date, due.recurs, self.as_of) if due.recurs else []
        return sorted(dict.fromkeys(days))

    def _unanswered(self, entries: Sequence[views.Entry], items: Iterable[Item]) -> list[dict[str, Any]]:
        """Requests for a report or an answer whose day has passed, latest first."""
        by_id = {e.id: e for e in entries}
        latest: dict[str, Item] = {}
        for item in items:
            if item.state == "overdue" and (item.duty.report_to or item.duty.deliverable) and item.due:
                best = latest.get(item.duty.dispatch)
                if best is None or item.due > (best.due or ""):
                    latest[item.duty.dispatch] = item
        rows = [{"entry": by_id[id_], "anchor": item.duty.anchor, "due": item.due} for id_, item in latest.items()]
        return sorted(rows, key=lambda row: (row["due"], row["entry"].id), reverse=True)

    def _name(self, node: Mapping[str, Any]) -> str:
        kind, title = self.t.type_name(node["doc_type"]), node["title"] or ""
        if node["key"]:
            return f"{kind} {node['key']}".strip()
        return render.clip(title if title.lower().startswith(kind.lower()) else f"{kind} {title}".strip() or "?", 90)


def write(db: Path, out: Path, lang: str = "vi", as_of: str | None = None, *, secret: bool = False, pictures: bool = True) -> int:
    """Writes the pages of a database into a folder, which takes the place of the last report there; gives their number.

    With `pictures`, pages of PDF files and scans are drawn, where the originals still lie in the folder that was read.

    Raises UsageError where the folder holds something else, OutputError where it can't be written.
    """
    with closing(access.opened(db, include_secret=secret)) as connection, publication.folder(out) as folder:
        report = Report(connection, lang, as_of)
        (folder / "d").mkdir()
        root = views.folder(connection)
        if pictures and root:
            drawn = album.drawn(Path(root), album.wanted(connection), folder)
            report.pictures = lambda file: drawn.get(file, {})
        names = report.names()
        for name in names:
            (folder / name).write_text(report.page(name) or "", encoding="utf-8", newline="\n")
        return len(names)


def _by_day(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    days: dict[str, list[Item]] = {}
    for item in items:
        days.setdefault(item.due or "", []).append(item)
    return list(days.items())


def _turns(pages: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where the first words of each page stand that anything was read from."""
    seen: set[int] = set()
    for start, page in pages:
        if page not in seen:
            seen.add(page)
            yield start, page


def _tree(steps: Iterable[views.Step]) -> list[Link]:
    top: list[Link] = []
    path: list[Link] = []
    for step in steps:
        link = Link(step, [])
        del path[step.depth :]
        (path[-1].children if path else top).append(link)
        path.append(link)
    return top


def _doubt(doubt: review.Doubt, t: Words) -> dict[str, Any]:
    trouble = doubt.field == doubt.why  # a row of `problems`: its value is a message
    said = troubles.said(doubt.value, t.lang) if trouble else notes.shown(doubt.field, doubt.value, t) if doubt.value else ""
    why = t.value(doubt.why) if doubt.why else ""
    return {**doubt._asdict(), "anchor": doubt.anchor, "value": said, "why": why}


def _quoted(text: str) -> str:
    """A value for YAML."""
    return "'" + text.replace("'", "''") + "'"
