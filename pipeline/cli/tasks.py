"""The command that lists tasks."""

import click

from pipeline.cli.ask import Asked, question

COLUMNS = ("due", "lead", "task", "dispatch")
FIRST_WORDS = 90  # characters of a task in a table


@click.command()
@click.option("--due-before", metavar="DATE", help="Due before this day, as 2025-06-30.")
@click.option("--due-after", metavar="DATE", help="Due after this day.")
@click.option("--lead", metavar="NAME", help="Led by this body, written with or without diacritics.")
@click.option("--overdue", is_flag=True, help="Still open although the last day has passed.")
@click.option("--as-of", metavar="DATE", help="The day against which tasks are overdue.  [default: today]")
@click.option("--from", "source", metavar="REF", help="All that carry out REF, directly or through what carries it out.")
@click.option("--doc", metavar="REF", help="Those that REF itself lays.")
@question
def tasks(
    asked: Asked,
    *,
    due_before: str | None,
    due_after: str | None,
    lead: str | None,
    overdue: bool,
    as_of: str | None,
    source: str | None,
    doc: str | None,
) -> None:
    """Who must do what by when; filters given together all hold."""
    from datetime import date

    from pipeline.errors import UsageError
    from pipeline.store import duties, queries

    if as_of and not overdue:
        raise UsageError("--as-of: goes with --overdue alone")
    before, after, now = _day(due_before, "--due-before"), _day(due_after, "--due-after"), _day(as_of, "--as-of")
    if before and after and before <= after:
        raise UsageError(f"--due-before {before} --due-after {after}: no day is both")
    wanted = duties.Wanted(
        *(before, after),
        (now or date.today().isoformat()) if overdue else None,
        lead,
        queries.find(asked.db, source)["document"] if source else None,
        queries.find(asked.db, doc)["document"] if doc else None,
    )
    found = duties.listed(asked.db, wanted)
    if asked.form != "table":
        asked.tell(found, ())
        return
    from pipeline.presentation.screen import one_line

    asked.tell(
        [
            {
                "due": row["due_date"] or one_line(row["condition"] or row["deadline"], 20),
                "lead": one_line(row["lead"], 40),
                "task": one_line(row["text"], FIRST_WORDS),
                "dispatch": row["dispatch_key"] or row["file"],
            }
            for row in found
        ],
        COLUMNS,
    )


def _day(text: str | None, option: str) -> str | None:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() if text is not None else None
    except ValueError as trouble:
        raise click.BadParameter(f"{text}: no such day; write 2025-06-30", param_hint=option) from trouble
