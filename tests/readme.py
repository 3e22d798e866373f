"""Writes into both READMEs what the program says now: `python -m tests.readme`.

Results of commands stand in `console` blocks, the reference between its two comments; all else is written by hand.
"""

import contextlib
import shlex
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.pattern import Pattern

ROOT = Path(__file__).resolve().parent.parent
READMES = {"en": ROOT / "README.md", "vi": ROOT / "README.vi.md"}
CONSOLE = Pattern(r"(?s)```console\n\$ congvan (?P<words>[^\n]*)\n(?P<body>.*?)```")
START, END = "<!-- reference: python -m tests.readme writes it -->\n", "<!-- /reference -->\n"
Call = Callable[[str], Result]


def call(words: str) -> Result:
    """What the command does in this folder."""
    return CliRunner().invoke(main, shlex.split(words))


def told(words: str) -> str:
    """What the command prints, without blanks at the ends of lines."""
    done = call(words)
    assert done.exit_code == 0, done.output
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def reference(lang: str) -> str:
    """The chapter that the program writes."""
    return f"{START}\n{told(f'manual --lang {lang}')}\n{END}"


def written(text: str) -> str:
    """The reference as it stands in a README."""
    return START + text.partition(START)[2].partition(END)[0] + END


def filled(text: str, lang: str) -> str:
    """A README with what the commands print in this folder."""
    parts, behind = [], 0
    for hit in CONSOLE.finditer(text):
        parts += [text[behind : hit.start("body")], told(hit["words"])]
        behind = hit.end("body")
    text = "".join([*parts, text[behind:]])
    return text.replace(written(text), reference(lang))


def refill() -> None:
    """Both READMEs, written anew."""
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        shutil.copytree(ROOT / "corpus", "corpus")
        told("run corpus/inbox -o outputs -q")
        for lang, path in READMES.items():
            path.write_text(filled(path.read_text(encoding="utf-8"), lang), encoding="utf-8")


if __name__ == "__main__":
    refill()
