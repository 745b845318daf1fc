"""Works that people make and correct, and tags, inside one transaction."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.catalog.credits_and_titles import HAND_BACK, WRITE_CREDITS
from adapters.postgres.catalog.documents import CREDITS, DETAILS, PINNED, RELEASE_DATE, SOURCES_OF
from adapters.postgres.catalog.pins import keep_words, pin_columns, unpin_columns
from adapters.postgres.catalog.source_tables import field_values
from adapters.postgres.catalog.tables import KIND_TABLES, media_items
from adapters.postgres.catalog.tag_tables import media_item_tags, tags, user_media_item_tags, user_tags
from domain.catalog.errors import WorkMerged, WorkNotFound
from domain.catalog.fields import DETAILS as OF_KIND
from domain.catalog.model import Work
from domain.catalog.ports import Word
from domain.catalog.releases import released
from domain.catalog.titles import LONGEST_SEARCH, search_norm, sort_key, title_norm
from domain.catalog.views import EDITOR, SourceView
from domain.credits import OF_DETAILS, ROLES, by_role, names_that_find
from domain.kernel import Actor, MediaItemId

GET = text(
    f"""
    SELECT item.merged_into, jsonb_build_object(
        'id', item.id, 'media_type', item.media_type, 'title', item.title, 'owner_id', item.owner_id,
        'is_custom', item.origin = 'custom', 'original_title', item.original_title,
        'release_year', item.release_year, 'creators', item.creators, 'genres', item.genres,
        'language', item.language, 'description', item.description, 'cover_url', item.cover_url,
        'canonical_url', item.canonical_url, 'release_date', {RELEASE_DATE},
        'country_of_origin', item.country_of_origin, 'is_adult', item.is_adult, 'pinned', {PINNED},
        'media_class', item.media_class::text, 'credits', {CREDITS},
        'details', jsonb_strip_nulls({DETAILS}) - 'avg_rating' - 'num_votes')::text
    FROM catalog.media_items AS item WHERE item.id = :id
    FOR NO KEY UPDATE OF item
    """  # noqa: S608
)
SOURCES = text(
    f"SELECT {SOURCES_OF}::text FROM catalog.media_items AS item WHERE item.id = :id"  # noqa: S608
)


class PgWorks:
    """The port Works."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, work: Work, keys: Collection[tuple[str, str]] = ()) -> None:
        said = {"external_ids": sorted(keys)} if keys else {}
        row = insert(media_items).values(id=work.id, metadata=said, **_columns(work))
        await self._connection.execute(row)
        await self._keep_details(work)
        await self._keep_credits(work)

    async def get(self, work_id: MediaItemId) -> Work:
        row = (await self._connection.execute(GET, {"id": work_id})).one_or_none()
        if row is None:
            raise WorkNotFound
        merged_into, document = row
        if merged_into:
            raise WorkMerged(merged_into)
        return msgspec.json.decode(document, type=Work)

    async def save(self, work: Work) -> None:
        columns = _columns(work)
        if not work.is_custom:
            columns["search_norm"] = await self._all_words(work.id, columns["search_norm"])
        await self._connection.execute(update(media_items).where(media_items.c.id == work.id).values(columns))
        await self._keep_details(work)
        await self._keep_credits(work)

    async def _keep_credits(self, work: Work) -> None:
        roles = by_role(work.credits)
        rows = [
            {"media_item_id": work.id, "leads": True, "role": role, "names": roles.get(role, ())}
            for role in ROLES
        ]
        told = {"rows": msgspec.json.encode(rows).decode(), "source_name": None}
        await self._connection.execute(WRITE_CREDITS, told)

    async def pin(self, work: Work, words: Collection[Word]) -> None:
        fields = [word.field for word in words]
        await unpin_columns(self._connection, work, fields)
        await self.save(work)
        await pin_columns(self._connection, work, fields)
        await keep_words(self._connection, work.id, words)

    async def unpin(self, work: Work, field: str) -> None:
        await unpin_columns(self._connection, work, [field])
        await self.save(work)
        if role := "creator" if field == "creators" else OF_DETAILS.get(field.removeprefix(OF_KIND)):
            await self._connection.execute(HAND_BACK, {"id": work.id, "role": role})
        chosen = (field_values.c.media_item_id == work.id, field_values.c.field == field)
        of_source = field_values.c.source_name != EDITOR
        await self._connection.execute(delete(field_values).where(*chosen, of_source))

    async def sources(self, work_id: MediaItemId) -> tuple[SourceView, ...]:
        document = (await self._connection.execute(SOURCES, {"id": work_id})).scalar_one()
        return msgspec.json.decode(document, type=tuple[SourceView, ...])

    async def _all_words(self, work_id: MediaItemId, words: str) -> str:
        """A work goes on being found by what every source calls it."""
        known = select(media_items.c.search_norm).where(media_items.c.id == work_id)
        before = (await self._connection.execute(known)).scalar_one()
        return " ".join(dict.fromkeys(f"{words} {before}".split(" ")))[:LONGEST_SEARCH].rstrip()

    async def _keep_details(self, work: Work) -> None:
        table = KIND_TABLES.get(work.media_type)
        if table is not None:
            facts = msgspec.structs.asdict(work.typed_details)
            row = upsert(table).values(media_item_id=work.id, **facts)
            await self._connection.execute(
                row.on_conflict_do_update(index_elements=["media_item_id"], set_=facts)
            )


