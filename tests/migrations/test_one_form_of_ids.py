"""Records that were several because their ids were written in several forms become one."""

from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

import migrations
from domain.catalog.views import SourceView
from tests.postgres import Database, superuser
from tests.records import record
from tests.works import WorksHouse

[MIGRATION] = (Path(migrations.__file__).parent / "sql").glob("*_one_form_of_ids.up.sql")
MBID = "0f1d4e2a-5b3c-4d6e-8f70-112233445566"
OTHER_FORMS = f"""
    UPDATE catalog.media_sources SET external_id = '/works/OL77W' WHERE external_id = 'OL77W';
    UPDATE catalog.titles SET external_id = '/works/OL77W' WHERE external_id = 'OL77W';
    UPDATE catalog.media_sources SET external_id = '{MBID}' WHERE external_id = 'release-group/{MBID}';
    UPDATE catalog.media_sources SET external_id = '991' WHERE external_id = 'movie/991';
    INSERT INTO catalog.media_sources (source_name, external_id, media_item_id, leads, raw_payload,
        payload_hash, mapping_version, fetched_at, first_seen_at)
    SELECT source_name, other, media_item_id, false, raw_payload, payload_hash, mapping_version,
        fetched_at + days * interval '1 day', now()
    FROM catalog.media_sources CROSS JOIN (VALUES ('movie-991', 2), ('movie/991', 1)) AS form (other, days)
    WHERE external_id = '991';
"""


async def sources(house: WorksHouse, source_name: str, key: str) -> tuple[SourceView, ...]:
    work = await house.reader.by_link(None, source_name, key)
    return tuple(await house.reader.sources(None, work.id))


async def test_records_that_were_several_become_one_that_the_next_delivery_brings_up_to_date(
    engine: AsyncEngine, database: Database
) -> None:
    house = WorksHouse(engine)
    film = {"title": "Solaris", "original_title": "Solaris"}
    await house.push(record("movie/991", film, fetched_at="2026-01-01T00:00:00Z"), source="tmdb")
    await house.one({"title": "Solaris", "other_titles": ["Solyaris"]}, "OL77W", "openlibrary")
    await house.one({"title": "Solaris", "primary-type": "Album"}, f"release-group/{MBID}", "musicbrainz")
    async with superuser(database) as connection:
        await connection.execute(OTHER_FORMS)
        await connection.execute(MIGRATION.read_text())
    (of_tmdb,) = await sources(house, "tmdb", "movie/991")
    assert (of_tmdb.external_id, of_tmdb.leads) == ("movie/991", True)
    assert [each.external_id for each in await sources(house, "openlibrary", "OL77W")] == ["OL77W"]
    (of_musicbrainz,) = await sources(house, "musicbrainz", f"release-group/{MBID}")
    assert of_musicbrainz.external_id == f"release-group/{MBID}"
    (again,) = (await house.push(record("movie/991", film), source="tmdb")).results
    assert again.outcome == "updated", "one that leads by now is read again, even if it is the same"
