"""The command `congvan`: thin commands over the rooms. Libraries are imported inside commands so that help is quick."""

import os
import sys
from pathlib import Path

import click

import pipeline
from pipeline.errors import CongvanError


class _Commands(click.Group):
    """A group whose commands' troubles end in a line that names the thing and the next step, and in the contract's exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CongvanError as trouble:
            click.echo(f"congvan: {trouble}", err=True)
            sys.exit(trouble.exit_code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(pipeline.__version__, prog_name="congvan")
def main() -> None:
    """Reads Vietnamese official dispatches: what they say, what they cite, who must do what by when."""


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "out", type=click.Path(path_type=Path), default=Path("outputs"), show_default=True, help="where the database goes")
@click.option("--jobs", type=click.IntRange(1), default=None, help="worker processes [default: as many as there are cores]")
@click.option("--force", is_flag=True, help="read everything again")
@click.option("--dry-run", is_flag=True, help="say what would be read, and do nothing")
@click.option("--ocr", type=click.Choice(["auto", "never", "always"]), default="auto", show_default=True, help="recognise scanned pages")
@click.option("--file-seconds", type=float, default=120.0, show_default=True, help="time that one file may take")
@click.option("--file-memory", type=int, default=2048, show_default=True, help="memory that one file may take, in MB")
def run(folder: Path, out: Path, jobs: int | None, force: bool, dry_run: bool, ocr: str, file_seconds: float, file_memory: int) -> None:
    """Read every file below FOLDER into a database: only what has changed since the last time."""
    from pipeline import run as room

    options = room.Options(jobs or len(os.sched_getaffinity(0)), force, dry_run, ocr, file_seconds, file_memory)
    summary = room.run(folder, out, options)
    print(summary)
    sys.exit(3 if summary.failed else 0)
