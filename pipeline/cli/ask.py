"""Commands that ask the database. Data goes to stdout, everything else to stderr."""

import functools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

DATABASE = Path("outputs") / "congvan.db"
FACE = ("key", "doc_type", "promulgation_date", "issuer", "title")
Command = Callable[..., None]
Record = dict[str, Any]


class Asked(NamedTuple):
    """An open database, and how its answers are to be printed."""

    db: Any
    form: str  # table json csv
    path: Path = DATABASE
    secret: bool = False

    def tell(self, records: Sequence[Record], columns: Sequence[str], title: str = "", empty: str = "none") -> None:
        """Prints records; a table has these columns, JSON and CSV have all."""
        from pipeline.presentation import screen

        if self.form == "json":
            click.echo(screen.as_json(records))
        elif self.form == "csv":
            screen.as_csv(records, sys.stdout)
        else:
            screen.table(records, columns, title, empty)


def question(command: Command) -> Command:
    """A command that is given an open database, and has the options that every query has."""

    @click.option("--db", "path", type=click.Path(path_type=Path), default=DATABASE, show_default=True, help="The database.")
    @click.option("--json", "form", flag_value="json", help="Print JSON.")
    @click.option("--csv", "form", flag_value="csv", help="Print CSV.")
    @click.option("--include-secret", is_flag=True, help="Show dispatches that are marked secret, too.")
    @functools.wraps(command)
    def asking(*, path: Path, form: str | None, include_secret: bool, **values: Any) -> None:
        from contextlib import closing

        from pipeline.store import access

        with closing(access.opened(path, include_secret=include_secret)) as db:
            if not access.finished(db):
                click.echo(f"congvan: {path}: the last run didn't end; run it again for whole answers", err=True)
            command(Asked(db, form or "table", path, include_secret), **values)

    return asking


@click.command()
@click.argument("ref")
@click.option("--crop", metavar="FIELD", help="Cut the place of this value out of its page instead: PDF, scans and pictures.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The picture that --crop writes, PNG.")
@question
def show(asked: Asked, ref: str, crop: str | None, out: Path | None) -> None:
    """All that a dispatch says, each with its quote and page."""
    from pipeline.errors import UsageError
    from pipeline.presentation import screen
    from pipeline.store import queries

    if (crop is None) != (out is None):
        raise UsageError("--crop FIELD and -o PNG go together")
    if crop is not None and out is not None:
        _crop(asked, queries.find(asked.db, ref), crop, out)
        return
    shown = queries.show(asked.db, queries.find(asked.db, ref))
    if asked.form == "json":
        click.echo(screen.as_json(shown))
        return
    if asked.form == "csv":
        screen.as_csv(shown["facts"] if "facts" in shown else shown["mentions"], sys.stdout)
        return
    document = shown["document"]
    if document["dispatch"] is None:
        screen.facts(document)
        screen.table(shown["mentions"], ("key", "relation", "quote", "page", "file"), "\nnot in hand; cited by")
        return
    screen.facts({"file": document["file"], "part": document["part"], "dispatch": document["dispatch"], "document": document["document"]})
    screen.facts({"status": shown["dispatch"]["status"]})
    screen.table(shown["facts"], ("field", "value", "quote", "page"), "\nheader")
    screen.table(shown["recipients"], ("role", "name", "purpose", "quote"), "\nrecipients")
    basis = [c for c in shown["citations"] if c["scope"] == "preamble" or c["relation"] in ("implements", "based_on", "guides")]
    screen.table(basis, ("relation", "key", "title", "quote", "page"), f"\nbasis ({len(basis)} of {len(shown['citations'])} citations)")
    screen.table(shown["tasks"], ("section", "text", "lead", "coordinating", "due", "page"), "\ntasks")
    screen.table(shown["deadlines"], ("quote", "start_date", "due_date", "period", "condition", "page"), "\ndeadlines")
    screen.table(shown["problems"], ("code", "message"), "\nproblems")


@click.command()
@click.argument("ref")
@question
def cites(asked: Asked, ref: str) -> None:
    """What a document cites."""
    from pipeline.store import queries, routes

    document = queries.find(asked.db, ref)
    asked.tell(routes.cites(asked.db, document["document"]), ("relation", *FACE, "mentions", "in_hand", "quote", "page"))


@click.command("cited-by")
@click.argument("ref")
@question
def cited_by(asked: Asked, ref: str) -> None:
    """Who cites a document."""
    from pipeline.store import queries, routes

    document = queries.find(asked.db, ref)
    asked.tell(routes.cited_by(asked.db, document["document"]), ("relation", *FACE, "mentions", "quote", "page"))


@click.command()
@click.argument("ref")
@click.option("--down", is_flag=True, help="What stands on it, instead of what it stands on.")
@question
def chain(asked: Asked, ref: str, *, down: bool) -> None:
    """What a document stands on, up to the highest text; or with --down, everything that carries it out."""
    from pipeline.presentation import screen
    from pipeline.store import queries, routes

    rows = routes.chain(asked.db, queries.find(asked.db, ref)["document"], down=down)
    if asked.form != "table":
        asked.tell(rows, ())
        return
    screen.tree([{"depth": row["depth"], "label": _label(row, "←" if down else "→")} for row in rows])


