from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.store import access
from tests import office


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office.build(tmp_path_factory.mktemp("office"))


@pytest.fixture
def db(database: Path) -> Iterator[access.Connection]:
    with closing(access.opened(database)) as connection:
        yield connection
