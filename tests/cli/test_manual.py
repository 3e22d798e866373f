"""The reference holds every command, option, table, column and code, in both languages."""

import click
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.export import KINDS
from pipeline.presentation import labels
from pipeline.store import schema


def manual(lang: str) -> list[str]:
    done = CliRunner().invoke(main, ["manual", "--lang", lang])
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_command_and_option(lang: str) -> None:
    lines = manual(lang)
    for name, command in main.commands.items():
        start = next(i for i, line in enumerate(lines) if line.removesuffix("`").split(" ")[:3] == ["####", "`congvan", name])
        end = next(i for i in range(start + 1, len(lines)) if lines[i].startswith("###"))
        own = "\n".join(lines[start:end])
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.opts[-1] in own or option.opts[-1] in "\n".join(lines[:20]), f"{name} {option.opts}"
            else:
                assert option.make_metavar(click.Context(command)) in lines[start]


def test_every_kind_of_export() -> None:
    line = next(line for line in manual("en") if line.startswith("KIND: "))
    assert [kind for kind in KINDS if f"`{kind}`" not in line] == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_column_and_code(lang: str) -> None:
    lines = manual(lang)
    for table in schema.tables():
        start = lines.index(f"#### `{table.name}`")
        end = next(i for i in range(start + 1, len(lines)) if lines[i].startswith("###"))
        own = "\n".join(lines[start:end])
        assert [column for column in table.columns if f"`{column}`" not in own] == []
    assert [code for code in (*labels.PROBLEMS, *labels.ERRORS) if not any(line.startswith(f"| `{code}` |") for line in lines)] == []


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "| `--jobs N` | Worker processes. (default: as many as there are cores) |"),
        ("vi", "| `--jobs N` | Số tiến trình cùng đọc. (mặc định: bằng số nhân của máy) |"),
        ("en", "| `--ocr [auto\\|never\\|always]` | Recognise scanned pages. (default: auto) |"),
        ("en", "| `citation` | the citation of the directive that it carries out → `citations` |"),
        ("vi", "| 5 | một lần chạy khác đang giữ cơ sở dữ liệu |"),
    ],
)
def test_a_line(lang: str, line: str) -> None:
    assert line in manual(lang)
