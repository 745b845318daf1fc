"""The statements that read a working copy as one JSON document, and the fragments that others share."""

from sqlalchemy import text

# The facts of its kind, as the catalogue has them; what is unknown is left out.
DETAILS = """
    coalesce(jsonb_strip_nulls(CASE
        WHEN work.media_type IN ('film', 'tv') THEN (SELECT to_jsonb(kind) - 'media_item_id' - 'pinned'
            FROM catalog.movie_items kind WHERE kind.media_item_id = work.id)
        WHEN work.media_type IN ('book', 'magazine') THEN (SELECT to_jsonb(kind) - 'media_item_id' - 'pinned'
            FROM catalog.book_items kind WHERE kind.media_item_id = work.id)
        WHEN work.media_type = 'game' THEN (SELECT to_jsonb(kind) - 'media_item_id' - 'pinned'
            FROM catalog.game_items kind WHERE kind.media_item_id = work.id)
        WHEN work.media_type IN ('music', 'audio') THEN (SELECT to_jsonb(kind) - 'media_item_id' - 'pinned'
            FROM catalog.music_items kind WHERE kind.media_item_id = work.id)
    END), '{}')"""

# An own item says itself where it is from; nothing checks that, so that it leads to no address.
LINKS = """
    SELECT source_name, external_key, url FROM catalog.external_links WHERE media_item_id = work.id
    UNION ALL
    SELECT said ->> 0, said ->> 1, NULL FROM jsonb_array_elements(
        CASE WHEN work.origin = 'custom' AND jsonb_typeof(work.metadata -> 'external_ids') = 'array'
            THEN work.metadata -> 'external_ids' END) said"""

WORK = f"""
    json_build_object('id', work.id, 'media_type', work.media_type, 'title', work.title,
        'release_year', work.release_year, 'creators', work.creators, 'cover_url', work.cover_url,
        'external_links', coalesce((
            SELECT json_agg(json_build_object('source_name', link.source_name,
                'external_key', link.external_key, 'url', link.url)
                ORDER BY link.source_name, link.external_key)
            FROM ({LINKS}) link), '[]'),
        'details', {DETAILS})"""

PAIRINGS = """
    coalesce((SELECT json_agg(json_build_object('id', pairing.id, 'first_item_id', pairing.first_item_id,
            'second_item_id', pairing.second_item_id, 'relationship', pairing.relationship,
            'narrative', pairing.narrative) ORDER BY pairing.position)
        FROM menus.menu_item_pairings pairing
        WHERE pairing.menu_id = menu.id AND pairing.owner_id = menu.owner_id), '[]')"""


def courses(item_facts: str, joins: str = "") -> str:
    """All courses of `menu` with their works, each work with `item_facts`."""
    return f"""
    coalesce((SELECT json_agg(json_build_object('id', course.id, 'title', course.title,
            'intent', course.intent, 'items', coalesce((
                SELECT json_agg(json_build_object('id', item.id, 'item_key', item.item_key,
                    'media_item_id', item.media_item_id, 'annotation', item.annotation {item_facts})
                    ORDER BY item.position)
                FROM menus.course_items item {joins}
                WHERE item.course_id = course.id AND item.owner_id = menu.owner_id), '[]'))
            ORDER BY course.position)
        FROM menus.courses course
        WHERE course.menu_id = menu.id AND course.owner_id = menu.owner_id), '[]')"""


COURSES_WITH_WORKS = courses(
    f", 'media', {WORK}", "JOIN catalog.media_items work ON work.id = item.media_item_id"
)

EDITION = """
    CASE WHEN menu.status = 'published'
        THEN json_build_object('number', menu.latest_edition, 'published_at', menu.published_at) END"""

TAKE_DOWN = """
    (SELECT json_build_object('reason', closed.reason, 'at', closed.at) FROM menus.take_downs closed
    WHERE closed.menu_id = menu.id AND closed.owner_id = menu.owner_id)"""

