"""The README keeps its word: its commands run, its results are what they print, every command is in it."""

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.pattern import Pattern

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
VIETNAMESE = (ROOT / "README.vi.md").read_text(encoding="utf-8")
BLOCK = Pattern(r"(?s)```(?P<kind>sh|console|python)\n(?P<body>.*?)```")
INLINE = Pattern(r"`congvan ([a-z-]+)")


def blocks(kind: str) -> list[str]:
    return [hit["body"] for hit in BLOCK.finditer(README) if hit["kind"] == kind]


def shown() -> Iterator[tuple[str, str]]:
    for body in blocks("console"):
        command, _, output = body.partition("\n")
        yield command.removeprefix("$ congvan "), output


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert call("run corpus/inbox -o outputs").exit_code == 0
        yield folder


def call(words: str) -> Result:
    return CliRunner().invoke(main, shlex.split(words))


@pytest.mark.parametrize(("command", "output"), list(shown()), ids=lambda words: words[:30])
def test_results_are_what_the_command_prints(office: Path, command: str, output: str) -> None:  # noqa: ARG001
    done = call(command)
    assert done.exit_code == 0, done.output
    assert [line.rstrip() for line in done.stdout.splitlines()] == [line.rstrip() for line in output.splitlines()]


@pytest.mark.parametrize(
    "line", [line for body in blocks("sh") for line in body.splitlines() if line.startswith("congvan ") and "~" not in line]
)
def test_commands_run(office: Path, line: str) -> None:  # noqa: ARG001
    done = call(line.removeprefix("congvan "))
    assert done.exit_code == 0, done.output


NAMED = [hit[0].strip("`") for text in (README, VIETNAMESE) for hit in Pattern(r"`congvan [^`]+ [^`]+`|`congvan [a-z]+`").finditer(text)]


BARE = {"congvan eval", "congvan export", "congvan validate"}  # named, not to be typed like that


@pytest.mark.parametrize(
    "line", sorted({line for line in NAMED if line not in BARE and not any(word in line for word in ("~", " A.db", " FOLDER"))})
)
def test_commands_named_in_the_text_run(office: Path, line: str) -> None:  # noqa: ARG001
    done = call(line.removeprefix("congvan "))
    assert done.exit_code == 0, done.output


def test_every_command_is_in_the_readme() -> None:
    named = {hit[1] for hit in Pattern(r"congvan ([a-z-]+)").finditer(README)}
    assert set(main.commands) <= named


def test_python_as_shown(office: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: ARG001
    for body in blocks("python"):
        exec(compile(body, "README.md", "exec"), {})  # noqa: S102 - our own README
    assert "trước 5/6/2025 = 2025-06-05" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["main-job", "tests"])
def test_ci_finds_the_commands_that_it_runs(name: str) -> None:
    after = README.partition(f"<!-- {name} -->\n")[2]
    assert after.startswith("```sh\npython3 -m venv .venv")
