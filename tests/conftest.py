import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.store import access
from tests import office

# property tests look for new examples where people work; where a machine decides, they try the same ones each time
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office.build(tmp_path_factory.mktemp("office"))


@pytest.fixture
def db(database: Path) -> Iterator[access.Connection]:
    with closing(access.opened(database)) as connection:
        yield connection
