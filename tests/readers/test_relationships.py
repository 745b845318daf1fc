"""Walks along relationships: each work once by a shortest way, among thousands of edges full of circles."""

import asyncio
import random
from collections import Counter

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.catalog.graph import MOST
from adapters.postgres.catalog.relationships import FOLLOW
from domain.catalog.errors import RelationExistsInversely, WorkNotFound
from domain.catalog.relationships import INVERSE, OPPOSITE, RelatedWork, RelationWish
from domain.kernel import Actor, MediaItemId, UserId
from tests.plans import statements_of
from tests.postgres import Database, as_superuser, somebody_waits, superuser
from tests.seeding import a_work
from tests.service import until
from tests.works import WorksHouse

EDITOR = Actor(UserId(uuid7()), "editor")
WISH = RelationWish()
EDGES = """
    INSERT INTO catalog.relationships
        (media_item_id, related_media_item_id, relation_type, weight, created_at)
    SELECT one, other, relation, 1, now() FROM unnest($1::uuid[], $2::uuid[], $3::text[])
        AS made (one, other, relation)
    ON CONFLICT DO NOTHING"""
WORKS = """
    INSERT INTO catalog.media_items (id, media_type, title, title_norm, search_norm, sort_key, origin)
    SELECT id, 'film', id::text, id::text, id::text, id::text, 'ingested' FROM unnest($1::uuid[]) AS id"""
MANY = """
    INSERT INTO catalog.media_items (id, media_type, title, title_norm, search_norm, sort_key, origin)
    SELECT gen_random_uuid(), 'film', 'a', 'a', 'a', 'a', 'ingested' FROM generate_series(1, 50000)"""
Edge = tuple[MediaItemId, MediaItemId, str]


@pytest.fixture
def house(engine: AsyncEngine) -> WorksHouse:
    return WorksHouse(engine)


async def works_related(database: Database, works: list[MediaItemId], edges: list[Edge]) -> None:
    async with superuser(database) as connection:
        await connection.execute(WORKS, works)
        await related(connection, edges)


async def related(connection: object, edges: list[Edge]) -> None:
    alike = {"shared-universe", "crossover"}
    straight = [
        (*sorted((one, other)), each) if each in alike else (one, other, each) for one, other, each in edges
    ]
    await connection.execute(EDGES, *map(list, zip(*straight, strict=True)))  # type: ignore[attr-defined]
    await connection.execute("ANALYZE catalog.relationships, catalog.media_items")  # type: ignore[attr-defined]


def new_works(number: int) -> list[MediaItemId]:
    return [MediaItemId(uuid7()) for _ in range(number)]


def a_tangle(works: list[MediaItemId], edges: int) -> list[Edge]:
    """Relations of every kind between random works: full of circles."""
    chance = random.Random(7)
    kinds = list(OPPOSITE)
    pairs = ((*chance.sample(works, 2), chance.choice(kinds)) for _ in range(edges))
    return list({(frozenset(pair[:2]), pair[2]): pair for pair in pairs}.values())


def distances(start: MediaItemId, edges: list[Edge], depth: int) -> dict[MediaItemId, int]:
    """What a walk has to find: by hand, in the plainest way."""
    near: dict[MediaItemId, set[MediaItemId]] = {}
    for one, other, _ in edges:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    found, edge = {start: 0}, {start}
    for distance in range(1, depth + 1):
        edge = {other for work in edge for other in near.get(work, ())} - found.keys()
        found |= dict.fromkeys(edge, distance)
    del found[start]
    return found


async def test_every_work_is_met_once_by_a_shortest_way(house: WorksHouse, database: Database) -> None:
    works = new_works(400)
    edges = a_tangle(works, 420)
    await works_related(database, works, edges)
    known = {(one, other, each) for one, other, each in edges}
    known |= {(other, one, INVERSE[each]) for one, other, each in edges}  # type: ignore[index]
    for depth in (2, 3, 5):
        walked = await house.around.related(None, works[0], depth)
        assert walked.is_complete
        assert {each.media.id: each.distance for each in walked.items} == distances(works[0], edges, depth)
        assert len(walked.items) == len({each.media.id for each in walked.items})
        assert [each.distance for each in walked.items] == sorted(each.distance for each in walked.items)
        by_id: dict[MediaItemId, RelatedWork] = {each.media.id: each for each in walked.items}
        for each in walked.items:
            assert (each.via, each.media.id, each.relation_type) in known
            assert len(each.path) == each.distance
            before = by_id[each.via].path if each.distance > 1 else ()
            assert each.path == (*before, each.relation_type)
            assert each.via == works[0] or each.via in by_id


