"""What `--help` says is said in Vietnamese, too; a sentence that was changed shows here."""

from collections.abc import Iterator

import click

from pipeline.cli import main
from pipeline.presentation.helpwords import VIETNAMESE


def said() -> Iterator[str]:
    for command in (main, *main.commands.values()):
        yield from (" ".join(part.split()) for part in (command.help or "").split("\n\n"))
        for option in command.params:
            if isinstance(option, click.Option) and option.help:
                words, _, beside = option.help.partition("  [")
                yield words
                if beside:
                    yield beside.removesuffix("]")


def test_all_that_help_says_is_there_and_nothing_else() -> None:
    assert set(said()) | {"required"} == set(VIETNAMESE)


def test_each_is_a_sentence_of_its_own() -> None:
    for english, vietnamese in VIETNAMESE.items():
        assert vietnamese.endswith(".") == english.endswith("."), english
        assert vietnamese != english
