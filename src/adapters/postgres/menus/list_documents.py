"""The statements that read a page of one's own menus, in each order."""

from sqlalchemy import TextClause, text

from adapters.postgres.menus.documents import EDITION, TAKE_DOWN
from domain.menus.browsing import MenuOrder

COVERS = """
    coalesce((SELECT json_agg(first.cover ORDER BY first.number, first.place) FROM (
        SELECT json_build_object('id', work.id, 'media_type', work.media_type, 'title', work.title,
                'creators', work.creators,
                'cover_url', coalesce('/covers/' || asset.file || '-480.webp', work.cover_url)) AS cover,
            course.position AS number, item.position AS place
        FROM menus.course_items item
        JOIN menus.courses course ON course.id = item.course_id
        JOIN catalog.media_items work ON work.id = item.media_item_id
        LEFT JOIN catalog.media_assets asset ON asset.media_item_id = work.id
        WHERE item.menu_id = menu.id AND item.owner_id = menu.owner_id
        ORDER BY course.position, item.position
        LIMIT 5) first), '[]')"""

SUMMARY = f"""
    json_build_object('id', menu.id, 'slug', menu.slug, 'title', menu.title,
        'description', menu.description, 'status', menu.status, 'visibility', menu.visibility,
        'version', menu.version, 'edition', {EDITION},
        'course_count', (SELECT count(*) FROM menus.courses course
            WHERE course.menu_id = menu.id AND course.owner_id = menu.owner_id),
        'item_count', items.count, 'media_types', items.media_types, 'covers', {COVERS},
        'take_down', {TAKE_DOWN},
        'archived_at', menu.archived_at, 'created_at', menu.created_at, 'updated_at', menu.updated_at,
        'proposal_count', (SELECT count(*) FROM menus.proposals proposal
            WHERE proposal.menu_id = menu.id AND proposal.curator_id = menu.owner_id
                AND proposal.status = 'open'))"""


def _summaries(key: str, kind: str, way: str) -> TextClause:
    """Own menus by a key of that kind, from behind (:key, :id) on; `way` is ASC or DESC."""
    after = f"({key}, menu.id) {'<' if way == 'DESC' else '>'} ({kind}, CAST(:id AS uuid))"
    return text(f"""
    SELECT coalesce(json_agg(line.entry), '[]')::text FROM (
        SELECT {SUMMARY} AS entry
        FROM menus.menus menu, LATERAL (
            SELECT count(*) AS count,
                coalesce(array_agg(DISTINCT work.media_type), '{{}}') AS media_types
            FROM menus.course_items item JOIN catalog.media_items work ON work.id = item.media_item_id
            WHERE item.menu_id = menu.id AND item.owner_id = menu.owner_id) items
        WHERE menu.owner_id = accounts.current_user_id() AND menu.deleted_at IS NULL
            AND (menu.archived_at IS NOT NULL) = CAST(:archived AS boolean)
            AND (CAST(:status AS text) IS NULL OR menu.status = CAST(:status AS text))
            AND (CAST(:text AS text) = ''
                OR strpos(menus.plain(menu.title), menus.plain(CAST(:text AS text))) > 0)
            AND (CAST(:id AS uuid) IS NULL OR {after})
        ORDER BY {key} {way}, menu.id {way}
        LIMIT :limit) line""")


SUMMARIES: dict[MenuOrder, TextClause] = {
    "edited": _summaries("menu.updated_at", "CAST(:key AS timestamptz)", "DESC"),
    "newest": _summaries("menu.created_at", "CAST(:key AS timestamptz)", "DESC"),
    "title": _summaries("menu.title_order", "menus.title_order(CAST(:key AS text))", "ASC"),
}
