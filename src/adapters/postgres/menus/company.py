"""Reads where a work is served and what it is paired with: one statement, from the work on."""

from typing import Final

import msgspec
from sqlalchemy import text

from adapters.postgres.transactions import PgTransactions
from domain.kernel import MediaItemId
from domain.menus.company import Company, Place, ServedIn

# An edition keeps the id of a work that was merged since; every merged one redirects to the last survivor.
_NAMED: Final = """
    named AS (
        SELECT CAST(:work AS uuid) AS id
        UNION ALL SELECT merged.id FROM catalog.media_items merged WHERE merged.merged_into = :work
    )"""

_SERVED: Final = """
    served AS (
        SELECT served.menu_id, served.number, served.published_at, array_agg(served.media_item_id) AS works
        FROM named JOIN menus.served_works served ON served.media_item_id = named.id
        GROUP BY served.menu_id, served.number, served.published_at
    )"""

_MARK: Final = """
    json_build_object('slug', edition.slug, 'title', edition.document -> 'title', 'curator', to_json(person),
        'edition', json_build_object('number', edition.number, 'published_at', edition.published_at))"""


def _served_in(most: str, after: str) -> str:
    return f"""
    (SELECT coalesce(json_agg(json_build_object('menu_id', edition.menu_id, 'menu', {_MARK},
            'course', place.course, 'item_key', place.item -> 'item_key',
            'annotation', place.item -> 'annotation')
            ORDER BY edition.published_at DESC, edition.menu_id DESC), '[]')
        FROM (SELECT * FROM served {after} ORDER BY published_at DESC, menu_id DESC LIMIT {most}) newest
        JOIN menus.editions edition USING (menu_id, number)
        CROSS JOIN accounts.public_name(edition.owner_id) person
        CROSS JOIN LATERAL (
            SELECT course -> 'title' AS course, item
            FROM jsonb_array_elements(edition.document -> 'courses') WITH ORDINALITY courses (course, row),
                jsonb_array_elements(course -> 'items') WITH ORDINALITY items (item, seat)
            WHERE CAST(item ->> 'media_item_id' AS uuid) = ANY (newest.works)
            ORDER BY item ->> 'annotation' IS NULL, row, seat LIMIT 1) place)"""  # noqa: S608


_QUOTATIONS: Final = f"""
    (SELECT json_agg(json_build_object('relationship', told.pairing -> 'relationship',
            'narrative', told.pairing -> 'narrative', 'item_key', told.here -> 'item_key', 'menu', {_MARK})
            ORDER BY edition.published_at DESC, newest.pairing_id)
        FROM (SELECT * FROM paired WHERE paired.partner = partner.id
            ORDER BY published_at DESC, pairing_id LIMIT :quotations) newest
        JOIN menus.editions edition USING (menu_id, number)
        CROSS JOIN accounts.public_name(edition.owner_id) person
        CROSS JOIN LATERAL (
            SELECT pairing, here
            FROM jsonb_path_query(edition.document, '$.pairings[*]') pairing,
                jsonb_path_query(edition.document, '$.courses[*].items[*]') here
            WHERE CAST(pairing ->> 'id' AS uuid) = newest.pairing_id
                AND CAST(here ->> 'media_item_id' AS uuid) = newest.media_item_id
                AND here ->> 'id' IN (pairing ->> 'first_item_id', pairing ->> 'second_item_id')
            LIMIT 1) told)"""  # noqa: S608 - put together from constants

_FACE: Final = """
    json_build_object('id', work.id, 'media_type', work.media_type, 'title', work.title,
        'release_year', work.release_year, 'creators', work.creators,
        'cover_url', coalesce('/covers/' || asset.file || '-480.webp', work.cover_url))"""

# What somebody made for themselves is shown as the menu has it.
_FROZEN_FACE: Final = """
    (SELECT item -> 'media' || '{"is_custom": true}'
        FROM menus.editions edition,
            jsonb_path_query(edition.document, '$.courses[*].items[*]') item
        WHERE (edition.menu_id, edition.number) = (partner.menu_id, partner.number)
            AND CAST(item ->> 'media_item_id' AS uuid) = partner.other_id
        LIMIT 1)"""

COMPANY: Final = text(f"""
    WITH {_NAMED}, {_SERVED},
    paired AS (
        SELECT paired.*, coalesce(other.merged_into, paired.other_id) AS partner
        FROM named JOIN menus.paired_works paired ON paired.media_item_id = named.id
        LEFT JOIN catalog.media_items other ON other.id = paired.other_id
        WHERE coalesce(other.merged_into, paired.other_id) <> :work
    ),
    partners AS (
        SELECT partner AS id, count(*) AS times, max(published_at) AS newest,
            (array_agg(menu_id ORDER BY published_at DESC, pairing_id))[1] AS menu_id,
            (array_agg(number ORDER BY published_at DESC, pairing_id))[1] AS number,
            (array_agg(other_id ORDER BY published_at DESC, pairing_id))[1] AS other_id
        FROM paired GROUP BY partner
    ),
    best AS (SELECT * FROM partners ORDER BY times DESC, newest DESC, id LIMIT :works)
    SELECT json_build_object(
        'menu_count', (SELECT count(*) FROM served), 'menus', {_served_in(":menus", "")},
        'work_count', (SELECT count(*) FROM partners),
        'works', (SELECT coalesce(json_agg(json_build_object('count', partner.times,
                'media', CASE WHEN work.id IS NULL THEN {_FROZEN_FACE}::json ELSE {_FACE} END,
                'quotations', {_QUOTATIONS})
                ORDER BY partner.times DESC, partner.newest DESC, partner.id), '[]')
            FROM best partner
            LEFT JOIN catalog.media_items work ON work.id = partner.id AND work.origin <> 'custom'
            LEFT JOIN catalog.media_assets asset ON asset.media_item_id = work.id))::text""")  # noqa: S608

_BEHIND: Final = """
    WHERE CAST(:published AS timestamptz) IS NULL
        OR (published_at, menu_id) < (CAST(:published AS timestamptz), CAST(:menu AS uuid))"""
MENUS_WITH: Final = text(f"WITH {_NAMED}, {_SERVED} SELECT {_served_in(':limit', _BEHIND)}::text")


class PgCompanyReader:
    """The port CompanyReader; it carries no identity."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def company(self, work_id: MediaItemId, *, menus: int, works: int, quotations: int) -> Company:
        wanted = {"work": work_id, "menus": menus, "works": works, "quotations": quotations}
        async with self._transactions.open(None) as connection:
            found = await connection.scalar(COMPANY, wanted)
        return msgspec.json.decode(found, type=Company)

    async def menus_with(self, work_id: MediaItemId, limit: int, after: Place | None) -> tuple[ServedIn, ...]:
        published, menu_id = after or (None, None)
        wanted = {"work": work_id, "limit": limit, "published": published, "menu": menu_id}
        async with self._transactions.open(None) as connection:
            found = await connection.scalar(MENUS_WITH, wanted)
        return msgspec.json.decode(found, type=tuple[ServedIn, ...])
