"""Commands for people to look at: pages, the web view, files for other programs, what is doubtful."""

from pathlib import Path

import click

from pipeline.cli.ask import DATABASE, Asked, question

LANG = click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="The language of the pages.")
DB = click.option("--db", "path", type=click.Path(path_type=Path), default=DATABASE, show_default=True, help="The database.")
SECRET = click.option("--include-secret", is_flag=True, help="Show dispatches that are marked secret, too.")
AS_OF = click.option("--as-of", metavar="DATE", help="The day against which tasks are overdue, as 2025-06-30.  [default: today]")


@click.command()
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The folder.  [default: report, beside the database]")
@LANG
@AS_OF
@click.option("--pictures/--no-pictures", default=True, show_default=True, help="Draw the pages of PDF files and scans.")
@DB
@SECRET
def report(*, out: Path | None, lang: str, as_of: str | None, pictures: bool, path: Path, include_secret: bool) -> None:
    """Write pages to look at: a folder that opens by double click, without a network."""
    from pipeline import report as room

    place = out or path.parent / "report"
    pages = room.write(path, place, lang, _day(as_of), secret=include_secret, pictures=pictures)
    click.echo(f"{place / 'index.html'}: {pages} pages", err=True)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True, help="The port, on this machine alone.")
@LANG
@AS_OF
@DB
@SECRET
def serve(*, port: int, lang: str, as_of: str | None, path: Path, include_secret: bool) -> None:
    """Show the pages and the tables in a browser: on this machine alone, reading alone."""
    from pipeline import web

    web.serve(path, port, lambda place: click.echo(f"open {place} (Ctrl-C ends it)"), lang, _day(as_of), secret=include_secret)


@click.command()
@click.argument("kind", metavar="KIND")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The file or folder.  [default: beside the database, under KIND's name]")
@click.option("--of", metavar="REF", help="The document whose surroundings graph.mmd shows.  [default: the one most cited]")
@click.option("--todo", is_flag=True, help="tasks.ics holds things to do (VTODO) instead of days (VEVENT).")
@DB
@SECRET
def export(*, kind: str, out: Path | None, of: str | None, todo: bool, path: Path, include_secret: bool) -> None:
    """Write a file for other programs; an unknown KIND lists those there are."""
    from contextlib import closing

    from pipeline import export as room
    from pipeline.store import access, queries

    place = out or path.parent / kind
    with closing(access.opened(path, include_secret=include_secret)) as db:
        files = room.write(kind, db, place, queries.find(db, of)["document"] if of else None, todo=todo)
    click.echo(f"{place}{f': {files} files' if files != 1 else ''}", err=True)


@click.command()
@click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help="Show so many; 0 = all.")
@question
def review(asked: Asked, limit: int) -> None:
    """Doubtful values, the most useful first; what is right goes into corrections.yaml."""
    from pipeline import review as room

    rows = [{**doubt._asdict(), "use": round(doubt.use, 3), "rivals": list(doubt.rivals)} for doubt in room.doubts(asked.db)]
    asked.tell(rows[: limit or None], ("name", "field", "value", "quote", "certainty", "rivals", "why", "file"))


def _day(text: str | None) -> str | None:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError as trouble:
        raise click.BadParameter(f"{text}: no such day; write 2025-06-30", param_hint="--as-of") from trouble
