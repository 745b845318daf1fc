"""What follows a merged work inside the catalogue: a small statement for each table that points at works.

A test knows every foreign key to works and fails for one that is neither here nor said to stay.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.catalog.gaps import FILL_DETAILS, FILL_FACTS
from adapters.postgres.catalog.relationships import FOLLOW as RELATIONSHIPS_FOLLOW
from domain.catalog.merging import Follows, Moved
from domain.kernel import MediaItemId

KEYS_SHOWN = 100

# Each takes :loser and :survivor, and gives a row with a key for whatever it moved.
STATEMENTS: Mapping[str, TextClause] = {
    "catalog.media_items": FILL_FACTS,
    **FILL_DETAILS,
    "catalog.external_links": text(
        """
        UPDATE catalog.external_links SET media_item_id = :survivor WHERE media_item_id = :loser
        RETURNING source_name || ' ' || external_key
        """
    ),
    # One record leads a work: that of the survivor, if it has one.
    "catalog.media_sources": text(
        """
        UPDATE catalog.media_sources AS source SET media_item_id = :survivor,
            leads = source.leads AND NOT EXISTS (
                SELECT FROM catalog.media_sources AS own WHERE own.media_item_id = :survivor AND own.leads
            )
        WHERE source.media_item_id = :loser
        RETURNING source.source_name || ' ' || source.external_id
        """
    ),
    "catalog.media_item_tags": text(
        """
        WITH gone AS (
            DELETE FROM catalog.media_item_tags WHERE media_item_id = :loser RETURNING tag_id
        ), put AS (
            INSERT INTO catalog.media_item_tags (media_item_id, tag_id)
            SELECT CAST(:survivor AS uuid), tag_id FROM gone ON CONFLICT DO NOTHING
        )
        SELECT tag.name FROM gone JOIN catalog.tags AS tag ON tag.id = gone.tag_id ORDER BY tag.name
        """
    ),
    "catalog.relationships": RELATIONSHIPS_FOLLOW,
    "catalog.credits": text(
        """
        UPDATE catalog.credits SET media_item_id = :survivor
        WHERE media_item_id = :loser
            AND role NOT IN (SELECT role FROM catalog.credits WHERE media_item_id = :survivor)
        RETURNING role || ' ' || name
        """
    ),
    "catalog.titles": text(
        "UPDATE catalog.titles SET media_item_id = :survivor WHERE media_item_id = :loser RETURNING title"
    ),
    # What was published keeps the cover of the loser; the survivor has it too, until it has one of its own.
    "catalog.media_assets": text(
        """
        INSERT INTO catalog.media_assets
            (media_item_id, file, source_url, poster_last_checked, next_check_at, misses, problem)
        SELECT CAST(:survivor AS uuid), file, source_url, poster_last_checked, next_check_at, misses, problem
        FROM catalog.media_assets WHERE media_item_id = :loser
        ON CONFLICT DO NOTHING
        RETURNING coalesce(file, source_url, '')
        """
    ),
    # What people said of the loser was said too; what they pinned there does not hold here.
    "catalog.field_values": text(
        """
        INSERT INTO catalog.field_values
            (media_item_id, field, value, source_name, external_id, set_by, seen_at)
        SELECT CAST(:survivor AS uuid), field, value, source_name, external_id, set_by, seen_at
        FROM catalog.field_values WHERE media_item_id = :loser
        ON CONFLICT DO NOTHING RETURNING field
        """
    ),
    # A question about the loser is one about the survivor now; where both were asked, an answer counts.
    "catalog.match_reviews": text(
        """
        WITH gone AS (
            DELETE FROM catalog.match_reviews
            WHERE state <> 'same' AND CAST(:loser AS uuid) IN (first_id, second_id)
                AND CAST(:survivor AS uuid) NOT IN (first_id, second_id)
            RETURNING *, CASE first_id WHEN :loser THEN second_id ELSE first_id END AS other_id
        ), again AS (
            INSERT INTO catalog.match_reviews AS kept (id, first_id, second_id,
                confidence, reasons, source_name, state, decided_by, decided_at, created_at)
            SELECT id, least(other_id, CAST(:survivor AS uuid)), greatest(other_id, CAST(:survivor AS uuid)),
                confidence, reasons, source_name, state, decided_by, decided_at, created_at
            FROM gone
            ON CONFLICT (first_id, second_id) DO UPDATE
            SET state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at
            WHERE kept.state = 'open' AND excluded.state = 'different'
        )
        SELECT id::text FROM gone ORDER BY id
        """
    ),
}
OWN_TAGS = text("SELECT catalog.own_tags_follow(:loser)")


class StatementFollows:
    """The port Follows, for a table that belongs to nobody in particular."""

    def __init__(self, connection: AsyncConnection, table: str, statement: TextClause) -> None:
        self._connection = connection
        self._statement = statement
        self.table = table

    async def hold(self, loser_id: MediaItemId) -> None:
        """Nothing stands above such rows."""

    async def follow(self, loser_id: MediaItemId, survivor_id: MediaItemId) -> Moved:
        both = {"loser": loser_id, "survivor": survivor_id}
        keys = list(await self._connection.scalars(self._statement, both))
        return Moved(len(keys), tuple(keys[:KEYS_SHOWN]))


class OwnTagsFollow:
    """The port Follows, for the tags that people put on works for themselves."""

    table = "catalog.user_media_item_tags"

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def hold(self, loser_id: MediaItemId) -> None:
        """The tags themselves stay as they are."""

    async def follow(self, loser_id: MediaItemId, survivor_id: MediaItemId) -> Moved:
        return Moved(await self._connection.scalar(OWN_TAGS, {"loser": loser_id}) or 0)


def catalog_follows(connection: AsyncConnection) -> Sequence[Follows]:
    """Everything of this context."""
    of_works = (StatementFollows(connection, *each) for each in STATEMENTS.items())
    return (*of_works, OwnTagsFollow(connection))
