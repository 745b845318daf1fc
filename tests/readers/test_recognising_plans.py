"""A pasted list of two hundred lines at a hundred thousand works: a few statements, and indexes alone."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.catalog.recognising import PgListSearch
from adapters.sources.naming import key_named
from domain.catalog.recognising import PastedList, Recognising
from domain.kernel import Actor, UserId
from tests.plans import plans, statements_of
from tests.postgres import Database
from tests.readers.test_plans import COMMON
from tests.works import now

WHO = Actor(UserId(uuid7()), sees_adult=True)


class NeverTooOften:
    """The port Attempts."""

    async def claim(self, what: object, limit: int, window: timedelta, now: datetime) -> None:
        """Anything may be done any number of times."""


@pytest.fixture
def database(hundred_thousand_works: Database) -> Database:
    return hundred_thousand_works


@pytest.fixture
def recognising(engine: AsyncEngine) -> Recognising:
    return Recognising(PgListSearch(engine), key_named, NeverTooOften(), now)


async def test_a_long_list_is_a_few_statements_that_walk_through_no_works(
    recognising: Recognising, engine: AsyncEngine
) -> None:
    lines = [f"{number}. tt{number:07}" for number in range(1, 40)]
    lines += [f"- {COMMON} and nobody {number} (1980)" for number in range(60)]
    lines += [f"{COMMON}, {1950 + number}" for number in range(60)]
    lines += [f"{uuid7().hex} - {uuid7().hex}" for _ in range(41)]
    async with statements_of(engine) as seen:
        answers = await recognising.recognise(WHO, PastedList(tuple(lines)))
    assert len(answers) == len(lines) == 200
    explained = await plans(engine, seen)
    assert 3 <= len(explained) <= 5
    assert [plan for plan in explained if "Seq Scan on media_items" in plan] == []
    by_key, by_title, by_words = explained[:3]
    assert "external_links_pk" in by_key
    assert "media_items_title_year_ix" in by_title
    assert "media_items_original_title_ix" in by_title
    for index in ("media_items_known_words_ix", "media_items_popular_words_ix", "media_items_words_ix"):
        assert index in by_words