async def test_a_walk_through_thousands_of_edges_ends_and_says_that_there_is_more(
    house: WorksHouse, database: Database
) -> None:
    works = new_works(3_000)
    edges = a_tangle(works, 9_000)
    await works_related(database, works, edges)
    walked = await house.around.related(None, works[0], 5)
    universe = await house.around.universe(None, works[0])
    expected = distances(works[0], edges, 5)
    assert len(expected) > MOST
    assert (len(walked.items), walked.is_complete) == (MOST, False)
    assert all(expected[each.media.id] == each.distance for each in walked.items)
    assert (len(universe.works), universe.is_complete) == (MOST, False)
    assert works[0] in {each.media.id for each in universe.works}
    assert len(universe.read_in("story").items) == MOST


async def test_a_work_with_very_many_relationships_shows_the_heaviest(
    house: WorksHouse, database: Database
) -> None:
    works = new_works(MOST + 10)
    await works_related(database, works, [(works[0], other, "sequel") for other in works[1:]])
    await as_superuser(
        database, f"UPDATE catalog.relationships SET weight = 9 WHERE related_media_item_id = '{works[-1]}'"
    )
    shown = await house.around.related(None, works[0], 1)
    assert (len(shown.items), shown.is_complete) == (MOST, False)
    assert shown.items[0].media.id == works[-1]
    assert not (await house.around.related(None, works[0], 2)).is_complete


async def test_a_circle_of_sequels_is_one_universe(house: WorksHouse, database: Database) -> None:
    works = new_works(60)
    circle = [(one, works[(place + 1) % 60], "sequel") for place, one in enumerate(works)]
    await works_related(database, works, circle)  # type: ignore[arg-type]
    universe = await house.around.universe(None, works[17])
    assert {each.media.id for each in universe.works} == set(works)
    assert len(universe.sequels) == 60
    story = [each.media.id for each in universe.read_in("story").items]
    assert story == works


async def test_a_crossover_visits_two_worlds_and_joins_none(house: WorksHouse, database: Database) -> None:
    alien, aliens, predator, both, again, novel = new_works(6)
    await works_related(
        database,
        [alien, aliens, predator, both, again, novel],
        [
            (alien, aliens, "sequel"),
            (alien, both, "crossover"),
            (predator, both, "crossover"),
            (both, again, "sequel"),
            (again, aliens, "crossover"),
            (alien, novel, "adaptation"),
        ],
    )

    async def world(work: MediaItemId) -> dict[MediaItemId, bool]:
        return {each.media.id: each.is_visitor for each in (await house.around.universe(None, work)).works}

    assert await world(aliens) == {alien: False, aliens: False, both: True, again: True}
    assert await world(predator) == {predator: False, both: True}
    assert await world(both) == {both: False, again: False, alien: True, predator: True, aliens: True}
    assert await world(novel) == {novel: False}


async def test_of_many_who_say_the_same_at_once_one_makes_it_new(
    house: WorksHouse, database: Database
) -> None:
    for relation, inverse in (("sequel", "prequel"), ("crossover", "crossover")):
        one, two = await a_work(database), await a_work(database)
        said = await asyncio.gather(
            *(house.relating.relate(EDITOR, one, relation, two, WISH) for _ in range(8)),  # type: ignore[arg-type]
            *(house.relating.relate(EDITOR, two, inverse, one, WISH) for _ in range(8)),  # type: ignore[arg-type]
        )
        assert Counter(is_new for _, is_new in said) == {True: 1, False: 15}
        assert len((await house.around.related(None, one, 1)).items) == 1


