CREATE TABLE catalog.media_assets (
    media_item_id uuid CONSTRAINT media_assets_pk PRIMARY KEY
        CONSTRAINT media_assets_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    file text CONSTRAINT media_assets_file_ck CHECK (file ~ '^[0-9a-f]{32}$'),
    source_url text,
    poster_last_checked timestamptz,
    next_check_at timestamptz NOT NULL DEFAULT '-infinity',
    misses smallint NOT NULL DEFAULT 0 CONSTRAINT media_assets_misses_ck CHECK (misses >= 0),
    problem text
);
CREATE INDEX media_assets_next_check_at_ix ON catalog.media_assets (next_check_at);
COMMENT ON TABLE catalog.media_assets IS 'Covers of works that somebody uses, fetched once and kept as files of our own.';
COMMENT ON COLUMN catalog.media_assets.media_item_id IS 'The work.';
COMMENT ON COLUMN catalog.media_assets.file IS 'Name of the files, from their content; null until a cover was fetched.';
COMMENT ON COLUMN catalog.media_assets.source_url IS 'Where the cover came from.';
COMMENT ON COLUMN catalog.media_assets.poster_last_checked IS 'When it was last asked for, with success or without.';
COMMENT ON COLUMN catalog.media_assets.next_check_at IS 'From when on it is to be asked for again; also keeps two workers from the same work.';
COMMENT ON COLUMN catalog.media_assets.misses IS 'How often in a row it could not be had.';
COMMENT ON COLUMN catalog.media_assets.problem IS 'Why not, as a stable code.';
GRANT SELECT, INSERT ON catalog.media_assets TO media_menu_app;
GRANT UPDATE (next_check_at) ON catalog.media_assets TO media_menu_app;
GRANT SELECT, INSERT, UPDATE ON catalog.media_assets TO media_menu_worker;
GRANT SELECT ON catalog.media_assets TO media_menu_admin;

-- Covers are wanted for what people use: ten million works have too many.
CREATE FUNCTION menus.want_covers() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
    INSERT INTO catalog.media_assets (media_item_id)
    SELECT DISTINCT media_item_id FROM fresh ORDER BY media_item_id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION menus.want_covers() IS 'Notes that works which were put on a menu want a cover.';
CREATE TRIGGER course_items_want_covers AFTER INSERT ON menus.course_items
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION menus.want_covers();
INSERT INTO catalog.media_assets (media_item_id) SELECT DISTINCT media_item_id FROM menus.course_items;

-- Frozen documents keep the address that upstream gave; what is shown is the file of today.
CREATE FUNCTION menus.with_covers(document jsonb) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
    SELECT jsonb_set(document, '{courses}', coalesce(jsonb_agg(
        jsonb_set(course, '{items}', (
            SELECT coalesce(jsonb_agg(
                CASE WHEN asset.file IS NULL THEN item
                    ELSE jsonb_set(item, '{media,cover_url}', to_jsonb('/covers/' || asset.file || '-480.webp')) END
                ORDER BY place), '[]')
            FROM jsonb_array_elements(course -> 'items') WITH ORDINALITY AS each_item (item, place)
            LEFT JOIN catalog.media_assets asset ON asset.media_item_id = (item ->> 'media_item_id')::uuid
        )) ORDER BY number), '[]'))
    FROM jsonb_array_elements(document -> 'courses') WITH ORDINALITY AS each_course (course, number)
    $$;
COMMENT ON FUNCTION menus.with_covers(jsonb) IS 'A menu''s document with the covers that we have in place of those elsewhere.';

CREATE FUNCTION menus.show_cover(work uuid) RETURNS void
    LANGUAGE sql
    AS $$
    WITH touched AS (
        UPDATE menus.editions edition SET appearance = appearance + 1
        WHERE edition.withdrawn_at IS NULL
            AND edition.menu_id IN (SELECT item.menu_id FROM menus.course_items item WHERE item.media_item_id = work)
        RETURNING edition.slug
    )
    SELECT pg_notify('menus_changed', slug) FROM (SELECT DISTINCT slug FROM touched) AS changed
    $$;
COMMENT ON FUNCTION menus.show_cover(uuid) IS 'Voids what is kept of published menus that serve a work, whose cover has just come.';
GRANT SELECT ON menus.course_items TO media_menu_door;
GRANT SELECT, UPDATE (appearance) ON menus.editions TO media_menu_door;
GRANT EXECUTE ON FUNCTION menus.show_cover(uuid) TO media_menu_worker;
CALL kernel.give_to_door('menus.show_cover(uuid)');