@click.command()
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@question
def path(asked: Asked, start: str, end: str) -> None:
    """A shortest way from A to B through the citations."""
    from pipeline.store import queries, routes

    found = routes.path(asked.db, queries.find(asked.db, start)["document"], queries.find(asked.db, end)["document"])
    if asked.form == "table" and found:
        from pipeline.presentation import screen

        screen.tree([{"depth": i, "label": _label(row, "←" if row["cites"] else "→")} for i, row in enumerate(found)])
        return
    asked.tell(found, FACE, empty=f"no way leads from {start} to {end}")


@click.command()
@click.option("--limit", type=click.IntRange(0), default=0, help="Show so many; 0 = all.")
@question
def unresolved(asked: Asked, limit: int) -> None:
    """Documents that are cited but not in hand, the most wanted first."""
    from pipeline.store import routes

    asked.tell(routes.unresolved(asked.db, limit), (*FACE, "dispatches", "mentions"))


@click.command()
@click.option("--pagerank", is_flag=True, help="The documents most stood upon by PageRank, too: needs scipy, and the whole graph.")
@question
def stats(asked: Asked, *, pagerank: bool) -> None:
    """Counts: by type, issuer, relation and problem; the documents most stood upon."""
    from pipeline.presentation import screen
    from pipeline.store import queries

    found = queries.stats(asked.db)
    if pagerank:
        from pipeline import graph

        found["pagerank"] = graph.authorities(asked.path, include_secret=asked.secret)
        if not found["pagerank"]:
            click.echo("congvan: no PageRank: scipy isn't installed (pip install scipy), or nothing cites", err=True)
    if asked.form == "json":
        click.echo(screen.as_json(found))
    elif asked.form == "csv":
        screen.as_csv([{"table": name} | row for name, rows in found.items() for row in rows], sys.stdout)
    else:
        for i, (name, rows) in enumerate(found.items()):
            screen.table(rows, list(rows[0]) if rows else (), f"{chr(10) if i else ''}{name}")


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Show at most so many.")
@question
def search(asked: Asked, words: tuple[str, ...], limit: int) -> None:
    """Dispatches that these words stand in, written with or without diacritics."""
    from pipeline.store import queries

    asked.tell(queries.search(asked.db, " ".join(words), limit), ("key", "doc_type", "promulgation_date", "issuer", "words", "file"))


@click.command()
@click.argument("ref")
@click.argument("field", required=False)
@question
def explain(asked: Asked, ref: str, field: str | None) -> None:
    """Why a value was read: quote, place, rule, certainty, rivals.

    FIELD is a header field, the id of a citation, task or deadline, or one of citations, tasks, deadlines, recipients.
    """
    from pipeline.store import queries

    rows = queries.explain(asked.db, queries.find(asked.db, ref), field)
    columns = ("field", "value", "quote", "page", "rule", "certainty", "rivals")
    extra = ("relation", "relation_rule", "bound_by", "bound_certainty", "bound_rivals") if rows and "bound_by" in rows[0] else ()
    asked.tell(rows, columns + extra)


def _crop(asked: Asked, document: Record, field: str, out: Path) -> None:
    """Writes the place of a value as a picture."""
    from pipeline import crop as room
    from pipeline.errors import UsageError
    from pipeline.model import Box
    from pipeline.presentation import publication
    from pipeline.store import access, queries

    if document["dispatch"] is None:
        raise UsageError(f"{document['key'] or document['document']}: not in hand, only cited; there is no page of it")
    (found, *_) = queries.explain(asked.db, document, field)
    sql = "SELECT page, x0, top, x1, bottom FROM boxes WHERE file = ? AND start < ? AND end > ? ORDER BY page, top, x0"
    boxes = [Box(*row.values()) for row in access.rows(asked.db, sql, document["file"], found["end"], found["start"])]
    folder = access.folder(asked.db)
    try:
        content = (Path(folder or ".") / document["file"]).read_bytes()
    except OSError as trouble:
        raise UsageError(f"{document['file']}: can't be read any more: {trouble.strerror or trouble}") from trouble
    publication.publish(out, room.crop(content, boxes))
    click.echo(str(out), err=True)


def _label(row: Record, arrow: str) -> str:
    """A step of a chain in one line, and the words that say so in the next."""
    from pipeline.presentation.screen import one_line

    face = [row["key"] or one_line(row["title"], 80), row["promulgation_date"], row["issuer"]]
    if row["rank"] is not None:
        face.append(f"rank {row['rank']}")
    if not row["in_hand"]:
        face.append("not in hand")
    label = ", ".join(one_line(part) for part in face if part)
    if row.get("again"):
        label += " (shown above)"
    elif row.get("more"):
        label += " (goes on)"
    if row["relation"]:
        label = f"{row['relation']} {arrow} {label}"
    if row["quote"] and not row.get("again"):
        label += f"\n“{one_line(row['quote'], 160)}”" + (f" p. {row['page']}" if row["page"] else "")
        if row.get("witness"):
            label += f" — says {one_line(row['witness'])}"
    return label
