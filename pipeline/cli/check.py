"""Commands beside the database: citations of any text, accuracy, what is installed."""

import sys
from pathlib import Path
from typing import Any

import click

from pipeline.cli.ask import DATABASE


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-")
def cite(file: Path) -> None:
    """Citations of any text, one JSON object a line, in order.

    Offsets are code points of the input exactly as given. Paragraphs that a blank line divides don't inherit from one another.
    """
    import json

    from pipeline import rulebook
    from pipeline.mentions import cite as read

    for mention in read(_input(file), rulebook.shared()):
        click.echo(json.dumps(mention, ensure_ascii=False))


@click.command("eval")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--db", "path", type=click.Path(path_type=Path), default=DATABASE, show_default=True, help="The database.")
@click.option("--errors", type=click.IntRange(0), default=0, help="Show so many errors of each field.")
@click.option("--only", metavar="FIELD", help="Show the errors of this field alone.")
@click.option("--files", "by_file", is_flag=True, help="Figures of each file, too.")
@click.option("--spacy", "beside", is_flag=True, help="Figures of spaCy's own Scorer on the same readings, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate(*, gold: Path, path: Path, errors: int, only: str | None, by_file: bool, beside: bool, as_json: bool) -> None:
    """Accuracy against hand-made readings."""
    from contextlib import closing

    from pipeline import gold as readings
    from pipeline.evaluate import evaluate as held_against
    from pipeline.presentation import screen
    from pipeline.store import access

    wanted = readings.load(gold)
    with closing(access.opened(path, include_secret=True)) as db:
        tally = held_against(lambda sql, *values: access.rows(db, sql, *values), wanted)
        if beside:
            from pipeline.export import docbin
            from pipeline.nlp import scoring

            scored = [row._asdict() for row in scoring.figures(docbin.docbin(db), wanted)]
    rows = [row._asdict() for row in tally.rows()]
    bins = [band._asdict() for band in tally.calibration()]
    if as_json:
        found: dict[str, Any] = {"fields": rows, "calibration": bins}
        if beside:
            found["spacy"] = scored
        if by_file:
            found["files"] = {file: [row._asdict() for row in own] for file, own in tally.files().items()}
        if errors:
            found["errors"] = {field: lines[:errors] for field, lines in tally.errors.items() if lines and only in (None, field)}
        click.echo(screen.as_json(found))
        return
    screen.table(rows, list(rows[0]) if rows else ())
    if bins:
        screen.table(bins, list(bins[0]), "\nhow right what is how certain")
    if beside:
        screen.table(scored, list(scored[0]), "\nspaCy's Scorer, on places in the text")
    if by_file:
        for file, own in tally.files().items():
            screen.table([row._asdict() for row in own], list(own[0]._asdict()), f"\n{file}")
    for field, lines in tally.errors.items():
        if errors and lines and only in (None, field):
            click.echo(f"\n{field}: {len(lines)} errors")
            for line in lines[:errors]:
                click.echo(f"  {screen.one_line(line)}")


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
def validate(gold: Path) -> None:
    """Whether a file of readings is well formed; one line for each trouble."""
    from pipeline import gold as readings

    troubles = readings.validate(gold)
    for trouble in troubles:
        click.echo(trouble)
    sys.exit(2 if troubles else 0)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(*, as_json: bool) -> None:
    """What is installed, what is missing for which input, and the command that installs it."""
    from pipeline import doctor as room
    from pipeline.presentation import screen

    found = [check._asdict() for check in room.examine()]
    if as_json:
        click.echo(screen.as_json(found))
    else:
        screen.table(found, ("what", "state", "version", "needed_for", "install"))
    sys.exit(1 if any(check["state"] == "missing" and check["required"] for check in found) else 0)


def _input(file: Path) -> bytes:
    from pipeline.errors import UsageError

    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as trouble:
        raise UsageError(f"{file}: can't be read: {trouble.strerror or trouble}; name a text file, or - for what is piped in") from trouble
