"""Commands on how texts stand: carried out or not, replaced, answered, in form."""

import sys

import click

from pipeline.cli.ask import FACE, Asked, question

LIMIT = click.option("--limit", type=click.IntRange(0), default=0, help="Show so many; 0 = all.")


@click.command()
@click.option("--agency", metavar="NAME", help="What is addressed to this body and it has not carried out.")
@click.option("--with-predecessors", is_flag=True, help="Count for it what was addressed to, or done by, the bodies that became it.")
@LIMIT
@question
def unimplemented(asked: Asked, agency: str | None, limit: int, *, with_predecessors: bool) -> None:
    """Higher texts in hand that nothing in hand implements."""
    from pipeline.errors import UsageError
    from pipeline.store import offices, standing

    if with_predecessors and not agency:
        raise UsageError("--with-predecessors: of whom? name the body with --agency NAME")
    ids = offices.named(asked.db, agency, with_predecessors=with_predecessors) if agency else []
    asked.tell(standing.unimplemented(asked.db, ids, limit), (*FACE, *(("addressed",) if agency else ()), "file"))


@click.command()
@LIMIT
@question
def superseded(asked: Asked, limit: int) -> None:
    """Texts that are relied on although another had replaced or repealed them."""
    from pipeline.store import standing

    columns = ("key", "title", "by_relation", "by_key", "since", "witness", "relied_on_by", "on_date", "relation", "quote", "page")
    asked.tell(standing.superseded(asked.db, limit), columns)


@click.command()
@click.option("--as-of", metavar="DATE", help="The day against which they are late, as 2025-06-30.  [default: today]")
@LIMIT
@question
def answers(asked: Asked, as_of: str | None, limit: int) -> None:
    """Requests with no reply or report in hand after their last day."""
    from datetime import date

    from pipeline.store import standing

    try:
        day = date.fromisoformat(as_of) if as_of else date.today()
    except ValueError as trouble:
        raise click.BadParameter(f"{as_of}: no such day; write 2025-06-30", param_hint="--as-of") from trouble
    asked.tell(standing.answers(asked.db, day.isoformat(), limit), (*FACE, "due_date", "days_late", "report_to", "text", "page"))


@click.command()
@click.argument("ref", required=False)
@question
def lint(asked: Asked, ref: str | None) -> None:
    """What the form rules of Nghị định 30/2020 miss, in one dispatch or in all. Exit code 0 also where something is missing."""
    from pipeline import lint as room
    from pipeline.store import queries

    dispatch = queries.find(asked.db, ref)["dispatch"] if ref else None
    if ref and dispatch is None:
        click.echo(f"congvan: {ref}: not in hand, so nothing to look at", err=True)
        sys.exit(2)
    found = [flaw._asdict() for flaw in room.flaws(asked.db, dispatch)]
    asked.tell(found, ("name", "rule", "message", "quote", "page", "file"), empty="nothing missing")
