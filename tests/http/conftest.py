"""What the tests of HTTP share: a small application of specimens, and accounts behind HTTP."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.accounts_house import AccountsHouse
from tests.http.specimen import client


@pytest.fixture
def house(engine: AsyncEngine) -> AccountsHouse:
    return AccountsHouse(engine)


@pytest.fixture(scope="module")
def http() -> Iterator[TestClient[Litestar]]:
    with client() as opened:
        yield opened
