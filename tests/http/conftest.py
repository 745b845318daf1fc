"""Accounts behind HTTP, for the tests of this folder."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.accounts_house import AccountsHouse


@pytest.fixture
def house(engine: AsyncEngine) -> AccountsHouse:
    return AccountsHouse(engine)
