"""The command that holds two dispatches of one series against each other."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.ask import Asked, Record, question

if TYPE_CHECKING:
    from pipeline.diff import Change, Difference, Duty


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write a page to look at, instead.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="The language of the page.")
@question
def diff(asked: Asked, before: str, after: str, out: Path | None, lang: str) -> None:
    """What B changed against A, two dispatches of one series: deadlines, bodies, basis, new and dropped tasks."""
    from pipeline import diff as room
    from pipeline.store import queries

    found = room.compare(asked.db, queries.find(asked.db, before), queries.find(asked.db, after))
    if out is not None:
        from pipeline.presentation import publication
        from pipeline.report import changes

        publication.publish(out, changes.page(found, lang).encode())
        click.echo(str(out), err=True)
    elif asked.form == "table":
        _tell(found)
    elif asked.form == "csv":
        asked.tell(_rows(found), ())
    else:
        from pipeline.presentation import screen

        click.echo(screen.as_json(_record(found)))


def _tell(found: "Difference") -> None:
    from pipeline.presentation import screen

    for name, side in (("A", found.before), ("B", found.after)):
        screen.facts({name: ", ".join(part for part in (side.name, side.date, side.issuer, side.subject) if part)})
    screen.table([change._asdict() for change in found.header], ("field", "before", "after"), "\nheader")
    for title, entries in (("basis", found.basis), ("recipients", found.recipients)):
        screen.table([entry._asdict() for entry in entries if entry.state != "kept"], ("state", "about", "name"), f"\n{title}")
    counts = ", ".join(f"{n} {state}" for state, n in found.counts().items() if n)
    rows = [
        row | {"text": f"{row['text']} [perhaps instead of: {row['before']}]"} if row["state"] == "perhaps" else row for row in _rows(found)
    ]
    screen.table(rows, ("state", "section", "text", "changes"), f"\ntasks: {counts or 'none'}")


def _rows(found: "Difference") -> list[Record]:
    rows: list[Record] = []
    for pair in found.tasks:
        sections = [duty.section or "" for duty in (pair.before, pair.after) if duty]
        duty = pair.after or pair.before
        rows.append(
            {
                "state": pair.state,
                "section": " → ".join(dict.fromkeys(sections)),
                "text": duty.text if duty else "",
                "before": pair.before.text if pair.before else None,
                "likeness": pair.likeness,
                "changes": "; ".join(map(_change, pair.changes)),
            }
        )
    return rows


def _change(change: "Change") -> str:
    return f"{change.field}: {change.before or '–'} → {change.after or '–'}"


def _record(found: "Difference") -> Record:
    """The same as plain values."""
    return {
        "before": found.before._asdict(),
        "after": found.after._asdict(),
        "years": found.years,
        "header": [change._asdict() for change in found.header],
        "basis": [entry._asdict() for entry in found.basis],
        "recipients": [entry._asdict() for entry in found.recipients],
        "tasks": [
            {
                **pair._asdict(),
                "before": _duty(pair.before),
                "after": _duty(pair.after),
                "changes": [change._asdict() for change in pair.changes],
            }
            for pair in found.tasks
        ],
        "counts": found.counts(),
    }


def _duty(duty: "Duty | None") -> Record | None:
    return duty and {**duty._asdict(), "due": [due._asdict() for due in duty.due]}
