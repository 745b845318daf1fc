"""The statements that read what was kept of a working copy's past."""

from sqlalchemy import text

from adapters.postgres.menus.documents import WORK

REVISIONS = text("""
    SELECT coalesce((
        SELECT json_agg(line) FROM (
            SELECT version, made_at, summary FROM menus.revisions
            WHERE menu_id = menu.id AND owner_id = menu.owner_id
                AND (CAST(:before AS bigint) IS NULL OR version < CAST(:before AS bigint))
            ORDER BY version DESC LIMIT :limit) line), '[]')::text
    FROM menus.menus menu
    WHERE menu.id = :menu AND menu.owner_id = accounts.current_user_id() AND menu.deleted_at IS NULL""")

REVISION = text(f"""
    SELECT menus.with_covers(revision.document || jsonb_build_object('version', revision.version,
        'made_at', revision.made_at, 'summary', revision.summary, 'courses', coalesce((
            SELECT jsonb_agg(course || jsonb_build_object('items', coalesce((
                SELECT jsonb_agg(item || jsonb_build_object('media_item_id', work.id, 'media', {WORK})
                    ORDER BY position)
                FROM jsonb_array_elements(course -> 'items') WITH ORDINALITY AS each_item (item, position)
                JOIN catalog.media_items kept ON kept.id = CAST(item ->> 'media_item_id' AS uuid)
                JOIN catalog.media_items work ON work.id = coalesce(kept.merged_into, kept.id)), '[]'))
                ORDER BY number)
            FROM jsonb_array_elements(revision.document -> 'courses')
                WITH ORDINALITY AS each_course (course, number)), '[]')))::text
    FROM menus.revisions revision
    JOIN menus.menus menu ON menu.id = revision.menu_id AND menu.owner_id = revision.owner_id
    WHERE revision.menu_id = :menu AND revision.version = CAST(:version AS bigint)
        AND revision.owner_id = accounts.current_user_id() AND menu.deleted_at IS NULL""")
"""Served by the works that stand for its works now: a merge rewrites no history."""
