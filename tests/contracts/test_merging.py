"""Merging works: nothing is lost, nothing is doubled, and whoever comes late finds the survivor."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Awaitable, Sequence
from itertools import pairwise
from typing import Any

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.catalog.following import STATEMENTS
from adapters.postgres.catalog.merge_reader import PgMergeReader
from adapters.postgres.catalog.merging import PgOffice
from app.retrying import retried
from app.services import FOLLOWING
from domain.catalog.commands import Query
from domain.catalog.errors import (
    AlreadyMerged,
    CustomNotMerged,
    DuplicateDecided,
    DuplicateNotFound,
    KindsDiffer,
    MergeWithItself,
    WorkInvalid,
    WorkMerged,
    WorkNotFound,
)
from domain.catalog.merging import MergeWorks
from domain.catalog.reviewing import ReviewDuplicates
from domain.credits import Credit
from domain.kernel import Actor, Busy, DomainError, MediaItemId
from domain.menus.commands import NewItem
from tests.contracts.menus_house import MenusHouse, PgWorld
from tests.postgres import Database, superuser
from tests.records import film, record
from tests.seeding import NOW, a_person, a_work
from tests.works import WorksHouse

FOLLOWED = {
    "book_items.media_item_id", "course_items.media_item_id", "credits.media_item_id",
    "external_links.media_item_id",
    "field_values.media_item_id",
    "game_items.media_item_id", "match_reviews.first_id", "match_reviews.second_id",
    "media_assets.media_item_id", "media_item_tags.media_item_id", "media_items.merged_into",
    "media_sources.media_item_id",
    "movie_items.media_item_id", "music_items.media_item_id", "relationships.media_item_id",
    "relationships.related_media_item_id", "titles.media_item_id", "user_item_states.media_item_id",
    "user_media_item_tags.media_item_id",
}  # fmt: skip
STAY = {
    "merges.loser_id": "the account of what was decided",
    "merges.survivor_id": "the account of what was decided",
    "run_records.media_item_id": "the account of a delivery; the work redirects",
}
POINT_AT_WORKS = """
    SELECT relname || '.' || attname FROM pg_constraint
    JOIN pg_class ON pg_class.oid = conrelid JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
    WHERE contype = 'f' AND confrelid = 'catalog.media_items'::regclass AND conparentid = 0"""


class MergingHouse(WorksHouse):
    """Works, menus and merges on one database."""

    def __init__(self, database: Database, engine: AsyncEngine, admin: Actor) -> None:
        super().__init__(engine)
        self.database = database
        self.admin = admin
        office = self.transactions.working_with(lambda connection: PgOffice(connection, FOLLOWING))
        self.merging = retried(MergeWorks(office, lambda: NOW, uuid7))
        self.reviewing = retried(ReviewDuplicates(office, lambda: NOW, uuid7))
        self.book = PgMergeReader(engine)
        self.menus = MenusHouse(PgWorld(database, engine))

    async def merge(self, loser: MediaItemId, into: MediaItemId) -> Any:
        return await self.merging.merge(self.admin, loser, into)

    async def rows(self, query: str, *parameters: Any) -> list[asyncpg.Record]:
        async with superuser(self.database) as connection:
            found: list[asyncpg.Record] = await connection.fetch(query, *parameters)
        return found

    async def suspect(self, one: MediaItemId, other: MediaItemId, state: str = "open") -> Any:
        first, second = sorted((one, other))
        query = """
            INSERT INTO catalog.match_reviews
                (id, first_id, second_id, confidence, reasons, source_name, state, decided_at)
            VALUES ($1, $2, $3, 75, '{same-title}', 'imdb', $4, CASE WHEN $4 <> 'open' THEN now() END)
            RETURNING id"""
        return (await self.rows(query, uuid7(), first, second, state))[0]["id"]

    async def questions(self) -> set[tuple[Any, ...]]:
        return {
            (frozenset((row["first_id"], row["second_id"])), row["state"])
            for row in await self.rows("SELECT * FROM catalog.match_reviews")
        }


@pytest.fixture
async def house(database: Database, engine: AsyncEngine) -> MergingHouse:
    admin = await a_person(database)
    return MergingHouse(database, engine, Actor(admin.user_id, "admin"))


async def test_whatever_points_at_a_work_follows_it_or_is_said_to_stay(house: MergingHouse) -> None:
    """A new table that points at works has to be decided about: a statement or a port that follows."""
    pointing = {row[0] for row in await house.rows(POINT_AT_WORKS)}
    assert pointing == FOLLOWED | STAY.keys()
    tables = {each.partition(".")[0] for each in FOLLOWED - {"media_items.merged_into"}}
    stated = {name.partition(".")[2] for name in STATEMENTS} | {
        "course_items",
        "user_item_states",
        "user_media_item_tags",
    }
    assert tables <= stated


async def test_the_survivor_is_credited_and_called_as_either_was(house: MergingHouse) -> None:
    credits = [{"role": "director", "name": "A. Tarkovsky"}, {"role": "composer", "name": "E. Artemyev"}]
    survivor = await house.one(film("Stalker", details={"directors": ["Andrei Tarkovsky"]}), "one")
    loser = await house.one(
        film(
            "Stalker 2",
            credits=credits,
            titles=[{"title": "Zona", "language": "pl"}],
            media_class="film.short",
        ),
        "two",
    )
    await house.merge(loser.id, survivor.id)
    merged = await house.reader.work(None, survivor.id)
    assert merged.credits == (Credit("director", "Andrei Tarkovsky"), Credit("composer", "E. Artemyev"))
    assert [each.title for each in merged.titles] == ["Zona"]
    assert merged.media_class == "film.short"
    assert await house.titles("zona") == ["Stalker"]
    found = await house.search.find(None, Query(creator="e. artemyev"))
    assert [work.id for work in found.items] == [survivor.id]


class Scene:
    """Works with everything that can hang on them, put there at random, and where each of them ends."""

    def __init__(self, house: MergingHouse, seed: int) -> None:
        self.house = house
        self.chance = random.Random(seed)
        self.works: list[MediaItemId] = []
        self.stands: dict[MediaItemId, MediaItemId] = {}

    async def lay_out(self) -> None:
        """Seven works, ids, records, tags, own tags of two people, and places on the menus of both."""
        self.works = [await a_work(self.house.database, f"Work {number}") for number in range(7)]
        self.stands = {work: work for work in self.works}
        async with superuser(self.house.database) as connection:
            for number in range(25):
                work = self.chance.choice(self.works)
                await connection.execute(
                    "INSERT INTO catalog.external_links VALUES ($1, $2, $3)", "imdb", f"tt{number}", work
                )
            for number, work in enumerate(self.works):
                await connection.execute(
                    """INSERT INTO catalog.media_sources VALUES
                    ('imdb', $1, $2, true, NULL, '{}', sha256(''), '{}', 1, now(), now())""",
                    f"tt{number}",
                    work,
                )
            for number in range(3):
                tag = uuid7()
                await connection.execute("INSERT INTO catalog.tags VALUES ($1, $2)", tag, f"tag {number}")
                for work in self.chance.sample(self.works, 4):
                    await connection.execute("INSERT INTO catalog.media_item_tags VALUES ($1, $2)", work, tag)
        for _ in range(2):
            await self._bring_person()

    async def _bring_person(self) -> None:
        house, person = self.house, await a_person(self.house.database)
        menu = await house.menus.menu(person)
        for work in self.chance.choices(self.works, k=6):
            course = self.chance.choice(menu.courses).id
            await house.menus.curating.add_item(person, menu.id, None, course, NewItem(work, "A note."))
        for number in range(2):
            for work in self.chance.sample(self.works, 4):
                await house.cataloguing.tag(person, work, f"own {number}", globally=False)

    async def merge_some(self) -> None:
        for _ in range(6):
            loser, into = self.chance.sample(self.works, 2)
            try:
                await self.house.merge(loser, into)
            except (AlreadyMerged, MergeWithItself):
                continue
            survivor = self.stands[into]
            self.stands = {work: survivor if end == loser else end for work, end in self.stands.items()}

    async def at(self, query: str, *names: str) -> dict[Any, set[Any]]:
        """By work, what hangs on it now."""
        found = defaultdict(set)
        for row in await self.house.rows(query):
            found[row["media_item_id"]].add(tuple(row[name] for name in names))
        return found

    def followed(self, before: dict[Any, set[Any]]) -> dict[Any, set[Any]]:
        """By work, what should hang on it after the merges."""
        after = defaultdict(set)
        for work, things in before.items():
            after[self.stands.get(work, work)] |= things
        return after


HANGING = {
    "SELECT * FROM catalog.external_links": ("source_name", "external_key"),
    "SELECT * FROM catalog.media_sources": ("source_name", "external_id"),
    "SELECT * FROM catalog.media_item_tags": ("tag_id",),
    "SELECT * FROM catalog.user_media_item_tags": ("user_id", "tag_id"),
    "SELECT * FROM menus.course_items": ("id", "item_key", "course_id", "position", "annotation"),
}


@pytest.mark.parametrize("seed", range(8))
async def test_nothing_is_lost_and_nothing_is_doubled(house: MergingHouse, seed: int) -> None:
    scene = Scene(house, seed)
    await scene.lay_out()
    before = {query: await scene.at(query, *names) for query, names in HANGING.items()}
    versions = await house.rows("SELECT id, version, updated_at FROM menus.menus ORDER BY id")
    await scene.merge_some()
    for query, names in HANGING.items():
        assert await scene.at(query, *names) == scene.followed(before[query]), query
        assert len(await house.rows(query)) == sum(map(len, scene.followed(before[query]).values()))
    assert await house.rows("SELECT id, version, updated_at FROM menus.menus ORDER BY id") == versions
    leaders = "SELECT count(*) FILTER (WHERE leads) AS n FROM catalog.media_sources GROUP BY media_item_id"
    assert {row["n"] for row in await house.rows(leaders)} == {1}
    ends = {
        row["id"]: row["merged_into"] or row["id"] for row in await house.rows("TABLE catalog.media_items")
    }
    assert {work: ends[work] for work in scene.works} == scene.stands
    assert all(ends[end] == end for end in ends.values()), "every redirect is one hop"
    gone = [work for work, end in scene.stands.items() if work != end]
    assert {row["loser_id"] for row in await house.rows("TABLE catalog.merges")} == set(gone)


async def test_the_account_says_what_moved_and_of_people_only_how_much(house: MergingHouse) -> None:
    kept = await house.one(film("Stalker", external_ids={"imdb": "tt0079944"}), "kept")
    gone = await house.one(film("Stalker!", genres=["drama"], external_ids={"wikidata": "Q1"}), "gone")
    person = await a_person(house.database)
    await house.cataloguing.tag(person, gone.id, "mine", globally=False)
    await house.cataloguing.tag(house.admin, gone.id, "slow", globally=True)
    merge = await house.merge(gone.id, kept.id)
    moved = {table: (rows.count, rows.keys) for table, rows in merge.moved.items()}
    assert moved == {
        "catalog.media_items": (1, ("genres",)),
        "catalog.external_links": (2, ("media-menu gone", "wikidata Q1")),
        "catalog.media_sources": (1, ("media-menu gone",)),
        "catalog.media_item_tags": (1, ("slow",)),
        "catalog.user_media_item_tags": (1, ()),
    }
    assert (merge.decided_by, merge.automatic, merge.confidence) == (house.admin.user_id, False, None)
    for work in (kept.id, gone.id):
        (read,) = await house.book.merges(work)
        assert read == merge
    with pytest.raises(WorkNotFound):
        await house.book.merges(MediaItemId(uuid7()))


async def test_facts_of_the_loser_fill_gaps_and_replace_nothing(house: MergingHouse) -> None:
    kept = await house.one(
        film("Stalker", release_year=1979, creators=["Andrei Tarkovsky"], popularity=3, metadata={"a": 1}),
        "kept",
    )
    other = film(
        "Stalker (1979)", original_title="Сталкер", release_date="1980-05-25", description="A room.",
        creators=["Somebody"], popularity=5, metadata={"a": 2, "b": 3},
        details={"runtime_minutes": 162, "directors": ["Andrei Tarkovsky"]},
    )  # fmt: skip
    gone = await house.one(other, "gone")
    await house.merge(gone.id, kept.id)
    work = await house.reader.work(None, kept.id)
    assert (work.title, work.release_year, work.creators) == ("Stalker", 1979, ("Andrei Tarkovsky",))
    assert (work.original_title, work.description, work.popularity) == ("Сталкер", "A room.", 5)
    assert work.metadata == {"a": 1, "b": 3}
    assert work.details["runtime_minutes"] == 162
    assert [each.title for each in (await house.search.find(None, Query(text="somebody"))).items] == [
        "Stalker"
    ]


async def test_relationships_follow_and_none_is_of_a_work_to_itself(house: MergingHouse) -> None:
    gone, kept, other, third = [await a_work(house.database, f"Work {n}") for n in range(4)]
    said = """INSERT INTO catalog.relationships VALUES
        ($1, $3, 'sequel', 'as both said', 1, now()), ($2, $3, 'sequel', NULL, 1, now()),
        ($1, $2, 'remake', NULL, 1, now()), ($4, $1, 'adaptation', 'once', 2, now()),
        (least($1, $4), greatest($1, $4), 'crossover', NULL, 1, now())"""
    async with superuser(house.database) as connection:
        await connection.execute(said, gone, kept, other, third)
    merge = await house.merge(gone, kept)
    assert merge.moved["catalog.relationships"].count == 4
    rows = await house.rows("TABLE catalog.relationships")
    assert {(row["media_item_id"], row["related_media_item_id"], row["relation_type"]) for row in rows} == {
        (kept, other, "sequel"),
        (third, kept, "adaptation"),
        (*sorted((kept, third)), "crossover"),
    }


async def test_the_survivor_has_the_cover_and_the_loser_keeps_it_for_what_was_published(
    house: MergingHouse,
) -> None:
    gone, kept, other = [await a_work(house.database) for _ in range(3)]
    cover = "INSERT INTO catalog.media_assets (media_item_id, file) VALUES ($1, md5($1::uuid::text))"
    for work in (gone, other):
        await house.rows(cover, work)
    await house.merge(gone, kept)
    await house.merge(kept, other)
    rows = await house.rows(
        "SELECT media_item_id, md5($1::uuid::text) = file FROM catalog.media_assets", gone
    )
    assert {tuple(row) for row in rows} == {(gone, True), (kept, True), (other, False)}


async def test_the_loser_leads_to_the_survivor_and_is_found_no_more(house: MergingHouse) -> None:
    kept = await house.one(film("Stalker", external_ids={"imdb": "tt0079944"}), "kept")
    gone = await house.one(film("Stalker zwei", external_ids={"imdb": "tt0000001"}), "gone")
    older = await house.one(film("Stalker drei"), "older")
    await house.merge(older.id, gone.id)
    await house.merge(gone.id, kept.id)
    for merged in (gone.id, older.id):
        with pytest.raises(WorkMerged) as refusal:
            await house.reader.work(None, merged)
        assert refusal.value.survivor == kept.id
    assert (await house.reader.by_link(None, "imdb", "tt0000001")).id == kept.id
    assert [each.id for each in (await house.search.find(None, Query(text="stalker"))).items] == [kept.id]
    assert await house.titles("stalker d") == ["Stalker"], "by the words of what was merged"
    changed = await house.push(record("gone", film("Stalker zwei", genres=["new"], release_year=1979)))
    assert [(each.outcome, each.media_item_id) for each in changed.results] == [("updated", kept.id)]
    work = await house.reader.work(None, kept.id)
    assert (work.title, work.genres, work.release_year) == ("Stalker", ("New",), 1979)


async def test_a_work_is_not_merged_into_itself_nor_twice_nor_with_another_kind(house: MergingHouse) -> None:
    one, two, three = [await a_work(house.database, f"Work {n}") for n in range(3)]
    book = await a_work(house.database, "Work", media_type="book")
    series = await a_work(house.database, "Work", media_type="tv")
    audio = await a_work(house.database, "Work", media_type="audio")
    event = await a_work(house.database, "Work", media_type="event")
    await house.merge(one, two)
    for loser, into, refusal in (
        (three, three, MergeWithItself),
        (two, one, MergeWithItself),
        (one, three, AlreadyMerged),
        (one, two, AlreadyMerged),
        (book, two, KindsDiffer),
        (audio, event, KindsDiffer),
        (MediaItemId(uuid7()), two, WorkNotFound),
        (two, MediaItemId(uuid7()), WorkNotFound),
    ):
        with pytest.raises(refusal):
            await house.merge(loser, into)
    assert len(await house.rows("TABLE catalog.merges")) == 1
    await house.merge(series, two)


async def test_items_that_people_made_take_no_part_and_stay_hidden(house: MergingHouse) -> None:
    work = await a_work(house.database)
    theirs = await a_work(house.database, owner=await a_person(house.database))
    mine = await a_work(house.database, owner=house.admin)
    for loser, into in ((theirs, work), (work, theirs), (theirs, mine)):
        with pytest.raises(WorkNotFound):
            await house.merge(loser, into)
    for loser, into in ((mine, work), (work, mine)):
        with pytest.raises(CustomNotMerged):
            await house.merge(loser, into)


async def outcomes(*attempts: Awaitable[Any]) -> list[type]:
    return [type(each) for each in await asyncio.gather(*attempts, return_exceptions=True)]


async def test_two_merges_that_cross_leave_one_survivor(house: MergingHouse) -> None:
    for _ in range(10):
        one, two = await a_work(house.database), await a_work(house.database)
        met = await outcomes(house.merge(one, two), house.merge(two, one))
        assert sorted(each.__name__ for each in met) == ["Merge", "MergeWithItself"]
        rows = await house.rows("SELECT merged_into FROM catalog.media_items WHERE id IN ($1, $2)", one, two)
        assert sorted(row["merged_into"] is None for row in rows) == [False, True]


async def test_chains_that_are_made_at_once_end_in_one_hop(house: MergingHouse) -> None:
    for _ in range(5):
        works = [await a_work(house.database) for _ in range(6)]
        chain = [house.merge(loser, into) for loser, into in pairwise(works)]
        random.shuffle(chain)
        met = await outcomes(*chain)
        assert not [each for each in met if not issubclass(each, DomainError) and each.__name__ != "Merge"]
        rows = await house.rows("SELECT id, merged_into FROM catalog.media_items WHERE id = ANY($1)", works)
        ends = {row["id"]: row["merged_into"] for row in rows}
        assert {ends[work] for work in works[:-1]} == {works[-1]}
        assert ends[works[-1]] is None


async def test_whoever_adds_a_work_while_it_is_merged_serves_the_survivor(house: MergingHouse) -> None:
    for _ in range(10):
        gone, kept = await a_work(house.database), await a_work(house.database)
        people = [await a_person(house.database) for _ in range(3)]
        menus = [await house.menus.menu(person) for person in people]
        adding = [
            house.menus.curating.add_item(person, menu.id, None, menu.courses[0].id, NewItem(gone))
            for person, menu in zip(people, menus, strict=True)
        ]
        await asyncio.gather(*adding, house.merge(gone, kept))
        served = await house.rows(
            "SELECT media_item_id FROM menus.course_items WHERE media_item_id = $1", gone
        )
        assert served == []
        query = "SELECT count(*) AS n FROM menus.course_items WHERE media_item_id = $1"
        assert (await house.rows(query, kept))[0]["n"] == 3


async def test_an_edit_under_way_does_not_bring_the_loser_back(house: MergingHouse) -> None:
    for _ in range(8):
        person = await a_person(house.database)
        menu = await house.menus.menu(person)
        gone, kept = menu.courses[0].items[0].media_item_id, await a_work(house.database)
        course = menu.courses[1].id
        await asyncio.gather(
            house.merge(gone, kept),
            *(house.menus.curating.add_item(person, menu.id, None, course, NewItem(kept)) for _ in range(3)),
        )
        assert await house.rows("SELECT FROM menus.course_items WHERE media_item_id = $1", gone) == []
        view = (await house.menus.kept(person, menu)).courses
        assert (view[0].items[0].media_item_id, len(view[1].items)) == (kept, 5)


async def test_a_record_that_arrives_meanwhile_ends_at_the_survivor(house: MergingHouse) -> None:
    for number in range(10):
        known = film("Gone", external_ids={"imdb": f"tt{number:07}"})
        gone = await house.one(known, f"gone-{number}")
        kept = await a_work(house.database)
        late = film("Gone", external_ids={"imdb": f"tt{number:07}", "wikidata": f"Q{number + 1}"})
        await asyncio.gather(house.push(record(f"late-{number}", late)), house.merge(gone.id, kept))
        keys = await house.rows("SELECT FROM catalog.external_links WHERE media_item_id = $1", gone.id)
        assert keys == []
        assert (await house.reader.by_link(None, "wikidata", f"Q{number + 1}")).id == kept


async def test_a_merge_that_fails_moves_nothing(house: MergingHouse) -> None:
    gone = await house.one(film("Gone", external_ids={"imdb": "tt0000001"}), "gone")
    kept = await a_work(house.database)
    async with superuser(house.database) as connection:
        await connection.execute("REVOKE INSERT ON catalog.merges FROM media_menu_app")
    with pytest.raises(Exception, match="permission denied"):
        await house.merge(gone.id, kept)
    assert (await house.reader.by_link(None, "imdb", "tt0000001")).id == gone.id


async def test_a_merge_gives_up_while_a_delivery_will_not_end(house: MergingHouse) -> None:
    one, two = await a_work(house.database), await a_work(house.database)
    async with superuser(house.database) as connection, connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock_shared(7316254, 0)")
        with pytest.raises(Busy):
            await house.merge(one, two)


# Questions


async def test_the_better_known_work_survives_unless_the_other_is_named(house: MergingHouse) -> None:
    for named in (False, True):
        known = (await house.one(film("Known", popularity=10), f"known-{named}")).id
        unknown = (await house.one(film("Unknown", popularity=1), f"unknown-{named}")).id
        review = await house.suspect(known, unknown)
        merge = await house.reviewing.same(house.admin, review, unknown if named else None)
        assert (merge.survivor_id, merge.confidence) == (unknown if named else known, 75)
        with pytest.raises(DuplicateDecided):
            await house.reviewing.same(house.admin, review)
        with pytest.raises(DuplicateDecided):
            await house.reviewing.different(house.admin, review)
    assert {state for _, state in await house.questions()} == {"same"}


async def test_an_answer_that_they_differ_is_kept(house: MergingHouse) -> None:
    one, two = await a_work(house.database), await a_work(house.database)
    review = await house.suspect(one, two)
    for _ in range(2):
        await house.reviewing.different(house.admin, review)
    assert await house.questions() == {(frozenset((one, two)), "different")}
    with pytest.raises(DuplicateNotFound):
        await house.reviewing.different(house.admin, uuid7())
    with pytest.raises(WorkInvalid):
        await house.reviewing.same(house.admin, review, await a_work(house.database))


async def test_questions_about_the_loser_become_questions_about_the_survivor(house: MergingHouse) -> None:
    gone, kept, *others = [await a_work(house.database) for _ in range(6)]
    asked, answered, both, settled = others
    await house.suspect(gone, kept)
    await house.suspect(gone, asked)
    await house.suspect(gone, answered, "different")
    await house.suspect(gone, both)
    await house.suspect(kept, both, "different")
    await house.suspect(gone, settled, "different")
    await house.suspect(kept, settled)
    await house.merge(gone, kept)
    assert await house.questions() == {
        (frozenset((gone, kept)), "same"),
        (frozenset((kept, asked)), "open"),
        (frozenset((kept, answered)), "different"),
        (frozenset((kept, both)), "different"),
        (frozenset((kept, settled)), "different"),
    }


async def test_the_queue_is_paged_surest_first(house: MergingHouse) -> None:
    works: Sequence[MediaItemId] = [await a_work(house.database) for _ in range(6)]
    reviews = [await house.suspect(works[0], other) for other in works[1:]]
    await house.rows("UPDATE catalog.match_reviews SET confidence = 90 WHERE id = $1", reviews[3])
    first = await house.book.duplicates("open", 3, None)
    rest = await house.book.duplicates("open", 3, (first[-1].confidence, first[-1].id))
    assert [each.id for each in (*first, *rest)] == [reviews[3], *(r for r in reviews if r != reviews[3])]
    assert first[0].first.title == "Solaris"
    assert await house.book.duplicates("same", 3, None) == ()
