CREATE TABLE menus.revisions (
    menu_id uuid NOT NULL,
    version integer NOT NULL CONSTRAINT revisions_version_ck CHECK (version > 0),
    owner_id uuid NOT NULL,
    document jsonb NOT NULL CONSTRAINT revisions_document_ck CHECK (jsonb_typeof(document) = 'object'),
    summary jsonb NOT NULL CONSTRAINT revisions_summary_ck CHECK (jsonb_typeof(summary) = 'object'),
    made_at timestamptz NOT NULL,
    kept_at timestamptz NOT NULL,
    CONSTRAINT revisions_pk PRIMARY KEY (menu_id, version),
    CONSTRAINT revisions_menu_id_fk FOREIGN KEY (menu_id, owner_id)
        REFERENCES menus.menus (id, owner_id) ON DELETE CASCADE
);
COMMENT ON TABLE menus.revisions IS 'States of working copies, kept to go back to; thinned with age.';
COMMENT ON COLUMN menus.revisions.menu_id IS 'The menu.';
COMMENT ON COLUMN menus.revisions.version IS 'The version of the menu that stood so.';
COMMENT ON COLUMN menus.revisions.owner_id IS 'The curator, so that policies need no join.';
COMMENT ON COLUMN menus.revisions.document IS
    'Title, description, courses and pairings, with works by their ids; works that were merged are followed when it is read.';
COMMENT ON COLUMN menus.revisions.summary IS
    'What was done since the revision before it: {"added", "removed", "moved", "edited"}; takes over that of revisions thinned away before it.';
COMMENT ON COLUMN menus.revisions.made_at IS 'When that version was saved.';
COMMENT ON COLUMN menus.revisions.kept_at IS 'When it was kept: at the next save, or later; the next one has to wait a while.';

GRANT SELECT, INSERT, DELETE ON menus.revisions TO media_menu_app;
ALTER TABLE menus.revisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE menus.revisions FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON menus.revisions USING (owner_id = (SELECT accounts.current_user_id()))
    WITH CHECK (owner_id = (SELECT accounts.current_user_id()));

-- All of a day, the last of each hour for a week, the last of each day from then on; never the newest of a menu.
CREATE FUNCTION menus.thin_revisions(at timestamptz) RETURNS bigint
    LANGUAGE sql
    AS $$
    WITH aged AS (
        SELECT menu_id, version, summary, made_at > at - interval '1 day'
            OR row_number() OVER (PARTITION BY menu_id ORDER BY version DESC) = 1
            OR row_number() OVER (PARTITION BY menu_id, made_at > at - interval '7 days',
                date_trunc(CASE WHEN made_at > at - interval '7 days' THEN 'hour' ELSE 'day' END, made_at, 'UTC')
                ORDER BY version DESC) = 1 AS stays
        FROM menus.revisions
    ), heirs AS (
        SELECT menu_id, version, summary, stays,
            count(*) FILTER (WHERE stays) OVER (PARTITION BY menu_id ORDER BY version DESC) AS heir
        FROM aged
    ), sums AS (
        SELECT menu_id, max(version) AS version, jsonb_build_object(
            'added', sum((summary ->> 'added')::bigint), 'removed', sum((summary ->> 'removed')::bigint),
            'moved', sum((summary ->> 'moved')::bigint), 'edited', sum((summary ->> 'edited')::bigint)) AS summary
        FROM heirs GROUP BY menu_id, heir HAVING count(*) > 1
    ), inherited AS (
        UPDATE menus.revisions revision SET summary = sums.summary
        FROM sums WHERE (revision.menu_id, revision.version) = (sums.menu_id, sums.version)
    ), gone AS (
        DELETE FROM menus.revisions revision USING heirs
        WHERE (revision.menu_id, revision.version) = (heirs.menu_id, heirs.version) AND NOT heirs.stays
        RETURNING 1
    )
    SELECT count(*) FROM gone
    $$;
COMMENT ON FUNCTION menus.thin_revisions(timestamptz) IS
    'Thins the history of every menu with its age; what was done by then is told by the next revision that stays. Gives how many went.';
GRANT SELECT, UPDATE (summary), DELETE ON menus.revisions TO media_menu_door;
GRANT EXECUTE ON FUNCTION menus.thin_revisions TO media_menu_worker;
CALL kernel.give_to_door('menus.thin_revisions(timestamptz)');
