"""One migrated database for all tests that only look, or take back what they do."""

from collections.abc import Iterator

import pytest

from tests.databases import Databases
from tests.postgres import Database


@pytest.fixture(scope="session")
def migrated(databases: Databases) -> Iterator[Database]:
    """Shared: whoever writes to it rolls back."""
    with databases.lent() as lent:
        yield lent
