"""The reference, made from the program itself: commands and options as click has them, tables and columns as the schema has them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.presentation.labels import Label
    from pipeline.store.schema import Table

COMMON = ("quote", "start", "end", "page", "rule", "certainty", "rivals")  # columns told once: those of everything that was read
QUERY = ("path", "form", "include_secret")  # the options that `question` gives every query
HEADS: "Mapping[str, Label]" = {
    "commands": ("Lệnh", "Commands"),
    "option": ("tùy chọn", "option"),
    "does": ("ý nghĩa", "what it does"),
    "shared": (
        "Lệnh hỏi nào cũng có các tùy chọn chung này:",
        "Every query has these options:",
    ),
    "also": ("Có các tùy chọn chung.", "Has the options of every query."),
    "tables": ("Bảng", "Tables"),
    "views": ("Khung nhìn (view)", "Views"),
    "column": ("cột", "column"),
    "says": ("ý nghĩa", "what it says"),
    "common": ("Các cột này ở bảng nào cũng có nghĩa như nhau:", "These columns mean the same in every table:"),
    "above": ("như trên", "as above"),
    "codes": ("Mã", "Codes"),
    "code": ("mã", "code"),
    "problem": ("problems.code: điểm cần lưu ý", "problems.code: trouble in the paper"),
    "error": ("files.error_code: vì sao không đọc được", "files.error_code: why a file wasn't read"),
    "exit": ("Mã thoát", "Exit codes"),
}
EXITS: "Mapping[int, Label]" = {
    0: ("xong", "done"),
    1: ("lỗi của chương trình", "our own failure"),
    2: ("dùng sai, hoặc REF không có hay trùng nhiều văn bản", "wrong use, or REF unknown or ambiguous"),
    3: ("xong, có tệp không đọc được: xem bảng files", "finished, some files could not be read: see the table files"),
    4: ("không ghi được kết quả; cơ sở dữ liệu cũ còn nguyên", "the output can't be written; the old database is whole"),
    5: ("một lần chạy khác đang giữ cơ sở dữ liệu", "another run holds the database"),
}


@click.command()
@click.option("--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True, help="The language of the reference.")
@click.pass_context
def manual(ctx: click.Context, lang: str) -> None:
    """The reference: every command with its options, every table and column with its meaning."""
    group = ctx.find_root().command
    assert isinstance(group, click.Group)  # noqa: S101 - `congvan` is one
    click.echo("\n".join(reference(group, lang)))


def reference(group: click.Group, lang: str) -> Iterator[str]:
    """The lines of the reference, as Markdown."""
    at = ("vi", "en").index(lang)
    yield from _commands(group, at)
    yield from _tables(at)
    yield from _codes(at)


def _commands(group: click.Group, at: int) -> Iterator[str]:
    yield from (f"### {HEADS['commands'][at]}", "", _help(group, at), "")
    yield from _options(group.params, click.Context(group), at)
    yield from (HEADS["shared"][at], "")
    first = next(command for command in group.commands.values() if _asks(command))
    yield from _options([p for p in first.params if p.name in QUERY], click.Context(first), at)
    for name, command in group.commands.items():
        ctx = click.Context(command, info_name=f"congvan {name}")
        usage = " ".join([ctx.info_name or "", *(p.make_metavar(ctx) for p in command.params if isinstance(p, click.Argument))])
        own = [p for p in command.params if isinstance(p, click.Option) and not (_asks(command) and p.name in QUERY)]
        also = [HEADS["also"][at]] if _asks(command) else []
        yield from (f"#### `{usage}`", "", " ".join([_help(command, at), *also]), "")
        yield from _options(own, ctx, at)
        if name == "export":
            yield from (_kinds(), "")


def _kinds() -> str:
    from pipeline.export import KINDS

    return f"KIND: {', '.join(f'`{kind}`' for kind in KINDS)}."


def _help(command: click.Command, at: int) -> str:
    return " ".join(_said(" ".join(part.split()), at) for part in (command.help or "").split("\n\n"))


def _asks(command: click.Command) -> bool:
    return {*QUERY} <= {p.name for p in command.params}


def _options(options: Sequence[click.Parameter], ctx: click.Context, at: int) -> Iterator[str]:
    if not options:
        return
    yield from (f"| {HEADS['option'][at]} | {HEADS['does'][at]} |", "|---|---|")
    for option in options:
        record = option.get_help_record(ctx)
        if record:
            words, *beside = record[1].replace("]  [", "; ").removesuffix("]").split("  [")
            named = record[0].replace("INTEGER RANGE", "N").replace("FLOAT RANGE", "N")
            yield f"| `{_cell(named)}` | {_cell(_said(words, at) + _beside(beside, at))} |"
    yield ""


def _said(words: str, at: int) -> str:
    """Words of `--help` in this language; KeyError where nobody has put them into Vietnamese."""
    from pipeline.presentation.helpwords import VIETNAMESE

    return VIETNAMESE[words] if at == 0 and words else words


def _beside(notes: list[str], at: int) -> str:
    """What stands in brackets behind an option, without the bounds of numbers: those are told when they are overstepped."""
    from pipeline.presentation.helpwords import VIETNAMESE

    parts = [part for note in notes for part in note.split("; ") if "x" not in part.split("=")[0][-2:]]
    told = [VIETNAMESE.get(part, part.replace("default:", "mặc định:")) if at == 0 else part for part in parts]
    return f" ({'; '.join(told)})" if told else ""


def _tables(at: int) -> Iterator[str]:
    from pipeline.presentation.columns import PLACE, TABLES, meaning
    from pipeline.store import schema

    for view, head in ((False, "tables"), (True, "views")):
        yield from (f"### {HEADS[head][at]}", "")
        if not view:
            yield from (HEADS["common"][at], "", f"| {HEADS['column'][at]} | {HEADS['says'][at]} |", "|---|---|")
            yield from (f"| `{column}` | {PLACE[column][at]} |" for column in COMMON)
            yield ""
        for table in schema.tables():
            if table.view is view:
                about = TABLES[table.name][0][at]
                yield from (f"#### `{table.name}`", "", f"{about[:1].upper()}{about[1:]}.", "")
                yield from (f"| {HEADS['column'][at]} | {HEADS['says'][at]} |", "|---|---|")
                own = [column for column in table.columns if column not in COMMON or column in TABLES[table.name][1]]
                yield from (f"| `{c}` | {meaning(table.name, c)[at]}{_leads(table, c)} |" for c in own)
                common = [f"`{column}`" for column in table.columns if column not in own]
                yield from ([f"| {', '.join(common)} | {HEADS['above'][at]} |"] if common else [])
                yield ""


def _leads(table: "Table", column: str) -> str:
    return f" → `{table.leads[column]}`" if column in table.leads else ""


def _codes(at: int) -> Iterator[str]:
    from pipeline.presentation.labels import ERRORS, PROBLEMS

    yield from (f"### {HEADS['codes'][at]}", "", f"| {HEADS['exit'][at]} | |", "|---|---|")
    yield from (f"| {code} | {label[at]} |" for code, label in EXITS.items())
    for head, codes in (("problem", PROBLEMS), ("error", ERRORS)):
        yield from ("", f"| {HEADS[head][at]} | |", "|---|---|")
        yield from (f"| `{code}` | {label[at]} |" for code, label in codes.items())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
