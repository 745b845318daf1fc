"""The statements that read editions, with what stands around them now."""

from sqlalchemy import text

from adapters.postgres.menus.documents import LINEAGE

# The directory knows it of menus that stand in it, and has a line for each fork of any other.
_FORK_COUNT = """
    coalesce((SELECT listing.fork_count FROM menus.listings listing WHERE listing.menu_id = edition.menu_id),
        (SELECT count(*) FROM menus.listings fork WHERE fork.source_menu_id = edition.menu_id))"""

_CREDITS = """
    coalesce((SELECT jsonb_agg(jsonb_build_object('edition', credit.edition, 'curator', (
            SELECT to_jsonb(person) FROM accounts.public_name(credit.person_id) person))
            ORDER BY credit.edition, credit.id)
        FROM menus.menu_credits credit
        WHERE credit.menu_id = edition.menu_id AND credit.edition <= edition.number), '[]')"""

PUBLIC_FACTS = f"""
    jsonb_build_object('visibility', edition.visibility, 'status', 'published',
        'curator', (SELECT to_jsonb(person) FROM accounts.public_name(edition.owner_id) person),
        'lineage', {LINEAGE.format(menu="edition.menu_id")}, 'credits', {_CREDITS},
        'fork_count', {_FORK_COUNT})"""
"""What stands around an edition; whatever changes it adds one to `appearance`."""

PUBLIC_MENU = text(f"""
    SELECT menus.with_covers(edition.document || {PUBLIC_FACTS})::text
    FROM menus.editions edition
    WHERE edition.slug = :slug AND edition.withdrawn_at IS NULL
        AND (edition.number = CAST(:number AS bigint)
            OR (CAST(:number AS bigint) IS NULL AND edition.is_current))""")

# The current edition is found by its slug, and leads to those before it.
PUBLIC_EDITIONS = text("""
    SELECT edition.number, edition.document ->> 'title' AS title, edition.note, edition.content_hash,
        edition.published_at
    FROM menus.editions newest JOIN menus.editions edition USING (menu_id)
    WHERE newest.slug = :slug AND newest.is_current AND newest.withdrawn_at IS NULL
        AND edition.withdrawn_at IS NULL
    ORDER BY edition.number DESC""")

OWN_EDITION = text(f"""
    SELECT menus.with_covers(edition.document || {PUBLIC_FACTS})::text
    FROM menus.editions edition
    JOIN menus.menus menu ON menu.id = edition.menu_id AND menu.owner_id = edition.owner_id
    WHERE edition.menu_id = :menu AND edition.number = CAST(:number AS bigint) AND menu.deleted_at IS NULL
        AND edition.owner_id = accounts.current_user_id()""")
