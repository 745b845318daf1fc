CREATE TABLE catalog.field_values (
    media_item_id uuid NOT NULL
        CONSTRAINT field_values_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    field text NOT NULL,
    value jsonb NOT NULL,
    source_name text NOT NULL,
    external_id text,
    set_by uuid CONSTRAINT field_values_set_by_fk REFERENCES accounts.users (id) ON DELETE SET NULL,
    seen_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT field_values_pk PRIMARY KEY (media_item_id, field),
    CONSTRAINT field_values_field_ck CHECK (field ~ '^[a-z0-9_]+([.][a-z0-9_]+)?$'),
    CONSTRAINT field_values_source_name_ck CHECK (source_name ~ '^[a-z][a-z0-9-]{0,39}$'),
    CONSTRAINT field_values_external_id_ck CHECK ((external_id IS NULL) = (source_name = 'editor'))
);
CREATE INDEX field_values_set_by_ix ON catalog.field_values (set_by) WHERE set_by IS NOT NULL;
COMMENT ON TABLE catalog.field_values IS
    'The last word of people about a field of a work. What sources say is in media_sources and is not repeated here.';
COMMENT ON COLUMN catalog.field_values.media_item_id IS 'The work.';
COMMENT ON COLUMN catalog.field_values.field IS 'The field, as provenance calls it: title, release_date, details.runtime_minutes.';
COMMENT ON COLUMN catalog.field_values.value IS 'The value, as the API writes it; null says that there is none.';
COMMENT ON COLUMN catalog.field_values.source_name IS 'Whose value it is: a source whose word was taken as it is, or editor.';
COMMENT ON COLUMN catalog.field_values.external_id IS 'The record of that source.';
COMMENT ON COLUMN catalog.field_values.set_by IS 'Who said or chose it; null when that person was erased.';
COMMENT ON COLUMN catalog.field_values.seen_at IS 'When the editor said it, or when the record of the source was fetched.';
GRANT SELECT ON catalog.field_values TO media_menu_app, media_menu_worker, media_menu_admin;
GRANT INSERT, UPDATE, DELETE ON catalog.field_values TO media_menu_app;
GRANT INSERT ON catalog.field_values TO media_menu_worker;

-- Which columns are pinned stands in the row itself, so that bulk statements need not know and pay nothing.
ALTER TABLE catalog.media_items ADD COLUMN pinned text[] NOT NULL DEFAULT '{}';
ALTER TABLE catalog.movie_items ADD COLUMN pinned text[] NOT NULL DEFAULT '{}';
ALTER TABLE catalog.book_items ADD COLUMN pinned text[] NOT NULL DEFAULT '{}';
ALTER TABLE catalog.game_items ADD COLUMN pinned text[] NOT NULL DEFAULT '{}';
ALTER TABLE catalog.music_items ADD COLUMN pinned text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN catalog.media_items.pinned IS 'Columns that keep their value until they are taken out of this list.';
COMMENT ON COLUMN catalog.movie_items.pinned IS 'Columns that keep their value until they are taken out of this list.';
COMMENT ON COLUMN catalog.book_items.pinned IS 'Columns that keep their value until they are taken out of this list.';
COMMENT ON COLUMN catalog.game_items.pinned IS 'Columns that keep their value until they are taken out of this list.';
COMMENT ON COLUMN catalog.music_items.pinned IS 'Columns that keep their value until they are taken out of this list.';

CREATE FUNCTION catalog.keep_pinned() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    kept text[] := ARRAY(SELECT unnest(OLD.pinned) INTERSECT SELECT unnest(NEW.pinned));
BEGIN
    IF 'title' = ANY (kept) THEN
        kept := kept || '{title_norm,sort_key}';
    END IF;
    IF 'release_date' = ANY (kept) THEN
        kept := kept || '{release_precision,release_year}';
    END IF;
    RETURN jsonb_populate_record(
        NEW, (SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(OLD)) WHERE key = ANY (kept))
    );
END $$;
COMMENT ON FUNCTION catalog.keep_pinned() IS
    'Gives pinned columns, and those made from them, the value they had. Words for search go on gathering.';
CREATE TRIGGER media_items_keep_pinned BEFORE UPDATE ON catalog.media_items
    FOR EACH ROW WHEN (OLD.pinned && NEW.pinned) EXECUTE FUNCTION catalog.keep_pinned();
CREATE TRIGGER movie_items_keep_pinned BEFORE UPDATE ON catalog.movie_items
    FOR EACH ROW WHEN (OLD.pinned && NEW.pinned) EXECUTE FUNCTION catalog.keep_pinned();
CREATE TRIGGER book_items_keep_pinned BEFORE UPDATE ON catalog.book_items
    FOR EACH ROW WHEN (OLD.pinned && NEW.pinned) EXECUTE FUNCTION catalog.keep_pinned();
CREATE TRIGGER game_items_keep_pinned BEFORE UPDATE ON catalog.game_items
    FOR EACH ROW WHEN (OLD.pinned && NEW.pinned) EXECUTE FUNCTION catalog.keep_pinned();
CREATE TRIGGER music_items_keep_pinned BEFORE UPDATE ON catalog.music_items
    FOR EACH ROW WHEN (OLD.pinned && NEW.pinned) EXECUTE FUNCTION catalog.keep_pinned();

ALTER TABLE ingestion.runs ADD COLUMN report jsonb
    CONSTRAINT runs_report_ck CHECK (jsonb_typeof(report) = 'object');
COMMENT ON COLUMN ingestion.runs.report IS
    'Of a replay: whether it is a dry run, how far it is, and how many works change in which field, with samples.';
