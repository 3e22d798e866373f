"""Commands that make a database."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.reading import Hands
    from pipeline.run import Summary

SHOWN = 20  # failures told in full


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("outputs"), show_default=True, help="Where the database goes.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="Worker processes.  [default: as many as there are cores]")
@click.option("--force", is_flag=True, help="Read everything again.")
@click.option("--dry-run", is_flag=True, help="Say what would be read; change nothing.")
@click.option("--ocr", type=click.Choice(["auto", "never", "always"]), default="auto", show_default=True, help="Recognise scanned pages.")
@click.option(
    "--file-seconds", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Time that one file may take, and a minute a MB."
)
@click.option(
    "--file-memory", type=click.IntRange(0), default=1024, show_default=True, help="Memory that one file may take, in MB; 0 = any."
)
@click.option("--cluster", metavar="ADDRESS", help="Read on the dask workers at tcp://…, or on `local` ones.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary.")
@click.option("-v", "--verbose", is_flag=True, help="Name every file that failed or was passed over, every type, issuer and problem.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
def run(
    *,
    folder: Path,
    out: Path,
    jobs: int | None,
    force: bool,
    dry_run: bool,
    ocr: str,
    file_seconds: float,
    file_memory: int,
    cluster: str | None,
    quiet: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Read every file below FOLDER into a database: what has changed since the last time."""
    from pipeline import run as room
    from pipeline import workers
    from pipeline.presentation import screen

    options = room.Options(jobs or _cores(), force, dry_run, ocr, file_seconds, file_memory)
    with screen.Progress(quiet=quiet) as progress:
        summary = room.run(folder, out, options, progress, _cluster(cluster) if cluster else workers.answers)
    if as_json:
        click.echo(screen.as_json(summary.record()))
    elif dry_run:
        for name in summary.to_read:
            click.echo(screen.calm(name))
        click.echo(f"{len(summary.to_read)} to read, {summary.unchanged} unchanged, {summary.removed} to take out", err=True)
    elif not quiet:
        _tell(summary, sys.maxsize if verbose else SHOWN)
    sys.exit(3 if summary.failed else 0)


@click.command()
@click.argument("databases", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="The new database.")
def merge(databases: tuple[Path, ...], out: Path) -> None:
    """Join DATABASES into one, resolved again as one."""
    from pipeline import run as room

    counts = room.merge(databases, out)
    click.echo(f"{out}: {counts['dispatches']} dispatches, {counts['documents']} documents, {counts['citations']} citations")


def _cluster(address: str) -> "Hands":
    from pipeline.cluster import Cluster

    return Cluster(address)


def _tell(summary: "Summary", most: int) -> None:
    from pipeline.presentation import screen
    from pipeline.presentation.screen import calm

    counts, s = summary.counts, summary
    click.echo(f"{s.database}: {counts['dispatches']} dispatches, {counts['documents']} documents, {counts['citations']} citations")
    other = [
        (s.unchanged, "unchanged"),
        (s.removed, "taken out"),
        (s.duplicates, "duplicates"),
        (s.skipped, "skipped"),
        (s.failed, "failed"),
    ]
    beside = "".join(f", {number} {what}" for number, what in other if number)
    click.echo(f"{s.read} of {s.found} files read in {s.seconds:.1f} s{beside}")
    if counts["secret"]:
        click.echo(f"{counts['secret']} marked secret: kept out of every answer and export without --include-secret")
    screen.shares(s.shares, most if most > SHOWN else 8)
    for told in (s.failures, s.passed_over if most > SHOWN else []):
        for path, code, message in told[:most]:
            click.echo(f"  {calm(path)}: {code}: {calm(message)}")
    if len(s.failures) > most:
        click.echo(f"  … and {len(s.failures) - most} more: -v names them all, as does the table `files`")


def _cores() -> int:
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1
