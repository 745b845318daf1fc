"""Works that people make and correct, and tags, inside one transaction."""

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import case, delete, extract, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.catalog.credits_and_titles import WRITE_CREDITS
from adapters.postgres.catalog.documents import CREDITS, DETAILS
from adapters.postgres.catalog.tables import (
    KIND_TABLES,
    media_item_tags,
    media_items,
    tags,
    user_media_item_tags,
    user_tags,
)
from domain.catalog.errors import WorkNotFound
from domain.catalog.model import Work
from domain.catalog.titles import search_norm, sort_key, title_norm
from domain.credits import ROLES, by_role, names_that_find
from domain.kernel import Actor, MediaItemId

GET = text(
    f"""
    SELECT jsonb_build_object(
        'id', item.id, 'media_type', item.media_type, 'title', item.title, 'owner_id', item.owner_id,
        'is_custom', item.origin = 'custom', 'original_title', item.original_title,
        'release_year', item.release_year, 'creators', item.creators, 'genres', item.genres,
        'language', item.language, 'description', item.description, 'cover_url', item.cover_url,
        'canonical_url', item.canonical_url, 'media_class', item.media_class::text, 'credits', {CREDITS},
        'other_titles', (SELECT coalesce(jsonb_agg(DISTINCT title), '[]') FROM catalog.titles AS called
            WHERE called.media_item_id = item.id),
        'details', jsonb_strip_nulls({DETAILS}) - 'avg_rating' - 'num_votes')::text
    FROM catalog.media_items AS item WHERE item.id = :id AND item.merged_into IS NULL
    FOR NO KEY UPDATE OF item
    """  # noqa: S608
)


class PgWorks:
    """The port Works."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, work: Work) -> None:
        await self._connection.execute(insert(media_items).values(id=work.id, **_columns(work)))
        await self._keep_details(work)
        await self._keep_credits(work)

    async def get(self, work_id: MediaItemId) -> Work:
        document = (await self._connection.execute(GET, {"id": work_id})).scalar_one_or_none()
        if document is None:
            raise WorkNotFound
        return msgspec.json.decode(document, type=Work)

    async def save(self, work: Work) -> None:
        await self._connection.execute(
            update(media_items).where(media_items.c.id == work.id).values(_columns(work) | _dated(work))
        )
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


def _dated(work: Work) -> dict[str, Any]:
    """A date of another year than the one that was set is forgotten."""
    fits = extract("year", media_items.c.release_date) == work.release_year
    return {name: case((fits, media_items.c[name])) for name in ("release_date", "release_precision")}


def _columns(work: Work) -> dict[str, Any]:
    return {
        "media_type": work.media_type,
        "media_class": work.media_class,
        "title": work.title,
        "original_title": work.original_title,
        "title_norm": title_norm(work.title),
        "search_norm": search_norm(
            work.title,
            work.original_title,
            (*work.creators, *names_that_find(work.credits)),
            work.other_titles,
        ),
        "sort_key": sort_key(work.title),
        "description": work.description,
        "release_year": work.release_year,
        "language": work.language,
        "creators": work.creators,
        "genres": work.genres,
        "cover_url": work.cover_url,
        "canonical_url": work.canonical_url,
        "origin": "custom" if work.is_custom else "ingested",
        "owner_id": work.owner_id,
    }
