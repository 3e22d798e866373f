"""The command `congvan`. Libraries are imported inside the commands, so that help is quick."""

import contextlib
import io
import signal
import sys
from typing import Any

import click

import pipeline
from pipeline.cli import ask, check, collect, compare, look, manual, standing, tasks
from pipeline.errors import CongvanError


class Commands(click.Group):
    """A group whose troubles end in one line that names the thing and the next step, and in the contract's exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # a Windows console, a pipe in another encoding, a name that isn't UTF-8
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except CongvanError as trouble:
            from pipeline.presentation.screen import calm

            click.echo(f"congvan: {calm(str(trouble))}", err=True)
            ctx.exit(trouble.exit_code)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed again, it would cut what is said and cleared away now
            click.echo("congvan: interrupted; what was there before is whole, run again to go on", err=True)
            ctx.exit(1)
        except MemoryError:
            click.echo("congvan: out of memory; close other programs, or try fewer --jobs", err=True)
            ctx.exit(1)
        except BrokenPipeError:  # `congvan … | head`
            with contextlib.suppress(OSError):
                sys.stdout.close()
            ctx.exit(0)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order in which one needs them."""
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(pipeline.__version__, prog_name="congvan")
def main() -> None:
    """Reads Vietnamese official dispatches: what they say, what they cite, who must do what by when.

    REF is a document's number (1712/KH-UBND), its id, a dispatch's id or a file's path.
    """


for command in (
    *(collect.run, collect.merge),
    *(ask.show, ask.cites, ask.cited_by, ask.chain, ask.path, ask.unresolved, ask.stats, ask.search, ask.explain),
    tasks.tasks,
    *(standing.unimplemented, standing.superseded, standing.answers, standing.lint),
    *(look.report, look.serve, look.export, look.review),
    compare.diff,
    *(check.cite, check.evaluate, check.validate, check.doctor),
    manual.manual,
):
    main.add_command(command)
