"""Every table and column is explained, and nothing is explained that isn't there."""

import pytest

from pipeline.presentation import columns
from pipeline.store import schema

TABLES = {table.name: table for table in schema.tables()}


def test_every_table_is_explained_and_no_other() -> None:
    assert set(columns.TABLES) == set(TABLES)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_every_column_is_explained_and_no_other(table: schema.Table) -> None:
    own = set(columns.TABLES[table.name][1])
    assert own <= set(table.columns)
    assert set(table.columns) - own <= set(columns.PLACE)
    for column in table.columns:
        vietnamese, english = columns.meaning(table.name, column)
        assert vietnamese == vietnamese.strip() != ""
        assert english == english.strip() != ""


def test_what_is_told_for_all_is_told_once() -> None:
    assert set(columns.PLACE) <= {column for table in TABLES.values() for column in table.columns}


def test_an_unknown_column_is_no_column() -> None:
    with pytest.raises(KeyError):
        columns.meaning("files", "colour")