AGGREGATE = text(f"""
    SELECT json_build_object('id', menu.id, 'owner_id', menu.owner_id, 'slug', menu.slug, 'title', menu.title,
        'description', menu.description, 'status', menu.status, 'visibility', menu.visibility,
        'version', menu.version, 'latest_edition', menu.latest_edition, 'published_at', menu.published_at,
        'created_at', menu.created_at, 'updated_at', menu.updated_at,
        'take_down', {TAKE_DOWN}, 'courses', {courses("")}, 'pairings', {PAIRINGS})::text
    FROM menus.menus menu
    WHERE menu.id = :menu AND menu.owner_id = accounts.current_user_id()""")

# People may only find what is public by a credit; who holds the link to an unlisted source needs none. One
# that is closed may be opened by its link again: it is told once that is public, or opens nothing more.
LINEAGE = """
    (SELECT json_build_object('source_title', fork.source_title, 'source_curator', fork.source_curator,
        'source_slug', CASE WHEN source.visibility = 'public' OR NOT EXISTS (
            SELECT FROM menus.slugs slug WHERE slug.slug = fork.source_slug AND slug.gone_at IS NULL
                AND fork.source_menu_id IS NOT NULL) THEN fork.source_slug END,
        'source_edition', fork.source_edition,
        'source_available', source.visibility IS NOT DISTINCT FROM 'public',
        'source_username', CASE WHEN source.visibility = 'public'
            THEN (SELECT username FROM accounts.public_name(source.owner_id)) END)
    FROM menus.menu_lineage fork LEFT JOIN menus.editions source
        ON source.menu_id = fork.source_menu_id AND source.is_current AND source.withdrawn_at IS NULL
    WHERE fork.menu_id = {menu})"""

_WHOLE_MENU = f"""
    'id', menu.id, 'slug', menu.slug, 'title', menu.title,
        'description', menu.description, 'status', menu.status, 'visibility', menu.visibility,
        'version', menu.version, 'edition', {EDITION},
        'created_at', menu.created_at, 'updated_at', menu.updated_at,
        'courses', {COURSES_WITH_WORKS}, 'pairings', {PAIRINGS}"""

FROM_OWN_MENU = """
    FROM menus.menus menu
    WHERE menu.id = :menu AND menu.owner_id = accounts.current_user_id() AND menu.deleted_at IS NULL"""

TO_FREEZE = text(f"SELECT json_build_object({_WHOLE_MENU}, 'lineage', NULL)::text {FROM_OWN_MENU}")
"""With the addresses of covers as upstreams gave them: an edition means the same on any server.

Its credit stands beside it, as the curator's name does: what is there to be read changes.
"""

WORKING_COPY = text(f"""
    SELECT menus.with_covers(json_build_object({_WHOLE_MENU}, 'take_down', {TAKE_DOWN},
        'lineage', {LINEAGE.format(menu="menu.id")})::jsonb)::text
    {FROM_OWN_MENU}""")

SERVINGS = text(f"""
    SELECT json_build_object(
        'courses', (SELECT coalesce(json_agg(course.id ORDER BY course.position), '[]')
            FROM menus.courses course WHERE course.menu_id = menu.id AND course.owner_id = menu.owner_id),
        'works', (SELECT coalesce(json_agg(json_build_object('course_id', item.course_id,
                'media_type', work.media_type, 'release_year', work.release_year, 'language', work.language,
                'country', work.country_of_origin, 'details', {DETAILS},
                'has_note', item.annotation IS NOT NULL,
                'is_paired', EXISTS (SELECT FROM menus.menu_item_pairings pairing
                    WHERE pairing.menu_id = menu.id AND pairing.owner_id = menu.owner_id
                        AND item.id IN (pairing.first_item_id, pairing.second_item_id)))), '[]')
            FROM menus.course_items item JOIN catalog.media_items work ON work.id = item.media_item_id
            WHERE item.menu_id = menu.id AND item.owner_id = menu.owner_id))::text
    {FROM_OWN_MENU}""")
"""What a menu's balance is made of."""