async def test_of_two_who_contradict_each_other_at_once_one_is_refused(
    house: WorksHouse, database: Database
) -> None:
    for _ in range(5):
        one, two = await a_work(database), await a_work(database)
        said = await asyncio.gather(
            house.relating.relate(EDITOR, one, "sequel", two, WISH),
            house.relating.relate(EDITOR, two, "sequel", one, WISH),
            return_exceptions=True,
        )
        assert Counter(map(type, said)) == {tuple: 1, RelationExistsInversely: 1}


async def test_a_relationship_waits_for_a_merge_and_finds_the_survivor_gone_or_there(
    house: WorksHouse, database: Database
) -> None:
    work, double, other = [await a_work(database) for _ in range(3)]
    async with superuser(database) as connection, connection.transaction():
        await connection.execute(
            "UPDATE catalog.media_items SET merged_into = $1 WHERE id = $2", work, double
        )
        waiting = asyncio.create_task(house.relating.relate(EDITOR, double, "sequel", other, WISH))
        await until(lambda: somebody_waits(database))
        assert not waiting.done()
    with pytest.raises(WorkNotFound):
        await waiting
    said, _ = await house.relating.relate(EDITOR, double, "sequel", other, WISH)
    assert said.media_item_id == work


async def test_what_a_merged_work_was_to_others_its_survivor_is(
    house: WorksHouse, database: Database
) -> None:
    one, two, other, third = sorted(new_works(4))
    await works_related(
        database,
        [one, two, other, third],
        [
            (two, other, "sequel"),
            (one, other, "sequel"),
            (other, two, "remake"),
            (two, third, "crossover"),
            (one, two, "shared-universe"),
            (third, two, "spin-off"),
        ],
    )
    for loser, survivor in ((two, one), (one, third)):
        assert len(await follow(house, loser, survivor)) == 5 - (loser == one)
        assert (await house.around.related(None, loser, 1)).items == ()
    seen = {
        (each.relation_type, each.media.id) for each in (await house.around.related(None, third, 1)).items
    }
    assert seen == {("sequel", other), ("remake-of", other)}


async def follow(house: WorksHouse, loser: MediaItemId, survivor: MediaItemId) -> list[str]:
    """What a merge does with relationships; their keys."""
    async with house.transactions.open(EDITOR) as connection:
        return list(await connection.scalars(FOLLOW, {"loser": loser, "survivor": survivor}))


async def test_what_reads_alike_from_both_sides_follows_in_the_order_of_ids(
    house: WorksHouse, database: Database
) -> None:
    one, two, third = sorted(new_works(3))
    await works_related(database, [one, two, third], [(one, two, "crossover")])
    assert await follow(house, one, third) == [f"crossover {two}"]
    (seen,) = (await house.around.related(None, third, 1)).items
    assert (seen.relation_type, seen.media.id) == ("crossover", two)


async def test_no_walk_looks_at_all_relationships_or_works(
    house: WorksHouse, engine: AsyncEngine, database: Database
) -> None:
    await as_superuser(database, MANY)
    async with superuser(database) as connection:
        ids = [row["id"] for row in await connection.fetch("SELECT id FROM catalog.media_items LIMIT 2000")]
        await related(connection, a_tangle(ids, 6_000))
    async with statements_of(engine) as seen:
        for depth in (1, 2, 5):
            await house.around.related(EDITOR, ids[0], depth)
        await house.around.universe(EDITOR, ids[0])
        await house.relating.relate(EDITOR, ids[0], "remake", ids[1], WISH)
        await house.relating.part(EDITOR, ids[0], "remake", ids[1])
        await follow(house, ids[0], ids[1])
        await house.reader.work(EDITOR, ids[0])
    explained = []
    async with engine.begin() as planning:
        for statement, parameters in seen:
            if "media_item" in statement:
                rows = await planning.exec_driver_sql(f"EXPLAIN {statement}", parameters)
                explained.append("\n".join(row[0] for row in rows))
    assert len(explained) == 10
    walked = [
        plan for plan in explained if "Seq Scan on media_items" in plan or "Seq Scan on relationships" in plan
    ]
    assert walked == []