class PgTags:
    """The port Tags: global ones when no owner is named."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put_on(self, work_id: MediaItemId, name: str, owner: Actor | None, new_id: UUID) -> None:
        table, put = (tags, media_item_tags) if owner is None else (user_tags, user_media_item_tags)
        whose = {} if owner is None else {"user_id": owner.user_id}
        await self._connection.execute(
            upsert(table).values(id=new_id, name=name, **whose).on_conflict_do_nothing()
        )
        tag_id = (await self._connection.execute(_tag_named(name, owner))).scalar_one()
        row = upsert(put).values(media_item_id=work_id, tag_id=tag_id, **whose)
        await self._connection.execute(row.on_conflict_do_nothing())

    async def take_off(self, work_id: MediaItemId, name: str, owner: Actor | None) -> None:
        put = media_item_tags if owner is None else user_media_item_tags
        gone = delete(put).where(put.c.media_item_id == work_id, put.c.tag_id.in_(_tag_named(name, owner)))
        if owner is not None:
            gone = gone.where(put.c.user_id == owner.user_id)
        await self._connection.execute(gone)


class PgShelves:
    """The port Shelves."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.works = PgWorks(connection)
        self.tags = PgTags(connection)


def _tag_named(name: str, owner: Actor | None) -> Any:
    if owner is None:
        return select(tags.c.id).where(text("lower(name) = lower(:name)").bindparams(name=name))
    own = select(user_tags.c.id).where(user_tags.c.user_id == owner.user_id)
    return own.where(text("lower(name) = lower(:name)").bindparams(name=name))


def _columns(work: Work) -> dict[str, Any]:
    release = released(work.release_date) if work.release_date else None
    return {
        "media_type": work.media_type,
        "media_class": work.media_class,
        "title": work.title,
        "original_title": work.original_title,
        "title_norm": title_norm(work.title),
        "search_norm": search_norm(
            work.title, work.original_title, (*work.creators, *names_that_find(work.credits))
        ),
        "sort_key": sort_key(work.title),
        "description": work.description,
        "release_date": release and release.day,
        "release_precision": release and release.precision,
        "release_year": work.release_year,
        "language": work.language,
        "country_of_origin": work.country_of_origin,
        "is_adult": work.is_adult,
        "creators": work.creators,
        "genres": work.genres,
        "cover_url": work.cover_url,
        "canonical_url": work.canonical_url,
        "origin": "custom" if work.is_custom else "ingested",
        "owner_id": work.owner_id,
    }
